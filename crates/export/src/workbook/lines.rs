//! Price lines: quantities by the assumptions, amounts by the rates.

use engine::{
    Band, Decimal,
    design::Words,
    proposal::{Driven, Factor, ProposalWords, Sum, Term, unit_of},
    services::Counted,
};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    ASSUMPTIONS, Book, LINES, RATES,
    assumptions::{BOUNDS, Cells},
    cell, formula, literal, number, numbers,
    rates::{self, FROM, Prices, TO, USD},
    text,
};

/// Columns that the summary refers to.
pub(crate) const ENVIRONMENT: u16 = 0;
pub(crate) const SERVICE: u16 = 2;
pub(crate) const AMOUNTS: [u16; 3] = [9, 10, 11];
const QUANTITIES: [u16; 3] = [4, 5, 6];

const READING: Words = Words::new(
    "A month of 730 hours. Amount = quantity × price, tier by tier. A line that stays has a quantity that follows no \
     assumption by a simple formula, or none at all.",
    "Un mes de 730 horas. Importe = cantidad × precio, tramo por tramo. Una línea que queda fija tiene una cantidad que no \
     sigue a ningún supuesto por una fórmula simple, o a ninguno.",
);
const ITEM: Words = Words::new("Item", "Concepto");
const QUANTITY_LOW: Words = Words::new("Quantity, low", "Cantidad, bajo");
const QUANTITY: Words = Words::new("Quantity, typical", "Cantidad, típico");
const QUANTITY_HIGH: Words = Words::new("Quantity, high", "Cantidad, alto");
const UNIT_PRICE: Words = Words::new("First price", "Primer precio");
const FOLLOWS: Words = Words::new("Quantity", "Cantidad");
const BY_FORMULA: Words = Words::new("follows", "sigue");
const STAYS: Words = Words::new("stays", "fija");

/// Gives the last row that is written.
pub(crate) fn write(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    cells: &Cells,
    prices: &Prices,
) -> Result<u32, XlsxError> {
    let heads = [
        text(ProposalWords::ENVIRONMENT, 13.0),
        text(ProposalWords::ELEMENT, 22.0),
        text(ProposalWords::SERVICE, 26.0),
        text(ITEM, 44.0),
        numbers(QUANTITY_LOW, 14.0),
        numbers(QUANTITY, 14.0),
        numbers(QUANTITY_HIGH, 14.0),
        text(ProposalWords::UNIT, 18.0),
        numbers(UNIT_PRICE, 14.0),
        numbers(ProposalWords::MONTH_LOW, 14.0),
        numbers(ProposalWords::MONTH, 14.0),
        numbers(ProposalWords::MONTH_HIGH, 14.0),
        text(FOLLOWS, 12.0),
    ];
    let head = book.top(sheet, LINES, READING, &heads)?;
    let mut row = head + 1;
    let look = &book.look;
    let environments = book.report.environments.iter().zip(book.workings).zip(cells);
    for ((environment, workings), volumes) in environments {
        // Of nothing, and staying so: named among the assumptions only.
        let shown = |driven: &&Driven| !driven.form.is_fixed() || driven.line.quantity != Band::ZERO;
        for driven in workings.lines.iter().filter(shown) {
            let line = &driven.line;
            let price = prices.get(&rates::price(driven)).copied().unwrap_or_default();
            let cells = [
                (ENVIRONMENT, environment.id.as_str(), &look.text),
                (1, book.name(&line.node), &look.text),
                (SERVICE, line.service.as_str(), &look.text),
                (3, line.item.as_str(), &look.text),
                (7, &unit_of(line), &look.beside),
                (12, book.say(if driven.form.is_fixed() { STAYS } else { BY_FORMULA }), &look.beside),
            ];
            book.texts(sheet, row, &heads, &cells)?;
            let first = book.there(RATES, USD, price);
            let usd = driven.tiers.first().map(|tier| tier.usd).unwrap_or_default();
            sheet.write_formula_with_format(row, 8, formula(&first, usd), &look.unit_price)?;
            for bound in 0..3 {
                let quantity = bounds(line.quantity)[bound];
                match by_volumes(book, driven, volumes, bound) {
                    Some(text) => {
                        let text = formula(&text, quantity);
                        sheet.write_formula_with_format(row, QUANTITIES[bound], text, &look.quantity)?
                    }
                    None => sheet.write_number_with_format(
                        row,
                        QUANTITIES[bound],
                        number(quantity),
                        &look.quantity,
                    )?,
                };
                let text = formula(
                    &amount(book, driven, &cell(QUANTITIES[bound], row), price),
                    bounds(line.monthly)[bound],
                );
                sheet.write_formula_with_format(row, AMOUNTS[bound], text, &look.money)?;
            }
            row += 1;
        }
    }
    let last = row.saturating_sub(1).max(head + 1);
    sheet.autofilter(head, 0, last, 12)?;
    Ok(last)
}

