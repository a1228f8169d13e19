//! Revisions that were given a name.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::{ProjectFile, trouble::Trouble};
use crate::{Failure, clock::Moment, person::Stamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    pub name: String,
    pub revision: u32,
    /// SHA-256 of the canonical document.
    pub hash: String,
    pub time: Moment,
    pub author: String,
}

impl ProjectFile {
    /// All named versions, by revision.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn versions(&self) -> Result<Vec<Version>, Failure> {
        let sql = "SELECT name, revision, hash, versions.time, versions.author
                   FROM versions JOIN operations USING (revision) ORDER BY revision, name";
        self.all(sql, [], |row| {
            Ok(Version {
                name: row.get(0)?,
                revision: row.get(1)?,
                hash: row.get(2)?,
                time: row.get(3)?,
                author: row.get(4)?,
            })
        })
    }

    /// Names a revision. A name stays with its revision for good.
    ///
    /// # Errors
    /// [`Failure::Input`] when the name is taken or could be read as a number, or there is no such revision.
    pub fn name_version(&self, revision: u32, name: &str, stamp: &Stamp) -> Result<(), Failure> {
        let shown = self.path().display();
        let name = name.trim();
        if name.is_empty()
            || name.chars().any(char::is_control)
            || name.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(Failure::Input(format!(
                "{shown}: “{}” cannot name a version; take a word, numbers are revisions",
                name.escape_debug()
            )));
        }
        self.write(|rows| {
            let sql = "SELECT revision FROM versions WHERE name = ?";
            if let Some(taken) = rows.query_row(sql, [name], |row| row.get::<_, u32>(0)).optional()? {
                return Err(Trouble::Failed(Failure::Input(format!(
                    "{shown}: revision {taken} is called “{name}” already; take another name"
                ))));
            }
            self.at(rows, revision)?;
            rows.execute(
                "INSERT INTO versions (name, revision, time, author) VALUES (?, ?, ?, ?)",
                params![name, revision, stamp.time, stamp.author],
            )?;
            Ok(())
        })
    }

    /// The revision a person means: a number or the name of a version.
    ///
    /// # Errors
    /// [`Failure::Input`] when there is none, with the names there are.
    pub fn revision_called(&self, word: &str) -> Result<u32, Failure> {
        if let Ok(revision) = word.parse() {
            return self.read(|rows| Ok(self.at(rows, revision)?.revision));
        }
        let versions = self.versions()?;
        match versions.iter().find(|version| version.name == word) {
            Some(version) => Ok(version.revision),
            None => {
                let names: Vec<&str> = versions.iter().map(|version| version.name.as_str()).collect();
                let known = match names.is_empty() {
                    true => "it has none yet".to_owned(),
                    false => format!("it has {}", names.join(", ")),
                };
                Err(Failure::Input(format!("{}: has no version “{word}”; {known}", self.path().display())))
            }
        }
    }
}
