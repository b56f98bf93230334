/** One case beside the list: who, what is asked and until when, what was said, what was done. */
import { type ReactNode, useId, useRef, useState } from "react";
import type { CaseStatus, CaseView, ContactView, DemandView } from "../../bindings/wire";
import { Button, Tag } from "../../kit/buttons";
import { DueInline } from "../../kit/Due";
import { day, dayAndTime, dayWithWeekday, maskedPhone, share, weekdayAndTime, wholePhone } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import { AtSign, CHANNEL_ICONS, Check, ChevronRight, FileText, Icon, MapPin, Phone, UserCheck } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { Popover } from "../../kit/overlays";
import { Facts, Nothing, Part } from "../../kit/Screen";
import { Tabs } from "../../kit/tabs";
import { templateName } from "../../kit/templates";
import { Working } from "../../kit/Working";
import { channelName, kindName, lowerFirst, methodName, outcomeName, recipientName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";
import { CloseDemand } from "./CloseDemand";
import { IdentityForm } from "./IdentityForm";
import { markedParts } from "./marks";

export type CaseTab = "case" | "letters" | "disclosures" | "timeline";

type Open = "none" | "identity" | "close";

export function CasePane(props: {
  view: CaseView;
  tab: CaseTab;
  onTab: (tab: CaseTab) => void;
  identityOpen: boolean;
  onOpenCase: (number: string) => void;
  gaps: readonly string[];
}): ReactNode {
  const { view, tab, onTab } = props;
  const { go } = useDesk();
  const [open, setOpen] = useState<Open>(props.identityOpen ? "identity" : "none");
  const [working, setWorking] = useState<number | null>(null);
  const [phoneShown, setPhoneShown] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const why = useId();

  const openDemands = view.demands.filter((demand) => demand.status === "open");
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
  const show = (what: Open) => {
    onTab("case");
    setOpen(what);
  };
  const close = () => {
    setOpen("none");
    requestAnimationFrame(() => heading.current?.focus());
  };

  useKeys({
    L: proposed === undefined ? undefined : compose,
    S: showWorking,
    I: () => show("identity"),
    D: openDemands.length === 0 ? undefined : () => show("close"),
    Escape: open === "none" ? undefined : close,
  });

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
          <Button keys="I" onPress={() => show("identity")} testId="case-identity">
            {m.case_check_identity()}
          </Button>
          <Button keys="D" onPress={() => show("close")} disabled={openDemands.length === 0} testId="case-close">
            {m.case_close_demand()}
          </Button>
        </div>
        {proposed === undefined && (
          <p className={styles.actsWhy} id={why} data-testid="case-letter-why">
            {noLetter === null ? m.case_compose_none() : m.case_compose_why({ why: noLetter })}
          </p>
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
          <CloseDemand number={view.number} demands={openDemands} onClose={close} />
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
                  {view.contacts.map((contact) => (
                    <Contact key={`${contact.at} ${contact.run ?? ""} ${contact.row ?? ""}`} contact={contact} />
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

function Demand(props: { demand: DemandView; open: boolean; onOpen: () => void; onClose: () => void }): ReactNode {
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

function Contact({ contact }: { contact: ContactView }): ReactNode {
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
      {contact.proposed.length > 0 && (
        <div className={styles.tags}>
          {contact.proposed.map((proposed) => (
            <Tag key={proposed.kind}>
              {m.contact_proposed({ kind: kindName(proposed.kind), share: share(proposed.confidence) })}
            </Tag>
          ))}
        </div>
      )}
    </article>
  );
}
