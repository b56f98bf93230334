import { expect, it } from "vitest";
import { day, dayAndTime, dayWithWeekday, grouped, maskedPhone, time, wholePhone } from "./dates";

it("writes dates, times and numbers as an office does", () => {
  expect(day("2027-01-13")).toBe("13.01.2027");
  expect(dayWithWeekday("2026-12-25")).toBe("пт 25.12.2026");
  expect(dayAndTime("2026-12-25T16:42:10+03:00")).toBe("25.12.2026, 16:42");
  expect(dayAndTime("2026-12-25T00:00:00+03:00")).toBe("25.12.2026");
  expect(time("2026-12-25T16:42:10+03:00")).toBe("16:42");
  expect(grouped(1204)).toBe("1\u2009204");
  expect(grouped(-31)).toBe("\u221231");
});

it("hides the middle of a telephone until it is asked for", () => {
  expect(maskedPhone("+79120001041")).toBe("+7\u00a0912\u00a0···\u00a0··\u00a041");
  expect(wholePhone("+79120001041")).toBe("+7\u00a0912\u00a0000-10-41");
});
