//! The typesetter: from the document model to pages of placed lines. Knows typography, not law and not PDF.
//! Lengths are points; `y` runs downwards from the top edge of the sheet to the baseline.

use std::collections::VecDeque;
use std::rc::Rc;

use serde::Serialize;

use crate::fonts::{Face, Shaper, face};
use crate::linebreak::{Atom, Cut, Line, Measure, atoms, justify, ragged};
use crate::model::{Align, Bar, Cell, Column, Content, Document, Run, Style, group, list_mark, number_lines};
use crate::text::clean;

const MM: f32 = 72.0 / 25.4;

/// Text of one face and size, placed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seg {
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) text: String,
    /// After which character (index) the pen moves further by how much, in 1/1000 em.
    pub(crate) adjust: Vec<(u32, f32)>,
    pub(crate) width: f32,
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    /// A line of text from `x` at baseline `y`.
    Text { x: f32, y: f32, segs: Vec<Seg>, element: u32, artifact: bool },
    /// A filled rectangle: rules of tables, bars of a chart. `grey` 0 = black, 1 = white.
    Fill { x: f32, y: f32, width: f32, height: f32, grey: f32 },
}

impl Item {
    fn moved(&self, dy: f32) -> Self {
        let mut item = self.clone();
        match &mut item {
            Self::Text { y, .. } | Self::Fill { y, .. } => *y += dy,
        }
        item
    }

    fn as_artifact(&self) -> Self {
        let mut item = self.clone();
        if let Self::Text { artifact, .. } = &mut item {
            *artifact = true;
        }
        item
    }
}

/// A sheet with what stands on it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) items: Vec<Item>,
}

/// A line of text on a page of the preview. Points, from the top left corner; `y` is the baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PreviewLine {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    pub serif: bool,
    pub text: String,
    /// Page numbers, running heads and repeated table heads.
    pub artifact: bool,
}

/// A filled rectangle of the preview: rules and bars.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PreviewRule {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    /// 0 = black, 1 = white.
    pub grey: f32,
}

/// A page for the screen: the very same page as in the PDF.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PreviewPage {
    /// Points.
    pub width: f32,
    pub height: f32,
    pub lines: Vec<PreviewLine>,
    pub rules: Vec<PreviewRule>,
}

impl Page {
    pub(crate) fn preview(&self) -> PreviewPage {
        let mut page =
            PreviewPage { width: self.width, height: self.height, lines: Vec::new(), rules: Vec::new() };
        for item in &self.items {
            match item {
                Item::Text { x, y, segs, artifact, .. } => {
                    let mut at = *x;
                    for seg in segs {
                        page.lines.push(PreviewLine {
                            x: at,
                            y: *y,
                            width: seg.width,
                            size: seg.size,
                            bold: seg.face.is_bold(),
                            italic: seg.face.is_italic(),
                            serif: seg.face.is_serif(),
                            text: seg.text.clone(),
                            artifact: *artifact,
                        });
                        at += seg.width;
                    }
                }
                Item::Fill { x, y, width, height, grey } => {
                    page.rules.push(PreviewRule {
                        x: *x,
                        y: *y,
                        width: *width,
                        height: *height,
                        grey: *grey,
                    });
                }
            }
        }
        page
    }
}

/// Sheet, margins and type sizes of a style.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    serif: bool,
    size: f32,
    lead: f32,
    table_size: f32,
    table_lead: f32,
}

impl Sheet {
    pub(crate) fn of(style: Style) -> Self {
        let a4 = (595.28, 841.89);
        match style {
            Style::Letter => Self {
                width: a4.0,
                height: a4.1,
                left: 30.0 * MM,
                right: 15.0 * MM,
                top: 20.0 * MM,
                bottom: 20.0 * MM,
                serif: true,
                size: 12.0,
                lead: 15.6,
                table_size: 10.0,
                table_lead: 12.6,
            },
            Style::Report => Self {
                width: a4.0,
                height: a4.1,
                left: 20.0 * MM,
                right: 15.0 * MM,
                top: 20.0 * MM,
                bottom: 20.0 * MM,
                serif: false,
                size: 10.0,
                lead: 13.4,
                table_size: 8.5,
                table_lead: 10.8,
            },
            Style::Journal => Self {
                width: a4.1,
                height: a4.0,
                left: 20.0 * MM,
                right: 10.0 * MM,
                top: 15.0 * MM,
                bottom: 16.0 * MM,
                serif: false,
                size: 9.0,
                lead: 12.0,
                table_size: 8.0,
                table_lead: 9.8,
            },
        }
    }

