//! What a person demands of who reaches whom, judged on one environment.

use std::collections::BTreeSet;

use architecture::{Architecture, Cidr, Ix};
use design::{Demand, Document, End, Expectation, Id, Transport};
use network::{Answer, Network, Place, Port, Witness, words};
use rules::Status;
use serde::Serialize;
use text::{Language, Message};

/// What became of an expectation in an environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    pub id: Id,
    pub environment: Id,
    /// What is demanded.
    pub sentence: Message,
    /// Why it matters, in the words of who stated it.
    pub reason: Option<String>,
    pub status: Status,
    /// The flow that decides, in words; of what is satisfied how much was walked.
    pub evidence: Message,
    /// Where to look: the element whose surroundings decide.
    pub node: Option<Id>,
}

/// An expectation as it is printed and shown: the stable JSON form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExpectationReport {
    pub id: String,
    pub environment: String,
    pub expected: String,
    /// `violated`, `cannot_tell` or `satisfied`.
    pub status: Status,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

impl ExpectationReport {
    pub fn new(expected: &Expected, language: Language) -> ExpectationReport {
        ExpectationReport {
            id: expected.id.to_string(),
            environment: expected.environment.to_string(),
            expected: expected.sentence.render(language),
            status: expected.status,
            message: expected.evidence.render(language),
            reason: expected.reason.clone(),
            node: expected.node.as_ref().map(Id::to_string),
        }
    }
}

/// What becomes of each expectation of an environment, in order of their ids. One of which an end is not built there
/// says nothing.
pub(crate) fn judge(document: &Document, architecture: &Architecture) -> Vec<Expected> {
    let environment = &architecture.environment;
    let stated = || document.expectations.iter().filter(|(_, one)| one.holds_in(environment.as_str()));
    if stated().next().is_none() {
        return Vec::new();
    }
    let network = Network::of(architecture);
    let judged = |(id, expectation): (&Id, &Expectation)| {
        let asked = Asked::of(&network, expectation)?;
        let Found { status, evidence, at } = asked.judge();
        Some(Expected {
            id: id.clone(),
            environment: environment.clone(),
            sentence: demand(document, expectation),
            reason: expectation.reason.clone(),
            status,
            evidence,
            node: at.map(|ix| architecture.elements[ix].id.clone()),
        })
    };
    stated().filter_map(judged).collect()
}

/// An expectation with its ends found.
struct Asked<'n, 'a> {
    network: &'n Network<'a>,
    expectation: &'n Expectation,
    from: Vec<Place>,
    to: Vec<Place>,
    port: Option<Port>,
}

struct Found {
    status: Status,
    evidence: Message,
    at: Option<Ix>,
}

impl<'n, 'a> Asked<'n, 'a> {
    /// `None` where it is about nothing that is built here.
    fn of(network: &'n Network<'a>, expectation: &'n Expectation) -> Option<Asked<'n, 'a>> {
        let places = |ends: &[End]| -> Vec<Place> {
            let all: BTreeSet<Place> = ends.iter().flat_map(|end| places(network, end)).collect();
            all.into_iter().collect()
        };
        let (from, to) = (places(&expectation.from), places(&expectation.to));
        let nobody = expectation.demand == Demand::OnlyFrom && expectation.from.is_empty();
        if to.is_empty() || (from.is_empty() && !nobody) {
            return None;
        }
        let protocol = expectation.protocol.unwrap_or(Transport::Tcp);
        let port = expectation.port.map(|number| Port { protocol, number });
        Some(Asked { network, expectation, from, to, port })
    }

