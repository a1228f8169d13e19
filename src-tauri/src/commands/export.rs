//! Drawings and templates of the open design, written where a person wants them.

use contract::{Export, Seen};
use studio::{
    clock, files,
    outputs::{self, Language, Lens, Look, Project, Theme},
};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, book, chosen, ending, nothing_open, review::aside};
use crate::{embedded, state::Shell};

/// Pixels to each unit of a drawing.
const SCALE: f32 = 2.0;

/// Lets a person choose where, and writes it (drawings in light or dark colours, with prices in a currency by its code, as
/// they are seen through a lens if there is one); `None` when nothing was chosen, else what was written.
#[tauri::command]
#[specta::specta]
pub async fn export(
    app: AppHandle,
    what: Export,
    environment: String,
    dark: bool,
    currency: String,
    seen: Option<Seen>,
) -> Answer<Option<Vec<String>>> {
    let (near, document) = {
        let shell = app.state::<Shell>();
        let open = shell.open();
        let live = open.as_ref().ok_or_else(nothing_open)?;
        (live.path().to_owned(), live.document().clone())
    };
    let stem = near.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut dialog = app.dialog().file();
    if let Some(folder) = near.parent() {
        dialog = dialog.set_directory(folder);
    }
    let file = match what {
        Export::Templates => None,
        Export::Svg => Some(("SVG", "svg")),
        Export::Png => Some(("PNG", "png")),
    };
    let path = chosen(|answer| match file {
        None => dialog.pick_folder(answer),
        Some((name, kind)) => dialog
            .add_filter(name, &[kind])
            .set_file_name(format!("{stem}-{environment}.{kind}"))
            .save_file(answer),
    });
    let Some(path) = path.await else { return Ok(None) };
    let path = match file {
        Some((_, kind)) => ending(path, kind)?,
        None => path,
    };
    aside(move || {
        let (lens, drawn) = seen.map(|Seen { lens, document }| (lens, document)).unzip();
        let document = match drawn.flatten().filter(|_| what != Export::Templates) {
            Some(text) => files::parse(&near, text.as_bytes())?,
            None => document,
        };
        let project = Project::new(document);
        if what == Export::Templates {
            let written = outputs::write_templates(&project, &environment, &path)?;
            return Ok(Some(written.iter().map(|path| path.display().to_string()).collect()));
        }
        let (held, today) = (book(&app), clock::today());
        let theme = if dark { Theme::Dark } else { Theme::Light };
        let lens = lens.as_deref().map(outputs::told).transpose()?;
        let currency = outputs::currency(&project.document, &currency)?;
        let look = Look {
            theme,
            language: Language::English,
            currency: &currency,
            prices: Some((held.book(), &today)),
            findings: Some(&today),
            lens: lens.as_ref().map(Lens::Told),
        };
        let architecture = project.resolve(&environment).map_err(outputs::refused)?;
        let svg = outputs::drawing(&project, &architecture, look, &embedded::icons(&app));
        let fonts = (what == Export::Png).then(|| embedded::fonts(&app));
        // the fonts are in the program: there is nothing to warn of
        outputs::write_drawing(&path, &svg, fonts.as_ref().map(|fonts| (fonts, SCALE)))?;
        Ok(Some(vec![path.display().to_string()]))
    })
    .await
}
