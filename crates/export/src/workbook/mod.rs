//! The proposal as a workbook that recomputes: assumptions are cells, quantities and amounts are formulas over them.
//!
//! Each formula is written with its value, so that a reader who does not recompute sees what was offered.

mod assumptions;
mod beside;
mod excluded;
mod lines;
mod rates;
mod summary;

use std::collections::BTreeMap;

use engine::{
    Decimal, ProposalReport, calendar,
    design::{Words, colour},
    proposal::{ProposalWords, Workings},
    scene::theme::Token,
};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

use crate::ExportError;

/// The names of the sheets, by which formulas refer to them.
pub(crate) const SUMMARY: Words = Words::new("Summary", "Resumen");
pub(crate) const LINES: Words = Words::new("Lines", "Líneas");
pub(crate) const ASSUMPTIONS: Words = Words::new("Assumptions", "Supuestos");
pub(crate) const RATES: Words = Words::new("Rates", "Tarifas");
pub(crate) const BESIDE: Words = ProposalWords::COMPARED;
pub(crate) const EXCLUDED: Words = Words::new("Not included", "No incluido");

const MONEY: &str = "$#,##0.00;[Red]-$#,##0.00";
const QUANTITY: &str = "#,##0.####";
const UNIT_PRICE: &str = "$0.00########";

/// The proposal as a workbook; `workings` has one entry for each of its environments.
///
/// # Errors
/// The workbook cannot be written.
pub fn workbook(report: &ProposalReport, workings: &[Workings]) -> Result<Vec<u8>, ExportError> {
    let book = Book { report, workings, names: report.names(), look: Look::of(report) };
    let mut assumptions = book.sheet(ASSUMPTIONS)?;
    let mut lines = book.sheet(LINES)?;
    let mut rates = book.sheet(RATES)?;
    let mut summary = book.sheet(SUMMARY)?;
    let mut excluded = book.sheet(EXCLUDED)?;
    let cells = assumptions::write(&book, &mut assumptions)?;
    let prices = rates::write(&book, &mut rates)?;
    let last = lines::write(&book, &mut lines, &cells, &prices)?;
    summary::write(&book, &mut summary, last)?;
    excluded::write(&book, &mut excluded)?;
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new()
        .set_title(format!("{}: {}", book.say(ProposalWords::TITLE), report.name))
        .set_author(report.stated.company.clone().unwrap_or_default());
    // Of the day of the proposal: the same proposal is the same bytes.
    if let Some((year, month, day)) = calendar::parts(&report.date) {
        let [month, day] = [month, day].map(|part| u8::try_from(part).unwrap_or(1));
        let day = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2000), month, day)?;
        properties = properties.set_creation_datetime(&day);
    }
    workbook.set_properties(&properties);
    for sheet in [summary, lines, assumptions, rates] {
        workbook.push_worksheet(sheet);
    }
    if report.compared.is_some() {
        let mut sheet = book.sheet(BESIDE)?;
        beside::write(&book, &mut sheet)?;
        workbook.push_worksheet(sheet);
    }
    workbook.push_worksheet(excluded);
    Ok(workbook.save_to_buffer()?)
}

/// What every sheet is written from.
pub(crate) struct Book<'a> {
    pub report: &'a ProposalReport,
    pub workings: &'a [Workings],
    /// The displayed names of elements and connections.
    names: BTreeMap<&'a str, &'a str>,
    pub look: Look,
}

impl Book<'_> {
    pub fn say(&self, words: Words) -> &'static str {
        self.report.language.of(words)
    }

    fn sheet(&self, name: Words) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(self.say(name))?;
        sheet.set_screen_gridlines(false).set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        Ok(sheet)
    }

    /// A cell of another sheet, as a formula names it.
    pub fn there(&self, sheet: Words, column: u16, row: u32) -> String {
        format!("'{}'!{}", self.say(sheet), fixed(column, row))
    }

    /// The displayed name of an element or connection.
    pub fn name<'n>(&'n self, node: &'n str) -> &'n str {
        self.names.get(node).copied().unwrap_or(node)
    }

    /// Title and a few words at the top, then the heads of the columns in the row that is given back.
    pub fn top(
        &self,
        sheet: &mut Worksheet,
        title: Words,
        words: Words,
        heads: &[Head],
    ) -> Result<u32, XlsxError> {
        const ROW: u32 = 3;
        sheet.write_string_with_format(0, 0, self.say(title), &self.look.title)?;
        sheet.write_string_with_format(1, 0, self.say(words), &self.look.note)?;
        for (column, head) in (0_u16..).zip(heads) {
            sheet.set_column_width(column, head.width)?;
            self.head(sheet, ROW, column, self.say(head.words), head.right)?;
        }
        sheet.set_freeze_panes(ROW + 1, 0)?;
        sheet.set_repeat_rows(ROW, ROW)?;
        Ok(ROW)
    }

    /// The head of a column, in two lines at most.
    pub fn head(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        text: &str,
        right: bool,
    ) -> Result<(), XlsxError> {
        let format = if right { &self.look.head_right } else { &self.look.head };
        sheet.set_row_height(row, 2.0 * LINE)?;
        sheet.write_string_with_format(row, column, text, format)?;
        Ok(())
    }

    /// Texts of a row, which becomes as tall as they need: not every program finds that out by itself.
    pub fn texts(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        heads: &[Head],
        cells: &[(u16, &str, &Format)],
    ) -> Result<(), XlsxError> {
        let mut tall = 1;
        for (column, text, format) in cells {
            sheet.write_string_with_format(row, *column, *text, format)?;
            // Letters are a little narrower than digits, on the average.
            let width = heads.get(usize::from(*column)).map_or(f64::MAX, |head| head.width * 1.1);
            tall = tall.max(lines_of(text, width));
        }
        if tall > 1 {
            sheet.set_row_height(row, LINE * f64::from(tall))?;
        }
        Ok(())
    }
}

