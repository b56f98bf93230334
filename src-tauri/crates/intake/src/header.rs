//! Where the table begins: the row of headers among title rows, two-line headers, and the row of totals below.

use crate::{Cell, Row, fold};

/// Excel's letter of a column (0 = A).
#[must_use]
pub fn letter_of(index: usize) -> String {
    let mut letters = Vec::new();
    let mut n = index + 1;
    while n > 0 {
        letters.push(char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0)));
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A header as it is compared: lower case, ё as е, signs as spaces, «(контакт)» and «Контакт:» left out.
pub(crate) fn normal(header: &str) -> String {
    let folded =
        fold(header).replace("(контакт)", " ").replace("контакт:", " ").replace("(компания)", " компания ");
    let mut text = String::with_capacity(folded.len());
    for c in folded.chars() {
        let c = if c.is_alphanumeric() || c == '№' { c } else { ' ' };
        if c != ' ' || !text.ends_with(' ') {
            text.push(c);
        }
    }
    let text = text.trim();
    // «Примечание (2)»: the number of a repeated header.
    match text.rsplit_once(' ') {
        Some((head, tail)) if tail.len() == 1 && tail.bytes().all(|b| b.is_ascii_digit()) => head.to_owned(),
        _ => text.to_owned(),
    }
}

/// Whether a cell could be a header: a short text that is no value.
fn header_like(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let text = text.trim();
    let count = text.chars().count();
    if count == 0 || count > 80 || text.contains('@') || text.lines().count() > 3 {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits * 2 < count.max(1) && text.chars().any(|c| c.is_alphabetic() || c == '№')
}

/// Whether a cell is a value that never stands in a header.
fn value_like(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => false,
        Cell::Text(text) => {
            let text = text.trim();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            text.contains('@') || text.chars().count() > 80 || digits * 2 >= text.chars().count().max(1)
        }
        _ => true,
    }
}

