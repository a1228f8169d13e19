//! One operation on a stack: noted, sent, followed to its end.

use std::collections::BTreeSet;

use aws_sdk_cloudformation::Client;

use super::{
    aws,
    change::Resources,
    deployer::Deployer,
    events::Follower,
    journal::{Call, Note, Sending},
    progress::{Progress, Step},
    standing::{self, Standing, State},
    target::StackName,
    waiting,
};
use crate::{Failure, clock::Moment};

/// How an operation ended: the stack's status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Settled {
    pub status: String,
    pub reason: Option<String>,
}

impl Settled {
    /// It did what it was sent for.
    pub fn well(&self) -> bool {
        matches!(
            self.status.as_str(),
            "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "IMPORT_COMPLETE" | "DELETE_COMPLETE"
        )
    }
}

impl Deployer<'_> {
    /// Executes a change set and waits for the end.
    pub(super) async fn execute(
        &mut self,
        id: &StackName,
        change_set: &str,
        stack_id: &str,
        step: Step,
        resources: &Resources,
    ) -> Result<Settled, Failure> {
        let client = self.client(id);
        let sending = self.announce(id, Call::ExecuteChangeSet, step)?;
        let sent = client
            .execute_change_set()
            .stack_name(&id.name)
            .change_set_name(change_set)
            .client_request_token(&sending.token)
            // What a failed operation just made holds no data yet: it need not stay behind.
            .retain_except_on_create(true)
            .send()
            .await;
        if let Err(error) = sent {
            let failure = aws::failed(&format!("change set of stack {}", id.name), &error);
            return self.refused(&sending, error.as_service_error().is_some(), failure);
        }
        self.follow(&client, &sending, stack_id, resources, BTreeSet::new()).await
    }

    /// Deletes a stack and waits for the end.
    pub(super) async fn delete(&mut self, standing: &Standing) -> Result<Settled, Failure> {
        let id = &standing.id;
        let client = self.client(id);
        let resources = self.resources(id, Some(standing));
        let sending = self.announce(id, Call::DeleteStack, Step::Delete)?;
        let sent = client
            .delete_stack()
            .stack_name(&standing.stack_id)
            .client_request_token(&sending.token)
            .send()
            .await;
        if let Err(error) = sent {
            let failure = aws::failed(&format!("deleting stack {}", id.name), &error);
            return self.refused(&sending, error.as_service_error().is_some(), failure);
        }
        self.follow(&client, &sending, &standing.stack_id, &resources, BTreeSet::new()).await
    }

    /// Sees to an operation that an interrupted run sent, or was about to send.
    pub(super) async fn catch_up(
        &mut self,
        sending: &Sending,
        seen: BTreeSet<String>,
    ) -> Result<(), Failure> {
        let id = sending.id();
        let client = self.client(&id);
        // A deleted stack is no longer found by its name; then there is nothing left to wait for.
        let Some(standing) = standing::read(&client, &id).await? else {
            let status = "DELETE_COMPLETE".to_owned();
            return self.note(Note::Settled { token: sending.token.clone(), status });
        };
        let (stack, region, status) =
            (sending.stack.clone(), sending.region.clone(), standing.status.clone());
        if standing.state == State::Busy {
            self.observer.see(&Progress::Settling { stack, region, status });
        }
        let resources = self.resources(&id, Some(&standing));
        self.follow(&client, sending, &standing.stack_id, &resources, seen).await.map(drop)
    }

    /// Notes a call before it is sent.
    fn announce(&mut self, id: &StackName, call: Call, step: Step) -> Result<Sending, Failure> {
        let (stack, region) = (id.name.clone(), id.region.clone());
        self.observer.see(&Progress::Operating { stack: stack.clone(), region: region.clone(), step });
        self.made += 1;
        let token = format!("groundplan-{}-{}", self.run, self.made);
        let sending = Sending { time: Moment::now().to_string(), stack, region, call, token };
        self.note(Note::Sending(sending.clone()))?;
        Ok(sending)
    }

    /// A call that AWS answered with a refusal is over; one that got no answer may still have arrived.
    fn refused<T>(&mut self, sending: &Sending, answered: bool, failure: Failure) -> Result<T, Failure> {
        if answered {
            self.note(Note::Settled { token: sending.token.clone(), status: "REFUSED".to_owned() })?;
        }
        Err(failure)
    }

    /// Follows an operation until the stack rests, noting and telling every event.
    async fn follow(
        &mut self,
        client: &Client,
        sending: &Sending,
        stack_id: &str,
        resources: &Resources,
        seen: BTreeSet<String>,
    ) -> Result<Settled, Failure> {
        let resumed = !seen.is_empty() || !sending.token.contains(&self.run);
        let id = sending.id();
        let mut follower = Follower::new(client.clone(), stack_id, &id, &sending.token, resources, seen);
        let mut reason = None;
        let mut may_rest = false;
        let mut rests: Option<String> = None;
        loop {
            let events = follower.next().await?;
            let quiet = events.is_empty();
            for event in events {
                reason = reason.or_else(|| event.setback().map(str::to_owned));
                may_rest = if event.of_stack() { event.may_end() } else { may_rest };
                let waiting = waiting::during(&event);
                self.observer.see(&Progress::Event(event.clone()));
                self.note(Note::Event(event))?;
                if let Some(waiting) = waiting {
                    self.observer.see(&Progress::Waiting(waiting));
                }
            }
            if let Some(status) = rests {
                self.note(Note::Settled { token: sending.token.clone(), status: status.clone() })?;
                return Ok(Settled { status, reason });
            }
            // An interrupted run may have noted the last event but not the end, or never have sent the call.
            if may_rest || (resumed && quiet) {
                let stack = standing::describe(client, stack_id).await?;
                let status = stack.and_then(|stack| stack.stack_status).map(|s| s.as_str().to_owned());
                let status = status.unwrap_or_else(|| "DELETE_COMPLETE".to_owned());
                rests = (State::of(&status) != State::Busy).then_some(status);
                if rests.is_some() {
                    // what was reported until then
                    continue;
                }
            }
            follower.rest(quiet).await;
        }
    }
}
