//! From a template and what the registers hold to a document, with the named gaps in between.
//! Plain data comes in; nothing here reads a register. The law's contents of each letter are in the template.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use statute::{Kind, Lang};

use crate::{ComposeError, Document};

macro_rules! templates {
    ($($variant:ident $word:literal, $mark:literal, $ru:literal, $en:literal;)*) => {
        /// A kind of outgoing letter or act (marked A to S).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum TemplateId { $(#[serde(rename = $word)] $variant),* }

        impl TemplateId {
            /// Every kind, in the order A to S.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in JSON, database and command line.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),* } }

            /// The inverse of [`Self::as_str`].
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)* _ => None } }

            /// The mark of the kind, `A` to `S`; the two notices of an incident share `Q`.
            #[must_use]
            pub fn mark(self) -> char { match self { $(Self::$variant => $mark),* } }

            /// Name on the screen.
            #[must_use]
            pub fn name(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$variant, Lang::Ru) => $ru, (Self::$variant, Lang::En) => $en),* }
            }
        }
    };
}

templates! {
    AccessAnswer "access_answer", 'A', "Предоставление сведений", "Answer with information";
    NoData "no_data", 'B', "Данные не обрабатываются", "No data";
    Extension "extension", 'C', "Уведомление о продлении срока", "Extension notice";
    Refusal "refusal", 'D', "Отказ в предоставлении сведений", "Refusal";
    RepeatRefusal "repeat_refusal", 'E', "Отказ по повторному запросу", "Refusal of a repeat request";
    AskParticulars "ask_particulars", 'F', "Запрос недостающих сведений", "Request for particulars";
    Rectified "rectified", 'G', "Уведомление об уточнении данных", "Rectified";
    Destroyed "destroyed", 'H', "Уведомление об уничтожении данных", "Destroyed";
    Stopped "stopped", 'I', "Ответ на требование о прекращении обработки", "Answer to a stop demand";
    Withdrawal "withdrawal", 'J', "Ответ на отзыв согласия", "Answer to a withdrawal";
    MarketingStopped "marketing_stopped", 'K', "Прекращение обработки в рекламных целях", "Marketing stopped";
    DisseminationStopped "dissemination_stopped", 'L', "Прекращение распространения данных", "Dissemination stopped";
    ObjectionResult "objection_result", 'M', "Результат рассмотрения возражения", "Result of an objection";
    RecipientNotice "recipient_notice", 'N', "Уведомление получателя данных", "Notice to a recipient";
    ProcessorInstruction "processor_instruction", 'O', "Указание обработчику", "Instruction to a processor";
    AuthorityAnswer "authority_answer", 'P', "Ответ Роскомнадзору", "Answer to Roskomnadzor";
    Incident24h "incident_24h", 'Q', "Уведомление об инциденте (24 часа)", "Incident notice (24 hours)";
    Incident72h "incident_72h", 'Q', "Уведомление о результатах расследования (72 часа)", "Incident notice (72 hours)";
    SourceNotice "source_notice", 'R', "Уведомление о получении данных не от субъекта", "Notice of the source";
    DestructionAct "destruction_act", 'S', "Акт об уничтожении данных", "Destruction act";
}

impl TemplateId {
    /// Whether a template of this kind is built in.
    #[must_use]
    pub fn is_available(self) -> bool {
        self.builtin().is_some()
    }

    /// Text of the built-in template.
    #[must_use]
    pub fn builtin(self) -> Option<&'static str> {
        match self {
            Self::AccessAnswer => Some(include_str!("../../../../assets/templates/access_answer.md")),
            Self::AskParticulars => Some(include_str!("../../../../assets/templates/ask_particulars.md")),
            _ => None,
        }
    }

    /// Whether the letter discloses personal data, so that the applicant's identity must have been checked.
    #[must_use]
    pub fn needs_identity(self) -> bool {
        matches!(self, Self::AccessAnswer)
    }
}

/// Gender of a person as far as grammar needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonGender {
    Male,
    Female,
}

/// A name and a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonAndPost {
    pub name: Option<String>,
    pub post: Option<String>,
}

