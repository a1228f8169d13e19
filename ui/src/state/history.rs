//! The past of the open design: looked at without leaving the present, brought back as an edit.

use contract::Log;
use editor::{Difference, Unsaved};
use engine::{Delta, Document, Language};
use leptos::{prelude::*, task::spawn_local};

use super::{
    App,
    files::{read_design, rest},
};
use crate::shell;

impl App {
    /// Reads the log into the panel: its newest lines, or more below those that are there.
    pub fn read_log(self, into: RwSignal<Option<Log>>, more: bool) {
        let last = into.with_untracked(|log| log.as_ref()?.entries.last().map(|entry| entry.revision));
        let before = last.filter(|_| more);
        let newest = self.log_asked.ask();
        spawn_local(async move {
            let answer = shell::history(before).await;
            if !newest() {
                return;
            }
            match answer {
                Ok(read) => into.update(|log| match log {
                    Some(log) if before.is_some() => {
                        log.entries.extend(read.entries);
                        log.more = read.more;
                    }
                    // a line that is new leaves the older pages that were read
                    Some(log) if log.entries.len() > read.entries.len() => {
                        let oldest = read.entries.last().map_or(0, |entry| entry.revision);
                        log.entries.retain(|entry| entry.revision < oldest);
                        log.entries.splice(..0, read.entries);
                    }
                    log => *log = Some(read),
                }),
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    /// Shows the design as it was, to be looked at; the present waits.
    pub fn look_back(self, revision: u32) {
        spawn_local(async move {
            let document = match document_at(revision).await {
                Ok(document) => document,
                Err(why) => return self.notice.set(Some(why)),
            };
            let mut then = self.editor_of(document);
            then.lock(Some(format!(
                "This is revision {revision} as it was. Restore it, or go back to the present to edit."
            )));
            let Some(shown) = self.editor.try_update_value(Option::take).flatten() else { return };
            then.look_like(&shown);
            if self.past.get_untracked().is_none() {
                self.present.set_value(Some(shown));
            }
            self.turn_to(Some(then));
            self.past.set(Some(revision));
            self.redraw();
        });
    }

    /// Back to the present.
    pub fn return_to_present(self) {
        let (Some(mut present), Some(then)) = (
            self.present.try_update_value(Option::take).flatten(),
            self.editor.try_update_value(Option::take).flatten(),
        ) else {
            return;
        };
        present.look_like(&then);
        self.turn_to(Some(present));
        self.past.set(None);
        self.redraw();
    }

    fn redraw(self) {
        self.revision.update(|revision| *revision += 1);
        self.camera.update(|revision| *revision += 1);
        self.rested.update(|revision| *revision += 1);
    }

    /// What is different in the present from the revision that is looked at, in words.
    pub fn differences(self) -> Option<Vec<Difference>> {
        self.revision.track();
        let then = self.peek(|editor| editor.document().clone())?;
        self.present.with_value(|present| {
            let present = present.as_ref()?;
            Some(editor::differences(&then, present.document(), Language::English))
        })
    }

    /// Makes the design what it was at a revision: one step, which can be undone.
    pub fn restore(self, revision: u32, called: String) {
        spawn_local(async move {
            self.return_to_present();
            // the way back starts from what is on disk
            while self.sending.get_value() {
                rest(50).await;
            }
            if !self.unsaved.with_value(Unsaved::is_empty) {
                let why = "There are edits that are not saved yet. Restore once they are.";
                return self.notice.set(Some(why.to_owned()));
            }
            let way = match shell::way_back(revision).await {
                Ok(way) => way,
                Err(failure) => return self.notice.set(Some(failure.message)),
            };
            let made =
                serde_json::from_str::<Delta>(&way).map_err(|error| error.to_string()).and_then(|delta| {
                    let made = self.act(|editor| editor.make(format!("Restore {called}"), delta));
                    made.unwrap_or(Ok(())).map_err(|stale| stale.to_string())
                });
            match made {
                Ok(()) => self.said.set(format!("Restored {called}")),
                Err(why) => self.notice.set(Some(why)),
            }
        });
    }

    /// Gives a revision a name; the answer is why not.
    pub fn name_version(self, revision: u32, name: String, done: impl FnOnce(Result<(), String>) + 'static) {
        spawn_local(async move {
            done(shell::name_version(revision, name).await.map_err(|failure| failure.message));
        });
    }
}

/// The open design as it was.
pub(super) async fn document_at(revision: u32) -> Result<Document, String> {
    let text = shell::document_at(revision).await.map_err(|failure| failure.message)?;
    read_design(&text)
}
