/** Kinds corrected in the pane, the rule that is offered, the extension of a term, two cases joined: by the keyboard. */
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { CaseView, Kind } from "../../bindings/wire";
import type { FakeHost } from "../../host/fake";
import { draw, faults, plain, seen } from "../../test/draw";

/** The case that is shown, as the desk has it. */
async function shown(host: FakeHost): Promise<CaseView> {
  const pane = screen.getByTestId("case-pane");
  const number = /№\s*(\d{4}-\d+)/u.exec(pane.textContent ?? "")?.[1] ?? "";
  return host.call("case_show", { number });
}

/** Many keys and axe, each drawn anew: more than a busy machine does in the usual time. */
const LONG = 60_000;

/** The page with the list of cases. */
async function drawCases() {
  const drawn = draw("state=open");
  await drawn.user.click(await seen("section-cases"));
  await seen("case-name");
  return drawn;
}

async function readKind(): Promise<HTMLElement> {
  const found = await screen.findAllByTestId(/^proposed-/u);
  return found[0] as HTMLElement;
}

it(
  "a wrongly read demand is struck out, and the rule that is offered is tried and kept",
  async () => {
    const { user, host } = await drawCases();
    const button = await readKind();
    const kind = (button.dataset.testid ?? "").replace("proposed-", "");
    button.focus();
    await user.keyboard("{Enter}");
    await seen("correct-kind");
    expect(button.getAttribute("aria-expanded")).toBe("true");
    await user.click(screen.getByLabelText("Не требование"));
    const before = await shown(host);
    const isLast = before.demands.filter((demand) => demand.status === "open").length === 1;
    if (isLast) {
      await user.click(screen.getByTestId("correct-save"));
      expect(screen.getByText("Не указано, о чём обращение.")).toBeTruthy();
      expect((await shown(host)).demands.length).toBe(before.demands.length);
    }
    await user.type(screen.getByTestId("correct-reason"), "услуга");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await seen("rule-offer");
    expect((await shown(host)).demands.some((demand) => demand.kind === kind)).toBe(false);
    expect(await faults()).toEqual([]);
    const trial = await seen("rule-trial");
    await waitFor(() => expect(plain(trial.textContent)).toMatch(/Прочиталось бы иначе: \d+ из \d+/u));
    expect(within(trial).getAllByRole("listitem").length).toBeGreaterThan(0);
    expect(trial.querySelector("mark")).not.toBeNull();
    expect(screen.getByText(/Заведённые требования не изменятся/u)).toBeTruthy();
    await user.click(screen.getByTestId("rule-keep"));
    await waitFor(() => expect(screen.queryByTestId("rule-offer")).toBeNull());
    const { rules } = await host.call("rules_list", {});
    expect(rules.map((rule) => [rule.kind, rule.effect])).toEqual([[kind, "does_not_ask"]]);
    expect((await seen(`proposed-${kind}`)).textContent).toContain("снято");
  },
  LONG,
);

it(
  "a demand that was not read is added; the rule is not kept without words",
  async () => {
    const { user, host } = await drawCases();
    await readKind();
    await user.click((await screen.findAllByTestId("demand-add"))[0] as HTMLElement);
    await user.click(await seen("correct-save"));
    expect(plain((await seen("correct-kind-problem")).textContent)).toContain("Вид требования не выбран.");
    await user.click(screen.getByTestId("correct-to"));
    await user.click(await screen.findByRole("option", { name: "Жалоба" }));
    await user.click(screen.getByTestId("correct-save"));
    const offer = await seen("rule-offer");
    expect((await shown(host)).demands.some((demand) => demand.kind === "complaint")).toBe(true);
    for (const chip of within(screen.getByTestId("rule-words")).getAllByRole("button", { pressed: true }))
      await user.click(chip);
    expect(screen.getByTestId("rule-keep").hasAttribute("disabled")).toBe(true);
    expect(plain(offer.textContent)).toContain("Выберите хотя бы одно слово.");
    await user.type(screen.getByTestId("rule-word"), "два слова{Enter}");
    await waitFor(() => expect(plain(screen.getByTestId("rule-words-problem").textContent)).toContain("не слово"));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("rule-offer")).toBeNull());
    expect((await host.call("rules_list", {})).rules).toEqual([]);
  },
  LONG,
);

