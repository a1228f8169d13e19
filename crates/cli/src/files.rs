//! Reading designs and delivering answers.

use std::{
    io::{self, Write},
    path::Path,
};

use engine::Project;
pub use studio::files::{folder, read_text, write};

use crate::failure::Failure;

/// A design and the text it was read from.
pub struct Design {
    pub project: Project,
    pub text: String,
}

/// Reads a design, plain JSON or a project file; `-` is standard input.
pub fn read(path: &Path) -> Result<Design, Failure> {
    let (document, text) = studio::files::read_document(path)?;
    Ok(Design { project: Project::new(document), text })
}

/// Makes sure that no file is overwritten unasked.
pub fn not_there(path: &Path, mend: &str) -> Result<(), Failure> {
    match path.exists() {
        true => Err(Failure::Input(format!("{}: is already there; {mend}", path.display()))),
        false => Ok(()),
    }
}

/// Prints to standard output; a reader that went away is not an error.
pub fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::World(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints, or writes to the file asked for.
pub fn deliver(out: Option<&Path>, text: &str) -> Result<(), Failure> {
    match out {
        Some(path) => write(path, text.as_bytes()),
        None => print(text),
    }
}

/// JSON for people and programs: indented, one trailing newline.
pub fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
