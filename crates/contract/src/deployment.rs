//! Deployment: what is asked of an environment, and everything the panel shows of it.

use serde::{Deserialize, Serialize};

/// How to get at an environment of the open design.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DeploymentAccess {
    pub environment: String,
    /// An AWS profile instead of the one the environment names.
    pub profile: Option<String>,
    /// Address of an emulator instead of AWS.
    pub endpoint: Option<String>,
    /// Values for parameters that the design leaves open.
    pub parameters: Vec<Parameter>,
}

/// A parameter that only a person can fill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Parameter {
    pub name: String,
    /// Its value where one is given, else what it is for.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Work {
    Deploy,
    Destroy,
}

/// Where the work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Stage {
    #[default]
    Idle,
    Connecting,
    Planning,
    Planned,
    Running,
    Complete,
    Failed,
    /// It would do more than was allowed.
    Stopped,
    /// Nobody follows it here; in AWS it goes on.
    Left,
}

/// What happens to a resource or an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Action {
    Added,
    Changed,
    Replaced,
    Removed,
}

/// What becomes of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Fate {
    Kept,
    Snapshot,
    Deleted,
}

/// How far a stack or an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Light {
    Pending,
    Working,
    Waiting,
    Done,
    Undone,
    Failed,
}

/// Everything there is to see now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Deployment {
    /// Another number: something else is to be seen.
    pub revision: u32,
    /// The environment all this is about.
    pub environment: Option<String>,
    pub stage: Stage,
    pub work: Option<Work>,
    /// SHA-256 of the document that is worked on.
    pub hash: String,
    /// The stack that is asked about or waited for.
    pub about: Option<String>,
    /// Nothing would be done.
    pub nothing: bool,
    pub counts: Counts,
    pub stacks: Vec<Stack>,
    /// Nodes that are touched.
    pub elements: Vec<Element>,
    /// The design as it was last deployed, where something of it goes: canonical JSON.
    pub before: Option<String>,
    pub losses: Vec<Loss>,
    /// The latest, in the order in which they came.
    pub events: Vec<Event>,
    pub waiting: Vec<Waiting>,
    /// The first thing that failed.
    pub cause: Option<Cause>,
    /// Why it could not be done, with how to mend it.
    pub failure: Option<String>,
    pub outputs: Vec<Output>,
    /// Resources that are no longer in a stack but still in the account.
    pub left: Vec<Left>,
    /// What stands in the account, where it was looked up.
    pub standing: Option<Vec<Standing>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Counts {
    pub added: u32,
    pub changed: u32,
    pub replaced: u32,
    pub removed: u32,
}

/// A stack: what it is to do, and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Stack {
    pub stack: String,
    pub region: String,
    /// create, recreate, update, delete, keep.
    pub operation: String,
    /// Some of it is read off the templates: an earlier stack has to be there first.
    pub predicted: bool,
    /// How many resources it would touch.
    pub changes: u32,
    pub light: Light,
    /// CloudFormation's own word.
    pub status: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Change {
    pub action: Action,
    /// AWS is sure of it.
    pub certain: bool,
    pub node: Option<String>,
    pub part: String,
    pub logical_id: String,
    pub resource_type: String,
    pub properties: Vec<PropertyChange>,
    pub data: Option<Fate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PropertyChange {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// A node of the drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Element {
    pub node: String,
    /// None where only its progress is known.
    pub action: Option<Action>,
    pub predicted: bool,
    pub data: Option<Fate>,
    pub resource_type: String,
    /// One property that differs.
    pub property: Option<PropertyChange>,
    /// How many of its resources are touched.
    pub resources: u32,
    pub light: Option<Light>,
}

/// Data that a person must let go by typing a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Loss {
    pub name: String,
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Event {
    pub id: String,
    pub time: String,
    pub stack: String,
    /// The node, or the logical id of what is not of this program.
    pub element: String,
    pub node: Option<String>,
    pub part: String,
    pub resource_type: String,
    pub status: String,
    pub reason: Option<String>,
}

/// What only a person can do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Waiting {
    pub node: Option<String>,
    pub part: String,
    /// dns-record, handshake, confirmation.
    pub what: String,
    /// The record to make, the page to open, the address that got a mail.
    pub detail: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Cause {
    pub stack: String,
    pub node: Option<String>,
    pub part: String,
    pub resource_type: Option<String>,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Output {
    pub stack: String,
    pub name: String,
    pub description: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Left {
    pub node: Option<String>,
    pub resource_type: String,
    pub physical_id: Option<String>,
    /// Why it could not be deleted; none for what was kept on purpose.
    pub reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Standing {
    pub stack: String,
    pub region: String,
    pub status: String,
    pub reason: Option<String>,
    pub resources: u32,
}

/// Deployments of an environment, as recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DeploymentRecord {
    pub environment: String,
    pub account: String,
    pub region: String,
    pub profile: Option<String>,
    pub endpoint: Option<String>,
    /// The latest first.
    pub past: Vec<Past>,
    /// What only a person can fill.
    pub open: Vec<Parameter>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Past {
    pub id: String,
    pub work: Work,
    pub author: String,
    pub time: String,
    pub ended: Option<String>,
    /// complete, failed, stopped, superseded; none while it is open.
    pub ending: Option<String>,
    pub cause: Option<Cause>,
    /// It was of the design as it is now.
    pub current: bool,
}
