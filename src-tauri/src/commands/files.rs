//! Designs: opened, begun, saved, closed; edits written.

use std::{
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

use contract::{Acknowledged, Commit, News, Opened, OtherDesign, Recent, Start};
use studio::{
    Live, Operation,
    clock::{self, Moment},
    compare, files,
    places::{self, Places},
};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, chosen, failure, nothing_open, prices};
use crate::{revival, state::Shell};

fn opened(live: &Live) -> Opened {
    Opened {
        path: live.path().display().to_string(),
        document: live.text(),
        revision: live.revision(),
        hash: live.hash().to_owned(),
        read_only: live.read_only().map(str::to_owned),
    }
}

/// What the page shows first: the design named on the command line, or, when the page's process had ended, what was open.
#[tauri::command(async)]
#[specta::specta]
pub fn start(shell: State<'_, Shell>) -> Start {
    let (open, mut failure) = match shell.asked().map(|path| show(&shell, &path)) {
        None => (shell.open().as_ref().map(opened), None),
        Some(Ok(opened)) => (Some(opened), None),
        Some(Err(failure)) => (None, Some(failure)),
    };
    if shell.reborn.swap(false, Ordering::SeqCst) {
        eprintln!("groundplan: the page is there again");
        // what it had not sent died with it
        let lost = shell.unsaved.swap(false, Ordering::SeqCst);
        failure = Some(super::page_ended(lost));
    }
    Start {
        today: clock::today(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        open,
        recent: recent(),
        prices: prices::in_hand(&shell.prices),
        failure,
    }
}

/// A fault stopped the page's program; whether the page is to load itself again.
#[tauri::command(async)]
#[specta::specta]
pub fn page_failed(app: AppHandle, message: String) -> bool {
    revival::ended(&app, &message)
}

fn show(shell: &Shell, path: &Path) -> Answer<Opened> {
    shown(shell, Live::open_instead(&mut shell.open(), path))
}

/// What is open now, noted as opened lately.
fn shown(shell: &Shell, live: Result<&mut Live, studio::Failure>) -> Answer<Opened> {
    let live = live.map_err(failure)?;
    if let Ok(places) = Places::find() {
        // the list is a convenience: a design opens without it
        let _ = places.opened(live.path(), &live.document().name, Moment::now());
    }
    shell.desk.forget();
    Ok(opened(live))
}

/// Designs opened lately.
fn recent() -> Vec<Recent> {
    let found = Places::find().map(|places| places.recent()).unwrap_or_default();
    let told = |one: places::Recent| {
        let gone = !one.is_there();
        Recent { path: one.path, name: one.name, opened: one.opened, gone }
    };
    found.into_iter().map(told).collect()
}

/// Starts a design as a project file of its own, in the folder for designs.
#[tauri::command(async)]
#[specta::specta]
pub fn begin(shell: State<'_, Shell>, document: String) -> Answer<Opened> {
    let document = files::parse(Path::new("the new design"), document.as_bytes()).map_err(failure)?;
    let places = Places::find().map_err(failure)?;
    let path = places.new_file(&document.name).map_err(failure)?;
    shown(&shell, Live::create_instead(&mut shell.open(), &path, document))
}

async fn chosen_design(app: &AppHandle) -> Option<PathBuf> {
    let dialog = app.dialog().file().add_filter("Designs", &["groundplan", "json"]);
    chosen(|answer| dialog.pick_file(answer)).await
}

/// Lets a person choose a file and opens it; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn pick(app: AppHandle) -> Answer<Option<Opened>> {
    match chosen_design(&app).await {
        Some(path) => aside(app, move |shell| show(shell, &path)).await.map(Some),
        None => Ok(None),
    }
}

/// Lets a person choose another design, to be looked at beside the open one; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_other(app: AppHandle) -> Answer<Option<String>> {
    Ok(chosen_design(&app).await.map(|path| path.display().to_string()))
}

/// Another design as it is on disk.
#[tauri::command(async)]
#[specta::specta]
pub fn other_design(path: String) -> Answer<OtherDesign> {
    let (_, document) = files::read_document(Path::new(&path)).map_err(failure)?;
    let called = compare::name(Path::new(&path));
    Ok(OtherDesign { path, called, document })
}

