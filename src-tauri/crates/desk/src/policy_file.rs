//! A published policy as data: what the operator promised, clause by clause, read from TOML.
//!
//! Knows no register: [`PolicyFile::entries`] takes a policy apart into records that can be stored, and
//! [`PolicyFile::from_entries`] puts it together again. The built-in example is `assets/policies/konekt.toml`.
//! A field `law` cites 152-FZ unless it names another law.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use statute::{ContractPoint, Kind, Outcome, PolicyTerms, Term};
use thiserror::Error;

const KONEKT: &str = include_str!("../../../../assets/policies/konekt.toml");

/// Largest file that is read, bytes. The built-in one is a tenth of it.
pub const MAX_BYTES: usize = 1 << 20;

/// Why a policy file was refused.
#[derive(Debug, Error)]
pub enum PolicyFileError {
    #[error("reading a policy file of more than {MAX_BYTES} bytes")]
    TooLarge,
    /// `problem` names the field, as the parser says it (an unknown one too).
    #[error("reading the policy file{}: {problem}", line.map_or_else(String::new, |n| format!(", line {n}")))]
    Toml { line: Option<usize>, problem: String },
    #[error("checking the policy file: field {field} of {section} {id} is empty")]
    Empty { section: &'static str, id: String, field: &'static str },
    #[error(
        "checking the policy file: an id in {section} is not of lower-case latin letters, digits and underscores"
    )]
    BadId { section: &'static str, id: String },
    #[error("checking the policy file: {section} {id} stands there twice")]
    DuplicateId { section: &'static str, id: String },
    /// `value` is no id of the section that `field` points to.
    #[error("checking the policy file: field {field} of {section} {id} names a record that is not there")]
    UnknownReference { section: &'static str, id: String, field: &'static str, value: String },
    #[error(
        "checking the policy file: the term of {section} {id} needs a value from 1 to 3660, and an immediate one needs none"
    )]
    BadTerm { section: &'static str, id: String },
    #[error("checking the policy file: term {id} promises {} a second time", kind.as_str())]
    PromisedTwice { id: String, kind: Kind },
    #[error("putting the policy together from its stored records")]
    Stored(#[source] serde_json::Error),
    #[error("putting the policy together: no section has the name of a stored record's")]
    UnknownSection { section: String },
}

/// What every record of a policy has.
pub trait Record {
    /// Section of the file, in the singular.
    const SECTION: &'static str;
    /// Identifier within the section; empty for a statement that stands alone.
    fn id(&self) -> &str;
    /// Clause of the published text.
    fn clause(&self) -> &str;
    /// In official Russian, fit for a letter.
    fn text(&self) -> &str;
    /// The published words, where `text` is not them.
    fn quote(&self) -> Option<&str>;
    /// What a reader has to know beside it.
    fn remark(&self) -> Option<&str>;
}

macro_rules! records {
    ($($(#[$meta:meta])* $name:ident in $section:literal { $($(#[$fmeta:meta])* $field:ident : $type:ty),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            pub id: String,
            pub clause: String,
            pub text: String,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub quote: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub remark: Option<String>,
            $($(#[$fmeta])* pub $field: $type,)*
        }

        impl Record for $name {
            const SECTION: &'static str = $section;
            fn id(&self) -> &str { &self.id }
            fn clause(&self) -> &str { &self.clause }
            fn text(&self) -> &str { &self.text }
            fn quote(&self) -> Option<&str> { self.quote.as_deref() }
            fn remark(&self) -> Option<&str> { self.remark.as_deref() }
        }
    )*};
}

macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident in $section:literal { $($(#[$fmeta:meta])* $field:ident : $type:ty),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            pub clause: String,
            pub text: String,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub quote: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub remark: Option<String>,
            $($(#[$fmeta])* pub $field: $type,)*
        }

        impl Record for $name {
            const SECTION: &'static str = $section;
            fn id(&self) -> &str { "" }
            fn clause(&self) -> &str { &self.clause }
            fn text(&self) -> &str { &self.text }
            fn quote(&self) -> Option<&str> { self.quote.as_deref() }
            fn remark(&self) -> Option<&str> { self.remark.as_deref() }
        }
    )*};
}

/// What a legal ground is: an act of law that the policy names, or a condition of 152-FZ art. 6 p. 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundKind {
    Act,
    Condition,
}

/// A field of a case in which the register itself holds a value of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterField {
    FullName,
    Phone,
    Email,
    BirthDate,
    Address,
    Contract,
    /// Texts of the person's contacts.
    ContactText,
}

/// How data is processed (152-FZ art. 14 p. 7 item 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    Automated,
    Manual,
    Mixed,
}

/// Unit of a promised term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    WorkingDays,
    CalendarDays,
    /// At once: has no value.
    Immediate,
}

