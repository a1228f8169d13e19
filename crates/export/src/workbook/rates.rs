//! The prices that lines are charged at, tier by tier.

use std::collections::BTreeMap;

use engine::{
    Decimal,
    design::Words,
    proposal::{Driven, ProposalWords, unit_of},
};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Book, RATES, number, numbers, text};

/// Columns that formulas refer to.
pub(crate) const FROM: u16 = 3;
pub(crate) const TO: u16 = 4;
pub(crate) const USD: u16 = 5;

/// A price: its place, its slug, and US dollars in the first tier, which differ where something is taken off.
pub(crate) type Price = (String, String, Decimal);

/// The first row of each price; its tiers follow each other.
pub(crate) type Prices = BTreeMap<Price, u32>;

const READING: Words = Words::new(
    "AWS's public prices in US dollars; a quantity is charged tier by tier.",
    "Precios públicos de AWS en dólares de EE. UU.; una cantidad se cobra tramo por tramo.",
);
const PRICE: Words = Words::new("Price", "Precio");
const PLACE: Words = Words::new("Place", "Lugar");
const FROM_HEAD: Words = Words::new("From", "Desde");
const TO_HEAD: Words = Words::new("To", "Hasta");
const USD_HEAD: Words = Words::new("US dollars a unit", "Dólares por unidad");
const AS_OF: Words = Words::new("As of", "Fecha");
const CONFIDENCE: Words = Words::new("Confidence", "Confianza");
const SOURCE: Words = Words::new("Source", "Fuente");

pub(crate) fn price(driven: &Driven) -> Price {
    let key = &driven.line.key;
    let first = driven.tiers.first().map(|tier| tier.usd).unwrap_or_default();
    (key.location.to_string(), key.slug.to_string(), first)
}

pub(crate) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<Prices, XlsxError> {
    let heads = [
        text(PRICE, 46.0),
        text(PLACE, 20.0),
        text(ProposalWords::UNIT, 18.0),
        numbers(FROM_HEAD, 14.0),
        numbers(TO_HEAD, 14.0),
        numbers(USD_HEAD, 16.0),
        text(AS_OF, 13.0),
        text(CONFIDENCE, 13.0),
        text(SOURCE, 70.0),
    ];
    let mut row = book.top(sheet, RATES, READING, &heads)? + 1;
    let lines = book.workings.iter().flat_map(|workings| &workings.lines);
    let prices: BTreeMap<Price, &Driven> = lines.map(|driven| (price(driven), driven)).collect();
    let look = &book.look;
    let mut rows = Prices::new();
    for (price, driven) in prices {
        rows.insert(price, row);
        let line = &driven.line;
        let source = line.derived_from.as_ref().unwrap_or(&line.source);
        for (at, tier) in driven.tiers.iter().enumerate() {
            let cells = [
                (0, &*line.key.slug, &look.text),
                (1, &*line.key.location, &look.text),
                (2, &unit_of(line), &look.text),
                (6, &line.as_of, &look.beside),
                (7, line.confidence.as_str(), &look.text),
                // Said once: all tiers come from there.
                (8, if at == 0 { source } else { "" }, &look.quiet),
            ];
            book.texts(sheet, row, &heads, &cells)?;
            sheet.write_number_with_format(row, FROM, number(tier.from), &look.quantity)?;
            match tier.to {
                Some(to) => sheet.write_number_with_format(row, TO, number(to), &look.quantity)?,
                None => sheet.write_string_with_format(row, TO, "", &look.quantity)?,
            };
            sheet.write_number_with_format(row, USD, number(tier.usd), &look.unit_price)?;
            row += 1;
        }
    }
    Ok(rows)
}
