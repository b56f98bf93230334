//! The generator of the sample that `otvet demo` imports; `npm run demo:make` writes it into `assets/demo`.

pub mod sheet;
mod words;
