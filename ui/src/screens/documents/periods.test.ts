import { expect, it } from "vitest";
import { periodOf } from "./periods";

it("begins and ends where a month, a quarter and a year do", () => {
  const today = "2027-02-13";
  expect(periodOf("month", today)).toEqual({ from: "2027-02-01", to: today });
  expect(periodOf("month_before", today)).toEqual({ from: "2027-01-01", to: "2027-01-31" });
  expect(periodOf("quarter", today)).toEqual({ from: "2027-01-01", to: today });
  expect(periodOf("quarter_before", today)).toEqual({ from: "2026-10-01", to: "2026-12-31" });
  expect(periodOf("year", today)).toEqual({ from: "2027-01-01", to: today });
  expect(periodOf("year_before", today)).toEqual({ from: "2026-01-01", to: "2026-12-31" });
});

it("knows a leap year and the turn of the year", () => {
  expect(periodOf("month_before", "2028-03-01")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(periodOf("month_before", "2027-01-31")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
});
