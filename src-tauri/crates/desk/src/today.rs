//! «Сегодня»: the next actions, each with its reason and date. A demand is overdue, due today (or at once), due in the
//! next five working days, or provisional; what is later is not listed yet. Since the list looks five working days
//! ahead, no date passes without having stood in it on each of the three working days before (a property test).

use chrono::{Datelike, Days as Count, NaiveDate, Weekday};
use register::agenda::{self, Days, Duty, Group, Line};
use register::words::CaseStatus;
use statute::{BY_RISK, Calendar, Due, DueState, Kind, Lang, Source, contract_left, days_word, koap_part};

use crate::cases::{clock, due_left, stop_left};
use crate::error::Result;
use crate::session::Session;
use crate::wire::{
    DaysLostByRun, DueLeft, TapeDay, TodayAct, TodayAction, TodayDaysLost, TodayGroup, TodayGroupId,
    TodayPlace, TodayReopen, TodayRequest, TodaySection, TodayView,
};

/// Working days after today that «На этой неделе» looks ahead.
const AHEAD: usize = 5;
/// Days of the tape, today included.
const TAPE: u64 = 17;
/// Files named under the days lost.
const LOST_RUNS: u32 = 5;
/// Clocks in hours stand first in their group.
const IN_HOURS: &[Kind] = &[Kind::Incident24h, Kind::Incident72h];

// ---- days in words -------------------------------------------------------------------------------------------

const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// Case of a weekday's name.
#[derive(Clone, Copy)]
enum Form {
    /// «среда»
    Plain,
    /// «в среду»
    On,
    /// «до среды»
    Until,
}

fn weekday(day: NaiveDate, form: Form) -> &'static str {
    let [plain, on, until] = match day.weekday() {
        Weekday::Mon => ["понедельник", "в\u{a0}понедельник", "до понедельника"],
        Weekday::Tue => ["вторник", "во\u{a0}вторник", "до вторника"],
        Weekday::Wed => ["среда", "в\u{a0}среду", "до среды"],
        Weekday::Thu => ["четверг", "в\u{a0}четверг", "до четверга"],
        Weekday::Fri => ["пятница", "в\u{a0}пятницу", "до пятницы"],
        Weekday::Sat => ["суббота", "в\u{a0}субботу", "до субботы"],
        Weekday::Sun => ["воскресенье", "в\u{a0}воскресенье", "до воскресенья"],
    };
    match form {
        Form::Plain => plain,
        Form::On => on,
        Form::Until => until,
    }
}

/// «18 января», with its year when it is not the one of today.
fn date_words(day: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let other_year = day.year() != today.year();
    match lang {
        Lang::Ru => {
            let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
            let year = if other_year { format!(" {}\u{a0}г.", day.year()) } else { String::new() };
            format!("{}\u{a0}{month}{year}", day.day())
        }
        Lang::En if other_year => day.format("%-d\u{a0}%B %Y").to_string(),
        Lang::En => day.format("%-d\u{a0}%B").to_string(),
    }
}

fn day_words(day: NaiveDate, form: Form, today: NaiveDate, lang: Lang) -> String {
    match (lang, form) {
        (Lang::Ru, _) => format!("{}, {}", weekday(day, form), date_words(day, today, lang)),
        (Lang::En, Form::Plain) => format!("{}, {}", day.format("%A"), date_words(day, today, lang)),
        (Lang::En, Form::On) => format!("on {}, {}", day.format("%A"), date_words(day, today, lang)),
        (Lang::En, Form::Until) => format!("until {}, {}", day.format("%A"), date_words(day, today, lang)),
    }
}

fn dotted(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

fn pick(lang: Lang, ru: &str, en: &str) -> String {
    if lang == Lang::Ru { ru } else { en }.to_owned()
}

/// «1 срок», «2 срока», «5 сроков».
fn dates(n: u32, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("{n}\u{a0}{}", days_word(i64::from(n), ["срок", "срока", "сроков"])),
        Lang::En => format!("{n}\u{a0}{}", if n == 1 { "due date" } else { "due dates" }),
    }
}

// ---- which days ----------------------------------------------------------------------------------------------

