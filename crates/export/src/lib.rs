//! Files made of drawings and reports: PNG through resvg, PDF through krilla, workbooks through rust_xlsxwriter.
//!
//! Native only. Fonts are handed in as a folder (`cargo xtask assets` fetches them) or as files that are in memory;
//! without them the system's fonts are used and the result says so.

mod pdf;
mod workbook;

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{ImageHrefResolver, Options, Tree, fontdb::Database},
};
use std::path::Path;

pub use pdf::{pdf, proposal};
pub use workbook::workbook;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The drawing is not SVG that can be read.
    #[error("the drawing is not valid SVG: {0}")]
    Svg(String),
    /// The picture would be larger than 64 million pixels, or empty.
    #[error("a picture of {width} × {height} px cannot be made; choose a smaller scale")]
    Size {
        /// Width asked for, px.
        width: f64,
        /// Height asked for, px.
        height: f64,
    },
    /// There is no font to set a PDF in.
    #[error("no font is there to set a PDF in; `cargo xtask assets` fetches them, or install one")]
    NoFont,
    /// The PDF could not be written.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
    /// The workbook could not be written.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A picture that a proposal carries cannot be drawn.
    #[error("the logo cannot be drawn: it is no sound PNG, JPEG or SVG picture; state another one")]
    Logo,
    /// The picture could not be encoded.
    #[error("the PNG could not be written: {0}")]
    Encode(String),
}

/// What is worth telling a person about a file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Inter or JetBrains Mono was not found; the system's fonts stand in.
    FontsMissing(Vec<&'static str>),
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Warning::FontsMissing(names) => write!(
                f,
                "{} not found, drawn with the system's fonts; `cargo xtask assets` fetches them",
                names.join(" and ")
            ),
        }
    }
}

/// The fonts that drawings are set in.
const FAMILIES: [&str; 2] = ["Inter", "JetBrains Mono"];
/// What stands in for them, the best first: what Linux, macOS and Windows come with.
const SANS: [&str; 7] =
    ["Inter", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Helvetica Neue", "Segoe UI", "Arial"];
const MONO: [&str; 6] =
    ["JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono", "Menlo", "Consolas"];
/// Pixels at most: 64 million are 256 MB.
const MOST_PIXELS: f64 = 64e6;

/// Fonts, loaded once and used for many pictures.
pub struct Fonts {
    database: std::sync::Arc<Database>,
    missing: Vec<&'static str>,
}

impl Fonts {
    /// Loads the fonts of a folder; the system's fonts too when one of ours is missing.
    pub fn load(folder: Option<&Path>) -> Fonts {
        let mut database = Database::new();
        if let Some(folder) = folder {
            database.load_fonts_dir(folder);
        }
        Fonts::of(database)
    }

    /// Takes fonts (TrueType, OpenType) that are in memory.
    pub fn read(faces: impl IntoIterator<Item = Vec<u8>>) -> Fonts {
        let mut database = Database::new();
        for face in faces {
            database.load_font_data(face);
        }
        Fonts::of(database)
    }

    fn of(mut database: Database) -> Fonts {
        let has = |database: &Database, name: &str| {
            database.faces().any(|face| face.families.iter().any(|(family, _)| family == name))
        };
        let ours = |database: &Database| -> Vec<&'static str> {
            FAMILIES.into_iter().filter(|name| !has(database, name)).collect()
        };
        if !ours(&database).is_empty() {
            database.load_system_fonts();
        }
        let missing = ours(&database);
        // generic families end at a font that is there and has letters, so that text is never lost
        let first = |names: &[&str], mono: bool| -> Option<String> {
            if let Some(name) = names.iter().find(|name| has(&database, name)) {
                return Some((*name).to_owned());
            }
            let mut faces = database.faces().filter(|face| face.monospaced || !mono);
            let face = faces.find(|face| database.with_face_data(face.id, legible) == Some(true))?;
            face.families.first().map(|(name, _)| name.clone())
        };
        let (sans, mono) = (first(&SANS, false), first(&MONO, true));
        if let Some(name) = sans {
            database.set_sans_serif_family(name);
        }
        if let Some(name) = mono {
            database.set_monospace_family(name);
        }
        Fonts { database: std::sync::Arc::new(database), missing }
    }

    /// What is worth telling about a file that is set in these families.
    fn warnings(&self, families: &[&'static str]) -> Vec<Warning> {
        let missing: Vec<_> = self.missing.iter().copied().filter(|name| families.contains(name)).collect();
        if missing.is_empty() { Vec::new() } else { vec![Warning::FontsMissing(missing)] }
    }
}

/// Whether a face has letters, and is not one of signs only.
fn legible(data: &[u8], index: u32) -> bool {
    let face = ttf_parser::Face::parse(data, index);
    face.is_ok_and(|face| ['A', 'a', '0', 'ñ'].into_iter().all(|letter| face.glyph_index(letter).is_some()))
}

/// A PNG and what is worth telling about it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What a person may want to know.
    pub warnings: Vec<Warning>,
}

