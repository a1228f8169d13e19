//! Icons and fonts that a page carries; it is readable without.

use std::{fs, path::Path};

use engine::IconSet;

use crate::{Failure, files};

/// Faces the page uses: (file of the web fonts, family, weight).
pub const FACES: [(&str, &str, &str); 4] = [
    ("inter-latin-wght-normal.woff2", "Inter", "100 900"),
    ("jetbrains-mono-latin-400-normal.woff2", "JetBrains Mono", "400"),
    ("jetbrains-mono-latin-500-normal.woff2", "JetBrains Mono", "500"),
    ("jetbrains-mono-latin-600-normal.woff2", "JetBrains Mono", "600"),
];

#[derive(Debug, Clone, Default)]
pub struct Assets {
    pub icons: IconSet,
    /// By the place in [`FACES`]; bytes of a WOFF2 file.
    pub faces: Vec<(usize, Vec<u8>)>,
}

impl Assets {
    /// The folders `icons` and `webfonts` in a folder, as far as they are there.
    ///
    /// # Errors
    /// There is no such folder, or what is there cannot be read.
    pub fn read(folder: &Path) -> Result<Assets, Failure> {
        if !folder.is_dir() {
            return Err(Failure::Input(format!("{}: is no folder with icons and fonts", folder.display())));
        }
        let mut assets = Assets::default();
        if folder.join("icons").is_dir() {
            assets.icons = icons(folder)?;
        }
        for (at, (name, ..)) in FACES.iter().enumerate() {
            let path = folder.join("webfonts").join(name);
            if path.is_file() {
                assets.faces.push((at, files::read_bytes(&path)?));
            }
        }
        Ok(assets)
    }
}

/// The icons in a folder's `icons`.
///
/// # Errors
/// They cannot be read.
pub fn icons(folder: &Path) -> Result<IconSet, Failure> {
    let folder = folder.join("icons");
    let failed = |error: std::io::Error| Failure::disk(&folder, "cannot be read", &error);
    let mut icons = IconSet::default();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let symbol = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
        if let (Some(symbol), true) = (symbol, path.extension().is_some_and(|ending| ending == "svg")) {
            icons.insert(symbol, &files::read_text(&path)?);
        }
    }
    Ok(icons)
}
