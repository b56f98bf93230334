//! The import report for a manager: what came, what became of it, what must be done first, what was refused and why.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::LettersError;
use crate::model::{Align, Bar, Block, Cell, Column, Content, Document, Run, Style, group, ru_date};
use crate::pdf::{Rendered, render_pdf};
use crate::text::clean;

/// A column of the sheet and what it was taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMapping {
    pub letter: String,
    pub header: String,
    /// In words («Телефон»); `None` = not taken.
    pub field: Option<String>,
}

/// `read` is the sum of the other five.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCounts {
    pub read: u64,
    pub new_cases: u64,
    pub joined: u64,
    pub not_personal_data: u64,
    pub already_imported: u64,
    pub rejected: u64,
}

/// A reason why a row was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRejected {
    /// Row number that Excel shows.
    pub row: u64,
    pub column: Option<String>,
    pub header: Option<String>,
    pub value: Option<String>,
    pub message: String,
    pub fix: String,
}

/// A case that is due first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDue {
    pub case: String,
    pub due_on: NaiveDate,
    pub provisional: bool,
    /// Kind of the demand in words.
    pub what: String,
    /// Working days left; negative = overdue.
    pub days_left: i64,
}

/// A row that needs a person's decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportToDecide {
    pub row: u64,
    pub case: String,
    pub candidate: String,
    /// In words.
    pub why: String,
}

/// A contact after the person had refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAfterRefusal {
    pub row: u64,
    pub case: String,
    pub since: NaiveDate,
}

/// All that the report says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportInput {
    pub operator_name: String,
    /// Number of the run, `2026-11-23-01`.
    pub run: String,
    pub file_name: String,
    pub sha256: String,
    pub format: String,
    pub encoding: Option<String>,
    pub sheet: Option<String>,
    pub header_row: Option<u64>,
    pub imported_at: NaiveDateTime,
    pub imported_by: Option<String>,
    pub mapping: Vec<ReportMapping>,
    pub counts: ReportCounts,
    /// Demands by kind, in words.
    pub by_kind: Vec<(String, u64)>,
    pub due_first: Vec<ReportDue>,
    /// Days lost between the contact and the import: total and worst.
    pub days_lost_total: u64,
    pub days_lost_worst: u64,
    pub rejected: Vec<ReportRejected>,
    pub to_decide: Vec<ReportToDecide>,
    pub contacts_after_refusal: Vec<ReportAfterRefusal>,
    pub audit_head: Option<String>,
    pub made_on: NaiveDate,
}

/// Longer tables are in the return file; the report shows the beginning and says how many more there are.
const MAX_ROWS: usize = 400;

fn text(text: impl Into<String>) -> Block {
    Content::Paragraph { runs: vec![Run::plain(text.into())], indent: false }.into()
}

fn part(title: &str) -> Block {
    Content::Subheading { text: title.to_owned() }.into()
}

fn more(blocks: &mut Vec<Block>, total: usize, where_to: &str) {
    if total > MAX_ROWS {
        let rest = group((total - MAX_ROWS) as u64);
        blocks.push(
            Content::Note {
                text: format!("Показаны первые {MAX_ROWS}; ещё {rest} — {where_to}.")
            }
            .into(),
        );
    }
}

/// The right form after a number: «1 день», «2 дня», «5 дней».
fn plural(n: u64, one: &str, few: &str, many: &str) -> String {
    let form = match (n % 100, n % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    };
    format!("{}\u{a0}{form}", group(n))
}

