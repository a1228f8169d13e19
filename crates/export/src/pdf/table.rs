//! Tables that go on over pages, their head on each of them.

use engine::scene::theme::{Rgb, Token};

use super::{
    BODY, HEAD, SMALL,
    sheet::{MARGIN, RIGHT, Sheet, Style, ink},
};

/// Between columns.
const GAP: f32 = 8.0;
/// Over and under a row's text.
const PAD: f32 = 3.0;

/// A column from left to right.
#[derive(Debug, Clone)]
pub struct Column {
    pub head: String,
    pub width: f32,
    /// Holds amounts: its right ends stand under each other.
    pub right: bool,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Plain,
    /// One to look at first.
    Strong,
    /// A heading of the rows that follow, across all columns.
    Group,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub weight: Weight,
    /// A text for each column, and a smaller one below it.
    pub cells: Vec<(String, String)>,
}

impl Row {
    pub fn group(title: &str) -> Row {
        Row { weight: Weight::Group, cells: vec![(title.to_owned(), String::new())] }
    }

    /// A row of texts without smaller ones.
    pub fn plain(cells: impl IntoIterator<Item = String>) -> Row {
        let cells = cells.into_iter().map(|cell| (cell, String::new())).collect();
        Row { weight: Weight::Plain, cells }
    }
}

/// Columns that share a width: the first takes `first`, the others what is left.
pub fn columns(first: (&str, f32), others: impl IntoIterator<Item = String>, right: bool) -> Vec<Column> {
    let heads: Vec<String> = others.into_iter().collect();
    #[allow(clippy::cast_precision_loss)] // a handful
    let width = (RIGHT - MARGIN - first.1) / heads.len().max(1) as f32;
    let first = Column { head: first.0.to_owned(), width: first.1, right: false };
    std::iter::once(first).chain(heads.into_iter().map(|head| Column { head, width, right })).collect()
}

/// Sets a table; its head is written in `colour`.
pub fn table(sheet: &mut Sheet<'_>, columns: &[Column], rows: &[Row], colour: Rgb) {
    let head = Style { ink: colour, ..HEAD };
    let first = height(sheet, columns, &heads(columns), head) + 4.0 * BODY.leading;
    sheet.need(first);
    self::head(sheet, columns, head);
    for (at, row) in rows.iter().enumerate() {
        let text = match row.weight {
            Weight::Plain => BODY,
            Weight::Strong => HEAD,
            Weight::Group => Style { ink: ink(Token::Ink), ..HEAD },
        };
        let whole = [Column { head: String::new(), width: RIGHT - MARGIN, right: false }];
        let group = row.weight == Weight::Group;
        let own = if group { &whole[..] } else { columns };
        let tall = height(sheet, own, &row.cells, text);
        // A heading stands on the page of the first row that it is of.
        let follows = if group { 2.0 * (BODY.leading + PAD) } else { 0.0 };
        if !sheet.fits(tall + follows) {
            sheet.turn();
            self::head(sheet, columns, head);
        } else if at > 0 && !group {
            sheet.bar(MARGIN, 0.0, RIGHT - MARGIN, 0.4, ink(Token::Line));
        }
        if group {
            sheet.bar(MARGIN, 0.0, RIGHT - MARGIN, tall, ink(Token::Sunken));
        }
        cells(sheet, own, &row.cells, text, if group { 4.0 } else { 0.0 });
    }
}

fn heads(columns: &[Column]) -> Vec<(String, String)> {
    columns.iter().map(|column| (column.head.clone(), String::new())).collect()
}

fn head(sheet: &mut Sheet<'_>, columns: &[Column], style: Style) {
    cells(sheet, columns, &heads(columns), style, 0.0);
    sheet.bar(MARGIN, 0.0, RIGHT - MARGIN, 0.8, style.ink);
    sheet.space(1.0);
}

/// The lines of each cell: those of its text, then those of the smaller one.
fn set(
    sheet: &mut Sheet<'_>,
    columns: &[Column],
    row: &[(String, String)],
    style: Style,
) -> Vec<Vec<(Style, String)>> {
    columns
        .iter()
        .zip(row)
        .map(|(column, (text, small))| {
            let mut lines = Vec::new();
            for (text, style) in [(text, style), (small, SMALL)] {
                if !text.is_empty() {
                    lines.extend(
                        sheet.lines(text, style, column.width - GAP).into_iter().map(|line| (style, line)),
                    );
                }
            }
            lines
        })
        .collect()
}

fn height(sheet: &mut Sheet<'_>, columns: &[Column], row: &[(String, String)], style: Style) -> f32 {
    let tall = |lines: &Vec<(Style, String)>| lines.iter().map(|(style, _)| style.leading).sum::<f32>();
    set(sheet, columns, row, style).iter().map(tall).fold(0.0, f32::max) + 2.0 * PAD
}

fn cells(sheet: &mut Sheet<'_>, columns: &[Column], row: &[(String, String)], style: Style, inset: f32) {
    let top = sheet.y;
    let height = height(sheet, columns, row, style);
    let mut x = MARGIN + inset;
    for (at, (column, lines)) in columns.iter().zip(set(sheet, columns, row, style)).enumerate() {
        sheet.y = top + PAD;
        // Amounts keep away from words that begin beside them.
        let gap = if columns.get(at + 1).is_some_and(|next| !next.right) { GAP } else { 0.0 };
        for (style, line) in lines {
            match column.right {
                true => sheet.put_left_of(x + column.width - gap, style, &line),
                false => drop(sheet.put(x, style, &line)),
            }
            sheet.y += style.leading;
        }
        x += column.width;
    }
    sheet.y = top + height;
}
