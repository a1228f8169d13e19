//! The types of the document (format version 1). Its JSON form is the contract of the project's files.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use crate::{Expectation, Map, Payment, Properties, Proposal, Rate, RuleSet, Workload, id::Id};

/// A design: everything a person decided, nothing that can be derived.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Format version, always 1.
    #[schemars(range(min = 1, max = 1))]
    pub groundplan: u32,
    /// Immutable id; prefixes stack names.
    pub id: Id,
    /// Displayed name.
    pub name: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub environments: BTreeMap<Id, Environment>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub nodes: BTreeMap<Id, Node>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub connections: BTreeMap<Id, Connection>,
    /// Frames of what a person placed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub layout: BTreeMap<Id, Frame>,
    /// Volumes per element, by the names its kind declares.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub usage: BTreeMap<Id, BTreeMap<String, Quantity>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub suppressions: BTreeMap<Id, Suppression>,
    /// What people answer to questions of the Well-Architected Framework: a design alone cannot.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Id, Answer>,
    /// What people demand of who reaches whom.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expectations: BTreeMap<Id, Expectation>,
    /// Containerised applications; read by the delivery of a later version, carried untouched until then.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub applications: Map,
    /// Exchange rates, by the code of the currency.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rates: BTreeMap<Id, Rate>,
    /// How prices are offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// Rules of the organisation that the design is held to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub organisation_rules: BTreeMap<Id, RuleSet>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub notes: Map,
}

/// Something drawn: an AWS service, an actor, or a container.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Node {
    pub kind: String,
    /// Displayed name; the id when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// Environments it exists in; all but shared ones when left out.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub environments: Option<Vec<Id>>,
    /// AWS region; the environment's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The derived part this node makes explicit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<PartRef>,
    #[serde(default)]
    pub properties: Properties,
}

/// An arrow with a meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    pub from: Id,
    pub kind: ConnectionKind,
    pub to: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "none")]
    pub properties: Properties,
}

/// `serde` asks with the shared map.
fn none(properties: &Properties) -> bool {
    properties.is_empty()
}

/// What a connection means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionKind {
    /// Packets on a port.
    Traffic,
    /// Calls of the AWS API under IAM.
    Uses,
    /// A distribution fetches from it.
    Origin,
    /// A load balancer sends requests to it.
    Target,
    /// Writes its logs to it.
    Logs,
    /// Sends events or messages to it.
    Event,
    /// Belongs to it without traffic (certificate, web ACL, key, role, alarm).
    Attached,
    /// A step of delivery.
    Delivery,
    /// Copies its data to it.
    Replicates,
}

impl ConnectionKind {
    pub const ALL: [ConnectionKind; 9] = [
        ConnectionKind::Traffic,
        ConnectionKind::Uses,
        ConnectionKind::Origin,
        ConnectionKind::Target,
        ConnectionKind::Logs,
        ConnectionKind::Event,
        ConnectionKind::Attached,
        ConnectionKind::Delivery,
        ConnectionKind::Replicates,
    ];

    /// The word in the document.
    pub fn word(self) -> &'static str {
        match self {
            ConnectionKind::Traffic => "traffic",
            ConnectionKind::Uses => "uses",
            ConnectionKind::Origin => "origin",
            ConnectionKind::Target => "target",
            ConnectionKind::Logs => "logs",
            ConnectionKind::Event => "event",
            ConnectionKind::Attached => "attached",
            ConnectionKind::Delivery => "delivery",
            ConnectionKind::Replicates => "replicates",
        }
    }
}

/// An account and region the design is built in, with what differs there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// Twelve digits.
    #[schemars(regex(pattern = "^[0-9]{12}$"))]
    pub account: String,
    /// AWS region, e.g. `us-east-1`.
    pub region: String,
    pub tier: Tier,
    /// Name of the AWS profile that deploys it; a name, never a credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Names of zones 1, 2, 3 … as pinned for this account; the region's letters in order when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zones: Option<Vec<String>>,
    /// What it has to carry; volumes that nobody states follow from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<Workload>,
    /// The most a typical month may cost in US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_usd: Option<Number>,
    /// How elements are paid for here; on demand when left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub payments: BTreeMap<Id, Payment>,
    /// JSON merge patches on the properties of elements; `null` removes the element here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub overrides: BTreeMap<Id, Value>,
    /// Merge patches on usage; `null` removes a stated volume.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub usage: BTreeMap<Id, BTreeMap<String, Option<Quantity>>>,
}