    pub(crate) fn measure(&self) -> f32 {
        self.width - self.left - self.right
    }

    fn room(&self) -> f32 {
        self.height - self.top - self.bottom
    }
}

/// A piece of a page that is not broken: a line, a table row. Items stand relative to its top.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slab {
    pub(crate) space_before: f32,
    pub(crate) height: f32,
    pub(crate) items: Vec<Item>,
    /// Must stand on the same page as the next one.
    pub(crate) keep_next: bool,
    /// Head that is repeated if a page begins with this row.
    pub(crate) head: Option<Rc<Slab>>,
    /// Stands at the foot of the page (the executor).
    pub(crate) at_foot: bool,
    pub(crate) page_break: bool,
}

/// A line of set text with its box.
struct SetLine {
    segs: Vec<Seg>,
    width: f32,
}

/// Sets text with a shaper; makes slabs of blocks.
pub(crate) struct Setter<'s> {
    shaper: &'s mut Shaper,
    sheet: Sheet,
}

impl<'s> Setter<'s> {
    pub(crate) fn new(shaper: &'s mut Shaper, style: Style) -> Self {
        Self { shaper, sheet: Sheet::of(style) }
    }

    fn cut(&self, size: f32, narrowest: f32) -> Cut {
        Cut { size, serif: self.sheet.serif, hyphenate: false, narrowest, nowrap: false }
    }

