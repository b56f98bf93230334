import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, faults, plain, seen } from "../../test/draw";
import { innAgrees } from "./inn";

async function open() {
  const drawn = draw("state=open");
  await drawn.user.click(await seen("section-processors"));
  await seen("processor-points");
  return drawn;
}

const row = (point: string): HTMLElement => {
  const found = screen.getAllByTestId("point-row").find((one) => one.dataset.point === point);
  if (found === undefined) throw new Error(`no row of ${point}`);
  return found;
};

it("shows the ten points with their evidence, and what is left of the contract", async () => {
  await open();
  expect(screen.getAllByTestId("point-row").length).toBe(10);
  const points = plain(screen.getByTestId("processor-points").textContent);
  expect(points).toContain("в договоре нет");
  expect(points).toContain("не проверено");
  expect(screen.getByText("адрес не указан")).toBeTruthy();
  expect(plain(screen.getByTestId("processor-pane").textContent)).toContain("до 31.01.2027 · 18 раб. дней");
});

it("the lists are filtered by gaps, by term and by words", async () => {
  const { user } = await open();
  await user.click(screen.getByTestId("view-gaps"));
  await waitFor(() => expect(screen.getAllByTestId("processor-row").length).toBe(3));
  await user.click(screen.getByTestId("view-ending"));
  await waitFor(() => expect(screen.getAllByTestId("processor-row").length).toBe(1));
  await user.click(screen.getByTestId("view-ended"));
  expect(await screen.findByText("В этом списке поручений нет.")).toBeTruthy();
  await user.click(screen.getByText("Показать все поручения"));
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("grid"));
  await user.keyboard("{Control>}f{/Control}");
  expect(document.activeElement).toBe(screen.getByTestId("processors-search"));
  await user.keyboard("доставка");
  await waitFor(() => expect(screen.getAllByTestId("processor-row").length).toBe(2));
  await user.keyboard("нет такого");
  await user.click(await screen.findByText("Снять поиск"));
  await waitFor(() => expect(screen.getAllByTestId("processor-row").length).toBe(6));
});

it("keys 1 2 3 record a point in the pane; met asks for its clause", async () => {
  const { user, host } = await open();
  row("art_18_1").focus();
  await user.keyboard("2");
  await waitFor(() => expect(plain(row("art_18_1").textContent)).toContain("в договоре нет"));
  await user.keyboard("1");
  const clause = await seen("point-clause");
  expect(document.activeElement).toBe(clause);
  await user.keyboard("{Enter}");
  expect(await screen.findByText("Пункт договора не указан.")).toBeTruthy();
  expect(await faults()).toEqual([]);
  await user.keyboard("п. 4.7, с. 3{Enter}");
  await waitFor(() => expect(plain(row("art_18_1").textContent)).toContain("п. 4.7, с. 3"));
  expect(document.activeElement).toBe(row("art_18_1"));
  await user.keyboard("3");
  await waitFor(() => expect(plain(row("art_18_1").textContent)).toContain("не проверено"));
  const id = "9";
  const view = await host.call("processor_show", { id });
  expect(view.checklist.find((point) => point.point === "art_18_1")?.state).toBe("unknown");
});

it("the keys work in the Russian layout too, and Escape leaves the point as it was", async () => {
  const { user } = await open();
  row("security").focus();
  await user.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(row("documents_on_request"));
  fireEvent.keyDown(document.activeElement as Element, { code: "KeyJ", key: "о" });
  expect(document.activeElement).toBe(row("security"));
  await user.keyboard("1");
  await seen("point-clause");
  await user.keyboard("п. 1{Escape}");
  expect(screen.queryByTestId("point-clause")).toBeNull();
  expect(document.activeElement).toBe(row("security"));
  expect(plain(row("security").textContent)).toContain("в договоре нет");
});

