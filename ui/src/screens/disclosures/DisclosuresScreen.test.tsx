import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, plain, seen } from "../../test/draw";

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

it("records are written from text", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-disclosures"));
  await user.click(await seen("disclosures-add-open"));
  await user.click(await seen("disclosures-add-sample"));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() =>
    expect(plain(screen.getByTestId("status-text").textContent)).toBe("Показано 50 из 50 · по дате, сначала новые"),
  );
});
