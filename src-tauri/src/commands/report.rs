//! The Well-Architected report of the open design, written where a person wants it.

use contract::ReportForm;
use studio::{
    clock,
    outputs::{self, Project},
    report,
};
use tauri::AppHandle;

use super::{
    Answer, chosen_place, document,
    review::{LANGUAGE, aside, named, path},
};
use crate::embedded;

/// Lets a person choose where the report goes; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_report(app: AppHandle, form: ReportForm) -> Answer<Option<String>> {
    let file = match form {
        ReportForm::Html => ("Web page", "html"),
        ReportForm::Pdf => ("PDF", "pdf"),
        ReportForm::Markdown => ("Markdown", "md"),
    };
    let place = chosen_place(&app, &path(&app)?, "well-architected", file).await?;
    Ok(place.and_then(named))
}

/// Writes the report of the open design; the ending of the file's name says what as.
#[tauri::command]
#[specta::specta]
pub async fn export_report(app: AppHandle, path: String) -> Answer<()> {
    let document = document(&app)?;
    aside(move || {
        let project = Project::new(document);
        let environments = project.environments(None).map_err(outputs::refused)?;
        let told = project.well_architected(&environments, &clock::today(), LANGUAGE);
        let assets = || Ok(embedded::assets(&app));
        // the fonts are in the program: there is nothing to warn of
        report::well_architected_in(path.as_ref(), &told, assets, || embedded::fonts(&app)).map(drop)
    })
    .await
}
