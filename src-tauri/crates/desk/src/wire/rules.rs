//! Corrected kinds, the operator's own rules, the extension of a term, two cases joined.

use super::*;

pub use register::words::RuleEffect;

words! {
    /// What a person does with a demand that the rules read, or did not read.
    pub enum DemandAct { Confirm = "confirm", Add = "add", Change = "change", Strike = "strike" }
    /// What a person decided on a proposed kind.
    pub enum KindDecision { Proposed = "proposed", Confirmed = "confirmed", Struck = "struck" }
}

wire! {
    /// Corrects the demands of a case by hand.
    pub struct CaseDemandRequest {
        pub number: String,
        pub act: DemandAct,
        /// The kind that is confirmed, added, changed or struck out.
        pub kind: Kind,
        /// `change`: the kind that it is instead.
        #[serde(default)] pub to: Option<Kind>,
        /// Needed when the last open demand is struck out: what the case is instead. No personal data.
        #[serde(default)] pub reason: Option<String>,
        /// The contact that says so, by its place in `CaseView::contacts`: the clock of an added demand starts with it;
        /// null = with the earliest.
        #[serde(default)] pub contact: Option<u32>,
    }
    /// The one extension of a term, by 1 to 5 working days.
    pub struct CaseExtendRequest {
        pub number: String, pub demand: Kind, pub reason: String,
        /// Working days; null = 5.
        #[serde(default)] pub by: Option<u8>,
        /// The day on which the reasoned notice leaves; null = today.
        #[serde(default)] pub on: Option<NaiveDate>,
    }
    pub struct CaseExtensionRequest { pub number: String, pub demand: Kind, #[serde(default)] pub by: Option<u8>, #[serde(default)] pub on: Option<NaiveDate> }
    /// Where a term would end with its extension.
    pub struct ExtensionView {
        pub demand: Kind, pub by: u8, pub old_due_on: NaiveDate, pub due: DueView,
        /// The last day on which the notice may leave.
        pub until: NaiveDate,
        /// The furthest date that the law allows.
        pub latest: NaiveDate,
    }
    /// Joins the case `second` to the case `first`.
    pub struct CaseJoinRequest { pub first: String, pub second: String, #[serde(default)] pub even_if_names_differ: bool }

    /// A rule of the operator's own.
    pub struct RuleView { pub id: String, pub words: Vec<String>, pub kind: Kind, pub effect: RuleEffect, pub from_case: Option<String>, pub made_on: NaiveDate }
    pub struct RulesPage { pub rules: Vec<RuleView> }
    /// A rule that is not kept yet.
    pub struct RuleForm {
        pub words: Vec<String>, pub kind: Kind, pub effect: RuleEffect,
        /// Register number of the case whose correction teaches it.
        #[serde(default)] pub from_case: Option<String>,
    }
    /// Asks which rules a correction suggests.
    pub struct RulesProposeRequest {
        pub number: String,
        #[serde(default)] pub contact: Option<u32>,
        /// The kind that should have been read.
        #[serde(default)] pub added: Option<Kind>,
        /// The kind that should not have been read.
        #[serde(default)] pub removed: Option<Kind>,
    }
    /// A rule to be offered, with the words to choose from.
    pub struct RuleOffer { pub kind: Kind, pub effect: RuleEffect, pub words: Vec<String>, pub chosen: Vec<String> }
    /// Rules that would have read the text as the person does; empty where the rules read it so already.
    pub struct RuleOffers { pub offers: Vec<RuleOffer> }
    /// What a rule would change of what is in the register.
    pub struct RuleTrial {
        /// Notes that were read.
        pub tried: u32,
        /// Notes that would be read otherwise.
        pub changed: u32,
        /// At most 20 of them, contradictions first.
        pub examples: Vec<RuleExample>,
        /// Cases where a person decided otherwise by hand.
        pub contradicts: Vec<String>,
    }
    pub struct RuleExample {
        /// Register number; null for a row that was taken for something else.
        pub case: Option<String>,
        pub run: Option<String>, pub row: Option<u32>,
        pub text: String,
        /// The rule's words, in characters of `text`.
        pub marks: Vec<TextMark>,
        pub before: Vec<Kind>, pub after: Vec<Kind>,
        /// A person decided otherwise by hand.
        pub contradicts: bool,
    }
    /// A rule that was kept, with what it would have changed.
    pub struct RuleKept { pub rule: RuleView, pub trial: RuleTrial }
}