/// The report as a document.
#[must_use]
pub fn report_document(input: &ReportInput) -> Document {
    let c = &input.counts;
    let mut blocks: Vec<Block> = vec![
        Content::Heading { text: format!("Отчёт о загрузке {}", clean(&input.run)) }.into(),
        text(format!("Оператор: {}", clean(&input.operator_name))),
    ];
    let by = input.imported_by.as_deref().map(clean).filter(|t| !t.is_empty());
    let mut facts = vec![
        ("Файл", clean(&input.file_name)),
        ("SHA-256", clean(&input.sha256)),
        (
            "Загружен",
            input.imported_at.format("%d.%m.%Y %H:%M").to_string()
                + &by.map_or_else(String::new, |b| format!(", {b}")),
        ),
    ];
    let mut sheet = clean(&input.format);
    if let Some(name) = &input.sheet {
        sheet.push_str(&format!(", лист «{}»", clean(name)));
    }
    if let Some(row) = input.header_row {
        sheet.push_str(&format!(", строка заголовков {row}"));
    }
    if let Some(encoding) = &input.encoding {
        sheet.push_str(&format!(", кодировка {}", clean(encoding)));
    }
    facts.push(("Формат", sheet));
    blocks.push(
        Content::Table {
            columns: vec![Column::new("", 18.0), Column::new("", 82.0)],
            rows: facts
                .into_iter()
                .map(|(name, value)| {
                    vec![Cell { text: name.to_owned(), bold: true, nowrap: false }, value.into()]
                })
                .collect(),
        }
        .into(),
    );

    blocks.push(part("Что загружено и что из этого стало"));
    blocks.push(text(format!(
        "Прочитано строк: {}. Создано обращений: {}; присоединено к прежним: {}; не о персональных данных: {}; загружено ранее: {}; \
         отклонено: {}.",
        group(c.read),
        group(c.new_cases),
        group(c.joined),
        group(c.not_personal_data),
        group(c.already_imported),
        group(c.rejected)
    )));
    blocks.push(
        Content::Chart {
            bars: [
                ("Создано обращений", c.new_cases),
                ("Присоединено к прежним", c.joined),
                ("Не о персональных данных", c.not_personal_data),
                ("Загружено ранее", c.already_imported),
                ("Отклонено", c.rejected),
            ]
            .into_iter()
            .map(|(label, value)| Bar { label: label.to_owned(), value })
            .collect(),
        }
        .into(),
    );
    if !input.by_kind.is_empty() {
        blocks.push(part("Требования по видам"));
        let bars = input
            .by_kind
            .iter()
            .take(30)
            .map(|(label, value)| Bar { label: clean(label), value: *value })
            .collect();
        blocks.push(Content::Chart { bars }.into());
    }

    blocks.push(part("Потеряно до загрузки"));
    blocks.push(text(if input.days_lost_total == 0 {
        "Сроки идут с дня обращения; до загрузки дней не потеряно.".to_owned()
    } else {
        format!(
            "Сроки идут с дня обращения, а не с дня загрузки. До загрузки потеряно: {}; больше всего по одному обращению: {}.",
            plural(input.days_lost_total, "день", "дня", "дней"),
            plural(input.days_lost_worst, "день", "дня", "дней")
        )
    }));

    blocks.push(part("Ближайшие сроки"));
    if input.due_first.is_empty() {
        blocks.push(text("Новых сроков нет."));
    } else {
        let rows = input
            .due_first
            .iter()
            .take(MAX_ROWS)
            .map(|due| {
                let left = match u64::try_from(due.days_left) {
                    Ok(days) => plural(days, "раб. день", "раб. дня", "раб. дней"),
                    Err(_) => format!(
                        "просрочено, {}",
                        plural(due.days_left.unsigned_abs(), "раб. день", "раб. дня", "раб. дней")
                    ),
                };
                let mark = if due.provisional { " (предварительно)" } else { "" };
                vec![
                    Cell::new(format!("{}{mark}", ru_date(due.due_on))),
                    Cell::nowrap(clean(&due.case)),
                    Cell::new(clean(&due.what)),
                    Cell { text: left, bold: due.days_left < 0, nowrap: false },
                ]
            })
            .collect();
        let columns = vec![
            Column::new("Срок", 18.0),
            Column::new("Обращение", 18.0),
            Column::new("Требование", 40.0),
            Column::new("Осталось", 24.0),
        ];
        blocks.push(Content::Table { columns, rows }.into());
        more(&mut blocks, input.due_first.len(), "в разделе «Сегодня»");
    }

    if !input.to_decide.is_empty() {
        blocks.push(part("Нужно решение"));
        let rows = input
            .to_decide
            .iter()
            .take(MAX_ROWS)
            .map(|d| {
                vec![
                    Cell::nowrap(group(d.row)),
                    Cell::nowrap(clean(&d.case)),
                    Cell::nowrap(clean(&d.candidate)),
                    clean(&d.why).into(),
                ]
            })
            .collect();
        let columns = vec![
            Column::aligned("Строка", 10.0, Align::Right),
            Column::new("Новое обращение", 20.0),
            Column::new("Возможно, то же лицо", 22.0),
            Column::new("Причина", 48.0),
        ];
        blocks.push(Content::Table { columns, rows }.into());
        more(&mut blocks, input.to_decide.len(), "в карточке загрузки");
    }

    if !input.contacts_after_refusal.is_empty() {
        blocks.push(part("Контакты после отказа субъекта"));
        blocks.push(text("Исходящие контакты с теми, кто ранее отозвал согласие или отказался от рекламы."));
        let rows = input
            .contacts_after_refusal
            .iter()
            .take(MAX_ROWS)
            .map(|r| {
                vec![Cell::nowrap(group(r.row)), Cell::nowrap(clean(&r.case)), Cell::nowrap(ru_date(r.since))]
            })
            .collect();
        let columns = vec![
            Column::aligned("Строка", 14.0, Align::Right),
            Column::new("Обращение", 43.0),
            Column::new("Отказ действует с", 43.0),
        ];
        blocks.push(Content::Table { columns, rows }.into());
        more(&mut blocks, input.contacts_after_refusal.len(), "в карточке загрузки");
    }

    blocks.push(part("Отклонённые строки"));
    if input.rejected.is_empty() {
        blocks.push(text("Отклонённых строк нет."));
    } else {
        blocks.push(text(
            "Исправьте эти строки в исходной таблице и загрузите её снова: строки, которые уже загружены, второй раз не заводятся.",
        ));
        let rows = input
            .rejected
            .iter()
            .take(MAX_ROWS)
            .map(|r| {
                let place =
                    [r.column.as_deref().map(clean), r.header.as_deref().map(|h| format!("«{}»", clean(h)))];
                let value = r.value.as_deref().map(clean).filter(|v| !v.is_empty());
                let message = clean(&r.message);
                vec![
                    Cell::nowrap(group(r.row)),
                    Cell::new(place.into_iter().flatten().collect::<Vec<_>>().join(" ")),
                    Cell::new(value.map_or_else(|| message.clone(), |v| format!("{message}: «{v}»"))),
                    clean(&r.fix).into(),
                ]
            })
            .collect();
        let columns = vec![
            Column::aligned("Строка", 10.0, Align::Right),
            Column::new("Столбец", 18.0),
            Column::new("Что не так", 36.0),
            Column::new("Как исправить", 36.0),
        ];
        blocks.push(Content::Table { columns, rows }.into());
        more(&mut blocks, input.rejected.len(), "в карточке загрузки");
    }

    if !input.mapping.is_empty() {
        blocks.push(part("Соответствие столбцов"));
        let rows = input
            .mapping
            .iter()
            .take(MAX_ROWS)
            .map(|m| {
                let field = m.field.as_deref().map_or_else(|| "не загружается".to_owned(), clean);
                vec![Cell::nowrap(clean(&m.letter)), clean(&m.header).into(), field.into()]
            })
            .collect();
        let columns = vec![
            Column::new("Столбец", 12.0),
            Column::new("Заголовок в файле", 44.0),
            Column::new("Поле", 44.0),
        ];
        blocks.push(Content::Table { columns, rows }.into());
    }

    Document {
        title: format!("Отчёт о загрузке {}", clean(&input.run)),
        lang: "ru-RU".to_owned(),
        style: Style::Report,
        date: input.made_on,
        blocks,
        footer: crate::text::trail_footer(input.audit_head.as_deref()),
    }
}

/// The report as PDF.
///
/// # Errors
/// As [`render_pdf`].
pub fn report_pdf(input: &ReportInput) -> Result<Rendered, LettersError> {
    render_pdf(&report_document(input))
}
