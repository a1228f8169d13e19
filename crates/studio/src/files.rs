//! Reading designs and writing answers: whole or not at all.

use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
};

use engine::{Document, Services};

use crate::Failure;

/// Largest document that is read: far over 10,000 nodes, far under what would exhaust a small machine.
const MAX_DOCUMENT: u64 = 64 << 20;

/// Reads a document and the text it was read from; `-` is standard input.
///
/// # Errors
/// [`Failure::Input`] when it is no sound document, with every problem and its JSON path.
pub fn read_document(path: &Path) -> Result<(Document, String), Failure> {
    let bytes = if path.as_os_str() == "-" { read_stdin()? } else { read_bytes(path)? };
    let document = engine::load(&bytes, &Services)
        .map_err(|problems| Failure::Input(format!("{}: {problems}", path.display())))?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::Input(format!("{}: not UTF-8", path.display())))?;
    Ok((document, text))
}

fn read_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .take(MAX_DOCUMENT)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::World(format!("standard input: {error}")))?;
    Ok(bytes)
}

/// Reads a file a person names.
///
/// # Errors
/// It is not there, a directory, too large for a design, or cannot be read.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    let facts = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Failure::Input(format!("{shown}: no such file; `groundplan new -o {shown}` starts one"))
        }
        _ => Failure::World(format!("{shown}: {error}")),
    })?;
    if facts.is_dir() {
        return Err(Failure::Input(format!("{shown}: is a directory; name the design's JSON file in it")));
    }
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

/// Writes a file whole or not at all: beside it first, then renamed.
///
/// # Errors
/// The path names a directory or no file, or the disk refuses.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Failure::Input(format!("{shown}: is a directory; name a file in it")));
    }
    let Some(name) = path.file_name() else {
        return Err(Failure::Input(format!("{shown}: does not name a file")));
    };
    let mut beside = name.to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let result = fs::File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    result.map_err(|error| {
        // Nothing half-written stays behind; that it could not even be removed adds nothing to the message.
        let _ = fs::remove_file(&beside);
        Failure::disk(path, "cannot be written", &error)
    })
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
