//! The replica of an open design on the shell's side: every acknowledged operation is on disk.

use std::path::Path;

use engine::{Delta, Document, Stale, canonical};

use crate::{
    Failure, ProjectFile, files,
    json_file::JsonFile,
    person::Stamp,
    project_file::{self, Entry, Head, Holder, Lease, Version},
};

/// An operation as it is written: what was done, in words, and the change.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    pub label: String,
    pub delta: Delta,
}

impl Operation {
    /// Reads an operation whose delta is JSON.
    ///
    /// # Errors
    /// It is no delta.
    pub fn read(label: &str, delta: &str) -> Result<Operation, Failure> {
        let delta = serde_json::from_str(delta)
            .map_err(|error| Failure::Input(format!("an edit cannot be read: {error}")))?;
        Ok(Operation { label: label.to_owned(), delta })
    }
}

/// A design that is open: a project file or a plain JSON document. Both are written alike; a plain document keeps no
/// history.
#[derive(Debug)]
pub struct Live {
    store: Store,
    document: Document,
    head: Head,
}

#[derive(Debug)]
enum Store {
    Json(JsonFile),
    // The lease is given back before the file is closed: fields are dropped in this order.
    Project { access: Access, file: ProjectFile },
}

#[derive(Debug)]
enum Access {
    Writer(Lease),
    /// Why not.
    Reader(String),
}

impl Live {
    /// Opens a design to edit it; when it can only be read, [`Live::read_only`] says why.
    ///
    /// # Errors
    /// The file cannot be read or is no design.
    pub fn open(path: &Path) -> Result<Live, Failure> {
        if files::is_project(path)? {
            return Live::of(ProjectFile::open(path)?);
        }
        let (file, document) = JsonFile::open(path)?;
        let head = Head { revision: 0, hash: canonical::hash(&document) };
        Ok(Live { store: Store::Json(file), document, head })
    }

    /// Writes a document as a new design, over whatever is at the path, and opens it: a project file if the name ends
    /// in `.groundplan`, else a plain JSON document.
    ///
    /// # Errors
    /// The file cannot be written, or another program has a project file open there.
    pub fn create(path: &Path, document: Document) -> Result<Live, Failure> {
        if project_file::named_so(path) {
            return Live::of(ProjectFile::create(path, &document, "Created", &Stamp::now())?);
        }
        files::write(path, canonical::print(&document).as_bytes())?;
        Live::open(path)
    }

