//! The log: what was done, in order, and the document at each of its revisions.

use engine::{Delta, Document, canonical};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::{Lease, ProjectFile, row::json, trouble::Trouble};
use crate::{Failure, Operation, clock::Moment, person::Stamp};

/// A document is written whole after this many operations, which is what opening replays at most.
const SNAPSHOT_EVERY: u32 = 100;

/// Of the older ones one per this many revisions is kept.
const SNAPSHOT_KEPT: u32 = 1000;

/// Where a log ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    pub revision: u32,
    /// SHA-256 of the canonical document.
    pub hash: String,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub revision: u32,
    /// What was done, in words.
    pub label: String,
    pub time: Moment,
    pub author: String,
    /// Of the document after it.
    pub hash: String,
}

impl ProjectFile {
    /// # Errors
    /// The file cannot be read.
    pub fn head(&self) -> Result<Head, Failure> {
        self.read(head)
    }

    /// The document as it is now.
    ///
    /// # Errors
    /// The file cannot be read, or its log does not give the hash it says.
    pub fn document(&self) -> Result<(Document, Head), Failure> {
        self.read(|rows| {
            let head = head(rows)?;
            Ok((document_at(rows, &head)?, head))
        })
    }

    /// The document as it was.
    ///
    /// # Errors
    /// [`Failure::Input`] when there is no such revision, or its log does not give the hash it says.
    pub fn document_at(&self, revision: u32) -> Result<Document, Failure> {
        self.read(|rows| {
            let head = self.at(rows, revision)?;
            document_at(rows, &head)
        })
    }

    /// Lines of the log before a revision (all without one), the newest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn operations(&self, before: Option<u32>, limit: u32) -> Result<Vec<Entry>, Failure> {
        let sql = "SELECT revision, label, time, author, hash FROM operations
                   WHERE ?1 IS NULL OR revision < ?1 ORDER BY revision DESC LIMIT ?2";
        self.all(sql, params![before, limit], entry)
    }

    /// What brings the newest document to what it was: an operation like any other, the log is never rewritten.
    ///
    /// # Errors
    /// As [`ProjectFile::document_at`].
    pub fn way_back(&self, revision: u32) -> Result<Delta, Failure> {
        self.read(|rows| {
            let sought = self.at(rows, revision)?;
            let head = head(rows)?;
            let mut document = document_at(rows, &head)?;
            let sql = "SELECT delta FROM operations WHERE revision > ? ORDER BY revision DESC";
            let mut way = Delta::default();
            for delta in rows.prepare(sql)?.query_map([revision], |row| json::<Delta>(row, "delta"))? {
                way = way.then(delta?.inverse());
            }
            let arrived = way.apply(&mut document).is_ok() && canonical::hash(&document) == sought.hash;
            match arrived {
                true => Ok(way),
                false => Err(Trouble::Damaged(format!("its log does not lead back to revision {revision}"))),
            }
        })
    }

    /// Appends operations that were made to the document of `base`, all or none. `hashes` are those of the documents
    /// after each, `document` is the last of them.
    pub(crate) fn append(
        &self,
        lease: &Lease,
        base: &Head,
        operations: &[Operation],
        hashes: &[String],
        document: &Document,
        stamp: &Stamp,
    ) -> Result<Head, Failure> {
        self.write(|rows| {
            lease.confirm(rows, &self.path, stamp.time)?;
            if head(rows)? != *base {
                return Err(Trouble::Failed(Failure::Stale(format!(
                    "{}: another program wrote it since; open the design again",
                    self.path.display()
                ))));
            }
            let mut revision = base.revision;
            for (operation, hash) in operations.iter().zip(hashes) {
                revision += 1;
                add(rows, revision, operation, hash, stamp)?;
            }
            if revision / SNAPSHOT_EVERY > base.revision / SNAPSHOT_EVERY {
                let sql = "INSERT INTO snapshots (revision, document) VALUES (?, ?)";
                rows.execute(sql, params![revision, canonical::print(document)])?;
                // The last two stay, for when the newest is damaged.
                rows.execute(
                    "DELETE FROM snapshots WHERE revision + 2 * ?1 <= ?2 AND revision NOT IN
                         (SELECT min(revision) FROM snapshots GROUP BY revision / ?3)",
                    [SNAPSHOT_EVERY, revision, SNAPSHOT_KEPT],
                )?;
            }
            head(rows)
        })
    }

    /// The line of a revision that a person names.
    pub(super) fn at(&self, rows: &Connection, revision: u32) -> Result<Head, Trouble> {
        let sql = "SELECT revision, hash FROM operations WHERE revision = ?";
        match rows.query_row(sql, [revision], head_of).optional()? {
            Some(at) => Ok(at),
            None => Err(Trouble::Failed(Failure::Input(format!(
                "{}: has no revision {revision}; the newest is {}",
                self.path.display(),
                head(rows)?.revision
            )))),
        }
    }
}

