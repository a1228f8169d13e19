//! Reachability of one element from another place, directly or over elements in between.

use std::collections::{BTreeMap, VecDeque};

use architecture::{Architecture, Cidr, Ix, Source};
use design::ConnectionKind;
use services::Site;

use crate::{
    Direction, Held, Permit,
    address::{blocks, has_interface, open_to_internet, private_blocks, public_address},
    firewall::{members, names, names_block, rules},
    route::internet_gateway,
};

/// One end of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Anyone on the internet.
    Internet,
    /// These addresses outside the design.
    Block(Cidr),
    Element(Ix),
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
            Step::NetworkAcl { .. } => "network_acl",
            Step::Egress(_) => "egress_rule",
            Step::Ingress(_) => "ingress_rule",
        }
    }

    /// The element or part that is passed: `igw`, `public/route-table/1`.
    pub fn name(&self, architecture: &Architecture) -> String {
        let id = |ix: Ix| architecture.elements[ix].id.as_str();
        match self {
            Step::Place(Place::Internet) => "internet".to_owned(),
            Step::Place(Place::Block(block)) => block.to_string(),
            Step::Place(Place::Element(ix))
            | Step::InternetGateway(ix)
            | Step::NatGateway(ix)
            | Step::Endpoint(ix) => id(*ix).to_owned(),
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
    /// The two stand in different networks, and nothing joins them.
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
            | Blocked::NetworkAcl { tier: ix, .. } => Some(ix),
            Blocked::Outside => None,
        }
    }
}

/// Whether packets get from one place to an element, on `port` or on any.
pub fn reach(
    architecture: &Architecture,
    from: Place,
    to: Ix,
    port: Option<u16>,
) -> Result<Witness<'_>, Blocked> {
    let target = Site::new(architecture, to);
    if !has_interface(&target) {
        return Err(Blocked::NoInterface(to));
    }
    let source = match from {
        Place::Element(ix) => Some(Site::new(architecture, ix)),
        _ => None,
    };
    let inside = source.is_some_and(|source| has_interface(&source));
    let mut steps = vec![Step::Place(from)];
    if let Some(source) = source.filter(|_| inside) {
        let network = |site: &Site<'_>| site.vpc().map(|vpc| vpc.ix);
        if network(&source) != network(&target) {
            return Err(Blocked::OtherNetwork(source.ix, to));
        }
    } else if !private_source(architecture, from) && !through_vpc_origin(architecture, from, &target) {
        steps.extend(from_outside(&target)?);
    }
    let wanted = |permit: &Permit| port.is_none_or(|port| permit.contains(port));
    let out: Vec<(Option<Held<'_>>, Permit)> = match source.filter(|_| inside) {
        None => vec![(None, Permit { protocol: "-1", from_port: 0, to_port: u16::MAX })],
        Some(source) => {
            let held = rules(architecture, source.ix, Direction::Out)
                .filter(|held| names(architecture, held.rule, to))
                .map(|held| (Some(held), Permit::of(held.rule)))
                .filter(|(_, permit)| wanted(permit));
            let all: Vec<_> = held.collect();
            if all.is_empty() {
                return Err(Blocked::NoEgress(source.ix));
            }
            all
        }
    };
    for ingress in rules(architecture, to, Direction::In).filter(|held| admits(architecture, held, from)) {
        for (egress, permit) in &out {
            let Some(permit) = permit.and(Permit::of(ingress.rule)).filter(wanted) else { continue };
            steps.extend(egress.map(Step::Egress));
            steps.push(Step::Ingress(ingress));
            steps.push(Step::Place(Place::Element(to)));
            return Ok(Witness { steps, reply: Vec::new(), permit });
        }
    }
    Err(Blocked::NoIngress(to))
}

/// Whether CloudFront comes in by a VPC origin: a distribution drawn to an origin without a public address.
pub(crate) fn through_vpc_origin(architecture: &Architecture, from: Place, target: &Site<'_>) -> bool {
    let Place::Element(from) = from else { return false };
    let mut origins = architecture.outgoing(from, ConnectionKind::Origin);
    !public_address(target) && origins.any(|edge| edge.to == target.ix)
}

