import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, faults, plain, seen } from "../../test/draw";

it("answers to whom somebody's data was given", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await seen("disclosure-event");
  await user.click(screen.getByTestId("disclosures-search"));
  await user.keyboard("осипенко");
  await waitFor(() =>
    expect(plain(screen.getByTestId("status-text").textContent)).toBe("Показано 6 из 48 · по дате, сначала новые"),
  );
  await waitFor(() => expect(screen.getByTestId("disclosure-event").textContent).toContain("Мировой суд"));
  await user.keyboard("{Enter}");
  expect(document.activeElement?.getAttribute("role")).toBe("grid");
});

it("an event of a case opens its case", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await user.type(await seen("disclosures-search"), "2026-1469");
  await user.click(await seen("disclosure-case"));
  await seen("screen-cases");
  await waitFor(() => expect(plain(screen.getByTestId("case-pane").textContent)).toContain("№ 2026-1469"));
});

it("a search without result says so and can be cleared", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await user.type(await seen("disclosures-search"), "никого такого");
  await user.click(await screen.findByText("Снять поиск"));
  await waitFor(() => expect(screen.getAllByTestId("disclosure-row").length).toBeGreaterThan(5));
});

/** Key presses of the person; typed texts are counted apart. */
function hands(user: { keyboard: (text: string) => Promise<void>; paste: (text: string) => Promise<void> }) {
  let pressed = 0;
  return {
    press: async (...keys: string[]) => {
      for (const key of keys) {
        pressed += 1;
        await user.keyboard(key);
        // A menu that closes gives the focus back a moment later.
        await waitFor(() => expect(document.activeElement).not.toBe(document.body));
      }
    },
    type: (text: string) => (/^\d+$/.test(text) ? user.keyboard(text) : user.paste(text)),
    count: () => pressed,
  };
}

const TAB = "{Tab}";
const SAVE = "{Control>}{Enter}{/Control}";

it("a disclosure to a known recipient is recorded by keyboard with few presses", async () => {
  const { user, host } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await seen("disclosure-event");
  const { press, type, count } = hands(user);
  await press("c");
  expect(document.activeElement).toBe(await seen("disclosure-recipient"));
  await type("почт");
  await press("{ArrowDown}", "{Enter}");
  expect((screen.getByTestId("disclosure-recipient") as HTMLInputElement).value).toBe("ООО «Почтовый двор»");
  expect((screen.getByTestId("disclosure-ground") as HTMLInputElement).value).toContain("12/2024");
  expect(await faults()).toEqual([]);
  await press(TAB, TAB);
  expect(document.activeElement).toBe(screen.getByTestId("disclosure-phone"));
  await type("+7 916 123-45-67");
  await press(SAVE);
  await waitFor(() => expect(screen.queryByTestId("disclosure-form")).toBeNull());
  expect(count()).toBeLessThanOrEqual(12);
  const { disclosures } = await host.call("disclosures_list", { search: "123-45-67", case: null });
  expect(disclosures[0]).toMatchObject({
    date: "2027-01-13",
    recipient: "ООО «Почтовый двор»",
    kind: "processor",
    purpose: "доставка счетов",
  });
});

it("the whole form, of a new recipient, takes at most forty presses beside the texts", async () => {
  const { user, host } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await seen("disclosure-event");
  const { press, type, count } = hands(user);
  await press("c");
  await seen("disclosure-recipient");
  await type("АО «Новая почта»");
  await press(TAB, TAB);
  await type("+7 916 123-45-67");
  await press(TAB);
  await type("77-204513");
  await press(TAB);
  await type("Воронцов Пётр Алексеевич");
  await press(TAB);
  await type("05121980");
  await press(TAB);
  await type("vorontsov@example.ru");
  await press(TAB);
  await type("2026-1469");
  await press(TAB, "{ArrowDown}", "{ArrowDown}", "{Enter}", TAB);
  await type("127000, г. Москва, ул. Ясная, д. 3");
  await press(TAB);
  await type("согласие от 12.01.2027");
  await press(TAB);
  await type("доставка оборудования");
  await press(TAB);
  await type("ФИО");
  await press("{Enter}");
  await type("номер телефона");
  await press("{Enter}");
  expect(screen.getByTestId("disclosure-form").textContent).toContain("номер телефона");
  await press(SAVE);
  await waitFor(() => expect(screen.queryByTestId("disclosure-form")).toBeNull());
  expect(count()).toBeLessThanOrEqual(40);
  const { disclosures } = await host.call("disclosures_list", { search: "новая почта", case: null });
  expect(disclosures.length).toBe(1);
  const form = await host.call("disclosure_show", { id: disclosures[0]?.id ?? "" });
  expect(form).toMatchObject({
    kind: "independent_operator",
    recipient_address: "127000, г. Москва, ул. Ясная, д. 3",
    ground: "согласие от 12.01.2027",
    purpose: "доставка оборудования",
    data: ["ФИО", "номер телефона"],
    full_name: "Воронцов Пётр Алексеевич",
    birth_date: "1980-12-05",
    phone: "+7 916 123-45-67",
    email: "vorontsov@example.ru",
    contract: "77-204513",
    case: "2026-1469",
    group_what: null,
  });
}, 60_000);

