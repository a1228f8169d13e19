//! `*.groundplan`: an SQLite database that holds a design, the log of its operations and what was recorded about it.
//!
//! Invariants: replaying the log gives every hash in it; what a method wrote is on disk when it returns; a file that
//! is newer, foreign or damaged is refused and left as it is. The document is written by who holds the lease
//! (`lease`); records (versions, reviews, deployments) by any program that may write the file.

mod deployments;
mod lease;
mod operations;
mod reviews;
mod row;
mod salvage;
mod schema;
mod trouble;
mod verify;
mod versions;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use engine::Document;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, backup::Backup, config::DbConfig,
};

use crate::{
    Failure,
    clock::Moment,
    files::{self, Beside},
    person::Stamp,
};

pub use deployments::{Deployment, Event, NewDeployment, NewEvent};
pub use lease::Holder;
pub(crate) use lease::Lease;
pub use operations::{Entry, Head};
pub use reviews::{Approval, Comment, NewApproval, Review, Verdict};
pub use salvage::{Salvaged, salvage};
pub use schema::VERSION;
use trouble::Trouble;
pub use verify::Verification;
pub use versions::Version;

/// How project files end.
pub const ENDING: &str = "groundplan";

/// Whether a path is meant to be a project file; what a file is, [`ProjectFile::recognise`] says.
pub fn named_so(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

/// What is said when a plain document is asked for its past.
pub fn plain(path: &Path) -> Failure {
    Failure::Input(format!(
        "{}: is a plain JSON document, which keeps no history; save it as a project file (.{ENDING}) to have one",
        path.display()
    ))
}

pub(crate) fn cannot_write(path: &Path, reason: &str) -> Failure {
    Failure::World(format!("{}: cannot be written: {reason}", path.display()))
}

/// An open project file.
#[derive(Debug)]
pub struct ProjectFile {
    path: PathBuf,
    connection: Connection,
    read_only: Option<String>,
    /// What is read is the file as it was when it was opened.
    frozen: bool,
}

/// What a file is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Reading,
    Writing,
}

impl ProjectFile {
    /// Whether a file is an SQLite database, whatever its name.
    ///
    /// # Errors
    /// There is no such file, or it is a directory.
    pub fn recognise(path: &Path) -> Result<bool, Failure> {
        let facts = files::facts(path)?;
        if !facts.is_file() || facts.len() == 0 {
            return Ok(false);
        }
        // SQLite looks itself: closing a file of our own would drop the locks this process holds on it (POSIX).
        let Ok(connection) = as_it_is(path) else { return Ok(false) };
        let looked = schema::application_id(&connection);
        Ok(!looked.is_err_and(|error| trouble::is(&error, ErrorCode::NotADatabase)))
    }

    /// Writes a new project file over whatever is at the path, and opens it.
    ///
    /// # Errors
    /// Another program has a project file open there, or the disk refuses.
    pub fn create(
        path: &Path,
        document: &Document,
        label: &str,
        stamp: &Stamp,
    ) -> Result<ProjectFile, Failure> {
        let beside = Beside::of(path)?;
        let fill = |connection: &mut Connection| {
            schema::begin(connection)?;
            let filling = connection.transaction()?;
            operations::begin(&filling, document, label, stamp)?;
            filling.commit()
        };
        Connection::open(beside.part())
            .and_then(|mut connection| fill(&mut connection))
            .map_err(|error| trouble::failure(path, &error))?;
        make_way(beside.target())?;
        beside.take_place()?;
        ProjectFile::open(path)
    }

    /// Opens a project file to write in it, as far as the disk allows ([`ProjectFile::read_only`]); one of an older
    /// version is brought to this one.
    ///
    /// # Errors
    /// It cannot be read, or is none, newer or damaged.
    pub fn open(path: &Path) -> Result<ProjectFile, Failure> {
        open(path, Purpose::Writing, schema::MIGRATIONS)
    }