    /// Turns a line of atoms into segments; kerning, justification and tracking become adjustments.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    fn segs(&mut self, atoms: &[Atom], line: &Line, size: f32) -> Vec<Seg> {
        let mut out: Vec<Seg> = Vec::new();
        let put = |out: &mut Vec<Seg>, face: Face, c: char, nominal: i32, advance: f32| {
            if out.last().is_none_or(|seg| seg.face != face) {
                out.push(Seg { face, size, text: String::new(), adjust: Vec::new(), width: 0.0 });
            }
            if let Some(seg) = out.last_mut() {
                let index = seg.text.chars().count() as u32;
                let extra = ((advance - nominal as f32) * 10.0).round() / 10.0;
                seg.text.push(c);
                if extra != 0.0 {
                    seg.adjust.push((index, extra));
                }
                seg.width += advance * size / 1000.0;
            }
        };
        for atom in &atoms[line.from..line.to] {
            match atom {
                Atom::Box { face, word, from, to, .. } => {
                    for at in *from..*to {
                        let c = word.chars[at];
                        let nominal = self.shaper.nominal(*face, c).advance;
                        put(&mut out, *face, c, nominal, word.advances[at] as f32 + line.tracking);
                    }
                }
                Atom::Glue { face, breakable, .. } => {
                    let c = if *breakable { ' ' } else { '\u{a0}' };
                    let nominal = self.shaper.nominal(*face, c).advance;
                    let space = self.shaper.nominal(*face, ' ').advance;
                    put(&mut out, *face, c, nominal, space as f32 + line.space * 1000.0 / size);
                }
                Atom::Soft { .. } | Atom::Break { .. } => {}
            }
        }
        if line.hyphen {
            if let Some(Atom::Soft { face, .. }) = atoms.get(line.to) {
                let nominal = self.shaper.nominal(*face, '\u{ad}').advance;
                put(&mut out, *face, '\u{ad}', nominal, nominal as f32);
            }
        } else if line.at_space
            && let Some(last) = out.last()
        {
            // Readers tell the last word of a line from the first of the next by a space.
            let face = last.face;
            let nominal = self.shaper.nominal(face, ' ').advance;
            put(&mut out, face, ' ', nominal, nominal as f32);
        }
        out
    }

    fn lines(&mut self, runs: &[Run], cut: Cut, measure: Measure, justified: bool) -> Vec<SetLine> {
        let atoms = atoms(self.shaper, runs, cut);
        let lines = if justified { justify(&atoms, measure) } else { ragged(&atoms, measure) };
        lines
            .iter()
            .map(|line| SetLine { segs: self.segs(&atoms, line, cut.size), width: line.width })
            .collect()
    }

    fn ragged_lines(&mut self, text: &str, size: f32, bold: bool, width: f32) -> Vec<SetLine> {
        let run = Run { text: text.to_owned(), bold, italic: false };
        self.lines(&[run], self.cut(size, width), Measure { first: width, rest: width }, false)
    }

    /// One line that is never broken; the type gets smaller until it fits, not below 5 pt, then it is broken after all.
    fn nowrap_lines(&mut self, text: &str, size: f32, bold: bool, width: f32) -> Vec<SetLine> {
        let run = Run { text: text.to_owned(), bold, italic: false };
        let mut size = size;
        loop {
            let mut cut = self.cut(size, width);
            cut.nowrap = true;
            let measure = Measure { first: f32::MAX, rest: f32::MAX };
            let lines = self.lines(std::slice::from_ref(&run), cut, measure, false);
            if lines.iter().all(|line| line.width <= width + 0.05) {
                return lines;
            }
            size -= 0.5;
            if size < 5.0 {
                return self.ragged_lines(text, 5.0, bold, width);
            }
        }
    }

    /// A page number or running head, for the artifact layer. `anchor`: where `x` stands in the text.
    pub(crate) fn artifact(
        &mut self,
        text: &str,
        size: f32,
        x: f32,
        y: f32,
        anchor: Align,
        width: f32,
    ) -> Option<Item> {
        let line = self.nowrap_lines(&clean(text), size, false, width).into_iter().next()?;
        let x = match anchor {
            Align::Left => x,
            Align::Center => x - line.width / 2.0,
            Align::Right => x - line.width,
        };
        Some(Item::Text { x, y, segs: line.segs, element: 0, artifact: true })
    }

    fn baseline(&self, face_bold: bool, size: f32, lead: f32) -> f32 {
        let f = match (self.sheet.serif, face_bold) {
            (true, false) => Face::SerifRegular,
            (true, true) => Face::SerifBold,
            (false, false) => Face::SansRegular,
            (false, true) => Face::SansBold,
        };
        #[allow(clippy::cast_precision_loss)]
        let cap = face(f).cap_height as f32 * size / 1000.0;
        // Capitals stand in the middle of the line's box, a little low, as descenders are light.
        (lead + cap) / 2.0 - lead * 0.02
    }

    /// Slabs of a paragraph; widows and orphans are kept from standing alone.
    #[allow(clippy::too_many_arguments)]
    fn paragraph(
        &mut self,
        runs: &[Run],
        x: f32,
        width: f32,
        indent: f32,
        hyphenate: bool,
        align: Align,
        element: u32,
        space_before: f32,
    ) -> Vec<Slab> {
        let (size, lead) = (self.sheet.size, self.sheet.lead);
        let mut cut = self.cut(size, width - indent.max(0.0));
        cut.hyphenate = hyphenate;
        let justified = hyphenate && align == Align::Left;
        let lines = self.lines(runs, cut, Measure { first: width - indent, rest: width }, justified);
        let base = self.baseline(false, size, lead);
        let count = lines.len();
        lines
            .into_iter()
            .enumerate()
            .map(|(index, line)| {
                let start = if index == 0 { x + indent } else { x };
                let x = match align {
                    Align::Left => start,
                    Align::Center => start + (width - line.width) / 2.0,
                    Align::Right => start + width - line.width,
                };
                Slab {
                    space_before: if index == 0 { space_before } else { 0.0 },
                    height: lead,
                    items: vec![Item::Text { x, y: base, segs: line.segs, element, artifact: false }],
                    // First two lines together, last two lines together.
                    keep_next: count > 1 && (index == 0 || index + 2 == count),
                    ..Slab::default()
                }
            })
            .collect()
    }

    /// Lines of small or large text, all in one slab.
    #[allow(clippy::too_many_arguments)]
    fn stack(
        &mut self,
        lines: &[(String, f32, bool)],
        x: f32,
        width: f32,
        align: Align,
        element: u32,
        lead_factor: f32,
    ) -> Slab {
        let mut slab = Slab::default();
        for (text, size, bold) in lines {
            let lead = size * lead_factor;
            let base = self.baseline(*bold, *size, lead);
            for line in self.ragged_lines(text, *size, *bold, width) {
                let x = match align {
                    Align::Left => x,
                    Align::Center => x + (width - line.width) / 2.0,
                    Align::Right => x + width - line.width,
                };
                slab.items.push(Item::Text {
                    x,
                    y: slab.height + base,
                    segs: line.segs,
                    element,
                    artifact: false,
                });
                slab.height += lead;
            }
        }
        slab
    }

    fn letterhead(&mut self, name: &str, short: Option<&str>, lines: &[String], element: u32) -> Slab {
        let sheet = self.sheet;
        let mut stack = vec![(name.to_owned(), 13.0, true)];
        if let Some(short) = short {
            stack.push((format!("({short})"), 11.0, false));
        }
        stack.extend(lines.iter().map(|l| (l.clone(), 9.0, false)));
        let mut slab = self.stack(&stack, sheet.left, sheet.measure(), Align::Center, element, 1.28);
        slab.height += 4.0;
        for (thickness, gap) in [(1.2, 1.4), (0.4, 0.0)] {
            let (y, width) = (slab.height, sheet.measure());
            slab.items.push(Item::Fill { x: sheet.left, y, width, height: thickness, grey: 0.0 });
            slab.height += thickness + gap;
        }
        slab
    }

    fn signature(&mut self, post: &str, name: &str, element: u32) -> Slab {
        let sheet = self.sheet;
        let (size, lead) = (sheet.size, sheet.lead);
        let base = self.baseline(false, size, lead);
        let name_line = self.ragged_lines(name, size, false, sheet.measure() * 0.42).into_iter().next();
        let name_width = name_line.as_ref().map_or(0.0, |l| l.width);
        // Room for the handwritten signature between post and name.
        let post_width = (sheet.measure() - name_width - 35.0 * MM).clamp(40.0 * MM, 80.0 * MM);
        let posts = self.ragged_lines(post, size, false, post_width);
        let count = posts.len().max(1);
        let mut slab = Slab::default();
        #[allow(clippy::cast_precision_loss)]
        for (index, mut line) in posts.into_iter().enumerate() {
            if index + 1 == count
                && let Some(seg) = line.segs.last_mut()
            {
                // A space after the post keeps it apart from the name for readers of the text.
                seg.text.push(' ');
            }
            slab.items.push(Item::Text {
                x: sheet.left,
                y: base + lead * index as f32,
                segs: line.segs,
                element,
                artifact: false,
            });
        }
        #[allow(clippy::cast_precision_loss)]
        let last = lead * (count - 1) as f32;
        if let Some(line) = name_line {
            let x = sheet.width - sheet.right - line.width;
            slab.items.push(Item::Text { x, y: base + last, segs: line.segs, element, artifact: false });
        }
        slab.height = last + lead;
        slab
    }

    fn chart(&mut self, bars: &[Bar], element: u32) -> Vec<Slab> {
        let sheet = self.sheet;
        let (size, lead) = (sheet.table_size + 0.5, sheet.table_lead * 1.3);
        let most = bars.iter().map(|b| b.value).max().unwrap_or(0).max(1);
        let label_width = sheet.measure() * 0.42;
        let value_width = sheet.measure() * 0.12;
        let bar_room = sheet.measure() - label_width - value_width - 8.0;
        let base = self.baseline(false, size, lead);
        let mut out = Vec::new();
        for bar in bars {
            let labels = self.ragged_lines(&bar.label, size, false, label_width);
            let mut slab = Slab { keep_next: false, ..Slab::default() };
            let mut y = 0.0;
            for line in labels {
                slab.items.push(Item::Text {
                    x: sheet.left,
                    y: y + base,
                    segs: line.segs,
                    element,
                    artifact: false,
                });
                y += lead;
            }
            slab.height = y.max(lead);
            if let Some(line) =
                self.nowrap_lines(&group(bar.value), size, true, value_width).into_iter().next()
            {
                let x = sheet.left + label_width + value_width - line.width;
                slab.items.push(Item::Text { x, y: base, segs: line.segs, element, artifact: false });
            }
            #[allow(clippy::cast_precision_loss)]
            let width = (bar.value as f64 / most as f64) as f32 * bar_room;
            let x = sheet.left + label_width + value_width + 8.0;
            if width > 0.0 {
                slab.items.push(Item::Fill {
                    x,
                    y: lead * 0.18,
                    width: width.max(1.0),
                    height: lead * 0.64,
                    grey: 0.35,
                });
            }
            out.push(slab);
        }
        let last = out.len().saturating_sub(1);
        for (index, slab) in out.iter_mut().enumerate() {
            slab.keep_next = index < last && index < 20;
        }
        out
    }

    /// Column positions: left edges and the widths between the rules.
    fn columns(&self, columns: &[Column]) -> Vec<(f32, f32)> {
        let total: f32 = columns.iter().map(|c| c.width.max(0.01)).sum();
        let mut x = self.sheet.left;
        columns
            .iter()
            .map(|c| {
                let width = self.sheet.measure() * c.width.max(0.01) / total.max(0.01);
                let at = x;
                x += width;
                (at, width)
            })
            .collect()
    }

    /// The head of a table, if any column has one.
    pub(crate) fn table_head(&mut self, columns: &[Column], element: u32) -> Option<Slab> {
        if columns.iter().all(|c| c.head.is_empty()) {
            return None;
        }
        let cells: Vec<Cell> =
            columns.iter().map(|c| Cell { text: c.head.clone(), bold: true, nowrap: false }).collect();
        let centred: Vec<Column> =
            columns.iter().map(|c| Column { align: Align::Center, ..c.clone() }).collect();
        let mut slabs = self.table_row(&centred, &cells, element, Some(0.93), false);
        let first = slabs.drain(..).next();
        first.map(|mut slab| {
            slab.keep_next = true;
            slab
        })
    }

    /// A row of a table: one slab, or several if it is taller than half a page.
    pub(crate) fn table_row(
        &mut self,
        columns: &[Column],
        cells: &[Cell],
        element: u32,
        shade: Option<f32>,
        splittable: bool,
    ) -> Vec<Slab> {
        const PAD_X: f32 = 3.0;
        const PAD_Y: f32 = 2.0;
        let sheet = self.sheet;
        let places = self.columns(columns);
        let (size, lead) = (sheet.table_size, sheet.table_lead);
        let mut set: Vec<Vec<SetLine>> = Vec::with_capacity(columns.len());
        for (index, (_, width)) in places.iter().enumerate() {
            let width = (width - 2.0 * PAD_X).max(4.0);
            set.push(match cells.get(index) {
                Some(cell) if cell.nowrap => self.nowrap_lines(&cell.text, size, cell.bold, width),
                Some(cell) => self.ragged_lines(&cell.text, size, cell.bold, width),
                None => Vec::new(),
            });
        }
        let tallest = set.iter().map(Vec::len).max().unwrap_or(0).max(1);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let chunk = if splittable { ((sheet.room() * 0.45 / lead) as usize).max(4) } else { usize::MAX };
        let base = self.baseline(shade.is_some(), size, lead);
        let mut out = Vec::new();
        let mut done = 0;
        while done < tallest {
            let here = (tallest - done).min(chunk);
            #[allow(clippy::cast_precision_loss)]
            let height = here as f32 * lead + 2.0 * PAD_Y;
            let mut slab = Slab { height, ..Slab::default() };
            if let Some(grey) = shade {
                slab.items.push(Item::Fill { x: sheet.left, y: 0.0, width: sheet.measure(), height, grey });
            }
            let rule =
                |x: f32, y: f32, width: f32, height: f32| Item::Fill { x, y, width, height, grey: 0.0 };
            if done == 0 {
                slab.items.push(rule(sheet.left, -0.2, sheet.measure(), 0.4));
            }
            slab.items.push(rule(sheet.left, height - 0.2, sheet.measure(), 0.4));
            for (x, _) in &places {
                slab.items.push(rule(x - 0.2, -0.2, 0.4, height + 0.2));
            }
            slab.items.push(rule(sheet.left + sheet.measure() - 0.2, -0.2, 0.4, height + 0.2));
            for (column, ((x, width), lines)) in places.iter().zip(&mut set).enumerate() {
                let align = columns.get(column).map(|c| c.align).unwrap_or_default();
                let count = lines.len().min(here);
                #[allow(clippy::cast_precision_loss)]
                for (index, line) in lines.drain(..count).enumerate() {
                    let x = match align {
                        Align::Left => x + PAD_X,
                        Align::Center => x + (width - line.width) / 2.0,
                        Align::Right => x + width - PAD_X - line.width,
                    };
                    let y = PAD_Y + lead * index as f32 + base;
                    slab.items.push(Item::Text { x, y, segs: line.segs, element, artifact: false });
                }
            }
            out.push(slab);
            done += here;
        }
        out
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<Cell>], element: u32) -> Vec<Slab> {
        let sheet = self.sheet;
        let head = self.table_head(columns, element).map(Rc::new);
        let mut out = Vec::new();
        if let Some(head) = &head {
            out.push((**head).clone());
        }
        for row in rows {
            for mut slab in self.table_row(columns, row, element, None, true) {
                slab.head = head.clone();
                out.push(slab);
            }
        }
        if let Some(first) = out.first_mut() {
            first.space_before = 4.0;
        }
        // A small table is not torn: it goes to the next page whole.
        let height: f32 = out.iter().map(|slab| slab.height).sum();
        if height <= sheet.room() * 0.45 {
            let last = out.len().saturating_sub(1);
            for slab in out.iter_mut().take(last) {
                slab.keep_next = true;
            }
        }
        out.push(Slab { height: 5.0, ..Slab::default() });
        out
    }

    /// All slabs of a document, in order.
    pub(crate) fn slabs(&mut self, document: &Document) -> Vec<Slab> {
        let sheet = self.sheet;
        let letter = document.style == Style::Letter;
        let indent = 12.5 * MM;
        let mut out: Vec<Slab> = Vec::new();
        let blocks = &document.blocks;
        let mut index = 0;
        while index < blocks.len() {
            let element = u32::try_from(index + 1).unwrap_or(u32::MAX);
            match &blocks[index].content {
                Content::Letterhead { name, short_name, lines } => {
                    out.push(self.letterhead(name, short_name.as_deref(), lines, element));
                }
                Content::NumberAndDate { number, date, in_reply_to } => {
                    let lines = number_lines(number.as_deref(), *date, in_reply_to.as_ref());
                    let left: Vec<_> = lines.into_iter().map(|l| (l, 11.5, false)).collect();
                    let mut slab = self.stack(&left, sheet.left, sheet.measure(), Align::Left, element, 1.45);
                    slab.space_before = 14.0;
                    out.push(slab);
                }
                Content::Addressee { lines } => {
                    let width = 80.0 * MM;
                    let x = sheet.width - sheet.right - width;
                    let right: Vec<_> = lines.iter().map(|l| (l.clone(), 12.0, false)).collect();
                    let mut slab = self.stack(&right, x, width, Align::Left, element, 1.3);
                    // Number and date stand beside the addressee; they are read after.
                    if let Some(Content::NumberAndDate { number, date, in_reply_to }) =
                        blocks.get(index + 1).map(|b| &b.content)
                    {
                        let lines = number_lines(number.as_deref(), *date, in_reply_to.as_ref());
                        let left: Vec<_> = lines.into_iter().map(|l| (l, 11.5, false)).collect();
                        let room = sheet.measure() - width - 8.0 * MM;
                        let beside = self.stack(&left, sheet.left, room, Align::Left, element + 1, 1.45);
                        slab.height = slab.height.max(beside.height);
                        slab.items.extend(beside.items);
                        index += 1;
                    }
                    slab.space_before = 14.0;
                    out.push(slab);
                }
                Content::Heading { text } => {
                    let mut slab = if letter {
                        let mut slab = self.stack(
                            &[(text.clone(), 12.0, false)],
                            sheet.left,
                            82.0 * MM,
                            Align::Left,
                            element,
                            1.3,
                        );
                        slab.space_before = 20.0;
                        slab
                    } else {
                        let mut slab = self.stack(
                            &[(text.clone(), 14.0, true)],
                            sheet.left,
                            sheet.measure(),
                            Align::Left,
                            element,
                            1.3,
                        );
                        slab.space_before = if index == 0 { 0.0 } else { 12.0 };
                        slab
                    };
                    slab.keep_next = true;
                    out.push(slab);
                }
                Content::Subheading { text } => {
                    let size = if letter { sheet.size } else { sheet.size + 1.0 };
                    let mut slab = self.stack(
                        &[(text.clone(), size, true)],
                        sheet.left,
                        sheet.measure(),
                        Align::Left,
                        element,
                        1.3,
                    );
                    slab.space_before = if letter { 9.0 } else { 11.0 };
                    slab.height += 1.5;
                    slab.keep_next = true;
                    out.push(slab);
                }
                Content::Salutation { text } => {
                    let mut slab = self.stack(
                        &[(text.clone(), sheet.size, false)],
                        sheet.left,
                        sheet.measure(),
                        Align::Center,
                        element,
                        1.3,
                    );
                    slab.space_before = 20.0;
                    slab.height += 8.0;
                    slab.keep_next = true;
                    out.push(slab);
                }
                Content::Paragraph { runs, indent: indented } => {
                    let indent = if *indented { indent } else { 0.0 };
                    let before = if letter { 0.0 } else { 3.0 };
                    let lines = self.paragraph(
                        runs,
                        sheet.left,
                        sheet.measure(),
                        indent,
                        letter,
                        Align::Left,
                        element,
                        before,
                    );
                    out.extend(lines);
                    // What announces a list or a table stays with it.
                    let announces = runs.last().is_some_and(|run| run.text.trim_end().ends_with(':'));
                    if announces && let Some(last) = out.last_mut() {
                        last.keep_next = true;
                    }
                }
                Content::List { ordered, items } => {
                    for (number, item) in items.iter().enumerate() {
                        out.extend(self.list_item(&list_mark(*ordered, number), item, letter, element));
                    }
                }
                Content::Table { columns, rows } => out.extend(self.table(columns, rows, element)),
                Content::Attachment { lines } => {
                    let lines: Vec<_> = lines.iter().map(|l| (l.clone(), sheet.size, false)).collect();
                    let mut slab = self.stack(&lines, sheet.left, sheet.measure(), Align::Left, element, 1.3);
                    slab.space_before = 14.0;
                    out.push(slab);
                }
                Content::Signature { post, name } => {
                    let mut slab = self.signature(post, name, element);
                    slab.space_before = 30.0;
                    // At least two lines of text stand on the page of the signature.
                    let kept = out.len().saturating_sub(2);
                    for before in &mut out[kept..] {
                        before.keep_next = true;
                    }
                    out.push(slab);
                }
                Content::Executor { lines } => {
                    let lines: Vec<_> = lines.iter().map(|l| (l.clone(), 9.0, false)).collect();
                    let mut slab =
                        self.stack(&lines, sheet.left, sheet.measure() * 0.75, Align::Left, element, 1.25);
                    slab.space_before = 18.0;
                    slab.at_foot = true;
                    if let Some(last) = out.last_mut() {
                        last.keep_next = true;
                    }
                    out.push(slab);
                }
                Content::Note { text } => {
                    let size = sheet.size - 1.5;
                    let mut slab = self.stack(
                        &[(text.clone(), size, false)],
                        sheet.left,
                        sheet.measure(),
                        Align::Left,
                        element,
                        1.3,
                    );
                    slab.space_before = 2.0;
                    out.push(slab);
                }
                Content::Spacer => out.push(Slab { height: sheet.lead * 0.6, ..Slab::default() }),
                Content::PageBreak => out.push(Slab { page_break: true, ..Slab::default() }),
                Content::Chart { bars } => out.extend(self.chart(bars, element)),
            }
            index += 1;
        }
        out
    }

    fn list_item(&mut self, mark: &str, item: &[Run], justified: bool, element: u32) -> Vec<Slab> {
        let sheet = self.sheet;
        let hang = if justified { 12.5 * MM } else { 7.0 * MM };
        let mark_x = if justified { sheet.left + 12.5 * MM - 6.5 * MM } else { sheet.left };
        let mut slabs = self.paragraph(
            item,
            sheet.left + hang,
            sheet.measure() - hang,
            0.0,
            justified,
            Align::Left,
            element,
            if justified { 0.0 } else { 1.5 },
        );
        let mark = self.nowrap_lines(mark, sheet.size, false, hang).into_iter().next();
        if let (Some(first), Some(mut mark)) = (slabs.first_mut(), mark) {
            if let Some(seg) = mark.segs.last_mut() {
                // Readers part the mark from the text by a space.
                seg.text.push(' ');
            }
            let y = self.baseline(false, sheet.size, sheet.lead);
            first.items.insert(0, Item::Text { x: mark_x, y, segs: mark.segs, element, artifact: false });
        }
        slabs
    }
}

