//! Elements and edges, and how to read them.

use std::{borrow::Cow, collections::BTreeMap};

use design::{
    ConnectionKind, Frame, Id, Kind, Map, PartRef, Payment, Preset, Properties, Property, Quantity, Tier,
    Workload,
};
use serde_json::Value;
use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::{Blocker, Part, PartData};

/// Index of an element in [`Architecture::elements`].
pub type Ix = usize;

/// Numbers of zones, ascending, within the element: every element has them.
pub type Zones = SmallVec<[u8; 8]>;

/// One environment of a document.
#[derive(Debug, Clone)]
pub struct Architecture {
    /// The document's id.
    pub document: Id,
    /// The document's displayed name.
    pub title: String,
    pub environment: Id,
    pub tier: Tier,
    pub account: String,
    pub region: String,
    /// Names of zones 1, 2, 3 … in the region.
    pub zones: Vec<String>,
    /// What it has to carry, where that is stated.
    pub workload: Option<Workload>,
    /// Sorted by id.
    pub elements: Vec<Element>,
    /// Sorted by id.
    pub edges: Vec<Edge>,
    /// The other environments an edge leads to or comes from.
    pub peers: Vec<Peer>,
    /// In the shared environment: edges whose other end lives in a workload environment.
    pub cross: Vec<CrossEdge>,
    pub blockers: Vec<Blocker>,
}

/// A node as resolved for the environment.
#[derive(Debug, Clone)]
pub struct Element {
    pub id: Id,
    pub kind: &'static Kind,
    /// Displayed name; the id where the document gives none.
    pub name: SmolStr,
    pub parent: Option<Ix>,
    /// In id order.
    pub children: Vec<Ix>,
    /// Base merged with the overlay; what is left out has its kind's default.
    pub properties: Properties,
    pub region: SmolStr,
    pub home: Home,
    /// Stated volumes.
    pub usage: BTreeMap<String, Quantity>,
    /// How it is paid for; on demand where nothing is said.
    pub payment: Option<Payment>,
    /// Zones it lives in, ascending; empty for regional and global things.
    pub zones: Zones,
    /// Sorted by name.
    pub parts: Vec<Part>,
    pub replaces: Option<PartRef>,
    pub frame: Option<Frame>,
    /// Edges that leave it, in id order, as indexes into [`Architecture::edges`].
    pub out: Vec<usize>,
    /// Edges that end at it.
    pub into: Vec<usize>,
}

/// Where an element is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// In this environment.
    Here,
    /// In the peer with this index (the shared environment); here it is only referred to.
    Peer(usize),
}

/// Another environment this one refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    pub environment: Id,
    pub tier: Tier,
    pub account: String,
    pub region: String,
}

/// A connection with both ends in this architecture.
#[derive(Debug, Clone)]
pub struct Edge {
    pub id: Id,
    pub kind: ConnectionKind,
    pub from: Ix,
    pub to: Ix,
    pub properties: Properties,
    pub usage: BTreeMap<String, Quantity>,
}

/// A connection between an element here (the shared environment) and one in a workload environment.
#[derive(Debug, Clone)]
pub struct CrossEdge {
    pub id: Id,
    pub kind: ConnectionKind,
    pub properties: Properties,
    pub peer: usize,
    pub here: Ix,
    /// The other end's id, kind and properties as resolved in its environment.
    pub there: Id,
    pub there_kind: &'static Kind,
    pub there_properties: Properties,
    /// The edge leaves the element here.
    pub outgoing: bool,
}

impl Architecture {
    pub fn index_of(&self, id: &str) -> Option<Ix> {
        self.elements.binary_search_by(|element| element.id.as_str().cmp(id)).ok()
    }

    pub fn element(&self, id: &str) -> Option<&Element> {
        self.index_of(id).and_then(|ix| self.elements.get(ix))
    }

    /// Elements built in this environment.
    pub fn own(&self) -> impl Iterator<Item = (Ix, &Element)> {
        self.elements.iter().enumerate().filter(|(_, element)| element.home == Home::Here)
    }

    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (Ix, &'a Element)> {
        self.elements.iter().enumerate().filter(move |(_, element)| element.kind.name == kind)
    }

