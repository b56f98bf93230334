//! Declares the window's commands to Tauri, so that only those that the capability allows can be called.

const COMMANDS: &[&str] = include!("commands.in.rs");

fn main() {
    println!("cargo:rerun-if-changed=commands.in.rs");
    let attributes =
        tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}
