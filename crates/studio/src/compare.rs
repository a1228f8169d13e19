//! What a price is compared with, as a person names it.

use std::{path::Path, sync::Arc};

use engine::{Against, Document, Id};

use crate::{Failure, ProjectFile, files, prices, project_file};

/// What was named: `env:NAME`, `region:NAME`, `version:NAME` (or a revision's number) of the design's own file,
/// `book:ID`, or else another design.
///
/// # Errors
/// There is nothing of that name, the design's file keeps no history, or what is there cannot be read.
pub fn against(design: &Path, document: &Document, named: &str) -> Result<Against, Failure> {
    match named.split_once(':') {
        Some(("env", id)) => environment(document, id).map(Against::Environment),
        Some(("region", region)) => Ok(Against::Region(region.to_owned())),
        Some(("version", word)) => version(design, word),
        Some(("book", id)) => {
            let book = prices::book(Some(id))?;
            Ok(Against::Book { called: id.to_owned(), book: Arc::new(book) })
        }
        _ => {
            let path = Path::new(named);
            let (document, _) = files::read_document(path)?;
            Ok(Against::Design { called: name(path), document: Arc::new(document) })
        }
    }
}

fn environment(document: &Document, named: &str) -> Result<Id, Failure> {
    let known = &document.environments;
    Id::new(named).filter(|id| known.contains_key(id)).ok_or_else(|| {
        let all: Vec<&str> = known.keys().map(Id::as_str).collect();
        Failure::Input(format!("there is no environment “{named}”; there are {}", all.join(", ")))
    })
}

fn version(design: &Path, word: &str) -> Result<Against, Failure> {
    if !files::is_project(design)? {
        return Err(project_file::plain(design));
    }
    let file = ProjectFile::open_to_read(design)?;
    let document = file.document_at(file.revision_called(word)?)?;
    let called = match word.parse::<u32>() {
        Ok(revision) => format!("revision {revision}"),
        Err(_) => format!("version “{word}”"),
    };
    Ok(Against::Design { called, document: Arc::new(document) })
}

/// A file as it is called.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