it("a processor is recorded by keyboard: lists, points, a warned number, errors at their fields", async () => {
  const { user, host } = await open();
  await user.keyboard("c");
  await seen("processor-form");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.getByText("Наименование не указано.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByTestId("processor-form-name"));
  await user.paste("ООО «Почтовый двор»");
  await user.keyboard("{Tab}");
  await user.paste("7707083894");
  expect(screen.getByText(/Контрольные цифры не сходятся/)).toBeTruthy();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Наименование обработчика: такая запись уже есть.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByTestId("processor-form-name"));
  await user.clear(screen.getByTestId("processor-form-name"));
  await user.paste("ООО «Новый двор»");
  screen.getByTestId("processor-form-purposes").focus();
  await user.keyboard("претенз{ArrowDown}{Enter}");
  expect(screen.getByText("содействие в урегулировании претензий")).toBeTruthy();
  await user.paste("рассылка");
  await user.keyboard("{Enter}");
  screen.getByTestId("processor-form-data").focus();
  // What is typed and not taken over is saved too.
  await user.paste("номер телефона");
  await user.keyboard("{Enter}");
  await user.paste("пол");
  const form = within(screen.getByTestId("processor-form-points"));
  const first = form.getAllByTestId("point-row")[0] as HTMLElement;
  first.focus();
  await user.keyboard("1{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Пункт договора не указан.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByTestId("point-clause"));
  expect(await faults()).toEqual([]);
  await user.keyboard("п. 2.1{Enter}{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.getByTestId("processor-name").textContent).toBe("ООО «Новый двор»"));
  const saved = await host.call("processor_show", { id: "ООО «Новый двор»" });
  expect(saved.purposes).toEqual(["содействие в урегулировании претензий", "рассылка"]);
  expect(saved.data).toEqual(["номер телефона", "пол"]);
  expect(saved.inn).toBe("7707083894");
  expect(saved.checklist[0]).toMatchObject({ state: "met", clause: "п. 2.1" });
}, 60_000);

it("what was typed outlives closing the form; a record changed meanwhile is not overwritten", async () => {
  const { user, host } = await open();
  await user.keyboard("e");
  const address = await seen("processor-form-address");
  await user.type(address, "г. Пермь");
  await user.keyboard("{Escape}");
  await host.call("processor_point", { id: "9", point: "security", state: "met", clause: "п. 9" });
  await user.keyboard("e");
  expect(await seen("restored")).toBeTruthy();
  expect((screen.getByTestId("processor-form-address") as HTMLInputElement).value).toBe("г. Пермь");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect((await seen("error")).dataset.code).toBe("edited_since");
  expect((screen.getByTestId("processor-form-address") as HTMLInputElement).value).toBe("г. Пермь");
});

it("a processor that disclosures name is not removed, another one is", async () => {
  const { user } = await open();
  await user.click(screen.getByTestId("processor-remove"));
  expect((await seen("error")).dataset.code).toBe("processor_in_use");
  await user.click(screen.getByText("ИП Ларионов"));
  await waitFor(() => expect(screen.getByTestId("processor-name").textContent).toBe("ИП Ларионов"));
  await user.click(screen.getByTestId("processor-remove"));
  await waitFor(() => expect(screen.getAllByTestId("processor-row").length).toBe(5));
});

it("the three lists: each finding has its repair one key away", async () => {
  const { user } = await open();
  await user.click(screen.getByTestId("view-check"));
  await waitFor(() => expect(screen.getAllByTestId("finding-row").length).toBeGreaterThan(3));
  expect(await faults()).toEqual([]);
  await user.click(screen.getByText("данные вне поручения"));
  await waitFor(() => expect(screen.getByTestId("finding-message").textContent).toContain("дата рождения"));
  await user.keyboard("e");
  await seen("processor-form");
  // The missing item is in the form already, to be kept or taken out.
  expect(within(screen.getByTestId("processor-form")).getByText("дата рождения")).toBeTruthy();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.getByTestId("processor-name").textContent).toBe("ООО «Кварц Аналитика»"));
  await user.click(screen.getByTestId("view-check"));
  await waitFor(() => expect(screen.queryByText("данные вне поручения")).toBeNull());
});

it("control digits of a taxpayer number", () => {
  expect(innAgrees("7707083893")).toBe(true);
  expect(innAgrees("500100732259")).toBe(true);
  expect(innAgrees("7707083894")).toBe(false);
  expect(innAgrees("77070838")).toBe(false);
});

it("an error goes when its field is mended; a met point without its clause is gone to", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-processors"));
  await user.click(await seen("processors-add-open"));
  const name = await seen("processor-form-name");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(name.getAttribute("aria-invalid")).toBe("true"));
  await user.type(name, "Двор");
  expect(name.getAttribute("aria-invalid")).not.toBe("true");
  const rows = await screen.findAllByTestId("point-row");
  rows[2]?.focus();
  await user.keyboard("1");
  rows[5]?.focus();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("point-clause")));
  expect(rows[2]?.contains(document.activeElement)).toBe(true);
  expect(document.activeElement?.getAttribute("aria-invalid")).toBe("true");
});