/// What an environment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    Production,
    NonProduction,
    Shared,
}

/// `[x, y, width, height]` in whole drawing units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Frame(pub i32, pub i32, pub i32, pub i32);

/// A volume: one number, or a low, typical and high one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Quantity {
    One(#[schemars(with = "f64", range(min = 0))] Number),
    Range(QuantityRange),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuantityRange {
    #[schemars(with = "f64", range(min = 0))]
    pub low: Number,
    #[schemars(with = "f64", range(min = 0))]
    pub typical: Number,
    #[schemars(with = "f64", range(min = 0))]
    pub high: Number,
}

/// A finding a person accepted, with why and until when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    pub rule: String,
    pub node: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Environments it holds in; all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environments: Option<Vec<Id>>,
    pub reason: String,
    /// Last day it holds, `YYYY-MM-DD`.
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub until: String,
}

impl Suppression {
    /// Whether it holds in an environment, while it has not passed.
    pub fn holds_in(&self, environment: &Id) -> bool {
        self.environments.as_ref().is_none_or(|named| named.contains(environment))
    }

    /// Whether it is about what a rule finds at a place, wherever it holds.
    pub fn is_about(&self, rule: &str, node: &str, part: &str) -> bool {
        self.rule == rule && self.node == *node && self.part.as_ref().is_none_or(|named| named == part)
    }

    /// Whether its last day is before another, `YYYY-MM-DD`: days in this form compare as text.
    pub fn past(&self, today: &str) -> bool {
        self.until.as_str() < today
    }
}

/// What a person answers to a question of the Well-Architected Framework. An environment has at most one answer to
/// each question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Id of the question, e.g. `SEC04`.
    pub question: String,
    pub choice: Choice,
    /// Why: what is done, or where it is written down.
    pub note: String,
    /// What the person is to the system, e.g. `head of operations`; never a name.
    pub role: String,
    /// The day it was given, `YYYY-MM-DD`.
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub date: String,
    /// Environments it holds in; all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environments: Option<Vec<Id>>,
}

impl Answer {
    /// Whether it holds in an environment.
    pub fn holds_in(&self, environment: &str) -> bool {
        self.environments.as_ref().is_none_or(|named| named.iter().any(|id| id.as_str() == environment))
    }
}

/// How far a person says that what a question asks for is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    Met,
    PartlyMet,
    NotMet,
    DoesNotApply,
}

impl Choice {
    pub const ALL: [Choice; 4] = [Choice::Met, Choice::PartlyMet, Choice::NotMet, Choice::DoesNotApply];

    /// The word in the document.
    pub fn word(self) -> &'static str {
        match self {
            Choice::Met => "met",
            Choice::PartlyMet => "partly-met",
            Choice::NotMet => "not-met",
            Choice::DoesNotApply => "does-not-apply",
        }
    }
}

/// `node/part`, e.g. `data/route-table/1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartRef {
    pub node: Id,
    pub part: String,
}

impl fmt::Display for PartRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.node, self.part)
    }
}

impl PartRef {
    /// Reads `node/part`; `None` unless both are there.
    pub fn parse(text: &str) -> Option<PartRef> {
        let (node, part) = text.split_once('/')?;
        let well_formed = !part.is_empty()
            && part.split('/').all(|word| {
                !word.is_empty()
                    && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            });
        well_formed.then_some(PartRef { node: Id::new(node)?, part: part.to_owned() })
    }
}

impl Serialize for PartRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<PartRef, D::Error> {
        let text = String::deserialize(deserializer)?;
        PartRef::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("“{text}” does not name a part, such as data/route-table/1"))
        })
    }
}

impl JsonSchema for PartRef {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartRef".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[a-z][a-z0-9-]*(/[a-z0-9-]+)+$" })
    }
}
