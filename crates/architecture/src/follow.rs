//! An architecture follows edits that change what elements and edges say, not which there are.

use std::{collections::BTreeSet, mem::take};

use design::{Delta, Document, Id, Map, Property, Shape, Swap, TextForm};
use petgraph::unionfind::UnionFind;
use serde_json::Value;

use crate::{Architecture, Derivation, Element, Home, Ix, Part, ResolveError, Zones, resolve};

/// Elements by what links join them: no link leads from one island to another, so nothing derived or priced on one
/// reads the other, and no rule does but for raw resources, which name others without a link.
///
/// Links are containment, edges, `replaces`, nodes that properties name ([`Architecture::named`]), and what a service
/// says it reads besides ([`Derivation::reads`]). Islands only grow together while their architecture follows edits.
#[derive(Debug, Clone)]
pub struct Islands(UnionFind<Ix>);

impl Islands {
    pub fn of(architecture: &Architecture, derivation: &dyn Derivation) -> Islands {
        let mut islands = Islands(UnionFind::new(architecture.elements.len()));
        for (ix, element) in architecture.elements.iter().enumerate() {
            if let Some(parent) = element.parent {
                islands.0.union(ix, parent);
            }
            let replaced = element.replaces.as_ref();
            if let Some(owner) = replaced.and_then(|part| architecture.index_of(part.node.as_str())) {
                islands.0.union(ix, owner);
            }
            islands.join(architecture, ix, derivation);
        }
        for edge in &architecture.edges {
            islands.0.union(edge.from, edge.to);
        }
        islands
    }

    /// Joins an element with what it names now.
    fn join(&mut self, architecture: &Architecture, ix: Ix, derivation: &dyn Derivation) {
        for other in derivation.reads(architecture, ix).into_iter().chain(architecture.named(ix)) {
            self.0.union(ix, other);
        }
    }

    /// All elements of the islands of some, ascending.
    fn around(&self, seeds: &BTreeSet<Ix>) -> Vec<Ix> {
        let wanted: BTreeSet<Ix> = seeds.iter().map(|&ix| self.0.find(ix)).collect();
        (0..self.0.len()).filter(|&ix| wanted.contains(&self.0.find(ix))).collect()
    }
}

/// What edits may have made different since something was last said of an architecture. Both ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// Elements of which document or derivation say something else now, and ends of edges of which it does.
    pub differ: Vec<Ix>,
    /// All on their islands.
    pub linked: Vec<Ix>,
}

impl Followed {
    pub fn is_empty(&self) -> bool {
        self.linked.is_empty()
    }

    /// With what later edits made different.
    pub fn extend(&mut self, later: &Followed) {
        for (all, more) in [(&mut self.differ, &later.differ), (&mut self.linked, &later.linked)] {
            all.extend(more);
            all.sort_unstable();
            all.dedup();
        }
    }

    pub fn differs(&self, ix: Ix) -> bool {
        self.differ.binary_search(&ix).is_ok()
    }

    pub fn links(&self, ix: Ix) -> bool {
        self.linked.binary_search(&ix).is_ok()
    }
}

/// The elements that properties name.
fn named_in(architecture: &Architecture, declared: &[&Property], properties: &Map, named: &mut Vec<Ix>) {
    for property in declared.iter().filter(|property| may_name(&property.shape)) {
        if let Some(value) = properties.get(property.name) {
            named_by(architecture, &property.shape, value, named);
        }
    }
}

fn named_by(architecture: &Architecture, shape: &Shape, value: &Value, named: &mut Vec<Ix>) {
    match (shape, value) {
        (Shape::Text(TextForm::Node(_)), Value::String(id)) => named.extend(architecture.index_of(id)),
        (Shape::List(of), Value::Array(items)) => {
            items.iter().for_each(|item| named_by(architecture, of, item, named));
        }
        (Shape::Table(of), Value::Object(map)) => {
            map.values().for_each(|item| named_by(architecture, of, item, named));
        }
        (Shape::Record(fields), Value::Object(map)) => named_in(architecture, fields, map, named),
        _ => {}
    }
}

fn may_name(shape: &Shape) -> bool {
    match shape {
        Shape::Text(form) => matches!(form, TextForm::Node(_)),
        Shape::List(of) | Shape::Table(of) => may_name(of),
        Shape::Record(fields) => fields.iter().any(|field| may_name(&field.shape)),
        _ => false,
    }
}

fn same<'s, T, K: PartialEq>(swap: &'s Swap<T>, key: impl Fn(&'s T) -> K) -> bool {
    match swap {
        Swap { before: Some(before), after: Some(after) } => key(before) == key(after),
        _ => false,
    }
}

impl Architecture {
    /// The elements that an element's properties name.
    pub fn named(&self, ix: Ix) -> Vec<Ix> {
        let Element { kind, properties, .. } = &self.elements[ix];
        let mut named = Vec::new();
        named_in(self, kind.properties, properties, &mut named);
        named
    }