/// Who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OperatorInput {
    pub name: Option<String>,
    pub short_name: Option<String>,
    pub address: Option<String>,
    pub inn: Option<String>,
    pub ogrn: Option<String>,
    pub kpp: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub site: Option<String>,
    pub responsible: PersonAndPost,
    pub signatory: PersonAndPost,
}

/// The letter itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterMeta {
    /// Outgoing number; `None` in a draft.
    pub number: Option<String>,
    /// Date of signing.
    pub date: NaiveDate,
    /// «на 2 л. в 1 экз.», one line each; empty = no attachment.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// The case that the letter answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseInput {
    /// Register number.
    pub number: String,
    pub received_on: NaiveDate,
    pub received_at: Option<NaiveDateTime>,
    /// How it came, in words («письмом», «по телефону»).
    pub channel: Option<String>,
    /// Number that the applicant gave the request.
    pub request_number: Option<String>,
    pub kinds: Vec<Kind>,
    /// Number in the source system.
    pub appeal_id: Option<String>,
    /// Day on which the term of the answer ends.
    pub due_on: Option<NaiveDate>,
}

/// Who acts for the applicant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RepresentativeInput {
    pub full_name: Option<String>,
    pub gender: Option<PersonGender>,
    /// Manual dative («Сидоровой А. В.»).
    pub dative: Option<String>,
    pub address: Option<String>,
    /// Power of attorney or the other ground, in words.
    pub authority: Option<String>,
}

/// Who asks. Either the parts of the name or the full name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicantInput {
    pub full_name: Option<String>,
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    /// As given by a person; else found from the patronymic; never guessed from the first name.
    pub gender: Option<PersonGender>,
    /// Manual form for the addressee («Иванову И. П.»).
    pub dative: Option<String>,
    /// Manual salutation, whole («Уважаемый Иван Петрович!»).
    pub salutation: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub contract: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub representative: Option<RepresentativeInput>,
}

/// The identity check. What was compared is not printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityInput {
    /// `document`, `signature`, `account`, `representative`.
    pub method: String,
    pub on: NaiveDate,
    pub compared: Option<String>,
}

/// A purpose of processing from the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PurposeInput {
    pub clause: Option<String>,
    pub text: Option<String>,
    pub ground: Option<String>,
}

/// A category of data from the policy and how it is obtained.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryInput {
    pub clause: Option<String>,
    pub text: Option<String>,
    pub source: Option<String>,
}

/// A clause of the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClauseInput {
    pub clause: Option<String>,
    pub text: Option<String>,
}

/// The published policy in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyInput {
    pub title: Option<String>,
    /// Edition or date, in words.
    pub edition: Option<String>,
    pub purposes: Vec<PurposeInput>,
    pub categories: Vec<CategoryInput>,
    /// Methods of processing and the list of actions (item 3).
    pub methods: Option<String>,
    /// Terms of processing in general (item 6).
    pub terms: Option<String>,
    pub retention: Vec<ClauseInput>,
    /// How the subject exercises the rights at this operator (item 7).
    pub rights_how: Option<String>,
    /// What is done under art. 18.1 (item 9.1).
    pub art_18_1_measures: Vec<String>,
    /// What the policy says on cross-border transfer (item 8); `None` = it says nothing.
    pub cross_border: Option<String>,
    /// What the policy says on solely automated decisions (item 10).
    pub automated_decisions: Option<String>,
    /// Who may get the data under the policy (item 4).
    pub recipients: Vec<ClauseInput>,
}

/// A piece of data that the register holds on the person, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubjectDatum {
    pub category: Option<String>,
    pub value: Option<String>,
    pub source: Option<String>,
}

/// A processor by contract (art. 6 p. 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProcessorInput {
    pub name: Option<String>,
    pub address: Option<String>,
    /// «договор от 01.02.2026 № 12/2026»
    pub contract: Option<String>,
    pub purposes: Vec<String>,
    pub data: Vec<String>,
    /// The foreign state it processes in, in words; `None` = Russia, or not known.
    pub abroad: Option<String>,
    /// The day on which its contract ran out, if it has.
    pub expired_on: Option<NaiveDate>,
}

