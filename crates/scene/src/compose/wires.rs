//! Which connections are drawn as wires, between which cards, with which word.

use super::{Composer, cross_key};
use crate::{
    board::{Board, Link, Region},
    draw::{Subject, WireLook},
};
use architecture::{Edge, Ix, PartData, RouteTarget};
use design::ConnectionKind;
use services::Lane;
use std::collections::BTreeMap;

impl Composer<'_> {
    /// Adds the links to the board. Returns the ids of connections that are told otherwise than by a wire.
    pub(super) fn wires(&self, board: &mut Board, alias: &BTreeMap<String, String>) -> Vec<String> {
        let mut unshown = Vec::new();
        let mut links = Vec::new();
        for edge in &self.architecture.edges {
            if edge.kind == ConnectionKind::Attached {
                unshown.push(edge.id.to_string());
                continue;
            }
            let (Some(from), Some(to)) = (self.key(edge.from, alias), self.key(edge.to, alias)) else {
                unshown.push(edge.id.to_string());
                continue;
            };
            let link = Link {
                subjects: vec![Subject::node(edge.id.as_str())],
                look: self.look(edge),
                label: self.label(edge),
                from,
                to,
            };
            match self.gateway(edge, board) {
                Some(gate) => {
                    links.push(Link { to: gate.clone(), ..link.clone() });
                    links.push(Link { from: gate, ..link });
                }
                None => links.push(link),
            }
        }
        for edge in &self.architecture.cross {
            let there = cross_key(self.architecture, edge);
            let Some(here) = self.key(edge.here, alias) else { continue };
            let (from, to) = if edge.outgoing { (here, there) } else { (there, here) };
            if edge.kind == ConnectionKind::Attached {
                unshown.push(edge.id.to_string());
                continue;
            }
            links.push(Link {
                subjects: vec![Subject::node(edge.id.as_str())],
                from,
                to,
                look: WireLook::Control,
                label: self.word_of(edge.kind).to_owned(),
            });
        }
        links.extend(self.egress(&board.regions));
        board.links = links;
        unshown
    }

    /// What a node is called on the board.
    fn key(&self, ix: Ix, alias: &BTreeMap<String, String>) -> Option<String> {
        let element = self.architecture.elements.get(ix)?;
        if self.lane(element) == Lane::Hidden {
            return None;
        }
        let id = element.id.to_string();
        Some(alias.get(&id).cloned().unwrap_or(id))
    }

    fn look(&self, edge: &Edge) -> WireLook {
        let delivers = |ix: Ix| {
            self.architecture.elements.get(ix).is_some_and(|e| matches!(self.lane(e), Lane::Delivery(_)))
        };
        match edge.kind {
            ConnectionKind::Traffic | ConnectionKind::Target | ConnectionKind::Origin => WireLook::Traffic,
            ConnectionKind::Uses if !delivers(edge.from) => WireLook::Traffic,
            _ => WireLook::Control,
        }
    }

    fn word_of(&self, kind: ConnectionKind) -> &'static str {
        match kind {
            ConnectionKind::Logs => self.word("logs", "registros"),
            ConnectionKind::Event => self.word("event", "evento"),
            ConnectionKind::Replicates => self.word("replicate", "replica"),
            ConnectionKind::Origin => self.word("origin", "origen"),
            _ => "",
        }
    }

    /// The port, or one word.
    fn label(&self, edge: &Edge) -> String {
        let kind = |ix: Ix| self.architecture.elements.get(ix).map_or("", |element| element.kind.name);
        let given = || edge.port("port").map(|port| port.to_string());
        let own = || {
            let service = services::service(kind(edge.to))?;
            service.port(&self.site(edge.to), edge.kind).map(|port| port.to_string())
        };
        match edge.kind {
            ConnectionKind::Traffic | ConnectionKind::Target => {
                let port = given().or_else(own).unwrap_or_default();
                match edge.port("to_port") {
                    Some(last) => format!("{port}–{last}"),
                    None => port,
                }
            }
            ConnectionKind::Origin if kind(edge.from) == "route53_zone" => "alias".to_owned(),
            ConnectionKind::Origin => match given().or_else(own) {
                Some(port) => port,
                None if kind(edge.to) == "s3_bucket" => "OAC".to_owned(),
                None => "443".to_owned(),
            },
            ConnectionKind::Uses => match (edge.text("access"), kind(edge.to)) {
                (_, "ecr_repository") if edge.text("access") == "read" => "pull".to_owned(),
                ("read", _) => self.word("read", "lee").to_owned(),
                ("write", _) => self.word("write", "escribe").to_owned(),
                ("admin", _) => "admin".to_owned(),
                _ => self.word("use", "usa").to_owned(),
            },
            ConnectionKind::Delivery => {
                let action = edge.text("action");
                let lane = |ix: Ix| {
                    let element = self.architecture.elements.get(ix);
                    element.map(|element| self.lane(element))
                };
                if !action.is_empty() {
                    action.to_owned()
                } else if kind(edge.to) == "ecr_repository" || lane(edge.from) == Some(Lane::Actor) {
                    "push".to_owned()
                } else if matches!(lane(edge.to), Some(Lane::Delivery(_))) {
                    String::new()
                } else {
                    self.word("deploy", "despliega").to_owned()
                }
            }
            other => self.word_of(other).to_owned(),
        }
    }

    /// The internet gateway that a request from outside a VPC into its public tier passes.
    fn gateway(&self, edge: &Edge, board: &Board) -> Option<String> {
        let architecture = self.architecture;
        if !matches!(edge.kind, ConnectionKind::Traffic | ConnectionKind::Origin) {
            return None;
        }
        let outside = architecture.elements.get(edge.from)?;
        if !matches!(self.lane(outside), Lane::Actor | Lane::Edge) || outside.is("route53_zone") {
            return None;
        }
        let tier = architecture.elements.get(architecture.enclosing(edge.to, "subnet")?)?;
        if tier.properties.get("access").and_then(|access| access.as_str()) != Some("public") {
            return None;
        }
        let vpc = architecture.elements.get(architecture.enclosing(edge.to, "vpc")?)?;
        let vpcs = board.regions.iter().flat_map(|region| &region.vpcs);
        let found = vpcs.into_iter().find(|found| found.key == vpc.id.as_str())?;
        found.internet.as_ref().map(|piece| piece.key.clone())
    }

    /// The way out of private tiers: from the first tier of each NAT gateway to it.
    fn egress(&self, regions: &[Region]) -> Vec<Link> {
        let mut out: Vec<Link> = Vec::new();
        for tier in regions.iter().flat_map(|region| &region.vpcs).flat_map(|vpc| &vpc.tiers) {
            let Some(element) = self.architecture.element(&tier.key) else { continue };
            for part in &element.parts {
                let PartData::RouteTable { routes, .. } = &part.data else { continue };
                for (to, target) in routes {
                    let RouteTarget::NatGateway(nat) = target else { continue };
                    let Some(nat) = self.architecture.elements.get(*nat) else { continue };
                    if out.iter().any(|link| link.to == nat.id.as_str()) {
                        continue;
                    }
                    out.push(Link {
                        subjects: vec![Subject::part(tier.key.as_str(), part.name.as_str())],
                        from: tier.key.clone(),
                        to: nat.id.to_string(),
                        look: WireLook::Control,
                        label: to.to_string(),
                    });
                }
            }
        }
        out
    }
}
