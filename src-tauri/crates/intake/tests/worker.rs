//! Its being here makes cargo build the worker before the tests of this crate run.

#[test]
fn the_worker_was_built() {
    assert!(std::path::Path::new(env!("CARGO_BIN_EXE_otvet-intake-worker")).exists());
}

#[test]
fn a_worker_without_a_request_ends_at_once() {
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_otvet-intake-worker"))
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .status()
        .expect("started");
    assert_eq!(status.code(), Some(2));
}
