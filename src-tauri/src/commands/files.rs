//! Designs: opened, begun, saved, closed; edits written.

use std::path::Path;

use contract::{Acknowledged, Commit, Opened, Recent, Start};
use studio::{
    Live, Operation,
    clock::{self, Moment},
    files,
    places::{self, Places},
};
use tauri::{Manager, State};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, failure, nothing_open};
use crate::state::Shell;

fn opened(live: &Live) -> Opened {
    Opened {
        path: live.path().display().to_string(),
        document: live.text(),
        revision: live.revision(),
        hash: live.hash().to_owned(),
        read_only: live.read_only().map(str::to_owned),
    }
}

/// What the page shows first.
#[tauri::command]
#[specta::specta]
pub fn start(shell: State<'_, Shell>) -> Start {
    let (open, failure) = match shell.asked.as_deref().map(|path| show(&shell, path)) {
        None => (None, None),
        Some(Ok(opened)) => (Some(opened), None),
        Some(Err(failure)) => (None, Some(failure)),
    };
    Start {
        today: clock::today(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        open,
        recent: recent(),
        failure,
    }
}

fn show(shell: &Shell, path: &Path) -> Answer<Opened> {
    // what is open gives its lease back before the next one is asked for
    shell.open().take();
    Ok(keep(shell, Live::open(path).map_err(failure)?))
}

/// Makes a design the open one, and remembers that it was opened.
fn keep(shell: &Shell, live: Live) -> Opened {
    let answer = opened(&live);
    if let Ok(places) = Places::find() {
        // the list is a convenience: a design opens without it
        let _ = places.opened(live.path(), &live.document().name, Moment::now());
    }
    *shell.open() = Some(live);
    shell.desk.forget();
    answer
}

/// Designs opened lately that are still there.
fn recent() -> Vec<Recent> {
    let found = Places::find().map(|places| places.recent()).unwrap_or_default();
    found.into_iter().map(|places::Recent { path, name, opened }| Recent { path, name, opened }).collect()
}

/// Starts a design as a project file of its own, in the folder for designs.
#[tauri::command]
#[specta::specta]
pub fn begin(shell: State<'_, Shell>, document: String) -> Answer<Opened> {
    let document = files::parse(Path::new("the new design"), document.as_bytes()).map_err(failure)?;
    let places = Places::find().map_err(failure)?;
    let path = places.new_file(&document.name).map_err(failure)?;
    shell.open().take();
    Ok(keep(&shell, Live::create(&path, document).map_err(failure)?))
}

/// Lets a person choose a file and opens it; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn pick(app: tauri::AppHandle) -> Answer<Option<Opened>> {
    let dialog = app.dialog().file().add_filter("Designs", &["groundplan", "json"]);
    let (send, receive) = std::sync::mpsc::channel();
    dialog.pick_file(move |chosen| drop(send.send(chosen)));
    let chosen = receive.recv().ok().flatten().and_then(|chosen| chosen.into_path().ok());
    match chosen {
        Some(path) => show(&app.state::<Shell>(), &path).map(Some),
        None => Ok(None),
    }
}

/// Lets a person choose where to write a copy, which is then the open design; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn save_as(app: tauri::AppHandle) -> Answer<Option<Opened>> {
    let dialog = app.dialog().file().add_filter("Project", &["groundplan"]).add_filter("JSON", &["json"]);
    let (send, receive) = std::sync::mpsc::channel();
    dialog.save_file(move |chosen| drop(send.send(chosen)));
    let chosen = receive.recv().ok().flatten().and_then(|chosen| chosen.into_path().ok());
    let Some(path) = chosen else { return Ok(None) };
    let shell = app.state::<Shell>();
    let document = shell.open().as_ref().map(|live| live.document().clone()).ok_or_else(nothing_open)?;
    let live = Live::create(&path, document).map_err(failure)?;
    Ok(Some(keep(&shell, live)))
}

/// Closes the open design and tells what to open next.
#[tauri::command]
#[specta::specta]
pub fn close(shell: State<'_, Shell>) -> Vec<Recent> {
    shell.open().take();
    recent()
}

/// Opens a design.
#[tauri::command]
#[specta::specta]
pub fn open(shell: State<'_, Shell>, path: String) -> Answer<Opened> {
    show(&shell, Path::new(&path))
}

/// Writes a document as a new design and opens it.
#[tauri::command]
#[specta::specta]
pub fn create(shell: State<'_, Shell>, path: String, document: String) -> Answer<Opened> {
    let path = Path::new(&path);
    let document = files::parse(path, document.as_bytes()).map_err(failure)?;
    shell.open().take();
    Ok(keep(&shell, Live::create(path, document).map_err(failure)?))
}

/// Writes edits; the answer comes when they are on disk.
#[tauri::command]
#[specta::specta]
pub fn commit(shell: State<'_, Shell>, commit: Commit) -> Answer<Acknowledged> {
    let mut open = shell.open();
    let live = open.as_mut().ok_or_else(nothing_open)?;
    let read = |operation: &contract::Operation| Operation::read(&operation.label, &operation.delta);
    let operations = commit.operations.iter().map(read).collect::<Result<Vec<_>, _>>().map_err(failure)?;
    live.commit(commit.base, &operations).map_err(failure)?;
    Ok(Acknowledged { revision: live.revision(), hash: live.hash().to_owned() })
}

/// The design as it is on disk, for a page whose state is not the shell's.
#[tauri::command]
#[specta::specta]
pub fn reload(shell: State<'_, Shell>) -> Answer<Opened> {
    let path = shell.open().as_ref().map(|live| live.path().to_owned()).ok_or_else(nothing_open)?;
    show(&shell, &path)
}
