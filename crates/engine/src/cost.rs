//! Prices of several environments side by side, as text, JSON, CSV and Markdown.

use std::{collections::BTreeMap, fmt::Write as _};

use design::canonical;
use pricing::{Band, Book, Estimate, Line, STALE_AFTER_DAYS};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use text::{Format, Language};

use crate::{Compared, Currency, MatrixCell, MatrixRow, Per, Years, matrix};

/// Estimates by environment, with the book they were made with.
#[derive(Debug, Clone)]
pub struct CostReport {
    pub as_of: String,
    pub digest: String,
    /// The day of the estimates, `YYYY-MM-DD`.
    pub date: String,
    pub environments: BTreeMap<String, Estimate>,
    /// In which amounts are shown; prices of units stay in US dollars.
    pub currency: Currency,
    /// Shown after the totals.
    pub tax: Option<Tax>,
    /// Three years of each environment, where they are asked for.
    pub years: BTreeMap<String, Years>,
    /// What else they are compared with.
    pub compared: Option<Compared>,
}

/// A tax on the total.
#[derive(Debug, Clone, PartialEq)]
pub struct Tax {
    /// As it is called, e.g. `IVA`.
    pub name: String,
    pub percent: Decimal,
}

impl Tax {
    pub fn of(stated: &design::Tax) -> Tax {
        Tax { name: stated.name.clone(), percent: services::decimal(&stated.percent) }
    }

    /// Its name with the per cent: `IVA 19 %`.
    pub fn label(&self, format: Format) -> String {
        format!("{} {} %", self.name, format.quantity(self.percent))
    }

    /// On an amount.
    pub fn on(&self, amount: Decimal) -> Decimal {
        amount * self.percent / Decimal::ONE_HUNDRED
    }
}

impl CostReport {
    pub fn new(book: &Book, date: &str, environments: BTreeMap<String, Estimate>) -> CostReport {
        CostReport {
            as_of: book.as_of().to_owned(),
            digest: book.digest().to_owned(),
            date: date.to_owned(),
            environments,
            currency: Currency::usd(),
            tax: None,
            years: BTreeMap::new(),
            compared: None,
        }
    }

    /// The stable JSON of `cost`. Money and quantities are strings.
    pub fn json(&self) -> Value {
        let environments: serde_json::Map<String, Value> = self
            .environments
            .iter()
            .map(|(id, estimate)| {
                let lines: Vec<Value> = estimate.lines.iter().map(|line| self.line_json(line)).collect();
                let mut shown = json!({
                    "currency": self.currency.code,
                    "monthly": self.band(estimate.monthly),
                    "lines": lines,
                    "unpriced": estimate.unpriced,
                    "free": estimate.free,
                    "assumptions": estimate.assumptions,
                });
                if let (Some(tax), Some(object)) = (&self.tax, shown.as_object_mut()) {
                    let amount = self.currency.amount(tax.on(estimate.monthly.typical));
                    let tax = json!({ "name": tax.name, "percent": tax.percent, "monthly": amount });
                    object.insert("tax".to_owned(), tax);
                }
                if let (Some(years), Some(object)) = (self.years.get(id), shown.as_object_mut()) {
                    object.insert("yearly".to_owned(), json!(self.band(years.yearly())));
                    object.insert("three_years".to_owned(), json!(self.band(years.three_years())));
                    object.insert("growth_percent_per_year".to_owned(), json!(years.growth_percent_per_year));
                }
                (id.clone(), shown)
            })
            .collect();
        let mut report = json!({
            "price_book": { "as_of": self.as_of, "digest": self.digest },
            "date": self.date,
            "environments": environments,
        });
        if let (Some(_), Some(object)) = (&self.currency.quoted, report.as_object_mut()) {
            object.insert("rate".to_owned(), json!(self.currency));
        }
        if let (Some(compared), Some(object)) = (&self.compared, report.as_object_mut()) {
            object.insert("compared".to_owned(), self.compared_json(compared));
        }
        report
    }

