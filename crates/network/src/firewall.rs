//! Security group rules in force on an element: of its own group, of the node that makes it explicit, and of the
//! groups attached to it. AWS admits what any of them admits.

use std::fmt;

use architecture::{Architecture, GroupRule, Ix, PartData, SECURITY_GROUP};
use design::ConnectionKind;
use services::Site;

/// Kind of security groups that are nodes, and the part that holds their rules.
const GROUP_KIND: &str = "security_group";
const GROUP_RULES: &str = "rules";

/// Stands for all protocols and ports in a rule.
const ALL: &str = "-1";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    In,
    Out,
}

/// A rule and the element whose group holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held<'a> {
    pub holder: Ix,
    /// Part of the holder that is the group.
    pub part: &'a str,
    pub rule: &'a GroupRule,
}

/// Ports of one protocol; `-1` is all protocols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permit {
    pub protocol: &'static str,
    pub from_port: u16,
    pub to_port: u16,
}

impl Permit {
    pub fn of(rule: &GroupRule) -> Permit {
        match rule.protocol {
            ALL => Permit { protocol: ALL, from_port: 0, to_port: u16::MAX },
            protocol => Permit { protocol, from_port: rule.from_port, to_port: rule.to_port },
        }
    }

    /// What both permit.
    pub fn and(self, other: Permit) -> Option<Permit> {
        let protocol = match (self.protocol, other.protocol) {
            (ALL, protocol) | (protocol, ALL) => protocol,
            (one, another) if one == another => one,
            _ => return None,
        };
        let (from_port, to_port) = (self.from_port.max(other.from_port), self.to_port.min(other.to_port));
        (from_port <= to_port).then_some(Permit { protocol, from_port, to_port })
    }

    /// Whether it admits a port of any protocol.
    pub fn contains(self, port: u16) -> bool {
        (self.from_port..=self.to_port).contains(&port)
    }
}

impl fmt::Display for Permit {
    /// `443`, `30000-32767`, or `*` for all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from_port, self.to_port) {
            (0, u16::MAX) => f.write_str("*"),
            (from, to) if from == to => write!(f, "{from}"),
            (from, to) => write!(f, "{from}-{to}"),
        }
    }
}

/// The rules in force on an element in one direction.
pub fn rules(architecture: &Architecture, ix: Ix, direction: Direction) -> impl Iterator<Item = Held<'_>> {
    let site = Site::new(architecture, ix);
    let own = site.element().part(SECURITY_GROUP).map(|part| (ix, part));
    let groups =
        beside(&site).filter_map(|group| Some((group, architecture.elements[group].part(GROUP_RULES)?)));
    own.into_iter().chain(groups).flat_map(move |(holder, part)| {
        let rules = match (&part.data, direction) {
            (PartData::SecurityGroup { ingress, .. }, Direction::In) => ingress.as_slice(),
            (PartData::SecurityGroup { egress, .. }, Direction::Out) => egress.as_slice(),
            _ => &[],
        };
        rules.iter().map(move |rule| Held { holder, part: &part.name, rule })
    })
}

/// The nodes whose rules count beside those of an element's own group: an explicit group keeps the derived rules and
/// adds its own, attached ones add theirs.
fn beside<'a>(site: &Site<'a>) -> impl Iterator<Item = Ix> + use<'a> {
    let architecture = site.architecture;
    let explicit = site.element().part(SECURITY_GROUP).and_then(|part| part.explicit);
    let attached = architecture
        .incoming(site.ix, ConnectionKind::Attached)
        .map(|edge| edge.from)
        .filter(|&from| architecture.elements[from].is(GROUP_KIND));
    explicit.into_iter().chain(attached)
}

/// The elements and nodes whose groups an element is in.
pub(crate) fn groups(site: &Site<'_>) -> Vec<Ix> {
    std::iter::once(site.ix).chain(beside(site)).collect()
}

/// The elements in the security group a rule names: the element itself, or all a group node is attached to.
pub fn members(architecture: &Architecture, group: Ix) -> Vec<Ix> {
    let element = &architecture.elements[group];
    if !element.is(GROUP_KIND) {
        return vec![group];
    }
    let replaced = element.replaces.as_ref().and_then(|part| architecture.index_of(part.node.as_str()));
    let attached = architecture.outgoing(group, ConnectionKind::Attached).map(|edge| edge.to);
    let mut all: Vec<Ix> = replaced.into_iter().chain(attached).collect();
    all.sort_unstable();
    all.dedup();
    all
}