/// Fills pages with slabs, one after the other. Pages come out as soon as they are full.
pub(crate) struct Paginator {
    sheet: Sheet,
    page: Vec<Item>,
    y: f32,
    fresh: bool,
    turned: bool,
    pending: VecDeque<Slab>,
}

impl Paginator {
    pub(crate) fn new(style: Style) -> Self {
        let sheet = Sheet::of(style);
        Self { sheet, page: Vec::new(), y: sheet.top, fresh: true, turned: false, pending: VecDeque::new() }
    }

    fn limit(&self) -> f32 {
        self.sheet.height - self.sheet.bottom
    }

    fn turn(&mut self, pages: &mut Vec<Page>) {
        let items = std::mem::take(&mut self.page);
        pages.push(Page { width: self.sheet.width, height: self.sheet.height, items });
        self.y = self.sheet.top;
        self.fresh = true;
        self.turned = true;
    }

    /// Adds a slab; chains of slabs that must stay together are placed when the chain is complete.
    pub(crate) fn push(&mut self, slab: Slab, pages: &mut Vec<Page>) {
        if slab.page_break {
            self.flush(pages);
            if !self.fresh {
                self.turn(pages);
            }
            return;
        }
        let keep = slab.keep_next;
        let room = self.sheet.room() - slab.head.as_ref().map_or(0.0, |h| h.height);
        if slab.height > room {
            self.pending.extend(split_tall(slab, room.max(self.sheet.lead * 4.0)));
        } else {
            self.pending.push_back(slab);
        }
        if !keep {
            self.flush(pages);
        }
    }

