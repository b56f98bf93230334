//! The use cases: one function per thing a person does. Above the register, the law, the intake and the letters;
//! below the window and `otvet`, which only call and print.

pub mod attachments;
mod bindings;
pub mod cards;
pub mod cases;
mod context;
pub mod demands;
pub mod demo;
mod error;
pub mod exports;
pub mod files;
pub mod imports;
pub mod journal;
pub mod letters;
pub mod operator;
mod policy;
pub mod policy_file;
pub mod purposes;
pub mod register_forms;
pub mod registers;
mod reports;
pub mod rules;
pub mod search;
mod session;
pub mod settings;
pub mod three_lists;
pub mod today;
mod toml_problem;
pub mod tools;
pub mod trail;
pub mod undo;
pub mod vaults;
pub mod wire;
mod words;

use std::path::PathBuf;

use zeroize::Zeroizing;

pub use bindings::typescript;
pub use context::{Context, moscow, zone_offset};
pub use error::{DeskError, FieldProblem, FileAct, Missing, NotFound, Result, io_reason, unforeseen};
pub use intake::WORKER_ARGUMENT;
pub use session::Session;
pub use statute::{Kind, Lang, Outcome, kind_name, kind_short_name};
pub use toml_problem::TomlProblem;
pub use vault::harden_process;

/// Becomes the import worker: never returns to a program that may hold a key.
pub fn worker_main() -> ! {
    intake::worker::main()
}

/// Bytes that are wiped when dropped: what a person gave to open a vault.
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes the bytes over.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// EXPOSE: for unlocking.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

/// Where the program remembers what lies outside the vault (no names): the system's folder for settings. `None` = it
/// does without. An empty variable is an unset one.
#[must_use]
pub fn config_dir() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        // Not the roaming folder: what was seen last is this computer's own memory.
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_CONFIG_HOME").or_else(|| variable("HOME").map(|home| home.join(".config")))
    };
    base.filter(|path| path.is_absolute()).map(|path| path.join("otvet"))
}
