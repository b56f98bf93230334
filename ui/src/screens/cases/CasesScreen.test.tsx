/** The list, the case beside it, and the acts on it. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { markedParts } from "../../kit/marks";
import { drawAt, plain, seen } from "../../test/draw";

const name = () => screen.getByTestId("case-name").textContent;

it("walks the list by keys in either layout, and filters it", async () => {
  const { user } = await drawAt("cases");
  await seen("case-name");
  const first = name();
  await user.keyboard("[KeyJ]");
  await waitFor(() => expect(name()).not.toBe(first));
  await user.keyboard("[KeyK]");
  await waitFor(() => expect(name()).toBe(first));
  await user.click(screen.getByTestId("view-all"));
  await waitFor(() =>
    expect(plain(screen.getByTestId("status-text").textContent)).toBe(
      "Показано 60 из 60 · по сроку, сначала ближайшие",
    ),
  );
  await user.type(screen.getByTestId("cases-search"), "сафронова");
  await waitFor(() => expect(name()).toBe("Сафронова Лидия Андреевна"));
  await user.keyboard("{Escape}");
  await waitFor(() => expect((screen.getByTestId("cases-search") as HTMLInputElement).value).toBe(""));
});

it("a telephone is hidden until it is asked for", async () => {
  const { user } = await drawAt("cases");
  const pane = await seen("case-pane");
  await seen("case-name");
  expect(pane.textContent).toContain("···");
  await user.click(screen.getByText("Показать"));
  expect(pane.textContent).not.toContain("···");
});

it("a date opens its working", async () => {
  const { user } = await drawAt("cases");
  await user.type(await seen("cases-search"), "2026-1421");
  await waitFor(() => expect(name()).toBe("Мельник Оксана Петровна"));
  await user.click((await screen.findAllByTestId("due-open"))[0] as HTMLElement);
  const working = await seen("due-working");
  const words = plain(working.textContent);
  expect(words).toContain("до 18.01.2027 · 3 раб. дня");
  expect(words).toContain("10-й рабочий день, до конца дня");
  expect(working.querySelectorAll("tbody tr").length).toBeGreaterThan(4);
  expect(plain(screen.getByTestId("due-strip").getAttribute("aria-label"))).toBe(
    "С 24.12.2026 по 18.01.2027: дней срока 10, не считаются 15",
  );
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("due-working")).toBeNull());
});

it("closing with a refusal asks for its ground", async () => {
  const { user } = await drawAt("cases");
  await seen("case-name");
  await user.click(screen.getByTestId("case-close"));
  await user.click(await screen.findByLabelText("Отказано"));
  await user.click(screen.getByTestId("close-save"));
  expect(screen.getByText("Основание не указано.")).toBeTruthy();
  await user.type(screen.getByTestId("close-ground"), "ст. 14 ч. 8 п. 2");
  await user.click(screen.getByTestId("close-save"));
  expect((await seen("toast")).textContent).toContain("требование закрыто. Отказано");
});

it("a new case takes its demands from its text", async () => {
  const { user } = await drawAt("cases");
  await seen("case-name");
  await user.click(screen.getByTestId("case-add-open"));
  await user.type(await seen("add-full-name"), "Новиков Иван Петрович");
  await user.type(screen.getByTestId("add-text"), "просит удалить данные");
  await waitFor(() => expect(screen.getByText(/Предложено по словам: удалить/)).toBeTruthy());
  await user.click(screen.getByTestId("add-save"));
  await waitFor(() => expect(name()).toBe("Новиков Иван Петрович"));
  expect(screen.getByTestId("case-demands").textContent).toContain("Уничтожение данных");
});

it("marks are counted in characters, and never overlap", () => {
  const parts = markedParts("😀 удалить все", [
    { from: 2, to: 9, kind: "destruction" },
    { from: 5, to: 99, kind: "access" },
  ]);
  expect(parts.map((part) => part.text)).toEqual(["😀 ", "удалить", " все"]);
});
