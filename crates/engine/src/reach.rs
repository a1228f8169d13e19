//! Who reaches whom, as it is asked for in words and shown: the stable JSON of `reach`.

use architecture::{Architecture, Cidr};
use design::problem::nearest;
use network::{Answer, Network, Place, Port, Step, Witness, words};
use serde::Serialize;
use text::Language;
use thiserror::Error;

#[derive(Debug, Error, PartialEq)]
pub enum ReachError {
    #[error(
        "“{wanted}” is no element of {environment}{}; name an element, `internet`, or a block such as 10.0.0.0/16",
        meant(.near)
    )]
    NoPlace { wanted: String, environment: String, near: Option<String> },
    #[error("“{text}” is no block: {why}")]
    NoBlock { text: String, why: &'static str },
    #[error("“{place}” declares no port: name the one to ask about")]
    NoPort { place: String },
}

fn meant(near: &Option<String>) -> String {
    near.as_ref().map(|word| format!("; did you mean “{word}”?")).unwrap_or_default()
}

/// A question about two places of an environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    from: Place,
    to: Place,
    ports: Vec<Port>,
}

impl Asked {
    /// Reads it: places are ids, `internet` or blocks; without a port all that the target declares are asked for.
    ///
    /// # Errors
    /// A place that is none, or no port to ask for.
    pub fn read(
        network: &Network<'_>,
        from: &str,
        to: &str,
        port: Option<Port>,
    ) -> Result<Asked, ReachError> {
        let architecture = network.architecture();
        let place = to;
        let (from, to) = (read(architecture, from)?, read(architecture, to)?);
        let ports = match (port, to) {
            (Some(port), _) => vec![port],
            (None, Place::Element(ix)) => network.ports(ix),
            (None, _) => Vec::new(),
        };
        if ports.is_empty() {
            return Err(ReachError::NoPort { place: place.to_owned() });
        }
        Ok(Asked { from, to, ports })
    }
}

fn read(architecture: &Architecture, text: &str) -> Result<Place, ReachError> {
    if text == words::INTERNET {
        return Ok(Place::Internet);
    }
    if text.contains(['/', ':', '.']) {
        return block(text)
            .map(Place::Block)
            .map_err(|why| ReachError::NoBlock { text: text.to_owned(), why });
    }
    architecture.index_of(text).map(Place::Element).ok_or_else(|| ReachError::NoPlace {
        wanted: text.to_owned(),
        environment: architecture.environment.to_string(),
        near: nearest(text, architecture.elements.iter().map(|element| element.id.as_str())),
    })
}

/// A block, or one address.
fn block(text: &str) -> Result<Cidr, &'static str> {
    if text.contains(':') {
        return Err("IPv6 is not followed");
    }
    let whole = if text.contains('/') { text.to_owned() } else { format!("{text}/32") };
    Cidr::parse(&whole).ok_or("write an IPv4 network such as 10.0.0.0/16, with nothing set behind its prefix")
}

/// What is passed on the way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepReport {
    pub step: &'static str,
    /// Element or part, `internet`, or a block.
    pub name: String,
    /// What it is, in words.
    pub words: String,
}

/// A flow from one element to the next: over what forwards requests there are several.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowReport {
    pub path: Vec<StepReport>,
    /// The network ACLs that the answer passes.
    pub reply: Vec<StepReport>,
    /// The ports that pass here: `443`, `1024-65535`, or `*` for all.
    pub ports: String,
}

/// The answer for one port.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReachReport {
    pub environment: String,
    pub from: String,
    pub to: String,
    pub port: u16,
    pub protocol: &'static str,
    /// `reached`, `blocked` or `cannot_tell`.
    pub answer: &'static str,
    pub flows: Vec<FlowReport>,
    /// Why it is not reached, or what that depends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The element that stops it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What would let it pass there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
}

impl ReachReport {
    pub fn reached(&self) -> bool {
        self.answer == "reached"
    }

    /// The answers to a question, one for each port.
    pub fn answers(network: &Network<'_>, asked: &Asked, language: Language) -> Vec<ReachReport> {
        asked.ports.iter().map(|port| ReachReport::of(network, asked, *port, language)).collect()
    }

    fn of(network: &Network<'_>, asked: &Asked, port: Port, language: Language) -> ReachReport {
        let architecture = network.architecture();
        let said = network.ways(asked.from, asked.to, port);
        let [from, to] = [asked.from, asked.to].map(|place| Step::Place(place).name(architecture));
        let mut report = ReachReport {
            environment: architecture.environment.to_string(),
            from,
            to,
            port: port.number,
            protocol: port.protocol.word(),
            answer: "reached",
            flows: Vec::new(),
            why: None,
            at: None,
            opens: None,
        };
        match said {
            Ok(flows) => {
                report.flows =
                    flows.iter().map(|flow| FlowReport::of(architecture, flow, language)).collect();
            }
            Err(stopped) => {
                let why = words::why(architecture, &report.from, &report.to, &stopped);
                report.why = why.map(|why| why.render(language));
                report.answer = "cannot_tell";
                if let Answer::Blocked(blocked) = stopped {
                    report.answer = "blocked";
                    report.at = blocked.at().map(|ix| architecture.elements[ix].id.to_string());
                    let opening = words::opening(architecture, blocked, port);
                    report.opens = opening.map(|opening| opening.render(language));
                }
            }
        }
        report
    }
}

impl FlowReport {
    fn of(architecture: &Architecture, flow: &Witness<'_>, language: Language) -> FlowReport {
        let step = |step: &Step<'_>| StepReport {
            step: step.kind(),
            name: step.name(architecture),
            words: words::step(architecture, step).render(language),
        };
        FlowReport {
            path: flow.steps.iter().map(step).collect(),
            reply: flow.reply.iter().map(step).collect(),
            ports: flow.permit.to_string(),
        }
    }
}
