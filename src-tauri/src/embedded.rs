//! The icons and fonts that the window itself shows, for what it writes.

use studio::{
    outputs::{Fonts, IconSet},
    review::{Assets, FACES},
};
use tauri::AppHandle;

/// The files of one folder of the page: their names in it, and their bytes.
fn files<'a>(app: &AppHandle, folder: &'a str) -> impl Iterator<Item = (String, Vec<u8>)> + use<'a> {
    let resolver = app.asset_resolver();
    let names: Vec<String> = resolver.iter().map(|(name, _)| name.into_owned()).collect();
    names.into_iter().filter_map(move |name| {
        let (within, file) = name.trim_start_matches('/').split_once('/')?;
        let file = (within == folder).then(|| file.to_owned())?;
        Some((file, resolver.get(name)?.bytes))
    })
}

/// For a drawing.
pub fn icons(app: &AppHandle) -> IconSet {
    let mut icons = IconSet::default();
    for (file, bytes) in files(app, "icons") {
        if let (Some(symbol), Ok(text)) = (file.strip_suffix(".svg"), String::from_utf8(bytes)) {
            icons.insert(symbol, &text);
        }
    }
    icons
}

/// For a review page.
pub fn assets(app: &AppHandle) -> Assets {
    let mut assets = Assets { icons: icons(app), ..Assets::default() };
    for (file, bytes) in files(app, "webfonts") {
        let face = FACES.iter().position(|(name, ..)| *name == file);
        assets.faces.extend(face.map(|face| (face, bytes)));
    }
    assets
}

/// For a picture.
pub fn fonts(app: &AppHandle) -> Fonts {
    Fonts::read(files(app, "fonts").map(|(_, bytes)| bytes))
}
