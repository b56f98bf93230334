/** The operator's own rules in the settings: made by hand, tried on a text, removed. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { expect, it } from "vitest";
import type { DeskState, SessionView } from "../../bindings/wire";
import { fakeHost } from "../../host/fake";
import { HostProvider, makeQueryClient } from "../../host/queries";
import { DeskProvider } from "../../kit/desk";
import { ToastProvider } from "../../kit/overlays";
import { faults, plain, seen } from "../../test/draw";
import { OwnRules } from "./OwnRules";

function drawRules() {
  const host = fakeHost(new URLSearchParams("state=open"));
  const user = userEvent.setup();
  const kept = new Map<string, unknown>();
  const Desk = ({ children }: { children: ReactNode }) => (
    <DeskProvider
      value={
        {
          place: { section: "settings" },
          go: () => {},
          session: {} as SessionView,
          state: {} as DeskState,
          showKeys: () => {},
          lock: () => {},
          setStatus: () => {},
          kept,
        } as never
      }
    >
      {children}
    </DeskProvider>
  );
  render(
    <I18nProvider locale="ru-RU">
      <HostProvider host={host} client={makeQueryClient()}>
        <ToastProvider>
          <Desk>
            <main>
              <h1>Настройки</h1>
              <OwnRules />
            </main>
          </Desk>
        </ToastProvider>
      </HostProvider>
    </I18nProvider>,
  );
  return { host, user };
}

it("a rule is made by hand, seen in a text, and removed", async () => {
  const { host, user } = drawRules();
  await screen.findByText(/Правил ещё нет/u);
  expect(await faults()).toEqual([]);
  await user.type(screen.getByTestId("rules-try"), "снимите меня с учёта");
  await screen.findByText("Не о персональных данных");
  await user.click(screen.getByTestId("rule-new"));
  const word = await seen("rule-word");
  await waitFor(() => expect(document.activeElement).toBe(word));
  await user.type(word, "снимите{Enter}учёт{Enter}");
  expect(screen.getAllByRole("button", { pressed: true }).map((chip) => chip.textContent)).toEqual(["снимите", "учёт"]);
  await seen("rule-trial");
  expect(await faults()).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(plain((await seen("own-rule")).textContent)).toContain("снимите + учётпросят: Уничтожение данных");
  expect((await host.call("rules_list", {})).rules.length).toBe(1);
  await waitFor(() => expect(plain(screen.getByTestId("rules-read").textContent)).toContain("правило организации"));
  await user.click(screen.getByRole("button", { name: "Удалить правило снимите + учёт" }));
  await screen.findByText(/Правил ещё нет/u);
  await waitFor(() => expect(plain(screen.getByTestId("rules-read").textContent)).toBe("Не о персональных данных"));
});

it("what is no word is told at the words, and a draft outlives closing", async () => {
  const { user } = drawRules();
  await user.click(await seen("rule-new"));
  await user.type(await seen("rule-word"), "7{Enter}");
  await waitFor(() => expect(plain(screen.getByTestId("rule-words-problem").textContent)).toContain("«7» — не слово"));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("rule-form")).toBeNull());
  await user.click(screen.getByTestId("rule-new"));
  await seen("restored");
  expect(screen.getByRole("button", { name: "7", pressed: true })).toBeTruthy();
});
