//! Least-privilege security groups: rules follow the arrows, nothing else is open.

use design::ConnectionKind;

use crate::{Architecture, Derivation, GroupRule, Ix, Part, PartData, Source};

/// Name of the security group part of an element.
pub const SECURITY_GROUP: &str = "security-group";

/// Gives each element with network interfaces its security group.
pub(crate) fn derive(architecture: &mut Architecture, derivation: &dyn Derivation) {
    let mut rules: Vec<(Vec<GroupRule>, Vec<GroupRule>)> =
        vec![Default::default(); architecture.elements.len()];
    let interface: Vec<bool> =
        (0..architecture.elements.len()).map(|ix| derivation.interface(architecture, ix)).collect();
    for edge in &architecture.edges {
        let carries_packets =
            matches!(edge.kind, ConnectionKind::Traffic | ConnectionKind::Target | ConnectionKind::Origin);
        let (from, to) = (interface[edge.from], interface[edge.to]);
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
        if to {
            rules[edge.to].0.extend(sources(architecture, derivation, edge.from).into_iter().map(rule));
        }
        if from {
            rules[edge.from].1.extend(sources(architecture, derivation, edge.to).into_iter().map(rule));
        }
    }
    for (ix, (ingress, egress)) in rules.into_iter().enumerate() {
        if !interface[ix] || !architecture.elements[ix].here() {
            continue;
        }
        let (mut ingress, mut egress) = (ingress, egress);
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
