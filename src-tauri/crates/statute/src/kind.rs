//! Kinds of demand and duties that open a clock, outcomes, and their names on the screen.

use serde::{Deserialize, Serialize};

/// Language of what a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    #[default]
    Ru,
    En,
}

macro_rules! kinds {
    ($($variant:ident $word:literal, $article:literal, $demand:literal, $ru:literal / $short:literal, $en:literal / $en_short:literal;)*) => {
        /// A kind of demand, or of a duty that opens a clock without a demand.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        pub enum Kind { $(#[serde(rename = $word)] $variant),* }

        impl Kind {
            /// Every kind, demands first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in JSON, database and code.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),* } }

            /// The inverse of [`Self::as_str`].
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)* _ => None } }

            /// Whether a person or the authority demands it (a row of a spreadsheet can be of this kind).
            #[must_use]
            pub fn is_demand(self) -> bool { match self { $(Self::$variant => $demand),* } }

            /// Articles of 152-FZ (or clauses of the policy) in Russian.
            #[must_use]
            pub fn article(self) -> &'static str { match self { $(Self::$variant => $article),* } }
        }

        /// Full name of a kind.
        #[must_use]
        pub fn kind_name(kind: Kind, lang: Lang) -> &'static str {
            match (kind, lang) { $((Kind::$variant, Lang::Ru) => $ru, (Kind::$variant, Lang::En) => $en),* }
        }

        /// Short name of a kind, for lists only.
        #[must_use]
        pub fn kind_short_name(kind: Kind, lang: Lang) -> &'static str {
            match (kind, lang) { $((Kind::$variant, Lang::Ru) => $short, (Kind::$variant, Lang::En) => $en_short),* }
        }
    };
}

kinds! {
    Access "access", "ст. 14, ст. 20 ч. 1", true, "Доступ к данным" / "Доступ", "Access to data" / "Access";
    Rectification "rectification", "ст. 14 ч. 1, ст. 21 ч. 2", true, "Уточнение данных" / "Уточнение", "Rectification" / "Rectification";
    Blocking "blocking", "ст. 21 ч. 1", true, "Блокирование данных" / "Блокирование", "Blocking" / "Blocking";
    Destruction "destruction", "ст. 14 ч. 1, ст. 20 ч. 3", true, "Уничтожение данных" / "Уничтожение", "Destruction of data" / "Destruction";
    StopProcessing "stop_processing", "ст. 21 ч. 5.1", true, "Прекращение обработки" / "Прекращение", "End of processing" / "Stop processing";
    WithdrawConsent "withdraw_consent", "ст. 9 ч. 2, ст. 21 ч. 5", true, "Отзыв согласия" / "Отзыв согласия", "Withdrawal of consent" / "Withdrawal";
    StopMarketing "stop_marketing", "ст. 15 ч. 2", true, "Отказ от рекламы" / "Реклама", "Marketing refusal" / "Marketing";
    StopDissemination "stop_dissemination", "ст. 10.1 ч. 12", true, "Прекращение распространения" / "Распространение", "End of dissemination" / "Dissemination";
    AutomatedDecisionObjection "automated_decision_objection", "ст. 16 ч. 4", true, "Возражение против автоматического решения" / "Возражение", "Objection to an automated decision" / "Objection";
    Clarification "clarification", "п. 9.1 политики", true, "Разъяснение" / "Разъяснение", "Clarification" / "Clarification";
    Complaint "complaint", "ст. 17 ч. 1", true, "Жалоба" / "Жалоба", "Complaint" / "Complaint";
    AuthorityInquiry "authority_inquiry", "ст. 20 ч. 4", true, "Запрос Роскомнадзора" / "Роскомнадзор", "Inquiry of Roskomnadzor" / "Roskomnadzor";
    NotPersonalData "not_personal_data", "", true, "Не о персональных данных" / "Не о ПДн", "Not about personal data" / "Not PD";
    UnlawfulProcessingStop "unlawful_processing_stop", "ст. 21 ч. 3", false, "Прекращение неправомерной обработки" / "Неправомерная", "Stop of unlawful processing" / "Unlawful";
    UnlawfulProcessingDestroy "unlawful_processing_destroy", "ст. 21 ч. 3", false, "Уничтожение неправомерно обрабатываемых данных" / "Неправомерная", "Destruction after unlawful processing" / "Unlawful";
    Incident24h "incident_24h", "ст. 21 ч. 3.1 п. 1", false, "Инцидент: уведомление за 24 часа" / "Инцидент", "Incident: notice in 24 hours" / "Incident";
    Incident72h "incident_72h", "ст. 21 ч. 3.1 п. 2", false, "Инцидент: уведомление за 72 часа" / "Инцидент", "Incident: notice in 72 hours" / "Incident";
    PurposeAchieved "purpose_achieved", "ст. 21 ч. 4", false, "Достижение цели обработки" / "Цель достигнута", "Purpose achieved" / "Purpose";
    SourceNotice "source_notice", "ст. 18 ч. 3", false, "Уведомление о получении данных не от субъекта" / "Уведомление", "Notice of the source" / "Source notice";
    PublicSourceExclusion "public_source_exclusion", "ст. 8 ч. 2", false, "Исключение из общедоступного источника" / "Исключение", "Exclusion from a public source" / "Exclusion";
    DisseminationStopThirdParty "dissemination_stop_third_party", "ст. 10.1 ч. 14", false, "Прекращение распространения третьим лицом" / "Распространение", "End of dissemination by a third party" / "Dissemination";
    NoticeChange "notice_change", "ст. 22 ч. 7", false, "Изменение сведений уведомления" / "Уведомление", "Change of the notice" / "Notice";
    ProcessingEnd "processing_end", "ст. 22 ч. 7", false, "Прекращение обработки: уведомление" / "Уведомление", "End of processing: notice" / "Notice";
}

/// How a demand ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Satisfied,
    Partly,
    Refused,
    NotOurs,
    WithdrawnBySubject,
    DoneBySubject,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &'static [Self] = &[
        Self::Satisfied,
        Self::Partly,
        Self::Refused,
        Self::NotOurs,
        Self::WithdrawnBySubject,
        Self::DoneBySubject,
    ];

    /// The word in JSON and database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Partly => "partly",
            Self::Refused => "refused",
            Self::NotOurs => "not_ours",
            Self::WithdrawnBySubject => "withdrawn_by_subject",
            Self::DoneBySubject => "done_by_subject",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.as_str() == word)
    }

    /// On the screen.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Satisfied, Lang::Ru) => "удовлетворено",
            (Self::Partly, Lang::Ru) => "удовлетворено частично",
            (Self::Refused, Lang::Ru) => "отказано",
            (Self::NotOurs, Lang::Ru) => "не наш субъект",
            (Self::WithdrawnBySubject, Lang::Ru) => "отозвано заявителем",
            (Self::DoneBySubject, Lang::Ru) => "изменено самим субъектом",
            (Self::Satisfied, Lang::En) => "satisfied",
            (Self::Partly, Lang::En) => "partly satisfied",
            (Self::Refused, Lang::En) => "refused",
            (Self::NotOurs, Lang::En) => "not our subject",
            (Self::WithdrawnBySubject, Lang::En) => "withdrawn by the applicant",
            (Self::DoneBySubject, Lang::En) => "changed by the subject",
        }
    }
}
