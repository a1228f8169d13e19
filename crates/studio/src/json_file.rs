//! A design as a plain JSON file, for teams that keep it in Git: whole or not at all, and never over somebody
//! else's edit.

use std::path::{Path, PathBuf};

use engine::{Document, canonical};

use crate::{Failure, files, project_file};

#[derive(Debug)]
pub(crate) struct JsonFile {
    path: PathBuf,
    /// What the file held when it was last read or written here.
    known: Vec<u8>,
    read_only: Option<String>,
}

impl JsonFile {
    pub fn open(path: &Path) -> Result<(JsonFile, Document), Failure> {
        let known = files::read_bytes(path)?;
        let document = files::parse(path, &known)?;
        let read_only = protection(path);
        Ok((JsonFile { path: path.to_owned(), known, read_only }, document))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Replaces the document by its next state.
    ///
    /// # Errors
    /// It is read-only, or [`Failure::Stale`] when it is no longer what was read or written here.
    pub fn write(&mut self, document: &Document) -> Result<(), Failure> {
        if let Some(reason) = &self.read_only {
            return Err(project_file::cannot_write(&self.path, reason));
        }
        if self.changed()? {
            return Err(Failure::Stale(format!(
                "{}: was changed on disk by another program since it was read; the edit is not written, open the \
                 design again",
                self.path.display()
            )));
        }
        let text = canonical::print(document).into_bytes();
        files::write(&self.path, &text)?;
        self.known = text;
        Ok(())
    }

    /// Replaces whatever another program wrote.
    ///
    /// # Errors
    /// It is read-only, or the disk refuses.
    pub fn overwrite(&mut self, document: &Document) -> Result<(), Failure> {
        self.known = files::read_bytes(&self.path)?;
        self.write(document)
    }

    /// The document that another program wrote since.
    pub fn news(&mut self) -> Result<Option<Document>, Failure> {
        if !self.changed()? {
            return Ok(None);
        }
        let (file, document) = JsonFile::open(&self.path)?;
        *self = file;
        Ok(Some(document))
    }

    /// Whether it is no longer what was read or written here.
    pub fn changed(&self) -> Result<bool, Failure> {
        Ok(files::read_bytes(&self.path)? != self.known)
    }
}

/// Why a file cannot be written.
#[cfg(unix)]
fn protection(path: &Path) -> Option<String> {
    use rustix::fs::{Access, access};
    if access(path, Access::WRITE_OK).is_err() {
        return Some("the file is write-protected".to_owned());
    }
    // It is replaced, so its folder has to take a new one.
    let real = path.canonicalize().ok()?;
    match access(real.parent()?, Access::WRITE_OK) {
        Ok(()) => None,
        Err(_) => Some("its folder cannot be written".to_owned()),
    }
}

#[cfg(not(unix))]
fn protection(path: &Path) -> Option<String> {
    let protected = std::fs::metadata(path).is_ok_and(|facts| facts.permissions().readonly());
    protected.then(|| "the file is write-protected".to_owned())
}