/// A promised term; 1 to 3660 days, or at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
    pub unit: TermUnit,
}

impl Span {
    fn term(self) -> Option<Term> {
        match (self.unit, self.value) {
            (TermUnit::WorkingDays, Some(days @ 1..=3660)) => Some(Term::WorkingDays(days)),
            (TermUnit::CalendarDays, Some(days @ 1..=3660)) => Some(Term::CalendarDays(days)),
            (TermUnit::Immediate, None) => Some(Term::Immediate),
            _ => None,
        }
    }
}

/// What starts a promised term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermStart {
    Receipt,
    /// The day on which the confirming information came (152-FZ art. 20 p. 3, art. 21 p. 2).
    ConfirmingInformation,
    PurposeAchieved,
}

/// Unit of a term of storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeepUnit {
    Days,
    Months,
    Years,
}

/// A term of storage, 1 to 3660 of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    pub value: u32,
    pub unit: KeepUnit,
}

/// Whom a clause lets data go to. Words equal the register's kinds of recipient where it has the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientClass {
    Processor,
    IndependentOperator,
    StateBody,
    Court,
    /// Not a third party by the law (152-FZ art. 14 p. 7 item 4), whatever a policy says.
    Employee,
}

/// One item of an exhaustive list of data that may go to a recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataItem {
    /// In the policy's words.
    pub text: String,
    /// Ids of the categories that it covers.
    pub categories: Vec<String>,
}

/// How a clause stands to the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictState {
    /// Says what the law forbids or says otherwise.
    Contradicts,
    /// Was right under an earlier edition.
    Outdated,
    /// Says nothing where the law wants a rule, or refers to what is not there.
    Silent,
}

records! {
    /// Where and since when the policy holds.
    ScopeRule in "scope" {}

    /// People whose data is processed.
    SubjectGroup in "subject" {}

    /// A legal ground (152-FZ art. 14 p. 7 item 2).
    Ground in "ground" {
        kind: GroundKind,
        /// Item of 152-FZ art. 6 p. 1, as a letter cites it; none = the law knows no such ground.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        law: Option<String>,
        /// Holds only for depersonalised data.
        #[serde(default)]
        depersonalised: bool,
    }

    /// A purpose (152-FZ art. 14 p. 7 items 2 and 3); `text` is in the nominative.
    Purpose in "purpose" {
        /// Ids of grounds. The pairing is the preset's reading, not the policy's words.
        grounds: Vec<String>,
        subjects: Vec<String>,
    }

    /// Where data comes from (152-FZ art. 14 p. 7 item 5); `text` is in the nominative.
    Source in "source" {
        /// Not from the subject: 152-FZ art. 18 p. 3 applies.
        #[serde(default)]
        another_person: bool,
    }

    /// One category of data; `text` is in the nominative.
    Category in "category" {
        subjects: Vec<String>,
        sources: Vec<String>,
        /// Where the register holds the person's own value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<RegisterField>,
        /// The same data under another clause: a list prints the value once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        same_as: Option<String>,
        /// About somebody other than the person who gave it: never in an answer to that person (152-FZ art. 14 p. 2).
        #[serde(default)]
        about_others: bool,
    }

    /// One action with data (152-FZ art. 3 item 3).
    ActionRecord in "action" {}

    /// A principle or condition of processing.
    Principle in "principle" {}

    /// A promised term.
    PromisedTerm in "term" {
        kinds: Vec<Kind>,
        /// None = the policy promises the act but gives no number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        term: Option<Span>,
        start: TermStart,
        /// Processing stops at once, whatever the term is for.
        #[serde(default)]
        stop_at_once: bool,
        /// The term of the law, with its article.
        law: String,
        /// Longer than the law allows now: the law's term holds.
        #[serde(default)]
        outdated: bool,
    }

    /// A promise that is not a term.
    Duty in "duty" {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        kinds: Vec<Kind>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        exceptions: Vec<String>,
        law: String,
        #[serde(default)]
        outdated: bool,
    }

    /// A rule of storage (152-FZ art. 14 p. 7 item 6).
    Retention in "retention" {
        subjects: Vec<String>,
        /// Kept while this lasts.
        #[serde(default, rename = "while", skip_serializing_if = "Option::is_none")]
        during: Option<String>,
        /// Kept for this long after the start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        term: Option<Keep>,
        /// Event that starts the term, or ends the storage if there is none.
        start: String,
        /// The event in words.
        start_text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exception: Option<String>,
        /// The data may stay if it is depersonalised.
        #[serde(default)]
        depersonalise: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        law: Option<String>,
    }

    /// To whom data may go (152-FZ art. 14 p. 7 items 4 and 9).
    Recipient in "recipient" {
        classes: Vec<RecipientClass>,
        /// Companies that the clause, or a list published with it, names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
        /// The cases or purposes that the clause lists.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cases: Vec<String>,
        /// The only data that may go; none = the clause has no list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        data: Option<Vec<DataItem>>,
        /// The clause wants the subject's consent.
        #[serde(default)]
        consent: bool,
        /// The clause wants a contract of assignment.
        #[serde(default)]
        contract: bool,
        law: String,
    }

    /// A right of the subject (152-FZ art. 14 p. 7 item 7).
    Right in "right" {
        /// The demands by which it is used.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        kinds: Vec<Kind>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        channels: Vec<String>,
        /// What the demand has to hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        condition: Option<String>,
        /// What else follows from the demand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effect: Option<String>,
        /// How such a demand can end without the operator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Outcome>,
    }

    /// Information that the subject may get.
    Information in "information" {
        /// Item of 152-FZ art. 14 p. 7: `1` … `10`.
        item: String,
    }

    /// A measure of protection (152-FZ art. 14 p. 7 item 9.1).
    Measure in "measure" {
        law: String,
    }

    /// Automatically collected information.
    Automatic in "automatic" {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        purpose: Option<String>,
        /// Ids of the categories collected so.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        categories: Vec<String>,
        /// Counts as the person's data once it is linked to an account.
        #[serde(default)]
        personal_when_linked: bool,
    }

    /// A clause that does not agree with the law.
    Conflict in "conflict" {
        state: ConflictState,
        law: String,
        /// What to change in the policy.
        change: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        kinds: Vec<Kind>,
    }
}