/// Whether a place's packets come over a private way (VPN, Direct Connect) whose gateway is not in the model.
fn private_source(architecture: &Architecture, from: Place) -> bool {
    let private = |block: &Cidr| private_blocks().any(|all| all.contains(*block));
    match from {
        Place::Internet => false,
        Place::Block(block) => private(&block),
        Place::Element(ix) => {
            let own = blocks(architecture, ix);
            !own.is_empty() && own.iter().all(private)
        }
    }
}

/// What a packet from the internet passes before the target's security group.
fn from_outside<'a>(target: &Site<'a>) -> Result<Vec<Step<'a>>, Blocked> {
    if !public_address(target) {
        return Err(Blocked::NoPublicAddress(target.ix));
    }
    let tier = target.tier().ok_or(Blocked::NoRoute(target.ix))?;
    let (zone, gateway) = internet_gateway(&tier).ok_or(Blocked::NoRoute(target.ix))?;
    Ok(vec![Step::InternetGateway(gateway), Step::RouteTable { tier: tier.ix, zone }])
}

fn admits(architecture: &Architecture, held: &Held<'_>, from: Place) -> bool {
    match from {
        Place::Internet => matches!(held.rule.peer, Source::Cidr(block) if open_to_internet(block)),
        Place::Block(block) => names_block(held.rule, block),
        Place::Element(ix) => names(architecture, held.rule, ix),
    }
}

/// Something that may open a connection to an element.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin<'a> {
    pub place: Place,
    pub witness: Witness<'a>,
}

/// All elements, and the internet, from which packets get to an element; the internet first, then by index.
/// Cost: the rules on the element, and the elements they name.
pub fn sources(architecture: &Architecture, to: Ix) -> Vec<Origin<'_>> {
    let mut candidates: Vec<Place> = Vec::new();
    let network = Site::new(architecture, to).vpc().map(|vpc| vpc.ix);
    let mut everyone = false;
    for held in rules(architecture, to, Direction::In) {
        match held.rule.peer {
            Source::Group(group) => {
                candidates.extend(members(architecture, group).into_iter().map(Place::Element))
            }
            Source::Cidr(block) => {
                everyone = true;
                if open_to_internet(block) {
                    candidates.push(Place::Internet);
                }
            }
            Source::CloudFront | Source::S3 => everyone = true,
        }
    }
    // Only a rule that names addresses or a list can admit an element it does not name: one of the same network, or
    // one outside all networks that an edge joins.
    if everyone {
        let callers = architecture.elements[to].into.iter().map(|&edge| architecture.edges[edge].from);
        candidates.extend(callers.map(Place::Element));
        if let Some(vpc) = network {
            candidates.extend(within(architecture, vpc).into_iter().map(Place::Element));
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates
        .into_iter()
        .filter(|place| *place != Place::Element(to))
        .filter_map(|place| {
            let witness = reach(architecture, place, to, None).ok()?;
            Some(Origin { place, witness })
        })
        .collect()
}

/// Everything that stands in an element, at any depth.
fn within(architecture: &Architecture, ix: Ix) -> Vec<Ix> {
    let mut found = architecture.elements[ix].children.clone();
    let mut at = 0;
    while let Some(&next) = found.get(at) {
        found.extend_from_slice(&architecture.elements[next].children);
        at += 1;
    }
    found
}

/// The shortest chain of flows by which the internet gets at an element, over at most `between` elements that
/// forward or could be taken over; from the outside in. `None` if there is none.
pub fn chain(architecture: &Architecture, to: Ix, between: usize) -> Option<Vec<Origin<'_>>> {
    let mut next: BTreeMap<Ix, Origin<'_>> = BTreeMap::new();
    let mut queue = VecDeque::from([(to, 0)]);
    while let Some((at, depth)) = queue.pop_front() {
        for origin in sources(architecture, at) {
            match origin.place {
                Place::Internet => {
                    let mut found = vec![origin];
                    let mut here = at;
                    while let Some(hop) = next.get(&here).filter(|_| here != to) {
                        found.push(hop.clone());
                        let Some(Step::Place(Place::Element(ix))) = hop.witness.steps.last() else { break };
                        here = *ix;
                    }
                    return Some(found);
                }
                Place::Element(ix) if depth < between && ix != to && !next.contains_key(&ix) => {
                    next.insert(ix, origin);
                    queue.push_back((ix, depth + 1));
                }
                _ => {}
            }
        }
    }
    None
}
