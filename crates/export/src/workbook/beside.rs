//! The offer beside something else: as it was offered, without formulas but the differences.

use engine::{Decimal, design::Words, proposal::ProposalWords};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{BESIDE, Book, cell, formula, number, numbers, text};

const READING: Words = Words::new(
    "A typical month as offered; these numbers do not follow a changed assumption.",
    "Un mes típico según la oferta; estos números no siguen a un supuesto cambiado.",
);
const THERE: Words = Words::new("Beside", "Al lado");

pub(crate) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let heads = [
        text(ProposalWords::ENVIRONMENT, 13.0),
        text(ProposalWords::ELEMENT, 30.0),
        numbers(THERE, 22.0),
        numbers(ProposalWords::AS_OFFERED, 18.0),
        numbers(ProposalWords::DIFFERENCE, 18.0),
    ];
    let head = book.top(sheet, BESIDE, READING, &heads)?;
    let with = book.report.compared.as_ref().map_or("", |compared| compared.with.as_str());
    book.head(sheet, head, 2, with, true)?;
    let look = &book.look;
    let mut environment = String::new();
    for (row, beside) in (head + 1..).zip(book.report.beside()) {
        let (label, money) = match beside.environment {
            true => {
                environment.clone_from(&beside.label);
                (book.say(ProposalWords::TOTALS).to_owned(), &look.strong_money)
            }
            false => (beside.label.clone(), &look.money),
        };
        let words = if beside.environment { &look.strong } else { &look.text };
        book.texts(sheet, row, &heads, &[(0, &environment, words), (1, &label, words)])?;
        for (column, amount) in [2, 3].into_iter().zip(beside.amounts) {
            sheet.write_number_with_format(row, column, number(amount), money)?;
        }
        let more: Decimal = beside.more();
        let text = formula(&format!("{}-{}", cell(3, row), cell(2, row)), more);
        sheet.write_formula_with_format(row, 4, text, money)?;
    }
    Ok(())
}
