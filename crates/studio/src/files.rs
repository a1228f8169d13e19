//! Reading designs and writing answers: whole or not at all.

use std::{
    fs::{self, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
};

use engine::{Document, LoadErrors, Services, canonical};

use crate::{Failure, Live, ProjectFile, project_file};

/// Largest document that is read: far over 10,000 nodes, far under what would exhaust a small machine.
const MAX_DOCUMENT: u64 = 64 << 20;

/// Reads a document and its text: from a plain JSON file, a project file (its newest revision), or, for `-`, standard
/// input. What a file is, its content says, not its name.
///
/// # Errors
/// [`Failure::Input`] when it is no sound document, with every problem and its JSON path.
pub fn read_document(path: &Path) -> Result<(Document, String), Failure> {
    if path.as_os_str() == "-" {
        let bytes = read_stdin()?;
        return match bytes.starts_with(b"SQLite format 3\0") {
            true => {
                Err(Failure::Input("standard input holds a project file; give its name instead".to_owned()))
            }
            false => with_text(path, bytes),
        };
    }
    if is_project(path)? {
        let (document, _) = ProjectFile::open_to_read(path)?.document()?;
        sound(path, &document)?;
        let text = canonical::print(&document);
        return Ok((document, text));
    }
    with_text(path, read_bytes(path)?)
}

fn with_text(path: &Path, bytes: Vec<u8>) -> Result<(Document, String), Failure> {
    let document = parse(path, &bytes)?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::Input(format!("{}: not UTF-8", path.display())))?;
    Ok((document, text))
}

/// A document from its bytes.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Document, Failure> {
    engine::load(bytes, &Services)
        .map_err(|problems| Failure::Input(format!("{}: {problems}", path.display())))
}

/// Whether a document fits together, as loading and every command make sure.
pub(crate) fn sound(path: &Path, document: &Document) -> Result<(), Failure> {
    let problems = engine::design::check(document, &Services);
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Failure::Input(format!("{}: {}", path.display(), LoadErrors { problems, more: 0 }))),
    }
}

/// Whether a file is a project file, or was one before it was damaged.
///
/// # Errors
/// There is no such file, or it is a directory.
pub fn is_project(path: &Path) -> Result<bool, Failure> {
    let json = || Ok(read_bytes(path)?.trim_ascii_start().starts_with(b"{"));
    Ok(ProjectFile::recognise(path)? || project_file::named_so(path) && !json()?)
}

fn read_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .take(MAX_DOCUMENT)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::World(format!("standard input: {error}")))?;
    Ok(bytes)
}

/// What the disk says of a file a person names.
///
/// # Errors
/// It is not there or a directory.
pub(crate) fn facts(path: &Path) -> Result<Metadata, Failure> {
    let shown = path.display();
    let facts = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Failure::Input(format!("{shown}: no such file; `groundplan new -o {shown}` starts one"))
        }
        _ => Failure::World(format!("{shown}: {error}")),
    })?;
    match facts.is_dir() {
        true => Err(Failure::Input(format!("{shown}: is a directory; name the design's file in it"))),
        false => Ok(facts),
    }
}

/// Reads a file a person names.
///
/// # Errors
/// It is not there, a directory, too large for a design, or cannot be read.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    let facts = facts(path)?;
    if facts.len() > MAX_DOCUMENT {
        return Err(Failure::Input(format!(
            "{shown}: {} MiB is larger than any design; is it the right file?",
            facts.len() >> 20
        )));
    }
    fs::read(path).map_err(|error| Failure::World(format!("{shown}: {error}")))
}

/// Reads any text file a person names.
///
/// # Errors
/// As [`read_bytes`], or it is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_bytes(path)?).map_err(|_| Failure::Input(format!("{}: not UTF-8", path.display())))
}

/// Writes a file whole or not at all, and returns when it is on disk.
///
/// # Errors
/// The path names a directory or no file, or the disk refuses.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let beside = Beside::of(path)?;
    fs::write(beside.part(), bytes).map_err(|error| Failure::disk(path, "cannot be written", &error))?;
    beside.take_place()
}

/// Writes a design over whatever is at the path: a project file if the name ends in `.groundplan`, else its canonical
/// text.
///
/// # Errors
/// As [`write()`], or another program has a project file open there.
pub fn write_document(path: &Path, document: Document) -> Result<(), Failure> {
    Live::create(path, document).map(Live::close)
}

/// A file that is written beside the one it will replace, and goes away unless it takes its place.
#[derive(Debug)]
pub(crate) struct Beside {
    part: PathBuf,
    target: PathBuf,
}

impl Beside {
    /// # Errors
    /// The path names a directory or no file.
    pub fn of(path: &Path) -> Result<Beside, Failure> {
        let shown = path.display();
        if path.is_dir() {
            return Err(Failure::Input(format!("{shown}: is a directory; name a file in it")));
        }
        // What a link points to is replaced, not the link.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let Some(name) = target.file_name() else {
            return Err(Failure::Input(format!("{shown}: does not name a file")));
        };
        let mut part = name.to_owned();
        part.push(format!(".{}.part", std::process::id()));
        Ok(Beside { part: target.with_file_name(part), target })
    }

    pub fn part(&self) -> &Path {
        &self.part
    }

    pub fn target(&self) -> &Path {
        &self.target
    }

    /// # Errors
    /// The disk refuses; what stood there stands.
    pub fn take_place(self) -> Result<(), Failure> {
        let place = || {
            fs::File::open(&self.part)?.sync_all()?;
            if let Ok(facts) = fs::metadata(&self.target) {
                fs::set_permissions(&self.part, facts.permissions())?;
            }
            fs::rename(&self.part, &self.target)?;
            sync_folder(&self.target)
        };
        place().map_err(|error| Failure::disk(&self.target, "cannot be written", &error))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Gone when it took its place; that it could not be removed adds nothing to what failed.
        let _ = fs::remove_file(&self.part);
    }
}

/// The name of a file is on disk when its folder is.
#[cfg(unix)]
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Opens a file to append to, making it, for this program alone until it is closed.
///
/// # Errors
/// What `taken` says while another program has it, or the disk refuses.
pub(crate) fn alone(path: &Path, taken: impl FnOnce() -> Failure) -> Result<fs::File, Failure> {
    let file = fs::OpenOptions::new().create(true).read(true).append(true).open(path);
    let file = file.map_err(|error| Failure::disk(path, "cannot be opened", &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(taken()),
        Err(fs::TryLockError::Error(error)) => Err(Failure::disk(path, "cannot be locked", &error)),
    }
}

/// Makes a folder with its parents.
///
/// # Errors
/// There is a file of that name, or the disk refuses.
pub fn folder(path: &Path) -> Result<(), Failure> {
    if path.exists() && !path.is_dir() {
        return Err(Failure::Input(format!("{}: is a file; name a folder", path.display())));
    }
    fs::create_dir_all(path).map_err(|error| Failure::disk(path, "cannot be made", &error))
}
