//! Connections: which are legal, and making them.

use engine::{
    Command, Id, Refusal, Services,
    design::{Catalogue, Connection, ConnectionKind, Properties},
};

use crate::{containment::kind_of, editor::Editor, ids::Ids, words};

/// Several connections that are all legal, for a person to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub from: Id,
    pub offers: Vec<Offer>,
}

/// A legal connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub kind: ConnectionKind,
    pub to: Id,
    /// In words.
    pub title: String,
}

/// Which end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    From,
    To,
}

impl Editor {
    /// The kinds of connection that may lead from one node to another.
    pub fn legal_connections(&self, from: &Id, to: &Id) -> Vec<ConnectionKind> {
        let document = self.document();
        let (Some(start), Some(end)) = (kind_of(document, from), kind_of(document, to)) else {
            return Vec::new();
        };
        let legal = |kind: &ConnectionKind| {
            let mut declared = start.connects.iter().filter(|connects| connects.kind == *kind);
            declared.any(|connects| connects.to.is_empty() || connects.to.contains(&end.name))
                || Services.open(end.name, *kind)
        };
        if from == to { Vec::new() } else { ConnectionKind::ALL.into_iter().filter(legal).collect() }
    }

    /// Whether any connection may start at a node.
    pub fn starts_connections(&self, id: &Id) -> bool {
        kind_of(self.document(), id).is_some_and(|kind| !kind.connects.is_empty())
    }

    /// All legal connections from a node to any of several.
    pub fn offers(&self, from: &Id, to: &[Id]) -> Vec<Offer> {
        let offer = |to: &Id, kind: ConnectionKind| {
            let word = words::connection_title(kind, self.language);
            let title = format!("{word}: {} → {}", self.name_of(from), self.name_of(to));
            Offer { kind, to: to.clone(), title }
        };
        to.iter()
            .flat_map(|to| self.legal_connections(from, to).into_iter().map(move |kind| offer(to, kind)))
            .collect()
    }

    /// Why no connection leads from one node to another; `None` where one may.
    pub fn why_not_connected(&self, from: &Id, to: &Id) -> Option<String> {
        if from == to {
            return Some(
                self.say(
                    "An element is not connected to itself.",
                    "Un elemento no se conecta consigo mismo.",
                )
                .to_owned(),
            );
        }
        if !self.legal_connections(from, to).is_empty() {
            return None;
        }
        let document = self.document();
        let (start, end) = (kind_of(document, from)?, kind_of(document, to)?);
        let reverse = !self.legal_connections(to, from).is_empty();
        Some(words::unconnected(start, end, reverse, self.language))
    }

    /// Draws a connection and selects it.
    ///
    /// # Errors
    /// It is not legal.
    pub fn connect(&mut self, from: &Id, to: &Id, kind: ConnectionKind) -> Result<Id, Refusal> {
        let id = Ids::new(self.document()).give(&format!("{from}-{to}"));
        let connection = Connection {
            from: from.clone(),
            kind,
            to: to.clone(),
            name: None,
            properties: Properties::default(),
        };
        let label =
            self.tell("Connect {0} to {1}", "Conectar {0} con {1}", [self.name_of(from), self.name_of(to)]);
        self.edit(label, Command::AddConnection { id: id.clone(), connection })?;
        self.select([id.clone()]);
        Ok(id)
    }

    /// Moves one end of a connection to another node.
    ///
    /// # Errors
    /// The connection would not be legal.
    pub fn retarget(&mut self, id: &Id, end: End, node: &Id) -> Result<(), Refusal> {
        let label = self.tell("Move {0} to {1}", "Mover {0} a {1}", [self.name_of(id), self.name_of(node)]);
        let (from, to) = match end {
            End::From => (Some(node.clone()), None),
            End::To => (None, Some(node.clone())),
        };
        self.edit(label, Command::Retarget { id: id.clone(), from, to })
    }
}