    /// A band in the currency of the report; US dollars are as exact as they were.
    fn band(&self, usd: Band) -> Band {
        usd.map(|amount| self.amount(amount))
    }

    pub(crate) fn amount(&self, usd: Decimal) -> Decimal {
        if self.currency.quoted.is_some() { self.currency.amount(usd) } else { usd }
    }

    /// One price line in the stable form of `cost`.
    fn line_json(&self, line: &Line) -> Value {
        let mut value = json!(Line { monthly: self.band(line.monthly), ..line.clone() });
        if let Some(object) = value.as_object_mut() {
            object.entry("part").or_insert(Value::Null);
        }
        value
    }

    /// One row per line.
    pub fn csv(&self) -> String {
        let mut out = String::from(
            "environment,node,part,service,item,quantity,unit,unit_price_usd,monthly_low_usd,monthly_usd,monthly_high_usd,as_of,confidence,source\n",
        );
        for (environment, estimate) in &self.environments {
            for line in &estimate.lines {
                let cells = [
                    environment.clone(),
                    line.node.clone(),
                    line.part.clone().unwrap_or_default(),
                    line.service.clone(),
                    line.item.clone(),
                    line.quantity.typical.to_string(),
                    line.unit.to_string(),
                    line.unit_price.to_string(),
                    cents(line.monthly.low),
                    cents(line.monthly.typical),
                    cents(line.monthly.high),
                    line.as_of.to_string(),
                    line.confidence.as_str().to_owned(),
                    line.source.to_string(),
                ];
                let row: Vec<String> = cells.iter().map(|cell| csv_cell(cell)).collect();
                out.push_str(&row.join(","));
                out.push('\n');
            }
        }
        out
    }

    /// A table of environments, then the lines of each.
    pub fn text(&self, language: Language) -> String {
        self.tables(language, false)
    }

    pub fn markdown(&self, language: Language) -> String {
        self.tables(language, true)
    }

