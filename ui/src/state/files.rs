//! Files: what is opened, begun, saved, closed; edits sent and acknowledged.

use contract::{Commit, Failure, FailureCode, Opened, Operation};
use editor::{Editor, Unsaved};
use engine::{Document, Services, StartingPoint};
use leptos::{prelude::*, task::spawn_local};

use super::{App, Done, Saved};
use crate::shell;

/// Where a person goes from the open design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    /// A new design with this document.
    Begin(String),
    Open(String),
    /// A file to be chosen.
    Pick,
    /// The start page.
    Close,
    /// Out of the window.
    Quit,
}

impl App {
    /// Asks the shell what to show first.
    pub fn start(self) {
        spawn_local(async move {
            match shell::start().await {
                Ok(start) => {
                    self.today.set(start.today);
                    self.recent.set(start.recent);
                    // before anything is shown: no price is told twice
                    let unread = self.take_book(&start.prices).err();
                    let failed = start.failure.map(|failure| failure.message);
                    let told = [start.prices.problem, unread, failed].into_iter().flatten();
                    let told = told.collect::<Vec<_>>().join("\n");
                    self.notice.set(Some(told).filter(|told| !told.is_empty()));
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
        self.leave_for(Leave::Begin(template.document.to_owned()));
    }

    /// Starts with nothing but environments.
    pub fn begin_empty(self) {
        self.leave_for(Leave::Begin(editor::EMPTY.to_owned()));
    }

    /// Opens a file.
    pub fn load(self, path: String) {
        self.leave_for(Leave::Open(path));
    }

    /// Lets a person choose a file.
    pub fn pick(self) {
        self.leave_for(Leave::Pick);
    }

    /// Back to the start page.
    pub fn close(self) {
        self.leave_for(Leave::Close);
    }

    /// Leaves the open design once its edits are on disk; where they cannot be written a person is asked.
    pub fn leave_for(self, to: Leave) {
        spawn_local(async move {
            while self.sending.get_value() {
                rest(50).await;
            }
            match self.unsaved.with_value(Unsaved::is_empty) {
                true => self.go(to).await,
                false => self.leaving.set(Some(to)),
            }
        });
    }

    /// Leaves the open design, and with it the edits that could not be written.
    pub fn leave_unsaved(self, to: Leave) {
        spawn_local(async move { self.go(to).await });
    }

    async fn go(self, to: Leave) {
        match to {
            Leave::Begin(document) => self.answered(shell::begin(document).await.map(Some)),
            Leave::Open(path) => self.answered(shell::open(path).await.map(Some)),
            Leave::Pick => self.answered(shell::pick().await),
            Leave::Close => {
                self.open.set(false);
                self.turn_to(None);
                self.past.set(None);
                self.start_over(0);
                if let Ok(recent) = shell::close().await {
                    self.recent.set(recent);
                }
            }
            Leave::Quit => {
                let _ = shell::quit().await;
            }
        }
    }

    /// Takes a design off the list of those opened lately.
    pub fn forget(self, path: String) {
        spawn_local(async move {
            match shell::forget(path).await {
                Ok(recent) => self.recent.set(recent),
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    /// Lets a person choose where a copy goes, and goes on there with what could not be written here.
    pub fn save_as(self) {
        spawn_local(async move {
            while self.sending.get_value() {
                rest(50).await;
            }
            match shell::save_as().await {
                Ok(Some(opened)) if self.unsaved.with_value(Unsaved::is_empty) => self.show(opened),
                Ok(Some(opened)) => {
                    self.unsaved.update_value(|unsaved| unsaved.moved(opened.revision));
                    self.path.set(opened.path);
                    self.conflict.set(false);
                    self.flush();
                }
                Ok(None) => {}
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    fn answered(self, answer: Result<Option<Opened>, Failure>) {
        match answer {
            Ok(Some(opened)) => self.show(opened),
            Ok(None) => {}
            Err(failure) => self.notice.set(Some(failure.message)),
        }
    }

    /// Nothing is unsaved, of a file at this revision.
    fn start_over(self, revision: u32) {
        self.unsaved.set_value(Unsaved::after(revision));
        self.conflict.set(false);
        self.held.set(None);
        self.hold(false);
    }

    /// Shows a design the shell has opened.
    pub fn show(self, opened: Opened) {
        match read_design(&opened.document) {
            Ok(document) => {
                let mut editor = self.editor_of(document);
                editor.lock(opened.read_only.clone());
                self.past.set(None);
                self.turn_to(Some(editor));
                self.start_over(opened.revision);
                self.fitted.set_value(false);
                self.activity.set(Vec::new());
                if self.path.with_untracked(|path| *path != opened.path) {
                    self.pricing.beside.set(None);
                }
                self.note(Done::Opened, format!("Opened {}", opened.path));
                self.path.set(opened.path);
                self.saved.set(opened.read_only.map_or(Saved::Yes, Saved::ReadOnly));
                self.revision.update(|revision| *revision += 1);
                self.open.set(true);
            }
            Err(problems) => self.notice.set(Some(problems)),
        }
    }

    pub(super) fn send(self) {
        let made = self.peek(Editor::take_operations).unwrap_or_default();
        for operation in &made {
            self.note(Done::Edited, operation.label.clone());
        }
        if !made.is_empty() {
            self.hold(true);
            self.unsaved.update_value(|unsaved| unsaved.add(made));
            self.flush();
        }
    }

    /// Sends what is not on disk yet, one batch after the other.
    pub fn flush(self) {
        let next = move || {
            self.unsaved.try_update_value(|unsaved| {
                let (base, operations) = unsaved.send()?;
                let told = |made: &editor::Operation| Operation {
                    label: made.label.clone(),
                    // one that cannot be told is refused by the shell, not lost
                    delta: made.delta_text().unwrap_or_default(),
                };
                Some(Commit { base, operations: operations.iter().map(told).collect() })
            })
        };
        let Some(mut commit) = next().flatten() else { return };
        self.sending.set_value(true);
        if !matches!(self.saved.get_untracked(), Saved::No(_)) {
            self.saved.set(Saved::Pending);
        }
        spawn_local(async move {
            loop {
                match shell::commit(commit).await {
                    Ok(acknowledged) => {
                        self.unsaved.update_value(|unsaved| unsaved.written(acknowledged.revision));
                    }
                    Err(failure) => {
                        self.unsaved.update_value(Unsaved::refused);
                        self.sending.set_value(false);
                        self.not_saved(failure).await;
                        return;
                    }
                }
                match next().flatten() {
                    Some(more) => commit = more,
                    None => break,
                }
            }
            self.sending.set_value(false);
            self.conflict.set(false);
            self.saved.set(Saved::Yes);
            self.note(Done::Saved, "Saved");
            self.hold(false);
        });
    }

    /// The edits stay and are tried again, by themselves where that can help.
    async fn not_saved(self, failure: Failure) {
        if !matches!(self.saved.get_untracked(), Saved::No(_)) {
            self.note(Done::Failed, format!("Not saved: {}", failure.message));
            self.notice.set(Some(failure.message.clone()));
        }
        self.saved.set(Saved::No(failure.message));
        match failure.code {
            FailureCode::Stale => self.conflict.set(true),
            FailureCode::World => {
                rest(3000).await;
                self.flush();
            }
            FailureCode::Input => {}
        }
    }

    fn hold(self, unsaved: bool) {
        spawn_local(async move {
            let _ = shell::hold(unsaved).await;
        });
    }

    /// Keeps the window's title: what is open, with a dot while edits are not on disk.
    pub fn entitle(self) {
        let title = Memo::new(move |_| {
            let name = self.read(|editor| editor.document().name.clone());
            let unsaved = matches!(self.saved.get(), Saved::Pending | Saved::No(_));
            match name.filter(|_| self.open.get()) {
                Some(name) if unsaved => format!("• {name} — Groundplan"),
                Some(name) => format!("{name} — Groundplan"),
                None => "Groundplan".to_owned(),
            }
        });
        Effect::new(move |_| {
            let title = title.get();
            document().set_title(&title);
            spawn_local(async move {
                let _ = shell::entitle(title).await;
            });
        });
    }

    /// What the window says: files dropped on it, and that it is to be closed.
    pub fn listen(self) {
        spawn_local(async move {
            shell::listen("tauri://drag-drop", move |dropped: Dropped| {
                if let Some(path) = dropped.paths.into_iter().next() {
                    self.take_dropped(path);
                }
            })
            .await;
            shell::listen("leaving", move |(): ()| self.leave_for(Leave::Quit)).await;
        });
    }

    /// Keeps up with what others do to the open file, as long as the window lives.
    pub fn follow(self) {
        spawn_local(async move {
            loop {
                rest(2000).await;
                if !self.open.get_untracked()
                    || self.sending.get_value()
                    || self.past.with_untracked(Option::is_some)
                {
                    continue;
                }
                let seen = self.unsaved.with_value(Unsaved::acknowledged);
                // a file that cannot be read for a moment is asked again
                let Ok(news) = shell::news(seen).await else { continue };
                if let Some(opened) = news.opened {
                    self.follow_to(opened);
                }
                if self.held.with_untracked(|held| *held != news.held) {
                    self.held.set(news.held);
                }
                if news.changed_elsewhere && !self.conflict.get_untracked() {
                    self.conflict.set(true);
                }
            }
        });
    }

    /// Shows what another one made of the design, from where one looks now.
    fn follow_to(self, opened: Opened) {
        let before = self.editor.try_update_value(Option::take).flatten();
        self.show(opened);
        if let Some(before) = before {
            self.peek(|editor| editor.look_like(&before));
            self.fitted.set_value(true);
            self.camera.update(|revision| *revision += 1);
            self.revision.update(|revision| *revision += 1);
        }
    }

    /// Asks for the right to edit.
    pub fn claim(self) {
        spawn_local(async move {
            match shell::claim().await {
                Ok(opened) => self.follow_to(opened),
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    /// Writes this window's state over what another program made of the file.
    pub fn keep_mine(self) {
        spawn_local(async move {
            match shell::keep_mine().await {
                Ok(()) => {
                    self.conflict.set(false);
                    self.flush();
                }
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    /// Shows what another program made of the file; what is only here is gone.
    pub fn take_theirs(self) {
        spawn_local(async move {
            match shell::reload().await {
                Ok(opened) => self.follow_to(opened),
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }
}

/// A design as the shell sends it, or everything that is wrong with it.
pub(super) fn read_design(text: &str) -> Result<Document, String> {
    engine::load(text.as_bytes(), &Services).map_err(|problems| problems.to_string())
}

/// Files dropped on the window.
#[derive(serde::Deserialize)]
struct Dropped {
    paths: Vec<String>,
}

/// Waits for some milliseconds.
pub(super) async fn rest(milliseconds: i32) {
    let over = js_sys::Promise::new(&mut |done, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(over).await;
}
