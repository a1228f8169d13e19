//! What an environment costs beside something else: another design, environment, region or price book.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Arc,
};

use design::{Command, Document, Id, Refusal, Words, delta::Settings};
use pricing::{Band, Book, Estimate};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use text::{Format, Language};
use thiserror::Error;

use crate::{CostReport, EngineError, Session};

/// With what a price is compared.
#[derive(Debug, Clone)]
pub enum Against {
    /// Another design, or this one as it was, with what it is called: its environment of the same name.
    Design { called: String, document: Arc<Document> },
    /// Another environment of the same design.
    Environment(Id),
    /// The same environment in another region.
    Region(String),
    /// The same environment by another price book, with what that is called.
    Book { called: String, book: Arc<Book> },
}

#[derive(Debug, PartialEq, Error)]
pub enum CompareError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("the price book knows no region “{region}”; it knows {}", .known.join(", "))]
    NoPrices { region: String, known: Vec<String> },
    #[error("“{0}” cannot be compared with itself; name another environment")]
    Itself(Id),
    #[error("the environment cannot stand in {region}: {refusal}")]
    Refused { region: String, refusal: Refusal },
}

/// What differs between two months of an environment; of each pair the second is how it is now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// US dollars.
    pub monthly: [Band; 2],
    /// How many things have no price, and are in no amount.
    pub unpriced: [usize; 2],
    /// A typical month of each element that costs something else now, all its charges together, the largest difference
    /// first.
    pub elements: Vec<(String, [Decimal; 2])>,
    /// Charges that differ, the largest difference first.
    pub charges: Vec<Differing>,
    /// How many charges are the same.
    pub same: usize,
}

/// A charge that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Differing {
    pub node: String,
    /// What is charged, in a few words.
    pub item: String,
    /// Of its quantities; empty where it has no price on either side.
    pub unit: &'static str,
    /// `None` where it is not there.
    pub cells: [Option<Charged>; 2],
}

/// What is charged for one thing in an environment.
#[derive(Debug, Clone, PartialEq)]
pub enum Charged {
    /// Typical units a month at the price of the first, and the dollars they make.
    Priced { quantity: Decimal, unit_price: Decimal, monthly: Band },
    /// No fact states a price, and why.
    Unpriced(String),
}

impl Charged {
    /// US dollars of a typical month; 0 for what has no price.
    pub fn typical(&self) -> Decimal {
        match self {
            Charged::Priced { monthly, .. } => monthly.typical,
            Charged::Unpriced(_) => Decimal::ZERO,
        }
    }

    /// The same thing of several parts is one charge.
    fn join(&mut self, other: Charged) {
        match (&mut *self, other) {
            (
                Charged::Priced { quantity, monthly, .. },
                Charged::Priced { quantity: more, monthly: sum, .. },
            ) => {
                *quantity += more;
                *monthly = monthly.plus(sum);
            }
            // what has no price is told before what has one
            (Charged::Unpriced(_), _) => {}
            (_, unpriced) => *self = unpriced,
        }
    }
}

impl Differing {
    /// US dollars of a typical month, on both sides.
    pub fn typical(&self) -> [Decimal; 2] {
        self.cells.each_ref().map(|cell| cell.as_ref().map(Charged::typical).unwrap_or_default())
    }

    /// How much more it costs now.
    pub fn difference(&self) -> Decimal {
        let [before, now] = self.typical();
        now - before
    }
}