/// Lets a person choose where a copy goes, with its history; it is then the open design. `None`: nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn save_as(app: AppHandle) -> Answer<Option<Opened>> {
    let dialog = app.dialog().file().add_filter("Project", &["groundplan"]).add_filter("JSON", &["json"]);
    let Some(path) = chosen(|answer| dialog.save_file(answer)).await else { return Ok(None) };
    let save = move |shell: &Shell| {
        let mut open = shell.open();
        let live = open.as_mut().ok_or_else(nothing_open)?;
        let saved = live.save_as(&path);
        shown(shell, saved.map(|()| live)).map(Some)
    };
    aside(app, save).await
}

/// Does what waits for the disk away from the window.
async fn aside<T: Send + 'static>(
    app: AppHandle,
    work: impl FnOnce(&Shell) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let done = tauri::async_runtime::spawn_blocking(move || work(&app.state::<Shell>())).await;
    done.map_err(|error| failure(studio::Failure::World(error.to_string())))?
}

/// Closes the open design and tells what to open next.
#[tauri::command(async)]
#[specta::specta]
pub fn close(shell: State<'_, Shell>) -> Vec<Recent> {
    shell.open().take();
    recent()
}

/// Opens a design.
#[tauri::command(async)]
#[specta::specta]
pub fn open(shell: State<'_, Shell>, path: String) -> Answer<Opened> {
    show(&shell, Path::new(&path))
}

/// Writes a document as a new design and opens it.
#[tauri::command(async)]
#[specta::specta]
pub fn create(shell: State<'_, Shell>, path: String, document: String) -> Answer<Opened> {
    let path = Path::new(&path);
    let document = files::parse(path, document.as_bytes()).map_err(failure)?;
    shown(&shell, Live::create_instead(&mut shell.open(), path, document))
}

/// Writes edits; the answer comes when they are on disk.
#[tauri::command(async)]
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
#[tauri::command(async)]
#[specta::specta]
pub fn reload(shell: State<'_, Shell>) -> Answer<Opened> {
    let path = shell.open().as_ref().map(|live| live.path().to_owned()).ok_or_else(nothing_open)?;
    show(&shell, &path)
}

/// Writes a plain document as it is here over what another program made of it.
#[tauri::command(async)]
#[specta::specta]
pub fn keep_mine(shell: State<'_, Shell>) -> Answer<()> {
    shell.open().as_mut().ok_or_else(nothing_open)?.keep_mine().map_err(failure)
}

/// Asks for the right to edit a design that was opened to be read.
#[tauri::command(async)]
#[specta::specta]
pub fn claim(shell: State<'_, Shell>) -> Answer<Opened> {
    let mut open = shell.open();
    let live = open.as_mut().ok_or_else(nothing_open)?;
    live.claim().map_err(failure)?;
    Ok(opened(live))
}

/// What happened to the open design outside this window since the revision the page shows.
#[tauri::command(async)]
#[specta::specta]
pub fn news(shell: State<'_, Shell>, seen: u32) -> Answer<News> {
    let mut open = shell.open();
    let Some(live) = open.as_mut() else { return Ok(News::default()) };
    if live.read_only().is_none() {
        // what is edited here is not taken over unasked
        let changed_elsewhere = live.changed_elsewhere().map_err(failure)?;
        return Ok(News { changed_elsewhere, ..News::default() });
    }
    live.follow().map_err(failure)?;
    let held = live.held().map_err(failure)?;
    let opened = (live.revision() != seen).then(|| opened(live));
    Ok(News { opened, held, changed_elsewhere: false })
}

/// Takes a design off the list of those opened lately, and gives the list.
#[tauri::command(async)]
#[specta::specta]
pub fn forget(path: String) -> Answer<Vec<Recent>> {
    Places::find().and_then(|places| places.forget(Path::new(&path))).map_err(failure)?;
    Ok(recent())
}

/// Whether the page has edits that are not on disk: the window then asks it before it closes.
#[tauri::command(async)]
#[specta::specta]
pub fn hold(shell: State<'_, Shell>, unsaved: bool) {
    shell.unsaved.store(unsaved, Ordering::SeqCst);
}

/// Writes the window's title.
#[tauri::command]
#[specta::specta]
pub fn entitle(app: AppHandle, title: String) {
    for window in app.webview_windows().into_values() {
        // a title that cannot be shown is no reason to stop anybody
        let _ = window.set_title(&title);
    }
}

/// Closes the window.
#[tauri::command]
#[specta::specta]
pub fn quit(app: AppHandle) {
    app.state::<Shell>().open().take();
    app.exit(0);
}
