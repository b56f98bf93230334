/** Names that a screen reader reads: in the English window none is Russian, in the Russian one none is English, but data. */
import { screen, waitFor } from "@testing-library/react";
import { computeAccessibleName } from "dom-accessibility-api";
import { expect, it } from "vitest";
import { SECTIONS } from "../kit/desk";
import { SETTINGS_PARTS } from "../kit/settingsParts";
import { draw, seen } from "./draw";

/** Names of the page's own things: rows, cells and what stands in lists of the register are data. */
function names(): string[] {
  const found: string[] = [];
  const own =
    "button, [role=button], a[href], input, textarea, select, h1, h2, h3, nav, main, aside, footer, [role=group], [role=listbox], [role=tab], [role=grid], [role=dialog], [role=radiogroup], [role=separator], table, th";
  for (const element of document.querySelectorAll(own)) {
    if (element.closest("[role=row], [role=option], [data-data]") !== null) continue;
    const name = computeAccessibleName(element)
      .replace(/[\u00a0\u2009]/g, " ")
      .trim();
    if (name !== "") found.push(name);
  }
  return [...new Set(found)];
}

/** Invented data of the desk in memory, and the words of dates, which it knows in Russian only. */
const DATA =
  /^.*\d+ срок(а|ов)?$|^немедленно · .*$|^просрочено на .*$|^\d+ раб\. .*$|«[^»]*»|\b\d[\d.\-/, ]*(ПДн)?|КОНЕКТ|ООО|АО|[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)? [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+|[А-Яа-яё ]+\.(xlsx|csv)|Русский/g;

async function visit(query: string, each: (where: string) => void): Promise<void> {
  const { user } = draw(query);
  for (const section of SECTIONS) {
    await user.click(await seen(`section-${section}`));
    await waitFor(() => expect(screen.getByRole("main")).toBeTruthy());
    await new Promise((done) => setTimeout(done, 60));
    each(section);
  }
  for (const part of SETTINGS_PARTS) {
    await user.click(await seen(`settings-part-${part}`));
    await seen(`settings-${part}`);
    each(`settings.${part}`);
  }
  await user.keyboard("{Control>}k{/Control}");
  await seen("palette");
  each("palette");
  await user.keyboard("{Escape}{F1}");
  await seen("key-sheet");
  each("keys");
}

it("the English window has no Russian name but data", async () => {
  const wrong: string[] = [];
  await visit("state=open&lang=en", (where) => {
    for (const name of names()) if (/[а-яё]/i.test(name.replace(DATA, ""))) wrong.push(`${where}: ${name}`);
  });
  expect(wrong).toEqual([]);
}, 60000);

/** Names without a Russian letter that are right in any language: figures, keys, hashes, letters of columns. */
const PLAIN =
  /^[\d\s.,:%+−–—·/()[\]№#-]*$|^(Ctrl|Alt|Shift|Esc|F\d+|English|Excel|PDF|XLSX|CSV|xlsx|csv|pdf|[A-Z])([ +·,].*)?$|^[0-9a-f]{4,}$/;

it("the Russian window has no name without a Russian letter but figures and keys", async () => {
  const wrong: string[] = [];
  await visit("state=open", (where) => {
    for (const name of names()) if (!/[а-яё]/i.test(name) && !PLAIN.test(name)) wrong.push(`${where}: ${name}`);
  });
  expect(wrong).toEqual([]);
}, 60000);
