//! What the page holds: the editor of the open design, and what was acknowledged of it.

use contract::{Commit, Failure, FailureCode, Opened, Operation, Recent};
use editor::{AddRefusal, Editor, Overlay, Panel, Request, Response, Tool, models::Problem};
use engine::{Id, Language, Services, StartingPoint, scene::theme::Theme};
use leptos::{prelude::*, task::spawn_local};

use crate::{kit::theme, shell};

/// Where edits stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Everything is on disk.
    Yes,
    /// Edits are on their way.
    Pending,
    /// Edits are not on disk, and why.
    No(String),
}

/// What the side panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Shelf,
    Outline,
    History,
    Deployment,
    Review,
}

/// Handles to the state of the page; copied into every panel.
#[derive(Clone, Copy)]
pub struct App {
    editor: StoredValue<Option<Editor>, LocalStorage>,
    /// Changes with the document, the selection and the environment shown.
    revision: RwSignal<u64>,
    /// Whether a design is open.
    pub open: RwSignal<bool>,
    pub saved: RwSignal<Saved>,
    pub path: RwSignal<String>,
    pub recent: RwSignal<Vec<Recent>>,
    /// Whether the shell has answered.
    pub ready: RwSignal<bool>,
    /// What went wrong last, until a person closes it.
    pub notice: RwSignal<Option<String>>,
    /// The side panel; `None` when closed.
    pub side: RwSignal<Option<Side>>,
    pub inspector: RwSignal<bool>,
    /// Changes with the camera.
    pub camera: RwSignal<u64>,
    /// Changes when the camera has come to rest.
    pub rested: RwSignal<u64>,
    pub overlay: RwSignal<Overlay>,
    /// What the editor asks of the window; the part that is meant takes it.
    pub asked: RwSignal<Option<Request>>,
    /// What a screen reader says.
    pub said: RwSignal<String>,
    pub theme: RwSignal<Theme>,
    today: RwSignal<String>,
    /// Revision of the shell's replica; edits wait here until the one before is acknowledged.
    acknowledged: StoredValue<u32>,
    waiting: StoredValue<Vec<Operation>>,
    sending: StoredValue<bool>,
    /// What was copied here last.
    copied: StoredValue<String>,
    /// Whether the open design was brought into view once.
    fitted: StoredValue<bool>,
}

impl App {
    pub fn new() -> App {
        App {
            editor: StoredValue::new_local(None),
            revision: RwSignal::new(0),
            open: RwSignal::new(false),
            saved: RwSignal::new(Saved::Yes),
            path: RwSignal::new(String::new()),
            recent: RwSignal::new(Vec::new()),
            ready: RwSignal::new(false),
            notice: RwSignal::new(None),
            side: RwSignal::new(Some(Side::Shelf)),
            inspector: RwSignal::new(true),
            camera: RwSignal::new(0),
            rested: RwSignal::new(0),
            overlay: RwSignal::new(Overlay::default()),
            asked: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            theme: RwSignal::new(theme::current()),
            today: RwSignal::new(String::new()),
            acknowledged: StoredValue::new(0),
            waiting: StoredValue::new(Vec::new()),
            sending: StoredValue::new(false),
            copied: StoredValue::new(String::new()),
            fitted: StoredValue::new(false),
        }
    }

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

