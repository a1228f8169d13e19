//! What the prices rest on: numbers to change, and those that follow the workload.

use engine::{
    Band, Decimal,
    design::{Follows, Words},
    proposal::{Offered, ProposalWords, Volume, Workings, unit_words},
};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{ASSUMPTIONS, Book, Head, cell, fixed, formula, literal, number, numbers, text};

/// Low, typical and high stand in these columns.
pub(crate) const BOUNDS: [u16; 3] = [3, 4, 5];

const READING: Words = Words::new(
    "Change a number on yellow: quantities, amounts and totals follow. A certain number has its low and high by formula. \
     The last column names what would change too, but does not follow here: make that change in the design.",
    "Cambie un número en amarillo: cantidades, importes y totales lo siguen. Un número cierto tiene su bajo y su alto por \
     fórmula. La última columna nombra lo que también cambiaría pero aquí no lo sigue: haga ese cambio en el diseño.",
);
const STAYS: Words = Words::new("Does not follow here", "Aquí no lo sigue");
const AVERAGE: Words = Words::new(
    "Average load, of the busiest hour's (1 = always as busy).",
    "Carga promedio, respecto de la hora de más carga (1 = siempre igual).",
);
const REQUESTS: Words = Words::new("Requests in a month of 730 hours.", "Peticiones en un mes de 730 horas.");

const HEADS: [Head; 9] = [
    text(ProposalWords::ENVIRONMENT, 13.0),
    text(ProposalWords::ELEMENT, 24.0),
    text(ProposalWords::ASSUMPTION, 56.0),
    numbers(ProposalWords::LOW, 14.0),
    numbers(ProposalWords::TYPICAL, 14.0),
    numbers(ProposalWords::HIGH, 14.0),
    text(ProposalWords::UNIT, 22.0),
    text(ProposalWords::ORIGIN, 18.0),
    text(STAYS, 60.0),
];

/// The rows of the volumes of each environment, in their order.
pub(crate) type Cells = Vec<Vec<u32>>;

/// The rows of a workload that formulas refer to; `None` of what is not known of it.
#[derive(Default)]
struct Load {
    response: Option<u32>,
    request: Option<u32>,
    storage: Option<u32>,
    requests: Option<u32>,
}

pub(crate) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<Cells, XlsxError> {
    let mut row = book.top(sheet, ASSUMPTIONS, READING, &HEADS)? + 1;
    let mut cells = Vec::new();
    for (environment, workings) in book.report.environments.iter().zip(book.workings) {
        let mut writer =
            Writer { book, sheet: &mut *sheet, environment, workings, row, load: Load::default() };
        cells.push(writer.environment()?);
        row = writer.row;
    }
    Ok(cells)
}

struct Writer<'b, 's> {
    book: &'b Book<'b>,
    sheet: &'s mut Worksheet,
    environment: &'b Offered,
    workings: &'b Workings,
    row: u32,
    load: Load,
}

impl Writer<'_, '_> {
    fn environment(&mut self) -> Result<Vec<u32>, XlsxError> {
        let workings = self.workings;
        let mut rows = Vec::with_capacity(workings.volumes.len());
        for (at, volume) in workings.volumes.iter().enumerate() {
            // The workload stands first; what it comes to follows its numbers.
            let begins = at.checked_sub(1).and_then(|before| workings.volumes.get(before));
            if volume.assumed.node.is_some() && begins.is_some_and(|before| before.assumed.node.is_none()) {
                self.requests(&rows)?;
            }
            rows.push(self.row);
            self.volume(volume)?;
        }
        Ok(rows)
    }

