//! Taking back the last act.

use super::*;

wire! {
    /// An act that can be taken back: «Проверка личности, № 2026-0001».
    pub struct UndoView {
        pub action: String,
        pub record: String,
        pub name: String,
        /// Nothing was written since.
        pub is_last: bool,
    }
    /// What was taken back, and what the next undo would take back.
    pub struct UndoneView {
        pub action: String,
        pub entity: String,
        /// Register number or row id.
        pub record: String,
        pub name: String,
        /// One sentence for the person.
        pub message: String,
        /// A case added by hand stays, closed: its number is no longer the last one.
        pub number_stays: bool,
        pub next: Option<UndoView>,
    }
}
