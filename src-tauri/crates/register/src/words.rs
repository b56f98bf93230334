//! Closed vocabularies of the records: the same word in code, database, JSON and (translated) on the screen.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        pub enum $name { $(#[serde(rename = $word)] $variant),* }

        impl $name {
            /// Every word, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it stands in JSON and in the database.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The inverse of [`Self::as_str`].
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                Self::parse(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
            }
        }

        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }
    )*};
}

words! {
    /// State of a case: its last act.
    pub enum CaseStatus {
        Accepted = "accepted", IdentityConfirmed = "identity_confirmed",
        ParticularsRequested = "particulars_requested", Extended = "extended", Blocked = "blocked",
        Answered = "answered", Refused = "refused", Sent = "sent", Delivered = "delivered",
        Returned = "returned", Closed = "closed", Reopened = "reopened",
    }
    /// How a contact reached the operator.
    pub enum Channel {
        Call = "call", Chat = "chat", Email = "email", Post = "post", InPerson = "in_person",
        Authority = "authority", Unknown = "unknown",
    }
    /// How the identity of the applicant was checked (what was compared stands beside).
    pub enum IdentityMethod {
        Document = "document", Signature = "signature", Account = "account", Representative = "representative",
    }
    /// What became of a row of a spreadsheet.
    pub enum RowFate {
        NewCase = "new_case", Joined = "joined", NotPersonalData = "not_personal_data",
        AlreadyImported = "already_imported", Rejected = "rejected",
    }
    /// How a file came to its case.
    pub enum AttachmentOrigin { Source = "source", Part = "part", Added = "added" }
    /// Who receives a disclosure.
    pub enum RecipientKind {
        Processor = "processor", IndependentOperator = "independent_operator", StateBody = "state_body",
        Court = "court", Representative = "representative",
    }
    /// What the words of an operator's own rule mean for a kind.
    pub enum RuleEffect { Asks = "asks", DoesNotAsk = "does_not_ask" }
    /// Lists of cases that have a name of their own.
    pub enum CasesView { Open = "open", Overdue = "overdue", AwaitingIdentity = "awaiting_identity", All = "all" }
    /// What an entry of the trail is about. Exports belong to the list that left; what is about no record of the other
    /// kinds (the operator, the policy, keys, rules) is `settings`.
    pub enum TrailAbout {
        Cases = "cases", Letters = "letters", Imports = "imports", Registers = "registers", Settings = "settings",
    }
    /// Order of the list of cases; the number breaks ties.
    pub enum CasesSort { Due = "due", Received = "received", Number = "number", Subject = "subject" }
}
