//! From (document, environment) to the architecture.

use std::collections::BTreeMap;

use design::{Catalogue, ConnectionKind, Document, Environment, Id, Properties, Tier};
use petgraph::{algo::toposort, graphmap::DiGraphMap};
use thiserror::Error;

use crate::{
    Architecture, Blocker, CrossEdge, Edge, Element, Grant, GroupRule, Home, Ix, Part, Peer, Source,
    Statement, groups, permissions,
};

/// What the services say while an architecture is being made. Each call may read what is there so far: all
/// elements and edges, and the zones and parts of what contains the element.
pub trait Derivation: Catalogue {
    /// Zones and parts of an element; called from the outside in.
    fn derive(&self, architecture: &Architecture, ix: Ix) -> Derived;
    /// Elements it reads, or one that leads to them, where no link does (see [`crate::Islands`]).
    fn reads(&self, _architecture: &Architecture, _ix: Ix) -> Vec<Ix> {
        Vec::new()
    }
    /// The port the element listens on when a connection names none.
    fn port(&self, architecture: &Architecture, ix: Ix, kind: ConnectionKind) -> Option<u16>;
    /// How packets from or to an element without a security group look: its addresses.
    fn addresses(&self, architecture: &Architecture, ix: Ix) -> Vec<Source>;
    /// Whether the element has network interfaces, and with them a security group.
    fn interface(&self, architecture: &Architecture, ix: Ix) -> bool {
        architecture.elements[ix].kind.interface
    }
    /// (ingress, egress) rules the kind itself needs, beyond the arrows.
    fn group_rules(&self, architecture: &Architecture, ix: Ix) -> (Vec<GroupRule>, Vec<GroupRule>);
    /// The service principal that assumes the element's role, and the AWS-managed policies it carries.
    fn principal(&self, architecture: &Architecture, ix: Ix) -> Option<(&'static str, Vec<&'static str>)>;
    /// What the element's role needs whatever it is connected to.
    fn own_statements(&self, architecture: &Architecture, ix: Ix) -> Vec<Statement>;
    /// What an access to the element takes.
    fn grants(&self, architecture: &Architecture, target: Ix, access: crate::Access) -> Vec<Grant>;
    /// What AWS would refuse; called when everything else is known.
    fn blockers(&self, architecture: &Architecture, ix: Ix) -> Vec<Blocker>;
}

