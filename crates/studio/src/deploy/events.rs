//! What CloudFormation reports while an operation runs, on the elements concerned.

use std::{collections::BTreeSet, time::Duration};

use aws_sdk_cloudformation::{Client, types::StackEvent};
use serde::{Deserialize, Serialize};

use super::{aws, change::Resources, target::StackName};
use crate::Failure;

/// One report on a resource, or on the stack itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub id: String,
    /// RFC 3339, as AWS states it.
    pub time: String,
    pub stack: String,
    pub region: String,
    /// The element; none for the stack itself.
    pub node: Option<String>,
    pub part: String,
    pub logical_id: String,
    pub physical_id: Option<String>,
    pub resource_type: String,
    pub status: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The type of the stack itself among its events.
const STACK: &str = "AWS::CloudFormation::Stack";

impl Event {
    fn read(event: StackEvent, id: &StackName, resources: &Resources) -> Event {
        let logical_id = event.logical_resource_id.unwrap_or_default();
        let (node, part) = resources.part(&logical_id);
        Event {
            id: event.event_id.unwrap_or_default(),
            time: event.timestamp.map(|time| time.to_string()).unwrap_or_default(),
            stack: id.name.clone(),
            region: id.region.clone(),
            node,
            part,
            logical_id,
            physical_id: event.physical_resource_id.filter(|id| !id.is_empty()),
            resource_type: event.resource_type.unwrap_or_default(),
            status: event.resource_status.map(|status| status.as_str().to_owned()).unwrap_or_default(),
            reason: event.resource_status_reason.filter(|reason| !reason.is_empty()),
        }
    }

    /// It is about the stack as a whole.
    pub fn of_stack(&self) -> bool {
        self.resource_type == STACK && self.logical_id == self.stack
    }

    /// It says that something failed, and not because something else had failed before.
    pub fn is_cause(&self) -> bool {
        let consequence = |reason: &String| {
            ["Resource creation cancelled", "Resource update cancelled", "Resource deletion cancelled"]
                .iter()
                .any(|words| reason.eq_ignore_ascii_case(words))
        };
        self.status.ends_with("_FAILED") && !self.of_stack() && !self.reason.as_ref().is_some_and(consequence)
    }

    /// The stack may have come to rest. A stack that failed before its resources were touched, or at its outputs,
    /// says `CREATE_FAILED` and is then rolled back: only its own status tells.
    pub fn may_end(&self) -> bool {
        self.of_stack() && !self.status.ends_with("_IN_PROGRESS")
    }

    /// Why the stack as a whole did not get where it was to go.
    pub fn setback(&self) -> Option<&str> {
        let back = self.status.contains("FAILED") || self.status.contains("ROLLBACK");
        self.reason.as_deref().filter(|_| self.of_stack() && back)
    }
}

/// Shortest and longest pause between two questions.
const PAUSES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));

/// Follows one operation by its token.
pub struct Follower<'a> {
    client: Client,
    /// The stack by its ARN: a deleted stack is not found by its name.
    stack_id: String,
    id: StackName,
    token: &'a str,
    resources: &'a Resources,
    seen: BTreeSet<String>,
    pause: Duration,
}

impl<'a> Follower<'a> {
    pub fn new(
        client: Client,
        stack_id: &str,
        id: &StackName,
        token: &'a str,
        resources: &'a Resources,
        seen: BTreeSet<String>,
    ) -> Follower<'a> {
        let stack_id = stack_id.to_owned();
        Follower { client, stack_id, id: id.clone(), token, resources, seen, pause: PAUSES.0 }
    }

    /// What is new, the earliest first.
    ///
    /// # Errors
    /// AWS cannot be reached for longer than the calls are tried.
    pub async fn next(&mut self) -> Result<Vec<Event>, Failure> {
        let mut found = Vec::new();
        let known = !self.seen.is_empty();
        let mut page = None;
        'pages: loop {
            let asked = self.client.describe_stack_events().stack_name(&self.stack_id).set_next_token(page);
            let answer = asked
                .send()
                .await
                .map_err(|error| aws::failed(&format!("events of stack {}", self.id.name), &error))?;
            for event in answer.stack_events.unwrap_or_default() {
                // The latest come first: what is older than this operation is not looked through.
                if event.client_request_token.as_deref() != Some(self.token) {
                    if found.is_empty() {
                        continue;
                    }
                    break 'pages;
                }
                if !self.seen.insert(event.event_id.clone().unwrap_or_default()) {
                    break 'pages;
                }
                found.push(Event::read(event, &self.id, self.resources));
            }
            page = answer.next_token;
            if page.is_none() || (found.is_empty() && !known) {
                break;
            }
        }
        found.reverse();
        Ok(found)
    }

    /// Waits before the next question: longer and longer while nothing happens.
    pub async fn rest(&mut self, quiet: bool) {
        self.pause = if quiet { (self.pause * 3 / 2).min(PAUSES.1) } else { PAUSES.0 };
        tokio::time::sleep(self.pause).await;
    }
}
