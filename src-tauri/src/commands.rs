//! The commands of the page, one function each: translate, call `studio`, translate back.

use std::path::Path;

use contract::{Acknowledged, Commit, Failure, FailureCode, Opened, Start};
use studio::{Live, Operation, clock, files};
use tauri::State;

use crate::state::Shell;

type Answer<T> = Result<T, Failure>;

fn failure(error: studio::Failure) -> Failure {
    let code = match error {
        studio::Failure::Input(_) | studio::Failure::Refused(_) => FailureCode::Input,
        studio::Failure::Stale(_) => FailureCode::Stale,
        studio::Failure::World(_) => FailureCode::World,
    };
    Failure { code, message: error.to_string() }
}

fn nothing_open() -> Failure {
    Failure { code: FailureCode::Stale, message: "no design is open; open one first".to_owned() }
}

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
        recent: Vec::new(),
        failure,
    }
}

fn show(shell: &Shell, path: &Path) -> Answer<Opened> {
    let live = Live::open(path).map_err(failure)?;
    let answer = opened(&live);
    *shell.open() = Some(live);
    Ok(answer)
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
    let live = files::parse(path, document.as_bytes())
        .and_then(|document| Live::create(path, document))
        .map_err(failure)?;
    let answer = opened(&live);
    *shell.open() = Some(live);
    Ok(answer)
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