statements! {
    /// How data is processed.
    Methods in "methods" {
        means: Means,
    }

    /// Special and biometric categories.
    Special in "special" {
        processed: bool,
        data: Vec<String>,
    }

    /// Identity checks by voice.
    Voice in "voice" {
        /// Over unprotected channels.
        allowed: bool,
    }

    /// Cross-border transfer (152-FZ art. 14 p. 7 item 8) and place of the databases (art. 18 p. 5).
    CrossBorder in "cross_border" {
        transferred: bool,
        databases_in_russia: bool,
    }

    /// Decisions by automated processing alone (152-FZ art. 16).
    AutomatedDecisions in "automated_decisions" {
        made: bool,
    }

    /// Whether accuracy is verified, and how the subject corrects.
    Accuracy in "accuracy" {
        verified: bool,
        /// How to correct, and the clause that says so.
        correction: String,
        correction_clause: String,
    }

    /// What a contract with a processor must hold by the policy; the law's list is longer.
    ProcessorContract in "processor_contract" {
        /// Points of 152-FZ art. 6 p. 3 that the policy names.
        points: Vec<ContractPoint>,
    }

    /// How to get an explanation.
    Clarification in "clarification" {
        channels: Vec<String>,
    }
}

/// What the published text says of the operator itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorFacts {
    pub clause: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// The document itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    pub title: String,
    /// Clause that names the document and its basis; none = no policy was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Date or number of the edition, if the text gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<OperatorFacts>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// One record in the form in which it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyEntry {
    pub section: &'static str,
    /// Empty only for the heading of the empty policy.
    pub clause: String,
    pub code: Option<String>,
    pub text: String,
    /// The whole record as JSON.
    pub details: String,
}

