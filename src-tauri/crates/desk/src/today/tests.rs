//! The property of «Сегодня»: no date passes unseen. And what is told in it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use statute::{Calendar, DueRequest, Extension, Kind, Lang, PolicyTerms, due};

use super::list;
use crate::Session;
use crate::context::Context;
use crate::vaults::{self, NewVault};
use crate::wire::{
    CaseAddRequest, CaseCloseRequest, CaseExtendRequest, CaseIdentityRequest, CaseStoppedRequest,
    CasesListRequest, CasesView, Channel, IdentityMethod, PolicyPreset, TodayAct, TodayGroupId, TodayRequest,
    TodayView,
};

const KDF: vault::KdfParams = vault::KdfParams { m_kib: 19 * 1024, t: 1, p: 1 };

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).expect("a day")
}

/// A desk in a folder of its own, on a fixed day, by the terms of the preset `konekt`.
fn desk(today: NaiveDate) -> (Session, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let prepared = vaults::prepare("проверочная парольная фраза".as_bytes(), KDF).expect("keys");
    let mut operator = crate::operator::preset(PolicyPreset::Konekt, Lang::Ru).expect("an operator");
    operator.name = "Общество с ограниченной ответственностью «Пример»".to_owned();
    let new = NewVault {
        dir: folder.path().join("vault"),
        preset: PolicyPreset::Konekt,
        operator,
        recovery_confirmed: true,
    };
    let context = Context::system(Lang::Ru, Some(today), None).expect("a context");
    (vaults::create(&context, prepared, new).expect("a vault"), folder)
}

fn add(session: &mut Session, name: &str, received: NaiveDate, kinds: &[Kind]) -> String {
    let request = CaseAddRequest {
        received,
        channel: Channel::Email,
        full_name: Some(name.to_owned()),
        phone: None,
        email: None,
        address: None,
        contract: None,
        birth_date: None,
        kinds: kinds.to_vec(),
        text: "Требование по персональным данным".to_owned(),
        detected_at: None,
    };
    crate::cases::add(session, &request).expect("a case").number
}

fn close(session: &mut Session, number: &str, demand: Kind) {
    let request = CaseCloseRequest {
        number: number.to_owned(),
        demand,
        outcome: statute::Outcome::Satisfied,
        ground: None,
        on: None,
    };
    crate::cases::close(session, &request).expect("closed");
}

fn identify(session: &mut Session, number: &str) {
    let request = CaseIdentityRequest {
        number: number.to_owned(),
        method: IdentityMethod::Document,
        compared: "фамилия, имя, отчество".to_owned(),
        on: None,
    };
    crate::cases::identity(session, &request).expect("identified");
}

fn extend(session: &mut Session, number: &str, demand: Kind, by: u8) {
    let request = CaseExtendRequest {
        number: number.to_owned(),
        demand,
        reason: "сложный запрос".to_owned(),
        by: Some(by),
        on: None,
    };
    crate::demands::extend(session, &request).expect("extended");
}

fn stop(session: &mut Session, number: &str) {
    let request = CaseStoppedRequest { number: number.to_owned(), on: None };
    crate::demands::stop(session, &request).expect("stopped");
}

fn now(session: &Session) -> TodayView {
    list(session, &TodayRequest { day: None, limit: None }).expect("a list")
}

fn overdue_cases(session: &Session) -> u32 {
    let request = CasesListRequest {
        view: Some(CasesView::Overdue),
        kind: None,
        status: None,
        due_by: None,
        search: None,
        sort: None,
        descending: false,
        from: 0,
        count: 1,
        after: None,
    };
    crate::cases::list(session, &request).expect("a page").total
}

/// One demand of the random register: what is asked, when it came, when it was entered, and what becomes of it.
#[derive(Clone, Debug)]
struct Made {
    kind: Kind,
    received: u64,
    entered_after: u64,
    /// Days after the entry, if it is ever closed.
    closed_after: Option<u64>,
    /// Days after the entry and working days, if it is extended.
    extended: Option<(u64, u8)>,
    /// Days after the entry on which the processing is stopped, of a withdrawal of consent.
    stopped_after: Option<u64>,
}

