//! Tests that cross crates; see `it/`, `slow/` and `window/`.
