import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import type { Place } from "../../kit/desk";
import {
  hostError,
  type LetterHost,
  type LetterOptions,
  letterHost,
  letterRow,
  previewOf,
  TestDesk,
} from "../../test/letterDesk";
import { shortName } from "./Compose";
import { LetterScreen } from "./LetterScreen";
import { blockAt, drawn, placeBlocks } from "./places";

afterEach(cleanup);

type Letters = Extract<Place, { section: "letters" }>;

function show(
  options: LetterOptions = {},
  template = "access_answer",
  start?: Letters,
  policy: "konekt" | "empty" = "konekt",
) {
  const host: LetterHost = letterHost(options);
  const places: Place[] = [];
  render(
    <TestDesk
      host={host}
      start={start ?? { section: "letters", compose: { number: "2026-1429", template } }}
      onPlace={(place) => places.push(place)}
      policy={policy}
    >
      {(place) => (place.section === "letters" ? <LetterScreen place={place} /> : <p>elsewhere</p>)}
    </TestDesk>,
  );
  return { host, place: () => places.at(-1) };
}

function press(code: string, more: Partial<KeyboardEvent> = {}, on: Element = document.body) {
  fireEvent.keyDown(on, { code, key: code.replace("Key", "").toLowerCase(), ...more });
}

async function axeFinds(): Promise<string[]> {
  const result = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return result.violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join("\n")}`);
}

describe("a letter without gaps", () => {
  it("shows its blocks with their items and sources, the checks, the number that will be given", async () => {
    show();
    const blocks = await screen.findAllByTestId("letter-block");
    expect(blocks).toHaveLength(17);
    const processors = blocks.find((block) => block.textContent?.includes("по поручению"));
    expect(processors?.textContent).toContain("Реестр обработчиков");
    expect(processors?.textContent).toContain("статья 14, часть 7, пункт 9");
    expect(screen.queryAllByTestId("letter-gap")).toHaveLength(0);
    expect(screen.getByTestId("letter-checks").textContent).toContain("5 из 5");
    expect(screen.getByTestId("letter-next-number").textContent).toBe("017/ПДн");
    expect(screen.getByTestId("letter-text").textContent).toContain("Сведения предоставлены безвозмездно");
    expect(screen.getAllByTestId("letter-page").length).toBeGreaterThan(1);
    expect(await axeFinds()).toEqual([]);
  });

  it("is issued by Ctrl+Enter and then stands there read only with its hash, and can be saved", async () => {
    const { host, place } = show();
    await screen.findAllByTestId("letter-block");
    press("Enter", { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(place()).toEqual({ section: "letters", issued: "017/ПДн" }));
    expect(host.said.filter((one) => one.name === "letter_issue").map((one) => one.request)).toEqual([
      { number: "2026-1429", template: "access_answer" },
    ]);
    expect((await screen.findByTestId("toast")).textContent).toContain("017/ПДн");
    expect((await screen.findByTestId("letter-hash")).textContent).toBe("3f5a".repeat(16));
    expect(screen.queryByTestId("letter-issue")).toBeNull();
    fireEvent.click(screen.getByTestId("letter-save"));
    await waitFor(() => expect(screen.getByTestId("toast").textContent).toContain("017-ПДн.pdf"));
    expect(await axeFinds()).toEqual([]);
    press("Escape", { key: "Escape" });
    expect(place()).toEqual({ section: "cases", number: "2026-1429" });
  });

  it("says what the program says when it was not issued, and stays", async () => {
    const { host, place } = show();
    await screen.findAllByTestId("letter-block");
    host.fail.set("letter_issue", hostError("identity_missing", "Личность заявителя не подтверждена"));
    fireEvent.click(screen.getByTestId("letter-issue"));
    expect((await screen.findByTestId("error")).textContent).toContain("Личность заявителя не подтверждена");
    expect(place()).toEqual({ section: "letters", compose: { number: "2026-1429", template: "access_answer" } });
  });

  it("walks the blocks by J and K in both layouts and by a click on the page", async () => {
    show();
    const blocks = await screen.findAllByTestId("letter-block");
    const chosen = () =>
      screen.getAllByTestId("letter-block").findIndex((block) => block.getAttribute("aria-pressed") === "true");
    press("KeyJ");
    press("KeyJ", { key: "о" });
    expect(chosen()).toBe(1);
    press("KeyK", { key: "л" });
    expect(chosen()).toBe(0);
    fireEvent.click(blocks[6] as Element);
    expect(chosen()).toBe(6);
    const sheet = document.querySelector('[data-sheet="0"]') as HTMLElement;
    sheet.getBoundingClientRect = () => new DOMRect(0, 0, 595.28, 841.89);
    const place = placeBlocks(previewOf("access_answer").blocks, previewOf("access_answer").pages).get("item_1")
      ?.areas[0];
    fireEvent.pointerDown(sheet, { clientX: (place?.x ?? 0) + 5, clientY: (place?.y ?? 0) + 5 });
    expect(screen.getAllByTestId("letter-block")[chosen()]?.textContent).toContain("Подтверждение факта");
  });

  it("goes back to the case by Escape", async () => {
    const { place } = show();
    await screen.findAllByTestId("letter-block");
    press("Escape", { key: "Escape" });
    expect(place()).toEqual({ section: "cases", number: "2026-1429" });
  });
});

describe("gaps", () => {
  it("keep the letter from being issued and say why beside the button", async () => {
    const { host } = show({ operatorAddress: false });
    await screen.findAllByTestId("letter-block");
    const issue = screen.getByTestId("letter-issue");
    expect(issue).toHaveProperty("disabled", true);
    const why = document.getElementById(issue.getAttribute("aria-describedby") ?? "");
    expect(why?.textContent).toBe("Не хватает: адрес оператора");
    press("Enter", { key: "Enter", ctrlKey: true });
    expect(host.said.some((one) => one.name === "letter_issue")).toBe(false);
    expect(await axeFinds()).toEqual([]);
  });

  it("lead to the place where they are filled in, and F8 walks them in turn", async () => {
    const { place } = show({ operatorAddress: false, processorAddress: false });
    await screen.findAllByTestId("letter-block");
    const gaps = screen.getAllByTestId("letter-gap");
    expect(gaps.map((gap) => gap.dataset.code)).toEqual(["operator_incomplete", "processor_address_missing"]);
    await waitFor(() => expect(gaps[1]?.textContent).toContain("АО «Северный контакт»"));
    expect(gaps[1]?.textContent).toContain("Реестр «Обработчики»");
    expect(gaps[1]?.textContent).toContain("выпустить можно и без этого");
    expect(gaps[1]?.textContent).not.toContain("Почтовый двор»,");
    for (const [index, gap] of [gaps[0], gaps[1], gaps[0]].entries()) {
      press("F8", { key: "F8" });
      await waitFor(() => expect(gap?.contains(document.activeElement), `F8 no. ${index + 1}`).toBe(true));
    }
    fireEvent.click(within(gaps[0] as HTMLElement).getByTestId("letter-fill"));
    expect(place()).toEqual({ section: "settings", part: "operator" });
  });

  it("of a processor lead to that processor", async () => {
    const { place } = show({ processorAddress: false });
    const gap = await screen.findByTestId("letter-gap");
    await waitFor(() => expect(gap.textContent).toContain("Северный контакт"));
    expect(screen.getByTestId("letter-issue")).toHaveProperty("disabled", false);
    expect(screen.getByTestId("letter-next-gap").textContent).toContain("1 пробел");
    fireEvent.click(within(gap).getByTestId("letter-fill"));
    expect(place()).toEqual({ section: "processors", id: "p-2" });
  });

  it("of identity offer the request for particulars and say that the term runs on", async () => {
    const { place } = show({ identity: false });
    const gap = await screen.findByTestId("letter-gap");
    expect(gap.dataset.code).toBe("identity_missing");
    expect(gap.textContent).toContain("до 14.01.2027");
    expect(gap.textContent).toContain("Срок при этом идёт");
    fireEvent.click(within(gap).getByTestId("letter-ask"));
    expect(place()).toEqual({ section: "letters", compose: { number: "2026-1429", template: "ask_particulars" } });
    await waitFor(() =>
      expect(screen.getByTestId("letter-text").textContent).toContain("О представлении недостающих сведений"),
    );
    expect(screen.getByTestId("letter-clock").textContent).toContain("не приостанавливает");
    expect(screen.getByTestId("letter-issue")).toHaveProperty("disabled", false);
  });

  it("of identity lead to the identity check", async () => {
    const { place } = show({ identity: false });
    const gap = await screen.findByTestId("letter-gap");
    fireEvent.click(within(gap).getByTestId("letter-fill"));
    expect(place()).toEqual({ section: "cases", number: "2026-1429", act: "identity" });
  });
});

describe("the page", () => {
  it("is zoomed by steps and shown as text", async () => {
    show();
    await screen.findAllByTestId("letter-block");
    expect(screen.getByTestId("letter-zoom").textContent).toBe("100\u00a0%");
    fireEvent.click(screen.getByRole("button", { name: "Увеличить" }));
    expect(screen.getByTestId("letter-zoom").textContent).toBe("110\u00a0%");
    fireEvent.click(screen.getByTestId("letter-as-text"));
    expect(screen.queryAllByTestId("letter-page")).toHaveLength(0);
    expect(screen.getByTestId("letter-text").textContent).toContain("Трансграничная передача");
  });

  it("of an issued letter is drawn with its text", async () => {
    show({ letters: [letterRow("016/ПДн", "2027-01-12")] }, "", { section: "letters", issued: "016/ПДн" });
    expect((await screen.findAllByTestId("letter-page")).length).toBeGreaterThan(1);
    expect(screen.getByTestId("letter-text").textContent).toContain("О предоставлении сведений");
  });
});

describe("the name of the signatory", () => {
  it("is shortened only when it is a whole name", () => {
    expect(shortName("Орлов Андрей Андреевич")).toBe("Орлов\u00a0А.\u00a0А.");
    expect(shortName("Орлов А. А.")).toBe("Орлов А. А.");
    expect(shortName("Орлов Андрей")).toBe("Орлов Андрей");
  });
});

describe("the places of blocks", () => {
  const preview = previewOf("access_answer", { operatorAddress: false });
  const places = placeBlocks(preview.blocks, preview.pages);

  it("are found for every block, in reading order, over the end of a page", () => {
    for (const block of preview.blocks) expect(places.get(block.id)?.areas.length, block.id).toBeGreaterThan(0);
    const sections = preview.blocks
      .filter((block) => block.item !== null)
      .map((block) => places.get(block.id)?.areas[0]);
    const order = sections.map((area) => (area?.page ?? 0) * 1000 + (area?.y ?? 0));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(sections.some((area) => area?.page === 1)).toBe(true);
    const parted = preview.blocks.filter(
      (block) => new Set(places.get(block.id)?.areas.map((area) => area.page)).size > 1,
    );
    for (const block of parted) expect(block.item).not.toBeNull();
  });

  it("hold what is not filled in, only that part of the line", () => {
    const gap = places.get("letterhead")?.gaps[0];
    const line = preview.pages[0]?.lines.find((one) => one.text.includes("не указано"));
    expect(gap?.x).toBeCloseTo(line?.x ?? 0, 1);
    expect(gap?.width).toBeCloseTo(line?.width ?? 0, 1);
  });

  it("survive spaces, soft hyphens and a table's parted rows", () => {
    const line = (text: string, y: number) => ({
      x: 85,
      y,
      width: 400,
      size: 12,
      bold: false,
      italic: false,
      sans: false,
      text,
    });
    const page = (lines: string[]) => ({
      width: 595,
      height: 842,
      rules: [],
      lines: lines.map((text, index) => line(text, 100 + index * 16)),
    });
    const block = (id: string, item: string, title: string, text: string) => ({
      id,
      item,
      title,
      text,
      source: null,
      gap: null,
    });
    const found = placeBlocks(
      [
        block("item_4", "4", "4. Кому переданы", "Дата\tПолучатель\n01.02.2024\tАО «Контакт», обработка обращений"),
        block("item_5", "5", "5. Сроки хранения", "Три года."),
      ],
      [
        page(["4. Кому\u00a0пере\u00ad", "даны", "Дата", "Получатель", "01.02.2024", "АО «Контакт», обра\u00ad"]),
        { ...page(["Дата", "Получатель", "ботка обращений", "5. Сроки хранения", "Три года."]) },
      ],
    );
    expect(found.get("item_4")?.areas.map((area) => area.page)).toEqual([0, 1]);
    expect(found.get("item_5")?.areas).toHaveLength(1);
    expect(blockAt(found, 1, 100, 150)).toBe("item_5");
    expect(blockAt(found, 1, 100, 800)).toBeNull();
  });

  it("draw a broken word with its hyphen and stretch every space alike", () => {
    const page = drawn({
      width: 595,
      height: 842,
      rules: [],
      lines: [
        { x: 0, y: 0, width: 1, size: 12, bold: false, italic: false, sans: false, text: "№\u00a012 обра\u00ad" },
      ],
    });
    expect(page.lines[0]?.text).toBe("№ 12 обра-");
  });
});