    /// The element and what contains it, from inside out.
    pub fn ancestors(&self, ix: Ix) -> impl Iterator<Item = Ix> + '_ {
        std::iter::successors(Some(ix), |&at| self.elements.get(at)?.parent)
    }

    /// The nearest ancestor (or the element itself) of a kind.
    pub fn enclosing(&self, ix: Ix, kind: &str) -> Option<Ix> {
        self.ancestors(ix).find(|&at| self.elements[at].kind.name == kind)
    }

    pub fn outgoing(&self, ix: Ix, kind: ConnectionKind) -> impl Iterator<Item = &Edge> {
        self.elements[ix].out.iter().map(|&edge| &self.edges[edge]).filter(move |edge| edge.kind == kind)
    }

    pub fn incoming(&self, ix: Ix, kind: ConnectionKind) -> impl Iterator<Item = &Edge> {
        self.elements[ix].into.iter().map(|&edge| &self.edges[edge]).filter(move |edge| edge.kind == kind)
    }

    /// What the element is `attached` to, or what is attached to it, of one kind.
    pub fn attached(&self, ix: Ix, kind: &str) -> Option<Ix> {
        let to = self.outgoing(ix, ConnectionKind::Attached).map(|edge| edge.to);
        let from = self.incoming(ix, ConnectionKind::Attached).map(|edge| edge.from);
        to.chain(from).find(|&other| self.elements[other].kind.name == kind)
    }

    pub fn production(&self) -> bool {
        self.tier == Tier::Production
    }
}

impl Element {
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts
            .binary_search_by(|part| part.name.as_str().cmp(name))
            .ok()
            .and_then(|at| self.parts.get(at))
    }

    /// The AWS subnets of a tier, by zone.
    pub fn subnets(&self) -> impl Iterator<Item = (u8, crate::Cidr)> {
        self.parts.iter().filter_map(|part| match part.data {
            PartData::Subnet { zone, cidr } => Some((zone, cidr)),
            _ => None,
        })
    }

    pub fn flag(&self, property: &'static Property) -> bool {
        read::flag(&self.properties, property)
    }

    pub fn integer(&self, property: &'static Property) -> i64 {
        read::integer(&self.properties, property).unwrap_or_default()
    }

    pub fn optional_integer(&self, property: &'static Property) -> Option<i64> {
        read::integer(&self.properties, property)
    }

    pub fn text(&self, property: &'static Property) -> &str {
        read::text(&self.properties, property).unwrap_or_default()
    }

    pub fn optional_text(&self, property: &'static Property) -> Option<&str> {
        read::text(&self.properties, property).filter(|text| !text.is_empty())
    }

    pub fn texts(&self, property: &'static Property) -> Vec<&str> {
        read::texts(&self.properties, property)
    }

    pub fn records(&self, property: &'static Property) -> Vec<&Map> {
        self.properties
            .get(property.name)
            .and_then(Value::as_array)
            .map(|list| list.iter().filter_map(Value::as_object).collect())
            .unwrap_or_default()
    }

    pub fn record(&self, property: &'static Property) -> Option<&Map> {
        self.properties.get(property.name).and_then(Value::as_object)
    }

    /// The property as JSON, with its default.
    pub fn value(&self, property: &'static Property) -> Option<Cow<'_, Value>> {
        match self.properties.get(property.name) {
            Some(value) => Some(Cow::Borrowed(value)),
            None => property.default.to_json().map(Cow::Owned),
        }
    }

    pub fn is(&self, kind: &str) -> bool {
        self.kind.name == kind
    }

    pub fn here(&self) -> bool {
        self.home == Home::Here
    }
}

impl Edge {
    pub fn integer(&self, property: &str) -> Option<i64> {
        self.properties.get(property).and_then(Value::as_i64)
    }

    pub fn port(&self, property: &str) -> Option<u16> {
        self.integer(property).and_then(|port| u16::try_from(port).ok())
    }

    /// A text property with the default its connection kind declares.
    pub fn text(&self, property: &str) -> &str {
        match self.properties.get(property).and_then(Value::as_str) {
            Some(text) => text,
            None => design::connection_properties(self.kind)
                .iter()
                .find(|declared| declared.name == property)
                .and_then(|declared| match declared.default {
                    Preset::Text(text) => Some(text),
                    _ => None,
                })
                .unwrap_or_default(),
        }
    }
}

/// Reading properties of any object (an element, or a record inside one) with the declared defaults.
pub mod read {
    use design::{Map, Preset, Property};
    use serde_json::Value;

    pub fn flag(map: &Map, property: &Property) -> bool {
        map.get(property.name).and_then(Value::as_bool).unwrap_or(property.default == Preset::Flag(true))
    }

    pub fn integer(map: &Map, property: &Property) -> Option<i64> {
        map.get(property.name).and_then(Value::as_i64).or(match property.default {
            Preset::Integer(number) => Some(number),
            _ => None,
        })
    }

    pub fn text<'a>(map: &'a Map, property: &Property) -> Option<&'a str> {
        map.get(property.name).and_then(Value::as_str).or(match property.default {
            Preset::Text(text) => Some(text),
            _ => None,
        })
    }

    pub fn texts<'a>(map: &'a Map, property: &Property) -> Vec<&'a str> {
        match map.get(property.name).and_then(Value::as_array) {
            Some(list) => list.iter().filter_map(Value::as_str).collect(),
            None => match property.default {
                Preset::Texts(texts) => texts.to_vec(),
                _ => Vec::new(),
            },
        }
    }
}
