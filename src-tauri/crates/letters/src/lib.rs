//! Letters and documents: templates to a document model, the typesetter, PDF; the journal and the import report.
//! The model knows nothing of PDF, the typesetter nothing of law, and nothing here a database or a key.

mod card;
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
mod sheet;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod writer;

pub use card::*;
pub use compose::*;
pub use error::{ComposeError, LettersError};
pub use journal::*;
pub use layout::{PreviewLine, PreviewPage, PreviewRule};
pub use model::*;
pub use names::{NameParts, dative_short, initials_first, split_name};
pub use pdf::{Rendered, layout_preview, render_pdf};
pub use report::*;
pub use sheet::{MAX_SHEET_ROWS, Sheet, SheetColumn, Value, sheet_csv, sheet_pdf, sheet_xlsx};
pub use text::{clean, typographic};
