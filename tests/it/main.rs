//! One binary for all tests that cross crates.

mod demo_sheet;
mod tidy;