fn bounds(band: Band) -> [Decimal; 3] {
    [band.low, band.typical, band.high]
}

/// A quantity by the volumes that it follows; `None` where it follows none.
fn by_volumes(book: &Book<'_>, driven: &Driven, volumes: &[u32], bound: usize) -> Option<String> {
    let form = &driven.form;
    if form.is_fixed() {
        return None;
    }
    let sums: Option<Vec<(String, bool)>> =
        form.sums.iter().map(|sum| self::sum(book, sum, volumes, bound)).collect();
    let sums = sums?;
    let falls = sums.iter().any(|(_, falls)| *falls);
    let mut of: Vec<String> = sums.into_iter().map(|(text, _)| text).collect();
    if falls {
        of.insert(0, "0".to_owned());
    }
    let whole = if of.len() > 1 { format!("MAX({})", of.join(",")) } else { of.remove(0) };
    Some(form.places.map_or(whole.clone(), |places| format!("ROUND({whole},{places})")))
}

/// A sum, and whether it can be under 0.
fn sum(book: &Book<'_>, sum: &Sum, volumes: &[u32], bound: usize) -> Option<(String, bool)> {
    let mut text = String::new();
    let mut falls = false;
    for Term { times, of } in &sum.terms {
        let factors: Option<Vec<String>> = of
            .iter()
            .map(|factor| Some(counted(book, *factor, *volumes.get(factor.volume)?, bound)))
            .collect();
        let product = factors?.join("*");
        let (sign, times) = if times.is_sign_negative() { ("-", -*times) } else { ("+", *times) };
        falls |= sign == "-";
        if !(text.is_empty() && sign == "+") {
            text.push_str(sign);
        }
        // A share such as 1/3 has no end as a decimal.
        let inverse = Decimal::ONE.checked_div(times).unwrap_or_default().round_dp(6);
        match inverse.is_integer() && times < Decimal::ONE {
            _ if times == Decimal::ONE => text.push_str(&product),
            true => text.push_str(&format!("{product}/{}", inverse.normalize())),
            false => text.push_str(&format!("{product}*{}", literal(times))),
        }
    }
    let constant = bounds(sum.constant)[bound];
    falls |= constant.is_sign_negative() && !constant.is_zero();
    if text.is_empty() {
        text = literal(constant);
    } else if !constant.is_zero() {
        let sign = if constant.is_sign_negative() { "-" } else { "+" };
        text.push_str(&format!("{sign}{}", literal(constant.abs())));
    }
    Some((text, falls))
}

/// A volume as it counts.
fn counted(book: &Book<'_>, factor: Factor, row: u32, bound: usize) -> String {
    let volume = book.there(ASSUMPTIONS, BOUNDS[bound], row);
    match factor.counted {
        Counted::AsItIs => volume,
        Counted::Begun(1) => format!("MAX(1,ROUNDUP({volume},0))"),
        Counted::Begun(each) => format!("MAX(1,ROUNDUP({volume}/{each},0))"),
        Counted::UpTo(most) => format!("MIN({volume},{})", literal(most)),
    }
}

/// What a quantity costs: each tier's price for what of it is within the tier.
fn amount(book: &Book<'_>, driven: &Driven, quantity: &str, price: u32) -> String {
    let mut parts = Vec::new();
    for (row, tier) in (price..).zip(&driven.tiers) {
        let at = |column| book.there(RATES, column, row);
        let within = match (tier.from.is_zero(), tier.to) {
            (true, None) => quantity.to_owned(),
            (true, Some(_)) => format!("MIN({quantity},{})", at(TO)),
            (false, None) => format!("MAX(0,{quantity}-{})", at(FROM)),
            (false, Some(_)) => format!("MAX(0,MIN({quantity},{})-{})", at(TO), at(FROM)),
        };
        parts.push(format!("{within}*{}", at(USD)));
    }
    if parts.is_empty() { "0".to_owned() } else { parts.join("+") }
}
