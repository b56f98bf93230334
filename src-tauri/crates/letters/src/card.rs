//! The card of one case: everything the register holds of it on paper, each date with its working day by day.

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};

use crate::LettersError;
use crate::model::{Align, Block, Cell, Column, Content, Document, Run, Style, group, ru_date};
use crate::pdf::{Rendered, render_pdf};
use crate::text::clean;

/// A day of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardStep {
    pub date: NaiveDate,
    /// Number in the term, if it counts.
    pub day: Option<u32>,
    pub why: String,
}

/// A demand with its date and the working of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardDemand {
    /// In words.
    pub kind: String,
    /// «до 19.01.2027 · 4 раб. дня».
    pub due: String,
    /// The rule in one sentence with its article.
    pub rule: String,
    /// How it ended, or that it is open.
    pub state: String,
    /// What law and policy say, what the working rests on.
    pub notes: Vec<String>,
    pub steps: Vec<CardStep>,
}

/// One contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardContact {
    pub at: NaiveDateTime,
    pub channel: String,
    /// The import and row it came from.
    pub origin: Option<String>,
    pub topic: Option<String>,
    pub text: String,
}

/// A letter that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardLetter {
    pub number: String,
    pub on: NaiveDate,
    pub name: String,
    pub pages: u32,
    pub sha256: String,
}

/// A disclosure of the person's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardDisclosure {
    pub on: NaiveDate,
    pub recipient: String,
    pub what: String,
    pub ground: String,
}

/// All that the card says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardInput {
    pub operator_name: String,
    pub number: String,
    pub received_at: NaiveDateTime,
    pub channel: String,
    pub status: String,
    /// Name and value: name, telephone, contract, what is known.
    pub subject: Vec<(String, String)>,
    /// What was compared, how and when; absent = not confirmed.
    pub identity: Option<String>,
    /// Calendar days between the contact and its import.
    pub days_lost: Option<u32>,
    pub demands: Vec<CardDemand>,
    pub contacts: Vec<CardContact>,
    pub letters: Vec<CardLetter>,
    pub disclosures: Vec<CardDisclosure>,
    /// Files of the case: name and what it is.
    pub attachments: Vec<(String, String)>,
    pub timeline: Vec<(NaiveDateTime, String)>,
    pub responsible_name: Option<String>,
    pub responsible_post: Option<String>,
    pub audit_head: Option<String>,
    pub made_on: NaiveDate,
}

fn text(text: impl Into<String>) -> Block {
    Content::Paragraph { runs: vec![Run::plain(text.into())], indent: false }.into()
}

fn part(title: &str) -> Block {
    Content::Subheading { text: title.to_owned() }.into()
}

/// Midnight exactly means that no time is known.
fn moment(at: NaiveDateTime) -> String {
    if at.num_seconds_from_midnight() == 0 {
        ru_date(at.date())
    } else {
        at.format("%d.%m.%Y %H:%M").to_string()
    }
}

fn facts(rows: &[(String, String)]) -> Block {
    let rows = rows
        .iter()
        .map(|(name, value)| {
            vec![Cell { text: clean(name), bold: true, nowrap: false }, Cell::new(clean(value))]
        })
        .collect();
    Content::Table { columns: vec![Column::new("", 26.0), Column::new("", 74.0)], rows }.into()
}

fn demand_blocks(demand: &CardDemand) -> Vec<Block> {
    let mut blocks = vec![Block::from(Content::Paragraph {
        runs: vec![
            Run::bold(format!("{}: {}", clean(&demand.kind), clean(&demand.due))),
            Run::plain(format!(". {}. {}", clean(&demand.state), clean(&demand.rule))),
        ],
        indent: false,
    })];
    blocks.extend(demand.notes.iter().map(|note| Block::from(Content::Note { text: clean(note) })));
    if !demand.steps.is_empty() {
        let columns = vec![
            Column::new("Дата", 18.0),
            Column::aligned("День срока", 14.0, Align::Right),
            Column::new("Почему считается или не считается", 68.0),
        ];
        let rows = demand
            .steps
            .iter()
            .map(|step| {
                vec![
                    Cell::nowrap(ru_date(step.date)),
                    Cell::nowrap(step.day.map_or_else(|| "—".to_owned(), |n| n.to_string())),
                    Cell::new(clean(&step.why)),
                ]
            })
            .collect();
        blocks.push(Content::Table { columns, rows }.into());
    }
    blocks
}

