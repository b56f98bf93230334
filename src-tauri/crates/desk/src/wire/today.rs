//! Next actions: what is due, with reason and date.

use super::*;

words! {
    /// Groups of «Сегодня», in their order; no action stands in two. `day` is the one group of a chosen day.
    pub enum TodayGroupId {
        Overdue = "overdue", Today = "today", Week = "week", Provisional = "provisional", Other = "other", Day = "day",
    }
    /// Where an action is done.
    pub enum TodaySection { Cases = "cases", Imports = "imports", Processors = "processors", Settings = "settings" }
    /// The act that comes next.
    pub enum TodayAct { Identity = "identity", Letter = "letter", Close = "close", Open = "open" }
}

wire! {
    pub struct TodayRequest {
        /// Only the demands of this day after today.
        #[serde(default)] pub day: Option<NaiveDate>,
        /// At most so many actions of a group; null = all.
        #[serde(default)] pub limit: Option<u32>,
    }
    /// What `otvet today --json` prints: every action in its order, and what stands around the list.
    pub struct TodayView {
        pub today: NaiveDate,
        /// The day in words: «среда, 13 января 2027 г.».
        pub day: String,
        pub actions: Vec<TodayAction>,
        pub groups: Vec<TodayGroup>,
        pub reopen: TodayReopen,
        /// «ранее», then 17 days from today.
        pub tape: Vec<TapeDay>,
        pub days_lost: TodayDaysLost,
        /// Open demands whose date rests on a year without a calendar, and that in words; null when there are none.
        pub provisional: u32,
        pub provisional_why: Option<String>,
        /// The nearest date of a demand after today, or null.
        pub next_due: Option<NaiveDate>,
        /// What was looked through for this list, in words.
        pub checked: String,
        pub checked_at: DateTime<FixedOffset>,
    }
    pub struct TodayAction {
        /// Stable name of the action: case and kind, run, processor.
        pub id: String,
        pub group: TodayGroupId,
        /// Register number; null for work that is of no case.
        pub case: Option<String>,
        pub kind: Option<Kind>,
        /// The day it is due, or null.
        pub due_on: Option<NaiveDate>,
        pub due_at: Option<DateTime<FixedOffset>>,
        pub extended: bool,
        /// What to do.
        pub what: String,
        /// Why: what is asked and by which article.
        pub why: String,
        /// Whom it concerns; null when a case has no name.
        pub who: Option<String>,
        pub left: Option<DueLeft>,
        /// How it stands, in one sentence.
        pub state: String,
        pub act: TodayAct,
        /// The letter that the act composes.
        pub template: Option<String>,
        pub place: TodayPlace,
    }
    /// Section and record; the record is null where the section is the place.
    pub struct TodayPlace { pub section: TodaySection, pub id: Option<String> }
    pub struct TodayGroup {
        pub group: TodayGroupId,
        pub name: String,
        /// All actions of the group, shown or not.
        pub total: u32,
        /// Cases they are of.
        pub cases: u32,
        /// A quiet hint at its head, or null.
        pub note: Option<String>,
    }
    /// What a gap in the work costs: the next working day after days off.
    pub struct TodayReopen {
        pub on: NaiveDate,
        /// Demands that will be overdue then and are not now.
        pub late: u32,
        /// The sentence of risk.
        pub sentence: String,
    }
    pub struct TapeDay {
        /// Null = before today.
        pub date: Option<NaiveDate>,
        pub due: u32,
        pub working: bool,
        /// Why it works or not.
        pub why: String,
        /// The whole for a screen reader: «пятница, 22 января, 112 сроков».
        pub spoken: String,
    }
    pub struct TodayDaysLost {
        pub total: u64,
        pub worst: u32,
        /// Files that lost most, at most five.
        pub runs: Vec<DaysLostByRun>,
    }
    pub struct DaysLostByRun { pub run: String, pub file: String, pub total: u32, pub worst: u32 }
}
