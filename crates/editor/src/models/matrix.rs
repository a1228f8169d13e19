//! What each element, or each service, costs a month, side by side for all environments; and the month of one of them.

use std::cmp::Reverse;

use engine::{Decimal, EngineError, Id, Matrix, MatrixCell, MatrixRow, Per};

use super::Price;
use crate::{editor::Editor, shelf::symbol, words::title};

/// An element or a service with what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Priced {
    pub name: String,
    /// Of an element what it is, of a service the elements that use it.
    pub of: String,
    /// Symbol of an element's icon.
    pub symbol: &'static str,
    /// What it is charged for, as far as the design has it.
    pub nodes: Vec<Id>,
    /// In the order of [`Editor::environments`].
    pub cells: Vec<MatrixCell>,
    /// Of a typical month of the environment shown, from 0 to 1.
    pub part: Decimal,
}

/// A month of the environment shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    pub price: Price,
    /// The dearest services and what the others come to, each with a typical month in US dollars and its part of the
    /// whole, from 0 to 1.
    pub services: Vec<(String, Decimal, Decimal)>,
}

/// So many services are named.
const NAMED: usize = 4;

impl Editor {
    /// What the environment shown costs, and for which services; `None` without one.
    ///
    /// # Errors
    /// An environment cannot be resolved.
    pub fn month(&mut self) -> Result<Option<Month>, EngineError> {
        let Some(shown) = self.environment().cloned() else { return Ok(None) };
        let Some(price) = self.prices()?.into_iter().find(|price| price.environment == shown) else {
            return Ok(None);
        };
        let mut matrix = Matrix::new(Per::Service, 1);
        matrix.add(0, self.session.estimate(shown.as_str())?);
        let typical = |row: MatrixRow| Some((row.key, row.cells.first()?.monthly?.typical));
        let mut services: Vec<(String, Decimal)> = matrix.rows().into_iter().filter_map(typical).collect();
        services.retain(|(_, typical)| !typical.is_zero());
        // one other is named as well
        if services.len() > NAMED + 1 {
            let others: Decimal = services.split_off(NAMED).into_iter().map(|(_, typical)| typical).sum();
            services.push((self.tell("Other services", "Otros servicios", []), others));
        }
        let part = |typical: Decimal| typical.checked_div(price.monthly.typical).unwrap_or_default();
        let services = services.into_iter().map(|(name, typical)| (name, typical, part(typical))).collect();
        Ok(Some(Month { price, services }))
    }

    /// What each element or service costs in each environment, the dearest of the one shown first.
    ///
    /// # Errors
    /// An environment cannot be resolved.
    pub fn price_matrix(&mut self, per: Per) -> Result<Vec<Priced>, EngineError> {
        let environments = self.environments();
        let shown = environments.iter().position(|(id, _)| Some(id) == self.environment());
        let mut matrix = Matrix::new(per, environments.len());
        let mut whole = Decimal::ZERO;
        for (column, (environment, _)) in environments.iter().enumerate() {
            let estimate = self.session.estimate(environment.as_str())?;
            if Some(column) == shown {
                whole = estimate.monthly.typical;
            }
            matrix.add(column, estimate);
        }
        let part = |row: &MatrixRow| {
            let monthly = row.cells.get(shown?)?.monthly?;
            monthly.typical.checked_div(whole)
        };
        let rows = matrix.rows().into_iter();
        let mut rows: Vec<Priced> =
            rows.map(|row| self.priced(per, part(&row).unwrap_or_default(), row)).collect();
        // what is not there stands in the order of all environments
        rows.sort_by_key(|row| Reverse(row.part));
        Ok(rows)
    }

    fn priced(&self, per: Per, part: Decimal, row: MatrixRow) -> Priced {
        let document = self.document();
        let MatrixRow { key, nodes, cells } = row;
        let nodes: Vec<Id> = nodes.iter().filter_map(|node| Id::new(node)).collect();
        let kind = nodes.first().and_then(|id| document.nodes.get(id)).map(|node| node.kind.as_str());
        let (name, of, symbol) = match (per, nodes.as_slice()) {
            (Per::Element, [id]) => {
                let connection = || self.tell("Connection", "Conexión", []);
                let of = kind.map_or_else(connection, |kind| title(kind, self.language).to_owned());
                (self.name_of(id), of, kind.map_or("", symbol))
            }
            (Per::Element, _) => (key, String::new(), ""),
            (Per::Service, ids) => {
                let names: Vec<String> = ids.iter().map(|id| self.name_of(id)).collect();
                (key, names.join(", "), "")
            }
        };
        let there = |id: &Id| document.nodes.contains_key(id) || document.connections.contains_key(id);
        Priced { name, of, symbol, nodes: nodes.into_iter().filter(there).collect(), cells, part }
    }
}