/// Points of a line of text.
const LINE: f64 = 15.0;

/// In how many lines a text stands where so many digits stand beside each other.
fn lines_of(text: &str, width: f64) -> u32 {
    let (mut lines, mut used) = (1, 0.0);
    for word in text.split_whitespace() {
        let long = f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
        if used > 0.0 && used + 1.0 + long > width {
            lines += 1;
            used = 0.0;
        }
        used += if used > 0.0 { 1.0 + long } else { long };
        // A word that is longer than the column is cut.
        while used > width {
            lines += 1;
            used -= width;
        }
    }
    lines
}

/// How a column begins.
pub(crate) struct Head {
    words: Words,
    width: f64,
    right: bool,
}

/// A column of texts.
pub(crate) const fn text(words: Words, width: f64) -> Head {
    Head { words, width, right: false }
}

/// A column of numbers.
pub(crate) const fn numbers(words: Words, width: f64) -> Head {
    Head { words, width, right: true }
}

/// How cells look.
pub(crate) struct Look {
    pub title: Format,
    pub note: Format,
    pub head: Format,
    pub head_right: Format,
    pub text: Format,
    /// Of a text beside numbers.
    pub beside: Format,
    pub quiet: Format,
    pub strong: Format,
    pub money: Format,
    pub strong_money: Format,
    pub unit_price: Format,
    pub quantity: Format,
    /// Of a number that does not matter here.
    pub idle: Format,
    /// Of a number to change.
    pub input: Format,
}

impl Look {
    fn of(report: &ProposalReport) -> Look {
        let own = report.stated.colour.as_deref().and_then(colour);
        let [red, green, blue] = own.unwrap_or_else(|| {
            let accent = crate::pdf::ink(Token::Accent);
            [accent.0, accent.1, accent.2]
        });
        let own = Color::RGB(u32::from_be_bytes([0, red, green, blue]));
        let hair = |format: Format| {
            format.set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(0xCDD4DE))
        };
        let plain = || hair(Format::new().set_align(FormatAlign::Top));
        let money = plain().set_num_format(MONEY);
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(own);
        Look {
            title: Format::new().set_bold().set_font_size(16),
            note: Format::new().set_font_color(Color::RGB(0x465263)),
            head_right: head.clone().set_align(FormatAlign::Right),
            head,
            beside: plain().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            text: plain().set_text_wrap(),
            quiet: plain().set_font_color(Color::RGB(0x626E80)).set_text_wrap(),
            strong: plain().set_bold(),
            strong_money: money.clone().set_bold(),
            money,
            unit_price: plain().set_num_format(UNIT_PRICE),
            quantity: plain().set_num_format(QUANTITY),
            idle: plain().set_num_format(QUANTITY).set_font_color(Color::RGB(0x838EA0)),
            input: plain()
                .set_num_format(QUANTITY)
                .set_font_color(Color::RGB(0x1F3FAE))
                .set_background_color(Color::RGB(0xFFF8DC)),
        }
    }
}

/// `E7`.
pub(crate) fn cell(column: u16, row: u32) -> String {
    format!("{}{}", letter(column), row + 1)
}

/// `$E$7`.
pub(crate) fn fixed(column: u16, row: u32) -> String {
    format!("${}${}", letter(column), row + 1)
}

/// The name of one of the first 26 columns.
fn letter(column: u16) -> char {
    char::from(b'A' + u8::try_from(column.min(25)).unwrap_or(0))
}

/// As a spreadsheet holds numbers.
pub(crate) fn number(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

/// A number within a formula: as it is while a spreadsheet holds all its digits.
pub(crate) fn literal(value: Decimal) -> String {
    let value = value.normalize();
    if value.mantissa().unsigned_abs() < 1_000_000_000_000_000 {
        value.to_string()
    } else {
        number(value).to_string()
    }
}

/// A formula with its value.
pub(crate) fn formula(text: &str, value: Decimal) -> Formula {
    Formula::new(format!("={text}")).set_result(number(value).to_string())
}