fn known(cell: &Cell) -> f64 {
    match cell {
        Cell::Text(text) => {
            crate::columns::by_header(text).map_or(0.0, |(_, confidence)| f64::from(confidence))
        }
        _ => 0.0,
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// Row number of the (last) header row; `None` = the table has no header.
    pub row_no: Option<u32>,
    /// Header of each column; empty without a header.
    pub headers: Vec<String>,
}

#[allow(clippy::cast_precision_loss)]
fn score(rows: &[Row], at: usize) -> f64 {
    let Some(row) = rows.get(at) else { return f64::MIN };
    let filled = row.cells.iter().filter(|c| !c.is_empty()).count();
    if filled == 0 {
        return f64::MIN;
    }
    let like = row.cells.iter().filter(|c| header_like(c)).count() as f64;
    let values = row.cells.iter().filter(|c| value_like(c)).count() as f64;
    let dictionary: f64 = row.cells.iter().map(known).sum();
    let mut texts: Vec<String> =
        row.cells.iter().filter(|c| !c.is_empty()).map(|c| fold(&c.text())).collect();
    texts.sort();
    texts.dedup();
    let distinct = texts.len() as f64 / filled as f64;
    // Below a header the values differ in kind from it.
    let below: Vec<&Row> = rows.iter().skip(at + 1).take(10).collect();
    let change = row
        .cells
        .iter()
        .enumerate()
        .filter(|(i, cell)| header_like(cell) && below.iter().any(|r| value_like(r.cell(*i))))
        .count() as f64;
    let width = below.iter().map(|r| r.cells.iter().filter(|c| !c.is_empty()).count()).max().unwrap_or(0);
    let narrow = if filled * 2 < width { 6.0 } else { 0.0 };
    let alone = if filled == 1 && width > 1 { 4.0 } else { 0.0 };
    3.0 * dictionary + 0.6 * like * distinct + 0.7 * change - 1.5 * values - narrow - alone - at as f64 * 0.05
}

/// Finds the header among the first rows (non-empty ones).
pub(crate) fn find(rows: &[Row]) -> Found {
    let head = rows.get(..rows.len().min(50)).unwrap_or(rows);
    let best =
        (0..head.len()).map(|i| (i, score(head, i))).fold(None, |best: Option<(usize, f64)>, (i, s)| {
            match best {
                Some((_, b)) if b >= s => best,
                _ => Some((i, s)),
            }
        });
    let Some((at, points)) = best else { return Found::default() };
    let Some(row) = head.get(at) else { return Found::default() };
    let dictionary = row.cells.iter().any(|c| known(c) > 0.0);
    let values = row.cells.iter().filter(|c| value_like(c)).count();
    let filled = row.cells.iter().filter(|c| !c.is_empty()).count();
    // Telephone exchanges write tables without a header: the first row is data then.
    if (!dictionary && (points < 0.5 || values * 2 >= filled)) || (values * 3 > filled * 2) {
        return Found::default();
    }
    let width = head.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let (top, bottom) = two_lines(head, at);
    let mut headers = Vec::with_capacity(width);
    let mut group = String::new();
    for column in 0..width {
        let upper = top.map(|r| r.cell(column).text().trim().to_owned()).unwrap_or_default();
        let lower = bottom.cell(column).text().split_whitespace().collect::<Vec<_>>().join(" ");
        if top.is_some() && !upper.is_empty() {
            group.clone_from(&upper);
        }
        headers.push(match (top.is_some(), upper.is_empty(), lower.is_empty()) {
            (false, _, _) | (true, true, true) => lower,
            (true, false, true) => upper,
            // A group reaches over the columns that it spans.
            (true, _, false) if !group.is_empty() && group != lower => format!("{group} / {lower}"),
            (true, _, false) => lower,
        });
    }
    number_repeats(&mut headers);
    Found { row_no: Some(bottom.row_no), headers }
}

/// The two rows of a header that was written over merged cells.
fn two_lines(head: &[Row], at: usize) -> (Option<&Row>, &Row) {
    static NONE: Row = Row { row_no: 0, cells: Vec::new() };
    let Some(row) = head.get(at) else { return (None, &NONE) };
    let filled = |r: &Row| r.cells.iter().filter(|c| !c.is_empty()).count();
    let all_headers = |r: &Row| r.cells.iter().filter(|c| !c.is_empty()).all(header_like);
    let fits = |upper: &Row, lower: &Row| {
        let spans = lower
            .cells
            .iter()
            .enumerate()
            .filter(|(i, c)| !c.is_empty() && upper.cell(*i).is_empty())
            .count();
        let fills = lower
            .cells
            .iter()
            .enumerate()
            .filter(|(i, c)| c.is_empty() && !upper.cell(*i).is_empty())
            .count();
        lower.row_no == upper.row_no + 1
            && filled(upper) >= 2
            && all_headers(upper)
            && all_headers(lower)
            && spans >= 1
            && (fills >= 1 || spans >= 2)
    };
    if let Some(upper) = at.checked_sub(1).and_then(|i| head.get(i))
        && fits(upper, row)
    {
        return (Some(upper), row);
    }
    if let Some(lower) = head.get(at + 1)
        && fits(row, lower)
        && lower.cells.iter().any(|c| known(c) > 0.5)
    {
        return (Some(row), lower);
    }
    (None, row)
}

fn number_repeats(headers: &mut [String]) {
    let mut seen: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
    for header in headers {
        if header.is_empty() {
            continue;
        }
        let count = seen.entry(header.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            *header = format!("{header} ({count})");
        }
    }
}

/// A row of totals below the table: it says so in its first texts, and names nobody.
#[must_use]
pub fn is_totals_row(row: &Row) -> bool {
    let filled = row.cells.iter().filter(|c| !c.is_empty()).count();
    let says = row.cells.iter().filter(|c| !c.is_empty()).take(2).any(|cell| {
        let text = fold(cell.text().trim());
        ["итого", "всего", "total", "grand total", "общее количество", "количество записей"]
            .iter()
            .any(|word| text.starts_with(word))
            && text.chars().count() < 60
    });
    says && filled <= 4
}