/// The card as a document.
#[must_use]
pub fn card_document(input: &CardInput) -> Document {
    let number = clean(&input.number);
    let mut blocks: Vec<Block> = vec![
        Content::Heading { text: format!("Карточка обращения №\u{a0}{number}") }.into(),
        text(format!("Оператор: {}", clean(&input.operator_name))),
        text(format!("Составлена {}.", ru_date(input.made_on))),
    ];
    let mut about = vec![
        ("Получено".to_owned(), moment(input.received_at)),
        ("Откуда".to_owned(), input.channel.clone()),
        ("Состояние".to_owned(), input.status.clone()),
    ];
    if let Some(days) = input.days_lost.filter(|days| *days > 0) {
        about.push(("Потеряно до загрузки, дней".to_owned(), group(days.into())));
    }
    blocks.push(facts(&about));
    blocks.push(part("Субъект"));
    if input.subject.is_empty() {
        blocks.push(text("Сведений о субъекте нет."));
    } else {
        blocks.push(facts(&input.subject));
    }
    blocks.push(part("Проверка личности"));
    blocks.push(text(
        input
            .identity
            .as_deref()
            .map_or_else(|| "Личность не подтверждена. Срок ответа от этого не меняется.".to_owned(), clean),
    ));
    blocks.push(part("Требования и расчёт сроков"));
    if input.demands.is_empty() {
        blocks.push(text("Требований нет."));
    }
    blocks.extend(input.demands.iter().flat_map(demand_blocks));

    blocks.push(part("Контакты"));
    if input.contacts.is_empty() {
        blocks.push(text("Контактов нет."));
    } else {
        let rows = input
            .contacts
            .iter()
            .map(|contact| {
                let from = [Some(contact.channel.clone()), contact.origin.clone()];
                let said = [contact.topic.clone(), Some(contact.text.clone())];
                let said: Vec<String> =
                    said.iter().flatten().map(|t| clean(t)).filter(|t| !t.is_empty()).collect();
                vec![
                    Cell::new(moment(contact.at)),
                    Cell::new(from.iter().flatten().map(|t| clean(t)).collect::<Vec<_>>().join(", ")),
                    Cell::new(if said.is_empty() { "—".to_owned() } else { said.join(". ") }),
                ]
            })
            .collect();
        let columns =
            vec![Column::new("Когда", 18.0), Column::new("Откуда", 24.0), Column::new("Содержание", 58.0)];
        blocks.push(Content::Table { columns, rows }.into());
    }

    blocks.push(part("Письма"));
    if input.letters.is_empty() {
        blocks.push(text("Писем по обращению нет."));
    } else {
        let rows = input
            .letters
            .iter()
            .map(|letter| {
                vec![
                    Cell::nowrap(clean(&letter.number)),
                    Cell::nowrap(ru_date(letter.on)),
                    Cell::new(format!("{}, л.: {}", clean(&letter.name), letter.pages)),
                    Cell::new(clean(&letter.sha256)),
                ]
            })
            .collect();
        let columns = vec![
            Column::new("Исх. №", 16.0),
            Column::new("Дата", 14.0),
            Column::new("Письмо", 30.0),
            Column::new("SHA-256", 40.0),
        ];
        blocks.push(Content::Table { columns, rows }.into());
    }

    blocks.push(part("Передачи данных этого лица"));
    if input.disclosures.is_empty() {
        blocks.push(text("Передач данных этого лица в реестре нет."));
    } else {
        let rows = input
            .disclosures
            .iter()
            .map(|event| {
                vec![
                    Cell::nowrap(ru_date(event.on)),
                    Cell::new(clean(&event.recipient)),
                    Cell::new(clean(&event.what)),
                    Cell::new(clean(&event.ground)),
                ]
            })
            .collect();
        let columns = vec![
            Column::new("Дата", 14.0),
            Column::new("Получатель", 28.0),
            Column::new("Что передано", 32.0),
            Column::new("Основание", 26.0),
        ];
        blocks.push(Content::Table { columns, rows }.into());
    }

    if !input.attachments.is_empty() {
        blocks.push(part("Вложения"));
        blocks.push(facts(&input.attachments));
    }
    blocks.push(part("Хронология"));
    let rows: Vec<Vec<Cell>> = input
        .timeline
        .iter()
        .map(|(at, what)| vec![Cell::new(moment(*at)), Cell::new(clean(what))])
        .collect();
    if rows.is_empty() {
        blocks.push(text("Событий нет."));
    } else {
        let columns = vec![Column::new("Когда", 22.0), Column::new("Что", 78.0)];
        blocks.push(Content::Table { columns, rows }.into());
    }
    blocks.extend(crate::model::signature(
        input.responsible_name.as_deref(),
        input.responsible_post.as_deref(),
    ));
    Document {
        // The file's properties stand in the open: a register number is no one's name.
        title: format!("Карточка обращения {number}"),
        lang: "ru-RU".to_owned(),
        style: Style::Report,
        date: input.made_on,
        blocks,
        footer: crate::text::trail_footer(input.audit_head.as_deref()),
    }
}

/// The card as PDF.
///
/// # Errors
/// As [`render_pdf`].
pub fn card_pdf(input: &CardInput) -> Result<Rendered, LettersError> {
    render_pdf(&card_document(input))
}