/// What is charged for, by element, item and unit.
pub type Charges = BTreeMap<(String, String, &'static str), Charged>;

/// The charges of an estimate; what has no price has no unit.
pub fn charges(estimate: &Estimate) -> Charges {
    let mut all = Charges::new();
    let mut add = |key: (String, String, &'static str), charged: Charged| match all.get_mut(&key) {
        Some(there) => there.join(charged),
        None => drop(all.insert(key, charged)),
    };
    for line in &estimate.lines {
        let (quantity, unit_price) = (line.quantity.typical, line.unit_price);
        let charged = Charged::Priced { quantity, unit_price, monthly: line.monthly };
        add((line.node.clone(), line.item.clone(), line.unit.as_str()), charged);
    }
    for missing in &estimate.unpriced {
        add((missing.node.clone(), missing.item.clone(), ""), Charged::Unpriced(missing.why.clone()));
    }
    all
}

impl Against {
    /// What it is, in words.
    pub fn words(&self, language: Language) -> String {
        let (what, name) = match self {
            Against::Design { called, .. } => return called.clone(),
            Against::Environment(id) => (Words::new("environment", "entorno"), id.to_string()),
            Against::Region(code) => (Words::new("Region", "región"), crate::proposal::region(code)),
            Against::Book { called, .. } => (Words::new("price book", "libro de precios"), called.clone()),
        };
        format!("{} {name}", language.of(what))
    }
}

/// The regions that a book has prices of, without Local Zones and edges.
pub fn regions(book: &Book) -> impl Iterator<Item = &str> {
    book.locations()
        .filter(|place| !place.contains(':') && place.ends_with(|last: char| last.is_ascii_digit()))
}

impl Comparison {
    /// Two months side by side.
    pub fn of(before: &Estimate, now: &Estimate) -> Comparison {
        let mut rows: BTreeMap<(String, String), Differing> = BTreeMap::new();
        for (side, estimate) in [before, now].into_iter().enumerate() {
            for ((node, item, unit), charged) in charges(estimate) {
                // of two units of one thing, one may have no price
                let row = rows.entry((node.clone(), item.clone())).or_insert_with(|| Differing {
                    node,
                    item,
                    unit,
                    cells: [None, None],
                });
                if row.unit.is_empty() {
                    row.unit = unit;
                }
                match &mut row.cells[side] {
                    Some(there) => there.join(charged),
                    empty => *empty = Some(charged),
                }
            }
        }
        let mut elements: BTreeMap<&str, [Decimal; 2]> = BTreeMap::new();
        for row in rows.values() {
            let sums = elements.entry(&row.node).or_default();
            sums.iter_mut().zip(row.typical()).for_each(|(sum, amount)| *sum += amount);
        }
        let differ = elements.into_iter().filter(|(_, [before, now])| before != now);
        let mut elements: Vec<_> = differ.map(|(node, both)| (node.to_owned(), both)).collect();
        elements.sort_by_key(|(_, [before, now])| Reverse((now - before).abs()));
        let all = rows.len();
        let mut charges: Vec<Differing> =
            rows.into_values().filter(|row| row.cells[0] != row.cells[1]).collect();
        charges.sort_by_key(|row| Reverse(row.difference().abs()));
        Comparison {
            monthly: [before.monthly, now.monthly],
            unpriced: [before.unpriced.len(), now.unpriced.len()],
            same: all - charges.len(),
            elements,
            charges,
        }
    }

    /// How much more a typical month costs now.
    pub fn difference(&self) -> Decimal {
        self.monthly[1].typical - self.monthly[0].typical
    }
}

impl Session<'_> {
    /// What an environment costs beside something else. Of another design that lacks the environment, everything is new;
    /// of one that has it alone, everything is gone.
    ///
    /// # Errors
    /// There is no such environment on either side, or it cannot be compared so.
    pub fn compared(&mut self, environment: &str, against: &Against) -> Result<Comparison, CompareError> {
        let before = match against {
            Against::Design { document, .. } => {
                let mut other = Session::new(Document::clone(document), self.book(), self.today());
                match other.document().environments.contains_key(environment) {
                    true => other.estimate(environment)?.clone(),
                    false => Estimate::default(),
                }
            }
            Against::Environment(id) if id.as_str() == environment => {
                return Err(CompareError::Itself(id.clone()));
            }
            Against::Environment(id) => self.estimate(id.as_str())?.clone(),
            Against::Region(region) => self.in_region(environment, region)?,
            Against::Book { book, .. } => self.estimate_by(environment, book)?,
        };
        let gone = || matches!(against, Against::Design { document, .. } if document.environments.contains_key(environment));
        match self.estimate(environment) {
            Ok(now) => Ok(Comparison::of(&before, now)),
            Err(_) if gone() => Ok(Comparison::of(&before, &Estimate::default())),
            Err(error) => Err(error.into()),
        }
    }

    /// Several environments beside something else. One named by `against` is not compared with itself; of another
    /// design, environments that this one lacks are compared too.
    ///
    /// # Errors
    /// As [`Session::compared`].
    pub fn all_compared(
        &mut self,
        ids: &[Id],
        against: &Against,
        language: Language,
    ) -> Result<Compared, CompareError> {
        let mut ids: BTreeSet<Id> = ids.iter().cloned().collect();
        match against {
            Against::Environment(other) if ids.len() > 1 => drop(ids.remove(other)),
            Against::Design { document, .. } if ids.len() == self.document().environments.len() => {
                ids.extend(document.environments.keys().cloned());
            }
            _ => {}
        }
        let compared = ids.into_iter().map(|id| {
            let comparison = self.compared(id.as_str(), against)?;
            Ok((id.to_string(), comparison))
        });
        let environments = compared.collect::<Result<_, CompareError>>()?;
        Ok(Compared { with: against.words(language), environments })
    }

    /// What an environment would cost in another region.
    fn in_region(&mut self, environment: &str, region: &str) -> Result<Estimate, CompareError> {
        if !regions(self.book()).any(|known| known == region) {
            let known = regions(self.book()).map(str::to_owned).collect();
            return Err(CompareError::NoPrices { region: region.to_owned(), known });
        }
        // Says which environments there are.
        let id = self.architecture(environment)?.environment.clone();
        let Some(stated) = self.document().environments.get(&id) else { return Ok(Estimate::default()) };
        // Pinned zones are those of a region.
        let settings = Settings { region: region.to_owned(), zones: None, ..Settings::of(stated) };
        let moved = self.tried(Command::ChangeEnvironment { id, settings });
        let mut moved =
            moved.map_err(|refusal| CompareError::Refused { region: region.to_owned(), refusal })?;
        Ok(moved.estimate(environment)?.clone())
    }
}

