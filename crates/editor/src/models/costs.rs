//! The price table: what is charged, side by side for all environments, as quantity × price of a unit.

use std::collections::BTreeMap;

use engine::{Band, Charged, Decimal, EngineError, Id, charges};

use crate::{editor::Editor, shelf::symbol, words::name_of};

/// All charges of all environments.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PriceTable {
    /// The columns.
    pub environments: Vec<Id>,
    /// The dearest first.
    pub rows: Vec<Charge>,
    /// Dollars a month, by column.
    pub totals: Vec<Band>,
    /// How many things have no price, by column.
    pub unpriced: Vec<usize>,
    /// Date of the newest price that was used.
    pub as_of: String,
}

/// Something that is charged for an element.
#[derive(Debug, Clone, PartialEq)]
pub struct Charge {
    /// What is charged for, as explanations name it.
    pub key: String,
    /// The element; `None` where the charge is of no single one.
    pub node: Option<Id>,
    pub name: String,
    /// Symbol of its icon.
    pub symbol: &'static str,
    /// What is charged, in a few words.
    pub item: String,
    pub unit: &'static str,
    /// By column; `None` where it is not there.
    pub cells: Vec<Option<Charged>>,
}

impl Charge {
    /// The largest amount of any environment.
    pub fn largest(&self) -> Decimal {
        self.cells.iter().flatten().map(Charged::typical).max().unwrap_or_default()
    }
}

impl Editor {
    /// What is charged in each environment; of one element, or of all.
    ///
    /// # Errors
    /// An environment cannot be resolved.
    pub fn price_table(&mut self, of: Option<&Id>) -> Result<PriceTable, EngineError> {
        let environments: Vec<Id> = self.environments().into_iter().map(|(id, _)| id).collect();
        let columns = environments.len();
        let mut table = PriceTable { environments, ..PriceTable::default() };
        let mut rows: BTreeMap<(String, String, &'static str), Charge> = BTreeMap::new();
        for (column, environment) in table.environments.iter().enumerate() {
            let estimate = self.session.estimate(environment.as_str())?.clone();
            let wanted = |node: &str| of.is_none_or(|of| of.as_str() == node);
            let lines = || estimate.lines.iter().filter(|line| wanted(&line.node));
            table.totals.push(lines().map(|line| line.monthly).sum());
            table.unpriced.push(estimate.unpriced.iter().filter(|missing| wanted(&missing.node)).count());
            if let Some(newest) = lines().map(|line| &*line.as_of).max().filter(|day| **day > *table.as_of) {
                newest.clone_into(&mut table.as_of);
            }
            for ((node, item, unit), charged) in charges(&estimate) {
                if wanted(&node) {
                    let row = self.charge(&mut rows, &node, &item, unit, columns);
                    row.cells[column] = Some(charged);
                }
            }
        }
        table.rows = rows.into_values().collect();
        // what has no price is asked about before what costs nothing
        let open = |row: &Charge| row.cells.iter().flatten().any(|cell| matches!(cell, Charged::Unpriced(_)));
        table.rows.sort_by_key(|row| (std::cmp::Reverse(row.largest()), std::cmp::Reverse(open(row))));
        Ok(table)
    }

    fn charge<'r>(
        &self,
        rows: &'r mut BTreeMap<(String, String, &'static str), Charge>,
        node: &str,
        item: &str,
        unit: &'static str,
        columns: usize,
    ) -> &'r mut Charge {
        let document = self.document();
        rows.entry((node.to_owned(), item.to_owned(), unit)).or_insert_with(|| {
            let id = Id::new(node);
            let known = id.as_ref().and_then(|id| document.nodes.get(id));
            Charge {
                key: node.to_owned(),
                name: id.as_ref().map_or_else(|| node.to_owned(), |id| name_of(document, id)),
                symbol: known.map_or("", |node| symbol(&node.kind)),
                node: id
                    .filter(|id| document.nodes.contains_key(id) || document.connections.contains_key(id)),
                item: item.to_owned(),
                unit,
                cells: vec![None; columns],
            }
        })
    }
}
