/** «Завести обращение»: a matter that did not come with a spreadsheet. The kinds are proposed by the rules from the text. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { CaseDraft, Channel, Classified, FileHandle, Kind } from "../../bindings/wire";
import { useAct, useCommand, useHost } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { useDesk, useDraft } from "../../kit/desk";
import { Checkbox, DateField, type FieldProblem, SelectField, TextArea, TextField } from "../../kit/fields";
import { useFirstProblem } from "../../kit/firstProblem";
import { useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel, Restored } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { fieldOf, problemOf } from "../../kit/problems";
import { Foot } from "../../kit/Screen";
import { emailProblem, phoneProblem, without } from "../../kit/shapes";
import { CHANNEL_LIST, channelName, DEMAND_KINDS, kindName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";
import { FromFile } from "./FromFile";

const CLASSIFY_DELAY_MS = 250;

type Form = {
  received: string | null;
  channel: Channel;
  full_name: string;
  phone: string;
  email: string;
  address: string;
  contract: string;
  birth_date: string | null;
  text: string;
  /** Null as long as the person has not touched them: then the proposal stands. */
  kinds: readonly Kind[] | null;
};

/** Fields under which the form shows what the program says of them. */
const AT_FIELDS: readonly string[] = [
  "received",
  "full_name",
  "phone",
  "email",
  "contract",
  "birth_date",
  "address",
  "text",
  "kind",
];

type AddProps = {
  onClose: () => void;
  onAdded: (number: string) => void;
  onOpenCase: (number: string, tab?: "attachments") => void;
};

/** The form, empty or filled from a file; the file is read first. */
export function AddCase({ file, ...props }: AddProps & { file?: FileHandle | undefined }): ReactNode {
  if (file === undefined) return <AddForm {...props} />;
  return <AddFromFile key={file.token} file={file} {...props} />;
}

function AddFromFile({ file, ...props }: AddProps & { file: FileHandle }): ReactNode {
  const read = useCommand("case_draft", { file: file.token });
  useKeys({ Escape: props.onClose });
  if (read.data !== undefined) return <AddForm {...props} from={{ token: file.token, draft: read.data }} />;
  return (
    <section className={styles.formPane} aria-label={m.case_add_title()} data-testid="case-add-reading">
      <div className={styles.formScroll}>
        <h2 className={styles.formPaneTitle}>{m.add_from_title({ name: file.name })}</h2>
        {read.error !== null ? (
          <ErrorPanel
            error={read.error}
            act={
              <Button autoFocus onPress={props.onClose}>
                {m.close()}
              </Button>
            }
          />
        ) : (
          <p role="status">{m.add_from_reading()}</p>
        )}
      </div>
    </section>
  );
}

