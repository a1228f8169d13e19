//! Reports as files of their own: HTML, Markdown, PDF and JSON of the same content.

mod page;
mod proposal;

use std::path::Path;

use engine::WellArchitected;
use export::{Fonts, Warning};

use crate::{Failure, files, review::Assets};

pub use proposal::{Asked, ProposalForm, logo, proposal};

/// What a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Html,
    Markdown,
    Pdf,
    Json,
}

impl Form {
    /// What the ending of a file's name says.
    ///
    /// # Errors
    /// It says none of them.
    pub fn of(path: &Path) -> Result<Form, Failure> {
        match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("html") => Ok(Form::Html),
            Some("md") => Ok(Form::Markdown),
            Some("pdf") => Ok(Form::Pdf),
            Some("json") => Ok(Form::Json),
            _ => Err(Failure::Input(format!(
                "{}: name a file that ends in .html, .md, .pdf or .json",
                path.display()
            ))),
        }
    }
}

/// Writes how a design stands by the Well-Architected Framework. `assets` is a folder with `fonts` and `webfonts`;
/// without it a page is set in the reader's fonts and a PDF in those of this machine.
///
/// # Errors
/// The file's name does not say what to write, a PDF has no font to be set in, or the disk refuses.
pub fn well_architected(
    path: &Path,
    report: &WellArchitected,
    assets: Option<&Path>,
) -> Result<Vec<Warning>, Failure> {
    well_architected_in(
        path,
        report,
        || assets.map(Assets::read).transpose().map(Option::unwrap_or_default),
        || Fonts::load(assets.map(|folder| folder.join("fonts")).as_deref()),
    )
}

/// The same, set in what is asked for when it is needed: a page in `assets`, a PDF in `fonts`.
///
/// # Errors
/// As above.
pub fn well_architected_in(
    path: &Path,
    report: &WellArchitected,
    assets: impl FnOnce() -> Result<Assets, Failure>,
    fonts: impl FnOnce() -> Fonts,
) -> Result<Vec<Warning>, Failure> {
    let (bytes, warnings) = match Form::of(path)? {
        Form::Html => (page::write(report, &assets()?).into_bytes(), Vec::new()),
        Form::Markdown => (report.markdown().into_bytes(), Vec::new()),
        Form::Json => (format!("{:#}\n", report.json()).into_bytes(), Vec::new()),
        Form::Pdf => export::pdf(report, &fonts())
            .map_err(|error| Failure::World(format!("{}: {error}", path.display())))?,
    };
    files::write(path, &bytes)?;
    Ok(warnings)
}