/// One disclosure of this person's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisclosureInput {
    pub date: NaiveDate,
    pub recipient: String,
    pub recipient_address: Option<String>,
    /// `processor`, `independent_operator`, `state_body`, `court`, `representative`.
    pub kind: String,
    pub ground: Option<String>,
    pub purpose: Option<String>,
    #[serde(default)]
    pub data: Vec<String>,
}

/// A disclosure of the data of a group to which this person may belong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDisclosureInput {
    /// «абоненты, обратившиеся в контакт-центр»
    pub group: String,
    #[serde(flatten)]
    pub disclosure: DisclosureInput,
}

/// What of art. 14 p. 3 the request lacks (letter F). Ids as in `statute::REQUEST_ITEMS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingParticular {
    IdentityDocument,
    DocumentIssue,
    Relation,
    Signature,
}

/// All that a letter can be made from. Plain data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterInput {
    pub operator: OperatorInput,
    pub letter: LetterMeta,
    pub case: CaseInput,
    pub applicant: ApplicantInput,
    pub identity: Option<IdentityInput>,
    #[serde(default)]
    pub policy: PolicyInput,
    #[serde(default)]
    pub subject_data: Vec<SubjectDatum>,
    #[serde(default)]
    pub processors: Vec<ProcessorInput>,
    #[serde(default)]
    pub disclosures: Vec<DisclosureInput>,
    /// Disclosures of groups: it is not known that this person is none of them.
    #[serde(default)]
    pub group_disclosures: Vec<GroupDisclosureInput>,
    /// The register of disclosures holds records at all: only then its silence says something.
    #[serde(default)]
    pub disclosures_recorded: bool,
    /// Disclosures under the same name that may be of a namesake; none of them is printed.
    #[serde(default)]
    pub namesake_disclosures: u32,
    /// What the request lacks (letter F); empty = all four items of art. 14 p. 3.
    #[serde(default)]
    pub missing: Vec<MissingParticular>,
    /// Where more data on the person are kept outside this register, in words; each is a warning, not a gap.
    #[serde(default)]
    pub kept_elsewhere: Vec<String>,
}

/// Something that a template asks for and a register lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// `identity_missing`, `operator_incomplete`, … ; the first blocking one is the reason why a letter is not issued.
    pub code: String,
    /// Path of the field in [`LetterInput`], `operator.address`.
    pub field: String,
    pub what_ru: String,
    pub where_to_fill_ru: String,
    /// The letter must not be issued with it.
    pub blocking: bool,
}

/// Something to be looked at before issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// `gender_unknown`, `address_missing`, `late`, `kept_elsewhere`, `name_missing`
    pub code: String,
    /// In the language asked for.
    pub message: String,
}

/// A block of the letter for the screen: what it says, which item of art. 14 p. 7 it answers, where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BlockView {
    pub id: String,
    pub title: String,
    /// `1` … `9`, `9.1`, `10`, or `None` for the frame of the letter.
    pub item: Option<String>,
    pub source: Option<String>,
    pub text: String,
    /// What lacks in it.
    pub gap: Option<Gap>,
}

/// A composed letter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Composed {
    pub document: Document,
    /// `version` of the template's front matter: a letter keeps it.
    pub template_version: u32,
    pub blocks: Vec<BlockView>,
    pub gaps: Vec<Gap>,
    pub warnings: Vec<Warning>,
}

impl Composed {
    /// The gaps for which the letter cannot be issued.
    pub fn blocking(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(|gap| gap.blocking)
    }
}

/// Composes a letter from the built-in template.
///
/// `lang` is the language of warnings; the letter itself is Russian.
///
/// # Errors
/// [`ComposeError::NotAvailable`] if this kind has no template yet.
pub fn compose(template: TemplateId, input: &LetterInput, lang: Lang) -> Result<Composed, ComposeError> {
    let source = template.builtin().ok_or(ComposeError::NotAvailable { template })?;
    compose_with(template, source, input, lang)
}

/// Composes a letter from a given template text (an operator's own copy).
///
/// # Errors
/// [`ComposeError::Template`] if the text is not a template.
pub fn compose_with(
    template: TemplateId,
    source: &str,
    input: &LetterInput,
    lang: Lang,
) -> Result<Composed, ComposeError> {
    crate::template::compose(template, source, input, lang)
}