    /// `YYYY-MM-DD`.
    pub fn today(self) -> String {
        self.today.get_untracked()
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
                self.path.set(opened.path);
                self.saved.set(opened.read_only.map_or(Saved::Yes, Saved::No));
                self.revision.update(|revision| *revision += 1);
                self.open.set(true);
            }
            Err(problems) => self.notice.set(Some(problems.to_string())),
        }
    }

    /// Reads the open design; the reader runs again when it changes.
    pub fn read<R>(self, reader: impl FnOnce(&mut Editor) -> R) -> Option<R> {
        self.revision.track();
        self.peek(reader)
    }

    /// Reads the open design once.
    pub fn peek<R>(self, reader: impl FnOnce(&mut Editor) -> R) -> Option<R> {
        self.editor.try_update_value(|editor| editor.as_mut().map(reader)).flatten()
    }

    /// Does something to the open design, sends the edits it made, and shows what changed.
    pub fn act<R>(self, action: impl FnOnce(&mut Editor) -> R) -> Option<R> {
        let result = self.peek(action);
        self.send();
        self.revision.update(|revision| *revision += 1);
        if let Some(overlay) = self.peek(Editor::overlay) {
            self.overlay.set(overlay);
        }
        result
    }

    /// Forwards what a person did, and shows what it changed; whether it meant something.
    pub fn respond(self, event: impl FnOnce(&mut Editor) -> Response) -> bool {
        let Some(response) = self.peek(event) else { return false };
        if response.document {
            self.send();
        }
        if response.document || response.selection {
            self.revision.update(|revision| *revision += 1);
        }
        if response.camera {
            self.camera.update(|revision| *revision += 1);
        }
        if response.overlay
            && let Some(overlay) = self.peek(Editor::overlay)
        {
            self.overlay.set(overlay);
        }
        if let Some(refusal) = response.refusal {
            self.notice.set(Some(refusal));
        }
        if let Some(said) = response.said {
            self.said.set(said);
        }
        for request in response.requests {
            self.answer(request);
        }
        response.handled
    }

    /// Selects an element and brings it into view.
    pub fn reveal(self, id: &Id) {
        self.act(|editor| {
            editor.select([id.clone()]);
            editor.reveal(id);
        });
        self.camera.update(|revision| *revision += 1);
        self.rested.update(|revision| *revision += 1);
    }

    /// Adds an element where it fits: into what is selected, or the nearest container.
    pub fn add(self, kind: &'static str) {
        let added = self.act(|editor| match editor.add(kind) {
            Err(AddRefusal::NeedsContainers { .. }) => {
                editor.add_with_containers(kind).map_err(|refusal| editor.why_not_added(&refusal))
            }
            other => other.map_err(|refusal| editor.why_not_added(&refusal)),
        });
        self.told(added.map(|result| result.map(drop)));
    }

    /// Applies the fix of a problem.
    pub fn fix(self, problem: &Problem) {
        let result = self.act(|editor| editor.apply_fix(problem).map_err(|why| editor.why(&why)));
        self.told(result);
    }

    /// Shows why something was refused.
    pub fn told(self, result: Option<Result<(), String>>) {
        if let Some(Err(why)) = result {
            self.notice.set(Some(why));
        }
    }

    /// Does an action of the editor's table.
    pub fn run(self, action: &str) {
        self.respond(|editor| editor.run(action));
    }

    /// Takes a tool.
    pub fn take(self, tool: Tool) {
        self.respond(|editor| editor.take(tool));
        self.revision.update(|revision| *revision += 1);
    }

    /// Does what only the window can do.
    fn answer(self, request: Request) {
        match request {
            Request::New => self.close(),
            Request::Open => self.pick(),
            Request::SaveAs => self.save_as(),
            Request::Share => self.side.set(Some(Side::Review)),
            Request::Deploy => self.side.set(Some(Side::Deployment)),
            Request::ToggleTheme => self.dress(self.theme.get_untracked().other()),
            Request::TogglePanel(Panel::Inspector) => self.inspector.update(|open| *open = !*open),
            Request::TogglePanel(Panel::Shelf) => self.toggle(Side::Shelf),
            Request::TogglePanel(Panel::Outline) => self.toggle(Side::Outline),
            Request::Inspect(_) => self.inspector.set(true),
            Request::OfferContainers { kind, .. } => self.add(kind),
            Request::WriteClipboard(text) => {
                let _ = window().navigator().clipboard().write_text(&text);
                self.copied.set_value(text);
            }
            // the web view asks before it lets a page read; what was copied here is known here
            Request::ReadClipboard => {
                let text = self.copied.get_value();
                let result = self
                    .act(|editor| editor.paste(&text).map(drop).map_err(|why| editor.why_not_pasted(&why)));
                self.told(result);
            }
            other => self.asked.set(Some(other)),
        }
    }

    /// Shows a side panel, or closes it when it is shown.
    pub fn toggle(self, side: Side) {
        self.side.update(|open| *open = if *open == Some(side) { None } else { Some(side) });
    }

    /// Whether a gesture is under way.
    pub fn busy(self) -> bool {
        self.peek(|editor| editor.busy()).unwrap_or(false)
    }

    /// Light or dark.
    pub fn dress(self, theme: Theme) {
        theme::apply(theme);
        self.theme.set(theme);
    }

    /// The canvas has another size; a design that was just opened is fitted into it.
    pub fn resized(self, width: f64, height: f64) {
        self.look(|editor| {
            editor.set_viewport(width, height);
            if !self.fitted.get_value() {
                editor.fit();
            }
        });
        self.fitted.set_value(true);
    }

    /// Moves the camera.
    pub fn look(self, motion: impl FnOnce(&mut Editor)) {
        self.peek(motion);
        self.camera.update(|revision| *revision += 1);
    }

    fn send(self) {
        let made = self.peek(Editor::take_operations).unwrap_or_default();
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
        self.notice.set(Some(failure.message));
        if failure.code == FailureCode::Stale
            && let Ok(opened) = shell::reload().await
        {
            self.show(opened);
        }
    }
}
