//! Which column is which field: from the words of its header and from its values, with a confidence.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::header::{letter_of, normal};
use crate::values::{self, looks_like_email, looks_like_name, looks_like_phone};
use crate::{Cell, Row};

macro_rules! fields {
    ($($variant:ident $word:literal),* $(,)?) => {
        /// A field of a contact-centre row.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Field { $(#[serde(rename = $word)] $variant),* }
        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The word in JSON and in `--map`.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),* } }
            /// The inverse of [`Self::as_str`].
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)* _ => None } }
        }
    };
}

fields! {
    AppealId "appeal_id", ReceivedAt "received_at", ReceivedTime "received_time", Phone "phone", Email "email",
    FullName "full_name", LastName "last_name", FirstName "first_name", MiddleName "middle_name", BirthDate "birth_date",
    Contract "contract", Address "address", Topic "topic", Text "text", Agent "agent", Channel "channel",
    Direction "direction", Status "status", Duration "duration",
}

/// A column with what it was taken for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub index: usize,
    pub letter: String,
    pub header: String,
    pub field: Option<Field>,
    /// 0 to 1.
    pub confidence: f32,
    /// First values, as a person sees them.
    pub samples: Vec<String>,
}

static DICTIONARY: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let data: HashMap<String, Vec<String>> =
        serde_json::from_str(include_str!("../../../../assets/intake/headers.json"))
            .expect("the embedded dictionary is checked by a test");
    let mut words = HashMap::new();
    for (field, synonyms) in data {
        if let Some(field) = Field::parse(&field) {
            for synonym in synonyms {
                words.insert(normal(&synonym), field);
            }
        }
    }
    words
});

/// The field that a header's words name: whole, by its beginning, by its last part, by most of its words.
pub(crate) fn by_header(header: &str) -> Option<(Field, f32)> {
    let text = normal(header);
    if text.is_empty() || text.chars().count() > 80 {
        return None;
    }
    if let Some(field) = DICTIONARY.get(&text) {
        return Some((*field, 0.95));
    }
    // «Клиент / Телефон»: the last part says what the column is.
    if let Some((_, last)) = header.rsplit_once(" / ")
        && let Some((field, confidence)) = by_header(last)
    {
        return Some((field, confidence.min(0.9)));
    }
    let words: Vec<&str> = text.split(' ').collect();
    let mut best: Option<(Field, f32)> = None;
    for (synonym, field) in DICTIONARY.iter() {
        let parts: Vec<&str> = synonym.split(' ').collect();
        if synonym.chars().count() < 4 {
            continue;
        }
        let common = parts.iter().filter(|part| words.contains(part)).count();
        let confidence = if text.starts_with(synonym.as_str()) && words.len() <= parts.len() + 3 {
            0.8
        } else if common == parts.len() && words.len() <= parts.len() + 2 {
            0.7
        } else if parts.len() >= 2 && common * 3 >= parts.len() * 2 && words.len() <= parts.len() + 1 {
            0.55
        } else {
            continue;
        };
        #[allow(clippy::cast_precision_loss)]
        let confidence = confidence + 0.01 * parts.len().min(5) as f32;
        // The same for two fields: the smaller word decides, so that the answer never depends on the order of a map.
        if best.is_none_or(|(f, c)| confidence > c || (confidence == c && *field < f)) {
            best = Some((*field, confidence));
        }
    }
    best
}

/// Shares of the values of a column that look like something.
#[derive(Default)]
struct Looks {
    filled: usize,
    phone: f32,
    date: f32,
    time: f32,
    email: f32,
    name: f32,
    long: f32,
    serial: bool,
}

#[allow(clippy::cast_precision_loss)]
fn looks(rows: &[Row], index: usize) -> Looks {
    let mut l = Looks::default();
    let mut last: Option<i64> = None;
    let mut steps = 0usize;
    for row in rows.iter().take(200) {
        let cell = row.cell(index);
        if cell.is_empty() {
            continue;
        }
        l.filled += 1;
        let text = cell.text();
        if looks_like_phone(cell) {
            l.phone += 1.0;
        }
        if values::looks_like_date(cell) {
            l.date += 1.0;
        }
        if values::looks_like_time(cell) {
            l.time += 1.0;
        }
        if looks_like_email(&text) {
            l.email += 1.0;
        }
        if looks_like_name(&text) {
            l.name += 1.0;
        }
        if text.chars().count() > 25 && text.split_whitespace().count() > 3 {
            l.long += 1.0;
        }
        if let Ok(number) = text.trim().parse::<i64>() {
            if last.is_none_or(|n| n + 1 == number) {
                steps += 1;
            }
            last = Some(number);
        }
    }
    let n = l.filled.max(1) as f32;
    for share in [&mut l.phone, &mut l.date, &mut l.time, &mut l.email, &mut l.name, &mut l.long] {
        *share /= n;
    }
    l.serial = l.filled >= 3 && steps * 10 >= l.filled * 8;
    l
}

