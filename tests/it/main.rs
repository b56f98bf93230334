//! One binary for all tests that cross crates.

mod cli;
mod cli_cases;
mod cli_import;
mod cli_journal;
mod cli_law;
mod cli_letters;
mod cli_vault;
mod demo_sheet;
mod imports;
mod letters;
mod room;
mod support;
mod tidy;
