//! What is drawn docked to another card: web ACLs and certificates.

use super::{Composer, lane_of};
use crate::board::Piece;
use architecture::{Architecture, Element, Ix};
use design::ConnectionKind;
use services::Lane;
use std::collections::BTreeMap;

/// What docks to a load balancer: of what is attached to it and to nothing in the edge row, a web ACL first.
pub(super) fn beside(architecture: &Architecture) -> BTreeMap<Ix, Ix> {
    let mut found: BTreeMap<Ix, Ix> = BTreeMap::new();
    for (ix, element) in architecture.elements.iter().enumerate() {
        if lane_of(element) != Lane::Docked || element.frame.is_some() {
            continue;
        }
        let attached = architecture.edges.iter().filter(|edge| edge.kind == ConnectionKind::Attached);
        let hosts: Vec<Ix> = attached
            .filter_map(|edge| match (edge.from == ix, edge.to == ix) {
                (true, _) => Some(edge.to),
                (_, true) => Some(edge.from),
                _ => None,
            })
            .collect();
        let host = |ix: &Ix| architecture.elements.get(*ix);
        if hosts.iter().filter_map(host).any(|host| lane_of(host) == Lane::Edge) {
            continue;
        }
        let inside = |ix: &Ix| architecture.enclosing(*ix, "subnet").is_some();
        let balancer = hosts.into_iter().find(|ix| inside(ix) && host(ix).is_some_and(|host| host.is("alb")));
        if let Some(balancer) = balancer {
            let docked = found.entry(balancer).or_insert(ix);
            if element.is("waf_web_acl") && host(docked).is_some_and(|other| !other.is("waf_web_acl")) {
                *docked = ix;
            }
        }
    }
    found
}

impl Composer<'_> {
    /// What docks to which card of the edge row: first what it filters with, then the certificate it
    /// shows, last certificates of what lies behind it. A zone only proves who owns the name, and the
    /// wire from it to what it names is to stay short: nothing docks there while another card can hold it.
    /// What a person placed docks nowhere and stands after the row's last.
    pub(super) fn docked(&self, row: &[(Ix, &Element)], spine: Option<usize>) -> BTreeMap<usize, Vec<Piece>> {
        let mut found: BTreeMap<usize, Vec<(u8, Piece)>> = BTreeMap::new();
        for (other, element) in self.elements() {
            if self.lane(element) != Lane::Docked {
                continue;
            }
            let attached = |ix: Ix| {
                let mut edges = self.architecture.edges.iter();
                edges.any(|edge| {
                    edge.kind == ConnectionKind::Attached
                        && ((edge.from == ix && edge.to == other) || (edge.to == ix && edge.from == other))
                })
            };
            let hosts: Vec<usize> =
                row.iter().enumerate().filter(|(_, (ix, _))| attached(*ix)).map(|(at, _)| at).collect();
            let zone = |at: &usize| row.get(*at).is_some_and(|(_, host)| host.is("route53_zone"));
            let own = hosts.iter().copied().find(|at| !zone(at));
            let Some(host) = own.or(hosts.first().copied().map(|zone| spine.unwrap_or(zone))) else {
                continue;
            };
            let host = if element.frame.is_some() { row.len() } else { host };
            let rank = match () {
                () if element.is("waf_web_acl") => 0,
                () if own.is_some() => 1,
                () => 2,
            };
            found.entry(host).or_default().push((rank, self.piece(other, element)));
        }
        let sorted = found.into_iter().map(|(host, mut list)| {
            list.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
            (host, list.into_iter().map(|(_, piece)| piece).collect())
        });
        sorted.collect()
    }
}