it("what lacks is said at its field, and what was typed stays", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await seen("disclosure-event");
  await user.keyboard("c");
  await seen("disclosure-form");
  await user.keyboard(SAVE);
  expect(screen.getByText("Получатель не указан.")).toBeTruthy();
  expect(screen.getByText("Не указано, чьи данные.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByTestId("disclosure-recipient"));
  expect(await faults()).toEqual([]);
  await user.paste("ООО «Почтовый двор»");
  screen.getByTestId("disclosure-case").focus();
  await user.paste("2099-0001");
  await user.keyboard(SAVE);
  expect(plain((await screen.findByText(/неизвестное значение «2099-0001»/)).textContent)).toContain("Номер обращения");
  expect(document.activeElement).toBe(screen.getByTestId("disclosure-case"));
  await user.keyboard("{Escape}");
  await user.keyboard("c");
  expect(await seen("restored")).toBeTruthy();
  expect((screen.getByTestId("disclosure-case") as HTMLInputElement).value).toBe("2099-0001");
}, 60_000);

it("a group needs its count; a correction opens the record", async () => {
  const { user, host } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await seen("disclosure-event");
  await user.keyboard("e");
  const count = await seen("disclosure-group_count");
  expect((count as HTMLInputElement).value).toBe("910");
  await user.clear(count);
  await user.keyboard(SAVE);
  expect(screen.getByText("Число субъектов не указано.")).toBeTruthy();
  await user.type(count, "911");
  await user.keyboard(SAVE);
  await waitFor(() => expect(screen.queryByTestId("disclosure-form")).toBeNull());
  const { disclosures } = await host.call("disclosures_list", { search: "911", case: null });
  expect(disclosures.length).toBe(1);
  const { entries } = await host.call("audit_list", { from: 0, count: 1, search: null, about: null });
  expect(entries[0]).toMatchObject({ action: "disclosure_change", entity: "disclosure", entity_id: "48" });
});

it("a disclosure is removed for a reason, which is part of the trail", async () => {
  const { user, host } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await user.click(await seen("disclosure-remove"));
  expect(document.activeElement).toBe(await seen("disclosure-remove-confirm"));
  expect(await faults()).toEqual([]);
  await user.click(screen.getByText("записана дважды"));
  await user.keyboard(SAVE);
  await waitFor(() =>
    expect(plain(screen.getByTestId("status-text").textContent)).toBe("Показано 47 из 47 · по дате, сначала новые"),
  );
  const { entries } = await host.call("audit_list", { from: 0, count: 1, search: null, about: null });
  expect(entries[0]).toMatchObject({ action: "disclosure_remove_duplicate", entity_id: "48" });
});

it("a discrepancy opens its reason below, with what to do", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await seen("disclosure-event");
  await user.click(screen.getByTestId("view-wrong"));
  const finding = await seen("disclosure-finding");
  expect(plain(finding.textContent)).toContain("Передано сверх поручения: дата рождения");
  expect(plain(finding.textContent)).toContain("Дополните договор");
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("disclosure-processor"));
  await waitFor(() => expect(screen.getByTestId("processor-name").textContent).toBe("ООО «Кварц Аналитика»"));
});