fn made() -> impl Strategy<Value = Made> {
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|k| *k != Kind::NotPersonalData).collect();
    (
        prop_oneof![4 => proptest::sample::select(kinds), 1 => Just(Kind::WithdrawConsent)],
        0_u64..30,
        prop_oneof![3 => Just(0_u64), 2 => 1_u64..20],
        proptest::option::of(0_u64..40),
        proptest::option::weighted(0.5, (0_u64..12, 1_u8..=5)),
        proptest::option::of(0_u64..12),
    )
        .prop_map(|(kind, received, entered_after, closed_after, extended, stopped_after)| Made {
            kind,
            received,
            entered_after,
            closed_after,
            extended,
            stopped_after,
        })
}

/// A demand as the test follows it, counted by the law alone.
struct Followed {
    number: String,
    kind: Kind,
    entered: NaiveDate,
    closes: Option<NaiveDate>,
    extends: Option<(NaiveDate, u8)>,
    /// When the processing is stopped.
    stops: Option<NaiveDate>,
    /// The day after which stopping it is late, while it is to be done.
    to_stop: Option<NaiveDate>,
    due: statute::Due,
    open: bool,
    /// Days on which it stood in the list.
    seen: BTreeSet<NaiveDate>,
}

/// The three working days before a date.
fn three_before(date: NaiveDate) -> Vec<NaiveDate> {
    let calendar = Calendar::builtin();
    let first = calendar.previous_working_day(date);
    let second = calendar.previous_working_day(first);
    vec![first, second, calendar.previous_working_day(second)]
}

fn counted(made: &Made, received: NaiveDate, extension: Option<Extension>) -> Option<statute::Due> {
    let policy = PolicyTerms::konekt();
    let request = DueRequest { policy: Some(&policy), extension, ..DueRequest::new(made.kind, received) };
    due(&request, Calendar::builtin()).ok()
}

