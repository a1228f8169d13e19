//! The ports worth asking about: what an element declares, and what its surroundings may let through.

use architecture::{Ix, Source};
use design::ConnectionKind;
use services::service;

use crate::{Direction, Network, Permit, Place, Port, Protocol, aws::endpoint_names, network::Facts};

impl Network<'_> {
    /// Whether an element can be an end of a flow: it has network interfaces, stated addresses, or is an AWS service
    /// that is called by its name.
    pub fn is_end(&self, ix: Ix) -> bool {
        let facts = self.facts(ix);
        facts.interface || !facts.stated.is_empty() || !endpoint_names(&facts.site).is_empty()
    }

    /// The ports an element declares: its kind's own and those of the connections drawn to it, ascending. AWS
    /// services and CloudFront answer HTTPS.
    pub fn ports(&self, to: Ix) -> Vec<Port> {
        let facts = self.facts(to);
        let kind = service(facts.site.kind.name);
        let own = |connection| kind.and_then(|kind| kind.port(&facts.site, connection));
        let mut found: Vec<Port> = own(ConnectionKind::Traffic).map(Port::tcp).into_iter().collect();
        for connection in [ConnectionKind::Traffic, ConnectionKind::Target] {
            for edge in self.architecture.incoming(to, connection) {
                let protocol = if edge.text("protocol") == "udp" { Protocol::Udp } else { Protocol::Tcp };
                let number = edge.port("port").or_else(|| own(connection));
                found.extend(number.map(|number| Port { protocol, number }));
            }
        }
        let managed = |source: &Source| matches!(source, Source::CloudFront | Source::S3);
        if found.is_empty() && (!endpoint_names(&facts.site).is_empty() || facts.stated.iter().any(managed)) {
            found.push(Port::HTTPS);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The ports to ask about to know of all: one for each way in which groups and lists of both ends treat TCP and
    /// UDP ports, without those that surely nobody gets to. Ascending.
    pub fn open_ports(&self, from: Place, to: Place) -> Vec<Port> {
        let (own, other) = (self.inside(from), self.inside(to));
        let guarded = match (own, other) {
            (_, Some(target)) => (target, Direction::In),
            (Some(source), None) => (source, Direction::Out),
            (None, None) => return Vec::new(),
        };
        let held =
            own.into_iter().flat_map(|own| &own.egress).chain(other.into_iter().flat_map(|own| &own.ingress));
        let permits = held.map(|held| Permit::of(held.rule));
        let ends =
            permits.flat_map(|permit| [Some(permit.from_port), permit.to_port.checked_add(1)]).flatten();
        let all = ends.chain(self.lists.ports()).chain(self.beside.ports());
        let mut numbers: Vec<u16> = all.chain([1]).map(|port| port.max(1)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let ports = numbers
            .iter()
            .flat_map(|&number| [Protocol::Tcp, Protocol::Udp].map(|protocol| Port { protocol, number }));
        ports.filter(|port| self.may_admit(guarded.0, guarded.1, *port)).collect()
    }

    /// The ports to ask about between two places: those that the target declares, and [`Network::open_ports`].
    /// Ascending.
    pub fn ports_between(&self, from: Place, to: Place) -> Vec<Port> {
        let mut found = to.element().map(|ix| self.ports(ix)).unwrap_or_default();
        found.extend(self.open_ports(from, to));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the groups of an element may let a port through, whoever is on the other side.
    fn may_admit(&self, facts: &Facts<'_>, direction: Direction, port: Port) -> bool {
        let held = match direction {
            Direction::In => &facts.ingress,
            Direction::Out => &facts.egress,
        };
        held.iter()
            .map(|held| Permit::of(held.rule))
            .any(|permit| permit.contains(port.number) && port.protocol.is(permit.protocol))
            || self.beside.admits(&facts.groups, direction, port).is_some()
    }
}
