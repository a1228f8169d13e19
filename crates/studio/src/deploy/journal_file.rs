//! Deployments of plain documents: one file of JSON lines for each environment, in the user's state folder.
//!
//! A design in Git is not the place for what happened in an account, so it is kept beside no file. Each line is
//! written and synced at once; a line cut short by a crash is the last one and was not acted upon.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

use super::journal::{Begin, Deployment, Journal, Note, Scope};
use crate::{Failure, files};

/// The record of one environment. Only one program writes it at a time.
#[derive(Debug)]
pub struct JournalFile {
    path: PathBuf,
    /// None when it is only read.
    file: Option<File>,
    scope: Scope,
}

const ENDING: &str = "jsonl";

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Begin { begin: Box<Begin> },
    Note(Box<Note>),
}

impl JournalFile {
    /// Opens the record of an environment in a folder, for this program alone.
    ///
    /// # Errors
    /// [`Failure::Refused`] while another program deploys the environment, [`Failure::World`] when the disk refuses.
    pub fn open(folder: &Path, scope: Scope) -> Result<JournalFile, Failure> {
        let (path, file) = alone(folder, &scope, ENDING)?;
        let mut journal = JournalFile { path, file: Some(file), scope };
        // What is appended must not run into a line that was cut short.
        let text = journal.text()?;
        if !text.is_empty() && !text.ends_with('\n') {
            journal.write("\n")?;
        }
        Ok(journal)
    }

    /// The record as it is, also while another program writes it.
    pub fn to_read(folder: &Path, scope: Scope) -> JournalFile {
        JournalFile { path: place(folder, &scope, ENDING), file: None, scope }
    }

    fn text(&self) -> Result<String, Failure> {
        match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            read => read.map_err(|error| Failure::disk(&self.path, "cannot be read", &error)),
        }
    }

    fn append(&mut self, line: &Line) -> Result<(), Failure> {
        let mut text = serde_json::to_string(line)
            .map_err(|error| Failure::World(format!("{}: {error}", self.path.display())))?;
        text.push('\n');
        self.write(&text)
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        let Some(file) = &mut self.file else {
            return Err(Failure::World(format!("{}: was opened to read", self.path.display())));
        };
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_data())
            .map_err(|error| Failure::disk(&self.path, "cannot be written", &error))
    }
}

impl Journal for JournalFile {
    fn deployments(&self) -> Result<Vec<Deployment>, Failure> {
        let mut found: Vec<Deployment> = Vec::new();
        for (number, line) in self.text()?.lines().enumerate() {
            let line: Line = match serde_json::from_str(line) {
                Ok(line) => line,
                // Cut short by a crash.
                Err(error) if error.is_eof() => continue,
                Err(error) => {
                    return Err(Failure::World(format!(
                        "{}:{}: {error}; move the file away to begin a new record",
                        self.path.display(),
                        number + 1
                    )));
                }
            };
            match (line, found.last_mut()) {
                (Line::Begin { begin }, _) => found.push(Deployment { begin: *begin, notes: Vec::new() }),
                (Line::Note(note), Some(last)) => last.notes.push(*note),
                (Line::Note(_), None) => {}
            }
        }
        found.retain(|deployment| self.scope.covers(&deployment.begin));
        Ok(found)
    }

    fn begin(&mut self, begin: &Begin) -> Result<(), Failure> {
        self.append(&Line::Begin { begin: Box::new(begin.clone()) })
    }

    fn note(&mut self, note: &Note) -> Result<(), Failure> {
        self.append(&Line::Note(Box::new(note.clone())))
    }
}

/// The user's folder for records of deployments.
pub(super) fn folder() -> Result<PathBuf, Failure> {
    let folders = ProjectDirs::from("", "", "groundplan").ok_or_else(|| {
        Failure::World("there is no home folder to record deployments in; set HOME".to_owned())
    })?;
    Ok(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).join("deployments"))
}

fn place(folder: &Path, scope: &Scope, ending: &str) -> PathBuf {
    let Scope { document, environment, account, .. } = scope;
    folder.join(format!("{document}-{environment}-{account}.{ending}"))
}

