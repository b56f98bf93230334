/** Dates and numbers as a Russian office writes them: dd.mm.yyyy, thin spaces, weekdays in two letters. */
import { getLocale } from "../paraglide/runtime.js";

const THIN = "\u2009";

/** `2027-01-13` as `13.01.2027`. A thing of another shape stays as it is. */
export function day(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return match ? `${match[3]}.${match[2]}.${match[1]}` : iso;
}

/** `2027-01-13` as `13.01`. */
export function shortDay(iso: string): string {
  return day(iso).slice(0, 5);
}

/** The day of the week in two letters, as it stands in the operator's calendar. */
export function weekday(iso: string): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(getLocale(), { weekday: "short", timeZone: "UTC" }).format(date).toLowerCase();
}

/** `пт 25.12.2026`, where a working day matters. */
export function dayWithWeekday(iso: string): string {
  return `${weekday(iso)} ${day(iso)}`;
}

/** Hours and minutes as they stand in the instant, in the operator's own zone. */
export function time(instant: string): string {
  const match = /T(\d{2}:\d{2})/.exec(instant);
  return match?.[1] ?? "";
}

/** Hours, minutes and seconds: for the trail only. */
export function timeWithSeconds(instant: string): string {
  const match = /T(\d{2}:\d{2}:\d{2})/.exec(instant);
  return match?.[1] ?? time(instant);
}

/** `25.12.2026, 16:42`; midnight exactly means that no time is known. */
export function dayAndTime(instant: string): string {
  const clock = time(instant);
  return clock === "" || /T00:00:00/.test(instant) ? day(instant) : `${day(instant)}, ${clock}`;
}

/** `пт 25.12.2026, 16:42`. */
export function weekdayAndTime(instant: string): string {
  return `${weekday(instant)} ${dayAndTime(instant)}`;
}

/** Digits in threes, with thin spaces. */
export function grouped(value: number): string {
  const digits = String(Math.trunc(Math.abs(value)));
  const spaced = digits.replace(/\B(?=(\d{3})+(?!\d))/g, THIN);
  return value < 0 ? `\u2212${spaced}` : spaced;
}

/** Size of a file in words. */
export function fileSize(bytes: number, units: { kb: string; mb: string }): string {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, units.kb] : [bytes / 1024 / 1024, units.mb];
  const text = value < 10 ? value.toFixed(1) : value.toFixed(0);
  return `${getLocale() === "ru" ? text.replace(".", ",") : text}\u00a0${unit}`;
}

/** A telephone with its middle hidden: «+7 912 ··· ·· 41». */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  if (digits.length === 11) return `+${digits[0]}\u00a0${digits.slice(1, 4)}\u00a0···\u00a0··\u00a0${digits.slice(9)}`;
  return digits.length > 4 ? `${phone.slice(0, 3)} ··· ${digits.slice(-2)}` : "···";
}

/** A telephone in groups. */
export function wholePhone(phone: string): string {
  const match = /^\+?7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone.replace(/[\s()-]/g, ""));
  return match ? `+7\u00a0${match[1]}\u00a0${match[2]}-${match[3]}-${match[4]}` : phone;
}