    fn flush(&mut self, pages: &mut Vec<Page>) {
        let height: f32 = self
            .pending
            .iter()
            .enumerate()
            .map(|(i, s)| s.height + if i == 0 && self.fresh { 0.0 } else { s.space_before })
            .sum();
        let head = self.pending.front().and_then(|s| s.head.as_ref()).map_or(0.0, |h| h.height);
        let whole: f32 = self.pending.iter().map(|s| s.height + s.space_before).sum::<f32>() + head;
        if !self.fresh && self.y + height > self.limit() + 0.01 && whole <= self.sheet.room() {
            self.turn(pages);
        }
        while let Some(slab) = self.pending.pop_front() {
            self.place(slab, pages);
        }
    }

    fn place(&mut self, slab: Slab, pages: &mut Vec<Page>) {
        let before = if self.fresh { 0.0 } else { slab.space_before };
        if !self.fresh && self.y + before + slab.height > self.limit() + 0.01 {
            self.turn(pages);
        }
        if self.fresh
            && let Some(head) = &slab.head
        {
            self.page.extend(head.items.iter().map(|item| item.moved(self.y).as_artifact()));
            self.y += head.height;
        } else {
            self.y += before;
        }
        if slab.at_foot {
            self.y = self.y.max(self.limit() - slab.height);
        }
        let dy = self.y;
        self.page.extend(slab.items.into_iter().map(|item| item.moved(dy)));
        self.y += slab.height;
        self.fresh = false;
    }

