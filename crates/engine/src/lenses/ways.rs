//! The ways of traffic: found on all ports, and followed through elements, gateways and wires.

use std::collections::BTreeMap;

use architecture::{Architecture, Ix};
use design::ConnectionKind;
use network::{Answer, Network, Permit, Place, Port, Step, Unknown, Witness, words};
use scene::{
    draw::{Course, MarkLook},
    lens::{Lens, LensMark},
};
use text::Language;

/// Ports that are named before the rest is left out.
const NAMED: usize = 3;

/// Ways that are told before the rest is left out.
const TOLD: usize = 3;

/// What comes of all ports from one place to an element.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) permits: Vec<Permit>,
    flows: Vec<Vec<Witness<'a>>>,
    /// What stands against the first port that is not reached; what the network leaves open before what blocks.
    stopped: Option<Answer<'a>>,
}

impl<'a> Found<'a> {
    pub(super) fn of(network: &Network<'a>, from: Place, to: Ix) -> Found<'a> {
        let mut found = Found::default();
        for port in network.ports_between(from, Place::Element(to)) {
            match network.forwarded(from, to, port) {
                Ok(flows) => {
                    let single = Permit {
                        protocol: port.protocol.word(),
                        from_port: port.number,
                        to_port: port.number,
                    };
                    found.permits.push(if let [flow] = &flows[..] { flow.permit } else { single });
                    found.flows.push(flows);
                }
                Err(stopped) => found.stop(stopped),
            }
        }
        found
    }

    fn stop(&mut self, stopped: Answer<'a>) {
        let before = self.stopped.is_some();
        if !before || open(&stopped) && !self.unknown() {
            self.stopped = Some(stopped);
        }
    }

    pub(super) fn reached(&self) -> bool {
        !self.flows.is_empty()
    }

    /// Whether some port depends on what the design does not say of the network.
    pub(super) fn unknown(&self) -> bool {
        self.stopped.as_ref().is_some_and(open)
    }
}

/// Whether an answer depends on what the design does not say of the network. Whom a service serves is no matter of it.
fn open(answer: &Answer<'_>) -> bool {
    matches!(answer, Answer::CannotTell(unknown) if !matches!(unknown, Unknown::Permissions { .. }))
}

/// How it opens some connection to some address outside, of each of its subnets.
pub(super) fn ways_out<'a>(network: &Network<'a>, ix: Ix) -> Vec<Witness<'a>> {
    let open = network.open_ports(Place::Element(ix), Place::Internet);
    let ports = std::iter::once(Port::HTTPS).chain(open);
    ports.map(|port| network.ways_out(ix, port)).find(|ways| !ways.is_empty()).unwrap_or_default()
}

/// `443`, `80, 443`, `22, 80, 443 …`: without those that lie in others.
pub(super) fn named(permits: &[Permit]) -> String {
    let mut ranges: Vec<Permit> = Vec::new();
    let mut permits: Vec<&Permit> = permits.iter().collect();
    permits.sort_by_key(|permit| (permit.from_port, std::cmp::Reverse(permit.to_port)));
    for permit in permits {
        let covered = ranges.iter().any(|range| {
            range.from_port <= permit.from_port
                && permit.to_port <= range.to_port
                && (range.protocol == permit.protocol || range.protocol == "-1")
        });
        if !covered {
            ranges.push(*permit);
        }
    }
    let said = |permit: &Permit| match permit.protocol {
        "udp" => format!("{permit}/udp"),
        _ => permit.to_string(),
    };
    let named: Vec<String> = ranges.iter().take(NAMED).map(said).collect();
    let rest = if ranges.len() > NAMED { " …" } else { "" };
    named.join(", ") + rest
}

/// Shows what traffic passes in full strength: elements, gateways, and the wires that are drawn for it.
pub(super) struct Trace<'l> {
    architecture: &'l Architecture,
    lens: &'l mut Lens,
}