function AddForm(props: AddProps & { from?: { token: string; draft: CaseDraft } }): ReactNode {
  const { from } = props;
  const host = useHost();
  const { state } = useDesk();
  const toast = useToast();
  // What a file says has a draft of its own: it does not mix with a form that was begun by hand.
  const draft = useDraft<Form>(from === undefined ? "cases.add" : `cases.add.${from.draft.sha256}`, {
    received: from?.draft.received ?? state.today,
    channel: from?.draft.channel ?? "call",
    full_name: from?.draft.full_name ?? "",
    phone: "",
    email: from?.draft.email ?? "",
    address: "",
    contract: "",
    birth_date: null,
    text: from?.draft.text ?? "",
    kinds: null,
  });
  const topic = from?.draft.topic ?? null;
  const [again, setAgain] = useState(false);
  const { form } = draft;
  const { kinds } = form;
  const [proposed, setProposed] = useState<Classified | null>(null);
  /** The text that `proposed` was made of. */
  const proposedFor = useRef("");
  const [problems, setProblems] = useState<{
    received?: FieldProblem;
    person?: FieldProblem;
    phone?: FieldProblem;
    email?: FieldProblem;
    text?: FieldProblem;
    kinds?: string;
  }>({});
  const byHand = useAct("case_add");
  const fromFile = useAct("case_add_from_file");
  const adding = from === undefined ? byHand : fromFile;
  const frame = useRef<HTMLFormElement>(null);
  const [round, setRound] = useState(0);
  useFirstProblem(frame, round);
  const change = (part: Partial<Form>) => {
    draft.change({ ...form, ...part });
    if (adding.error !== null) adding.clear();
    setProblems((before) =>
      without(before, [
        ...("received" in part ? ["received" as const] : []),
        ...("full_name" in part || "phone" in part || "email" in part || "contract" in part ? ["person" as const] : []),
        ...("phone" in part ? ["phone" as const] : []),
        ...("email" in part ? ["email" as const] : []),
        ...("text" in part ? ["text" as const, "kinds" as const] : []),
        ...("kinds" in part ? ["kinds" as const] : []),
      ]),
    );
  };

  useEffect(() => {
    if (form.text.trim() === "") {
      setProposed(null);
      return;
    }
    let gone = false;
    const timer = setTimeout(() => {
      void host
        .call("classify", { text: form.text, topic })
        .then((answer) => {
          if (gone) return;
          proposedFor.current = form.text;
          setProposed(answer);
        })
        .catch(() => {
          // Without a proposal the person chooses.
          if (!gone) setProposed(null);
        });
    }, CLASSIFY_DELAY_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [form.text, topic, host]);

  const asked = (answer: Classified | null) => answer?.kinds.filter((kind) => kind !== "not_personal_data") ?? [];
  const chosen = kinds ?? asked(proposed);

  const save = async () => {
    // Who saves before the proposal has come gets it now.
    const late = kinds === null && proposedFor.current !== form.text && form.text.trim() !== "";
    const answer = late ? await host.call("classify", { text: form.text, topic }).catch(() => null) : proposed;
    if (late) setProposed(answer);
    const chosen = kinds ?? asked(answer);
    const found: typeof problems = {};
    if (form.received === null) found.received = { cause: m.add_received_missing() };
    const person = [form.full_name, form.phone, form.email, form.contract].some((value) => value.trim() !== "");
    if (!person) found.person = { cause: m.add_person_missing(), rule: m.add_person_rule() };
    const phone = phoneProblem(form.phone);
    if (phone !== undefined) found.phone = phone;
    const email = emailProblem(form.email);
    if (email !== undefined) found.email = email;
    if (form.text.trim() === "") found.text = { cause: m.add_text_missing() };
    else if (chosen.length === 0) found.kinds = m.add_kinds_missing();
    setProblems(found);
    if (Object.keys(found).length > 0 || form.received === null) {
      setRound((before) => before + 1);
      return;
    }
    const filled = (value: string) => (value.trim() === "" ? null : value.trim());
    const request = {
      received: form.received,
      channel: form.channel,
      full_name: filled(form.full_name),
      phone: filled(form.phone),
      email: filled(form.email),
      address: filled(form.address),
      contract: filled(form.contract),
      birth_date: form.birth_date,
      kinds: [...chosen],
      text: form.text.trim(),
      detected_at: null,
    };
    void (
      from === undefined
        ? byHand.run(request)
        : fromFile.run({ file: from.token, sha256: from.draft.sha256, case: request, again })
    ).then((added) => {
      if (added === null) {
        setRound((before) => before + 1);
        return;
      }
      draft.clear();
      toast(m.add_done({ number: added.number }));
      props.onAdded(added.number);
    });
  };
  const clear = () => {
    draft.clear();
    setProblems({});
    adding.clear();
  };
  const said = (field: string) => problemOf(adding.error, field);
  useKeys({ "Ctrl+Enter": () => void save(), Escape: props.onClose });

  return (
    <form
      key={draft.round}
      ref={frame}
      className={styles.formPane}
      aria-label={m.case_add_title()}
      data-testid="case-add"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={styles.formScroll}>
        <h2 className={styles.formPaneTitle}>{m.case_add_title()}</h2>
        {draft.restored !== null && <Restored when={draft.restored} onClear={clear} />}
        {from !== undefined && (
          <FromFile
            token={from.token}
            draft={from.draft}
            again={again}
            onAgain={setAgain}
            onOpenCase={props.onOpenCase}
          />
        )}
        <div className={styles.two}>
          <DateField
            label={m.add_received()}
            value={form.received}
            onChange={(received) => change({ received })}
            max={state.today}
            hint={from?.draft.received_from_file ? m.add_from_received_hint() : m.add_received_hint()}
            problem={problems.received ?? said("received")}
          />
          <SelectField
            label={m.add_channel()}
            value={form.channel}
            onChange={(channel) => change({ channel })}
            choices={CHANNEL_LIST.map((id) => ({ id, name: channelName(id) }))}
          />
        </div>
        <TextField
          label={m.add_full_name()}
          value={form.full_name}
          onChange={(full_name) => change({ full_name })}
          problem={problems.person ?? said("full_name")}
          autoFocus
          testId="add-full-name"
        />
        <div className={styles.two}>
          <TextField
            label={m.add_phone()}
            kind="tel"
            value={form.phone}
            onChange={(phone) => change({ phone })}
            problem={problems.phone ?? said("phone")}
            testId="add-phone"
          />
          <TextField
            label={m.add_email()}
            value={form.email}
            onChange={(email) => change({ email })}
            problem={problems.email ?? said("email")}
            testId="add-email"
          />
          <TextField
            label={m.add_contract()}
            value={form.contract}
            onChange={(contract) => change({ contract })}
            problem={said("contract")}
          />
          <DateField
            label={m.add_birth_date()}
            value={form.birth_date}
            onChange={(birth_date) => change({ birth_date })}
            max={state.today}
            problem={said("birth_date")}
          />
        </div>
        <TextField
          label={m.add_address()}
          value={form.address}
          onChange={(address) => change({ address })}
          problem={said("address")}
        />
        <TextArea
          label={m.add_text()}
          value={form.text}
          onChange={(text) => change({ text })}
          rows={5}
          problem={problems.text ?? said("text")}
          testId="add-text"
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a group of checkboxes named by its heading. */}
        <div role="group" aria-label={m.add_kinds()} data-invalid={problems.kinds === undefined ? undefined : ""}>
          <p className={styles.groupLabel}>{m.add_kinds()}</p>
          <p className={styles.hint} aria-live="polite">
            {proposed === null
              ? m.add_kinds_by_text()
              : asked(proposed).length > 0
                ? m.add_kinds_proposed({ words: proposed.matches.flatMap((match) => match.words).join(", ") })
                : (proposed.reason ?? m.add_kinds_not_found())}
          </p>
          <div className={styles.kinds}>
            {DEMAND_KINDS.map((kind) => (
              <Checkbox
                key={kind}
                checked={chosen.includes(kind)}
                onChange={(on) => change({ kinds: on ? [...chosen, kind] : chosen.filter((other) => other !== kind) })}
                testId={`add-kind-${kind}`}
              >
                {kindName(kind)}
              </Checkbox>
            ))}
          </div>
          {(problems.kinds ?? said("kind")?.cause) !== undefined && (
            <p className={styles.warning} role="alert">
              {problems.kinds ?? said("kind")?.cause}
            </p>
          )}
        </div>
        {adding.error !== null && !AT_FIELDS.includes(fieldOf(adding.error) ?? "") && (
          <ErrorLine error={adding.error} />
        )}
      </div>
      <Foot
        left={
          <Button keys="Esc" onPress={props.onClose}>
            {m.cancel()}
          </Button>
        }
        right={
          <Button kind="primary" type="submit" keys="Ctrl+Enter" disabled={adding.busy} testId="add-save">
            {m.add_save()}
          </Button>
        }
      />
    </form>
  );
}
