//! Whether a file is sound: its pages, and every document its log leads through.

use engine::{Delta, Document, canonical};
use rusqlite::Connection;
use serde::Serialize;

use super::{ProjectFile, operations::whole, row::json};
use crate::Failure;

/// More problems than these say no more.
const LISTED: usize = 20;

/// What verifying a file found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Verification {
    /// The last revision that was replayed.
    pub revision: u32,
    /// What is wrong, in words; empty when the file is sound.
    pub problems: Vec<String>,
}

impl ProjectFile {
    /// Replays the log from its beginning and compares every hash and every snapshot.
    ///
    /// # Errors
    /// The file cannot be read at all; what can be read but is wrong is in the answer.
    pub fn verify(&self) -> Result<Verification, Failure> {
        self.read(|rows| {
            let mut found = Verification::default();
            // Each part says for itself that it cannot be read.
            for part in [pages, references, log] {
                if let Err(error) = part(rows, &mut found) {
                    found.problems.push(error.to_string());
                }
            }
            found.problems.truncate(LISTED);
            Ok(found)
        })
    }
}

fn pages(rows: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    let mut statement = rows.prepare(&format!("PRAGMA integrity_check({LISTED})"))?;
    for line in statement.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            found.problems.push(line);
        }
    }
    Ok(())
}

fn references(rows: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    let mut statement = rows.prepare("SELECT \"table\", \"parent\" FROM pragma_foreign_key_check")?;
    for pair in statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))? {
        let (table, parent) = pair?;
        found.problems.push(format!("a row of {table} refers to a row of {parent} that is not there"));
    }
    Ok(())
}

fn log(rows: &Connection, found: &mut Verification) -> rusqlite::Result<()> {
    let mut replayed: Option<Document> = None;
    let mut statement = rows.prepare("SELECT revision, delta, hash FROM operations ORDER BY revision")?;
    let mut lines = statement.query([])?;
    let mut expected = 0;
    while let Some(line) = lines.next()? {
        let revision: u32 = line.get("revision")?;
        let hash: String = line.get("hash")?;
        let mut wrong = |what: &str| found.problems.push(format!("revision {revision}: {what}"));
        if revision != expected {
            wrong(&format!("revision {expected} should stand before it"));
            replayed = None;
        }
        let applied = json::<Delta>(line, "delta").map_err(|error| error.to_string()).and_then(|delta| {
            replayed
                .as_mut()
                .map_or(Ok(()), |document| delta.apply(document).map_err(|error| error.to_string()))
        });
        if let Err(error) = applied {
            wrong(&error);
            replayed = None;
        }
        if replayed.as_ref().is_some_and(|document| canonical::hash(document) != hash) {
            wrong("the document does not have the hash that is noted");
        }
        match whole(rows, revision) {
            Err(error) => wrong(&format!("its snapshot cannot be read: {error}")),
            Ok(Some(snapshot)) if canonical::hash(&snapshot) != hash => {
                wrong("its snapshot does not have the hash that is noted");
            }
            // After a gap the replay goes on from here.
            Ok(Some(snapshot)) => drop(replayed.get_or_insert(snapshot)),
            Ok(None) if revision == 0 => wrong("the document it begins with is missing"),
            Ok(None) => {}
        }
        if replayed.is_some() {
            found.revision = revision;
        }
        expected = revision + 1;
    }
    if expected == 0 {
        found.problems.push("it holds no design".to_owned());
    }
    Ok(())
}
