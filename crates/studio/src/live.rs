//! The replica of an open design on the shell's side: every acknowledged operation is on disk.

use std::path::{Path, PathBuf};

use engine::{Delta, Document, canonical};

use crate::{Failure, files};

/// An operation as it is written: what was done, in words, and the change.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    pub label: String,
    pub delta: Delta,
}

/// A design that is open for editing.
#[derive(Debug)]
pub struct Live {
    path: PathBuf,
    document: Document,
    revision: u32,
    hash: String,
}

impl Live {
    /// Opens a design.
    ///
    /// # Errors
    /// The file cannot be read or is no design.
    pub fn open(path: &Path) -> Result<Live, Failure> {
        let (document, _) = files::read_document(path)?;
        let hash = canonical::hash(&document);
        Ok(Live { path: path.to_owned(), document, revision: 0, hash })
    }

    /// Writes a document as a new design and opens it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn create(path: &Path, document: Document) -> Result<Live, Failure> {
        files::write(path, canonical::print(&document).as_bytes())?;
        let hash = canonical::hash(&document);
        Ok(Live { path: path.to_owned(), document, revision: 0, hash })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Number of the last operation.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// SHA-256 of the canonical document.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Makes operations that start from revision `base`, all or none, and returns when they are on disk.
    ///
    /// # Errors
    /// [`Failure::Stale`] when they start from another state, [`Failure::World`] when the disk refuses; file and
    /// replica are then as they were.
    pub fn commit(&mut self, base: u32, operations: &[Operation]) -> Result<(), Failure> {
        if base != self.revision {
            return Err(Failure::Stale(format!(
                "the edit starts from revision {base}, the file is at {}; open the design again",
                self.revision
            )));
        }
        let mut document = self.document.clone();
        for operation in operations {
            operation.delta.apply(&mut document).map_err(|stale| Failure::Stale(stale.to_string()))?;
        }
        files::write(&self.path, canonical::print(&document).as_bytes())?;
        self.hash = canonical::hash(&document);
        self.document = document;
        self.revision += u32::try_from(operations.len()).unwrap_or(u32::MAX);
        Ok(())
    }
}