/// Draws an SVG as PNG at `scale` pixels per px (2 suits documents and screens alike).
///
/// # Errors
/// [`ExportError`] when the SVG cannot be read or the picture would be too large.
pub fn png(svg: &str, fonts: &Fonts, scale: f32) -> Result<Picture, ExportError> {
    let tree = tree(svg, fonts)?;
    let size = tree.size();
    let (width, height) = (f64::from(size.width() * scale).ceil(), f64::from(size.height() * scale).ceil());
    let too_large = ExportError::Size { width, height };
    if !(width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS) {
        return Err(too_large);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let (w, h) = (width as u32, height as u32);
    let Some(mut pixmap) = Pixmap::new(w, h) else { return Err(too_large) };
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let bytes = pixmap.encode_png().map_err(|error| ExportError::Encode(error.to_string()))?;
    Ok(Picture { bytes, width: w, height: h, warnings: fonts.warnings(&FAMILIES) })
}

/// Reads a drawing. Pictures within it are read only where the text carries them; nothing outside is.
fn tree(svg: &str, fonts: &Fonts) -> Result<Tree, ExportError> {
    let inside = ImageHrefResolver {
        resolve_data: ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    let options = Options {
        fontdb: fonts.database.clone(),
        font_family: "Inter".to_owned(),
        image_href_resolver: inside,
        resources_dir: None,
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| ExportError::Svg(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>\
        <rect width='40' height='20' fill='#fff'/><text x='2' y='14' font-family='Inter'>Ag</text></svg>";

    #[test]
    fn a_drawing_becomes_a_png_of_twice_its_size() {
        let picture = png(DRAWING, &Fonts::load(None), 2.0).unwrap();
        assert_eq!((picture.width, picture.height), (80, 40));
        assert_eq!(picture.bytes.get(1..4), Some(&b"PNG"[..]));
    }

    #[test]
    fn missing_fonts_are_told() {
        let none = tempfile_free_folder();
        let picture =
            png(DRAWING, &Fonts { missing: vec!["Inter"], ..Fonts::load(Some(&none)) }, 1.0).unwrap();
        assert!(picture.warnings[0].to_string().contains("Inter"));
    }

    #[test]
    fn nonsense_and_giants_are_refused() {
        let fonts = Fonts::load(None);
        assert!(matches!(png("<p>", &fonts, 1.0), Err(ExportError::Svg(_))));
        assert!(matches!(png(DRAWING, &fonts, 10_000.0), Err(ExportError::Size { .. })));
        assert!(matches!(png(DRAWING, &fonts, 0.0), Err(ExportError::Size { .. })));
    }

    fn tempfile_free_folder() -> std::path::PathBuf {
        std::env::temp_dir().join("groundplan-no-such-folder")
    }
}
