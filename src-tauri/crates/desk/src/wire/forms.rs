//! Forms of the registers: processors and disclosures, and the check that the three lists agree.

use super::*;

words! {
    /// State of a point of ст. 6 ч. 3. Unknown is not "no", but counts as it.
    pub enum PointState { Met = "met", NotMet = "not_met", Unknown = "unknown" }
    /// Where a contract stands in its term: without a last day, running, within thirty days of it, past it.
    pub enum ContractTerm { Open = "open", Runs = "runs", Ending = "ending", Ended = "ended" }
    /// Which of the lists a finding belongs to.
    pub enum FindingArea { Policy = "policy", Processors = "processors", Disclosures = "disclosures" }
    /// Why a disclosure is removed. A closed list, because the trail must hold no personal data.
    pub enum RemovalReason { Mistake = "mistake", Duplicate = "duplicate", NotMade = "not_made" }
    /// Where a known recipient is known from.
    pub enum RecipientSource { Processor = "processor", Earlier = "earlier", Policy = "policy" }
}

wire! {
    pub struct ProcessorsRequest {
        /// Words of the name, the contract, the purposes.
        #[serde(default)] pub search: Option<String>,
    }
    /// A processor as the form gives it.
    pub struct ProcessorForm {
        /// Null makes a new record.
        #[serde(default)] pub id: Option<String>,
        /// `ProcessorView::revision` of the record that was edited: a record that changed since is not overwritten.
        #[serde(default)] pub revision: Option<u64>,
        pub name: String,
        #[serde(default)] pub address: Option<String>,
        #[serde(default)] pub inn: Option<String>,
        /// ISO 3166 code.
        #[serde(default)] pub country: Option<String>,
        #[serde(default)] pub contract_number: Option<String>,
        #[serde(default)] pub contract_date: Option<NaiveDate>,
        #[serde(default)] pub contract_until: Option<NaiveDate>,
        #[serde(default)] pub purposes: Vec<String>,
        #[serde(default)] pub data: Vec<String>,
        /// Points that are not named are unknown.
        #[serde(default)] pub points: Vec<PointEntry>,
    }
    pub struct PointEntry { pub point: String, pub state: PointState, #[serde(default)] pub clause: Option<String> }
    /// One point of one contract; `met` needs the clause that is the evidence.
    pub struct PointRequest { pub id: String, pub point: String, pub state: PointState, #[serde(default)] pub clause: Option<String> }

    /// A disclosure as the form gives it and as it is opened for editing.
    pub struct DisclosureForm {
        /// Null makes a new record.
        #[serde(default)] pub id: Option<String>,
        /// As in `ProcessorForm`.
        #[serde(default)] pub revision: Option<u64>,
        pub date: NaiveDate,
        pub recipient: String,
        #[serde(default)] pub recipient_address: Option<String>,
        pub kind: RecipientKind,
        pub ground: String,
        pub purpose: String,
        pub data: Vec<String>,
        #[serde(default)] pub channel: Option<String>,
        #[serde(default)] pub full_name: Option<String>,
        #[serde(default)] pub birth_date: Option<NaiveDate>,
        #[serde(default)] pub phone: Option<String>,
        #[serde(default)] pub email: Option<String>,
        #[serde(default)] pub contract: Option<String>,
        /// Register number of a case.
        #[serde(default)] pub case: Option<String>,
        /// A group in words, with its count; excludes the marks of one person.
        #[serde(default)] pub group_what: Option<String>,
        #[serde(default)] pub group_count: Option<u32>,
    }
    pub struct DisclosureRemoveRequest { pub id: String, pub reason: RemovalReason }

    /// What the forms propose.
    pub struct RegisterSuggestions {
        pub purposes: Vec<Suggestion>,
        pub data: Vec<Suggestion>,
        pub recipients: Vec<KnownRecipient>,
        pub channels: Vec<String>,
        /// The ten points of a contract, nothing known of them yet.
        pub points: Vec<ChecklistPoint>,
    }
    /// A text with the clause of the policy that it comes from; no clause = from the registers.
    pub struct Suggestion { pub text: String, pub clause: Option<String> }
    /// A recipient with what is known of it; choosing it fills the rest of the form.
    pub struct KnownRecipient {
        pub name: String, pub source: RecipientSource, pub kind: RecipientKind, pub address: Option<String>,
        pub ground: Option<String>, pub purpose: Option<String>, pub data: Vec<String>, pub channel: Option<String>,
    }

    /// Where two of policy, contracts and disclosures do not agree, or a list lacks something.
    pub struct Finding {
        /// Closed list, `snake_case`.
        pub code: String,
        pub area: FindingArea,
        /// The recipient, or the clause of the policy.
        pub subject: String,
        pub message: String,
        pub fix: String,
        /// Id of the processor that it is about.
        pub processor: Option<String>,
        /// Ids of the disclosures that it is about, newest first.
        pub disclosures: Vec<String>,
        /// Data or purposes that one of the lists lacks.
        pub missing: Vec<String>,
        /// A line for the policy, ready to be copied.
        pub policy_line: Option<String>,
    }
    pub struct FindingsPage { pub findings: Vec<Finding> }

    /// A purpose of the policy with what belongs to it. Categories and terms are those of its groups of subjects: a
    /// policy rarely pairs them.
    pub struct PurposeView {
        pub id: String, pub clause: String, pub text: String, pub grounds: Vec<String>, pub subjects: Vec<String>,
        pub categories: Vec<String>, pub terms: Vec<String>, pub remark: Option<String>,
        /// Processors whose contract names this purpose.
        pub processors: Vec<String>,
    }
    pub struct PurposesPage { pub policy: String, pub purposes: Vec<PurposeView> }
}