it(
  "a confirmed kind is warned of by a rule that says otherwise",
  async () => {
    const { user, host } = await drawCases();
    const button = await readKind();
    const kind = (button.dataset.testid ?? "").replace("proposed-", "");
    await user.click(button);
    await user.click(await seen("correct-save"));
    await waitFor(() => expect(screen.getByTestId(`proposed-${kind}`).textContent).toContain("подтверждено"));
    const view = await shown(host);
    const contact = view.contacts[0];
    const words = (contact?.marks ?? [])
      .filter((mark) => mark.kind === kind)
      .flatMap((mark) => [...(contact?.text ?? "")].slice(mark.from, mark.to).join("").split(" "));
    const form = { words, kind: kind as Kind, effect: "does_not_ask" as const, from_case: null };
    const trial = await host.call("rule_try", form);
    expect(trial.contradicts).toEqual([view.number]);
    expect(trial.examples[0]?.contradicts).toBe(true);
  },
  LONG,
);

it(
  "a term is extended by its key, and a longer one than the law allows is told at the field",
  async () => {
    const { user, host } = await drawCases();
    const page = await host.call("cases_list", {
      view: "open",
      kind: "access",
      status: null,
      due_by: null,
      search: null,
      sort: null,
      descending: false,
      from: 0,
      count: 60,
      after: null,
    });
    const views = await Promise.all(page.cases.map((row) => host.call("case_show", { number: row.number })));
    const late = (view: CaseView) =>
      view.demands.some(
        (one) =>
          one.kind === "access" &&
          one.status === "open" &&
          !one.due.extended &&
          (one.due.extendable_until ?? "") >= "2027-01-13",
      );
    const wanted = views.find(late);
    expect(wanted).toBeDefined();
    await user.type(screen.getByTestId("cases-search"), wanted?.number ?? "");
    await waitFor(() => expect(screen.getByTestId("case-name").textContent).toBe(wanted?.subject.full_name));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("grid"));
    await user.keyboard("[KeyP]");
    await seen("extend-form");
    await user.click(screen.getByTestId("extend-days"));
    await user.keyboard("{Backspace}6");
    await waitFor(() => expect(screen.getByText(/Позже, чем разрешает закон/u)).toBeTruthy());
    expect(screen.getByTestId("extend-save").hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByTestId("extend-fix"));
    expect(plain((await seen("extend-moves")).textContent)).toMatch(/Срок был .+, станет .+/u);
    await waitFor(() => expect(screen.getByTestId("extend-save").hasAttribute("disabled")).toBe(false));
    await user.click(screen.getByTestId("extend-save"));
    expect(screen.getByText("Причина не указана.")).toBeTruthy();
    await user.type(screen.getByTestId("extend-reason"), "три отдела");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(screen.queryByTestId("extend-form")).toBeNull());
    expect(plain((await seen("toast")).textContent)).toContain("мотивированное уведомление");
    expect((await host.call("case_show", { number: wanted?.number ?? "" })).status).toBe("extended");
  },
  LONG,
);

it(
  "another case is joined, and other names are confirmed twice",
  async () => {
    const { user, host } = await drawCases();
    const first = await shown(host);
    const other = (
      await host.call("cases_list", {
        view: "all",
        kind: null,
        status: null,
        due_by: null,
        search: null,
        sort: "number",
        descending: false,
        from: 0,
        count: 60,
        after: null,
      })
    ).cases.find((row) => row.number !== first.number && row.subject !== first.subject.full_name);
    await user.keyboard("[KeyM]");
    await seen("join-form");
    await user.click(screen.getByTestId("join-save"));
    expect(screen.getByText("Номер не указан.")).toBeTruthy();
    await user.type(screen.getByTestId("join-number"), first.number);
    await user.click(screen.getByTestId("join-save"));
    expect(await screen.findByText(/нельзя присоединить к самому себе/u)).toBeTruthy();
    await user.clear(screen.getByTestId("join-number"));
    await user.type(screen.getByTestId("join-number"), other?.number ?? "");
    await user.click(screen.getByTestId("join-save"));
    await screen.findByText(/могут быть разными людьми/u);
    expect((await host.call("case_show", { number: other?.number ?? "" })).joined_to).toBeNull();
    await user.click(screen.getByTestId("join-anyway"));
    await waitFor(() => expect(screen.queryByTestId("join-form")).toBeNull());
    expect((await host.call("case_show", { number: other?.number ?? "" })).joined_to).toBe(first.number);
  },
  LONG,
);

it(
  "axe finds nothing serious in the forms of the pane",
  async () => {
    const { user } = await drawCases();
    await user.click(await readKind());
    await seen("correct-kind");
    await user.keyboard("[KeyP]");
    await seen("extend-form");
    expect(await faults()).toEqual([]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("extend-form")).toBeNull());
    await user.keyboard("[KeyM]");
    await seen("join-form");
    expect(await faults()).toEqual([]);
  },
  LONG,
);