macro_rules! policy_file {
    (lists { $($(#[$lmeta:meta])* $list:ident = $ltype:ident in $lsection:literal),* $(,)? }
     singles { $($single:ident: $stype:ident),* $(,)? }) => {
        /// A policy. A section that is not there says nothing: unknown, not "no".
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct PolicyFile {
            pub policy: Heading,
            $($(#[$lmeta])* #[serde(default, rename = $lsection, skip_serializing_if = "Vec::is_empty")] pub $list: Vec<$ltype>,)*
            $(#[serde(default, skip_serializing_if = "Option::is_none")] pub $single: Option<$stype>,)*
        }

        impl PolicyFile {
            /// Sections in the order in which they are stored: the heading, lists, single statements.
            pub const SECTIONS: &'static [&'static str] = &["policy", $($ltype::SECTION,)* $($stype::SECTION),*];
            const SINGLES: &'static [&'static str] = &["policy", $($stype::SECTION),*];

            /// Every record, in the order of [`Self::SECTIONS`], without the heading.
            fn each(&self, visit: &mut dyn FnMut(Seen<'_>) -> Result<(), PolicyFileError>) -> Result<(), PolicyFileError> {
                $(for record in &self.$list { visit(Seen::of(record, true))?; })*
                $(if let Some(record) = &self.$single { visit(Seen::of(record, false))?; })*
                Ok(())
            }
        }
    };
}

policy_file! {
    lists {
        scope = ScopeRule in "scope",
        subjects = SubjectGroup in "subject",
        grounds = Ground in "ground",
        purposes = Purpose in "purpose",
        sources = Source in "source",
        categories = Category in "category",
        actions = ActionRecord in "action",
        principles = Principle in "principle",
        terms = PromisedTerm in "term",
        duties = Duty in "duty",
        retention = Retention in "retention",
        recipients = Recipient in "recipient",
        rights = Right in "right",
        information = Information in "information",
        measures = Measure in "measure",
        automatic = Automatic in "automatic",
        conflicts = Conflict in "conflict",
    }
    singles {
        methods: Methods,
        special: Special,
        voice: Voice,
        cross_border: CrossBorder,
        automated_decisions: AutomatedDecisions,
        accuracy: Accuracy,
        processor_contract: ProcessorContract,
        clarification: Clarification,
    }
}

/// What the checks look at in any record.
struct Seen<'a> {
    section: &'static str,
    listed: bool,
    id: &'a str,
    clause: &'a str,
    text: &'a str,
    quote: Option<&'a str>,
    remark: Option<&'a str>,
}

impl<'a> Seen<'a> {
    fn of<R: Record>(record: &'a R, listed: bool) -> Self {
        Self {
            section: R::SECTION,
            listed,
            id: record.id(),
            clause: record.clause(),
            text: record.text(),
            quote: record.quote(),
            remark: record.remark(),
        }
    }
}

impl PolicyFile {
    /// Reads and checks a policy.
    ///
    /// # Errors
    /// [`PolicyFileError`]: not TOML, an unknown or missing field (named), an empty text, a double id, a reference to
    /// nothing, an impossible term.
    pub fn parse(text: &str) -> Result<Self, PolicyFileError> {
        if text.len() > MAX_BYTES {
            return Err(PolicyFileError::TooLarge);
        }
        let file: Self = toml::from_str(text).map_err(|error| PolicyFileError::Toml {
            line: error
                .span()
                .map(|span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1),
            problem: error.message().to_owned(),
        })?;
        file.check()?;
        Ok(file)
    }

    /// The built-in example: the published policy of ООО «КОНЕКТ».
    #[must_use]
    pub fn konekt() -> Self {
        Self::parse(KONEKT).expect("the built-in policy is embedded at build and read by a test")
    }

    /// No policy: the operator's own one is still to be entered.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            policy: Heading {
                title: "Политика не внесена".to_owned(), ..Heading::default()
            },
            ..Self::default()
        }
    }

    /// The promised terms for the law engine.
    #[must_use]
    pub fn promises(&self) -> PolicyTerms {
        PolicyTerms::new(self.terms.iter().flat_map(|promise| {
            let term = promise.term.and_then(Span::term);
            promise
                .kinds
                .iter()
                .filter_map(move |kind| term.map(|term| (*kind, term, promise.clause.clone())))
        }))
    }

    /// A category by its id.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|c| c.id == id)
    }

    /// A legal ground by its id.
    #[must_use]
    pub fn ground(&self, id: &str) -> Option<&Ground> {
        self.grounds.iter().find(|g| g.id == id)
    }

    /// A source by its id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == id)
    }

    /// A group of subjects by its id.
    #[must_use]
    pub fn subject(&self, id: &str) -> Option<&SubjectGroup> {
        self.subjects.iter().find(|s| s.id == id)
    }

    /// Takes the policy apart for the register.
    ///
    /// # Errors
    /// [`PolicyFileError::Stored`] if a record cannot be written as JSON.
    pub fn entries(&self) -> Result<Vec<PolicyEntry>, PolicyFileError> {
        let Value::Object(mut sections) = serde_json::to_value(self).map_err(PolicyFileError::Stored)? else {
            return Ok(Vec::new());
        };
        let mut entries = Vec::new();
        for section in Self::SECTIONS {
            let records = match sections.remove(*section) {
                Some(Value::Array(records)) => records,
                Some(record) => vec![record],
                None => continue,
            };
            for record in records {
                let of = |key: &str| record.get(key).and_then(Value::as_str).map(str::to_owned);
                entries.push(PolicyEntry {
                    section,
                    clause: of("clause").unwrap_or_default(),
                    code: of("id"),
                    text: of("text").or_else(|| of("title")).unwrap_or_default(),
                    details: record.to_string(),
                });
            }
        }
        Ok(entries)
    }

    /// Puts a policy together from (section, details) of its stored records.
    ///
    /// # Errors
    /// [`PolicyFileError::UnknownSection`], [`PolicyFileError::Stored`], or a check of [`Self::parse`] that fails.
    pub fn from_entries<'a>(
        entries: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, PolicyFileError> {
        let mut sections = Map::new();
        for (section, details) in entries {
            if !Self::SECTIONS.contains(&section) {
                return Err(PolicyFileError::UnknownSection { section: section.to_owned() });
            }
            let record: Value = serde_json::from_str(details).map_err(PolicyFileError::Stored)?;
            if Self::SINGLES.contains(&section) {
                sections.insert(section.to_owned(), record);
            } else if let Value::Array(list) =
                sections.entry(section).or_insert_with(|| Value::Array(Vec::new()))
            {
                list.push(record);
            }
        }
        let file: Self = serde_json::from_value(Value::Object(sections)).map_err(PolicyFileError::Stored)?;
        file.check()?;
        Ok(file)
    }

    fn check(&self) -> Result<(), PolicyFileError> {
        filled("policy", "", "title", &self.policy.title)?;
        let mut ids = BTreeSet::new();
        self.each(&mut |record| {
            let Seen { section, id, .. } = record;
            if record.listed {
                if !is_id(id) {
                    return Err(PolicyFileError::BadId { section, id: id.to_owned() });
                }
                if !ids.insert((section, id.to_owned())) {
                    return Err(PolicyFileError::DuplicateId { section, id: id.to_owned() });
                }
            }
            filled(section, id, "clause", record.clause)?;
            filled(section, id, "text", record.text)?;
            filled(section, id, "quote", record.quote.unwrap_or("-"))?;
            filled(section, id, "remark", record.remark.unwrap_or("-"))
        })?;
        self.check_references(&ids)?;
        self.check_terms()
    }

    fn check_references(&self, ids: &BTreeSet<(&'static str, String)>) -> Result<(), PolicyFileError> {
        let known = |section, id: &str, field, target: &'static str, value: &String| {
            if ids.contains(&(target, value.clone())) {
                Ok(())
            } else {
                Err(PolicyFileError::UnknownReference {
                    section,
                    id: id.to_owned(),
                    field,
                    value: value.clone(),
                })
            }
        };
        for purpose in &self.purposes {
            purpose.grounds.iter().try_for_each(|v| known("purpose", &purpose.id, "grounds", "ground", v))?;
            purpose
                .subjects
                .iter()
                .try_for_each(|v| known("purpose", &purpose.id, "subjects", "subject", v))?;
        }
        for category in &self.categories {
            category
                .subjects
                .iter()
                .try_for_each(|v| known("category", &category.id, "subjects", "subject", v))?;
            category
                .sources
                .iter()
                .try_for_each(|v| known("category", &category.id, "sources", "source", v))?;
            category
                .same_as
                .iter()
                .try_for_each(|v| known("category", &category.id, "same_as", "category", v))?;
        }
        for rule in &self.retention {
            rule.subjects.iter().try_for_each(|v| known("retention", &rule.id, "subjects", "subject", v))?;
        }
        for recipient in &self.recipients {
            for name in &recipient.names {
                filled("recipient", &recipient.id, "names", name)?;
            }
            for item in recipient.data.iter().flatten() {
                filled("recipient", &recipient.id, "data", &item.text)?;
                item.categories
                    .iter()
                    .try_for_each(|v| known("recipient", &recipient.id, "data", "category", v))?;
            }
        }
        for record in &self.automatic {
            record
                .categories
                .iter()
                .try_for_each(|v| known("automatic", &record.id, "categories", "category", v))?;
        }
        Ok(())
    }

    fn check_terms(&self) -> Result<(), PolicyFileError> {
        let mut promised = BTreeSet::new();
        for promise in &self.terms {
            let Some(span) = promise.term else { continue };
            if span.term().is_none() {
                return Err(PolicyFileError::BadTerm { section: "term", id: promise.id.clone() });
            }
            for kind in &promise.kinds {
                if !promised.insert(*kind) {
                    return Err(PolicyFileError::PromisedTwice { id: promise.id.clone(), kind: *kind });
                }
            }
        }
        for rule in &self.retention {
            filled("retention", &rule.id, "start", &rule.start)?;
            filled("retention", &rule.id, "start_text", &rule.start_text)?;
            if rule.term.is_some_and(|keep| !(1..=3660).contains(&keep.value)) {
                return Err(PolicyFileError::BadTerm { section: "retention", id: rule.id.clone() });
            }
        }
        Ok(())
    }
}

