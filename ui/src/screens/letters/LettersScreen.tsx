/** «Письма»: the issued letters, newest first, and the page of the chosen one beside them. */
import { type ReactNode, useCallback, useMemo, useRef } from "react";
import type { LetterRow } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { day, grouped } from "../../kit/dates";
import { useDesk, useKept, useStatus } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import { SelectField } from "../../kit/fields";
import { type Column, Grid, type GridHandle } from "../../kit/Grid";
import { Download } from "../../kit/icons";
import { focusRegion, useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { Facts, Nothing, Screen } from "../../kit/Screen";
import { Search, SearchBar } from "../../kit/Search";
import { Split } from "../../kit/Split";
import { templateName } from "../../kit/templates";
import * as m from "../../paraglide/messages.js";
import { DRAFT, type LetterDraft } from "./Compose";
import { Hash } from "./Hash";
import styles from "./Letters.module.css";
import { Pages } from "./Pages";

/** No kind of letter is chosen; no template is called so. */
const ALL_KINDS = "";

/** The table of letters has few columns. */
const TABLE_FROM = 640;

function columns(): ReadonlyArray<Column<LetterRow>> {
  return [
    { id: "number", head: m.letters_col_number(), width: "128px", cell: (row) => row.number },
    { id: "date", head: m.letters_col_date(), width: "92px", right: true, cell: (row) => day(row.issued_on) },
    { id: "case", head: m.letters_col_case(), width: "112px", cell: (row) => row.case },
    {
      id: "template",
      head: m.letters_col_template(),
      width: "minmax(180px, 1fr)",
      cell: (row) => <span className={styles.template}>{templateName(row.template)}</span>,
    },
    { id: "pages", head: m.letters_col_pages(), width: "72px", right: true, cell: (row) => grouped(row.pages) },
  ];
}

/** Everything a person can see of a letter in the list, and the beginning of its hash. */
function matches(row: LetterRow, search: string): boolean {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const text = [row.number, row.case, day(row.issued_on), templateName(row.template)].join(" ").toLowerCase();
  return words.every((word) => text.includes(word) || (word.length >= 4 && row.sha256.startsWith(word)));
}

export function LettersScreen(): ReactNode {
  const { go } = useDesk();
  const [search, setSearch] = useKept("letters.search", "");
  const [template, setTemplate] = useKept("letters.template", ALL_KINDS);
  const [chosen, setChosen] = useKept<string | null>("letters.chosen", null);
  const [inFront, setInFront] = useKept("letters.inFront", false);
  const [draft, setDraft] = useKept<LetterDraft | null>(DRAFT, null);
  const grid = useRef<GridHandle>(null);
  const searchField = useRef<HTMLInputElement>(null);
  /** Once something is typed, a list that comes back does not take the focus. */
  const typed = useRef(false);
  const listed = useCommand("letters_list", {});

  const all = listed.data?.letters;
  const rows = useMemo(
    () => (all ?? []).filter((row) => (template === ALL_KINDS || row.template === template) && matches(row, search)),
    [all, search, template],
  );
  const kinds = useMemo(() => {
    const codes = new Set((all ?? []).map((row) => row.template));
    if (template !== ALL_KINDS) codes.add(template);
    const choices = [...codes].map((id) => ({ id, name: templateName(id) }));
    return choices.sort((a, b) => a.name.localeCompare(b.name));
  }, [all, template]);
  const found = rows.findIndex((row) => row.number === chosen);
  const active = found >= 0 ? found : rows.length > 0 ? 0 : -1;
  const row = rows[active];
  const total = all?.length ?? 0;

  const toList = useCallback(() => {
    setInFront(false);
    requestAnimationFrame(() => grid.current?.focus());
  }, [setInFront]);
  const toPane = () => {
    if (row === undefined) return;
    setInFront(true);
    focusRegion("pane");
  };
  const toSearch = () => {
    searchField.current?.focus();
    searchField.current?.select();
  };
  const step = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, active + by))];
    if (next !== undefined) setChosen(next.number);
  };
  const goOn = () => {
    if (draft !== null) go({ section: "letters", compose: draft });
  };

  useKeys({
    "/": toSearch,
    "Ctrl+F": toSearch,
    J: () => step(1),
    K: () => step(-1),
    Escape: toList,
  });
  useStatus(
    all === undefined ? "" : m.letters_status({ count: total, shown: grouped(rows.length), total: grouped(total) }),
  );

  return (
    <Screen
      title={m.section_letters()}
      testId="screen-letters"
      acts={
        <ExportList request={listRequest("letters", { rows: rows.map((one) => one.number) })} columns={columns()} />
      }
    >
      {draft !== null && (
        <div className={styles.draft} role="note">
          <span>{m.letters_draft({ name: templateName(draft.template), number: draft.number })}</span>
          <Button size="small" onPress={goOn} testId="letters-go-on">
            {m.letters_go_on()}
          </Button>
          <Button kind="quiet" size="small" onPress={() => setDraft(null)}>
            {m.letters_drop_draft()}
          </Button>
        </div>
      )}
      {listed.error !== null && <ErrorPanel error={listed.error} />}
      <Split
        paneLabel={row === undefined ? m.letters_pane_none() : m.letters_pane({ number: row.number })}
        paneInFront={inFront}
        onBack={toList}
        testId="letters-pane"
        list={(width) => (
          <>
            <SearchBar>
              <Search
                label={m.letters_search()}
                value={search}
                onChange={(text) => {
                  typed.current = true;
                  setSearch(text);
                }}
                onLeave={toList}
                field={searchField}
                testId="letters-search"
              />
              {kinds.length > 1 && (
                <span className={styles.kind}>
                  <SelectField
                    label={m.letters_template()}
                    labelHidden
                    value={template}
                    onChange={(id) => {
                      typed.current = true;
                      setTemplate(id);
                    }}
                    choices={[{ id: ALL_KINDS, name: m.letters_template_all() }, ...kinds]}
                    testId="letters-template"
                  />
                </span>
              )}
            </SearchBar>
            {all !== undefined && total === 0 ? (
              <Nothing
                act={
                  <Button onPress={() => go({ section: "cases" })} autoFocus>
                    {m.letters_empty_act()}
                  </Button>
                }
              >
                {m.letters_empty()}
              </Nothing>
            ) : all !== undefined && rows.length === 0 ? (
              <Nothing
                act={
                  <Button
                    onPress={() => {
                      setSearch("");
                      setTemplate(ALL_KINDS);
                      toList();
                    }}
                  >
                    {template === ALL_KINDS ? m.letters_clear_search() : m.letters_clear_filter()}
                  </Button>
                }
              >
                {template === ALL_KINDS ? m.letters_empty_search({ search }) : m.letters_empty_filter()}
              </Nothing>
            ) : (
              <Grid
                ref={grid}
                label={m.letters_list()}
                columns={columns()}
                total={rows.length}
                rowAt={(index) => rows[index]}
                rowKey={(one) => one.number}
                form={width >= TABLE_FROM ? "table" : "lines"}
                linesClass={styles.lines}
                active={active}
                onActive={(index) => {
                  const next = rows[index];
                  if (next !== undefined) setChosen(next.number);
                }}
                onOpen={toPane}
                empty={null}
                rowTestId="letter-row"
                autoFocus={!typed.current}
              />
            )}
          </>
        )}
        pane={
          row === undefined ? (
            all === undefined || total === 0 ? null : (
              <Nothing>{m.letters_none_chosen()}</Nothing>
            )
          ) : (
            <LetterPane key={row.number} row={row} />
          )
        }
      />
    </Screen>
  );
}

