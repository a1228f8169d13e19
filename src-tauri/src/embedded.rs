//! The icons and fonts that the window itself shows, for what it writes.

use studio::{
    outputs::Fonts,
    review::{Assets, FACES},
};
use tauri::AppHandle;

/// The files of one folder of the page: their names in it, and what reads them.
fn files<'a>(app: &AppHandle, folder: &'a str) -> impl Iterator<Item = (String, Vec<u8>)> + use<'a> {
    let resolver = app.asset_resolver();
    let names: Vec<String> = resolver.iter().map(|(name, _)| name.into_owned()).collect();
    names.into_iter().filter_map(move |name| {
        let (within, file) = name.trim_start_matches('/').split_once('/')?;
        let file = (within == folder).then(|| file.to_owned())?;
        Some((file, resolver.get(name)?.bytes))
    })
}

/// For a review page, or a drawing.
pub fn assets(app: &AppHandle) -> Assets {
    let mut assets = Assets::default();
    for (file, bytes) in files(app, "icons") {
        if let (Some(symbol), Ok(text)) = (file.strip_suffix(".svg"), String::from_utf8(bytes)) {
            assets.icons.insert(symbol, &text);
        }
    }
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