proptest! {
    // Each case walks three months of a register day by day.
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_date_passes_without_three_working_days_in_the_list(
        start in prop_oneof![
            // An ordinary autumn, the New Year of a known year, the May holidays, the end of the calendar and beyond.
            Just("2026-10-01"), Just("2026-12-14"), Just("2027-04-12"), Just("2027-12-06"), Just("2028-02-01"),
        ].prop_map(day),
        demands in proptest::collection::vec(made(), 4..18),
    ) {
        let (mut session, _folder) = desk(start);
        let mut waiting: BTreeMap<NaiveDate, Vec<Made>> = BTreeMap::new();
        for one in &demands {
            waiting.entry(after(start, one.received + one.entered_after)).or_default().push(one.clone());
        }
        let mut followed: Vec<Followed> = Vec::new();
        for today in start.iter_days().take(95) {
            session.context.today = Some(today);
            for one in waiting.remove(&today).unwrap_or_default() {
                let received = after(start, one.received);
                let Some(due) = counted(&one, received, None) else { continue };
                let number = add(&mut session, "Примеров Иван Ильич", received, &[one.kind]);
                let extends = one.extended.map(|(days, by)| (after(today, days), by)).filter(|(on, by)| {
                    *on <= due.due_on && counted(&one, received, Some(Extension { on: *on, by: *by }))
                            .is_some_and(|extended| extended.due_on > due.due_on)
                });
                followed.push(Followed {
                    number,
                    kind: one.kind,
                    entered: today,
                    closes: one.closed_after.map(|days| after(today, days)),
                    extends,
                    stops: one.stopped_after.map(|days| after(today, days)),
                    to_stop: (one.kind == Kind::WithdrawConsent)
                        .then(|| Calendar::builtin().next_working_day(received)),
                    due,
                    open: true,
                    seen: BTreeSet::new(),
                });
            }
            for one in followed.iter_mut().filter(|one| one.open) {
                if one.extends.is_some_and(|(on, _)| on == today) && one.closes.is_none_or(|on| on > today) {
                    let by = one.extends.map_or(5, |(_, by)| by);
                    extend(&mut session, &one.number, one.kind, by);
                    let policy = PolicyTerms::konekt();
                    let request = DueRequest {
                        policy: Some(&policy),
                        extension: Some(Extension { on: today, by }),
                        ..DueRequest::new(one.kind, one.due.received_on)
                    };
                    one.due = due(&request, Calendar::builtin()).expect("an extension in time");
                }
                if one.stops == Some(today) && one.to_stop.is_some() {
                    stop(&mut session, &one.number);
                    one.to_stop = None;
                }
                if one.closes == Some(today) {
                    close(&mut session, &one.number, one.kind);
                    one.open = false;
                    one.to_stop = None;
                }
            }

            let view = now(&session);
            let mut ids = BTreeSet::new();
            for action in &view.actions {
                prop_assert!(ids.insert(action.id.clone()), "{} stands twice on {today}", action.id);
            }
            for one in &mut followed {
                let id = format!("{}/{}", one.number, one.kind.as_str());
                let listed = view.actions.iter().find(|action| action.id == id);
                prop_assert!(one.open || listed.is_none(), "{id} is closed and still listed on {today}");
                if let Some(action) = listed {
                    prop_assert_eq!(action.due_on, Some(one.due.due_on), "{}", id);
                    one.seen.insert(today);
                }
                // At once means: in the list on every day until it is done, overdue after the next working day.
                let stop = view.actions.iter().find(|action| action.id == format!("{id}/stop"));
                prop_assert_eq!(
                    stop.map(|action| action.group),
                    one.to_stop.map(|late_on| {
                        if today > late_on { TodayGroupId::Overdue } else { TodayGroupId::Today }
                    }),
                    "{}/stop on {}", id, today
                );
                let late = one.open && today > one.due.late_on;
                prop_assert_eq!(
                    late,
                    listed.is_some_and(|action| action.group == TodayGroupId::Overdue),
                    "{} on {}", id, today
                );
                // The day after its date: was it told on each of the three working days before?
                if one.open && today > one.due.due_on {
                    for before in three_before(one.due.due_on) {
                        prop_assert!(
                            before < one.entered || one.seen.contains(&before),
                            "{id}, due {}, was not in the list of {before}", one.due.due_on
                        );
                    }
                }
            }
            for group in &view.groups {
                let shown = view.actions.iter().filter(|action| action.group == group.group).count();
                prop_assert_eq!(shown, group.total as usize);
            }
            let overdue = view.groups.iter().find(|group| group.group == TodayGroupId::Overdue);
            prop_assert_eq!(overdue.map_or(0, |group| group.cases), overdue_cases(&session));
            prop_assert_eq!(view.tape[0].due, overdue.map_or(0, |group| group.total));
            let of_today = view.groups.iter().find(|group| group.group == TodayGroupId::Today);
            prop_assert_eq!(view.tape[1].due, of_today.map_or(0, |group| group.total));
            // What the sentence of risk counts, counted by the law.
            let late = followed
                .iter()
                .filter(|one| one.open && one.due.late_on >= today && one.due.late_on < view.reopen.on)
                .count();
            let unstopped = followed
                .iter()
                .filter_map(|one| one.to_stop)
                .filter(|late_on| *late_on >= today && *late_on < view.reopen.on)
                .count();
            prop_assert_eq!(view.reopen.late as usize, late + unstopped);
        }
    }
}

// ---- what is told ------------------------------------------------------------------------------------------------

/// Wednesday 13.01.2027, after the New Year holidays.
const WEDNESDAY: &str = "2027-01-13";

fn action<'a>(view: &'a TodayView, number: &str, kind: Kind) -> &'a crate::wire::TodayAction {
    let id = format!("{number}/{}", kind.as_str());
    view.actions.iter().find(|action| action.id == id).unwrap_or_else(|| panic!("{id} is not in the list"))
}

#[test]
fn what_to_do_follows_the_state_of_the_case() {
    let (mut session, _folder) = desk(day(WEDNESDAY));
    let received = day("2026-12-28");
    let number = add(&mut session, "Примеров Иван Ильич", received, &[Kind::Access, Kind::StopMarketing]);
    let view = now(&session);
    let access = action(&view, &number, Kind::Access);
    assert_eq!(access.group, TodayGroupId::Week);
    assert_eq!(access.what, "Проверить личность и ответить");
    assert_eq!(access.act, TodayAct::Identity);
    assert_eq!(access.template.as_deref(), Some("ask_particulars"));
    assert_eq!(access.why, "доступ к данным · ст. 20 ч. 1");
    assert_eq!(access.who.as_deref(), Some("Примеров Иван Ильич"));
    assert_eq!(access.state, "Личность не подтверждена; писем нет.");
    let marketing = action(&view, &number, Kind::StopMarketing);
    assert_eq!(marketing.group, TodayGroupId::Overdue, "at once, and the next working day has passed");
    assert_eq!(marketing.what, "Прекратить рекламу и закрыть требование");
    assert_eq!(marketing.act, TodayAct::Close);

    identify(&mut session, &number);
    close(&mut session, &number, Kind::StopMarketing);
    let view = now(&session);
    let access = action(&view, &number, Kind::Access);
    assert_eq!((access.what.as_str(), access.act), ("Составить ответ", TodayAct::Letter));
    assert_eq!(access.template.as_deref(), Some("access_answer"));
    assert_eq!(access.state, "Личность подтверждена 13.01.2027; писем нет.");
    assert!(view.actions.iter().all(|action| action.kind != Some(Kind::StopMarketing)));

    close(&mut session, &number, Kind::Access);
    assert!(now(&session).actions.is_empty());
}