/// Environments beside something else.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// What they are compared with, in words.
    pub with: String,
    pub environments: BTreeMap<String, Comparison>,
}

impl CostReport {
    /// `{"with", "environments": {"prod": {"before", "after", "difference", "nodes", "charges"}}}`, typical months.
    pub(crate) fn compared_json(&self, compared: &Compared) -> Value {
        let told = |[was, is]: [Decimal; 2]| {
            let (before, after) = (self.amount(was), self.amount(is));
            json!({ "before": before, "after": after, "difference": self.amount(is - was) })
        };
        let charged = |cell: &Option<Charged>| match cell {
            None => Value::Null,
            Some(Charged::Unpriced(why)) => json!({ "unpriced": why }),
            Some(Charged::Priced { quantity, unit_price, monthly }) => {
                json!({ "quantity": quantity, "unit_price": unit_price, "monthly": self.amount(monthly.typical) })
            }
        };
        let charge = |row: &Differing| {
            let [before, after] = row.cells.each_ref().map(charged);
            json!({ "node": row.node, "item": row.item, "unit": row.unit, "before": before, "after": after })
        };
        let environment = |(id, comparison): (&String, &Comparison)| {
            let nodes: Map<String, Value> =
                comparison.elements.iter().map(|(node, both)| (node.clone(), told(*both))).collect();
            let mut shown = told(comparison.monthly.map(|band| band.typical));
            shown["nodes"] = nodes.into();
            shown["charges"] = comparison.charges.iter().map(charge).collect();
            shown["same"] = comparison.same.into();
            shown["unpriced"] = json!(comparison.unpriced);
            (id.clone(), shown)
        };
        let environments: Map<String, Value> = compared.environments.iter().map(environment).collect();
        json!({ "with": compared.with, "environments": environments })
    }

    /// The same as text: environments, their elements, and the charges of each.
    pub(crate) fn compared_text(&self, compared: &Compared, language: Language) -> String {
        let format = Format::new(language);
        let money = |amount: Decimal| self.currency.shown(amount, format);
        let change = |[was, is]: [Decimal; 2]| {
            let sign = if is > was { "+" } else { "" };
            format!("{} → {} ({sign}{})", money(was), money(is), money(is - was))
        };
        let none = language.of(Words::new("nothing", "nada"));
        let unpriced = language.of(Words::new("unpriced", "sin precio"));
        let cell = |cell: &Option<Charged>| match cell {
            None => none.to_owned(),
            Some(Charged::Unpriced(_)) => unpriced.to_owned(),
            Some(Charged::Priced { quantity, unit_price, .. }) => {
                format!("{} × ${}", format.quantity(*quantity), unit_price.normalize())
            }
        };
        let mut out = String::new();
        for (environment, comparison) in &compared.environments {
            let _ = writeln!(out, "{environment}: {}", change(comparison.monthly.map(|band| band.typical)));
            let mut elements: Vec<&str> = Vec::new();
            for row in &comparison.charges {
                if !elements.contains(&row.node.as_str()) {
                    elements.push(&row.node);
                }
            }
            let sums: BTreeMap<&str, [Decimal; 2]> =
                comparison.elements.iter().map(|(node, both)| (node.as_str(), *both)).collect();
            for element in elements {
                let _ = match sums.get(element) {
                    Some(both) => writeln!(out, "  {element}: {}", change(*both)),
                    None => writeln!(out, "  {element}"),
                };
                for row in comparison.charges.iter().filter(|row| row.node == element) {
                    let [was, is] = row.cells.each_ref().map(cell);
                    let _ = writeln!(out, "    {}: {was} → {is}", row.item);
                }
            }
            if comparison.unpriced != [0, 0] {
                let [was, is] = comparison.unpriced;
                let _ = match language {
                    Language::English => writeln!(out, "  in no amount, for want of a price: {was} → {is}"),
                    Language::Spanish => {
                        writeln!(out, "  en ningún importe, por falta de precio: {was} → {is}")
                    }
                };
            }
        }
        out
    }
}