    /// Opens a project file and leaves it as it is.
    ///
    /// # Errors
    /// As [`ProjectFile::open`].
    pub fn open_to_read(path: &Path) -> Result<ProjectFile, Failure> {
        open(path, Purpose::Reading, schema::MIGRATIONS)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why nothing can be written; `None` when it can.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Sees what others wrote since, also where the file could only be opened as it was.
    ///
    /// # Errors
    /// As [`ProjectFile::open`].
    pub fn refresh(&mut self) -> Result<(), Failure> {
        if self.frozen {
            *self = ProjectFile::open_to_read(&self.path)?;
        }
        Ok(())
    }

    /// Writes everything in the file, history and records, as another file.
    ///
    /// # Errors
    /// Another program has a project file open there, or the disk refuses.
    pub fn copy_to(&self, path: &Path) -> Result<(), Failure> {
        let beside = Beside::of(path)?;
        let copy = || -> rusqlite::Result<()> {
            let mut copy = Connection::open(beside.part())?;
            Backup::new(&self.connection, &mut copy)?.run_to_completion(1000, Duration::ZERO, None)?;
            // Who writes the one does not write the other.
            copy.execute_batch("DELETE FROM lease; PRAGMA journal_mode = DELETE;")
        };
        copy().map_err(|error| trouble::failure(path, &error))?;
        make_way(beside.target())?;
        beside.take_place()
    }

    /// Reads one state of the file.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Trouble>) -> Result<T, Failure> {
        self.transaction(TransactionBehavior::Deferred, work)
    }

    /// Writes all or nothing, and returns when it is on disk.
    fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Trouble>) -> Result<T, Failure> {
        if let Some(reason) = &self.read_only {
            return Err(cannot_write(&self.path, reason));
        }
        self.transaction(TransactionBehavior::Immediate, work)
    }

    fn transaction<T>(
        &self,
        behavior: TransactionBehavior,
        work: impl FnOnce(&Connection) -> Result<T, Trouble>,
    ) -> Result<T, Failure> {
        let run = || {
            let rows = Transaction::new_unchecked(&self.connection, behavior)?;
            let answer = work(&rows)?;
            rows.commit()?;
            Ok(answer)
        };
        run().map_err(|trouble: Trouble| trouble.into_failure(&self.path))
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    // Not created when missing; a write-protected file is opened for reading by SQLite itself.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    prepared(Connection::open_with_flags(path, flags)?)
}

/// Whether the log beside a file cannot be made.
fn no_log(error: &rusqlite::Error) -> bool {
    trouble::is(error, ErrorCode::CannotOpen) || trouble::is(error, ErrorCode::ReadOnly)
}

/// A connection that reads what is in the file and leaves nothing beside it.
fn as_it_is(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => uri.push(char::from(*byte)),
            // Other bytes need not even be text.
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    prepared(Connection::open_with_flags(uri, flags)?)
}

/// Settings that need no look into the file.
fn prepared(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(Duration::from_secs(5))?;
    // A file from somebody else must not run code of its own.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

fn open(path: &Path, purpose: Purpose, migrations: &[&str]) -> Result<ProjectFile, Failure> {
    let shown = path.display();
    let failed = |error: rusqlite::Error| trouble::failure(path, &error);
    let facts = files::facts(path)?;
    if facts.len() == 0 {
        return Err(Failure::Input(format!(
            "{shown}: is empty; it may be a copy that was cut off: copy it again, or start with `groundplan new`"
        )));
    }
    let Reached { mut connection, mut read_only, mut frozen } = reach(path)?;
    if schema::application_id(&connection).map_err(failed)? != schema::APPLICATION_ID {
        return Err(Failure::Input(format!(
            "{shown}: is an SQLite database of another program, not a Groundplan project file"
        )));
    }
    let version = schema::version(&connection).map_err(failed)?;
    let newest = migrations.len() as u32;
    if version > newest {
        return Err(Failure::Input(format!(
            "{shown}: was written by a newer Groundplan (file version {version}, this program knows {newest}); \
             it is left as it is, open it with a current Groundplan"
        )));
    }
    if version < newest {
        let writer = lease::holder(&connection, Moment::now()).map_err(failed)?;
        if purpose == Purpose::Writing && read_only.is_none() && writer.is_none() {
            schema::migrate(&connection, migrations).map_err(failed)?;
        } else {
            connection = copy_in_memory(&connection).map_err(failed)?;
            frozen = true;
            schema::migrate(&connection, migrations).map_err(failed)?;
            let reason = match writer {
                Some(writer) => format!("{writer} writes it with an older Groundplan"),
                None => "it is of an older version and opened for reading".to_owned(),
            };
            read_only.get_or_insert(reason);
        }
    } else if read_only.is_none() {
        let mode: String = connection
            .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
            .map_err(failed)?;
        if mode != "wal" {
            read_only =
                Some("its disk has no shared memory, as network drives; copy it to a local disk".to_owned());
        }
    }
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    Ok(ProjectFile { path: path.to_owned(), connection, read_only, frozen })
}

/// A connection that can read.
struct Reached {
    connection: Connection,
    /// Why it cannot write.
    read_only: Option<String>,
    frozen: bool,
}

fn reach(path: &Path) -> Result<Reached, Failure> {
    let failed = |error: rusqlite::Error| trouble::failure(path, &error);
    let log = sidecar(path, "-wal");
    let connection = connect(path).map_err(failed)?;
    let reason = if connection.is_readonly("main").map_err(failed)? {
        "the file is write-protected"
    } else if schema::application_id(&connection).is_err_and(|error| no_log(&error)) {
        "its folder cannot be written"
    } else {
        return Ok(Reached { connection, read_only: None, frozen: false });
    };
    let read_only = Some(reason.to_owned());
    if log.exists() {
        return match schema::application_id(&connection) {
            Err(error) if trouble::is(&error, ErrorCode::CannotOpen) => Err(Failure::World(format!(
                "{}: its last edits are in {}, which can only be read in a folder that can be written; copy both to \
                 one",
                path.display(),
                log.display()
            ))),
            _ => Ok(Reached { connection, read_only, frozen: false }),
        };
    }
    // Without a log the file is all there is. Making one would hinder those who may write the file.
    Ok(Reached { connection: as_it_is(path).map_err(failed)?, read_only, frozen: true })
}

fn copy_in_memory(connection: &Connection) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(connection, &mut copy)?.run_to_completion(1000, Duration::ZERO, None)?;
    Ok(copy)
}

