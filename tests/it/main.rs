//! One binary for all tests that cross crates.

mod cli;
mod cli_attachments;
mod cli_cases;
mod cli_demands;
mod cli_exports;
mod cli_frame;
mod cli_import;
mod cli_journal;
mod cli_language;
mod cli_law;
mod cli_letters;
mod cli_registers;
mod cli_rules;
mod cli_today;
mod cli_vault;
mod demo_sheet;
mod guide;
mod imports;
mod letters;
mod packages;
mod room;
mod support;
mod tidy;