/// The first line of a log and the document it begins with.
pub(super) fn begin(
    rows: &Connection,
    document: &Document,
    label: &str,
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    let first = Operation { label: label.to_owned(), delta: Delta::default() };
    add(rows, 0, &first, &canonical::hash(document), stamp)?;
    let sql = "INSERT INTO beginning (only, document) VALUES (1, ?)";
    rows.execute(sql, [canonical::print(document)])?;
    Ok(())
}

fn add(
    rows: &Connection,
    revision: u32,
    operation: &Operation,
    hash: &str,
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    let delta = serde_json::to_string(&operation.delta)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    rows.execute(
        "INSERT INTO operations (revision, label, delta, time, author, hash) VALUES (?, ?, ?, ?, ?, ?)",
        params![revision, operation.label, delta, stamp.time, stamp.author, hash],
    )?;
    Ok(())
}

fn head(rows: &Connection) -> Result<Head, Trouble> {
    let sql = "SELECT revision, hash FROM operations ORDER BY revision DESC LIMIT 1";
    rows.query_row(sql, [], head_of)
        .optional()?
        .ok_or_else(|| Trouble::Damaged("it holds no design".to_owned()))
}

fn document_at(rows: &Connection, at: &Head) -> Result<Document, Trouble> {
    let sql = "SELECT revision, document FROM snapshots WHERE revision <= ?
               UNION ALL SELECT 0, document FROM beginning ORDER BY revision DESC LIMIT 1";
    let (from, mut document) = rows
        .query_row(sql, [at.revision], |row| Ok((row.get(0)?, json(row, "document")?)))
        .optional()?
        .ok_or_else(|| Trouble::Damaged("the document it begins with is missing".to_owned()))?;
    replay(rows, &mut document, from, at)?;
    Ok(document)
}

/// The document of a revision, if it is written whole.
pub(super) fn whole(rows: &Connection, revision: u32) -> rusqlite::Result<Option<Document>> {
    let document = |row: &Row<'_>| json(row, "document");
    // Not one query for both: where one table is damaged the other may be sound.
    let found = match revision {
        0 => rows.query_row("SELECT document FROM beginning", [], document),
        _ => rows.query_row("SELECT document FROM snapshots WHERE revision = ?", [revision], document),
    };
    found.optional()
}

/// Makes the operations after `from` up to `to`.
fn replay(rows: &Connection, document: &mut Document, from: u32, to: &Head) -> Result<(), Trouble> {
    let sql = "SELECT delta FROM operations WHERE revision > ? AND revision <= ? ORDER BY revision";
    let mut statement = rows.prepare(sql)?;
    for delta in statement.query_map([from, to.revision], |row| json::<Delta>(row, "delta"))? {
        delta?.apply(document).map_err(|stale| Trouble::Damaged(stale.to_string()))?;
    }
    match canonical::hash(document) == to.hash {
        true => Ok(()),
        false => Err(Trouble::Damaged(format!("revision {} does not have the hash it says", to.revision))),
    }
}

fn head_of(row: &Row<'_>) -> rusqlite::Result<Head> {
    Ok(Head { revision: row.get("revision")?, hash: row.get("hash")? })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        revision: row.get("revision")?,
        label: row.get("label")?,
        time: row.get("time")?,
        author: row.get("author")?,
        hash: row.get("hash")?,
    })
}
