//! Drawings and templates of the open design, written where a person wants them.

use contract::Export;
use studio::{
    clock, files,
    outputs::{self, Language, Look, Project, Theme},
};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

use super::{
    Answer, chosen, nothing_open,
    review::{aside, embedded},
};
use crate::state::Shell;

/// Lets a person choose where, and writes it; `None` when nothing was chosen, else what was written.
#[tauri::command]
#[specta::specta]
pub async fn export(app: AppHandle, what: Export, environment: String) -> Answer<Option<Vec<String>>> {
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
    let path = chosen(|answer| match what {
        Export::Templates => dialog.pick_folder(answer),
        Export::Drawing | Export::DarkDrawing => dialog
            .add_filter("SVG", &["svg"])
            .set_file_name(format!("{stem}-{environment}.svg"))
            .save_file(answer),
    });
    let Some(path) = path.await else { return Ok(None) };
    let icons = embedded(&app).icons;
    aside(move || {
        let project = Project::new(document);
        let written = match what {
            Export::Templates => outputs::write_templates(&project, &environment, &path)?,
            Export::Drawing | Export::DarkDrawing => {
                let today = clock::today();
                let theme = if what == Export::Drawing { Theme::Light } else { Theme::Dark };
                let look = Look { theme, language: Language::English, prices: true, findings: Some(&today) };
                let architecture = project.resolve(&environment).map_err(outputs::refused)?;
                let svg = outputs::drawing(&project, &architecture, look, &icons);
                files::write(&path, svg.as_bytes())?;
                vec![path]
            }
        };
        Ok(Some(written.iter().map(|path| path.display().to_string()).collect()))
    })
    .await
}
