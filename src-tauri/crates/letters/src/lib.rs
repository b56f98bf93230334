//! Letters and documents: templates to a document model, the typesetter, PDF; the journal and the import report.
//! The model knows nothing of PDF, the typesetter nothing of law, and nothing here a database or a key.

mod compose;
mod error;
mod fonts;
mod journal;
mod layout;
mod linebreak;
mod model;
mod names;
mod pdf;
mod report;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod writer;

pub use compose::*;
pub use error::{ComposeError, LettersError};
pub use journal::*;
pub use layout::{PreviewLine, PreviewPage, PreviewRule};
pub use model::*;
pub use names::{NameParts, dative_short, initials_first, split_name};
pub use pdf::{Rendered, layout_preview, render_pdf};
pub use report::*;
pub use text::{clean, typographic};
