//! The shell's commands. Generated from their types (`UPDATE=1 cargo test -p groundplan-app`); do not edit.

use contract::*;

use super::call::{Nothing, ask};

/// What the page shows first.
pub async fn start() -> Result<Start, Failure> {
    ask("start", &Nothing {}).await
}

/// Opens a design.
pub async fn open(path: String) -> Result<Opened, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
    }
    ask("open", &Arguments { path }).await
}

/// Writes a document as a new design and opens it.
pub async fn create(path: String, document: String) -> Result<Opened, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
        document: String,
    }
    ask("create", &Arguments { path, document }).await
}

/// Writes edits; the answer comes when they are on disk.
pub async fn commit(commit: Commit) -> Result<Acknowledged, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        commit: Commit,
    }
    ask("commit", &Arguments { commit }).await
}

/// The design as it is on disk, for a page whose state is not the shell's.
pub async fn reload() -> Result<Opened, Failure> {
    ask("reload", &Nothing {}).await
}