    /// What a month's load comes to.
    fn requests(&mut self, rows: &[u32]) -> Result<(), XlsxError> {
        let Some(load) = &self.environment.load else { return Ok(()) };
        let of = |name: &str| {
            let at = self.workings.volumes.iter().position(|volume| volume.assumed.name == name)?;
            rows.get(at).copied()
        };
        self.load = Load {
            response: of("response_kib"),
            request: of("request_kib"),
            storage: of("storage_gib"),
            requests: None,
        };
        let (Some(per_second), Some(month)) = (of("requests_per_second"), load.requests_per_month()) else {
            return Ok(());
        };
        self.load.requests = Some(self.row + 1);
        let average = self.row;
        let share = load.average(|share| share);
        let (look, sheet) = (&self.book.look, &mut *self.sheet);
        for (row, words) in [(average, AVERAGE), (average + 1, REQUESTS)] {
            let cells = [
                (0, self.environment.id.as_str()),
                (1, self.book.say(ProposalWords::WORKLOAD)),
                (2, self.book.say(words)),
                (6, ""),
                (7, ""),
                (8, ""),
            ];
            self.book.texts(sheet, row, &HEADS, &cells.map(|(column, text)| (column, text, &look.text)))?;
        }
        for (column, value) in BOUNDS.into_iter().zip([month.low, month.typical, month.high]) {
            sheet.write_number_with_format(average, column, number(share), &look.input)?;
            let text = format!("ROUND({}*3600*730*{},0)", cell(column, per_second), cell(column, average));
            sheet.write_formula_with_format(average + 1, column, formula(&text, value), &look.quantity)?;
        }
        self.row += 2;
        Ok(())
    }

    fn volume(&mut self, volume: &Volume) -> Result<(), XlsxError> {
        let (row, look, assumed) = (self.row, &self.book.look, &volume.assumed);
        let element = match &assumed.node {
            Some(node) => self.book.name(node.as_str()),
            None => self.book.say(ProposalWords::WORKLOAD),
        };
        let language = self.book.report.language;
        let cells = [
            (0, self.environment.id.as_str(), &look.text),
            (1, element, &look.text),
            (2, language.of(assumed.help), &look.text),
            (6, unit_words(assumed.unit, language), &look.beside),
            (7, language.of(assumed.origin.words()), &look.text),
            (8, &self.unmoved(volume), &look.quiet),
        ];
        self.book.texts(self.sheet, row, &HEADS, &cells)?;
        let Band { low, typical, high } = assumed.value;
        let certain = assumed.value.is_certain();
        for (column, value) in BOUNDS.into_iter().zip([low, typical, high]) {
            let derived = volume.follows.and_then(|(follows, places)| self.derived(follows, places, column));
            match derived {
                Some(text) => self.sheet.write_formula_with_format(
                    row,
                    column,
                    formula(&text, value),
                    &look.quantity,
                )?,
                None if certain && column != BOUNDS[1] => {
                    let same = formula(&fixed(BOUNDS[1], row), value);
                    self.sheet.write_formula_with_format(row, column, same, &look.quantity)?
                }
                None => {
                    let format = if volume.moves.is_empty() { &look.idle } else { &look.input };
                    self.sheet.write_number_with_format(row, column, number(value), format)?
                }
            };
        }
        self.row += 1;
        Ok(())
    }

    /// A volume by the workload.
    fn derived(&self, follows: Follows, places: u32, column: u16) -> Option<String> {
        let at = |row: Option<u32>| Some(cell(column, row?));
        let load = &self.load;
        let gib = |kib: String| Some(format!("{}*{kib}/1048576", at(load.requests)?));
        let (base, share) = match follows {
            Follows::Nothing => return None,
            Follows::Requests(share) => (at(load.requests)?, share),
            Follows::Answers(share) => (gib(at(load.response)?)?, share),
            Follows::Uploads(share) => (gib(at(load.request)?)?, share),
            Follows::Data(share) => (gib(format!("({}+{})", at(load.response)?, at(load.request)?))?, share),
            Follows::Stored(share) => (at(load.storage)?, share),
        };
        let share: Decimal = share.parse().ok()?;
        Some(format!("ROUND({base}*{},{places})", literal(share)))
    }

    /// The lines that do not follow it, in words.
    fn unmoved(&self, volume: &Volume) -> String {
        let lines =
            volume.unmoved.iter().filter_map(|at| self.workings.lines.get(*at)).map(|driven| &driven.line);
        let own = volume.assumed.node.as_ref().map_or("", |node| node.as_str());
        let mut named: Vec<String> = lines
            .map(|line| match line.node == own {
                true => line.item.clone(),
                false => format!("{}: {}", self.book.name(&line.node), line.item),
            })
            .collect();
        named.dedup();
        named.join("; ")
    }
}
