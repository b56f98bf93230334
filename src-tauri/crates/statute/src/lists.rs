//! What the law wants in a request, in an answer and in a processor's contract.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Lang;

/// One item of 152-FZ art. 14 p. 7: what an answer must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerItem {
    /// `1` … `9`, `9.1`, `10`.
    pub item: &'static str,
    pub ru: &'static str,
    pub en: &'static str,
}

/// The eleven items of art. 14 p. 7 (9.1 was added by 266-FZ of 14.07.2022).
pub const ANSWER_ITEMS: &[AnswerItem] = &[
    AnswerItem {
        item: "1",
        ru: "подтверждение факта обработки персональных данных",
        en: "confirmation of the fact of processing",
    },
    AnswerItem {
        item: "2", ru: "правовые основания и цели обработки", en: "legal grounds and purposes"
    },
    AnswerItem {
        item: "3", ru: "цели и применяемые способы обработки", en: "purposes and methods"
    },
    AnswerItem {
        item: "4",
        ru: "наименование и место нахождения оператора, лица, имеющие доступ к данным",
        en: "the operator and who has access",
    },
    AnswerItem {
        item: "5",
        ru: "обрабатываемые персональные данные и источник их получения",
        en: "the data and their source",
    },
    AnswerItem {
        item: "6",
        ru: "сроки обработки, в том числе сроки хранения",
        en: "terms of processing and storage",
    },
    AnswerItem {
        item: "7",
        ru: "порядок осуществления субъектом своих прав",
        en: "how the subject exercises the rights",
    },
    AnswerItem {
        item: "8", ru: "сведения о трансграничной передаче данных", en: "cross-border transfer"
    },
    AnswerItem {
        item: "9", ru: "лица, осуществляющие обработку по поручению оператора", en: "processors"
    },
    AnswerItem {
        item: "9.1",
        ru: "способы исполнения обязанностей, установленных статьёй 18.1",
        en: "how the duties of art. 18.1 are performed",
    },
    AnswerItem {
        item: "10",
        ru: "иные сведения, предусмотренные законом",
        en: "other information required by law",
    },
];

/// One item of art. 14 p. 3: what a request must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestItem {
    pub id: &'static str,
    pub ru: &'static str,
    pub en: &'static str,
}

/// The items of art. 14 p. 3. For other demands the law sets no content: they are never refused for lack of these.
pub const REQUEST_ITEMS: &[RequestItem] = &[
    RequestItem {
        id: "identity_document",
        ru: "номер основного документа, удостоверяющего личность субъекта персональных данных или его представителя",
        en: "number of the main identity document of the subject or the representative",
    },
    RequestItem {
        id: "document_issue",
        ru: "сведения о дате выдачи указанного документа и выдавшем его органе",
        en: "date of issue of that document and the authority that issued it",
    },
    RequestItem {
        id: "relation",
        ru: "сведения, подтверждающие участие субъекта в отношениях с оператором (номер договора, дата его заключения, иные сведения), либо сведения, иным образом подтверждающие факт обработки персональных данных оператором",
        en: "information confirming relations with the operator (number and date of a contract, or other), or the fact of processing",
    },
    RequestItem {
        id: "signature",
        ru: "подпись субъекта персональных данных или его представителя; запрос в форме электронного документа подписывается электронной подписью",
        en: "signature of the subject or the representative; an electronic signature for an electronic document",
    },
];

macro_rules! points {
    ($($variant:ident $word:literal, $since:literal, $ru:literal, $en:literal;)*) => {
        /// One of the ten points that a processor's contract must hold (152-FZ art. 6 p. 3).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ContractPoint { $(#[serde(rename = $word)] $variant),* }

        impl ContractPoint {
            /// All ten, in the order of the law.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The word in JSON, TOML and database.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),* } }
            /// The inverse of [`Self::as_str`].
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)* _ => None } }
            /// Whether it was added in 2022 (266-FZ): older contracts usually lack it.
            #[must_use]
            pub fn since_2022(self) -> bool { match self { $(Self::$variant => $since),* } }
            /// What the contract must do.
            #[must_use]
            pub fn text(self, lang: Lang) -> &'static str { match (self, lang) { $((Self::$variant, Lang::Ru) => $ru, (Self::$variant, Lang::En) => $en),* } }
        }
    };
}

points! {
    DataList "data_list", true, "определён перечень персональных данных", "the list of personal data is defined";
    ActionsList "actions_list", false, "определён перечень действий (операций) с данными", "the list of actions is defined";
    Purposes "purposes", false, "определены цели обработки", "the purposes are defined";
    Confidentiality "confidentiality", false, "установлена обязанность соблюдать конфиденциальность", "confidentiality is an obligation";
    Localisation "localisation", true, "установлена обязанность соблюдать ст. 18 ч. 5 (базы данных в России)", "art. 18 p. 5 is an obligation (databases in Russia)";
    Art181 "art_18_1", true, "установлена обязанность соблюдать ст. 18.1", "art. 18.1 is an obligation";
    DocumentsOnRequest "documents_on_request", true, "по запросу оператора предоставляются документы о принятых мерах", "documents on the measures are given on request";
    Security "security", false, "установлена обязанность обеспечивать безопасность данных", "security is an obligation";
    Art19Requirements "art_19_requirements", false, "указаны требования к защите по ст. 19", "the protection requirements of art. 19 are stated";
    IncidentNotice "incident_notice", true, "установлена обязанность уведомлять оператора об инцидентах (ст. 21 ч. 3.1)", "incidents are notified to the operator (art. 21 p. 3.1)";
}

/// State of a point of the checklist. Unknown is not the same as not met, but counts as it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointState {
    Met,
    NotMet,
    Unknown,
}

/// The points that a contract lacks; a point that nobody looked at is lacking.
#[must_use]
pub fn gaps(checklist: &BTreeMap<ContractPoint, PointState>) -> Vec<ContractPoint> {
    ContractPoint::ALL
        .iter()
        .copied()
        .filter(|point| checklist.get(point) != Some(&PointState::Met))
        .collect()
}