function LetterPane({ row }: { row: LetterRow }): ReactNode {
  const { go } = useDesk();
  const toast = useToast();
  const shown = useCommand("letter_show", { number: row.number });
  const saving = useAct("letter_save");
  const toCase = () => go({ section: "cases", number: row.case });
  const save = () => {
    if (saving.busy) return;
    void saving.run({ number: row.number }).then((saved) => {
      if (saved !== null) toast(m.letter_saved({ path: saved.path }));
    });
  };
  useKeys({ "Ctrl+Enter": save });
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <p className={styles.meta}>{m.letter_number_of({ number: row.number, date: day(row.issued_on) })}</p>
        <h2 className={styles.name}>{templateName(row.template)}</h2>
        <div className={styles.acts}>
          <Button
            kind="primary"
            icon={Download}
            keys="Ctrl+Enter"
            onPress={save}
            disabled={saving.busy}
            regionFocus
            testId="letter-save"
          >
            {m.letter_save()}
          </Button>
          <Button onPress={toCase} testId="letter-to-case">
            {m.letters_open_case({ number: row.case })}
          </Button>
        </div>
        {saving.error !== null && <ErrorLine error={saving.error} />}
        <Facts
          rows={[
            [m.letter_pages(), String(row.pages)],
            ["SHA-256", <Hash key="hash" of={row.sha256} />],
          ]}
        />
      </header>
      {shown.error !== null && <ErrorPanel error={shown.error} />}
      {shown.data !== undefined && <Pages pages={shown.data.pages} text={shown.data.text} />}
    </div>
  );
}
