//! What the environment shown costs beside something else, charge by charge.

use engine::{Against, Band, Charged, Decimal, Differing, Id};

use crate::{editor::Editor, shelf::symbol, words::name_of};

/// The environment shown beside something else; of each pair the second is how it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// What stands beside it, in words.
    pub with: String,
    pub environment: Id,
    /// US dollars.
    pub monthly: [Band; 2],
    /// How many things have no price, and are in no amount.
    pub unpriced: [usize; 2],
    /// Charges that differ, the largest difference first.
    pub rows: Vec<Other>,
    /// How many charges are the same.
    pub same: usize,
}

/// A charge that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// The element, where it is in the design that is open.
    pub node: Option<Id>,
    pub name: String,
    /// Symbol of its icon.
    pub symbol: &'static str,
    pub item: String,
    pub unit: &'static str,
    /// `None` where it is not there.
    pub cells: [Option<Charged>; 2],
    /// How much more a typical month costs now.
    pub difference: Decimal,
}

impl Editor {
    /// The environment shown beside something else, or why it cannot be.
    pub fn beside(&mut self, against: &Against) -> Result<Beside, String> {
        let Some(environment) = self.environment().cloned() else {
            return Err(self.tell("the design has no environment", "el diseño no tiene entornos", []));
        };
        let compared = self.session.compared(environment.as_str(), against);
        let compared = compared.map_err(|error| error.to_string())?;
        let rows = compared.charges.into_iter().map(|row| self.other(row, against)).collect();
        Ok(Beside {
            with: against.words(self.language),
            environment,
            monthly: compared.monthly,
            unpriced: compared.unpriced,
            rows,
            same: compared.same,
        })
    }

    fn other(&self, row: Differing, against: &Against) -> Other {
        let difference = row.difference();
        let Differing { node, item, unit, cells } = row;
        let here = self.document();
        let id = Id::new(&node);
        let there = |id: &&Id| here.nodes.contains_key(*id) || here.connections.contains_key(*id);
        let known = id.as_ref().filter(there);
        // what is here no more has its name from where it still is
        let document = match against {
            Against::Design { document, .. } if known.is_none() => document,
            _ => here,
        };
        let kind = id.as_ref().and_then(|id| document.nodes.get(id)).map(|node| &node.kind);
        Other {
            name: id.as_ref().map_or_else(|| node.clone(), |id| name_of(document, id)),
            symbol: kind.map_or("", |kind| symbol(kind)),
            node: known.cloned(),
            item,
            unit,
            cells,
            difference,
        }
    }

    /// What the environment shown can be put beside within the design: other environments, and regions that prices are
    /// known of, with the places they are at.
    pub fn others(&self) -> (Vec<Id>, Vec<(String, String)>) {
        let here = self.environment();
        let environments = self.environments().into_iter().map(|(id, _)| id);
        let environments = environments.filter(|id| Some(id) != here).collect();
        let region = here.and_then(|id| self.document().environments.get(id)).map(|found| &found.region);
        let regions =
            engine::regions(self.session.book()).filter(|code| Some(*code) != region.map(String::as_str));
        let place = |code: &str| match engine::scene::place(code) {
            Some(place) => format!("{place} ({code})"),
            None => code.to_owned(),
        };
        (environments, regions.map(|code| (code.to_owned(), place(code))).collect())
    }
}
