//! What a person demands of who reaches whom.

use std::{collections::BTreeSet, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;

/// What must hold of who reaches whom. It is judged on every edit and shown as a guarantee; where it does not hold the
/// environment is not deployed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    pub demand: Demand,
    /// Who calls; with `only-from` those who may, where an empty list means nobody.
    pub from: Vec<End>,
    /// What is called.
    pub to: Vec<End>,
    /// Left out: every port that is declared where it must be reached, and any port where it must not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub port: Option<u16>,
    /// Of the port; TCP when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Transport>,
    /// Why it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Environments it holds in; all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environments: Option<Vec<Id>>,
}

impl Expectation {
    /// Whether it is demanded of an environment.
    pub fn holds_in(&self, environment: &str) -> bool {
        self.environments.as_ref().is_none_or(|named| named.iter().any(|id| id.as_str() == environment))
    }

    /// It without what is gone; `None` when nothing is demanded any more.
    pub(crate) fn without(&self, gone: &BTreeSet<Id>) -> Option<Expectation> {
        let left = |ends: &[End]| -> Vec<End> {
            ends.iter().filter(|end| !matches!(end, End::Node(id) if gone.contains(id))).cloned().collect()
        };
        let (from, to) = (left(&self.from), left(&self.to));
        let says = !to.is_empty() && (!from.is_empty() || self.demand == Demand::OnlyFrom);
        says.then(|| Expectation { from, to, ..self.clone() })
    }

    pub(crate) fn renamed(&self, id: &Id, to: &Id) -> Expectation {
        let rename = |ends: &[End]| -> Vec<End> {
            let other =
                |end: &End| if *end == End::Node(id.clone()) { End::Node(to.clone()) } else { end.clone() };
            ends.iter().map(other).collect()
        };
        Expectation { from: rename(&self.from), to: rename(&self.to), ..self.clone() }
    }

    pub(crate) fn names(&self, id: &Id) -> bool {
        self.from.iter().chain(&self.to).any(|end| matches!(end, End::Node(named) if named == id))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// Each of `from` reaches each of `to`, also over load balancers and CloudFront.
    MustReach,
    /// None of `from` reaches any of `to`, not even over load balancers and CloudFront.
    MustNotReach,
    /// Nothing but `from` opens connections to `to`.
    OnlyFrom,
}

impl Demand {
    pub const ALL: [Demand; 3] = [Demand::MustReach, Demand::MustNotReach, Demand::OnlyFrom];

    /// The word in the document.
    pub fn word(self) -> &'static str {
        match self {
            Demand::MustReach => "must-reach",
            Demand::MustNotReach => "must-not-reach",
            Demand::OnlyFrom => "only-from",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    Tcp,
    Udp,
}

impl Transport {
    pub const ALL: [Transport; 2] = [Transport::Tcp, Transport::Udp];

    /// The word in the document, and as security groups name it.
    pub fn word(self) -> &'static str {
        match self {
            Transport::Tcp => "tcp",
            Transport::Udp => "udp",
        }
    }

    /// As network ACLs name it. Source: IANA, protocol numbers.
    pub fn number(self) -> i64 {
        match self {
            Transport::Tcp => 6,
            Transport::Udp => 17,
        }
    }

    /// Whether a rule of this protocol (a word, a number, or `-1` for all) is about it.
    pub fn is(self, named: &str) -> bool {
        named == "-1" || named == self.word() || named.parse() == Ok(self.number())
    }
}

/// Stands for anyone on the internet.
pub const INTERNET: &str = "internet";

/// One end of an expectation: `internet`, an IPv4 block such as `10.0.0.0/16`, or a node with all that stands in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    Internet,
    Block(String),
    Node(Id),
}

impl End {
    /// Reads it; `None` if it is neither a block by its looks nor an id. Whether there is such a node is not asked.
    pub fn parse(text: &str) -> Option<End> {
        if text == INTERNET {
            return Some(End::Internet);
        }
        match text.contains(['/', '.']) {
            true => Some(End::Block(text.to_owned())),
            false => Id::new(text).map(End::Node),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Internet => f.write_str(INTERNET),
            End::Block(block) => f.write_str(block),
            End::Node(id) => write!(f, "{id}"),
        }
    }
}

impl Serialize for End {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for End {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<End, D::Error> {
        let text = String::deserialize(deserializer)?;
        End::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("“{text}” is neither `internet`, a block nor the id of a node"))
        })
    }
}

impl JsonSchema for End {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "End".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "`internet`, an IPv4 block, or the id of a node: it and all that stands in it.",
            "pattern": "^([0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}|[a-z][a-z0-9]*(-[a-z0-9]+)*)$"
        })
    }
}
