//! What the page holds: the editor of the open design, and what was acknowledged of it.

mod activity;
mod books;
mod deployment;
mod files;
mod history;
mod newest;
mod organisation;
mod pricing;
mod review;

use std::{collections::BTreeSet, ops::Deref};

use contract::{Recent, Reviews};
use editor::{AddRefusal, Editor, Overlay, Panel, Request, Response, Tool, Unsaved, models::Problem};
use engine::{Currency, Id, design::Expectation, scene::theme::Theme};
use leptos::prelude::*;

pub use activity::{Done, Entry};
pub use books::{Books, Places};
pub use deployment::{Desk, action_look, light_look};

pub use files::Leave;
use newest::Newest;
pub use pricing::{PriceView, Pricing, brief, ends, money, percent, signed};

use crate::kit::{motion, theme};

/// Where edits stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Everything is on disk.
    Yes,
    /// Edits are on their way.
    Pending,
    /// Edits are not on disk, and why.
    No(String),
    /// Nothing can be edited, and why.
    ReadOnly(String),
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

/// The handle to the state of the page, which every panel has. There is one state, as long as the page.
#[derive(Clone, Copy)]
pub struct App(&'static State);

impl Deref for App {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

pub struct State {
    editor: StoredValue<Option<Editor>, LocalStorage>,
    /// Changes with the document, the selection and the environment shown.
    revision: RwSignal<u64>,
    /// How many designs were shown so far.
    shown: RwSignal<u64>,
    /// What stands for what is told of the document and the environment shown: does not change with the selection.
    content: Memo<(u64, u64, Option<Id>)>,
    /// In which amounts are shown.
    currency: Memo<Currency>,
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
    /// The expectation that is being stated, with its id where it is there already.
    pub stating: RwSignal<Option<(Option<Id>, Expectation)>>,
    /// What is seen of prices.
    pub pricing: Pricing,
    /// What is seen of price books.
    pub books: Books,
    /// What a screen reader says.
    pub said: RwSignal<String>,
    pub theme: RwSignal<Theme>,
    /// What was done since the design was opened, the newest last.
    pub activity: RwSignal<Vec<Entry>>,
    /// Only the drawing is shown.
    pub presenting: RwSignal<bool>,
    /// What is seen of deployments.
    pub desk: Desk,
    /// What was sent of the open design and answered; `None` until it is read.
    pub reviews: RwSignal<Option<Reviews>>,
    reviews_asked: Newest,
    log_asked: Newest,
    /// Whether the shell judges the design by its rules just now.
    judging: StoredValue<bool>,
    today: RwSignal<String>,
    /// Edits until they are on disk.
    unsaved: StoredValue<Unsaved>,
    sending: StoredValue<bool>,
    /// Where a person wants to go while edits cannot be written.
    pub leaving: RwSignal<Option<Leave>>,
    /// Whether another program wrote the file that is edited here.
    pub conflict: RwSignal<bool>,
    /// Who writes the design that is only read here.
    pub held: RwSignal<Option<String>>,
    /// The revision that is looked at instead of the present one.
    pub past: RwSignal<Option<u32>>,
    /// The editor of the present, meanwhile.
    present: StoredValue<Option<Editor>, LocalStorage>,
    /// What was copied here last.
    copied: StoredValue<String>,
    /// Whether the open design was brought into view once.
    fitted: StoredValue<bool>,
}

impl App {
    pub fn new() -> App {
        let editor = StoredValue::new_local(None::<Editor>);
        let (revision, shown) = (RwSignal::new(0), RwSignal::new(0));
        let content = Memo::new(move |_| {
            revision.track();
            let (at, environment) = editor.with_value(|editor| {
                let editor = editor.as_ref();
                (editor.map_or(0, Editor::content), editor.and_then(|editor| editor.environment().cloned()))
            });
            (shown.get(), at, environment)
        });
        let currency = Memo::new(move |_| {
            revision.track();
            shown.track();
            editor.with_value(|editor| editor.as_ref().map(Editor::currency)).unwrap_or_default()
        });
        App(Box::leak(Box::new(State {
            editor,
            revision,
            shown,
            content,
            currency,
            open: RwSignal::new(false),
            saved: RwSignal::new(Saved::Yes),
            path: RwSignal::new(String::new()),
            recent: RwSignal::new(Vec::new()),
            ready: RwSignal::new(false),
            notice: RwSignal::new(None),
            side: RwSignal::new((!narrow()).then_some(Side::Shelf)),
            inspector: RwSignal::new(true),
            camera: RwSignal::new(0),
            rested: RwSignal::new(0),
            overlay: RwSignal::new(Overlay::default()),
            asked: RwSignal::new(None),
            stating: RwSignal::new(None),
            pricing: Pricing::new(),
            books: Books::new(),
            said: RwSignal::new(String::new()),
            theme: RwSignal::new(theme::current()),
            activity: RwSignal::new(Vec::new()),
            presenting: RwSignal::new(false),
            reviews: RwSignal::new(None),
            reviews_asked: Newest::new(),
            log_asked: Newest::new(),
            judging: StoredValue::new(false),
            desk: Desk::new(),
            today: RwSignal::new(String::new()),
            unsaved: StoredValue::new(Unsaved::default()),
            sending: StoredValue::new(false),
            leaving: RwSignal::new(None),
            conflict: RwSignal::new(false),
            held: RwSignal::new(None),
            past: RwSignal::new(None),
            present: StoredValue::new_local(None),
            copied: StoredValue::new(String::new()),
            fitted: StoredValue::new(false),
        })))
    }

    /// `YYYY-MM-DD`.
    pub fn today(self) -> String {
        self.today.get_untracked()
    }

    /// Reads the open design; the reader runs again when it changes.
    pub fn read<R>(self, reader: impl FnOnce(&mut Editor) -> R) -> Option<R> {
        self.revision.track();
        self.peek(reader)
    }

    /// Reads what follows from the open design and the environment shown alone; the reader does not run again for
    /// another selection.
    pub fn derive<R>(self, reader: impl FnOnce(&mut Editor) -> R) -> Option<R> {
        // read, not only tracked: a memo that nobody reads follows nothing
        self.content.with(|_| ());
        self.peek(reader)
    }

    /// What is selected; who reads it runs again only when that changes.
    pub fn selection(self) -> Memo<BTreeSet<Id>> {
        Memo::new(move |_| self.read(|editor| editor.selection().clone()).unwrap_or_default())
    }

    /// Shows another design, or none.
    fn turn_to(self, editor: Option<Editor>) {
        self.editor.set_value(editor);
        self.shown.update(|shown| *shown += 1);
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
            && let Some(overlay) = self.peek(|editor| editor.shown_overlay().clone())
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
        self.fly(|| {
            self.act(|editor| {
                editor.select([id.clone()]);
                editor.reveal(id);
            })
        });
        self.camera.update(|revision| *revision += 1);
        self.rested.update(|revision| *revision += 1);
    }

    /// Adds an element where it fits: into what is selected, or the nearest container.
    pub fn add(self, kind: &'static str) {
        let added = self.fly(|| {
            self.act(|editor| {
                let whole = editor.is_fitted();
                let added = match editor.add(kind) {
                    Err(AddRefusal::NeedsContainers { .. }) => {
                        editor.add_with_containers(kind).map_err(|refusal| editor.why_not_added(&refusal))
                    }
                    other => other.map_err(|refusal| editor.why_not_added(&refusal)),
                };
                // who saw all of it goes on seeing all of it
                match (whole, editor.selection().first().cloned()) {
                    (true, _) => editor.fit(),
                    (false, Some(id)) => editor.reveal(&id),
                    _ => {}
                }
                added
            })
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
        self.fly(|| self.respond(|editor| editor.run(action)));
    }

    /// Lets the camera fly where something that is done puts it.
    pub fn fly<R>(self, done: impl FnOnce() -> R) -> R {
        let from = self.peek(|editor| editor.camera());
        let result = done();
        let to = self.peek(|editor| editor.camera());
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            motion::fly(from, to, move |last, next| {
                // who takes hold of the drawing meanwhile has it
                let held = self.peek(|editor| editor.camera()) != Some(last);
                if !held {
                    self.look(|editor| editor.set_camera(next));
                }
                !held
            });
        }
        result
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
            Request::Present => self.present(true),
            other => self.asked.set(Some(other)),
        }
    }

    /// Closes the side panel when the window gets too narrow for it, and opens it again.
    pub fn follow_width(self) {
        let was = StoredValue::new(narrow());
        window_event_listener(leptos::ev::resize, move |_| {
            let is = narrow();
            if is != was.get_value() {
                was.set_value(is);
                self.side.set((!is).then_some(Side::Shelf));
            }
        });
    }

    /// Shows the drawing alone, or everything again.
    pub fn present(self, alone: bool) {
        self.presenting.set(alone);
        // fitted when the canvas has its new size
        self.fitted.set_value(false);
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

    /// The canvas has another size: a design that was just opened is fitted into it, and who saw all of it goes on
    /// seeing all of it.
    pub fn resized(self, width: f64, height: f64) {
        self.look(|editor| {
            let whole = !self.fitted.get_value() || editor.is_fitted();
            editor.set_viewport(width, height);
            if whole {
                editor.fit();
            }
        });
        self.fitted.set_value(true);
    }

    /// Shows the design again: what is told of it came after the frame.
    pub fn show_again(self) {
        self.revision.update(|revision| *revision += 1);
    }

    /// Moves the camera.
    pub fn look(self, motion: impl FnOnce(&mut Editor)) {
        self.peek(motion);
        self.camera.update(|revision| *revision += 1);
    }
}

/// Whether the window has no room for a side panel beside the drawing.
fn narrow() -> bool {
    let query = window().match_media("(max-width: 1359px)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
