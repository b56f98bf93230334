/** A date field changes no day silently: what is impossible or incomplete is told, and stops the form. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { expect, it, vi } from "vitest";
import { setLocale } from "../paraglide/runtime.js";
import { DateField } from "./fields";
import { startKeys, useKeys } from "./keys";
import { nextDay, readDate, withDots } from "./typedDate";

it("reads only days that exist", () => {
  expect(readDate("31.12.2026")).toEqual({ state: "day", iso: "2026-12-31" });
  expect(readDate("3.1.26")).toEqual({ state: "day", iso: "2026-01-03" });
  expect(readDate("29.02.2028").iso).toBe("2028-02-29");
  expect(readDate("").state).toBe("empty");
  for (const text of ["31.02.2026", "29.02.2026", "00.01.2026", "1.13.2026", "311.1.2026", "1.1.20261", "1.2.2026.3"])
    expect(readDate(text).state, text).toBe("impossible");
  for (const text of ["3", "31.12", "31.12.2", "31.12.202", "31..2026"])
    expect(readDate(text).state, text).toBe("incomplete");
  expect(nextDay("2026-02-28", 1, null)).toBe("2026-03-01");
  expect(nextDay("2026-03-01", -1, null)).toBe("2026-02-28");
  expect(nextDay("2026-03-01", 1, "2026-03-01")).toBe("2026-03-01");
});

it("puts dots in, and takes none away that was typed", () => {
  const typing = (keys: string) => [...keys].reduce((text, key) => withDots(text + key, text), "");
  expect(typing("31122026")).toBe("31.12.2026");
  expect(typing("31.12.2026")).toBe("31.12.2026");
  expect(typing("3.1.26")).toBe("3.1.26");
  expect(withDots("31", "31.")).toBe("31");
  expect(withDots("311", "31")).toBe("31.1");
  expect(withDots("31122026", "")).toBe("31.12.2026");
  expect(withDots("2026-12-31", "")).toBe("31.12.2026");
});

function Form({ onSend, start = null }: { onSend: (date: string | null) => void; start?: string | null }): ReactNode {
  const [date, setDate] = useState<string | null>(start);
  useKeys({ "Ctrl+Enter": () => onSend(date) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend(date);
      }}
    >
      <DateField label="Действует до" value={date} onChange={setDate} testId="date" />
      <button type="submit">Сохранить</button>
      <button type="button" onClick={() => setDate(null)}>
        Очистить
      </button>
    </form>
  );
}

const field = () => screen.getByLabelText("Действует до") as HTMLInputElement;

it("an impossible day is told at the field, and nothing is sent by any way", async () => {
  const stop = startKeys();
  const user = userEvent.setup();
  const sent = vi.fn();
  render(<Form onSend={sent} />);
  await user.type(field(), "31022026");
  expect(field().value).toBe("31.02.2026");
  expect(screen.queryByText(/Такой даты нет/)).toBeNull();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.getByText("Такой даты нет: 31.02.2026")).toBeTruthy();
  expect(field().getAttribute("aria-invalid")).toBe("true");
  await user.keyboard("{Enter}");
  await user.click(screen.getByText("Сохранить"));
  expect(sent).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(field());
  expect(field().value).toBe("31.02.2026");

  await user.clear(field());
  await user.type(field(), "3.1");
  await user.tab();
  expect(screen.getByText("Дата не полная: дд.мм.гггг")).toBeTruthy();
  await user.type(field(), ".26");
  expect(screen.queryByText(/Дата не полная/)).toBeNull();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(sent).toHaveBeenLastCalledWith("2026-01-03");
  await user.tab();
  expect(field().value).toBe("03.01.2026");
  await user.click(screen.getByText("Очистить"));
  expect(field().value).toBe("");
  await user.click(screen.getByText("Сохранить"));
  expect(sent).toHaveBeenLastCalledWith(null);
  stop();
});

it("arrows go by one day; the order of the parts is the same in English", async () => {
  await setLocale("en", { reload: false });
  const user = userEvent.setup();
  const sent = vi.fn();
  render(<Form onSend={sent} start="2026-12-31" />);
  expect(field().value).toBe("31.12.2026");
  expect(field().placeholder).toBe("dd.mm.yyyy");
  await user.click(field());
  await user.keyboard("{ArrowUp}");
  expect(field().value).toBe("01.01.2027");
  await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(sent).toHaveBeenLastCalledWith("2026-12-30");
});
