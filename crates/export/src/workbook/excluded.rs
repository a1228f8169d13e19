//! What is in no total.

use engine::{design::Words, proposal::ProposalWords};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Book, EXCLUDED, text};

const WHAT: Words = Words::new("What", "Qué");
const WHY: Words = Words::new("Why", "Por qué");

pub(crate) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let heads = [text(WHAT, 60.0), text(ProposalWords::ENVIRONMENT, 24.0), text(WHY, 80.0)];
    let mut row = book.top(sheet, EXCLUDED, ProposalWords::DISCOUNTS_EXCLUDED, &heads)? + 1;
    let report = book.report;
    let stated = report.stated.exclusions.iter().map(String::as_str);
    let taxes = match report.tax {
        Some(_) => ProposalWords::SUPPORT_EXCLUDED,
        None => ProposalWords::TAXES_EXCLUDED,
    };
    for sentence in stated.chain([book.say(taxes)]) {
        book.texts(sheet, row, &heads, &[(0, sentence, &book.look.text)])?;
        row += 1;
    }
    for (what, why, environments) in report.unpriced() {
        let look = &book.look.text;
        let environments = environments.join(", ");
        book.texts(sheet, row, &heads, &[(0, &what, look), (1, &environments, look), (2, &why, look)])?;
        row += 1;
    }
    Ok(())
}
