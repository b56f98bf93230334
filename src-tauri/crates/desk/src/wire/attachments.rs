//! Files of a case: e-mails, scans, what was added.

use super::*;

pub use register::words::AttachmentOrigin;

words! {
    /// What a file that was dropped is for, by its content.
    pub enum FileKind { Table = "table", Email = "email", Scan = "scan" }
}

wire! {
    /// A file that was given to the program, by its token.
    pub struct FileRequest { pub file: String }
    /// What a file is for.
    pub struct FileKindView { pub kind: FileKind }
    /// A case as a file proposes it; nothing is written yet.
    pub struct CaseDraft {
        /// Name of the file.
        pub file: String,
        pub kind: FileKind,
        /// What the file is, in words: «PDF», «JPEG, 1200 × 800 точек».
        pub media: String,
        pub size: u64,
        pub sha256: String,
        pub received: NaiveDate,
        /// The day stands in the file: the `Date` of an e-mail, which the sender writes. Otherwise it is today.
        pub received_from_file: bool,
        pub channel: Channel,
        pub full_name: Option<String>,
        pub email: Option<String>,
        pub topic: Option<String>,
        pub text: String,
        /// Kinds that the rules find in subject and text.
        pub kinds: Vec<Kind>,
        pub matches: Vec<ClassifyMatch>,
        /// Fields that the person must still fill in: `full_name`, `text`, `kind`, `received`.
        pub missing: Vec<String>,
        pub warnings: Vec<String>,
        /// Files inside the e-mail that become attachments of their own.
        pub parts: Vec<DraftPart>,
        /// Files that stay inside the e-mail, each with its reason.
        pub left_out: Vec<LeftOutPart>,
        /// Open cases with the same e-mail address.
        pub similar: Vec<SimilarCase>,
        /// Register number of a case that has this very file.
        pub known_in: Option<String>,
    }
    pub struct DraftPart { pub name: String, pub media: String, pub size: u64 }
    pub struct LeftOutPart { pub name: String, pub why: String }
    /// A case made from a file: what the person left of the draft, and the file that was looked at.
    pub struct CaseFromFileRequest {
        pub file: String,
        /// Of the draft: another file by then is refused.
        pub sha256: String,
        pub case: CaseAddRequest,
        /// Also when a case has this file already.
        #[serde(default)] pub again: bool,
    }
    /// A file of a case.
    pub struct AttachmentRow {
        pub id: String,
        /// As it was called; a label, never a path.
        pub name: String,
        /// Media type by the content: `application/pdf`.
        pub media: String,
        /// The same in words: «PDF».
        pub media_name: String,
        /// Bytes.
        pub size: u64,
        pub sha256: String,
        pub origin: AttachmentOrigin,
        pub added_at: DateTime<FixedOffset>,
    }
    pub struct AttachmentAddRequest { pub number: String, pub file: String, #[serde(default)] pub again: bool }
    pub struct AttachmentRequest { pub number: String, pub id: String }
    pub struct AttachmentRemoveRequest { pub number: String, pub id: String, pub reason: String }
}