    /// The last page.
    pub(crate) fn finish(mut self, pages: &mut Vec<Page>) {
        self.flush(pages);
        if !self.page.is_empty() || !self.turned {
            self.turn(pages);
        }
    }
}

/// Cuts a slab that no page can hold (a heading of thousands of characters) between its lines.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn split_tall(slab: Slab, room: f32) -> Vec<Slab> {
    let count = (slab.height / room).ceil().clamp(1.0, 10_000.0) as usize;
    let mut parts: Vec<Slab> = (0..count)
        .map(|i| Slab {
            space_before: if i == 0 { slab.space_before } else { 0.0 },
            height: if i + 1 == count { slab.height - room * i as f32 } else { room },
            head: slab.head.clone(),
            ..Slab::default()
        })
        .collect();
    for item in slab.items {
        let y = match &item {
            Item::Text { y, .. } | Item::Fill { y, .. } => *y,
        };
        let part = ((y / room).floor().max(0.0) as usize).min(count - 1);
        let mut item = item.moved(-(part as f32) * room);
        if let Item::Fill { y, height, .. } = &mut item {
            *height = height.min(room - *y);
        }
        parts[part].items.push(item);
    }
    parts
}

/// Sets a whole document.
pub(crate) fn typeset(shaper: &mut Shaper, document: &Document) -> Vec<Page> {
    let mut setter = Setter::new(shaper, document.style);
    let mut pages = Vec::new();
    let mut paginator = Paginator::new(document.style);
    for slab in setter.slabs(document) {
        paginator.push(slab, &mut pages);
    }
    paginator.finish(&mut pages);
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        page.items.extend(running(&mut setter, document.style, document.footer.as_deref(), index + 1, count));
    }
    pages
}

