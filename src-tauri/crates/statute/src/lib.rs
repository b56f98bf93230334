//! The law as pure functions: kinds of demand, clocks, the production calendar, what an answer and a contract must
//! hold. Knows no file, no clock and no register; today is an argument. Edition: see [`edition`].

mod calendar;
mod deadline;
mod kind;
mod left;
mod liability;
mod lists;
mod view;

pub use calendar::{Calendar, CalendarError, Day, Why};
pub use deadline::{
    Also, Compared, Due, DueError, DueRequest, Extension, Note, PolicyTerms, Promise, Skipped, Source, Step,
    StepWhy, Term, due, repeat_request_earliest, six_months,
};
pub use kind::{Kind, Lang, Outcome, kind_name, kind_short_name};
pub use left::{CONTRACT_NEAR_DAYS, ContractLeft, DueState, Left, contract_left, days_word, left, month_of};
pub use liability::{BY_RISK, koap_part};
pub use lists::{ANSWER_ITEMS, AnswerItem, ContractPoint, PointState, REQUEST_ITEMS, RequestItem, gaps};
pub use view::{AlsoView, ComparedView, DueView, SkippedView, WorkingStep, reference, render};

/// The edition of 152-FZ that the rules follow.
#[must_use]
pub fn edition() -> &'static str {
    "152-ФЗ в редакции от 26.07.2026"
}

#[cfg(test)]
mod tests;
