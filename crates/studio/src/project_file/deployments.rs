//! Deployments and their events: what was sent to AWS, what came back, and what a stopped program needs to go on.
//!
//! Any program that may write the file may record, also while another one edits the design: every call is one
//! transaction that is on disk when it returns.

use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;

use super::{ProjectFile, row::json, trouble::Trouble};
use crate::{Failure, clock::Moment, person::Stamp};

/// What is about to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDeployment<'a> {
    /// deploy, destroy, rollback.
    pub action: &'a str,
    pub environment: &'a str,
    pub account: &'a str,
    pub region: &'a str,
    /// The revision of the design, and the hash of its document.
    pub revision: u32,
    pub hash: &'a str,
    pub plan: &'a Value,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Deployment {
    pub id: i64,
    pub action: String,
    pub environment: String,
    pub account: String,
    pub region: String,
    pub revision: u32,
    pub hash: String,
    pub plan: Value,
    pub started: Moment,
    pub author: String,
    /// What is needed to go on: step, client tokens, outputs so far.
    pub state: Value,
    pub ended: Option<Moment>,
    pub outcome: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent<'a> {
    pub time: Moment,
    pub stack: Option<&'a str>,
    pub kind: &'a str,
    pub data: &'a Value,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// 1, 2, 3 … within its deployment.
    pub number: u32,
    pub time: Moment,
    pub stack: Option<String>,
    pub kind: String,
    pub data: Value,
}

impl ProjectFile {
    /// Notes that a deployment begins, and gives its id.
    ///
    /// # Errors
    /// [`Failure::Refused`] while another one of the environment has not ended.
    pub fn start_deployment(
        &self,
        new: &NewDeployment<'_>,
        state: &Value,
        stamp: &Stamp,
    ) -> Result<i64, Failure> {
        self.write(|rows| {
            let sql = "SELECT * FROM deployments WHERE environment = ? AND ended IS NULL";
            if let Some(other) = rows.query_row(sql, [new.environment], deployment).optional()? {
                return Err(Trouble::Failed(Failure::Refused(format!(
                    "{}: the {} of {} that {} started at {} has not ended; let it go on or end it first",
                    self.path().display(),
                    other.action,
                    other.environment,
                    other.author,
                    other.started
                ))));
            }
            rows.execute(
                "INSERT INTO deployments
                     (action, environment, account, region, revision, hash, plan, started, author, state)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    new.action,
                    new.environment,
                    new.account,
                    new.region,
                    new.revision,
                    new.hash,
                    new.plan.to_string(),
                    stamp.time,
                    stamp.author,
                    state.to_string()
                ],
            )?;
            Ok(rows.last_insert_rowid())
        })
    }

    /// Notes where a deployment that has not ended stands.
    ///
    /// # Errors
    /// There is none of this id, or the disk refuses.
    pub fn set_deployment_state(&self, id: i64, state: &Value) -> Result<(), Failure> {
        let sql = "UPDATE deployments SET state = ? WHERE id = ? AND ended IS NULL";
        self.update(&format!("running deployment {id}"), sql, params![state.to_string(), id])
    }

    /// Notes that a deployment ended, with the outcome in a word.
    ///
    /// # Errors
    /// There is none of this id that runs, or the disk refuses.
    pub fn end_deployment(&self, id: i64, outcome: &str, time: Moment) -> Result<(), Failure> {
        let sql = "UPDATE deployments SET ended = ?, outcome = ? WHERE id = ? AND ended IS NULL";
        self.update(&format!("running deployment {id}"), sql, params![time, outcome, id])
    }

    /// Deployments of one environment or all, the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn deployments(&self, environment: Option<&str>) -> Result<Vec<Deployment>, Failure> {
        let sql = "SELECT * FROM deployments WHERE ?1 IS NULL OR environment = ?1 ORDER BY id DESC";
        self.all(sql, [environment], deployment)
    }

    /// Appends an event and gives its number.
    ///
    /// # Errors
    /// There is no such deployment, or the disk refuses.
    pub fn add_event(&self, deployment: i64, event: &NewEvent<'_>) -> Result<u32, Failure> {
        self.write(|rows| {
            let number: u32 = rows.query_row(
                "SELECT coalesce(max(number), 0) + 1 FROM deployment_events WHERE deployment = ?",
                [deployment],
                |row| row.get(0),
            )?;
            rows.execute(
                "INSERT INTO deployment_events VALUES (?, ?, ?, ?, ?, ?)",
                params![deployment, number, event.time, event.stack, event.kind, event.data.to_string()],
            )?;
            Ok(number)
        })
    }

    /// The events of a deployment after one of them; 0 gives all.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn events(&self, deployment: i64, after: u32) -> Result<Vec<Event>, Failure> {
        let sql = "SELECT * FROM deployment_events WHERE deployment = ? AND number > ? ORDER BY number";
        self.all(sql, params![deployment, after], event)
    }
}

fn deployment(row: &Row<'_>) -> rusqlite::Result<Deployment> {
    Ok(Deployment {
        id: row.get("id")?,
        action: row.get("action")?,
        environment: row.get("environment")?,
        account: row.get("account")?,
        region: row.get("region")?,
        revision: row.get("revision")?,
        hash: row.get("hash")?,
        plan: json(row, "plan")?,
        started: row.get("started")?,
        author: row.get("author")?,
        state: json(row, "state")?,
        ended: row.get("ended")?,
        outcome: row.get("outcome")?,
    })
}

fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        number: row.get("number")?,
        time: row.get("time")?,
        stack: row.get("stack")?,
        kind: row.get("kind")?,
        data: json(row, "data")?,
    })
}