    fn architecture(&self) -> &'a Architecture {
        self.network.architecture()
    }

    /// The first flow that breaks it, else the first of which nothing can be told.
    fn judge(&self) -> Found {
        let mut walked = 0_usize;
        let mut open = None;
        for (from, to) in self.pairs() {
            let ports = self.ports(from, to);
            if ports.is_empty() && self.expectation.demand == Demand::MustReach {
                open.get_or_insert_with(|| self.undeclared(to));
            }
            for port in ports {
                walked += 1;
                match self.ask(from, to, port) {
                    Some(found) if found.status == Status::Violated => return found,
                    Some(found) => {
                        open.get_or_insert(found);
                    }
                    None => {}
                }
            }
        }
        open.unwrap_or_else(|| Found {
            status: Status::Satisfied,
            evidence: Message::say(
                "Flows walked: {0}, all as demanded.",
                "Flujos recorridos: {0}, todos como se pide.",
            )
            .with(walked.to_string()),
            at: None,
        })
    }

    fn pairs(&self) -> Vec<(Place, Place)> {
        let callers: Vec<Place> = match self.expectation.demand {
            Demand::MustReach | Demand::MustNotReach => self.from.clone(),
            Demand::OnlyFrom => {
                let ends = self.architecture().own().map(|(ix, _)| ix).filter(|ix| self.network.is_end(*ix));
                let all = std::iter::once(Place::Internet).chain(ends.map(Place::Element));
                // What stands in the target is one with it.
                all.filter(|place| !self.from.contains(place) && !self.to.contains(place)).collect()
            }
        };
        let pairs = callers.iter().flat_map(|from| self.to.iter().map(|to| (*from, *to)));
        pairs.filter(|(from, to)| from != to).collect()
    }

    /// The ports to ask about between two places.
    fn ports(&self, from: Place, to: Place) -> Vec<Port> {
        if let Some(port) = self.port {
            return vec![port];
        }
        match self.expectation.demand {
            Demand::MustReach => to.element().map(|ix| self.network.ports(ix)).unwrap_or_default(),
            Demand::MustNotReach | Demand::OnlyFrom => self.network.ports_between(from, to),
        }
    }

    /// What one flow says against the expectation; `None`: nothing.
    fn ask(&self, from: Place, to: Place, port: Port) -> Option<Found> {
        let (network, demand) = (self.network, self.expectation.demand);
        let answer = match demand {
            Demand::MustReach | Demand::MustNotReach => network.ways(from, to, port),
            Demand::OnlyFrom => network.flow(from, to, port).witness().map(|witness| vec![witness]),
        };
        let at = to.element().or(from.element());
        match (demand, answer) {
            (Demand::MustReach, Ok(_))
            | (Demand::MustNotReach | Demand::OnlyFrom, Err(Answer::Blocked(_))) => None,
            (Demand::MustNotReach | Demand::OnlyFrom, Ok(flows)) => Some(Found {
                status: Status::Violated,
                evidence: self.gets_there(from, to, port, &flows),
                at,
            }),
            (_, Err(stopped)) => {
                let [source, target] = [from, to].map(|place| self.name(place));
                let status = match stopped {
                    Answer::CannotTell(_) => Status::CannotTell,
                    _ => Status::Violated,
                };
                let evidence = words::why(self.architecture(), &source, &target, &stopped)?;
                let at = match &stopped {
                    Answer::Blocked(blocked) => blocked.at().or(at),
                    _ => at,
                };
                Some(Found { status, evidence, at })
            }
        }
    }

    fn gets_there(&self, from: Place, to: Place, port: Port, flows: &[Witness<'a>]) -> Message {
        let path = flows.iter().map(|flow| flow.path(self.architecture())).collect::<Vec<_>>().join(" · ");
        Message::say("“{0}” reaches “{1}” on {2}: {3}.", "«{0}» llega a «{1}» por {2}: {3}.")
            .with(self.name(from))
            .with(self.name(to))
            .with(port.to_string())
            .with(path)
    }

    fn undeclared(&self, to: Place) -> Found {
        Found {
            status: Status::CannotTell,
            evidence: Message::say(
                "“{0}” declares no port: state the one that must be reached.",
                "«{0}» no declara ningún puerto: indique al que se debe llegar.",
            )
            .with(self.name(to)),
            at: to.element(),
        }
    }

    fn name(&self, place: Place) -> String {
        match place {
            Place::Element(ix) => self.architecture().elements[ix].name.to_string(),
            Place::Internet => words::INTERNET.to_owned(),
            Place::Block(block) => block.to_string(),
        }
    }
}

/// The places an end stands for: a node's are what can be called or call in it, itself included.
fn places(network: &Network<'_>, end: &End) -> Vec<Place> {
    let architecture = network.architecture();
    match end {
        End::Internet => vec![Place::Internet],
        End::Block(block) => Cidr::parse(block).map(Place::Block).into_iter().collect(),
        End::Node(id) => {
            let Some(root) = architecture.index_of(id.as_str()) else { return Vec::new() };
            let within = |ix: Ix| architecture.ancestors(ix).any(|at| at == root);
            // What another environment owns can be called, too: a registry that all share.
            let inside = (0..architecture.elements.len()).filter(|ix| within(*ix) && network.is_end(*ix));
            inside.map(Place::Element).collect()
        }
    }
}

/// What an expectation demands, as a sentence.
pub fn demand(document: &Document, expectation: &Expectation) -> Message {
    let Expectation { demand, from, to, port, protocol, .. } = expectation;
    let named = |end: &End| match end {
        End::Node(id) => {
            document.nodes.get(id).and_then(|node| node.name.clone()).unwrap_or_else(|| id.to_string())
        }
        other => other.to_string(),
    };
    let names = |ends: &[End]| ends.iter().map(named).collect::<Vec<_>>().join(", ");
    let message = match (demand, from.is_empty(), port.is_some()) {
        (Demand::MustReach, _, false) => Message::say("{0} must reach {1}", "{0} debe llegar a {1}"),
        (Demand::MustReach, _, true) => {
            Message::say("{0} must reach {1} on {2}", "{0} debe llegar a {1} por {2}")
        }
        (Demand::MustNotReach, _, false) => {
            Message::say("{0} must not reach {1}", "{0} no debe llegar a {1}")
        }
        (Demand::MustNotReach, _, true) => {
            Message::say("{0} must not reach {1} on {2}", "{0} no debe llegar a {1} por {2}")
        }
        (Demand::OnlyFrom, true, false) => {
            Message::say("Nothing may open connections to {1}", "Nada puede abrir conexiones a {1}")
        }
        (Demand::OnlyFrom, true, true) => Message::say(
            "Nothing may open connections to {1} on {2}",
            "Nada puede abrir conexiones a {1} por {2}",
        ),
        (Demand::OnlyFrom, false, false) => {
            Message::say("Only {0} may open connections to {1}", "Solo {0} puede abrir conexiones a {1}")
        }
        (Demand::OnlyFrom, false, true) => Message::say(
            "Only {0} may open connections to {1} on {2}",
            "Solo {0} puede abrir conexiones a {1} por {2}",
        ),
    };
    let message = message.with(names(from)).with(names(to));
    match port {
        Some(port) => message.with(format!("{port}/{}", protocol.unwrap_or(Transport::Tcp).word())),
        None => message,
    }
}