/// The last day that the list looks ahead to: the fifth working day after today, and the days off behind it, so that a
/// clock in hours that ends on one of them is seen too.
fn until(today: NaiveDate, calendar: &Calendar) -> NaiveDate {
    let sixth = (0..=AHEAD).fold(today, |day, _| calendar.next_working_day(day));
    sixth.checked_sub_days(Count::new(1)).unwrap_or(sixth)
}

/// The fifth working day after today.
fn fifth(today: NaiveDate, calendar: &Calendar) -> NaiveDate {
    (0..AHEAD).fold(today, |day, _| calendar.next_working_day(day))
}

/// The first working day after the nearest days off: when the program may be opened next after a gap.
fn after_gap(today: NaiveDate, calendar: &Calendar) -> NaiveDate {
    let off = today.iter_days().find(|day| !calendar.is_working(*day)).unwrap_or(today);
    calendar.next_working_day(off)
}

fn reopen(session: &Session, today: NaiveDate, calendar: &Calendar) -> Result<TodayReopen> {
    let lang = session.lang();
    let on = after_gap(today, calendar);
    let late = agenda::becoming_late(session.read(), today, on)?;
    let sentence = match (late, lang) {
        (0, Lang::Ru) => {
            let until = day_words(on, Form::Until, today, lang);
            let until = until.strip_prefix("до ").unwrap_or(&until);
            format!("До {until}, ничего не истекает.")
        }
        (0, Lang::En) => {
            let until = day_words(on, Form::Plain, today, lang);
            format!("Nothing runs out before {until}.")
        }
        (n, Lang::Ru) => format!(
            "Если открыть программу только {}, {} ещё {}.",
            day_words(on, Form::On, today, lang),
            if n % 10 == 1 && n % 100 != 11 {
                "просроченным станет"
            } else {
                "просроченными станут"
            },
            dates(n, lang)
        ),
        (n, Lang::En) => format!(
            "If the program is opened only {}, {n} more {} will be overdue.",
            day_words(on, Form::On, today, lang),
            if n == 1 { "demand" } else { "demands" }
        ),
    };
    Ok(TodayReopen { on, late, sentence })
}

fn tape(
    session: &Session,
    today: NaiveDate,
    overdue: u32,
    due_today: u32,
    calendar: &Calendar,
) -> Result<Vec<TapeDay>> {
    let lang = session.lang();
    let last = today.checked_add_days(Count::new(TAPE - 1)).unwrap_or(today);
    let counted = agenda::by_day(session.read(), today, last)?;
    let earlier = pick(lang, "ранее", "earlier");
    let mut tape = vec![TapeDay {
        date: None,
        due: overdue,
        working: true,
        why: String::new(),
        spoken: match lang {
            Lang::Ru => format!("{earlier}, просрочено: {}", dates(overdue, lang)),
            Lang::En => format!("{earlier}, overdue: {}", dates(overdue, lang)),
        },
    }];
    for date in today.iter_days().take_while(|day| *day <= last) {
        let due = if date == today {
            due_today
        } else {
            counted.iter().find(|(day, _)| *day == date).map_or(0, |(_, n)| *n)
        };
        let day = calendar.day(date);
        let why = day.why.text(lang);
        let mut spoken = day_words(date, Form::Plain, today, lang);
        if date == today {
            spoken.push_str(if lang == Lang::Ru { ", сегодня" } else { ", today" });
        }
        if !day.working {
            spoken.push_str(if lang == Lang::Ru {
                ", нерабочий день: "
            } else {
                ", not a working day: "
            });
            spoken.push_str(&why);
        }
        spoken.push_str(", ");
        spoken.push_str(&dates(due, lang));
        tape.push(TapeDay { date: Some(date), due, working: day.working, why, spoken });
    }
    Ok(tape)
}

// ---- what is to be done --------------------------------------------------------------------------------------

struct Step {
    what: (&'static str, &'static str),
    act: TodayAct,
    template: Option<letters::TemplateId>,
}