impl<'l> Trace<'l> {
    pub(super) fn of(architecture: &'l Architecture, lens: &'l mut Lens) -> Trace<'l> {
        Trace { architecture, lens }
    }

    pub(super) fn follow_all(&mut self, found: &Found<'_>, course: Course) {
        found.flows.iter().for_each(|flows| self.follow(flows, course));
    }

    pub(super) fn follow(&mut self, flows: &[Witness<'_>], course: Course) {
        for flow in flows {
            let mut table = None;
            for step in &flow.steps {
                match step {
                    Step::InternetGateway(ix) | Step::Endpoint(ix) | Step::Place(Place::Element(ix)) => {
                        self.meant(*ix);
                    }
                    Step::RouteTable { .. } => table = Some(step),
                    Step::NatGateway(ix) => {
                        self.meant(*ix);
                        // drawn from the tier whose routes lead to it
                        if let Some(table) = table {
                            self.way(table.name(self.architecture), course);
                        }
                    }
                    _ => {}
                }
            }
            self.wires(flow, course);
        }
    }

    /// The connections drawn from where it comes to where it goes.
    fn wires(&mut self, flow: &Witness<'_>, course: Course) {
        let ends = (flow.steps.first(), flow.steps.last());
        let (Some(Step::Place(from)), Some(Step::Place(Place::Element(to)))) = ends else { return };
        let architecture = self.architecture;
        for &edge in &architecture.elements[*to].into {
            let edge = &architecture.edges[edge];
            let caller = match from {
                Place::Element(from) => *from == edge.from,
                // people are drawn, the internet is not
                _ => architecture.elements[edge.from].kind.name == services::kinds::users::KIND,
            };
            if caller && edge.kind != ConnectionKind::Attached {
                self.meant(edge.from);
                self.way(edge.id.to_string(), course);
            }
        }
    }

    pub(super) fn meant(&mut self, ix: Ix) {
        let id = self.architecture.elements[ix].id.to_string();
        self.lens.marks.entry(id).or_insert_with(|| LensMark::new(MarkLook::Meant));
    }

    fn way(&mut self, name: String, course: Course) {
        let known = self.lens.ways.entry(name).or_insert(course);
        *known = course.max(*known);
    }
}

/// How the internet gets to an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayIn {
    pub reached: bool,
    /// The elements on the way, itself included.
    pub elements: Vec<String>,
    /// The connections on the way.
    pub connections: Vec<String>,
    /// `internet → Distribution → Load balancer: 443` for each way; or why there is none.
    pub told: Vec<String>,
}

/// The ways from the internet to an element; `None` for what is no end of traffic, such as an alarm.
pub fn way_in(network: &Network<'_>, ix: Ix, language: Language) -> Option<WayIn> {
    if !network.is_end(ix) {
        return None;
    }
    let architecture = network.architecture();
    let found = Found::of(network, Place::Internet, ix);
    let mut lens = Lens::default();
    Trace::of(architecture, &mut lens).follow_all(&found, Course::Towards);
    let told =
        if found.reached() { ways(architecture, &found) } else { not_reached(network, ix, &found, language) };
    Some(WayIn {
        reached: found.reached(),
        elements: lens.marks.into_keys().collect(),
        connections: lens.ways.into_keys().collect(),
        told,
    })
}

/// The ways in words, with the ports that each is passed on.
fn ways(architecture: &Architecture, found: &Found<'_>) -> Vec<String> {
    let mut ways: Vec<(String, Vec<Permit>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (flows, permit) in found.flows.iter().zip(&found.permits) {
        let to = flows.iter().filter_map(|flow| match flow.steps.last() {
            Some(Step::Place(Place::Element(ix))) => Some(architecture.elements[*ix].name.as_str()),
            _ => None,
        });
        let way = std::iter::once(words::INTERNET).chain(to).collect::<Vec<_>>().join(" → ");
        let at = *known.entry(way.clone()).or_insert(ways.len());
        if at == ways.len() {
            ways.push((way, Vec::new()));
        }
        ways[at].1.push(*permit);
    }
    let more = ways.len() > TOLD;
    let told = ways.iter().take(TOLD).map(|(way, permits)| format!("{way}: {}", named(permits)));
    told.chain(more.then(|| "…".to_owned())).collect()
}

fn not_reached(network: &Network<'_>, ix: Ix, found: &Found<'_>, language: Language) -> Vec<String> {
    let architecture = network.architecture();
    let asked = || network.any_port(Place::Internet, ix);
    let answer = found.stopped.clone().unwrap_or_else(asked);
    let name = architecture.elements[ix].name.as_str();
    let why = words::why(architecture, words::INTERNET, name, &answer);
    why.map(|why| why.render(language)).into_iter().collect()
}