/// What a service derives for its element.
#[derive(Debug, Default)]
pub struct Derived {
    pub zones: Vec<u8>,
    pub parts: Vec<Part>,
    pub blockers: Vec<Blocker>,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum ResolveError {
    #[error("there is no environment “{wanted}” in this document{}", listing(.known))]
    NoEnvironment { wanted: String, known: Vec<String> },
    /// The document was not checked before: it breaks an invariant.
    #[error("the document is not valid: {0}")]
    Invalid(String),
}

fn listing(known: &[String]) -> String {
    if known.is_empty() { ": it has none".to_owned() } else { format!(": it has {}", known.join(", ")) }
}

/// Resolves one environment of a valid document.
pub fn resolve(
    document: &Document,
    environment: &str,
    derivation: &dyn Derivation,
) -> Result<Architecture, ResolveError> {
    let Some((id, here)) = document.environments.get_key_value(environment) else {
        let known = document.environments.keys().map(Id::to_string).collect();
        return Err(ResolveError::NoEnvironment { wanted: environment.to_owned(), known });
    };
    let mut architecture = skeleton(document, id, here, derivation)?;
    let all: Vec<Ix> = (0..architecture.elements.len()).collect();
    derive(&mut architecture, &all, derivation)?;
    Ok(architecture)
}

/// Zones, parts and blockers of elements (in ascending order) of which nothing is derived yet. What they read is
/// among them, or derived already.
pub(crate) fn derive(
    architecture: &mut Architecture,
    elements: &[Ix],
    derivation: &dyn Derivation,
) -> Result<(), ResolveError> {
    for ix in outside_in(architecture, elements)? {
        if architecture.elements[ix].here() {
            let derived = derivation.derive(architecture, ix);
            let element = &mut architecture.elements[ix];
            element.zones = derived.zones;
            element.parts = derived.parts;
            architecture.blockers.extend(derived.blockers);
        }
    }
    groups::derive(architecture, elements, derivation);
    permissions::derive(architecture, elements, derivation);
    for &ix in elements {
        architecture.elements[ix].parts.sort_by(|a, b| a.name.cmp(&b.name));
    }
    make_explicit(architecture, elements);
    for &ix in elements {
        if architecture.elements[ix].here() {
            let found = derivation.blockers(architecture, ix);
            architecture.blockers.extend(found);
        }
    }
    architecture.blockers.sort();
    Ok(())
}

/// Elements and edges, before anything is derived.
fn skeleton(
    document: &Document,
    id: &Id,
    here: &Environment,
    catalogue: &dyn Derivation,
) -> Result<Architecture, ResolveError> {
    let own = design::View::new(document, id.as_str());
    // A workload environment refers into the shared ones, a shared one into all workloads.
    let shared_here = here.tier == Tier::Shared;
    let others: Vec<(Peer, design::View<'_>)> = document
        .environments
        .iter()
        .filter(|(other, peer)| *other != id && (peer.tier == Tier::Shared) != shared_here)
        .map(|(other, peer)| {
            let peer = Peer {
                environment: other.clone(),
                tier: peer.tier,
                account: peer.account.clone(),
                region: peer.region.clone(),
            };
            let view = design::View::new(document, other.as_str());
            (peer, view)
        })
        .collect();

    let mut found: BTreeMap<&Id, (Home, &Properties)> =
        own.nodes().map(|(node, properties)| (node, (Home::Here, properties))).collect();
    if !shared_here {
        for connection in document.connections.values() {
            for (end, other) in [(&connection.from, &connection.to), (&connection.to, &connection.from)] {
                if found.contains_key(end) || !own.has(other) {
                    continue;
                }
                let home = others.iter().enumerate().find_map(|(at, (_, view))| Some((at, view.node(end)?)));
                if let Some((at, properties)) = home {
                    found.insert(end, (Home::Peer(at), properties));
                }
            }
        }
    }

    let mut elements = Vec::with_capacity(found.len());
    for (&node_id, &(home, properties)) in &found {
        let node = document.nodes.get(node_id).ok_or_else(|| ResolveError::Invalid(node_id.to_string()))?;
        let kind = catalogue.kind(&node.kind).ok_or_else(|| ResolveError::Invalid(node.kind.clone()))?;
        let region = node.region.clone().unwrap_or_else(|| match home {
            Home::Here => here.region.clone(),
            Home::Peer(at) => others[at].0.region.clone(),
        });
        elements.push(Element {
            id: node_id.clone(),
            kind,
            name: node.name.clone().unwrap_or_else(|| node_id.to_string()),
            parent: None,
            children: Vec::new(),
            properties: properties.clone(),
            region,
            home,
            usage: own.usage(node_id),
            zones: Vec::new(),
            parts: Vec::new(),
            replaces: node.replaces.clone(),
            frame: document.layout.get(node_id).copied(),
            out: Vec::new(),
            into: Vec::new(),
        });
    }
    let mut architecture = Architecture {
        document: document.id.clone(),
        title: document.name.clone(),
        environment: id.clone(),
        tier: here.tier,
        account: here.account.clone(),
        region: here.region.clone(),
        zones: zone_names(here),
        elements,
        edges: Vec::new(),
        peers: others.iter().map(|(peer, _)| peer.clone()).collect(),
        cross: Vec::new(),
        blockers: Vec::new(),
    };
    for ix in 0..architecture.elements.len() {
        let parent = document.nodes[&architecture.elements[ix].id].parent.as_ref();
        if let Some(parent) = parent.and_then(|parent| architecture.index_of(parent.as_str()))
            && architecture.elements[parent].home == architecture.elements[ix].home
        {
            architecture.elements[ix].parent = Some(parent);
            architecture.elements[parent].children.push(ix);
        }
    }
    for (edge_id, connection) in &document.connections {
        let (from, to) =
            (architecture.index_of(connection.from.as_str()), architecture.index_of(connection.to.as_str()));
        match (from, to) {
            (Some(from), Some(to)) => {
                let both_elsewhere = !architecture.elements[from].here() && !architecture.elements[to].here();
                let Some(properties) = own.connection(edge_id).filter(|_| !both_elsewhere) else { continue };
                let at = architecture.edges.len();
                architecture.elements[from].out.push(at);
                architecture.elements[to].into.push(at);
                architecture.edges.push(Edge {
                    id: edge_id.clone(),
                    kind: connection.kind,
                    from,
                    to,
                    properties: properties.clone(),
                    usage: own.usage(edge_id),
                });
            }
            (Some(here_ix), None) | (None, Some(here_ix)) if shared_here => {
                let outgoing = from.is_some();
                let there = if outgoing { &connection.to } else { &connection.from };
                let Some(there_kind) = document.nodes.get(there).and_then(|node| catalogue.kind(&node.kind))
                else {
                    continue;
                };
                for (peer, (_, view)) in others.iter().enumerate() {
                    let (Some(there_properties), Some(properties)) =
                        (view.node(there), view.connection(edge_id))
                    else {
                        continue;
                    };
                    architecture.cross.push(CrossEdge {
                        id: edge_id.clone(),
                        kind: connection.kind,
                        properties: properties.clone(),
                        peer,
                        here: here_ix,
                        there: there.clone(),
                        there_kind,
                        there_properties: there_properties.clone(),
                        outgoing,
                    });
                }
            }
            _ => {}
        }
    }
    Ok(architecture)
}

/// Pinned zone names, or the region's letters in order.
fn zone_names(environment: &Environment) -> Vec<String> {
    match &environment.zones {
        Some(pinned) => pinned.clone(),
        None => ["a", "b", "c", "d"].iter().map(|letter| format!("{}{letter}", environment.region)).collect(),
    }
}

/// Elements so that what contains comes before what it contains.
fn outside_in(architecture: &Architecture, elements: &[Ix]) -> Result<Vec<Ix>, ResolveError> {
    let mut containment = DiGraphMap::<Ix, ()>::with_capacity(elements.len(), elements.len());
    for &ix in elements {
        containment.add_node(ix);
        if let Some(parent) = architecture.elements[ix].parent {
            containment.add_edge(parent, ix, ());
        }
    }
    toposort(&containment, None).map_err(|cycle| {
        ResolveError::Invalid(format!("“{}” contains itself", architecture.elements[cycle.node_id()].id))
    })
}

/// Lets nodes with `replaces` take the place of derived parts.
fn make_explicit(architecture: &mut Architecture, elements: &[Ix]) {
    for &ix in elements {
        let Some(replaced) = architecture.elements[ix].replaces.clone() else { continue };
        let Some(owner) = architecture.index_of(replaced.node.as_str()) else { continue };
        match architecture.elements[owner].parts.iter_mut().find(|part| part.name == replaced.part) {
            Some(part) => part.explicit = Some(ix),
            None => architecture.blockers.push(Blocker {
                code: "replaces-nothing",
                node: architecture.elements[ix].id.to_string(),
                part: String::new(),
                property: None,
                message: format!(
                    "“{}” replaces {replaced}, which “{}” does not have here; remove `replaces` or name one of its parts.",
                    architecture.elements[ix].id, replaced.node
                ),
            }),
        }
    }
}