/// A file named as the stacks are, by design and environment, that only this program has open.
pub(super) fn alone(folder: &Path, scope: &Scope, ending: &str) -> Result<(PathBuf, File), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::disk(folder, "cannot be made", &error))?;
    let Scope { document, environment, .. } = scope;
    let path = place(folder, scope, ending);
    let taken = || {
        Failure::Refused(format!(
            "another groundplan is deploying “{environment}” of “{document}”; wait until it is through"
        ))
    };
    let file = files::alone(&path, taken)?;
    Ok((path, file))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::deploy::{Ending, Outcome, Plan, Work};

    fn scope(account: &str) -> Scope {
        Scope { document: "shop".into(), environment: "dev".into(), account: account.into(), endpoint: None }
    }

    fn begin(id: &str, endpoint: Option<&str>) -> Begin {
        Begin {
            id: id.into(),
            work: Work::Deploy,
            environment: "dev".into(),
            account: "111111111111".into(),
            region: "us-east-1".into(),
            endpoint: endpoint.map(str::to_owned),
            hash: "0".into(),
            author: "somebody".into(),
            time: "2026-11-23T10:15:30.000Z".into(),
            plan: Plan {
                environment: "dev".into(),
                account: "111111111111".into(),
                region: "us-east-1".into(),
                stacks: Vec::new(),
            },
            confirmed: BTreeSet::from(["db".to_owned()]),
            parameters: BTreeMap::new(),
        }
    }

    fn ended() -> Note {
        let outcome = Box::new(Outcome::new(Ending::Complete));
        Note::Ended { time: "2026-11-23T10:16:00.000Z".into(), outcome }
    }

    #[test]
    fn what_is_noted_is_read_again_by_everybody() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = JournalFile::open(folder.path(), scope("111111111111")).unwrap();
        journal.begin(&begin("one", None)).unwrap();
        let settled = Note::Settled { token: "t".into(), status: "CREATE_COMPLETE".into() };
        journal.note(&settled).unwrap();
        journal.note(&ended()).unwrap();
        journal.begin(&begin("two", None)).unwrap();
        // An emulator's deployments are not those of the account.
        journal.begin(&begin("elsewhere", Some("http://127.0.0.1:4566"))).unwrap();
        let expected = [
            Deployment { begin: begin("one", None), notes: vec![settled, ended()] },
            Deployment { begin: begin("two", None), notes: Vec::new() },
        ];
        assert_eq!(journal.deployments().unwrap(), expected);
        let reader = JournalFile::to_read(folder.path(), scope("111111111111"));
        assert_eq!(reader.deployments().unwrap(), expected);
        let nobody = JournalFile::to_read(folder.path(), scope("222222222222"));
        assert_eq!(nobody.deployments().unwrap(), []);
    }

    #[test]
    fn only_one_program_writes() {
        let folder = tempfile::tempdir().unwrap();
        let first = JournalFile::open(folder.path(), scope("111111111111")).unwrap();
        let second = JournalFile::open(folder.path(), scope("111111111111"));
        assert!(second.is_err_and(|failure| matches!(failure, Failure::Refused(_))));
        assert!(JournalFile::open(folder.path(), scope("222222222222")).is_ok());
        drop(first);
        assert!(JournalFile::open(folder.path(), scope("111111111111")).is_ok());
    }

    #[test]
    fn a_record_cut_short_anywhere_loses_its_last_line_only() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = JournalFile::open(folder.path(), scope("111111111111")).unwrap();
        journal.begin(&begin("one", None)).unwrap();
        let whole = fs::read(&journal.path).unwrap();
        journal.note(&ended()).unwrap();
        let path = journal.path.clone();
        let all = fs::read(&path).unwrap();
        drop(journal);
        for end in whole.len()..all.len() {
            fs::write(&path, &all[..end]).unwrap();
            let mut journal = JournalFile::open(folder.path(), scope("111111111111")).unwrap();
            let lost = end < all.len() - 1;
            assert_eq!(journal.deployments().unwrap()[0].notes.is_empty(), lost, "cut at {end}");
            journal.note(&ended()).unwrap();
            assert!(journal.deployments().unwrap()[0].outcome().is_some());
        }
    }
}