fn filled(section: &'static str, id: &str, field: &'static str, value: &str) -> Result<(), PolicyFileError> {
    if value.trim().is_empty() {
        return Err(PolicyFileError::Empty { section, id: id.to_owned(), field });
    }
    Ok(())
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        [policy]
        title = "Политика"
        [[subject]]
        id = "client"
        clause = "1"
        text = "клиенты"
    "#;

    fn with(more: &str) -> Result<PolicyFile, PolicyFileError> {
        PolicyFile::parse(&format!("{SMALL}\n{more}"))
    }

    fn clauses<'a, R: Record>(records: &'a [R], clause: &str) -> Vec<&'a str> {
        records.iter().filter(|r| r.clause() == clause).map(R::id).collect()
    }

    #[test]
    fn the_example_has_every_promise_of_the_text() {
        let file = PolicyFile::konekt();
        let purposes: Vec<&str> = file.purposes.iter().map(|p| p.clause.as_str()).collect();
        assert_eq!(purposes, ["2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5", "2.5.6", "2.5.7", "2.5.8"]);
        assert!(file.purposes.iter().all(|p| !p.grounds.is_empty() && !p.subjects.is_empty()));
        assert!(file.categories.iter().filter(|c| c.clause.starts_with("3.1")).count() >= 20);
        assert!(file.categories.iter().filter(|c| c.clause == "3.2").count() >= 6);
        assert!(file.categories.iter().any(|c| c.clause.starts_with("10.")));
        assert!(file.categories.iter().all(|c| !c.subjects.is_empty() && !c.sources.is_empty()));
        assert_eq!(
            clauses(&file.retention, "8.1"),
            ["registered_user", "unregistered_user", "rights_applicant"]
        );
        let expired = file.retention.iter().find(|r| r.clause == "8.2").expect("8.2");
        assert!(expired.depersonalise && expired.exception.is_some());
        assert_eq!(file.actions.len(), 14);
        assert_eq!(file.actions.iter().filter(|a| a.clause.contains("4.9")).count(), 13);
        assert_eq!(clauses(&file.principles, "4.1").len(), 9);
        assert_eq!(clauses(&file.measures, "7.2").len(), 7);
        for clause in ["1.5", "1.7"] {
            assert_eq!(clauses(&file.scope, clause).len(), 1, "{clause}");
        }
        for clause in ["6 (3)", "6 (4)", "6 (8)"] {
            assert_eq!(clauses(&file.duties, clause).len(), 1, "{clause}");
        }
        for clause in ["10.1", "10.2", "10.3", "10.4"] {
            assert!(!clauses(&file.automatic, clause).is_empty(), "{clause}");
        }
        let linked: Vec<&str> =
            file.automatic.iter().filter(|a| a.personal_when_linked).map(|a| a.id.as_str()).collect();
        assert_eq!(linked, ["linked_to_account"]);
        assert_eq!(file.methods.as_ref().map(|m| m.means), Some(Means::Mixed));
        assert_eq!(
            file.cross_border.as_ref().map(|c| (c.transferred, c.databases_in_russia)),
            Some((false, true))
        );
        assert_eq!(file.automated_decisions.as_ref().map(|d| d.made), Some(false));
        assert_eq!(file.voice.as_ref().map(|v| v.allowed), Some(false));
        assert_eq!(file.special.as_ref().map(|s| s.processed), Some(false));
        assert_eq!(
            file.accuracy.as_ref().map(|a| (a.verified, a.correction_clause.as_str())),
            Some((false, "5.1"))
        );
        assert_eq!(file.clarification.as_ref().map(|c| c.channels.len()), Some(2));
    }

    #[test]
    fn the_example_names_no_address_and_nobody() {
        let operator = PolicyFile::konekt().policy.operator.expect("the text names the operator");
        assert_eq!(operator.name, "ООО \"КОНЕКТ\"");
        assert_eq!(operator.site.as_deref(), Some("www.knetwork.ru"));
        assert_eq!(operator.email.as_deref(), Some("info@knetwork.ru"));
    }

    #[test]
    fn recipients_of_section_4() {
        let file = PolicyFile::konekt();
        let recipient =
            |clause: &str| file.recipients.iter().find(|r| r.clause == clause).expect("a recipient");
        assert_eq!(recipient("4.4").cases.len(), 7);
        assert!(recipient("4.4").consent && recipient("4.4").contract);
        assert!(recipient("4.4").data.is_none(), "no list is not an empty list");
        let five = recipient("4.5").data.as_ref().expect("a list");
        let covered: Vec<&str> =
            five.iter().flat_map(|item| item.categories.iter().map(String::as_str)).collect();
        assert_eq!(five.len(), 5);
        assert_eq!(covered, ["full_name", "birth_date", "email", "phone", "site_actions"]);
        assert_eq!(recipient("4.6.1").classes, [RecipientClass::Employee]);
        assert!(recipient("4.6.1").remark.is_some());
        assert!(recipient("4.6.3").classes.contains(&RecipientClass::Court) && !recipient("4.6.3").consent);
        assert_eq!(recipient("4.6.2").clause, "4.6.2");
        assert!(file.conflicts.iter().any(|c| c.clause == "4.6.1" && c.state == ConflictState::Contradicts));
    }

    #[test]
    fn half_of_the_contract_points_and_two_items_of_the_answer_are_missing() {
        let file = PolicyFile::konekt();
        let points = file.processor_contract.expect("4.5.1").points;
        let missing: Vec<&str> =
            ContractPoint::ALL.iter().filter(|p| !points.contains(p)).map(|p| p.as_str()).collect();
        assert_eq!(
            missing,
            ["data_list", "localisation", "art_18_1", "documents_on_request", "incident_notice"]
        );
        let known = |item: &str| statute::ANSWER_ITEMS.iter().any(|a| a.item == item);
        assert_eq!(file.information.len(), 10);
        assert!(file.information.iter().all(|i| known(&i.item)));
        let unsaid: Vec<&str> = statute::ANSWER_ITEMS
            .iter()
            .map(|a| a.item)
            .filter(|item| file.information.iter().all(|i| i.item != *item))
            .collect();
        assert_eq!(unsaid, ["8", "9.1"]);
    }

    #[test]
    fn the_promised_terms_are_those_of_the_law_engine() {
        let file = PolicyFile::konekt();
        assert_eq!(file.promises(), PolicyTerms::konekt());
        let outdated: Vec<&str> = file.terms.iter().filter(|t| t.outdated).map(|t| t.id.as_str()).collect();
        assert_eq!(outdated, ["access", "blocking"]);
        assert!(file.terms.iter().filter(|t| t.outdated).all(|t| t.remark.is_some()));
        let withdrawal = file.terms.iter().find(|t| t.id == "withdraw_consent").expect("6 (6)");
        assert!(withdrawal.term.is_none() && withdrawal.stop_at_once, "the policy gives no number");
    }

    #[test]
    fn each_register_field_belongs_to_one_category() {
        let file = PolicyFile::konekt();
        let own: Vec<_> =
            file.categories.iter().filter(|c| c.same_as.is_none()).filter_map(|c| c.field).collect();
        let distinct: BTreeSet<_> = own.iter().copied().collect();
        assert_eq!(own.len(), 7);
        assert_eq!(distinct.len(), own.len());
        for category in &file.categories {
            let other = category.same_as.as_deref().and_then(|id| file.category(id));
            if let Some(other) = other {
                assert_eq!(category.field, other.field, "{}", category.id);
            }
            assert!(
                !(category.about_others && category.field.is_some()),
                "{}: another person's data",
                category.id
            );
            let from_others = category.sources.iter().any(|s| s == "another_person");
            assert_eq!(category.about_others, from_others, "{}", category.id);
        }
    }

    #[test]
    fn statistics_only_when_depersonalised_and_no_ground_without_an_item_of_the_law_serves_a_purpose() {
        let file = PolicyFile::konekt();
        let depersonalised: Vec<&str> =
            file.grounds.iter().filter(|g| g.depersonalised).map(|g| g.id.as_str()).collect();
        assert_eq!(depersonalised, ["statistics"]);
        for ground in file.purposes.iter().flat_map(|p| &p.grounds) {
            let ground = file.ground(ground).expect("checked by parse");
            assert!(
                ground.law.as_deref().is_some_and(|law| law.starts_with("ст. 6 ч. 1 п. ")),
                "{}",
                ground.id
            );
            assert_eq!(ground.kind, GroundKind::Condition);
        }
    }

    #[test]
    fn withdrawal_cancels_the_order_and_deletion_needs_a_list() {
        let file = PolicyFile::konekt();
        let right = |id: &str| file.rights.iter().find(|r| r.id == id).expect("a right");
        assert!(
            right("withdraw_consent").effect.as_deref().is_some_and(|e| e.contains("отказе от исполнения"))
        );
        assert!(right("delete_data").condition.is_some());
        assert_eq!(right("change_own_data").outcome, Some(Outcome::DoneBySubject));
    }

    #[test]
    fn every_record_has_a_clause_and_an_id_of_its_own() {
        let file = PolicyFile::konekt();
        let entries = file.entries().expect("entries");
        assert!(entries.len() > 150, "{}", entries.len());
        let mut ids = BTreeSet::new();
        for entry in &entries {
            assert!(
                entry.clause.starts_with(|c: char| c.is_ascii_digit()),
                "{} {:?}",
                entry.section,
                entry.code
            );
            assert!(!entry.text.trim().is_empty());
            if let Some(code) = &entry.code {
                assert!(ids.insert((entry.section, code.clone())), "{} {code}", entry.section);
            }
        }
        let sections: BTreeSet<_> = entries.iter().map(|e| e.section).collect();
        assert_eq!(sections.len(), PolicyFile::SECTIONS.len(), "the example uses every section");
    }

    #[test]
    fn what_is_stored_comes_back() {
        for file in [PolicyFile::konekt(), PolicyFile::empty()] {
            let entries = file.entries().expect("entries");
            let stored = entries.iter().map(|e| (e.section, e.details.as_str()));
            assert_eq!(PolicyFile::from_entries(stored).expect("back"), file);
        }
        assert!(matches!(
            PolicyFile::from_entries([("colour", "{}")]),
            Err(PolicyFileError::UnknownSection { section }) if section == "colour"
        ));
        assert!(matches!(PolicyFile::from_entries([("policy", "{")]), Err(PolicyFileError::Stored(_))));
        assert!(matches!(PolicyFile::from_entries([]), Err(PolicyFileError::Stored(_))), "no heading");
    }

    #[test]
    fn the_empty_policy_says_nothing() {
        let file = PolicyFile::empty();
        assert_eq!(file.entries().expect("entries").len(), 1);
        assert_eq!(file.promises(), PolicyTerms::default());
        assert!(file.cross_border.is_none() && file.automated_decisions.is_none(), "unknown, not none");
        assert!(file.check().is_ok());
    }

    #[test]
    fn an_unknown_field_is_named_with_its_line() {
        let section = format!("{SMALL}\n[colour]\n");
        for text in [
            SMALL.replace("text =", "colour =\"x\"\ntext ="),
            SMALL.replace("title =", "colour = 1\ntitle ="),
            section,
        ] {
            let error = PolicyFile::parse(&text).expect_err("refused");
            assert!(error.to_string().contains("unknown field `colour`"), "{error}");
            assert!(matches!(error, PolicyFileError::Toml { line: Some(1..), .. }), "{error:?}");
        }
        let error =
            with("[voice]\nclause = \"1\"\ntext = \"t\"\nallowed = false\ncolour = 1").expect_err("refused");
        assert!(error.to_string().contains("colour"), "{error}");
        let missing = with("[voice]\nclause = \"1\"\ntext = \"t\"").expect_err("refused");
        assert!(missing.to_string().contains("allowed"), "{missing}");
    }

    #[test]
    fn what_does_not_hold_together_is_refused() {
        assert!(with("").is_ok());
        let double = "[[subject]]\nid = \"client\"\nclause = \"2\"\ntext = \"другие\"";
        assert!(matches!(with(double), Err(PolicyFileError::DuplicateId { section: "subject", .. })));
        for id in ["", "Client", "клиент", "a b", "1a"] {
            let bad = format!("[[subject]]\nid = \"{id}\"\nclause = \"2\"\ntext = \"другие\"");
            assert!(matches!(with(&bad), Err(PolicyFileError::BadId { .. })), "{id}");
        }
        for (field, bad) in
            [("clause", "clause = \" \"\ntext = \"т\""), ("text", "clause = \"2\"\ntext = \"\"")]
        {
            let bad = format!("[[subject]]\nid = \"other\"\n{bad}");
            assert!(
                matches!(with(&bad), Err(PolicyFileError::Empty { field: f, .. }) if f == field),
                "{field}"
            );
        }
        let stray = "[[purpose]]\nid = \"p\"\nclause = \"2\"\ntext = \"т\"\ngrounds = [\"none\"]\nsubjects = [\"client\"]";
        assert!(matches!(
            with(stray),
            Err(PolicyFileError::UnknownReference { field: "grounds", value, .. }) if value == "none"
        ));
    }

    #[test]
    fn terms_are_checked() {
        let term = |id: &str, kind: &str, span: &str| {
            format!(
                "[[term]]\nid = \"{id}\"\nclause = \"6\"\ntext = \"т\"\nkinds = [\"{kind}\"]\n\
                 start = \"receipt\"\nlaw = \"ст. 14\"\nterm = {span}\n"
            )
        };
        let ten = "{ value = 10, unit = \"working_days\" }";
        let file = with(&term("access", "access", ten)).expect("a term");
        assert_eq!(file.promises().get(Kind::Access).map(|p| p.term), Some(Term::WorkingDays(10)));
        for bad in [
            "{ value = 0, unit = \"working_days\" }",
            "{ unit = \"calendar_days\" }",
            "{ value = 1, unit = \"immediate\" }",
        ] {
            assert!(matches!(with(&term("a", "access", bad)), Err(PolicyFileError::BadTerm { .. })), "{bad}");
        }
        let twice = term("a", "access", ten) + &term("b", "access", ten);
        assert!(matches!(with(&twice), Err(PolicyFileError::PromisedTwice { kind: Kind::Access, .. })));
        let error = with(&term("a", "cookies", ten)).expect_err("no such kind");
        assert!(error.to_string().contains("cookies"), "{error}");
    }

    #[test]
    fn foreign_bytes_are_refused_in_peace() {
        assert!(matches!(PolicyFile::parse(&"#".repeat(MAX_BYTES + 1)), Err(PolicyFileError::TooLarge)));
        assert!(PolicyFile::parse(&format!("a = {}", "[".repeat(100_000))).is_err());
        assert!(PolicyFile::parse("\u{0}\u{feff}").is_err());
        let chars: Vec<char> = KONEKT.chars().collect();
        for cut in (0..chars.len()).step_by(4999) {
            let part: String = chars.iter().take(cut).collect();
            // Any outcome but a panic; a part that is read holds together.
            if let Ok(file) = PolicyFile::parse(&part) {
                assert!(file.check().is_ok());
            }
        }
    }
}
