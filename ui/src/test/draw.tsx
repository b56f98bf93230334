/** Draws the whole page over the desk in memory, as it is in the window. */
import { type RenderResult, render, screen, waitFor } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { I18nProvider } from "react-aria-components";
import { App } from "../app/App";
import { type FakeHost, fakeHost } from "../host/fake";
import { HostProvider, makeQueryClient } from "../host/queries";

export type Drawn = { host: FakeHost; user: UserEvent; view: RenderResult };

/** `query` as after the question mark of the address: `state=open`; `prepare` gets the desk before the page asks it. */
export function draw(query = "", prepare?: (host: FakeHost) => void): Drawn {
  const host = fakeHost(new URLSearchParams(query));
  prepare?.(host);
  const user = userEvent.setup();
  const view = render(
    <I18nProvider locale="ru-RU">
      <HostProvider host={host} client={makeQueryClient()}>
        <App />
      </HostProvider>
    </I18nProvider>,
  );
  return { host, user, view };
}

/** The page with a section opened from the sidebar: the desk itself begins with «Сегодня». */
export async function drawAt(
  section: string,
  query = "state=open",
  prepare?: (host: FakeHost) => void,
): Promise<Drawn> {
  const drawn = draw(query, prepare);
  await drawn.user.click(await seen(`section-${section}`));
  return drawn;
}

export const seen = (testId: string): Promise<HTMLElement> => screen.findByTestId(testId, {}, { timeout: 5000 });

/** Text with plain spaces, for comparing. */
export const plain = (text: string | null | undefined): string => (text ?? "").replace(/[\u00a0\u2009]/g, " ");

/** A button that may be pressed now. */
export async function ready(testId: string): Promise<HTMLElement> {
  const button = await seen(testId);
  await waitFor(() => {
    if (button.hasAttribute("disabled")) throw new Error(`${testId} is off`);
  });
  return button;
}

/** Faults that keep somebody out. Contrast is measured by the table of colours, since jsdom paints nothing. */
export async function faults(): Promise<string[]> {
  const result = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return result.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`));
}
