//! Lists and documents written to files: exactly what is shown.

use super::*;

words! {
    /// Lists that can be written to a file as they are shown.
    pub enum ListName {
        Cases = "cases", Letters = "letters", Imports = "imports", Rejected = "rejected", Processors = "processors",
        Disclosures = "disclosures", Audit = "audit", Today = "today",
    }
}

wire! {
    /// What a list shows: which rows, in which order, which columns. A list that the program filters is asked by the
    /// same request as on the screen; of a list that the page filters come the keys of its rows.
    pub struct ListRequest {
        pub list: ListName,
        /// Ids of the columns in their order; empty = all of the table.
        #[serde(default)] pub columns: Vec<String>,
        /// Of the list of cases; its window (`from`, `count`, `after`) is not looked at.
        #[serde(default)] pub cases: Option<CasesListRequest>,
        #[serde(default)] pub disclosures: Option<DisclosuresRequest>,
        #[serde(default)] pub processors: Option<ProcessorsRequest>,
        #[serde(default)] pub today: Option<TodayRequest>,
        /// Of the trail; its window (`from`, `count`) is not looked at.
        #[serde(default)] pub audit: Option<AuditRequest>,
        /// The run whose rejected rows are meant.
        #[serde(default)] pub run: Option<String>,
        /// Keys of the rows in their order: number of a letter or run, id of a processor or disclosure. Null = all.
        #[serde(default)] pub rows: Option<Vec<String>>,
    }
    /// How many rows would be written, and under which heads.
    pub struct ListPlan { pub rows: u32, pub heads: Vec<String> }
    pub struct ListExportRequest { pub list: ListRequest, pub format: ExportFormat }
    pub struct ListExported { pub path: String, pub sha256: String, pub rows: u32 }
    /// First and last day of receipt, both within the period.
    pub struct JournalPeriod { pub from: NaiveDate, pub to: NaiveDate }
    /// The journal before it is written.
    pub struct JournalPreview {
        /// All rows of the period.
        pub rows: u32,
        /// The first of them, at most twenty.
        pub first: Vec<JournalLine>,
    }
    pub struct JournalLine {
        pub number: String,
        pub received_on: NaiveDate,
        pub applicant: Option<String>,
        pub kinds: Vec<Kind>,
        pub due_on: Option<NaiveDate>,
        /// How each demand ended, in words.
        pub done: String,
        /// Date and number of the answer, or null.
        pub answer: Option<String>,
    }
}
