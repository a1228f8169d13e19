//! What a flow passes, and what stops it.

use architecture::{Architecture, Cidr, Ix};
use design::Id;

use crate::{Direction, Held, Permit, words::INTERNET};

/// One end of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Anyone on the internet.
    Internet,
    /// These addresses outside the design.
    Block(Cidr),
    Element(Ix),
}

impl Place {
    pub fn element(self) -> Option<Ix> {
        match self {
            Place::Element(ix) => Some(ix),
            Place::Internet | Place::Block(_) => None,
        }
    }
}

/// What a packet passes, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<'a> {
    Place(Place),
    InternetGateway(Ix),
    /// The route table of a tier in one zone.
    RouteTable {
        tier: Ix,
        zone: u8,
    },
    NatGateway(Ix),
    /// The endpoint that carries requests to an AWS service.
    Endpoint(Ix),
    /// The requests that a load balancer or distribution sends over a connection.
    Requests {
        connection: &'a Id,
        /// Pattern of their paths; `None` for all that no other connection takes.
        path: Option<&'a str>,
        /// Whether it is asked before all other connections.
        first: bool,
    },
    /// The network ACL of a tier in one zone, by an entry of it.
    NetworkAcl {
        tier: Ix,
        zone: u8,
        direction: Direction,
        entry: Ix,
    },
    /// The rule that lets it out of its source.
    Egress(Held<'a>),
    /// The rule that lets it into its target.
    Ingress(Held<'a>),
}

/// That a flow passes, by which way, on which ports.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness<'a> {
    pub steps: Vec<Step<'a>>,
    /// The network ACLs that the answer passes on its way back; security groups let answers through.
    pub reply: Vec<Step<'a>>,
    pub permit: Permit,
}

impl Witness<'_> {
    /// The way as a line: `internet → igw → public/route-table/1 → web/security-group → web`.
    pub fn path(&self, architecture: &Architecture) -> String {
        self.steps.iter().map(|step| step.name(architecture)).collect::<Vec<_>>().join(" → ")
    }
}

impl Step<'_> {
    /// What it is, for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Step::Place(_) => "place",
            Step::InternetGateway(_) => "internet_gateway",
            Step::RouteTable { .. } => "route_table",
            Step::NatGateway(_) => "nat_gateway",
            Step::Endpoint(_) => "vpc_endpoint",
            Step::Requests { .. } => "requests",
            Step::NetworkAcl { .. } => "network_acl",
            Step::Egress(_) => "egress_rule",
            Step::Ingress(_) => "ingress_rule",
        }
    }

    /// The element, part or connection that is passed: `igw`, `public/route-table/1`, `alb-web`.
    pub fn name(&self, architecture: &Architecture) -> String {
        let id = |ix: Ix| architecture.elements[ix].id.as_str();
        match self {
            Step::Place(Place::Internet) => INTERNET.to_owned(),
            Step::Place(Place::Block(block)) => block.to_string(),
            Step::Place(Place::Element(ix))
            | Step::InternetGateway(ix)
            | Step::NatGateway(ix)
            | Step::Endpoint(ix) => id(*ix).to_owned(),
            Step::Requests { connection, .. } => connection.to_string(),
            Step::RouteTable { tier, zone } => format!("{}/route-table/{zone}", id(*tier)),
            Step::NetworkAcl { entry, .. } => id(*entry).to_owned(),
            Step::Egress(held) | Step::Ingress(held) => format!("{}/{}", id(held.holder), held.part),
        }
    }
}

/// What stops a flow first, seen from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocked {
    /// The target (or, towards the outside, the source) has no network interface of its own.
    NoInterface(Ix),
    /// The target has no address on the internet.
    NoPublicAddress(Ix),
    /// The element's tier has no route that leads there.
    NoRoute(Ix),
    /// The two stand in different networks, and no route joins them.
    OtherNetwork(Ix, Ix),
    /// No rule lets the packets out of the source.
    NoEgress(Ix),
    /// No rule lets them into the target.
    NoIngress(Ix),
    /// Both ends stand outside the design.
    Outside,
    /// The network ACL of a tier in one zone does not pass them; an entry for `port` (of an answer: any of
    /// 1024-65535) before `entry` would.
    NetworkAcl {
        tier: Ix,
        zone: u8,
        direction: Direction,
        /// The entry that denies; `None` where none permits.
        entry: Option<Ix>,
        port: u16,
        /// Whether it is the answer that is stopped.
        reply: bool,
    },
    /// The load balancer or distribution sends the target no requests: other connections take them all.
    NoRequests(Ix),
    /// The load balancer refuses requests that do not come through CloudFront.
    PastCloudFront(Ix),
}

impl Blocked {
    /// The element that stops it, or lacks what it takes.
    pub fn at(self) -> Option<Ix> {
        match self {
            Blocked::NoInterface(ix)
            | Blocked::NoPublicAddress(ix)
            | Blocked::NoRoute(ix)
            | Blocked::OtherNetwork(_, ix)
            | Blocked::NoEgress(ix)
            | Blocked::NoIngress(ix)
            | Blocked::NetworkAcl { tier: ix, .. }
            | Blocked::NoRequests(ix)
            | Blocked::PastCloudFront(ix) => Some(ix),
            Blocked::Outside => None,
        }
    }
}
