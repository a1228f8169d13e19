//! Files: what is opened, begun, saved, closed; edits sent and acknowledged.

use contract::{Commit, Failure, FailureCode, Opened, Operation};
use editor::Editor;
use engine::{Language, Services, StartingPoint};
use leptos::{prelude::*, task::spawn_local};

use super::{App, Done, Saved};
use crate::shell;

impl App {
    /// Asks the shell what to show first.
    pub fn start(self) {
        spawn_local(async move {
            match shell::start().await {
                Ok(start) => {
                    self.today.set(start.today);
                    self.recent.set(start.recent);
                    if let Some(failure) = start.failure {
                        self.notice.set(Some(failure.message));
                    }
                    if let Some(opened) = start.open {
                        self.show(opened);
                    }
                }
                Err(failure) => self.notice.set(Some(failure.message)),
            }
            self.ready.set(true);
        });
    }

    /// Starts a design from a template, as a file of its own.
    pub fn begin(self, template: &'static StartingPoint) {
        self.begin_with(template.document.to_owned());
    }

    /// Starts with nothing but environments.
    pub fn begin_empty(self) {
        self.begin_with(editor::EMPTY.to_owned());
    }

    fn begin_with(self, document: String) {
        spawn_local(async move { self.answered(shell::begin(document).await.map(Some)) });
    }

    /// Opens a file.
    pub fn load(self, path: String) {
        spawn_local(async move { self.answered(shell::open(path).await.map(Some)) });
    }

    /// Lets a person choose a file.
    pub fn pick(self) {
        spawn_local(async move { self.answered(shell::pick().await) });
    }

    /// Lets a person choose where a copy goes.
    pub fn save_as(self) {
        spawn_local(async move { self.answered(shell::save_as().await) });
    }

    fn answered(self, answer: Result<Option<Opened>, Failure>) {
        match answer {
            Ok(Some(opened)) => self.show(opened),
            Ok(None) => {}
            Err(failure) => self.notice.set(Some(failure.message)),
        }
    }

    /// Back to the start page; what was edited is on disk or says that it is not.
    pub fn close(self) {
        spawn_local(async move {
            self.open.set(false);
            self.editor.set_value(None);
            if let Ok(recent) = shell::close().await {
                self.recent.set(recent);
            }
        });
    }

    /// Shows a design the shell has opened.
    pub fn show(self, opened: Opened) {
        match engine::load(opened.document.as_bytes(), &Services) {
            Ok(document) => {
                let editor = Editor::new(document, self.today.get_untracked(), Language::English);
                self.editor.set_value(Some(editor));
                self.acknowledged.set_value(opened.revision);
                self.waiting.set_value(Vec::new());
                self.fitted.set_value(false);
                self.activity.set(Vec::new());
                self.note(Done::Opened, format!("Opened {}", opened.path));
                self.path.set(opened.path);
                self.saved.set(opened.read_only.map_or(Saved::Yes, Saved::No));
                self.revision.update(|revision| *revision += 1);
                self.open.set(true);
            }
            Err(problems) => self.notice.set(Some(problems.to_string())),
        }
    }

    pub(super) fn send(self) {
        let made = self.peek(Editor::take_operations).unwrap_or_default();
        for operation in &made {
            self.note(Done::Edited, operation.label.clone());
        }
        self.waiting.update_value(|waiting| {
            waiting.extend(made.into_iter().filter_map(|operation| {
                let delta = operation.delta_text()?;
                Some(Operation { label: operation.label, delta })
            }));
        });
        if self.sending.get_value() || self.waiting.with_value(Vec::is_empty) {
            return;
        }
        self.sending.set_value(true);
        self.saved.set(Saved::Pending);
        spawn_local(async move {
            loop {
                let operations = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
                if operations.is_empty() {
                    self.saved.set(Saved::Yes);
                    self.note(Done::Saved, "Saved");
                    break;
                }
                let base = self.acknowledged.get_value();
                match shell::commit(Commit { base, operations }).await {
                    Ok(acknowledged) => self.acknowledged.set_value(acknowledged.revision),
                    Err(failure) => {
                        self.not_saved(failure).await;
                        break;
                    }
                }
            }
            self.sending.set_value(false);
        });
    }

    /// The shell's state wins: what it holds is what is on disk.
    async fn not_saved(self, failure: Failure) {
        self.saved.set(Saved::No(failure.message.clone()));
        self.note(Done::Failed, format!("Not saved: {}", failure.message));
        self.notice.set(Some(failure.message));
        if failure.code == FailureCode::Stale
            && let Ok(opened) = shell::reload().await
        {
            self.show(opened);
        }
    }
}
