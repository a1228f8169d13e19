//! What leaves a design as files of its own: the drawing of an environment, its templates.

use std::path::{Path, PathBuf};

use engine::{Annotations, Architecture, Book, scene::lens};
pub use engine::{Currency, Document, IconSet, Language, Project, Session, Theme};
pub use export::{Fonts, Warning};

use crate::{Failure, files};

/// What of a drawing is a matter of taste.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    pub theme: Theme,
    pub language: Language,
    /// In which amounts are written.
    pub currency: &'a Currency,
    /// With prices, those of this book as of this day (`YYYY-MM-DD`).
    pub prices: Option<(&'a Book, &'a str)>,
    /// With findings, as of this day (`YYYY-MM-DD`).
    pub findings: Option<&'a str>,
    pub lens: Option<Lens<'a>>,
}

/// What a drawing is looked at for.
#[derive(Debug, Clone, Copy)]
pub enum Lens<'a> {
    /// What the internet reaches.
    Network,
    /// What of security is open as of this day (`YYYY-MM-DD`).
    Security(&'a str),
    /// What a typical month costs, by this book as of this day (`YYYY-MM-DD`).
    Cost(&'a Book, &'a str),
    /// What somebody looked at.
    Told(&'a lens::Lens),
}

/// Reads what a lens says, as it is handed on.
///
/// # Errors
/// It is none.
pub fn told(text: &str) -> Result<lens::Lens, Failure> {
    serde_json::from_str(text)
        .map_err(|error| Failure::Input(format!("the lens cannot be read: {error}; export without it")))
}

/// The currency of a design by its code.
///
/// # Errors
/// The design states no rate for it.
pub fn currency(document: &Document, code: &str) -> Result<Currency, Failure> {
    engine::currency(document, code).map_err(|error| Failure::Input(error.to_string()))
}

/// Why the engine has no answer: the input names what is not there, or what is asked cannot be built.
pub fn refused(error: engine::EngineError) -> Failure {
    match error {
        engine::EngineError::Resolve(_) => Failure::Input(error.to_string()),
        _ => Failure::Refused(error.to_string()),
    }
}

/// The drawing of an environment as SVG. Without icons tiles carry letters.
pub fn drawing(project: &Project, architecture: &Architecture, look: Look<'_>, icons: &IconSet) -> String {
    let mut annotations = Annotations { currency: look.currency.clone(), ..Annotations::default() };
    if let Some((book, today)) = look.prices {
        annotations = annotations.with_estimate(&project.estimate(architecture, book, today));
    }
    // the badges of that lens need their corners
    let security = match look.lens {
        Some(Lens::Security(today)) => Some(today),
        _ => None,
    };
    if let Some(today) = look.findings.or(security) {
        project.annotate(architecture, today, &mut annotations);
    }
    let title = format!("{}, {}", architecture.title, architecture.environment);
    annotations.lens = look.lens.map(|lens| match lens {
        Lens::Network => project.network_lens(architecture, look.language),
        Lens::Security(today) => project.security_lens(architecture, today, look.language),
        Lens::Cost(book, today) => project.cost_lens(architecture, book, today, look.language, look.currency),
        Lens::Told(lens) => lens.clone(),
    });
    project.draw(architecture, &annotations, look.language, look.theme, icons, &title)
}

/// What a drawing can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Svg,
    Png,
}

impl Form {
    /// What the ending of a file's name says.
    ///
    /// # Errors
    /// It says neither.
    pub fn of(path: &Path) -> Result<Form, Failure> {
        match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("svg") => Ok(Form::Svg),
            Some("png") => Ok(Form::Png),
            _ => Err(Failure::Input(format!("{}: name a file that ends in .svg or .png", path.display()))),
        }
    }
}

/// Writes a drawing: as it is, or with fonts as PNG, `scale` pixels to a unit of the drawing.
///
/// # Errors
/// The picture would be too large, or the disk refuses.
pub fn write_drawing(path: &Path, svg: &str, raster: Option<(&Fonts, f32)>) -> Result<Vec<Warning>, Failure> {
    let Some((fonts, scale)) = raster else {
        files::write(path, svg.as_bytes())?;
        return Ok(Vec::new());
    };
    let picture = export::png(svg, fonts, scale)
        .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
    files::write(path, &picture.bytes)?;
    Ok(picture.warnings)
}

/// Writes the CloudFormation templates of an environment into a folder, which is made if missing, and returns what was
/// written. All texts are there before the first file: a template that cannot be written leaves no half set behind.
///
/// # Errors
/// There is no such environment, it cannot be built yet, or the disk refuses.
pub fn write_templates(project: &Project, environment: &str, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let architecture = project.resolve(environment).map_err(refused)?;
    let synthesis = project.synthesize(&architecture).map_err(refused)?;
    let texts = engine::template_files(&synthesis).map_err(refused)?;
    files::folder(folder)?;
    let mut written = Vec::with_capacity(texts.len());
    for (name, text) in &texts {
        let path = folder.join(name);
        files::write(&path, text.as_bytes())?;
        written.push(path);
    }
    Ok(written)
}
