//! What the window remembers: inside the vault and outside it.

use super::*;

words! {
    pub enum Theme { System = "system", Light = "light", Dark = "dark" }
    pub enum Language { Ru = "ru", En = "en" }
    /// Height of rows: 30 or 36.
    pub enum Density { Tight = "tight", Loose = "loose" }
    /// Ways to open the vault.
    pub enum KeyKind { Passphrase = "passphrase", PassphraseAndFile = "passphrase_and_file", Recovery = "recovery" }
}
wire! {
    /// How the window looks and listens; kept outside the vault, without names, and answered while locked.
    #[derive(Copy, PartialEq, Eq)]
    pub struct Appearance {
        pub theme: Theme,
        pub language: Language,
        /// Per cent, 80 to 200.
        pub zoom: u32,
        pub density: Density,
        /// Single letters act on lists and records.
        pub letter_keys: bool,
    }
    pub struct CalendarRequest { pub year: i32 }
    /// One year of the production calendar.
    pub struct CalendarYear {
        pub year: i32,
        /// Whether the year has a calendar; without one every Monday to Friday counts as working, and dates are provisional.
        pub known: bool,
        pub days: Vec<WorkDay>,
        pub working: u32,
        pub off: u32,
        pub short: u32,
        /// First and last year that can be shown.
        pub first: i32,
        pub last: i32,
        /// Years with a calendar.
        pub known_from: i32,
        pub known_to: i32,
    }
    /// What the next numbers would be under these masks; nothing is written.
    pub struct MasksView { pub case: MaskView, pub letter: MaskView }
    pub struct MaskView {
        /// The next number; null if the mask is refused.
        pub next: Option<String>,
        /// Why it is refused.
        pub problem: Option<String>,
        /// What to do about it.
        pub fix: Option<String>,
    }
    pub struct KeysView { pub keys: Vec<KeySlot>, pub recovery_confirmed: bool }
    pub struct KeySlot {
        pub id: String,
        pub kind: KeyKind,
        pub made_on: Option<NaiveDate>,
        /// Whether it opened the vault now.
        pub in_use: bool,
        /// Of a recovery key: whether it was typed back from paper.
        pub confirmed: Option<bool>,
    }
    /// What the window remembers inside the vault: views, filters, sorts, sashes.
    pub struct Remembered { pub entries: Vec<RememberedEntry> }
    pub struct RememberedEntry {
        /// `snake_case` with dots, at most 100 characters.
        pub key: String,
        /// JSON, at most 16 KiB; null forgets the key.
        pub value: Option<String>,
    }
}
