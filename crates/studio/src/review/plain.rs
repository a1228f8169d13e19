//! Reviews of plain documents: one file of JSON lines for each design, in the user's state folder.
//!
//! A design in Git says what is to be built, not who agreed to it. A line is written and synced at once; one that was
//! cut short by a crash is the last and was never acknowledged.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    Answer,
    records::{Decision, Sent},
};
use crate::{Failure, clock::Moment, files, project_file::Comment};

#[derive(Debug)]
pub struct PlainRecords {
    path: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Sent(Box<Sent>),
    Answer {
        id: String,
        decisions: Vec<Decision>,
        comments: Vec<Comment>,
        resolved: Vec<String>,
        time: Moment,
    },
    Comment(Comment),
    Resolved {
        id: String,
        time: Option<Moment>,
    },
}

impl PlainRecords {
    /// The record of a document below a person's state folder; it need not be there yet.
    pub fn new(state: &Path, document: &str) -> PlainRecords {
        PlainRecords { path: state.join("reviews").join(format!("{document}.jsonl")) }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn sent(&self) -> Result<Vec<Sent>, Failure> {
        let sent = |line| match line {
            Line::Sent(sent) => Some(*sent),
            _ => None,
        };
        Ok(self.lines()?.into_iter().rev().filter_map(sent).collect())
    }

    pub(super) fn decisions(&self) -> Result<Vec<Decision>, Failure> {
        let given = |line| match line {
            Line::Answer { decisions, .. } => decisions,
            _ => Vec::new(),
        };
        Ok(self.lines()?.into_iter().rev().flat_map(given).collect())
    }

    pub(super) fn comments(&self) -> Result<Vec<Comment>, Failure> {
        let mut comments: Vec<Comment> = Vec::new();
        for line in self.lines()? {
            let (new, dealt) = match line {
                Line::Sent(_) => continue,
                Line::Answer { comments, resolved, time, .. } => {
                    (comments, resolved.into_iter().map(|id| (id, Some(time))).collect())
                }
                Line::Comment(comment) => (vec![comment], Vec::new()),
                Line::Resolved { id, time } => (Vec::new(), vec![(id, time)]),
            };
            for comment in new {
                if comments.iter().all(|there| there.id != comment.id) {
                    comments.push(comment);
                }
            }
            for (id, time) in dealt {
                for comment in comments.iter_mut().filter(|comment| comment.id == id) {
                    comment.resolved = time;
                }
            }
        }
        comments.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
        Ok(comments)
    }

    pub(super) fn note_sent(&self, sent: &Sent) -> Result<(), Failure> {
        self.append(&Line::Sent(Box::new(sent.clone())), |_| Ok(true)).map(drop)
    }

    pub(super) fn note_answer(
        &self,
        answer: &Answer,
        decisions: &[Decision],
        comments: &[Comment],
        time: Moment,
    ) -> Result<bool, Failure> {
        let line = Line::Answer {
            id: answer.id.clone(),
            decisions: decisions.to_vec(),
            comments: comments.to_vec(),
            resolved: answer.resolved.clone(),
            time,
        };
        let new = |lines: &[Line]| {
            Ok(!lines.iter().any(|line| matches!(line, Line::Answer { id, .. } if *id == answer.id)))
        };
        self.append(&line, new)
    }

    pub(super) fn add_comment(&self, comment: &Comment) -> Result<(), Failure> {
        self.append(&Line::Comment(comment.clone()), |_| Ok(true)).map(drop)
    }

    pub(super) fn resolve_comment(&self, id: &str, time: Option<Moment>) -> Result<(), Failure> {
        if self.comments()?.iter().all(|comment| comment.id != id) {
            return Err(Failure::Input(format!("{}: has no comment {id}", self.path.display())));
        }
        self.append(&Line::Resolved { id: id.to_owned(), time }, |_| Ok(true)).map(drop)
    }

    fn lines(&self) -> Result<Vec<Line>, Failure> {
        let text = match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            read => read.map_err(|error| Failure::disk(&self.path, "cannot be read", &error))?,
        };
        self.read(&text)
    }

    fn read(&self, text: &str) -> Result<Vec<Line>, Failure> {
        let mut lines = Vec::new();
        for (number, line) in text.lines().enumerate() {
            match serde_json::from_str(line) {
                Ok(line) => lines.push(line),
                // Cut short by a crash.
                Err(error) if error.is_eof() => {}
                Err(error) => {
                    return Err(Failure::World(format!(
                        "{}:{}: {error}; move the file away to begin a new record",
                        self.path.display(),
                        number + 1
                    )));
                }
            }
        }
        Ok(lines)
    }

    /// Appends a line if `wanted` says so of what is there; no other program writes in between.
    fn append(
        &self,
        line: &Line,
        wanted: impl FnOnce(&[Line]) -> Result<bool, Failure>,
    ) -> Result<bool, Failure> {
        let failed = |error: io::Error| Failure::disk(&self.path, "cannot be written", &error);
        if let Some(folder) = self.path.parent() {
            files::folder(folder)?;
        }
        let mut file: File =
            OpenOptions::new().create(true).read(true).append(true).open(&self.path).map_err(failed)?;
        file.lock().map_err(failed)?;
        let before = io::read_to_string(&file).map_err(failed)?;
        if !wanted(&self.read(&before)?)? {
            return Ok(false);
        }
        let mut text = String::new();
        if !before.is_empty() && !before.ends_with('\n') {
            text.push('\n');
        }
        text += &serde_json::to_string(line)
            .map_err(|error| Failure::World(format!("{}: {error}", self.path.display())))?;
        text.push('\n');
        file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).map_err(failed)?;
        Ok(true)
    }
}
