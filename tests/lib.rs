//! Tests that cross crates; see `it/` and `window/`. The library holds what several of them share.

pub mod demo;
