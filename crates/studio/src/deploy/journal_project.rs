//! Deployments of a project, recorded in its file.

use std::{fs::File, path::Path};

use engine::{Document, canonical};
use serde_json::Value;

use super::{
    journal::{Begin, Deployment, Journal, Note, Scope, Work},
    journal_file::alone,
    outcome::Ending,
};
use crate::{
    Failure, ProjectFile,
    clock::Moment,
    person::Stamp,
    project_file::{NewDeployment, NewEvent},
};

/// The record of one environment in a project file. Only one program on this machine deploys it at a time.
#[derive(Debug)]
pub struct JournalProject {
    file: ProjectFile,
    scope: Scope,
    /// The deployment under way, by its number in the file.
    current: Option<i64>,
    /// Keeps others away until the journal is dropped; none when it is only read.
    _alone: Option<File>,
}

impl JournalProject {
    /// Opens the record; `folder` holds what keeps other programs away.
    ///
    /// # Errors
    /// [`Failure::Refused`] while another program deploys the environment, [`Failure::World`] when the file cannot be
    /// written.
    pub fn open(path: &Path, folder: &Path, scope: Scope) -> Result<JournalProject, Failure> {
        let (_, alone) = alone(folder, &scope, "lock")?;
        let file = ProjectFile::open(path)?;
        if let Some(reason) = file.read_only() {
            return Err(Failure::World(format!(
                "{}: deployments are recorded in the project, but it cannot be written: {reason}",
                path.display()
            )));
        }
        let mut journal = JournalProject { file, scope, current: None, _alone: Some(alone) };
        journal.current = journal.recorded()?.pop().map(|(id, _)| id);
        Ok(journal)
    }

    /// The record as it is, also while another program writes it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn to_read(path: &Path, scope: Scope) -> Result<JournalProject, Failure> {
        let file = ProjectFile::open_to_read(path)?;
        Ok(JournalProject { file, scope, current: None, _alone: None })
    }

    /// The design as it was last deployed here in whole, if the file still has it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn deployed(&self) -> Result<Option<Document>, Failure> {
        for deployment in self.file.deployments(Some(&self.scope.environment))? {
            let begin: Begin = self.understood(deployment.plan)?;
            let whole = deployment.outcome.as_deref() == Some(Ending::Complete.word());
            if whole && begin.work == Work::Deploy && self.scope.covers(&begin) {
                let document = self.file.document_at(deployment.revision)?;
                return Ok(Some(document).filter(|document| canonical::hash(document) == begin.hash));
            }
        }
        Ok(None)
    }

    fn recorded(&self) -> Result<Vec<(i64, Begin)>, Failure> {
        let mut found = Vec::new();
        for deployment in self.file.deployments(Some(&self.scope.environment))?.into_iter().rev() {
            let begin: Begin = self.understood(deployment.plan)?;
            if self.scope.covers(&begin) {
                found.push((deployment.id, begin));
            }
        }
        Ok(found)
    }

    fn understood<T: serde::de::DeserializeOwned>(&self, value: Value) -> Result<T, Failure> {
        serde_json::from_value(value).map_err(|error| {
            Failure::World(format!(
                "{}: a deployment in it cannot be read: {error}",
                self.file.path().display()
            ))
        })
    }

    fn told(&self, what: &impl serde::Serialize) -> Result<Value, Failure> {
        serde_json::to_value(what)
            .map_err(|error| Failure::World(format!("{}: {error}", self.file.path().display())))
    }
}

impl Journal for JournalProject {
    fn deployments(&self) -> Result<Vec<Deployment>, Failure> {
        let mut found = Vec::new();
        for (id, begin) in self.recorded()? {
            let events = self.file.events(id, 0)?;
            let notes =
                events.into_iter().map(|event| self.understood(event.data)).collect::<Result<_, _>>()?;
            found.push(Deployment { begin, notes });
        }
        Ok(found)
    }

    fn begin(&mut self, begin: &Begin) -> Result<(), Failure> {
        let head = self.file.head()?;
        let new = NewDeployment {
            action: begin.work.word(),
            environment: &begin.environment,
            account: &begin.account,
            region: &begin.region,
            revision: head.revision,
            hash: &begin.hash,
            plan: &self.told(begin)?,
        };
        self.current = Some(self.file.start_deployment(&new, &Value::Null, &Stamp::now())?);
        Ok(())
    }

    fn note(&mut self, note: &Note) -> Result<(), Failure> {
        let Some(current) = self.current else { return Ok(()) };
        let time = Moment::now();
        let data = self.told(note)?;
        self.file
            .add_event(current, &NewEvent { time, stack: note.stack(), kind: note.word(), data: &data })?;
        if let Note::Ended { outcome, .. } = note {
            self.file.end_deployment(current, outcome.ending.word(), time)?;
        }
        Ok(())
    }
}