fn judge(header: &str, l: &Looks) -> (Option<Field>, f32) {
    let named = by_header(header);
    // «№ п/п» counts the rows of one file: it is no number of the appeal.
    let plain = normal(header);
    if matches!(plain.as_str(), "№" | "№ п п" | "n" | "п п" | "no") {
        return (None, 0.9);
    }
    if let Some((field, confidence)) = named {
        let confidence = match field {
            _ if l.filled == 0 => confidence * 0.8,
            Field::Phone if l.phone < 0.3 => return by_values(l).unwrap_or((None, 0.3)).into_field(),
            Field::ReceivedAt if l.date < 0.3 && l.time > 0.6 => return (Some(Field::ReceivedTime), 0.8),
            Field::ReceivedAt if l.date < 0.3 => confidence * 0.5,
            // Some systems call the whole moment «Время».
            Field::ReceivedTime if l.date > 0.6 => return (Some(Field::ReceivedAt), 0.8),
            Field::Email if l.email < 0.3 => confidence * 0.4,
            Field::BirthDate if l.date < 0.3 => confidence * 0.4,
            Field::AppealId if l.serial && plain == "номер" => confidence * 0.5,
            _ => confidence,
        };
        return (Some(field), confidence);
    }
    by_values(l).unwrap_or((None, 0.0)).into_field()
}

trait IntoField {
    fn into_field(self) -> (Option<Field>, f32);
}
impl IntoField for (Option<Field>, f32) {
    fn into_field(self) -> (Option<Field>, f32) {
        self
    }
}

/// A field from the values alone.
fn by_values(l: &Looks) -> Option<(Option<Field>, f32)> {
    if l.filled < 3 {
        return None;
    }
    if l.email >= 0.8 {
        Some((Some(Field::Email), 0.75))
    } else if l.phone >= 0.8 {
        Some((Some(Field::Phone), 0.7))
    } else if l.date >= 0.8 {
        Some((Some(Field::ReceivedAt), 0.5))
    } else if l.name >= 0.8 {
        Some((Some(Field::FullName), 0.6))
    } else if l.long >= 0.7 {
        Some((Some(Field::Text), 0.5))
    } else {
        None
    }
}

/// Proposes a field for each column from headers and sample rows. Several columns may be telephones, e-mails, notes;
/// of the other fields the surest column keeps it.
#[must_use]
pub fn propose_columns(headers: &[String], rows: &[Row]) -> Vec<Column> {
    let width = headers.len().max(rows.iter().map(|r| r.cells.len()).max().unwrap_or(0));
    let mut columns: Vec<Column> = (0..width)
        .map(|index| {
            let header = headers.get(index).cloned().unwrap_or_default();
            let (field, confidence) = judge(&header, &looks(rows, index));
            let samples =
                rows.iter().map(|r| r.cell(index)).filter(|c| !c.is_empty()).take(3).map(shorten).collect();
            Column {
                index,
                letter: letter_of(index),
                header,
                field,
                confidence: confidence.clamp(0.0, 1.0),
                samples,
            }
        })
        .collect();
    for field in Field::ALL {
        if matches!(field, Field::Phone | Field::Email | Field::Text) {
            continue;
        }
        let best =
            columns.iter().filter(|c| c.field == Some(*field)).fold(None, |best: Option<(usize, f32)>, c| {
                match best {
                    Some((_, confidence)) if confidence >= c.confidence => best,
                    _ => Some((c.index, c.confidence)),
                }
            });
        for column in &mut columns {
            if column.field == Some(*field) && best.map(|b| b.0) != Some(column.index) {
                column.field = None;
                column.confidence = 0.3;
            }
        }
    }
    columns
}

fn shorten(cell: &Cell) -> String {
    let text = cell.text().split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
