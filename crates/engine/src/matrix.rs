//! Environments side by side: what each service, or each element, costs a month in them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use pricing::{Band, Estimate};
use rust_decimal::Decimal;

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    Service,
    Element,
}

/// A service or an element.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixRow {
    /// AWS's name of the service, or the id of the element.
    pub key: String,
    /// Ids of the elements it is charged for.
    pub nodes: BTreeSet<String>,
    /// One for each environment.
    pub cells: Vec<MatrixCell>,
}

/// What it costs in an environment.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MatrixCell {
    /// US dollars; `None` where nothing is charged.
    pub monthly: Option<Band>,
    /// How many things have no price: they are not in the amount.
    pub unpriced: usize,
}

impl MatrixRow {
    /// A typical month in all environments.
    fn typical(&self) -> Decimal {
        self.cells.iter().filter_map(|cell| cell.monthly).map(|band| band.typical).sum()
    }

    /// Whether anything of it has a price.
    pub fn is_priced(&self) -> bool {
        self.cells.iter().any(|cell| cell.monthly.is_some())
    }
}

/// A matrix while environments are added to it.
#[derive(Debug)]
pub struct Matrix {
    per: Per,
    columns: usize,
    rows: BTreeMap<String, MatrixRow>,
}

impl Matrix {
    pub fn new(per: Per, columns: usize) -> Matrix {
        Matrix { per, columns, rows: BTreeMap::new() }
    }

    /// Adds the environment of a column, from 0.
    pub fn add(&mut self, column: usize, estimate: &Estimate) {
        for line in &estimate.lines {
            if let Some(cell) = self.row(&line.service, &line.node).cells.get_mut(column) {
                cell.monthly = Some(cell.monthly.unwrap_or_default() + line.monthly);
            }
        }
        for entry in &estimate.unpriced {
            if let Some(cell) = self.row(&entry.service, &entry.node).cells.get_mut(column) {
                cell.unpriced += 1;
            }
        }
    }

    fn row(&mut self, service: &str, node: &str) -> &mut MatrixRow {
        let key = match self.per {
            Per::Service => service,
            Per::Element => node,
        };
        let columns = self.columns;
        let row = self.rows.entry(key.to_owned()).or_insert_with(|| MatrixRow {
            key: key.to_owned(),
            nodes: BTreeSet::new(),
            cells: vec![MatrixCell::default(); columns],
        });
        if !row.nodes.contains(node) {
            row.nodes.insert(node.to_owned());
        }
        row
    }

    /// The dearest first.
    pub fn rows(self) -> Vec<MatrixRow> {
        let mut rows: Vec<MatrixRow> = self.rows.into_values().collect();
        rows.sort_by_cached_key(|row| Reverse(row.typical()));
        rows
    }
}

/// What is charged in these environments, the dearest first.
pub fn matrix(estimates: &[&Estimate], per: Per) -> Vec<MatrixRow> {
    let mut matrix = Matrix::new(per, estimates.len());
    for (column, estimate) in estimates.iter().enumerate() {
        matrix.add(column, estimate);
    }
    matrix.rows()
}
