//! What it comes to: each environment, then each service.

use engine::{
    Decimal, Format as Written, canonical,
    design::Words,
    proposal::{Offered, ProposalWords},
};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{
    Book, LINES, cell, fixed, formula,
    lines::{AMOUNTS, ENVIRONMENT, SERVICE},
    number,
};

const ISSUED: Words = Words::new("As offered, a month", "Según lo ofrecido, al mes");
const CHANGE: Words = Words::new("Change, a month", "Cambio, al mes");
const ISSUED_YEARS: Words = Words::new("As offered, three years", "Según lo ofrecido, tres años");
const READING: Words = Words::new(
    "Totals follow the sheet of assumptions. What was offered stays: three years with growth are computed by the design.",
    "Los totales siguen a la hoja de supuestos. Lo ofrecido queda fijo: tres años con crecimiento los calcula el diseño.",
);

/// A column of the environments' table.
struct Column {
    head: String,
    money: bool,
    /// The formula of a row, `None` where it is a number that stays.
    text: Box<dyn Fn(u32) -> Option<String>>,
    value: Box<dyn Fn(&Offered) -> Decimal>,
}

pub(crate) fn write(book: &Book<'_>, sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    let (report, look) = (book.report, &book.look);
    sheet.set_column_width(0, 34.0)?;
    for column in 1..14 {
        sheet.set_column_width(column, 17.0)?;
    }
    sheet.write_string_with_format(0, 0, &report.name, &look.title)?;
    let mut row = 1;
    let written = Written::new(report.language);
    let facts = [
        (ProposalWords::FROM, report.stated.company.clone()),
        (ProposalWords::FOR, report.stated.client.clone()),
        (ProposalWords::DATE, Some(written.date(&report.date))),
        (ProposalWords::VALID_UNTIL, Some(written.date(&report.valid_until))),
        (ProposalWords::VERSION, Some(canonical::short(&report.version).to_owned())),
        (
            ProposalWords::BOOK,
            Some(format!("{} ({})", written.date(&report.as_of), canonical::short(&report.digest))),
        ),
    ];
    for (words, fact) in facts {
        if let Some(fact) = fact {
            sheet.write_string_with_format(row, 0, book.say(words), &look.note)?;
            sheet.write_string(row, 1, fact)?;
            row += 1;
        }
    }
    let mut tax = None;
    if let Some(stated) = &report.tax {
        sheet.write_string_with_format(row, 0, format!("{} %", stated.name), &look.note)?;
        sheet.write_number_with_format(row, 1, number(stated.percent), &look.input)?;
        tax = Some((stated.clone(), fixed(1, row)));
        row += 1;
    }
    let mut rate = None;
    if let Some(currency) = &report.currency {
        let label = format!("{} / USD", currency.code);
        sheet.write_string_with_format(row, 0, label, &look.note)?;
        sheet.write_number_with_format(row, 1, number(currency.per_usd), &look.input)?;
        sheet.write_string_with_format(row, 2, report.rate().unwrap_or_default(), &look.note)?;
        rate = Some((currency.clone(), fixed(1, row)));
        row += 1;
    }
    sheet.write_string_with_format(row, 0, book.say(READING), &look.note)?;
    row += 2;
    let columns = columns(book, last, tax, rate);
    row = environments(book, sheet, row, &columns)?;
    services(book, sheet, row + 2, last)
}