/// What the demand itself asks to do, when nothing stands before it.
fn doing(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Access => ("Составить ответ", "Compose the answer"),
        Kind::Rectification => ("Уточнить данные и закрыть требование", "Rectify the data, close the demand"),
        Kind::Blocking => ("Заблокировать данные и закрыть требование", "Block the data, close the demand"),
        Kind::Destruction => ("Уничтожить данные и закрыть требование", "Destroy the data, close the demand"),
        Kind::StopProcessing => {
            ("Прекратить обработку и закрыть требование", "Stop the processing, close the demand")
        }
        Kind::WithdrawConsent => {
            ("Исполнить отзыв согласия и закрыть требование", "Carry the withdrawal out, close the demand")
        }
        Kind::StopMarketing => {
            ("Прекратить рекламу и закрыть требование", "Stop the marketing, close the demand")
        }
        Kind::StopDissemination | Kind::DisseminationStopThirdParty => {
            ("Прекратить распространение и закрыть требование", "Stop the dissemination, close the demand")
        }
        Kind::AutomatedDecisionObjection => {
            ("Рассмотреть возражение и ответить", "Consider the objection and answer")
        }
        Kind::Clarification => ("Дать разъяснение и закрыть требование", "Clarify, close the demand"),
        Kind::Complaint => {
            ("Ответить на жалобу и закрыть требование", "Answer the complaint, close the demand")
        }
        Kind::AuthorityInquiry => ("Ответить Роскомнадзору", "Answer Roskomnadzor"),
        Kind::UnlawfulProcessingStop => {
            ("Прекратить неправомерную обработку", "Stop the unlawful processing")
        }
        Kind::UnlawfulProcessingDestroy => (
            "Уничтожить данные, обработку которых нельзя сделать правомерной",
            "Destroy data that cannot be processed lawfully",
        ),
        Kind::Incident24h => ("Уведомить Роскомнадзор об инциденте", "Notify Roskomnadzor of the incident"),
        Kind::Incident72h => {
            ("Сообщить Роскомнадзору результаты расследования", "Tell Roskomnadzor what the inquiry found")
        }
        Kind::PurposeAchieved => ("Уничтожить данные: цель достигнута", "Destroy the data: purpose achieved"),
        Kind::SourceNotice => {
            ("Уведомить субъекта о получении данных", "Tell the subject that data were received")
        }
        Kind::PublicSourceExclusion => {
            ("Исключить данные из общедоступного источника", "Exclude the data from the public source")
        }
        Kind::NoticeChange => {
            ("Сообщить Роскомнадзору об изменении сведений", "Tell Roskomnadzor of the changes")
        }
        Kind::ProcessingEnd => {
            ("Сообщить Роскомнадзору о прекращении обработки", "Tell Roskomnadzor that processing ended")
        }
        Kind::NotPersonalData => ("Закрыть требование", "Close the demand"),
    }
}

/// Kinds that are not performed for somebody unknown: what they open or change is the subject's own.
fn needs_identity(kind: Kind) -> bool {
    matches!(kind, Kind::Access | Kind::Rectification | Kind::Destruction)
}

fn is_answer(template: &str) -> bool {
    template != letters::TemplateId::AskParticulars.as_str()
}

/// The next act of a demand by the state of its case.
fn step(line: &Line) -> Step {
    let kind = line.demand.kind;
    let plain = |what, act| Step { what, act, template: None };
    let sent = matches!(
        line.status,
        CaseStatus::Answered | CaseStatus::Refused | CaseStatus::Sent | CaseStatus::Delivered
    );
    let answered = kind == Kind::Access && (sent || line.letters.iter().any(|l| is_answer(&l.template)));
    if answered {
        return plain(
            ("Отправить ответ и закрыть требование", "Send the answer, close the demand"),
            TodayAct::Close,
        );
    }
    if needs_identity(kind) && line.identity_on.is_none() {
        let asked = line.letters.iter().any(|l| !is_answer(&l.template));
        if asked {
            return plain(
                ("Проверить личность: сведения запрошены", "Check identity: particulars were asked for"),
                TodayAct::Identity,
            );
        }
        return Step {
            what: match kind {
                Kind::Access => ("Проверить личность и ответить", "Check identity and answer"),
                Kind::Rectification => {
                    ("Проверить личность и уточнить данные", "Check identity, rectify the data")
                }
                _ => ("Проверить личность и уничтожить данные", "Check identity, destroy the data"),
            },
            act: TodayAct::Identity,
            template: (kind == Kind::Access).then_some(letters::TemplateId::AskParticulars),
        };
    }
    if kind == Kind::Access {
        return Step {
            what: doing(kind),
            act: TodayAct::Letter,
            template: Some(letters::TemplateId::AccessAnswer),
        };
    }
    plain(doing(kind), TodayAct::Close)
}

