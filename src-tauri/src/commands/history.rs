//! The history of the open design: the log, what it was, the way back, names.

use std::collections::BTreeMap;

use contract::{Log, LogEntry};
use tauri::State;

use super::{Answer, failure, nothing_open};
use crate::state::Shell;

/// Lines of the log that are read at once.
const PAGE: u32 = 100;

/// The log before a revision, or its newest lines.
#[tauri::command(async)]
#[specta::specta]
pub fn history(shell: State<'_, Shell>, before: Option<u32>) -> Answer<Log> {
    let open = shell.open();
    let live = open.as_ref().ok_or_else(nothing_open)?;
    let mut names: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for version in live.versions().map_err(failure)? {
        names.entry(version.revision).or_default().push(version.name);
    }
    let entries = live.operations(before, PAGE).map_err(failure)?;
    let entries = entries.into_iter().map(|entry| {
        let time = entry.time.to_string();
        LogEntry {
            names: names.remove(&entry.revision).unwrap_or_default(),
            revision: entry.revision,
            label: entry.label,
            date: entry.time.date(),
            time: time.get(11..16).unwrap_or_default().to_owned(),
            author: entry.author,
        }
    });
    let entries: Vec<LogEntry> = entries.collect();
    let more = entries.last().is_some_and(|last| last.revision > 0);
    Ok(Log { entries, more, plain: live.project_file().is_none() })
}

/// The document as it was.
#[tauri::command(async)]
#[specta::specta]
pub fn document_at(shell: State<'_, Shell>, revision: u32) -> Answer<String> {
    let open = shell.open();
    let live = open.as_ref().ok_or_else(nothing_open)?;
    live.text_at(revision).map_err(failure)
}

/// The change, as JSON, that brings the design to what it was: an edit like any other.
#[tauri::command(async)]
#[specta::specta]
pub fn way_back(shell: State<'_, Shell>, revision: u32) -> Answer<String> {
    let open = shell.open();
    let live = open.as_ref().ok_or_else(nothing_open)?;
    let delta = live.way_back(revision).map_err(failure)?;
    serde_json::to_string(&delta)
        .map_err(|error| failure(studio::Failure::World(format!("the way back cannot be told: {error}"))))
}

/// Gives a revision a name.
#[tauri::command(async)]
#[specta::specta]
pub fn name_version(shell: State<'_, Shell>, revision: u32, name: String) -> Answer<()> {
    shell.open().as_ref().ok_or_else(nothing_open)?.name_version(revision, &name).map_err(failure)
}
