//! The smallest Tauri window: one page that says hello. `npm run bench` starts it beside the workstation, to tell what
//! Tauri and the web view cost from what the workstation costs.

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    let app = tauri::Builder::default().build(tauri::generate_context!("examples/hello/tauri.conf.json"))?;
    WebviewWindowBuilder::new(&app, "main", WebviewUrl::App("index.html".into()))
        .title("hello")
        .inner_size(1280.0, 800.0)
        .build()?;
    app.run(|_, _| {});
    Ok(())
}