    fn tables(&self, language: Language, markdown: bool) -> String {
        let format = Format::new(language);
        let money = |amount: Decimal| self.currency.shown(amount, format);
        let words = Labels::of(language);
        let mut out = String::new();
        let mut summary = vec![vec![words.element.to_owned()]];
        for environment in self.environments.keys() {
            summary[0].push(environment.clone());
        }
        let estimates: Vec<&Estimate> = self.environments.values().collect();
        let by = |per: Per| {
            let cell =
                |cell: &MatrixCell| cell.monthly.map_or("–".to_owned(), |month| money(month.typical));
            let row = |row: MatrixRow| {
                std::iter::once(row.key).chain(row.cells.iter().map(cell)).collect::<Vec<_>>()
            };
            // what has no price is listed with its reason
            matrix(&estimates, per).into_iter().filter(MatrixRow::is_priced).map(row).collect::<Vec<_>>()
        };
        summary.extend(by(Per::Element));
        type Pick = fn(&Estimate) -> Decimal;
        let totals: [(&str, Pick); 3] = [
            (words.low, |estimate| estimate.monthly.low),
            (words.typical, |estimate| estimate.monthly.typical),
            (words.high, |estimate| estimate.monthly.high),
        ];
        for (label, pick) in totals {
            let mut row = vec![label.to_owned()];
            row.extend(self.environments.values().map(|estimate| money(pick(estimate))));
            summary.push(row);
        }
        if let Some(tax) = &self.tax {
            let amounts = |of: &dyn Fn(Decimal) -> Decimal| {
                let typical = self.environments.values().map(|estimate| estimate.monthly.typical);
                typical.map(|amount| money(of(amount))).collect::<Vec<_>>()
            };
            summary.push([vec![tax.label(format)], amounts(&|amount| tax.on(amount))].concat());
            let label = format!("{} {}", words.with, tax.name);
            summary.push([vec![label], amounts(&|amount| amount + tax.on(amount))].concat());
        }
        for (label, pick) in
            [(words.yearly, Years::yearly as fn(&Years) -> Band), (words.three_years, Years::three_years)]
        {
            if !self.years.is_empty() {
                let years = self.environments.keys().map(|environment| self.years.get(environment));
                let amounts =
                    years.map(|years| years.map_or("–".to_owned(), |years| money(pick(years).typical)));
                summary.push(std::iter::once(label.to_owned()).chain(amounts).collect());
            }
        }
        let monthly = match &self.currency.quoted {
            None => words.monthly.to_owned(),
            Some(quoted) => format!(
                "{} {} (1 USD = {} {}, {}, {})",
                self.currency.code,
                words.a_month,
                self.currency.per_usd.normalize(),
                self.currency.code,
                quoted.source,
                quoted.date
            ),
        };
        heading(&mut out, &monthly, markdown);
        table(&mut out, &summary, 1..usize::MAX, markdown);
        let mut services = vec![summary[0].clone()];
        words.service.clone_into(&mut services[0][0]);
        services.extend(by(Per::Service));
        heading(&mut out, words.by_service, markdown);
        table(&mut out, &services, 1..usize::MAX, markdown);
        for (environment, estimate) in &self.environments {
            heading(&mut out, environment, markdown);
            let mut rows = vec![words.columns.iter().map(|&column| column.to_owned()).collect::<Vec<_>>()];
            for line in &estimate.lines {
                let place = match &line.part {
                    Some(part) if !part.is_empty() => format!("{}/{part}", line.node),
                    _ => line.node.clone(),
                };
                rows.push(vec![
                    place,
                    line.item.clone(),
                    format!("{} {}", format.quantity(line.quantity.typical), unit_of(line)),
                    price(line),
                    money(line.monthly.typical),
                    if line.stale { format!("{} †", line.as_of) } else { line.as_of.to_string() },
                    if line.derived_from.is_some() {
                        format!("{} ({})", line.confidence.as_str(), words.derived)
                    } else {
                        line.confidence.as_str().to_owned()
                    },
                ]);
            }
            table(&mut out, &rows, 2..5, markdown);
            if !estimate.unpriced.is_empty() {
                let _ = writeln!(out, "\n{}", words.unpriced);
                for entry in &estimate.unpriced {
                    let _ = write!(out, "- {}: {} – {}", entry.node, entry.item, entry.why);
                    if let Some(hint) = &entry.hint {
                        let _ =
                            write!(out, " (${} {} {})", hint.usd.normalize(), words.elsewhere, hint.location);
                    }
                    out.push('\n');
                }
            }
            if !estimate.assumptions.is_empty() {
                let _ = writeln!(out, "\n{}", words.assumed);
                for entry in &estimate.assumptions {
                    let (low, typical, high) = (entry.value.low, entry.value.typical, entry.value.high);
                    let _ = writeln!(
                        out,
                        "- {}.{}: {} / {} / {} {}",
                        entry.stated_under(),
                        entry.name,
                        format.quantity(low),
                        format.quantity(typical),
                        format.quantity(high),
                        entry.unit
                    );
                }
            }
        }
        if let Some(compared) = &self.compared {
            heading(&mut out, &format!("{} {}", words.compared, compared.with), markdown);
            let text = self.compared_text(compared, language);
            out.push_str(&if markdown { format!("```text\n{text}```\n") } else { text });
        }
        let _ = writeln!(out, "\n{} {} ({}).", words.book, self.as_of, canonical::short(&self.digest));
        let lines = || self.environments.values().flat_map(|estimate| &estimate.lines);
        let old = lines().filter(|line| line.stale).count();
        if old > 0 {
            let (days, date) = (STALE_AFTER_DAYS, &self.date);
            let _ = match language {
                Language::English => writeln!(
                    out,
                    "† {old} of {} prices were read more than {days} days before {date}: check them before you promise them.",
                    lines().count()
                ),
                Language::Spanish => writeln!(
                    out,
                    "† {old} de {} precios se leyeron más de {days} días antes del {date}: verifíquelos antes de comprometerlos.",
                    lines().count()
                ),
            };
        }
        out
    }
}