fn columns(
    book: &Book<'_>,
    last: u32,
    tax: Option<(engine::Tax, String)>,
    rate: Option<(engine::Currency, String)>,
) -> Vec<Column> {
    let range = |column: u16| format!("'{}'!{}:{}", book.say(LINES), fixed(column, 4), fixed(column, last));
    let named = range(ENVIRONMENT);
    let month = |at: usize, words: Words, value: fn(&Offered) -> Decimal| {
        let (amounts, named) = (range(AMOUNTS[at]), named.clone());
        Column {
            head: book.say(words).to_owned(),
            money: true,
            text: Box::new(move |row| Some(format!("SUMIFS({amounts},{named},{})", cell(0, row)))),
            value: Box::new(value),
        }
    };
    let mut columns = vec![
        month(0, ProposalWords::MONTH_LOW, |one| one.estimate.monthly.low),
        month(1, ProposalWords::MONTH, |one| one.estimate.monthly.typical),
        month(2, ProposalWords::MONTH_HIGH, |one| one.estimate.monthly.high),
        Column {
            head: book.say(ProposalWords::YEAR).to_owned(),
            money: true,
            text: Box::new(|row| Some(format!("12*{}", cell(2, row)))),
            value: Box::new(|one| one.years.yearly().typical),
        },
    ];
    if let Some((tax, percent)) = tax {
        let (name, of) = (tax.name.clone(), tax);
        columns.push(Column {
            head: format!("{} {name}", book.say(ProposalWords::MONTH_WITH)),
            money: true,
            text: Box::new(move |row| Some(format!("{}*(1+{percent}/100)", cell(2, row)))),
            value: Box::new(move |one| one.estimate.monthly.typical + of.on(one.estimate.monthly.typical)),
        });
    }
    if let Some((currency, at)) = rate {
        columns.push(Column {
            head: format!("{} ({})", book.say(ProposalWords::MONTH), currency.code),
            money: false,
            text: Box::new(move |row| Some(format!("{}*{at}", cell(2, row)))),
            value: Box::new(move |one| one.estimate.monthly.typical.saturating_mul(currency.per_usd)),
        });
    }
    let next = u16::try_from(columns.len()).unwrap_or_default() + 1;
    columns.push(Column {
        head: book.say(ISSUED).to_owned(),
        money: true,
        text: Box::new(|_| None),
        value: Box::new(|one| one.estimate.monthly.typical),
    });
    columns.push(Column {
        head: book.say(CHANGE).to_owned(),
        money: true,
        text: Box::new(move |row| Some(format!("{}-{}", cell(2, row), cell(next, row)))),
        value: Box::new(|_| Decimal::ZERO),
    });
    columns.push(Column {
        head: book.say(ISSUED_YEARS).to_owned(),
        money: true,
        text: Box::new(|_| None),
        value: Box::new(|one| one.years.three_years().typical),
    });
    columns
}

/// A row for each environment and one for all; gives the row of the last.
fn environments(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    head: u32,
    columns: &[Column],
) -> Result<u32, XlsxError> {
    let (report, look) = (book.report, &book.look);
    book.head(sheet, head, 0, book.say(ProposalWords::ENVIRONMENT), false)?;
    for (at, column) in (1_u16..).zip(columns) {
        book.head(sheet, head, at, &column.head, true)?;
    }
    let first = head + 1;
    let mut row = first;
    let plain = look.quantity.clone().set_num_format("#,##0.00");
    let of = |column: &Column, strong: bool| -> Format {
        match (column.money, strong) {
            (true, true) => look.strong_money.clone(),
            (true, false) => look.money.clone(),
            (false, true) => plain.clone().set_bold(),
            (false, false) => plain.clone(),
        }
    };
    for environment in &report.environments {
        sheet.write_string_with_format(row, 0, environment.id.as_str(), &look.text)?;
        for (at, column) in (1_u16..).zip(columns) {
            let value = (column.value)(environment);
            match (column.text)(row) {
                Some(text) => {
                    sheet.write_formula_with_format(row, at, formula(&text, value), &of(column, false))?
                }
                None => sheet.write_number_with_format(row, at, number(value), &of(column, false))?,
            };
        }
        row += 1;
    }
    sheet.write_string_with_format(row, 0, book.say(ProposalWords::ALL), &look.strong)?;
    for (at, column) in (1_u16..).zip(columns) {
        let sum: Decimal = report.environments.iter().map(|one| (column.value)(one)).sum();
        let text = format!("SUM({}:{})", cell(at, first), cell(at, row - 1));
        sheet.write_formula_with_format(row, at, formula(&text, sum), &of(column, true))?;
    }
    Ok(row)
}

/// A typical month of each service in each environment.
fn services(book: &Book<'_>, sheet: &mut Worksheet, head: u32, last: u32) -> Result<(), XlsxError> {
    let (report, look) = (book.report, &book.look);
    book.head(sheet, head, 0, book.say(ProposalWords::BY_SERVICE), false)?;
    let environments = (1_u16..20).zip(&report.environments);
    for (at, environment) in environments.clone() {
        book.head(sheet, head, at, environment.id.as_str(), true)?;
    }
    let range = |column: u16| format!("'{}'!{}:{}", book.say(LINES), fixed(column, 4), fixed(column, last));
    for (row, service) in (head + 1..).zip(report.by_service()) {
        sheet.write_string_with_format(row, 0, &service.label, &look.text)?;
        for ((at, _), monthly) in environments.clone().zip(&service.monthly) {
            let text = format!(
                "SUMIFS({},{},{},{},{})",
                range(AMOUNTS[1]),
                range(ENVIRONMENT),
                cell(at, head),
                range(SERVICE),
                cell(0, row)
            );
            let value = monthly.map(|band| band.typical).unwrap_or_default();
            sheet.write_formula_with_format(row, at, formula(&text, value), &look.money)?;
        }
    }
    Ok(())
}
