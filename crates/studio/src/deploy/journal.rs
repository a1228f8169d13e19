//! The record of deployments: what a stopped program needs to go on, and what people look up afterwards.
//!
//! Every note is on disk before the call that it announces is sent.

use std::collections::{BTreeMap, BTreeSet};

use access::Access;
use serde::{Deserialize, Serialize};

use super::{
    events::Event,
    outcome::Outcome,
    plan::Plan,
    target::{StackName, Target},
};
use crate::Failure;

/// Where deployments are recorded. Each call returns when it is on disk.
pub trait Journal: Send {
    /// Deployments of this environment in this account of AWS or of the emulator, the earliest first.
    ///
    /// # Errors
    /// The record cannot be read.
    fn deployments(&self) -> Result<Vec<Deployment>, Failure>;

    /// Notes that a deployment begins. Further notes belong to it.
    ///
    /// # Errors
    /// The disk refuses, or another deployment of the environment is under way.
    fn begin(&mut self, begin: &Begin) -> Result<(), Failure>;

    /// # Errors
    /// The disk refuses.
    fn note(&mut self, note: &Note) -> Result<(), Failure>;
}

/// Which deployments a journal is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The document's id.
    pub document: String,
    pub environment: String,
    pub account: String,
    /// The emulator; none for AWS itself.
    pub endpoint: Option<String>,
}

impl Scope {
    pub fn of(target: &Target, access: &Access) -> Scope {
        Scope {
            document: target.document.clone(),
            environment: target.place.environment.clone(),
            account: target.place.account.clone(),
            endpoint: access.endpoint.clone(),
        }
    }

    pub(super) fn covers(&self, begin: &Begin) -> bool {
        (&self.environment, &self.account, &self.endpoint)
            == (&begin.environment, &begin.account, &begin.endpoint)
    }
}

/// What a deployment sets out to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Begin {
    /// Names the deployment, and begins the names of its change sets.
    pub id: String,
    pub work: Work,
    pub environment: String,
    pub account: String,
    pub region: String,
    /// The emulator it was sent to; none for AWS itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// SHA-256 of the canonical document.
    pub hash: String,
    pub author: String,
    pub time: String,
    pub plan: Plan,
    /// Nodes whose data a person let go by name.
    pub confirmed: BTreeSet<String>,
    /// Values a person gave for parameters of templates.
    pub parameters: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Work {
    Deploy,
    Destroy,
}

impl Work {
    pub fn word(self) -> &'static str {
        match self {
            Work::Deploy => "deploy",
            Work::Destroy => "destroy",
        }
    }
}

/// What happened in a deployment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "kebab-case")]
pub enum Note {
    /// A call is about to be sent.
    Sending(Sending),
    /// CloudFormation reported on a resource or a stack.
    Event(Event),
    /// The operation with this token is over.
    Settled {
        token: String,
        status: String,
    },
    Ended {
        time: String,
        outcome: Box<Outcome>,
    },
}

/// A call that changes a stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    pub time: String,
    pub stack: String,
    pub region: String,
    pub call: Call,
    /// Client token: AWS takes a call twice with one token as one.
    pub token: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    ExecuteChangeSet,
    DeleteStack,
}

impl Note {
    /// The stack it is about.
    pub(super) fn stack(&self) -> Option<&str> {
        match self {
            Note::Sending(sending) => Some(&sending.stack),
            Note::Event(event) => Some(&event.stack),
            Note::Settled { .. } | Note::Ended { .. } => None,
        }
    }

    pub(super) fn word(&self) -> &'static str {
        match self {
            Note::Sending(_) => "sending",
            Note::Event(_) => "event",
            Note::Settled { .. } => "settled",
            Note::Ended { .. } => "ended",
        }
    }
}

impl Sending {
    pub fn id(&self) -> StackName {
        StackName { region: self.region.clone(), name: self.stack.clone() }
    }
}

/// A deployment as recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Deployment {
    pub begin: Begin,
    pub notes: Vec<Note>,
}

impl Deployment {
    pub fn outcome(&self) -> Option<&Outcome> {
        self.notes.iter().find_map(|note| match note {
            Note::Ended { outcome, .. } => Some(&**outcome),
            _ => None,
        })
    }

    /// When it ended.
    pub fn ended(&self) -> Option<&str> {
        self.notes.iter().find_map(|note| match note {
            Note::Ended { time, .. } => Some(time.as_str()),
            _ => None,
        })
    }

    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.notes.iter().filter_map(|note| match note {
            Note::Event(event) => Some(event),
            _ => None,
        })
    }

    pub fn sent(&self) -> impl Iterator<Item = &Sending> {
        self.notes.iter().filter_map(|note| match note {
            Note::Sending(sending) => Some(sending),
            _ => None,
        })
    }

    /// Calls of which nobody saw the end.
    pub fn unsettled(&self) -> Vec<&Sending> {
        let settled: BTreeSet<&str> = self
            .notes
            .iter()
            .filter_map(|note| match note {
                Note::Settled { token, .. } => Some(token.as_str()),
                _ => None,
            })
            .collect();
        self.sent().filter(|sending| !settled.contains(sending.token.as_str())).collect()
    }
}
