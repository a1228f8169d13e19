//! What is offered of the open design, written where a person wants it.

use contract::ProposalForm;
use studio::{
    clock, compare,
    outputs::{Language, Session},
    report,
};
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

use super::{
    Answer, book, chosen, chosen_place, document,
    review::{aside, named, path},
};
use crate::embedded;

/// Lets a person choose where the proposal goes; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_proposal(app: AppHandle, form: ProposalForm) -> Answer<Option<String>> {
    let file = match form {
        ProposalForm::Pdf => ("PDF", "pdf"),
        ProposalForm::Xlsx => ("Workbook", "xlsx"),
    };
    let place = chosen_place(&app, &path(&app)?, "proposal", file).await?;
    Ok(place.and_then(named))
}

/// Writes the proposal of the open design, of one environment or of all, beside something else if there is a name for
/// it; the ending of the file's name says what as.
#[tauri::command]
#[specta::specta]
pub async fn export_proposal(
    app: AppHandle,
    path: String,
    environment: Option<String>,
    against: Option<String>,
    spanish: bool,
) -> Answer<()> {
    let (document, held) = (document(&app)?, book(&app));
    let design = self::path(&app)?;
    aside(move || {
        let against = against.map(|named| compare::against(&design, &document, &named)).transpose()?;
        let mut session = Session::new(document, held.book(), clock::today());
        let language = if spanish { Language::Spanish } else { Language::English };
        let (icons, fonts) = (|| Ok(embedded::icons(&app)), || embedded::fonts(&app));
        // the fonts are in the program: there is nothing to warn of
        let asked = report::Asked {
            environment: environment.as_deref(),
            against: against.as_ref(),
            language,
            ..report::Asked::default()
        };
        report::proposal(path.as_ref(), &mut session, asked, icons, fonts).map(drop)
    })
    .await
}

/// Lets a person choose a logo, as a design carries it; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_logo(app: AppHandle) -> Answer<Option<String>> {
    let dialog = app.dialog().file().add_filter("Logo", &["svg", "png", "jpg", "jpeg"]);
    match chosen(|answer| dialog.pick_file(answer)).await {
        Some(path) => aside(move || report::logo(&path)).await.map(Some),
        None => Ok(None),
    }
}
