//! The newest sound design out of a damaged file.
//!
//! Works on copies, mended in ways that bring back what is still there: a file that was cut off is filled up so that
//! SQLite reads what is left, and a lost beginning is replaced by that of a new file, whose tables stand on the same
//! pages. What comes out is proven by its hash wherever the log still says it.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
};

use engine::{Delta, Document, Services, canonical, design};
use rusqlite::{Connection, Row};

use super::{connect, operations::whole, row::json, schema, sidecar, trouble};
use crate::{Failure, files};

/// What every file we make has.
const PAGE: usize = 4096;

/// Where the header says how many pages there are.
const PAGE_COUNT: usize = 28;

#[derive(Debug)]
pub struct Salvaged {
    pub document: Document,
    pub revision: u32,
    /// The newest revision the file still speaks of.
    pub newest: u32,
    /// Whether the document has the hash its log notes; else it is only known to fit together.
    pub proven: bool,
}

#[derive(Debug, Clone, Copy)]
enum Mend {
    Nothing,
    FillUp,
    Beginning,
}

/// Reads the newest sound design out of a file that cannot be opened any more. The file is left as it is; it must
/// not be open in this process.
///
/// # Errors
/// [`Failure::Input`] when nothing sound is left.
pub fn salvage(path: &Path) -> Result<Salvaged, Failure> {
    files::facts(path)?;
    let disk = |error: io::Error| Failure::disk(path, "cannot be copied to be mended", &error);
    let folder = tempfile::tempdir().map_err(disk)?;
    let mut best: Option<Salvaged> = None;
    let mends = [Mend::Nothing, Mend::FillUp, Mend::Beginning];
    let tries = mends.into_iter().flat_map(|mend| [(mend, true), (mend, false)]);
    for (number, (mend, with_log)) in tries.enumerate() {
        let copy = folder.path().join(number.to_string());
        fs::copy(path, &copy).map_err(disk)?;
        let log = sidecar(path, "-wal");
        if with_log && log.exists() {
            fs::copy(&log, sidecar(&copy, "-wal")).map_err(disk)?;
        }
        mended(&copy, mend).map_err(|trouble| trouble.into_failure(path))?;
        let found = connect(&copy).ok().and_then(|rows| newest(&rows));
        best = [best, found].into_iter().flatten().max_by_key(|one| (one.proven, one.revision));
        if best.as_ref().is_some_and(|best| best.proven && best.revision == best.newest) {
            break;
        }
    }
    best.ok_or_else(|| {
        Failure::Input(format!("{}: holds no sound design any more; a backup may", path.display()))
    })
}

fn mended(copy: &Path, mend: Mend) -> Result<(), trouble::Trouble> {
    let disk = |error: io::Error| Failure::disk(copy, "cannot be mended", &error);
    match mend {
        Mend::Nothing => Ok(()),
        Mend::FillUp => Ok(fill_up(copy).map_err(disk)?),
        Mend::Beginning => {
            let model = sidecar(copy, "-model");
            let fresh = Connection::open(&model)?;
            schema::begin(&fresh)?;
            fresh.close().map_err(|(_, error)| error)?;
            Ok(give_beginning(copy, &model).map_err(disk)?)
        }
    }
}

/// As long as the header says.
fn fill_up(copy: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(copy)?;
    let mut count = [0; 4];
    file.seek(SeekFrom::Start(PAGE_COUNT as u64))?;
    if file.read_exact(&mut count).is_err() {
        return Ok(());
    }
    let whole = u64::from(u32::from_be_bytes(count)) * PAGE as u64;
    // A count that is damaged itself must not fill the disk.
    let length = file.metadata()?.len();
    if length < whole && whole / 64 <= length {
        file.set_len(whole)?;
    }
    Ok(())
}

/// The first page of a new file, with the number of pages there are.
fn give_beginning(copy: &Path, model: &Path) -> io::Result<()> {
    let mut page = [0; PAGE];
    File::open(model)?.read_exact(&mut page)?;
    let mut file = OpenOptions::new().write(true).open(copy)?;
    let pages = file.metadata()?.len().div_ceil(PAGE as u64);
    let count = u32::try_from(pages).unwrap_or(u32::MAX);
    page[PAGE_COUNT..PAGE_COUNT + 4].copy_from_slice(&count.to_be_bytes());
    file.write_all(&page)?;
    file.set_len(pages * PAGE as u64)
}

fn newest(rows: &Connection) -> Option<Salvaged> {
    let mut snapshots = revisions(rows, "snapshots");
    snapshots.insert(0);
    let noted = revisions(rows, "operations").last().copied();
    let mut best: Option<Salvaged> = None;
    for revision in snapshots.into_iter().rev() {
        let Some(found) = from_snapshot(rows, revision, noted) else { continue };
        let proven = found.proven;
        best = [best, Some(found)].into_iter().flatten().max_by_key(|one| (one.proven, one.revision));
        if proven {
            break;
        }
    }
    best
}

/// The revisions of a table that can still be read, from both ends.
fn revisions(rows: &Connection, table: &str) -> BTreeSet<u32> {
    let mut all = BTreeSet::new();
    for order in ["ASC", "DESC"] {
        let sql = format!("SELECT revision FROM {table} ORDER BY revision {order}");
        let Ok(mut statement) = rows.prepare(&sql) else { continue };
        let Ok(found) = statement.query_map([], |row| row.get::<_, u32>(0)) else { continue };
        all.extend(found.map_while(Result::ok));
    }
    all
}

/// A snapshot and what can be replayed from it.
fn from_snapshot(rows: &Connection, revision: u32, noted: Option<u32>) -> Option<Salvaged> {
    let mut document = whole(rows, revision).ok().flatten()?;
    let hash = hash(rows, revision);
    let proven = hash.is_some();
    if hash.is_some_and(|hash| hash != canonical::hash(&document))
        || !design::check(&document, &Services).is_empty()
    {
        return None;
    }
    let mut reached = revision;
    let line = |row: &Row<'_>| Ok((json::<Delta>(row, "delta")?, row.get::<_, String>("hash")?));
    let sql = "SELECT delta, hash FROM operations WHERE revision = ?";
    while let Ok((delta, hash)) = rows.query_row(sql, [reached + 1], line) {
        let mut next = document.clone();
        if delta.apply(&mut next).is_err() || canonical::hash(&next) != hash {
            break;
        }
        (document, reached) = (next, reached + 1);
    }
    // A hash that fits proves what came before it too.
    let proven = proven || reached > revision;
    Some(Salvaged { document, revision: reached, newest: noted.unwrap_or(reached).max(reached), proven })
}

fn hash(rows: &Connection, revision: u32) -> Option<String> {
    rows.query_row("SELECT hash FROM operations WHERE revision = ?", [revision], |row| row.get(0)).ok()
}
