import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, plain, seen } from "../../test/draw";
import { headGroups, hexText } from "./words";

it("V verifies, and the status bar knows it", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-audit"));
  await screen.findAllByTestId("audit-row");
  expect(screen.getByText("Журнал не сверялся")).toBeTruthy();
  await user.keyboard("м");
  await user.keyboard("[KeyV]");
  await waitFor(() => expect(screen.getByTestId("audit-verdict").getAttribute("data-state")).toBe("ok"));
  expect(plain(screen.getByTestId("audit-verdict").textContent)).toMatch(/^Журнал сошёлся: \d+ запис/);
  expect(screen.getByText(/^Журнал сошёлся в/)).toBeTruthy();
});

it("a trail that does not agree says which record differs and what to do", async () => {
  const { user } = draw("state=open&trail=broken");
  await user.click(await seen("section-audit"));
  await user.click(await seen("audit-verify"));
  await waitFor(() => expect(screen.getByTestId("audit-verdict").getAttribute("data-state")).toBe("broken"));
  expect(screen.getByTestId("audit-verdict").textContent).toContain("Запись изменена вне программы");
  expect(screen.getByTestId("audit-verdict").textContent).toContain("Ничего не записывайте");
});

it("a group from paper is found in the head or in the entry whose mark it was", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-audit"));
  const head = await seen("audit-head");
  const groups = [...head.querySelectorAll("li")].map((item) => item.textContent ?? "");
  expect(groups.length).toBe(8);
  await user.click(screen.getByTestId("audit-compare"));
  await user.type(await seen("audit-group"), `${groups[2]}{Enter}`);
  await waitFor(() =>
    expect(plain(screen.getByTestId("audit-answer").textContent)).toBe("Группа 3 отметки, которая стоит сейчас."),
  );
  await user.clear(screen.getByTestId("audit-group"));
  await user.type(screen.getByTestId("audit-group"), "0000 0000 1{Enter}");
  await waitFor(() => expect(screen.getByTestId("audit-answer").textContent).toBe("Такой группы в журнале нет."));
});

it("the head is cut into eight, and a group is read in either layout", () => {
  expect(headGroups("0123456789abcdef".repeat(4)).map((group) => group.length)).toEqual([8, 8, 8, 8, 8, 8, 8, 8]);
  expect(headGroups("")).toEqual([]);
  expect(hexText("ФИ 12-св")).toBe("ab12cd");
});
