//! Least-privilege security groups: rules follow the arrows, nothing else is open.

use std::collections::BTreeMap;

use design::ConnectionKind;

use crate::{Architecture, Derivation, GroupRule, Ix, Part, PartData, Source};

/// Name of the security group part of an element.
pub const SECURITY_GROUP: &str = "security-group";

/// Gives each of the elements with network interfaces its security group.
pub(crate) fn derive(architecture: &mut Architecture, elements: &[Ix], derivation: &dyn Derivation) {
    let mut rules: BTreeMap<Ix, (Vec<GroupRule>, Vec<GroupRule>)> = elements
        .iter()
        .filter(|&&ix| derivation.interface(architecture, ix))
        .map(|&ix| (ix, Default::default()))
        .collect();
    // Both ends of an edge are among the elements or neither is.
    let mut edges: Vec<usize> =
        elements.iter().flat_map(|&ix| &architecture.elements[ix].out).copied().collect();
    edges.sort_unstable();
    for edge in edges.into_iter().map(|at| &architecture.edges[at]) {
        let carries_packets =
            matches!(edge.kind, ConnectionKind::Traffic | ConnectionKind::Target | ConnectionKind::Origin);
        let (from, to) = (rules.contains_key(&edge.from), rules.contains_key(&edge.to));
        if !carries_packets || !(from || to) {
            continue;
        }
        let Some(port) = edge.port("port").or_else(|| derivation.port(architecture, edge.to, edge.kind))
        else {
            continue;
        };
        let rule = |peer| GroupRule {
            protocol: if edge.text("protocol") == "udp" { "udp" } else { "tcp" },
            from_port: port,
            to_port: edge.port("to_port").unwrap_or(port).max(port),
            peer,
            edge: Some(edge.id.clone()),
            reason: "connection",
        };
        if let Some((ingress, _)) = rules.get_mut(&edge.to) {
            ingress.extend(sources(architecture, derivation, edge.from).into_iter().map(rule));
        }
        if let Some((_, egress)) = rules.get_mut(&edge.from) {
            egress.extend(sources(architecture, derivation, edge.to).into_iter().map(rule));
        }
    }
    for (ix, (mut ingress, mut egress)) in rules {
        if !architecture.elements[ix].here() {
            continue;
        }
        let own = derivation.group_rules(architecture, ix);
        ingress.extend(own.0);
        egress.extend(own.1);
        let part = Part::new(
            SECURITY_GROUP,
            PartData::SecurityGroup { ingress: unique(ingress), egress: unique(egress) },
        );
        architecture.elements[ix].parts.push(part);
    }
}

/// How the other end of an arrow appears to a security group.
fn sources(architecture: &Architecture, derivation: &dyn Derivation, other: Ix) -> Vec<Source> {
    if derivation.interface(architecture, other) {
        vec![Source::Group(other)]
    } else {
        derivation.addresses(architecture, other)
    }
}

/// Two arrows on the same port and peer are one rule.
fn unique(rules: Vec<GroupRule>) -> Vec<GroupRule> {
    let mut kept: Vec<GroupRule> = Vec::with_capacity(rules.len());
    for rule in rules {
        let same = |other: &GroupRule| {
            (other.protocol, other.from_port, other.to_port, &other.peer)
                == (rule.protocol, rule.from_port, rule.to_port, &rule.peer)
        };
        if !kept.iter().any(same) {
            kept.push(rule);
        }
    }
    kept
}