/// Page number and running lines of a page: for letters «2» centred in the top margin from the second page on, for
/// reports and journals «Страница n из N» at the foot with the footer at its left.
pub(crate) fn running(
    setter: &mut Setter<'_>,
    style: Style,
    footer: Option<&str>,
    page: usize,
    count: usize,
) -> Vec<Item> {
    let sheet = setter.sheet;
    let mut out = Vec::new();
    if style == Style::Letter {
        if page > 1 {
            out.extend(setter.artifact(
                &page.to_string(),
                11.0,
                sheet.width / 2.0 + (sheet.left - sheet.right) / 2.0,
                13.0 * MM,
                Align::Center,
                60.0,
            ));
        }
        return out;
    }
    let y = sheet.height - 9.0 * MM;
    let right = sheet.width - sheet.right;
    out.push(Item::Fill { x: sheet.left, y: y - 10.0, width: sheet.measure(), height: 0.3, grey: 0.4 });
    if let Some(footer) = footer {
        out.extend(setter.artifact(footer, 7.0, sheet.left, y, Align::Left, sheet.measure() * 0.78));
    }
    out.extend(setter.artifact(
        &format!("Страница {page} из {count}"),
        8.0,
        right,
        y,
        Align::Right,
        sheet.measure() * 0.2,
    ));
    out
}
