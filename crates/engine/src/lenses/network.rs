//! Who reaches whom, as a lens marks it: elements with their ports, gateways and wires on the way.

use std::collections::BTreeSet;

use architecture::{Architecture, Ix};
use network::{Answer, Network, Permit, Place, Port, Step, Unknown, Witness};
use scene::{
    draw::MarkLook,
    lens::{Lens, LensMark},
};

/// Ports that are named on a card before the rest is left out.
const NAMED: usize = 3;

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Neighbourhood {
    /// What the internet reaches, and what gets out to it.
    Internet,
    /// What reaches these elements, and what they reach.
    Of(BTreeSet<Ix>),
    /// The way from the first to the second, else back.
    Between(Ix, Ix),
}

impl Neighbourhood {
    /// All that can be an end of a flow in an element, itself included.
    pub fn of(network: &Network<'_>, id: &str) -> Option<Neighbourhood> {
        let architecture = network.architecture();
        let root = architecture.index_of(id)?;
        let up = |ix: Ix| std::iter::successors(Some(ix), |at| architecture.elements[*at].parent);
        let inside = (0..architecture.elements.len()).filter(|ix| up(*ix).any(|at| at == root));
        Some(Neighbourhood::Of(inside.filter(|ix| network.is_end(*ix)).collect()))
    }
}

/// A lens over the network that is made element by element, so that a large design can be answered in pieces.
#[derive(Debug, Clone)]
pub struct NetworkLens {
    asked: Neighbourhood,
    /// The next element to ask of.
    next: Ix,
    lens: Lens,
}

impl NetworkLens {
    pub fn new(architecture: &Architecture, asked: Neighbourhood) -> NetworkLens {
        let mut lens = NetworkLens { asked, next: 0, lens: Lens::default() };
        if let Neighbourhood::Of(own) = &lens.asked {
            let own: Vec<Ix> = own.iter().copied().collect();
            own.into_iter().for_each(|ix| lens.meant(architecture.elements[ix].id.as_str()));
        }
        lens
    }

    /// What is asked about.
    pub fn asked(&self) -> &Neighbourhood {
        &self.asked
    }

    /// Whether every element was asked of.
    pub fn done(&self, architecture: &Architecture) -> bool {
        self.next >= architecture.elements.len()
    }

    /// What is known so far.
    pub fn lens(&self) -> &Lens {
        &self.lens
    }

    /// Asks of up to `elements` more.
    pub fn go_on(&mut self, network: &Network<'_>, elements: usize) {
        let architecture = network.architecture();
        if let Neighbourhood::Between(from, to) = self.asked {
            let way = [(from, to), (to, from)].into_iter().find_map(|(from, to)| {
                let found = Found::of(network, Place::Element(from), to);
                (!found.flows.is_empty()).then_some(found.flows)
            });
            for end in [from, to] {
                self.meant(architecture.elements[end].id.as_str());
            }
            for flows in way.iter().flatten() {
                self.trace(architecture, flows);
            }
            self.next = architecture.elements.len();
            return;
        }
        let end = self.next.saturating_add(elements).min(architecture.elements.len());
        for ix in std::mem::replace(&mut self.next, end)..end {
            if network.is_end(ix) {
                self.ask(network, ix);
            }
        }
    }

    fn ask(&mut self, network: &Network<'_>, ix: Ix) {
        let id = network.architecture().elements[ix].id.to_string();
        let mark = match &self.asked {
            Neighbourhood::Internet if network.architecture().elements[ix].here() => {
                self.seen_from_outside(network, ix)
            }
            Neighbourhood::Of(own) if !own.contains(&ix) => seen_from(network, own, ix),
            _ => None,
        };
        if let Some(mark) = mark {
            self.lens.marks.insert(id, mark);
        }
    }

    fn seen_from_outside(&mut self, network: &Network<'_>, ix: Ix) -> Option<LensMark> {
        let found = Found::of(network, Place::Internet, ix);
        for flows in &found.flows {
            self.trace(network.architecture(), flows);
        }
        if !found.flows.is_empty() {
            return Some(LensMark {
                note: format!("internet: {}", found.ports()),
                ..LensMark::new(MarkLook::Exposed)
            });
        }
        if found.unknown {
            return Some(LensMark::new(MarkLook::Unknown));
        }
        let way = gets_out(network, ix)?;
        self.trace(network.architecture(), &[way]);
        Some(LensMark::new(MarkLook::Outbound))
    }

