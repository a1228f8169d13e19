//! From (document, environment) to the architecture.

use std::iter::successors;

use design::{Catalogue, ConnectionKind, Document, Drawn, Environment, Id, Tier};
use thiserror::Error;

use crate::{
    Architecture, Blocker, CrossEdge, Edge, Element, Grant, GroupRule, Home, Ix, Part, Peer, Source,
    Statement, Zones, groups, permissions,
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
    pub zones: Zones,
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
    let drawn = Drawn::new(document);
    // A workload environment refers into the shared ones, a shared one into all workloads.
    let shared_here = here.tier == Tier::Shared;
    let others: Vec<(&Id, &Environment, Vec<bool>)> = document
        .environments
        .iter()
        .filter(|(other, peer)| *other != id && (peer.tier == Tier::Shared) != shared_here)
        .map(|(other, peer)| (other, peer, drawn.present(other, peer)))
        .collect();
    let connections = document
        .connections
        .iter()
        .filter_map(|(id, drawn_here)| {
            Some((id, drawn_here, drawn.place(&drawn_here.from)?, drawn.place(&drawn_here.to)?))
        })
        .collect::<Vec<_>>();

    let present = drawn.present(id, here);
    let is_here = |at: usize| present.get(at) == Some(&true);
    let mut homes: Vec<Option<Home>> = present.iter().map(|present| present.then_some(Home::Here)).collect();
    if !shared_here {
        for &(_, _, from, to) in &connections {
            for (end, other) in [(from, to), (to, from)] {
                if homes[end].is_none() && is_here(other) {
                    homes[end] = others.iter().position(|(_, _, present)| present[end]).map(Home::Peer);
                }
            }
        }
    }

    let mut elements = Vec::with_capacity(homes.len());
    // where a drawn node is among the elements
    let mut places: Vec<Option<Ix>> = Vec::with_capacity(homes.len());
    for (&(node_id, node), &home) in drawn.nodes.iter().zip(&homes) {
        places.push(home.map(|_| elements.len()));
        let Some(home) = home else { continue };
        let kind = catalogue.kind(&node.kind).ok_or_else(|| ResolveError::Invalid(node.kind.clone()))?;
        let environment = match home {
            Home::Here => here,
            Home::Peer(at) => others[at].1,
        };
        elements.push(Element {
            id: node_id.clone(),
            kind,
            name: node.name.as_deref().unwrap_or(node_id.as_str()).into(),
            parent: None,
            children: Vec::new(),
            properties: environment.merged(node_id, &node.properties),
            region: node.region.as_ref().unwrap_or(&environment.region).into(),
            home,
            usage: here.usage_of(document, node_id),
            payment: here.payments.get(node_id).cloned(),
            zones: Zones::new(),
            parts: Vec::new(),
            replaces: node.replaces.clone(),
            frame: document.layout.get(node_id).copied(),
            out: Vec::new(),
            into: Vec::new(),
        });
    }
    for (at, ix) in places.iter().enumerate() {
        if let (Some(ix), Some(parent)) = (*ix, drawn.parent(at).and_then(|parent| places[parent]))
            && elements[parent].home == elements[ix].home
        {
            elements[ix].parent = Some(parent);
            elements[parent].children.push(ix);
        }
    }

    let (mut edges, mut cross) = (Vec::with_capacity(connections.len()), Vec::new());
    for (edge_id, connection, from_at, to_at) in connections {
        match (places[from_at], places[to_at]) {
            (Some(from), Some(to)) => {
                let both_elsewhere = !elements[from].here() && !elements[to].here();
                if both_elsewhere || here.removes(edge_id) {
                    continue;
                }
                elements[from].out.push(edges.len());
                elements[to].into.push(edges.len());
                edges.push(Edge {
                    id: edge_id.clone(),
                    kind: connection.kind,
                    from,
                    to,
                    properties: here.merged(edge_id, &connection.properties),
                    usage: here.usage_of(document, edge_id),
                });
            }
            (Some(here_ix), None) | (None, Some(here_ix)) if shared_here => {
                let outgoing = places[to_at].is_none();
                let there_at = if outgoing { to_at } else { from_at };
                let (there, there_node) = drawn.nodes[there_at];
                let Some(there_kind) = catalogue.kind(&there_node.kind) else { continue };
                for (peer, (_, environment, present)) in others.iter().enumerate() {
                    if !present[there_at] || environment.removes(edge_id) {
                        continue;
                    }
                    cross.push(CrossEdge {
                        id: edge_id.clone(),
                        kind: connection.kind,
                        properties: environment.merged(edge_id, &connection.properties),
                        peer,
                        here: here_ix,
                        there: there.clone(),
                        there_kind,
                        there_properties: environment.merged(there, &there_node.properties),
                        outgoing,
                    });
                }
            }
            _ => {}
        }
    }
    let peers = others.iter().map(|(other, peer, _)| Peer {
        environment: (*other).clone(),
        tier: peer.tier,
        account: peer.account.clone(),
        region: peer.region.clone(),
    });
    Ok(Architecture {
        document: document.id.clone(),
        title: document.name.clone(),
        environment: id.clone(),
        tier: here.tier,
        account: here.account.clone(),
        region: here.region.clone(),
        zones: zone_names(here),
        workload: here.workload.clone(),
        elements,
        edges,
        peers: peers.collect(),
        cross,
        blockers: Vec::new(),
    })
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
    let all = &architecture.elements;
    let mut ordered = Vec::with_capacity(elements.len());
    for &ix in elements {
        let containers = successors(all[ix].parent, |&container| all[container].parent);
        let depth = containers.take(all.len()).count();
        if depth == all.len() {
            return Err(ResolveError::Invalid(format!("“{}” contains itself", all[ix].id)));
        }
        ordered.push((depth, ix));
    }
    ordered.sort_by_key(|&(depth, _)| depth);
    Ok(ordered.into_iter().map(|(_, ix)| ix).collect())
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