fn sidecar(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Makes sure that no log of a file that stands at the path survives it: SQLite would read it into the next one.
fn make_way(path: &Path) -> Result<(), Failure> {
    let shown = path.display();
    if path.exists() && ProjectFile::recognise(path)? {
        let connection = connect(path).map_err(|error| trouble::failure(path, &error))?;
        let ours = schema::application_id(&connection).is_ok_and(|id| id == schema::APPLICATION_ID);
        if let Some(writer) = ours.then(|| lease::holder(&connection, Moment::now()).ok().flatten()).flatten()
        {
            return Err(Failure::World(format!(
                "{shown}: {writer} has it open; close it there or choose another name"
            )));
        }
        // Fails while any program has it open; for a damaged file only what it leaves beside it matters.
        let emptied =
            connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;");
        if let Err(error) = emptied
            && trouble::is(&error, ErrorCode::DatabaseBusy)
        {
            return Err(Failure::World(format!(
                "{shown}: another program has it open; close it there or choose another name"
            )));
        }
    }
    let log = sidecar(path, "-wal");
    if log.exists() {
        return Err(Failure::World(format!(
            "{}: is left of another project file of that name; move it away or choose another name",
            log.display()
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Live;

    /// This version and one to come.
    const NEXT: &[&str] = &[schema::MIGRATIONS[0], "ALTER TABLE versions ADD COLUMN colour TEXT"];

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn made(folder: &tempfile::TempDir) -> PathBuf {
        let path = folder.path().join("site.groundplan");
        let document = engine::load(engine::TEMPLATES[0].document.as_bytes(), &engine::Services).unwrap();
        Live::create(&path, document).unwrap().close();
        path
    }

    fn colours(file: &ProjectFile) -> bool {
        file.connection.prepare("SELECT colour FROM versions").is_ok()
    }

    #[test]
    fn an_older_file_is_brought_up_to_date_when_it_is_opened_to_write() {
        let folder = folder();
        let path = made(&folder);
        let file = open(&path, Purpose::Writing, NEXT).unwrap();
        assert!(colours(&file) && file.read_only().is_none());
        assert_eq!(file.document().unwrap().1.revision, 0);
        drop(file);
        let refused = ProjectFile::open(&path).unwrap_err();
        assert!(refused.to_string().contains("file version 2, this program knows 1"), "{refused}");
    }

    #[test]
    fn an_older_file_is_read_without_a_change() {
        let folder = folder();
        let path = made(&folder);
        let before = std::fs::read(&path).unwrap();
        let file = open(&path, Purpose::Reading, NEXT).unwrap();
        assert!(colours(&file));
        assert_eq!(file.document().unwrap().1.revision, 0);
        let refused = file.name_version(0, "first", &Stamp::now()).unwrap_err();
        assert!(refused.to_string().contains("older version"), "{refused}");
        drop(file);
        assert!(std::fs::read(&path).unwrap() == before);
    }

    #[test]
    fn an_older_file_that_somebody_writes_is_not_changed_under_them() {
        let folder = folder();
        let path = made(&folder);
        let writer = Live::open(&path).unwrap();
        let file = open(&path, Purpose::Writing, NEXT).unwrap();
        assert!(file.read_only().unwrap().contains("older Groundplan"), "{:?}", file.read_only());
        assert!(colours(&file));
        writer.close();
        assert!(ProjectFile::open(&path).unwrap().read_only().is_none(), "still of this version");
    }
}
