//! One binary for all tests that cross crates.

mod demo_sheet;
mod letters;
mod room;
mod tidy;