    /// Shows what a connection passes in full strength: elements, gateways, and the wires that are drawn for it.
    fn trace(&mut self, architecture: &Architecture, flows: &[Witness<'_>]) {
        let id = |ix: Ix| architecture.elements[ix].id.as_str();
        for flow in flows {
            for step in &flow.steps {
                match step {
                    Step::InternetGateway(ix) | Step::NatGateway(ix) | Step::Endpoint(ix) => {
                        self.meant(id(*ix));
                    }
                    Step::Place(Place::Element(ix)) => self.meant(id(*ix)),
                    _ => {}
                }
            }
            let ends = (flow.steps.first(), flow.steps.last());
            let (Some(Step::Place(from)), Some(Step::Place(Place::Element(to)))) = ends else { continue };
            for &edge in &architecture.elements[*to].into {
                let edge = &architecture.edges[edge];
                let caller = match from {
                    Place::Element(from) => *from == edge.from,
                    // people are drawn, the internet is not
                    _ => architecture.elements[edge.from].kind.name == services::kinds::users::KIND,
                };
                if caller {
                    self.meant(id(edge.from));
                    self.meant(edge.id.as_str());
                }
            }
        }
    }

    fn meant(&mut self, id: &str) {
        let marks = &mut self.lens.marks;
        marks.entry(id.to_owned()).or_insert_with(|| LensMark::new(MarkLook::Meant));
    }
}

fn seen_from(network: &Network<'_>, own: &BTreeSet<Ix>, ix: Ix) -> Option<LensMark> {
    let (mut to, mut back) = (Found::default(), Found::default());
    for &asked in own {
        to.add(Found::of(network, Place::Element(ix), asked));
        back.add(Found::of(network, Place::Element(asked), ix));
    }
    let look = match (to.flows.is_empty(), back.flows.is_empty()) {
        (false, false) => MarkLook::Mutual,
        (false, true) => MarkLook::Reaches,
        (true, false) => MarkLook::Reached,
        (true, true) if to.unknown || back.unknown => MarkLook::Unknown,
        (true, true) => return None,
    };
    to.permits.extend(back.permits);
    Some(LensMark { note: to.ports(), ..LensMark::new(look) })
}

/// How it opens some connection to some address outside, if it can.
fn gets_out<'a>(network: &Network<'a>, ix: Ix) -> Option<Witness<'a>> {
    let from = Place::Element(ix);
    let open = network.open_ports(from, Place::Internet);
    let ports = std::iter::once(Port::tcp(443)).chain(open);
    ports.map(|port| network.flow(from, Place::Internet, port)).find_map(|answer| match answer {
        Answer::Passes(way) => Some(way),
        _ => None,
    })
}

/// What comes of all ports from one place to an element.
#[derive(Default)]
struct Found<'a> {
    permits: Vec<Permit>,
    flows: Vec<Vec<Witness<'a>>>,
    /// Whether some port depends on what the design does not say of the network.
    unknown: bool,
}

impl<'a> Found<'a> {
    fn of(network: &Network<'a>, from: Place, to: Ix) -> Found<'a> {
        let ports: BTreeSet<Port> =
            network.ports(to).into_iter().chain(network.open_ports(from, Place::Element(to))).collect();
        let mut found = Found::default();
        for port in ports {
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
                // whom a service serves is no matter of the network
                Err(Answer::CannotTell(Unknown::Permissions { .. })) => {}
                Err(Answer::CannotTell(_)) => found.unknown = true,
                Err(_) => {}
            }
        }
        found
    }

    fn add(&mut self, other: Found<'a>) {
        self.permits.extend(other.permits);
        self.flows.extend(other.flows);
        self.unknown |= other.unknown;
    }

    /// `443`, `80, 443`, `22, 80, 443 …`: without those that lie in others.
    fn ports(&self) -> String {
        let mut ranges: Vec<(u16, u16, &'static str)> = Vec::new();
        let mut permits: Vec<&Permit> = self.permits.iter().collect();
        permits.sort_by_key(|permit| (permit.from_port, std::cmp::Reverse(permit.to_port)));
        for permit in permits {
            let covered = ranges.iter().any(|(from, to, protocol)| {
                *from <= permit.from_port
                    && permit.to_port <= *to
                    && (*protocol == permit.protocol || *protocol == "-1")
            });
            if !covered {
                ranges.push((permit.from_port, permit.to_port, permit.protocol));
            }
        }
        let said = |(from_port, to_port, protocol): &(u16, u16, &'static str)| {
            let permit = Permit { protocol, from_port: *from_port, to_port: *to_port };
            match *protocol {
                "udp" => format!("{permit}/udp"),
                _ => permit.to_string(),
            }
        };
        let named: Vec<String> = ranges.iter().take(NAMED).map(said).collect();
        let rest = if ranges.len() > NAMED { " …" } else { "" };
        named.join(", ") + rest
    }
}
