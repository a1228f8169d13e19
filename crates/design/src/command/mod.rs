//! Every edit of a document, and the one door through which all edits go.

mod draft;
mod elements;
mod environments;
mod overlays;
mod recheck;
mod references;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::{
    Answer, Catalogue, Connection, Document, Environment, Expectation, Frame, Id, Map, Node, PartRef,
    Payment, Problem, Proposal, Quantity, Rate, RuleSet, Suppression,
    delta::{Delta, Settings},
};
use draft::Draft;

/// One edit. As JSON: `{"do": "set-property", "id": "db", "path": ["multi_az"], "value": true}`.
///
/// Where an `environment` may be named, leaving it out means the base, that is all environments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    AddNode {
        id: Id,
        node: Node,
    },
    /// Takes with it: what stands in it, its connections, nodes that replace its parts, and all that is said
    /// about any of these; properties that name one of them are unset, expectations no longer do.
    RemoveNode {
        id: Id,
    },
    /// Gives a node, connection or application another id, everywhere. Its CloudFormation resources change
    /// their names with it, so deploying replaces them; to change what is displayed use [`Command::SetName`].
    Rename {
        id: Id,
        to: Id,
    },
    /// The displayed name of a node or connection.
    SetName {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    Reparent {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Id>,
    },
    /// Sets a property of a node, connection or application, or what `path` leads to inside it. In an
    /// environment `null` means that the base's value does not hold there.
    SetProperty {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        environment: Option<Id>,
        path: Vec<String>,
        value: Value,
    },
    /// Back to the default; in an environment back to the base.
    UnsetProperty {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        environment: Option<Id>,
        path: Vec<String>,
    },
    /// Whether an element exists in one environment. Says so by `in` where a node has it, else by an overlay.
    SetPresent {
        id: Id,
        environment: Id,
        present: bool,
    },
    /// The environments a node is limited to; left out: all but shared ones.
    SetIn {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        environments: Option<Vec<Id>>,
    },
    SetRegion {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        region: Option<String>,
    },
    AddConnection {
        id: Id,
        connection: Connection,
    },
    RemoveConnection {
        id: Id,
    },
    /// Moves one end of a connection, or both.
    Retarget {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Id>,
    },
    /// States a volume. In an environment, leaving the quantity out means that the base's does not hold there.
    SetUsage {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        environment: Option<Id>,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<Quantity>,
    },
    /// Back to what is assumed; in an environment back to the base.
    UnsetUsage {
        id: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        environment: Option<Id>,
        name: String,
    },
    SetFrame {
        id: Id,
        frame: Frame,
    },
    /// Back to automatic layout.
    ClearFrame {
        id: Id,
    },
    AddEnvironment {
        id: Id,
        environment: Environment,
    },
    /// Takes its overlays with it; `in` lists, suppressions, answers and expectations no longer name it.
    RemoveEnvironment {
        id: Id,
    },
    /// Account, region, tier, profile, zones, workload, budget and payments, all at once; overlays stay.
    ChangeEnvironment {
        id: Id,
        settings: Settings,
    },
    /// How an element is paid for in an environment; left out: on demand.
    SetPayment {
        id: Id,
        environment: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment: Option<Payment>,
    },
    /// Accepts a finding, or changes why and until when.
    Suppress {
        id: Id,
        suppression: Suppression,
    },
    Unsuppress {
        id: Id,
    },
    /// Records what a person answers to a question of the Well-Architected Framework, or changes it.
    Answer {
        id: Id,
        answer: Answer,
    },
    WithdrawAnswer {
        id: Id,
    },
    /// Demands something of who reaches whom, or changes it.
    Expect {
        id: Id,
        expectation: Expectation,
    },
    WithdrawExpectation {
        id: Id,
    },
    /// Holds the design to rules of the organisation, or changes them.
    SetRuleSet {
        id: Id,
        rule_set: RuleSet,
    },
    /// What was accepted of its findings goes with it.
    RemoveRuleSet {
        id: Id,
    },
    /// States the price of a US dollar in another currency, or changes it.
    SetRate {
        id: Id,
        rate: Rate,
    },
    /// Prices are then no longer offered in it.
    RemoveRate {
        id: Id,
    },
    /// How prices are offered; left out: in US dollars, without more words.
    SetProposal {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposal: Option<Proposal>,
    },
    SetDocumentName {
        name: String,
    },
    SetEntry {
        section: Section,
        key: String,
        value: Value,
    },
    UnsetEntry {
        section: Section,
        key: String,
    },
    /// Makes a derived part explicit, as a node.
    ReplacePart {
        id: Id,
        part: PartRef,
        node: Node,
    },
    /// Removes the node that made a part explicit, so that the part is derived again.
    DeriveAgain {
        id: Id,
    },
    /// All or none. Only the result must be sound, not each step.
    Batch {
        commands: Vec<Command>,
    },
}

/// The further maps of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Applications,
    Notes,
}

impl Section {
    /// The field of the document.
    pub fn word(self) -> &'static str {
        match self {
            Section::Applications => "applications",
            Section::Notes => "notes",
        }
    }

    pub(crate) fn of(self, document: &Document) -> &Map {
        match self {
            Section::Applications => &document.applications,
            Section::Notes => &document.notes,
        }
    }

    pub(crate) fn of_mut(self, document: &mut Document) -> &mut Map {
        match self {
            Section::Applications => &mut document.applications,
            Section::Notes => &mut document.notes,
        }
    }
}

/// Why an edit was not made. The document is as it was.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Refusal {
    #[error("there is no {what} “{id}”")]
    Unknown { what: &'static str, id: String },
    #[error("there is already a {what} “{id}”")]
    Taken { what: &'static str, id: String },
    #[error("“{id}” is absent in {environment}; make it present there first")]
    AbsentThere { id: Id, environment: Id },
    #[error("a property needs a name")]
    NoPath,
    #[error("“{id}” replaces no part, so there is none to derive again")]
    ReplacesNothing { id: Id },
    #[error("batches may be nested {limit} deep at most")]
    TooDeep { limit: usize },
    /// Nothing is edited here at all.
    #[error("{why}")]
    ReadOnly { why: String },
    /// The result would not be a sound document.
    #[error("{}", list(.problems))]
    Unsound { problems: Vec<Problem> },
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Makes an edit: the only way in which a document changes.
///
/// The delta holds exactly the places that changed; it is empty when the command asked for what already was.
///
/// # Errors
/// A [`Refusal`] if the edit names what is not there or would leave the document unsound; the document is
/// then untouched.
pub fn apply(document: &mut Document, catalogue: &dyn Catalogue, command: Command) -> Result<Delta, Refusal> {
    let mut draft = Draft::new(document, catalogue);
    match draft.run(command, 0).and_then(|()| draft.verify()) {
        Ok(()) => Ok(draft.into_delta()),
        Err(refusal) => {
            draft.roll_back();
            Err(refusal)
        }
    }
}
