import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, plain, seen } from "../../test/draw";
import { termOf } from "./term";

it("shows the ten points with their evidence", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-processors"));
  const points = await seen("processor-points");
  expect(points.querySelectorAll("tbody tr").length).toBe(10);
  expect(plain(points.textContent)).toContain("в договоре нет");
  expect(screen.getByText("адрес не указан")).toBeTruthy();
  await user.click(screen.getByTestId("view-gaps"));
  await waitFor(() => expect(screen.getAllByTestId("processor-row").length).toBe(3));
});

it("writes records from text; a wrong text changes nothing and says where", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-processors"));
  await user.click(await seen("processors-add-open"));
  await user.click(await seen("processors-add-save"));
  expect(screen.getByText("Записей нет.")).toBeTruthy();
  await user.type(screen.getByTestId("processors-add-text"), "name = 1");
  await user.click(screen.getByTestId("processors-add-save"));
  expect(plain((await seen("error")).textContent)).toContain("строка 1");
  await user.clear(screen.getByTestId("processors-add-text"));
  await user.click(screen.getByTestId("processors-add-sample"));
  await user.click(screen.getByTestId("processors-add-save"));
  expect(await screen.findByText("Записано, но проверьте")).toBeTruthy();
  await user.click(screen.getByText("Вернуться к списку"));
  await waitFor(() => expect(screen.getAllByTestId("processor-row").length).toBe(7));
});

it("a term says how near its end is", () => {
  expect(termOf(null, "2027-01-13").state).toBe("open");
  expect(termOf("2027-12-31", "2027-01-13").state).toBe("runs");
  expect(termOf("2027-01-31", "2027-01-13")).toEqual({ state: "ending", days: 18 });
  expect(termOf("2027-01-12", "2027-01-13").state).toBe("ended");
});
