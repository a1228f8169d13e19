//! How a deployment came out: what stands, what failed first, what waits for a person. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{change::Change, events::Event, waiting::Waiting};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub ending: Ending,
    /// Why it did not work: the first thing that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_cause: Option<Cause>,
    /// What has to be allowed before it can go on: more than the plan showed, or data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beyond: Vec<Change>,
    pub stacks: Vec<StackResult>,
    pub outputs: Vec<OutputValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<Waiting>,
    /// Resources that left their stack and stay in the account, as their policy has it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Left>,
    /// Resources that left their stack but could not be deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undeleted: Vec<Left>,
}

impl Outcome {
    pub fn new(ending: Ending) -> Outcome {
        Outcome {
            ending,
            first_cause: None,
            beyond: Vec::new(),
            stacks: Vec::new(),
            outputs: Vec::new(),
            waiting: Vec::new(),
            kept: Vec::new(),
            undeleted: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    Complete,
    Failed,
    /// It would do more than was allowed.
    Stopped,
    /// Another deployment took its place before it was through.
    Superseded,
}

impl Ending {
    pub fn word(self) -> &'static str {
        match self {
            Ending::Complete => "complete",
            Ending::Failed => "failed",
            Ending::Stopped => "stopped",
            Ending::Superseded => "superseded",
        }
    }
}

/// The first failure of a deployment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    pub stack: String,
    pub node: Option<String>,
    pub part: String,
    pub logical_id: Option<String>,
    pub resource_type: Option<String>,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackResult {
    pub stack: String,
    pub region: String,
    pub status: String,
}

/// A value that a stack shows to people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputValue {
    pub stack: String,
    pub name: String,
    pub description: String,
    pub value: String,
}

/// A resource that is no longer in any stack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Left {
    pub node: Option<String>,
    pub part: String,
    pub logical_id: String,
    pub resource_type: String,
    pub physical_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The first failure among the events, not what was cancelled because of it.
pub fn first_cause<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Cause> {
    let cause = events.into_iter().find(|event| event.is_cause())?;
    Some(Cause {
        stack: cause.stack.clone(),
        node: cause.node.clone(),
        part: cause.part.clone(),
        logical_id: Some(cause.logical_id.clone()),
        resource_type: Some(cause.resource_type.clone()),
        reason: cause.reason.clone().unwrap_or_else(|| cause.status.clone()),
    })
}

/// Resources that left their stacks without being deleted, each once: kept on purpose, and those that resisted.
pub fn left<'a>(events: impl IntoIterator<Item = &'a Event>) -> (Vec<Left>, Vec<Left>) {
    let mut kept = BTreeSet::new();
    let mut undeleted = BTreeSet::new();
    for event in events.into_iter().filter(|event| !event.of_stack()) {
        let left = Left {
            node: event.node.clone(),
            part: event.part.clone(),
            logical_id: event.logical_id.clone(),
            resource_type: event.resource_type.clone(),
            physical_id: event.physical_id.clone(),
            reason: event.reason.clone(),
        };
        let same =
            |other: &Left| (&other.logical_id, &other.physical_id) == (&left.logical_id, &left.physical_id);
        match event.status.as_str() {
            "DELETE_SKIPPED" => drop(kept.insert(Left { reason: None, ..left })),
            "DELETE_FAILED" => {
                undeleted.retain(|other| !same(other));
                undeleted.insert(left);
            }
            // CloudFormation tries a deletion again.
            "DELETE_COMPLETE" => undeleted.retain(|other| !same(other)),
            _ => {}
        }
    }
    (kept.into_iter().collect(), undeleted.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(logical_id: &str, status: &str, reason: &str) -> Event {
        Event {
            id: format!("{logical_id}-{status}"),
            time: "2026-11-23T10:15:30Z".into(),
            stack: "shop-dev-data".into(),
            region: "us-east-1".into(),
            node: Some(logical_id.to_lowercase()),
            part: String::new(),
            logical_id: logical_id.into(),
            physical_id: Some(format!("{logical_id}-1")),
            resource_type: "AWS::SQS::Queue".into(),
            status: status.into(),
            reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
        }
    }

    #[test]
    fn the_first_cause_is_what_failed_by_itself() {
        let mut stack = event("shop-dev-data", "CREATE_FAILED", "The following resource(s) failed to create");
        stack.resource_type = "AWS::CloudFormation::Stack".into();
        let events = [
            event("Jobs", "CREATE_IN_PROGRESS", ""),
            event("Files", "CREATE_FAILED", "Resource creation cancelled"),
            stack,
            event("Jobs", "CREATE_FAILED", "Queue name is taken"),
            event("News", "CREATE_FAILED", "Something later"),
        ];
        let cause = first_cause(&events).unwrap();
        assert_eq!((cause.node.as_deref(), cause.reason.as_str()), (Some("jobs"), "Queue name is taken"));
        assert_eq!(first_cause(&events[..2]), None);
    }

    #[test]
    fn what_left_its_stack_and_is_still_there_is_listed_once() {
        let events = [
            event("Files", "DELETE_SKIPPED", ""),
            event("Files", "DELETE_SKIPPED", ""),
            event("Group", "DELETE_FAILED", "has a dependent object"),
            event("Table", "DELETE_FAILED", "throttled"),
            event("Table", "DELETE_COMPLETE", ""),
        ];
        let (kept, undeleted) = left(&events);
        let names = |left: &[Left]| left.iter().map(|left| left.logical_id.clone()).collect::<Vec<_>>();
        assert_eq!((names(&kept), names(&undeleted)), (vec!["Files".to_owned()], vec!["Group".to_owned()]));
        assert_eq!(undeleted[0].reason.as_deref(), Some("has a dependent object"));
    }
}
