/** What a letter lacks: which of it belongs to a block, and the place of the program where it is filled in. */
import type { LetterBlock, LetterGap, LetterPreview, ProcessorRow } from "../../bindings/wire";
import type { Place } from "../../kit/desk";
import * as m from "../../paraglide/messages.js";

export type GapAct = { name: string; place: Place };

/** The place where a gap is filled in; null where this program has none (the policy is given with the vault). */
export function gapAct(gap: LetterGap, number: string, processor: ProcessorRow | undefined): GapAct | null {
  switch (gap.code) {
    case "operator_incomplete":
    case "signatory_post_missing":
    case "responsible_missing":
      return { name: m.letter_fix_operator(), place: { section: "settings", part: "operator" } };
    case "identity_missing":
      return { name: m.letter_fix_identity(), place: { section: "cases", number, act: "identity" } };
    case "applicant_name_missing":
    case "subject_data_missing":
    case "due_date_missing":
      return { name: m.letter_fix_case(), place: { section: "cases", number } };
    case "processor_address_missing":
    case "processor_name_missing":
      return {
        name: m.letter_fix_processors(),
        place: processor === undefined ? { section: "processors" } : { section: "processors", id: processor.id },
      };
    default:
      return null;
  }
}

const same = (a: LetterGap, b: LetterGap): boolean => a.code === b.code && a.what === b.what;

/** Gaps that no block shows: those of the whole letter, and the second one of a block. */
export function gapsOfLetter(preview: LetterPreview): LetterGap[] {
  return preview.gaps.filter((gap) => !preview.blocks.some((block) => block.gap !== null && same(block.gap, gap)));
}

const plain = (text: string): string => text.replace(/[\s\u00a0]+/g, " ");

/** Processors that the block names without an address: the records that the gap is about. */
export function processorsWithoutAddress(
  block: LetterBlock | null,
  processors: readonly ProcessorRow[],
): ProcessorRow[] {
  if (block === null) return [];
  const lines = block.text.split("\n").map(plain);
  return processors.filter((row) => lines.some((line) => line.includes(plain(row.name)) && !line.includes("адрес:")));
}

/** Where the blocks of the letter's frame come from; those of the text name their register themselves. */
export function sourceOfFrame(block: string): string {
  switch (block) {
    case "letterhead":
    case "signature":
    case "executor":
      return m.letter_source_operator();
    case "number_date":
      return m.letter_source_number();
    case "addressee":
    case "salutation":
      return m.letter_source_subject();
    default:
      return m.letter_source_form();
  }
}