    /// Whether it can follow a change: elements, edges and environments stay where they are here.
    pub fn follows(&self, delta: &Delta) -> bool {
        let Delta {
            name,
            environments,
            nodes,
            connections,
            overrides: _,
            // What is said there moves nothing, or is no part of an architecture.
            usage: _,
            environment_usage: _,
            layout: _,
            suppressions: _,
            answers: _,
            expectations: _,
            organisation_rules: _,
            rates: _,
            proposal: _,
            entries: _,
        } = delta;
        let removes = |overlay: &Option<Value>| *overlay == Some(Value::Null);
        name.is_none()
            && environments.is_empty()
            && nodes.values().all(|swap| {
                same(swap, |node| {
                    (&node.kind, &node.parent, &node.environments, &node.region, &node.replaces)
                })
            })
            && connections.values().all(|swap| same(swap, |drawn| (&drawn.from, drawn.kind, &drawn.to)))
            && self.overlays(delta).all(|(_, swap)| removes(&swap.before) == removes(&swap.after))
    }

    /// The nodes and connections of which a change says something for this environment.
    pub fn touched<'d>(&'d self, delta: &'d Delta) -> impl Iterator<Item = &'d Id> {
        let drawn = delta.nodes.keys().chain(delta.connections.keys());
        let volumes = delta.environment_usage.get(&self.environment);
        let volumes = delta.usage.keys().chain(volumes.into_iter().flat_map(|swaps| swaps.keys()));
        drawn.chain(volumes).chain(self.overlays(delta).map(|(id, _)| id))
    }

    /// The changes of overlays it reads: its own and those of the environments it shares with.
    fn overlays<'d>(&'d self, delta: &'d Delta) -> impl Iterator<Item = (&'d Id, &'d Swap<Value>)> {
        let peers = self.peers.iter().map(|peer| &peer.environment);
        let read = std::iter::once(&self.environment).chain(peers);
        read.filter_map(|environment| delta.overrides.get(environment)).flatten()
    }

    /// Reads the nodes and connections in `changed` anew and derives what may depend on them; equal to resolving the
    /// document from scratch if it [follows](Architecture::follows) all changes since the last time and `changed` holds
    /// all they [touched](Architecture::touched).
    ///
    /// # Errors
    /// The document is not valid; the architecture is then of no use.
    pub fn follow(
        &mut self,
        document: &Document,
        changed: &BTreeSet<Id>,
        islands: &mut Islands,
        derivation: &dyn Derivation,
    ) -> Result<Followed, ResolveError> {
        let mut seeds = BTreeSet::new();
        for id in changed {
            self.read_anew(document, id, &mut seeds)?;
        }
        for &ix in &seeds {
            islands.join(self, ix, derivation);
        }
        let linked = islands.around(&seeds);
        let derived = |element: &mut Element| (take(&mut element.zones), take(&mut element.parts));
        let before: Vec<_> = linked.iter().map(|&ix| derived(&mut self.elements[ix])).collect();
        let Architecture { elements, blockers, .. } = self;
        blockers.retain(|blocker| {
            let at = elements.binary_search_by(|element| element.id.as_str().cmp(&blocker.node));
            at.map_or(true, |ix| linked.binary_search(&ix).is_err())
        });
        resolve::derive(self, &linked, derivation)?;
        let differs = |ix: &Ix, (zones, parts): (Zones, Vec<Part>)| {
            let now = &self.elements[*ix];
            seeds.contains(ix) || zones != now.zones || parts != now.parts
        };
        let differ = linked.iter().zip(before).filter_map(|(ix, was)| differs(ix, was).then_some(*ix));
        Ok(Followed { differ: differ.collect(), linked })
    }

    /// What the document says of a node or connection; adds the elements concerned to `seeds`.
    fn read_anew(
        &mut self,
        document: &Document,
        id: &Id,
        seeds: &mut BTreeSet<Ix>,
    ) -> Result<(), ResolveError> {
        let environment =
            |id: &Id| document.environments.get(id).ok_or_else(|| ResolveError::Invalid(id.to_string()));
        let own = environment(&self.environment)?;
        let peers =
            self.peers.iter().map(|peer| environment(&peer.environment)).collect::<Result<Vec<_>, _>>()?;
        if let Some(node) = document.nodes.get(id) {
            if let Some(ix) = self.index_of(id.as_str()) {
                let element = &mut self.elements[ix];
                let home = match element.home {
                    Home::Here => own,
                    Home::Peer(at) => peers[at],
                };
                element.properties = home.merged(id, &node.properties);
                element.name = node.name.as_deref().unwrap_or(id.as_str()).into();
                element.usage = own.usage_of(document, id);
                seeds.insert(ix);
            }
            for edge in self.cross.iter_mut().filter(|edge| edge.there == *id) {
                edge.there_properties = peers[edge.peer].merged(id, &node.properties);
                seeds.insert(edge.here);
            }
        }
        if let Some(drawn) = document.connections.get(id) {
            if let Ok(at) = self.edges.binary_search_by(|edge| edge.id.cmp(id)) {
                let edge = &mut self.edges[at];
                edge.properties = own.merged(id, &drawn.properties);
                edge.usage = own.usage_of(document, id);
                seeds.extend([edge.from, edge.to]);
            }
            for edge in self.cross.iter_mut().filter(|edge| edge.id == *id) {
                edge.properties = peers[edge.peer].merged(id, &drawn.properties);
                seeds.insert(edge.here);
            }
        }
        Ok(())
    }
}
