//! The commands of the page, a file per subject: translate, call `studio`, translate back.

pub mod deployment;
mod deployment_view;
pub mod export;
pub mod files;
pub mod history;
pub mod organisation;
pub mod prices;
pub mod proposal;
pub mod report;
pub mod review;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use contract::{Failure, FailureCode};
use studio::{outputs::Document, prices::Held};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath};

use crate::state::Shell;

pub type Answer<T> = Result<T, Failure>;

/// How long a page waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(20);

fn failure(error: studio::Failure) -> Failure {
    let code = match error {
        studio::Failure::Input(_) | studio::Failure::Refused(_) => FailureCode::Input,
        studio::Failure::Stale(_) => FailureCode::Stale,
        studio::Failure::World(_) => FailureCode::World,
    };
    Failure { code, message: error.to_string() }
}

/// The design that is open.
fn document(app: &AppHandle) -> Answer<Document> {
    let shell = app.state::<Shell>();
    let open = shell.open();
    open.as_ref().map(|live| live.document().clone()).ok_or_else(nothing_open)
}

/// The book by which everything in this window is priced.
fn book(app: &AppHandle) -> Arc<Held> {
    app.state::<Shell>().prices.held()
}

/// A number as it crosses to the page.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn nothing_open() -> Failure {
    Failure { code: FailureCode::Stale, message: "no design is open; open one first".to_owned() }
}

fn page_ended(lost: bool) -> Failure {
    let what = match lost {
        true => "Edits that were not saved yet are lost; everything else is here.",
        false => "Nothing is lost.",
    };
    let message = format!("The window's page ended unexpectedly and was loaded again. {what}");
    Failure { code: FailureCode::World, message }
}

/// Lets a person choose a file; `None` when nothing was chosen.
async fn chosen(ask: impl FnOnce(Box<dyn FnOnce(Option<FilePath>) + Send>)) -> Option<PathBuf> {
    let (send, mut receive) = tauri::async_runtime::channel(1);
    ask(Box::new(move |chosen| drop(send.try_send(chosen))));
    receive.recv().await.flatten()?.into_path().ok()
}

/// Lets a person choose where a file beside a design goes: `{design}-{name}.{kind}` unless they say otherwise. `None`
/// when nothing was chosen.
async fn chosen_place(
    app: &AppHandle,
    design: &Path,
    name: &str,
    (words, kind): (&str, &str),
) -> Answer<Option<PathBuf>> {
    let stem = design.file_stem().unwrap_or_default().to_string_lossy();
    let mut dialog =
        app.dialog().file().add_filter(words, &[kind]).set_file_name(format!("{stem}-{name}.{kind}"));
    if let Some(folder) = design.parent() {
        dialog = dialog.set_directory(folder);
    }
    match chosen(|answer| dialog.save_file(answer)).await {
        Some(path) => ending(path, kind).map(Some),
        None => Ok(None),
    }
}

/// A chosen path with an ending (without its dot). Not every dialog adds one, and then none has asked about a file that
/// is there already.
fn ending(path: PathBuf, wanted: &str) -> Answer<PathBuf> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted)) {
        return Ok(path);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(wanted);
    let path = PathBuf::from(name);
    match path.exists() {
        true => {
            let why = format!("{}: is already there; choose it by its name", path.display());
            Err(failure(studio::Failure::Input(why)))
        }
        false => Ok(path),
    }
}