struct Labels {
    element: &'static str,
    monthly: &'static str,
    a_month: &'static str,
    service: &'static str,
    by_service: &'static str,
    with: &'static str,
    yearly: &'static str,
    three_years: &'static str,
    low: &'static str,
    typical: &'static str,
    high: &'static str,
    columns: [&'static str; 7],
    derived: &'static str,
    unpriced: &'static str,
    /// Between a price and the place where it holds.
    elsewhere: &'static str,
    assumed: &'static str,
    book: &'static str,
    compared: &'static str,
}

impl Labels {
    fn of(language: Language) -> Labels {
        match language {
            Language::English => Labels {
                element: "Element",
                monthly: "US dollars a month",
                a_month: "a month",
                service: "Service",
                by_service: "By service, typical",
                with: "Total, typical, with",
                yearly: "A year, typical",
                three_years: "Three years, typical",
                low: "Total, low",
                typical: "Total, typical",
                high: "Total, high",
                columns: ["Element", "Item", "Quantity", "Unit price", "Monthly", "As of", "Confidence"],
                derived: "derived",
                unpriced: "Not priced:",
                elsewhere: "a unit, not charged here, in",
                assumed: "Assumed (low / typical / high); state `usage` to change it:",
                book: "Price book as of",
                compared: "Compared with",
            },
            Language::Spanish => Labels {
                element: "Elemento",
                monthly: "Dólares de EE. UU. al mes",
                a_month: "al mes",
                service: "Servicio",
                by_service: "Por servicio, típico",
                with: "Total, típico, con",
                yearly: "Un año, típico",
                three_years: "Tres años, típico",
                low: "Total, bajo",
                typical: "Total, típico",
                high: "Total, alto",
                columns: [
                    "Elemento",
                    "Concepto",
                    "Cantidad",
                    "Precio unitario",
                    "Mensual",
                    "Fecha",
                    "Confianza",
                ],
                derived: "derivado",
                unpriced: "Sin precio:",
                elsewhere: "por unidad, no aplicado aquí, en",
                assumed: "Supuestos (bajo / típico / alto); declare `usage` para cambiarlos:",
                book: "Libro de precios al",
                compared: "Comparado con",
            },
        }
    }
}

/// The unit as people write it.
pub fn unit_of(line: &Line) -> String {
    line.unit
        .as_str()
        .replace("gib", "GiB")
        .replace("mibps", "MiB/s")
        .replace("lcu", "LCU")
        .replace("iops", "IOPS")
}

fn price(line: &Line) -> String {
    if line.tiers.len() > 1 {
        format!("${} …", line.unit_price.normalize())
    } else {
        format!("${}", line.unit_price.normalize())
    }
}

fn cents(amount: Decimal) -> String {
    format!("{:.2}", amount.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
}

/// Quotes a cell, and disarms text a spreadsheet would run as a formula.
fn csv_cell(text: &str) -> String {
    let formula =
        text.starts_with(['=', '+', '@']) || (text.starts_with('-') && text.parse::<Decimal>().is_err());
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn heading(out: &mut String, text: &str, markdown: bool) {
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = if markdown { writeln!(out, "## {text}\n") } else { writeln!(out, "{text}") };
}

/// A table; the columns in `right` hold amounts and are right aligned.
fn table(out: &mut String, rows: &[Vec<String>], right: std::ops::Range<usize>, markdown: bool) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let pad = " ".repeat(widths[column] - cell.chars().count());
                if right.contains(&column) { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
            })
            .collect();
        if markdown {
            let _ = writeln!(out, "| {} |", cells.join(" | "));
            if at == 0 {
                let rule: Vec<String> = widths.iter().map(|width| "-".repeat((*width).max(3))).collect();
                let _ = writeln!(out, "| {} |", rule.join(" | "));
            }
        } else {
            let _ = writeln!(out, "  {}", cells.join("  ").trim_end());
        }
    }
}
