//! Finding anything by a few letters.

use super::*;

words! {
    /// What a found thing is, in the order in which groups are shown.
    pub enum FoundGroup {
        Cases = "cases", Letters = "letters", Disclosures = "disclosures", Processors = "processors", Imports = "imports",
    }
}
wire! {
    pub struct FindRequest {
        /// As typed: words, a telephone in any spelling, «№ 12» for numbers only.
        pub text: String,
        /// At most so many of each group; 1 to 50.
        pub limit: u32,
    }
    /// What was found, by group; a group with nothing is absent.
    pub struct FindView {
        pub groups: Vec<FoundOf>,
        /// The text in the other keyboard layout, when only so something was found.
        pub other_layout: Option<String>,
    }
    pub struct FoundOf { pub group: FoundGroup, pub found: Vec<Found> }
    pub struct Found {
        /// Register number, outgoing number, row id or run.
        pub id: String,
        pub title: String,
        /// Matched ranges of the title, in characters.
        pub marks: Vec<FoundMark>,
        pub subtitle: String,
        pub subtitle_marks: Vec<FoundMark>,
        /// The number as it is shown at the right, if the title is not it.
        pub number: Option<String>,
        pub date: Option<NaiveDate>,
        /// The nearest open date of a case.
        pub due: Option<DueLeft>,
    }
    pub struct FoundMark { pub from: u32, pub to: u32 }
}