/// The article or clause that set the date.
fn clause(due: &Due, lang: Lang) -> String {
    let promised = (due.decided_by == Source::Policy && due.basis != "operator")
        .then(|| due.compared.iter().find(|c| c.source == Source::Policy))
        .flatten();
    match (promised, lang) {
        (Some(promise), _) => promise.clause.clone(),
        (None, Lang::Ru) => due.basis_ru.to_owned(),
        (None, Lang::En) if due.basis == "operator" => "term set by the operator".to_owned(),
        (None, Lang::En) => due.basis.to_owned(),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// How the case stands, in one sentence.
fn state(line: &Line, lang: Lang) -> String {
    let mut parts = vec![match (line.identity_on, lang) {
        (Some(on), Lang::Ru) => format!("Личность подтверждена {}", dotted(on)),
        (Some(on), Lang::En) => format!("Identity confirmed on {}", dotted(on)),
        (None, Lang::Ru) => "Личность не подтверждена".to_owned(),
        (None, Lang::En) => "Identity not confirmed".to_owned(),
    }];
    if let Some(letter) = line.letters.last() {
        let answer = is_answer(&letter.template);
        parts.push(match (answer, lang) {
            (true, Lang::Ru) => format!("ответ №\u{a0}{} выпущен {}", letter.number, dotted(letter.on)),
            (false, Lang::Ru) => {
                format!("сведения запрошены письмом №\u{a0}{} от {}", letter.number, dotted(letter.on))
            }
            (true, Lang::En) => format!("answer No\u{a0}{} issued on {}", letter.number, dotted(letter.on)),
            (false, Lang::En) => {
                format!("particulars asked for by letter No\u{a0}{} of {}", letter.number, dotted(letter.on))
            }
        });
    } else {
        parts.push(pick(lang, "писем нет", "no letters"));
    }
    if let Some(on) = line.demand.extended_on {
        parts.push(match lang {
            Lang::Ru => format!("срок продлён {}", dotted(on)),
            Lang::En => format!("term extended on {}", dotted(on)),
        });
    }
    format!("{}.", parts.join("; "))
}

fn action(session: &Session, group: TodayGroupId, line: &Line) -> Result<TodayAction> {
    let lang = session.lang();
    let demand = &line.demand;
    if line.duty == Duty::Stop {
        return stopping(session, group, line);
    }
    let due = clock(session, demand)?;
    let step = step(line);
    let mut why = format!("{} · {}", lower_first(statute::kind_name(demand.kind, lang)), clause(&due, lang));
    if demand.extended_on.is_some() {
        why.push_str(if lang == Lang::Ru { " · срок продлён" } else { " · term extended" });
    }
    Ok(TodayAction {
        id: format!("{}/{}", line.case, demand.kind.as_str()),
        group,
        case: Some(line.case.clone()),
        kind: Some(demand.kind),
        due_on: Some(demand.due_on),
        due_at: due.due_at,
        extended: demand.extended_on.is_some(),
        what: pick(lang, step.what.0, step.what.1),
        why,
        who: line.full_name.clone(),
        left: Some(due_left(session, demand)?),
        state: state(line, lang),
        act: step.act,
        template: step.template.map(|id| id.as_str().to_owned()),
        place: TodayPlace { section: TodaySection::Cases, id: Some(line.case.clone()) },
    })
}

/// To stop the processing at once after a withdrawal of consent: a duty beside the demand itself.
fn stopping(session: &Session, group: TodayGroupId, line: &Line) -> Result<TodayAction> {
    let lang = session.lang();
    let demand = &line.demand;
    let kind = lower_first(statute::kind_name(demand.kind, lang));
    Ok(TodayAction {
        id: format!("{}/{}/stop", line.case, demand.kind.as_str()),
        group,
        case: Some(line.case.clone()),
        kind: Some(demand.kind),
        due_on: Some(demand.received_on),
        due_at: None,
        extended: false,
        what: pick(lang, "Прекратить обработку и отметить это", "Stop the processing and record it"),
        why: match lang {
            Lang::Ru => format!("{kind} · ст. 21 ч. 5"),
            Lang::En => format!("{kind} · 152-FZ art. 21 p. 5"),
        },
        who: line.full_name.clone(),
        left: stop_left(session, demand)?,
        state: state(line, lang),
        act: TodayAct::Open,
        template: None,
        place: TodayPlace { section: TodaySection::Cases, id: Some(line.case.clone()) },
    })
}

// ---- work that is of no case ---------------------------------------------------------------------------------

fn other(
    id: String,
    section: TodaySection,
    record: Option<String>,
    what: String,
    why: String,
    who: Option<String>,
) -> TodayAction {
    TodayAction {
        id,
        group: TodayGroupId::Other,
        case: None,
        kind: None,
        due_on: None,
        due_at: None,
        extended: false,
        what,
        why,
        who,
        left: None,
        state: String::new(),
        act: TodayAct::Open,
        template: None,
        place: TodayPlace { section, id: record },
    }
}

/// Work without a demand, the gravest first: contracts that have ended, the recovery key, refused rows, contracts that
/// end soon.
fn others(session: &Session, today: NaiveDate) -> Result<Vec<TodayAction>> {
    let lang = session.lang();
    let mut ended = Vec::new();
    let mut ending = Vec::new();
    for processor in register::processors::list(session.read())? {
        let Some(until) = processor.contract_until else { continue };
        let left = contract_left(until, today, Calendar::builtin());
        if left.state == DueState::Later {
            continue;
        }
        let over = until < today;
        let number = processor.contract_number.as_deref().unwrap_or("б/н");
        let contract = processor
            .contract_number
            .as_ref()
            .map_or_else(|| "contract without a number".to_owned(), |n| format!("contract No\u{a0}{n}"));
        let (what, why, state) = match lang {
            Lang::Ru => (
                if over {
                    "Заключить договор заново или прекратить поручение"
                } else {
                    "Продлить договор поручения"
                },
                format!("поручение · ст. 6 ч. 3 · договор №\u{a0}{number}"),
                format!(
                    "Договор №\u{a0}{number} {} {}.",
                    if over { "действовал до" } else { "действует до" },
                    dotted(until)
                ),
            ),
            Lang::En => (
                if over {
                    "Conclude the contract anew or end the assignment"
                } else {
                    "Prolong the contract"
                },
                format!("assignment · art. 6 p. 3 · {contract}"),
                format!(
                    "The {contract} {} {}.",
                    if over { "was valid until" } else { "is valid until" },
                    dotted(until)
                ),
            ),
        };
        let id = processor.id.to_string();
        let made = TodayAction {
            due_on: Some(until),
            left: Some(DueLeft {
                due_on: until,
                state: left.state,
                left: left.text(lang),
                spoken: left.spoken(lang),
            }),
            state,
            ..other(
                format!("processor/{id}"),
                TodaySection::Processors,
                Some(id),
                what.to_owned(),
                why,
                Some(processor.name),
            )
        };
        if over { ended.push(made) } else { ending.push(made) }
    }
    for contracts in [&mut ended, &mut ending] {
        contracts.sort_by_key(|action| action.due_on);
    }
    let mut actions = ended;
    if !session.keys.recovery_confirmed() {
        actions.push(TodayAction {
            state: pick(
                lang,
                "Резервный ключ не подтверждён: забытая парольная фраза закроет хранилище навсегда.",
                "The recovery key is not confirmed: a forgotten passphrase closes the vault for good.",
            ),
            ..other(
                "recovery".to_owned(),
                TodaySection::Settings,
                Some("recovery".to_owned()),
                pick(lang, "Подтвердить резервный ключ", "Confirm the recovery key"),
                pick(
                    lang,
                    "хранилище · без него забытую фразу не заменить",
                    "vault · nothing else replaces a forgotten passphrase",
                ),
                None,
            )
        });
    }
    for run in agenda::rejected(session.read())? {
        let n = i64::from(run.rows);
        let (what, why, state) = match lang {
            Lang::Ru => (
                format!(
                    "Исправить {n}\u{a0}{}",
                    days_word(n, ["отклонённую строку", "отклонённые строки", "отклонённых строк"])
                ),
                format!("загрузка {} · в строках могут быть требования, их срок уже идёт", run.run),
                format!("Загружено {}; отклонённых строк: {n}, обращений по ним нет.", dotted(run.on)),
            ),
            Lang::En => (
                format!("Repair {n}\u{a0}refused {}", if n == 1 { "row" } else { "rows" }),
                format!("import {} · the rows may hold demands, their clock runs already", run.run),
                format!("Imported on {}; refused rows: {n}, no cases were made of them.", dotted(run.on)),
            ),
        };
        actions.push(TodayAction {
            state,
            ..other(
                format!("run/{}", run.run),
                TodaySection::Imports,
                Some(run.run),
                what,
                why,
                Some(run.file_name),
            )
        });
    }
    actions.append(&mut ending);
    Ok(actions)
}

// ---- the list ------------------------------------------------------------------------------------------------

fn group_name(session: &Session, id: TodayGroupId, days: Days, day: Option<NaiveDate>) -> String {
    let (today, lang) = (days.today, session.lang());
    match (id, lang) {
        (TodayGroupId::Overdue, Lang::Ru) => "Просрочено".to_owned(),
        (TodayGroupId::Overdue, Lang::En) => "Overdue".to_owned(),
        (TodayGroupId::Today, Lang::Ru) => format!("Сегодня, {}", date_words(today, today, lang)),
        (TodayGroupId::Today, Lang::En) => format!("Today, {}", date_words(today, today, lang)),
        (TodayGroupId::Week, _) => {
            let last = day_words(fifth(today, Calendar::builtin()), Form::Until, today, lang);
            match lang {
                Lang::Ru => format!("Ближайшие пять рабочих дней, {last}"),
                Lang::En => format!("The next five working days, {last}"),
            }
        }
        (TodayGroupId::Provisional, Lang::Ru) => "Предварительно".to_owned(),
        (TodayGroupId::Provisional, Lang::En) => "Provisional".to_owned(),
        (TodayGroupId::Other, Lang::Ru) => "Другие дела".to_owned(),
        (TodayGroupId::Other, Lang::En) => "Other work".to_owned(),
        (TodayGroupId::Day, _) => day_words(day.unwrap_or(today), Form::Plain, today, lang),
    }
}

/// The parts of KoAP article 13.11 under which the overdue demands may fall; nothing of the kinds for which the article
/// does not say so.
fn koap(kinds: &[Kind], lang: Lang) -> Option<String> {
    let mut parts: Vec<u8> = kinds.iter().filter_map(|kind| koap_part(*kind)).collect();
    parts.sort_unstable();
    parts.dedup();
    if parts.is_empty() {
        return None;
    }
    let listed: Vec<String> = parts
        .iter()
        .map(|part| if lang == Lang::Ru { format!("ч.\u{a0}{part}") } else { format!("p.\u{a0}{part}") })
        .collect();
    Some(match lang {
        Lang::Ru => format!("срок нарушен, возможен штраф: КоАП ст.\u{a0}13.11 {}", listed.join(", ")),
        Lang::En => {
            format!("the term is broken, a fine is possible: KoAP art.\u{a0}13.11 {}", listed.join(", "))
        }
    })
}

/// «календарь на 2028 год не загружен»: the years without a calendar on which dates rest.
fn no_calendar(years: &[i32], calendar: &Calendar, lang: Lang) -> String {
    let mut missing: Vec<i32> = years.iter().copied().filter(|year| !calendar.has_year(*year)).collect();
    if missing.is_empty() {
        // A date at the end of the last year that could still move into the next.
        missing.push(calendar.years().1 + 1);
    }
    let listed: Vec<String> = missing.iter().map(ToString::to_string).collect();
    match lang {
        Lang::Ru => format!(
            "производственный календарь на {} {} не загружен",
            listed.join(", "),
            if listed.len() == 1 { "год" } else { "годы" }
        ),
        Lang::En => format!("no production calendar for {}", listed.join(", ")),
    }
}

/// How many demands are overdue: the number at «Сегодня» in the sidebar.
///
/// # Errors
/// Reading the register.
pub(crate) fn overdue(session: &Session) -> Result<u32> {
    let today = session.today();
    Ok(agenda::count(session.read(), Group::Overdue, Days { today, until: today })?.demands)
}

/// The next actions: by default the groups of today, or the demands of one later day.
///
/// # Errors
/// Reading the register.
pub fn list(session: &Session, request: &TodayRequest) -> Result<TodayView> {
    let lang = session.lang();
    let calendar = Calendar::builtin();
    let today = session.today();
    let days = Days { today, until: until(today, calendar) };
    let db = session.read();
    let overdue = agenda::count(db, Group::Overdue, days)?;
    let due_today = agenda::count(db, Group::Today, days)?;
    let (provisional, years) = agenda::provisional(db, today)?;
    let why_provisional = (provisional > 0).then(|| no_calendar(&years, calendar, lang));

    let wanted: Vec<(TodayGroupId, Group)> = match request.day.filter(|day| *day > today) {
        Some(day) => vec![(TodayGroupId::Day, Group::On(day))],
        None => vec![
            (TodayGroupId::Overdue, Group::Overdue),
            (TodayGroupId::Today, Group::Today),
            (TodayGroupId::Week, Group::Week),
            (TodayGroupId::Provisional, Group::Provisional),
        ],
    };
    let mut actions = Vec::new();
    let mut groups = Vec::new();
    for (id, group) in wanted {
        let count = match group {
            Group::Overdue => overdue,
            Group::Today => due_today,
            _ => agenda::count(db, group, days)?,
        };
        if count.demands == 0 {
            continue;
        }
        for line in agenda::page(db, group, days, IN_HOURS, BY_RISK, request.limit)? {
            actions.push(action(session, id, &line)?);
        }
        groups.push(TodayGroup {
            group: id,
            name: group_name(session, id, days, request.day),
            total: count.demands,
            cases: count.cases,
            note: match id {
                TodayGroupId::Overdue => koap(&agenda::kinds(db, group, days)?, lang),
                TodayGroupId::Provisional => why_provisional.clone(),
                _ => None,
            },
        });
    }
    if request.day.is_none() {
        let others = others(session, today)?;
        if !others.is_empty() {
            groups.push(TodayGroup {
                group: TodayGroupId::Other,
                name: group_name(session, TodayGroupId::Other, days, None),
                total: u32::try_from(others.len()).unwrap_or(u32::MAX),
                cases: 0,
                note: None,
            });
            let limit = request.limit.map_or(usize::MAX, |limit| limit as usize);
            actions.extend(others.into_iter().take(limit));
        }
    }
    let (total, worst, runs) = agenda::days_lost(db, LOST_RUNS)?;
    Ok(TodayView {
        today,
        day: match lang {
            Lang::Ru => format!("{} {}\u{a0}г.", day_words(today, Form::Plain, today, lang), today.year()),
            Lang::En => format!("{} {}", day_words(today, Form::Plain, today, lang), today.year()),
        },
        actions,
        groups,
        reopen: reopen(session, today, calendar)?,
        tape: tape(session, today, overdue.demands, due_today.demands, calendar)?,
        days_lost: TodayDaysLost {
            total,
            worst,
            runs: runs
                .into_iter()
                .map(|lost| DaysLostByRun {
                    run: lost.run,
                    file: lost.file_name,
                    total: lost.total,
                    worst: lost.worst,
                })
                .collect(),
        },
        provisional,
        provisional_why: why_provisional,
        next_due: agenda::next_due(db, today)?,
        checked: checked(session, lang)?,
        checked_at: session.now(),
    })
}

/// What was looked through: open cases, runs, contracts.
fn checked(session: &Session, lang: Lang) -> Result<String> {
    let db = session.read();
    let open = agenda::open_demands(db)?;
    let runs = register::count(db, "import_run")?;
    let contracts = register::count(db, "processor")?;
    Ok(match lang {
        Lang::Ru => format!(
            "Проверено: открытых требований {open}, загрузок {runs}, договоров поручения {contracts}, резервный ключ."
        ),
        Lang::En => format!(
            "Checked: {open} open demands, {runs} imports, {contracts} processor contracts, the recovery key."
        ),
    })
}

#[cfg(test)]
mod tests;