    /// Opens a design in the place of the one that is open, which stays there until the other one is. A design that is
    /// opened again is taken from the disk, and may be edited if it may be now.
    ///
    /// # Errors
    /// As [`Live::open`].
    pub fn open_instead<'a>(open: &'a mut Option<Live>, path: &Path) -> Result<&'a mut Live, Failure> {
        let next = Live::open(path)?;
        Ok(next.instead_of(open))
    }

    /// Writes a design and opens it in the place of the one that is open, which stays there until the other one is.
    ///
    /// # Errors
    /// As [`Live::create`].
    pub fn create_instead<'a>(
        open: &'a mut Option<Live>,
        path: &Path,
        document: Document,
    ) -> Result<&'a mut Live, Failure> {
        let next = Live::create(path, document)?;
        Ok(next.instead_of(open))
    }

    fn instead_of(mut self, open: &mut Option<Live>) -> &mut Live {
        // gives its lease back, which may be the one of the same file
        open.take();
        // a design that cannot be had to edit says why, and is there to be read
        let _ = self.claim();
        open.insert(self)
    }

    /// Asks for the right to edit a design that was opened to be read; whether it may be edited now.
    ///
    /// # Errors
    /// The disk refuses; that another one has it is an answer.
    pub fn claim(&mut self) -> Result<bool, Failure> {
        if let Store::Project { access: access @ Access::Reader(_), file } = &mut self.store
            && file.read_only().is_none()
        {
            let (reader, answer) = match file.claim() {
                Ok(Ok(lease)) => (Access::Writer(lease), Ok(true)),
                Ok(Err(holder)) => (Access::Reader(held(&holder)), Ok(false)),
                Err(failure) => (Access::Reader(failure.to_string()), Err(failure)),
            };
            *access = reader;
            answer?;
            // what the last writer did before it gave the lease back
            self.follow()?;
        }
        Ok(self.read_only().is_none())
    }

    fn of(file: ProjectFile) -> Result<Live, Failure> {
        // Read before anything is written: a damaged file stays as it is.
        let (document, head) = file.document()?;
        files::sound(file.path(), &document)?;
        let access = match file.read_only() {
            Some(reason) => Access::Reader(reason.to_owned()),
            None => match file.claim()? {
                Ok(lease) => Access::Writer(lease),
                Err(holder) => Access::Reader(held(&holder)),
            },
        };
        let mut live = Live { store: Store::Project { access, file }, document, head };
        // What the last writer did before it gave the lease back.
        live.follow()?;
        Ok(live)
    }

    pub fn path(&self) -> &Path {
        match &self.store {
            Store::Json(file) => file.path(),
            Store::Project { file, .. } => file.path(),
        }
    }

    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document's canonical text.
    pub fn text(&self) -> String {
        canonical::print(&self.document)
    }

    /// Number of the last operation.
    pub fn revision(&self) -> u32 {
        self.head.revision
    }

    /// SHA-256 of the canonical document.
    pub fn hash(&self) -> &str {
        &self.head.hash
    }

    /// Why the design cannot be edited, for example who else does; `None` when it can.
    pub fn read_only(&self) -> Option<&str> {
        match &self.store {
            Store::Json(file) => file.read_only(),
            Store::Project { access: Access::Writer(_), .. } => None,
            Store::Project { access: Access::Reader(reason), .. } => Some(reason),
        }
    }

    /// The project file, for what is recorded about a design; `None` for a plain JSON document.
    pub fn project_file(&self) -> Option<&ProjectFile> {
        match &self.store {
            Store::Json(_) => None,
            Store::Project { file, .. } => Some(file),
        }
    }

    /// Makes operations that start from revision `base`, all or none, and returns when they are on disk.
    ///
    /// # Errors
    /// [`Failure::Stale`] when they start from another state, [`Failure::World`] when the design is read-only or the
    /// disk refuses; file and replica are then as they were.
    pub fn commit(&mut self, base: u32, operations: &[Operation]) -> Result<(), Failure> {
        let shown = self.path().display();
        if base != self.head.revision {
            return Err(Failure::Stale(format!(
                "{shown}: the edit starts from revision {base}, the file is at {}; open the design again",
                self.head.revision
            )));
        }
        let mut document = self.document.clone();
        let mut hashes = Vec::with_capacity(operations.len());
        for operation in operations {
            let stale = |stale: Stale| Failure::Stale(format!("{shown}: {stale}"));
            operation.delta.apply(&mut document).map_err(stale)?;
            hashes.push(canonical::hash(&document));
        }
        let Some(hash) = hashes.last().cloned() else { return Ok(()) };
        files::sound(self.path(), &document)?;
        let head = match &mut self.store {
            Store::Json(file) => {
                file.write(&document)?;
                Head { revision: base + hashes.len() as u32, hash }
            }
            Store::Project { access: Access::Writer(lease), file } => {
                file.append(lease, &self.head, operations, &hashes, &document, &Stamp::now())?
            }
            Store::Project { access: Access::Reader(reason), file } => {
                return Err(project_file::cannot_write(file.path(), reason));
            }
        };
        self.document = document;
        self.head = head;
        Ok(())
    }

    /// Who else may edit the design now; `None` when it is free, or is ours.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn held(&self) -> Result<Option<String>, Failure> {
        match &self.store {
            Store::Project { access: Access::Reader(_), file } => {
                Ok(file.holder()?.map(|holder| holder.to_string()))
            }
            _ => Ok(None),
        }
    }

    /// Whether another program changed a plain document since it was read or written here.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn changed_elsewhere(&self) -> Result<bool, Failure> {
        match &self.store {
            Store::Json(file) => file.changed(),
            Store::Project { .. } => Ok(false),
        }
    }

    /// Writes a plain document as it is here over what another program made of it.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn keep_mine(&mut self) -> Result<(), Failure> {
        match &mut self.store {
            Store::Json(file) => file.overwrite(&self.document),
            Store::Project { .. } => Ok(()),
        }
    }

    /// Takes over what other programs wrote since; `true` when there was anything.
    ///
    /// # Errors
    /// The file cannot be read or is no longer sound; the replica is then as it was.
    pub fn follow(&mut self) -> Result<bool, Failure> {
        let (document, head) = match &mut self.store {
            Store::Json(file) => {
                let Some(document) = file.news()? else { return Ok(false) };
                let head = Head { revision: self.head.revision + 1, hash: canonical::hash(&document) };
                (document, head)
            }
            Store::Project { file, .. } => {
                file.refresh()?;
                if file.head()? == self.head {
                    return Ok(false);
                }
                file.document()?
            }
        };
        self.document = document;
        self.head = head;
        Ok(true)
    }

    /// Writes the design under another name, over whatever is there, and goes on with that file. Between project files
    /// the history goes along, unless another program has written the file since.
    ///
    /// # Errors
    /// The file cannot be written, or another program has a project file open there; the design then stays where it
    /// is.
    pub fn save_as(&mut self, path: &Path) -> Result<(), Failure> {
        if path.canonicalize().is_ok_and(|target| self.path().canonicalize().is_ok_and(|own| own == target)) {
            return Ok(());
        }
        *self = match self.project_file() {
            Some(file) if project_file::named_so(path) && file.head()? == self.head => {
                file.copy_to(path)?;
                Live::open(path)?
            }
            _ => Live::create(path, self.document.clone())?,
        };
        Ok(())
    }

    /// The log before a revision (all without one), the newest line first; a plain JSON document has none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn operations(&self, before: Option<u32>, limit: u32) -> Result<Vec<Entry>, Failure> {
        self.project_file().map_or(Ok(Vec::new()), |file| file.operations(before, limit))
    }

    /// The document as it was.
    ///
    /// # Errors
    /// There is no such revision; a plain JSON document keeps none but the present one.
    pub fn document_at(&self, revision: u32) -> Result<Document, Failure> {
        match self.project_file() {
            Some(file) => file.document_at(revision),
            None if revision == self.head.revision => Ok(self.document.clone()),
            None => Err(self.no_history()),
        }
    }

    /// The canonical text of the document as it was.
    ///
    /// # Errors
    /// As [`Live::document_at`].
    pub fn text_at(&self, revision: u32) -> Result<String, Failure> {
        self.document_at(revision).map(|document| canonical::print(&document))
    }

    /// What brings the design to what it was at a revision: an edit like any other, to be committed. Empty when it is
    /// that already.
    ///
    /// # Errors
    /// As [`Live::document_at`].
    pub fn way_back(&self, revision: u32) -> Result<Delta, Failure> {
        self.project_file().ok_or_else(|| self.no_history())?.way_back(revision)
    }

    /// The revisions that have a name.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn versions(&self) -> Result<Vec<Version>, Failure> {
        self.project_file().map_or(Ok(Vec::new()), ProjectFile::versions)
    }

    /// Names a revision.
    ///
    /// # Errors
    /// The name is taken, or a plain JSON document, which has no versions.
    pub fn name_version(&self, revision: u32, name: &str) -> Result<(), Failure> {
        let file = self.project_file().ok_or_else(|| self.no_history())?;
        file.name_version(revision, name, &Stamp::now())
    }

    /// Closes the design; others can edit it at once. Dropping it does the same.
    pub fn close(self) {}

    fn no_history(&self) -> Failure {
        project_file::plain(self.path())
    }
}

fn held(holder: &Holder) -> String {
    format!("{holder} has it open")
}