#[test]
fn a_demand_at_once_is_of_today_until_the_next_working_day_has_passed() {
    let friday = day("2027-01-15");
    let (mut session, _folder) = desk(friday);
    let number = add(&mut session, "Примеров Иван Ильич", friday, &[Kind::Blocking]);
    for (today, group) in [
        ("2027-01-15", TodayGroupId::Today),
        ("2027-01-16", TodayGroupId::Today),
        ("2027-01-18", TodayGroupId::Today),
        ("2027-01-19", TodayGroupId::Overdue),
    ] {
        session.context.today = Some(day(today));
        let view = now(&session);
        assert_eq!(action(&view, &number, Kind::Blocking).group, group, "{today}");
    }
}

#[test]
fn after_a_withdrawal_the_processing_is_stopped_at_once() {
    let friday = day("2027-01-15");
    let (mut session, _folder) = desk(friday);
    let number = add(&mut session, "Примеров Иван Ильич", friday, &[Kind::WithdrawConsent]);
    let id = format!("{number}/withdraw_consent/stop");
    let duty = |view: &TodayView| view.actions.iter().find(|action| action.id == id).cloned();
    for (today, group) in [
        ("2027-01-15", TodayGroupId::Today),
        ("2027-01-18", TodayGroupId::Today),
        ("2027-01-19", TodayGroupId::Overdue),
    ] {
        session.context.today = Some(day(today));
        let action = duty(&now(&session)).expect("a duty");
        assert_eq!(action.group, group, "{today}");
        assert_eq!(action.what, "Прекратить обработку и отметить это");
        assert_eq!(action.why, "отзыв согласия · ст. 21 ч. 5");
        assert_eq!((action.act, action.due_on), (TodayAct::Open, Some(friday)));
        assert_eq!(overdue_cases(&session), u32::from(group == TodayGroupId::Overdue));
    }
    // A day before it came is no day of stopping.
    let early = CaseStoppedRequest { number: number.clone(), on: Some(day("2027-01-14")) };
    assert!(crate::demands::stop(&mut session, &early).is_err());
    stop(&mut session, &number);
    assert!(duty(&now(&session)).is_none());
    assert_eq!(overdue_cases(&session), 0, "the data are to be destroyed in thirty days");
    let view = crate::cases::show(&session, &number).expect("a case");
    assert_eq!(view.demands[0].stopped_on, Some(day("2027-01-19")));
    assert_eq!(
        view.demands[0].stop.as_ref().expect("its state").left,
        "исполнено 19.01.2027, позже на 1 раб. день"
    );
    assert_eq!(
        view.timeline.last().expect("an event").what,
        "Обработка прекращена 19.01.2027: отзыв согласия"
    );
    let again = CaseStoppedRequest { number: number.clone(), on: None };
    let error = crate::demands::stop(&mut session, &again).expect_err("once").wire(Lang::Ru);
    assert_eq!(error.code, "already_stopped");
    // Taken back, it is a duty again.
    let undone = crate::undo::last(&mut session).expect("undone");
    assert_eq!(undone.action, "case_stopped");
    assert_eq!(duty(&now(&session)).map(|action| action.group), Some(TodayGroupId::Overdue));
}

