/** The parts of the settings: by keyboard, with errors at their fields, and nothing lost. */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { SETTINGS_PARTS } from "../../kit/settingsParts";
import { draw, faults, plain, ready, seen } from "../../test/draw";

async function opened(part: string, query = "state=open") {
  const drawn = draw(query);
  await drawn.user.click(await seen("section-settings"));
  await drawn.user.click(await seen(`settings-part-${part}`));
  await seen(`settings-${part}`);
  return drawn;
}

it("the list of parts is walked by arrows, and every part is clean", async () => {
  const { user } = await opened("operator");
  for (const part of SETTINGS_PARTS) {
    await seen(`settings-${part}`);
    expect(screen.getByTestId(`settings-part-${part}`).getAttribute("aria-current")).toBe("true");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(`settings-part-${part}`)));
    expect(await faults()).toEqual([]);
    await user.keyboard("{ArrowDown}");
  }
  await seen("settings-operator");
}, 90000);

it("a mask shows its next number, and a bad one says why at its field", async () => {
  const { user } = await opened("numbers");
  await waitFor(() =>
    expect(plain(screen.getByTestId("mask-next-letter").textContent)).toMatch(/^следующий номер: \d{3}\/ПДн$/),
  );
  const field = screen.getByTestId("mask-case");
  await user.clear(field);
  await user.type(field, "ОБ-{{yy}-{{nn}");
  await waitFor(() =>
    expect(plain(screen.getByTestId("mask-next-case").textContent)).toMatch(/^следующий номер: ОБ-27-\d+$/),
  );
  await user.clear(field);
  await user.type(field, "ОБ-{{год}");
  expect(plain((await screen.findByText(/непонятная часть «\{год\}»/)).textContent)).toContain("непонятная часть");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  await user.click(screen.getByTestId("settings-part-calendar"));
  await seen("settings-calendar");
  await user.click(screen.getByTestId("settings-part-numbers"));
  expect(((await seen("mask-case")) as HTMLInputElement).value).toBe("ОБ-{год}");
});

it("the signatory is saved with the same record as the operator", async () => {
  const { user } = await opened("signatory");
  expect(plain((await seen("operator-gaps")).textContent)).toContain("кто подписывает письма");
  await user.type(screen.getByTestId("operator-signatory-name"), "Орлова Анна Петровна");
  await user.click(screen.getByTestId("settings-part-operator"));
  await user.type(await seen("operator-short_name"), " Плюс");
  await user.click(await ready("operator-save"));
  await waitFor(() => expect(screen.queryByTestId("operator-gaps")).toBeNull());
  await user.click(screen.getByTestId("settings-part-signatory"));
  expect(((await seen("operator-signatory-name")) as HTMLInputElement).value).toBe("Орлова Анна Петровна");
});

it("the calendar shows twelve months with the reason of each day, and says of a year without one", async () => {
  const { user } = await opened("calendar");
  const months = await waitFor(() => {
    const tables = screen.getAllByRole("table").filter((table) => table.querySelectorAll("[data-day]").length > 27);
    expect(tables.length).toBe(12);
    return tables;
  });
  const january = months[0] as HTMLElement;
  expect(within(january).getByText("Январь")).toBeTruthy();
  const first = january.querySelector("[data-day]") as HTMLElement;
  expect([first.dataset.day, first.title]).toEqual(["off", "праздник, ст. 112 ТК РФ"]);
  expect(plain(first.textContent)).toBe("1, выходной");
  expect(january.querySelector("[data-today]")?.textContent).toContain("13");
  expect(screen.getByTestId("calendar-special").textContent).toContain("праздник, ст. 112 ТК РФ");
  await user.keyboard("{]}");
  await waitFor(() => expect(screen.getByTestId("calendar-year").textContent).toBe("2028"));
  expect(await screen.findByText(/Производственного календаря на 2028/)).toBeTruthy();
  expect(screen.queryByTestId("calendar-special")).toBeNull();
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("year-before"));
  await waitFor(() => expect(screen.getByTestId("calendar-year").textContent).toBe("2027"));
});

it("the keys of the vault stand in a table with what is known of each", async () => {
  await opened("keys");
  const slots = await screen.findAllByTestId("key-slot");
  expect(slots.map((slot) => plain(slot.textContent))).toEqual([
    "Парольная фраза01.10.2026открыто им сейчас",
    "Резервный ключ01.10.2026проверен с листа",
  ]);
});

it("theme, size, rows and letters hold at once", async () => {
  const { user } = await opened("look");
  await user.click(screen.getByRole("radio", { name: "тёмная" }));
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
  await user.click(screen.getByRole("radio", { name: "как в системе" }));
  await waitFor(() => expect(document.documentElement.dataset.theme).toBeUndefined());
  fireEvent.keyDown(document.body, { code: "Equal", key: "+", ctrlKey: true });
  await waitFor(() => expect(document.documentElement.style.getPropertyValue("--raw-root")).toBe("14.3px"));
  await waitFor(() => expect(plain(screen.getByTestId("look-zoom").textContent)).toContain("110 %"));
  fireEvent.keyDown(document.body, { code: "Digit0", key: "0", ctrlKey: true });
  await waitFor(() => expect(plain(screen.getByTestId("look-zoom").textContent)).toContain("100 %"));
  await user.click(screen.getByRole("checkbox", { name: /Одиночные буквы/ }));
  await user.click(screen.getByTestId("section-cases"));
  await seen("case-name");
  await user.keyboard("c");
  expect(screen.queryByTestId("case-add")).toBeNull();
});

it("a look that could not be kept says so", async () => {
  const { user } = await opened("look", "state=open&settings=unwritable");
  await user.click(screen.getByRole("radio", { name: "тёмная" }));
  expect(plain((await seen("error")).textContent)).toContain("Файл не записан");
});

it("the language changes without losing what was typed", async () => {
  const { user } = await opened("operator");
  await user.type(await seen("operator-kpp"), "690001001");
  await user.click(screen.getByTestId("settings-part-look"));
  await user.click(await screen.findByRole("radio", { name: "English" }));
  await screen.findByRole("heading", { name: "Settings" });
  expect(document.documentElement.lang).toBe("en");
  await user.click(screen.getByTestId("settings-part-operator"));
  expect(((await seen("operator-kpp")) as HTMLInputElement).value).toBe("690001001");
  await user.click(screen.getByTestId("settings-part-look"));
  await user.click(await screen.findByRole("radio", { name: "Русский" }));
  await screen.findByRole("heading", { name: "Настройки" });
});
