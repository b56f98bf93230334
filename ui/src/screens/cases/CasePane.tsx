/** One case beside the list: who, what is asked and until when, what was said, what was done. */
import { type ReactNode, useId, useRef, useState } from "react";
import type { CaseStatus, CaseView, ContactView, DemandView, Kind, ProposedKind, RuleOffer } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button, Tag } from "../../kit/buttons";
import { useRecord } from "../../kit/commands";
import { DueInline } from "../../kit/Due";
import { day, dayAndTime, dayWithWeekday, maskedPhone, weekdayAndTime, wholePhone } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import {
  AtSign,
  CHANNEL_ICONS,
  Check,
  ChevronRight,
  FileText,
  Icon,
  MapPin,
  Phone,
  Plus,
  UserCheck,
  X,
} from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { markedParts } from "../../kit/marks";
import { ErrorLine } from "../../kit/messages";
import { Popover, useToast } from "../../kit/overlays";
import { Facts, Nothing, Part } from "../../kit/Screen";
import { Tabs } from "../../kit/tabs";
import { templateName } from "../../kit/templates";
import { Working } from "../../kit/Working";
import { channelName, confidence, kindName, lowerFirst, methodName, outcomeName, recipientName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import { Attachments } from "./Attachments";
import { CardButton } from "./CardButton";
import styles from "./Cases.module.css";
import { CloseDemand } from "./CloseDemand";
import { type Corrected, CorrectKind } from "./CorrectKind";
import { ExtendTerm } from "./ExtendTerm";
import { IdentityForm } from "./IdentityForm";
import { JoinCase } from "./JoinCase";
import { OfferRule } from "./OfferRule";

export type CaseTab = "case" | "letters" | "disclosures" | "attachments" | "timeline";

type Open = "none" | "identity" | "close" | "extend" | "join";

export function CasePane(props: {
  view: CaseView;
  tab: CaseTab;
  onTab: (tab: CaseTab) => void;
  /** What was asked for together with the case. */
  act: "add" | "identity" | "close" | "working" | "attachments" | undefined;
  /** Of which demand. */
  demand: Kind | undefined;
  onOpenCase: (number: string) => void;
  gaps: readonly string[];
}): ReactNode {
  const { view, tab, onTab } = props;
  const { go } = useDesk();
  useRecord({
    id: `case-${view.number}`,
    title: view.subject.full_name ?? m.letter_nameless(),
    number: view.number,
    place: { section: "cases", number: view.number },
  });
  const [open, setOpen] = useState<Open>(props.act === "identity" || props.act === "close" ? props.act : "none");
  const [working, setWorking] = useState<number | null>(() => {
    if (props.act !== "working" || view.demands.length === 0) return null;
    const asked = view.demands.findIndex((demand) => demand.kind === props.demand);
    return asked >= 0 ? asked : nearest(view.demands);
  });
  const [phoneShown, setPhoneShown] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const why = useId();

  const [joinWith, setJoinWith] = useState<string | null>(null);
  const [correcting, setCorrecting] = useState<{ at: number; kind: Kind | null } | null>(null);
  const [offers, setOffers] = useState<readonly RuleOffer[]>([]);
  const proposing = useAct("rules_propose");

  const openDemands = view.demands.filter((demand) => demand.status === "open");
  const joined = view.joined_to !== null;
  const proposed = view.templates.find((offer) => offer.proposed);
  const noLetter = view.templates[0]?.why_not ?? null;
  const compose = () => {
    if (proposed !== undefined)
      go({ section: "letters", compose: { number: view.number, template: proposed.template } });
  };
  const showWorking = () => {
    if (view.demands.length === 0) return;
    onTab("case");
    setWorking(nearest(view.demands));
  };
  // One form at a time: the main key belongs to it.
  const show = (what: Open) => {
    onTab("case");
    setCorrecting(null);
    setOffers([]);
    setOpen(what);
  };
  const close = () => {
    setOpen("none");
    requestAnimationFrame(() => heading.current?.focus());
  };

  useKeys({
    L: proposed === undefined ? undefined : compose,
    S: showWorking,
    I: joined ? undefined : () => show("identity"),
    D: openDemands.length === 0 ? undefined : () => show("close"),
    P: openDemands.length === 0 ? undefined : () => show("extend"),
    M: joined ? undefined : () => join(null),
    Escape: open === "none" ? undefined : close,
  });

  const join = (other: string | null) => {
    setJoinWith(other);
    show("join");
  };
  // A correction offers a rule; without one the focus goes back to the case.
  const corrected = (done: Corrected | null) => {
    setCorrecting(null);
    requestAnimationFrame(() => heading.current?.focus());
    if (done === null) return;
    void proposing.run({ number: view.number, ...done }).then((found) => {
      if (found !== null) setOffers(found.offers);
    });
  };

  const { subject } = view;
  return (
    <>
      <div className={styles.head}>
        <p className={styles.meta}>
          {m.case_meta({ number: view.number, received: weekdayAndTime(view.received_at) })}
        </p>
        <h2 className={styles.name} ref={heading} tabIndex={-1} data-testid="case-name">
          {subject.full_name ?? m.case_nameless()}
        </h2>
        <div className={styles.facts}>
          {subject.contract !== null && (
            <span className={styles.fact}>
              <Icon of={FileText} size={14} />
              {m.case_contract({ contract: subject.contract })}
            </span>
          )}
          {subject.phone !== null && (
            <span className={styles.fact}>
              <Icon of={Phone} size={14} />
              {phoneShown ? wholePhone(subject.phone) : maskedPhone(subject.phone)}
              <Button kind="link" size="small" onPress={() => setPhoneShown(!phoneShown)}>
                {phoneShown ? m.case_phone_hide() : m.case_phone_show()}
              </Button>
            </span>
          )}
          {subject.email !== null && (
            <span className={styles.fact}>
              <Icon of={AtSign} size={14} />
              {subject.email}
            </span>
          )}
          {subject.address !== null && (
            <span className={styles.fact} title={subject.address}>
              <Icon of={MapPin} size={14} />
              {subject.address.length > 40 ? `${subject.address.slice(0, 39)}…` : subject.address}
            </span>
          )}
          <span className={styles.fact}>
            <Icon of={UserCheck} size={14} />
            {view.identity === null ? m.case_identity_none() : m.case_identity_done()}
          </span>
        </div>
        <div className={styles.acts}>
          <Button
            kind="primary"
            keys="L"
            onPress={compose}
            disabled={proposed === undefined}
            describedBy={proposed === undefined ? why : undefined}
            regionFocus
            testId="case-letter"
          >
            {m.case_compose()}
          </Button>
          <Button keys="I" onPress={() => show("identity")} disabled={joined} testId="case-identity">
            {m.case_check_identity()}
          </Button>
          <Button keys="D" onPress={() => show("close")} disabled={openDemands.length === 0} testId="case-close">
            {m.case_close_demand()}
          </Button>
          <Button keys="P" onPress={() => show("extend")} disabled={openDemands.length === 0} testId="case-extend">
            {m.extend_open()}
          </Button>
          <CardButton number={view.number} />
        </div>
        {proposed === undefined && (
          <p className={styles.actsWhy} id={why} data-testid="case-letter-why">
            {noLetter === null ? m.case_compose_none() : m.case_compose_why({ why: noLetter })}
          </p>
        )}
        {view.joined_to !== null && (
          <p className={styles.joinedTo} data-testid="joined-to">
            {m.case_joined_to({ number: view.joined_to })}
            <Button kind="link" size="small" onPress={() => props.onOpenCase(view.joined_to ?? "")}>
              {m.case_joined_go({ number: view.joined_to })}
            </Button>
          </p>
        )}
        {view.joined.length > 0 && (
          <p className={styles.actsWhy}>{m.case_joined_list({ numbers: view.joined.join(", ") })}</p>
        )}
        <Track view={view} />
      </div>
      {open === "identity" && (
        <div className={styles.inline}>
          <IdentityForm number={view.number} channel={view.channel} onClose={close} />
        </div>
      )}
      {open === "close" && (
        <div className={styles.inline}>
          <CloseDemand number={view.number} demands={openDemands} wanted={props.demand} onClose={close} />
        </div>
      )}
      {open === "extend" && (
        <div className={styles.inline}>
          <ExtendTerm number={view.number} demands={openDemands} wanted={props.demand} onClose={close} />
        </div>
      )}
      {open === "join" && (
        <div className={styles.inline}>
          <JoinCase number={view.number} similar={view.similar} wanted={joinWith} onClose={close} />
        </div>
      )}
      {offers.length > 0 && (
        <div className={styles.inline}>
          <OfferRule
            number={view.number}
            offers={offers}
            onClose={() => {
              setOffers([]);
              requestAnimationFrame(() => heading.current?.focus());
            }}
          />
        </div>
      )}
      <Tabs
        label={m.case_tabs()}
        selected={tab}
        onSelect={onTab}
        tabs={[
          {
            id: "case",
            name: m.tab_case(),
            children: (
              <>
                <Part title={m.case_demands()} testId="case-demands">
                  {view.demands.length === 0 ? (
                    <p className={styles.demandLine}>{m.cases_no_demand()}</p>
                  ) : (
                    view.demands.map((demand, index) => (
                      <Demand
                        key={demand.kind}
                        number={view.number}
                        demand={demand}
                        open={working === index}
                        onOpen={() => setWorking(index)}
                        onClose={() => setWorking(null)}
                      />
                    ))
                  )}
                </Part>
                <Part
                  title={m.case_contacts()}
                  note={view.contacts.length > 1 ? m.case_contacts_note({ count: view.contacts.length }) : undefined}
                >
                  {view.contacts.map((contact, at) => (
                    <Contact
                      key={`${contact.at} ${contact.run ?? ""} ${contact.row ?? ""}`}
                      contact={contact}
                      fixed={joined}
                      correcting={correcting?.at === at ? correcting.kind : undefined}
                      onCorrect={(kind) => {
                        setOffers([]);
                        setOpen("none");
                        setCorrecting(kind === undefined ? null : { at, kind });
                      }}
                    >
                      {correcting?.at === at && (
                        <CorrectKind
                          key={correcting.kind ?? "add"}
                          number={view.number}
                          contact={contact}
                          at={at}
                          kind={correcting.kind}
                          demands={view.demands}
                          onClose={() => corrected(null)}
                          onDone={corrected}
                        />
                      )}
                    </Contact>
                  ))}
                </Part>
                <Part title={m.case_identity()}>
                  {view.identity === null ? (
                    <p className={styles.demandLine}>{m.case_identity_missing()}</p>
                  ) : (
                    <>
                      <Facts
                        rows={[
                          [m.identity_method(), methodName(view.identity.method)],
                          [m.identity_compared(), view.identity.compared],
                          [m.identity_on(), day(view.identity.on)],
                        ]}
                      />
                      {view.identity.warning !== null && <p className={styles.warning}>{view.identity.warning}</p>}
                    </>
                  )}
                </Part>
                {view.similar.length > 0 && (
                  <Part title={m.case_similar()}>
                    {view.similar.map((other) => (
                      <div key={other.number} className={styles.line}>
                        <Button kind="link" size="small" onPress={() => props.onOpenCase(other.number)}>
                          {m.case_number({ number: other.number })}
                        </Button>
                        <span className={styles.lineMain}>{other.why}</span>
                        <Button size="small" onPress={() => join(other.number)} testId="case-join">
                          {m.join_open()}
                        </Button>
                      </div>
                    ))}
                  </Part>
                )}
              </>
            ),
          },
          {
            id: "letters",
            name: m.tab_letters(),
            count: view.letters.length,
            children: (
              <Part title={m.tab_letters()}>
                {view.letters.length === 0 ? (
                  <Nothing>{m.case_no_letters()}</Nothing>
                ) : (
                  view.letters.map((letter) => (
                    <div key={letter.number} className={styles.line}>
                      <Button
                        kind="link"
                        size="small"
                        onPress={() => go({ section: "letters", issued: letter.number })}
                      >
                        {m.case_number({ number: letter.number })}
                      </Button>
                      <span className={styles.lineMain}>{templateName(letter.template)}</span>
                      <span>{day(letter.issued_on)}</span>
                    </div>
                  ))
                )}
              </Part>
            ),
          },
          {
            id: "disclosures",
            name: m.tab_disclosures(),
            count: view.disclosures.length,
            children: (
              <Part title={m.tab_disclosures()}>
                {view.disclosures.length === 0 ? (
                  <Nothing>{m.case_no_disclosures()}</Nothing>
                ) : (
                  view.disclosures.map((event) => (
                    <div key={event.id} className={styles.line}>
                      <span className={styles.when}>{day(event.date)}</span>
                      <span className={styles.lineMain}>
                        {event.recipient}, {recipientName(event.kind)}
                        <br />
                        <span className={styles.lineSub}>
                          {event.data.join(", ")} · {event.purpose} · {event.ground}
                        </span>
                      </span>
                    </div>
                  ))
                )}
              </Part>
            ),
          },
          {
            id: "attachments",
            name: m.tab_attachments(),
            count: view.attachments.length,
            children: <Attachments number={view.number} files={view.attachments} />,
          },
          {
            id: "timeline",
            name: m.tab_timeline(),
            count: view.timeline.length,
            children: (
              <Part title={m.tab_timeline()} note={lost(view)}>
                {[...view.timeline].reverse().map((entry) => (
                  <div key={`${entry.at} ${entry.what}`} className={styles.line}>
                    <span className={styles.when}>{dayAndTime(entry.at)}</span>
                    <span className={styles.lineMain}>{entry.what}</span>
                  </div>
                ))}
              </Part>
            ),
          },
        ]}
      />
    </>
  );
}

function lost(view: CaseView): string | undefined {
  const days = view.days_lost_before_import ?? 0;
  return days > 0 ? m.case_days_lost({ count: days }) : undefined;
}

/** The demand whose date comes first among the open ones. */
function nearest(demands: readonly DemandView[]): number {
  let best = 0;
  demands.forEach((demand, index) => {
    const known = demands[best];
    if (known === undefined || demand.status !== "open") return;
    if (known.status !== "open" || demand.left.due_on < known.left.due_on) best = index;
  });
  return best;
}

/** How far an act has brought the case along the track. */
const REACHED: Record<CaseStatus, number> = {
  accepted: 0,
  reopened: 0,
  particulars_requested: 0,
  extended: 0,
  blocked: 0,
  identity_confirmed: 1,
  answered: 2,
  refused: 2,
  sent: 3,
  returned: 3,
  delivered: 4,
  closed: 2,
};

function Track({ view }: { view: CaseView }): ReactNode {
  const answer = view.letters.find((letter) => letter.template !== "ask_particulars");
  const reached = Math.max(REACHED[view.status], view.identity === null ? 0 : 1, answer === undefined ? 0 : 2);
  // A step behind the reached one is done only if it really was: an answer may go out without an identity check.
  const steps = [
    { name: m.track_accepted(), done: true, date: view.received_on },
    { name: m.track_identity(), done: view.identity !== null, date: view.identity?.on ?? null },
    {
      name: m.track_answered(),
      done: reached >= 2 && (answer !== undefined || view.status !== "closed"),
      date: answer?.issued_on ?? null,
    },
    { name: m.track_sent(), done: reached >= 3, date: null },
    { name: m.track_delivered(), done: reached >= 4, date: null },
  ];
  const finished = view.status === "closed" || view.status === "delivered";
  const next = finished ? -1 : steps.findIndex((step, index) => !step.done && index >= Math.min(reached, 1));
  return (
    <ol className={styles.track} aria-label={m.track_label()}>
      {steps.map((step, index) => {
        const state = step.done ? "done" : index === next ? "next" : "later";
        return (
          <li
            key={step.name}
            className={styles.trackStep}
            data-state={state}
            aria-current={state === "next" ? "step" : undefined}
          >
            <span className={styles.trackDot} aria-hidden="true">
              {state === "done" && <Icon of={Check} size={10} />}
            </span>
            <span className={styles.trackName} title={step.name}>
              {step.name}
            </span>
            <span className={styles.trackNote}>
              {step.date !== null ? day(step.date) : state === "next" ? m.track_next() : "—"}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The second duty of a withdrawal of consent: to stop the processing at once, and to say that it was done. */
function StopDuty({ number, demand }: { number: string; demand: DemandView }): ReactNode {
  const { state } = useDesk();
  const toast = useToast();
  const stopping = useAct("case_stopped");
  const line = useRef<HTMLDivElement>(null);
  if (demand.stop === null) return null;
  const record = () => {
    void stopping.run({ number, on: state.today }).then((done) => {
      if (done === null) return;
      toast(m.stop_done());
      requestAnimationFrame(() => line.current?.focus());
    });
  };
  return (
    <>
      <div className={styles.demandStop} ref={line} tabIndex={-1} data-testid="stop-duty">
        <span className={styles.demandLine}>{m.stop_duty()}</span>
        {demand.stopped_on === null ? (
          <>
            <DueInline due={demand.stop} />
            <Button size="small" onPress={record} disabled={stopping.busy} testId="case-stopped">
              {m.stop_record()}
            </Button>
          </>
        ) : (
          <span className={styles.demandLine}>{m.stop_recorded({ date: day(demand.stopped_on) })}</span>
        )}
      </div>
      {stopping.error !== null && <ErrorLine error={stopping.error} />}
    </>
  );
}

function Demand(props: {
  number: string;
  demand: DemandView;
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
}): ReactNode {
  const { demand } = props;
  const { state } = useDesk();
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = demand.status === "open";
  const outcome = demand.outcome === null ? null : outcomeName(demand.outcome);
  const { extended, extension_to, extendable_until } = demand.due;
  // Only while the notice of an extension would still be in time.
  const extendable = !extended && extendable_until !== null && state.today <= extendable_until ? extension_to : null;
  return (
    <div className={styles.demand} data-open={isOpen ? "" : undefined}>
      <div className={styles.demandHead}>
        <span className={styles.demandName}>{kindName(demand.kind)}</span>
        <button
          ref={button}
          type="button"
          className={styles.dueButton}
          aria-haspopup="dialog"
          aria-expanded={props.open}
          aria-keyshortcuts="S"
          title={m.working_open()}
          data-testid="due-open"
          onClick={props.onOpen}
        >
          <DueInline due={demand.left} dueAt={demand.due.due_at} extended={demand.due.extended} />
          <Icon of={ChevronRight} size={14} />
        </button>
      </div>
      <p className={styles.demandLine}>
        {isOpen
          ? `${demand.due.rule}${extendable === null ? "" : ` · ${m.demand_extendable({ date: day(extendable) })}`}`
          : m.demand_closed({
              outcome: outcome ?? "",
              date: demand.closed_on === null ? "" : dayWithWeekday(demand.closed_on),
              ground: demand.ground === null ? "" : `: ${demand.ground}`,
            })}
      </p>
      <StopDuty number={props.number} demand={demand} />
      {demand.extended_why !== null && (
        <p className={styles.demandLine}>{m.demand_extended_why({ why: demand.extended_why })}</p>
      )}
      <Popover
        open={props.open}
        onClose={props.onClose}
        anchor={button}
        label={m.working_label({ kind: kindName(demand.kind), spoken: demand.left.spoken })}
        width={580}
        testId="due-popover"
      >
        <Working kind={demand.kind} due={demand.due} left={demand.left} today={state.today} />
      </Popover>
    </div>
  );
}

function Contact(props: {
  contact: ContactView;
  /** Nothing of it can be corrected. */
  fixed: boolean;
  /** The kind whose form is open; null = one is added, undefined = none. */
  correcting: Kind | null | undefined;
  onCorrect: (kind: Kind | null | undefined) => void;
  children: ReactNode;
}): ReactNode {
  const { contact, correcting } = props;
  const toggle = (kind: Kind | null) => props.onCorrect(correcting === kind ? undefined : kind);
  return (
    <article className={styles.contact}>
      <div className={styles.contactHead}>
        <Icon of={CHANNEL_ICONS[contact.channel]} size={14} />
        <span>{weekdayAndTime(contact.at)}</span>
        <span className={styles.contactWhat}>
          {lowerFirst(channelName(contact.channel))}
          {contact.topic === null ? "" : ` · ${contact.topic}`}
        </span>
        <span>{contact.row === null ? "" : m.contact_row({ row: contact.row })}</span>
      </div>
      <p className={styles.contactText}>
        {markedParts(contact.text, contact.marks).map((part) =>
          part.kind === null ? (
            <span key={part.from}>{part.text}</span>
          ) : (
            <mark key={part.from} title={kindName(part.kind)}>
              {part.text}
            </mark>
          ),
        )}
      </p>
      {contact.earlier.map((earlier) => (
        <details key={`${earlier.until_run} ${earlier.text}`} className={styles.earlier}>
          <summary>{m.contact_earlier({ run: earlier.until_run })}</summary>
          <p className={styles.contactText}>{earlier.text}</p>
        </details>
      ))}
      <div className={styles.tags}>
        {contact.proposed.map((proposed) =>
          props.fixed || proposed.kind === "not_personal_data" ? (
            <Tag key={proposed.kind}>{proposedText(proposed)}</Tag>
          ) : (
            <Button
              key={proposed.kind}
              size="small"
              expanded={correcting === proposed.kind}
              {...(proposed.decision === "confirmed" ? { icon: Check } : {})}
              {...(proposed.decision === "struck" ? { icon: X } : {})}
              onPress={() => toggle(proposed.kind)}
              testId={`proposed-${proposed.kind}`}
            >
              {proposedText(proposed)}
            </Button>
          ),
        )}
        {!props.fixed && (
          <Button
            kind="quiet"
            size="small"
            icon={Plus}
            expanded={correcting === null}
            onPress={() => toggle(null)}
            testId="demand-add"
          >
            {m.correct_add_open()}
          </Button>
        )}
      </div>
      {props.children}
    </article>
  );
}

function proposedText(proposed: ProposedKind): string {
  const kind = kindName(proposed.kind);
  if (proposed.decision === "confirmed") return m.proposed_confirmed({ kind });
  if (proposed.decision === "struck") return m.proposed_struck({ kind });
  return m.contact_proposed({ kind, confidence: confidence(proposed.confidence).word });
}