#[test]
fn clocks_in_hours_and_what_is_to_be_done_at_once_stand_first() {
    let (mut session, _folder) = desk(day(WEDNESDAY));
    let today = day(WEDNESDAY);
    let kinds = |view: &TodayView, group| -> Vec<Kind> {
        view.actions.iter().filter(|a| a.group == group).filter_map(|a| a.kind).collect()
    };
    add(&mut session, "Первый Иван Ильич", day("2026-12-22"), &[Kind::Access, Kind::AuthorityInquiry]);
    add(&mut session, "Второй Иван Ильич", today, &[Kind::StopMarketing]);
    add(&mut session, "Третий Иван Ильич", day("2027-01-12"), &[Kind::Incident24h]);
    let view = now(&session);
    assert_eq!(kinds(&view, TodayGroupId::Today), [Kind::Incident24h, Kind::StopMarketing]);
    assert_eq!(kinds(&view, TodayGroupId::Week), [Kind::AuthorityInquiry, Kind::Access]);
}

#[test]
fn the_risk_is_that_of_the_coming_days_off() {
    let (mut session, _folder) = desk(day(WEDNESDAY));
    assert_eq!(now(&session).reopen.sentence, "До понедельника, 18\u{a0}января, ничего не истекает.");
    add(&mut session, "Примеров Иван Ильич", day("2026-12-23"), &[Kind::Access]);
    let view = now(&session);
    assert_eq!(view.actions[0].due_on, Some(day("2027-01-15")));
    assert_eq!(view.reopen.on, day("2027-01-18"));
    assert_eq!(
        view.reopen.sentence,
        "Если открыть программу только в\u{a0}понедельник, 18\u{a0}января, просроченным станет ещё 1\u{a0}срок."
    );
    // Before the New Year holidays the gap is theirs.
    session.context.today = Some(day("2026-12-30"));
    assert_eq!(now(&session).reopen.on, day("2027-01-11"));
}

#[test]
fn the_tape_has_seventeen_days_and_says_why_one_does_not_work() {
    let (mut session, _folder) = desk(day(WEDNESDAY));
    add(&mut session, "Примеров Иван Ильич", day("2026-12-23"), &[Kind::Access]);
    let view = now(&session);
    assert_eq!(view.tape.len(), 18);
    assert_eq!((view.tape[0].date, view.tape[0].due), (None, 0));
    assert_eq!(view.tape[1].date, Some(day(WEDNESDAY)));
    let friday = &view.tape[3];
    assert_eq!(friday.spoken, "пятница, 15\u{a0}января, 1\u{a0}срок");
    let saturday = &view.tape[4];
    assert!(!saturday.working);
    assert_eq!(saturday.why, "выходной, суббота");
    // A day of the tape asks for its own demands.
    let request = TodayRequest { day: Some(day("2027-01-15")), limit: None };
    let of_day = list(&session, &request).expect("a list");
    assert_eq!(of_day.actions.len(), 1);
    assert_eq!(of_day.groups[0].group, TodayGroupId::Day);
    assert_eq!(of_day.groups[0].name, "пятница, 15\u{a0}января");
}

#[test]
fn a_year_without_a_calendar_is_named_and_the_fine_is_hinted_at() {
    let (mut session, _folder) = desk(day("2027-12-20"));
    add(&mut session, "Первый Иван Ильич", day("2027-12-20"), &[Kind::StopProcessing]);
    let view = now(&session);
    let group = view.groups.iter().find(|g| g.group == TodayGroupId::Provisional).expect("a group");
    assert_eq!(group.note.as_deref(), Some("производственный календарь на 2028 год не загружен"));
    assert_eq!(view.provisional, 1);
    session.context.today = Some(day("2028-01-20"));
    let view = now(&session);
    assert_eq!(view.groups[0].group, TodayGroupId::Overdue);
    assert_eq!(
        view.groups[0].note.as_deref(),
        Some("срок нарушен, возможен штраф: КоАП ст.\u{a0}13.11 ч.\u{a0}1")
    );
    assert_eq!(view.provisional, 0, "a date that has passed is not provisional any more");
}

#[test]
fn a_group_is_capped_and_its_total_is_true() {
    let (mut session, _folder) = desk(day(WEDNESDAY));
    for name in ["Первый Иван Ильич", "Второй Иван Ильич", "Третий Иван Ильич"]
    {
        add(&mut session, name, day("2026-11-02"), &[Kind::Access, Kind::Destruction]);
    }
    let view = list(&session, &TodayRequest { day: None, limit: Some(2) }).expect("a list");
    assert_eq!(view.actions.len(), 2);
    assert_eq!((view.groups[0].total, view.groups[0].cases), (6, 3));
}
