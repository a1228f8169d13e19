//! An open design: the document, what is shown of it, and every way to change it.

use std::{collections::BTreeSet, sync::Arc};

use engine::{
    Annotations, Architecture, Book, Command, Delta, Document, EngineError, Estimate, Finding, Id, Language,
    Refusal, Scene, Session, Stale, annotate_organisation, annotations,
    design::Words,
    scene::{Detail, Memory, Options},
};

use crate::{
    camera::{Camera, Viewport},
    history::History,
    lens::{Lens, Lenses},
    models::{Kept, Organisation},
    picture::Picture,
    tool::Tools,
};

/// An edit to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// What was done, in words.
    pub label: String,
    pub delta: Delta,
}

impl Operation {
    /// The change as JSON, as it is sent and stored.
    pub fn delta_text(&self) -> Option<String> {
        serde_json::to_string(&self.delta).ok()
    }
}

/// An open design.
#[derive(Debug)]
pub struct Editor {
    pub(crate) session: Session<'static>,
    pub(crate) language: Language,
    /// The code of the currency in which amounts are shown.
    pub(crate) currency: String,
    /// The environment that is shown; `None` when the design has none.
    environment: Option<Id>,
    selection: BTreeSet<Id>,
    history: History,
    outbox: Vec<Operation>,
    revision: u64,
    /// The revision with which the last step began.
    step: u64,
    /// Why nothing may be edited.
    locked: Option<String>,
    /// How many price books were taken.
    books: u64,
    drawing: Option<Drawing>,
    /// The wires of the drawing before.
    wires: Memory,
    pub(crate) lenses: Lenses,
    pub(crate) kept: Kept,
    pub(crate) organisation: Organisation,
    pub(crate) camera: Camera,
    pub(crate) viewport: Viewport,
    pub(crate) tools: Tools,
}

/// The drawing of the environment that is shown, and what of it can be pointed at.
#[derive(Debug)]
struct Drawing {
    /// Without a lens.
    plain: Scene,
    /// As the lens shows it; none for the architecture itself.
    seen: Option<Scene>,
    picture: Arc<Picture>,
}

impl Drawing {
    fn scene(&self) -> &Scene {
        self.seen.as_ref().unwrap_or(&self.plain)
    }
}

impl Editor {
    /// `today` is `YYYY-MM-DD`. Prices are those of the embedded book until [`Editor::take_book`].
    pub fn new(document: Document, today: impl Into<String>, language: Language) -> Editor {
        let environment = first_shown(&document);
        Editor {
            session: Session::new(document, Book::embedded(), today),
            language,
            currency: "USD".to_owned(),
            environment,
            selection: BTreeSet::new(),
            history: History::default(),
            outbox: Vec::new(),
            revision: 0,
            step: 0,
            locked: None,
            books: 0,
            drawing: None,
            wires: Memory::default(),
            lenses: Lenses::default(),
            kept: Kept::default(),
            organisation: Organisation::default(),
            camera: Camera::default(),
            viewport: Viewport::default(),
            tools: Tools::default(),
        }
    }

    pub fn document(&self) -> &Document {
        self.session.document()
    }

    /// Grows with every change of the document, also by undo and redo.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Changes when a step begins: stays while a person types in one field.
    pub(crate) fn step(&self) -> u64 {
        self.step
    }

    /// The environment that is shown.
    pub fn environment(&self) -> Option<&Id> {
        self.environment.as_ref()
    }

    /// Shows another environment; one that is not there is not shown.
    pub fn show(&mut self, environment: &str) {
        let known = self.session.document().environments.get_key_value(environment).map(|(id, _)| id.clone());
        if known.is_some() && known != self.environment {
            self.environment = known;
            self.drawing = None;
            self.tools.hover = None;
        }
    }

    pub fn selection(&self) -> &BTreeSet<Id> {
        &self.selection
    }

    /// By which prices everything is told.
    pub fn book(&self) -> &'static Book {
        self.session.book()
    }

    /// Tells everything by the prices of another book. The design is as it was: this is no step.
    pub fn take_book(&mut self, book: &'static Book) {
        self.session.take_book(book);
        self.kept = Kept::default();
        self.books += 1;
        self.draw_again();
    }

    /// How many price books were taken: with each, what is told is another.
    pub(crate) fn books(&self) -> u64 {
        self.books
    }

    /// Refuses every edit from now on, and says why; `None` allows them again.
    pub fn lock(&mut self, why: Option<String>) {
        self.locked = why;
    }

    /// Shows what another editor shows: environment, currency, camera, and of the selection what is there.
    pub fn look_like(&mut self, other: &Editor) {
        if let Some(environment) = &other.environment {
            self.show(environment.as_str());
        }
        self.show_in(&other.currency);
        (self.camera, self.viewport) = (other.camera, other.viewport);
        let there = |id: &&Id| self.document().nodes.contains_key(*id);
        self.selection = other.selection.iter().filter(there).cloned().collect();
    }

    /// Selects exactly these elements.
    pub fn select(&mut self, ids: impl IntoIterator<Item = Id>) {
        let selection = ids.into_iter().collect();
        if selection != self.selection {
            self.selection = selection;
            if self.lens() == Lens::Network {
                self.look_again(false);
            }
        }
    }

    /// Makes an edit as a step of its own, or as part of the step that is being made.
    ///
    /// # Errors
    /// The edit is refused; everything is as it was.
    pub fn edit(&mut self, label: impl Into<String>, command: Command) -> Result<(), Refusal> {
        self.edit_with(label.into(), command, None)
    }

    /// Makes an edit that joins the last step if that was made with the same key: typing in one field is one step.
    ///
    /// # Errors
    /// The edit is refused; everything is as it was.
    pub fn edit_coalesced(
        &mut self,
        key: &str,
        label: impl Into<String>,
        command: Command,
    ) -> Result<(), Refusal> {
        self.edit_with(label.into(), command, Some(key))
    }

    fn edit_with(&mut self, label: String, command: Command, key: Option<&str>) -> Result<(), Refusal> {
        if let Some(why) = &self.locked {
            return Err(Refusal::ReadOnly { why: why.clone() });
        }
        let delta = self.session.edit(command)?;
        if !delta.is_empty() {
            self.made(Operation { label, delta }, key);
        }
        Ok(())
    }

    /// Makes a change that is known already, as a step of its own.
    ///
    /// # Errors
    /// The change was made for another state of the document; everything is as it was.
    pub fn make(&mut self, label: impl Into<String>, delta: Delta) -> Result<(), Stale> {
        self.session.replay(&delta)?;
        if !delta.is_empty() {
            self.made(Operation { label: label.into(), delta }, None);
        }
        Ok(())
    }

    fn made(&mut self, operation: Operation, key: Option<&str>) {
        let began = Some(self.step).filter(|_| self.history.joins(key));
        if self.history.edited(&operation, key) {
            self.outbox.push(operation);
        }
        self.changed();
        self.step = began.unwrap_or(self.step);
    }

    /// No later edit joins the last step: a field was left.
    pub fn settle(&mut self) {
        self.history.settle();
    }

    /// Opens a mark: the edits until [`Editor::commit`] are one step, [`Editor::abort`] takes them back. Marks nest.
    pub fn begin(&mut self) {
        self.history.mark();
    }

    /// The edits since the last mark become one step; none where nothing has changed.
    pub fn commit(&mut self, label: impl Into<String>) {
        self.commit_with(label.into(), None);
    }

    /// The edits since the last mark join the last step if that was made with the same key, else become one step.
    pub(crate) fn commit_with(&mut self, label: String, key: Option<&str>) {
        let Some(delta) = self.history.unmark().filter(|delta| !delta.is_empty()) else { return };
        let operation = Operation { label, delta };
        if self.history.edited(&operation, key) {
            self.outbox.push(operation);
        }
    }

    /// The document is as it was at the last mark.
    pub fn abort(&mut self) {
        if let Some(delta) = self.history.unmark().filter(|delta| !delta.is_empty()) {
            // recorded on this very document since the mark, so its inverse fits
            let taken_back = self.session.replay(&delta.inverse());
            debug_assert_eq!(taken_back, Ok(()));
            self.changed();
        }
    }

    /// Takes the last step back; `false` when there is none, or one is being made.
    ///
    /// # Errors
    /// The document was changed past this editor.
    pub fn undo(&mut self) -> Result<bool, Stale> {
        let free = !self.history.marked() && self.locked.is_none();
        let Some(step) = self.history.last_done().filter(|_| free).cloned() else {
            return Ok(false);
        };
        let undo = self.language.of(Words::new("Undo: ", "Deshacer: "));
        let back = Operation { label: format!("{undo}{}", step.label), delta: step.delta.inverse() };
        self.session.replay(&back.delta)?;
        self.history.undone();
        self.outbox.push(back);
        self.changed();
        Ok(true)
    }

    /// Makes the last step that was taken back again; `false` when there is none, or one is being made.
    ///
    /// # Errors
    /// The document was changed past this editor.
    pub fn redo(&mut self) -> Result<bool, Stale> {
        let free = !self.history.marked() && self.locked.is_none();
        let Some(step) = self.history.last_undone().filter(|_| free).cloned() else {
            return Ok(false);
        };
        self.session.replay(&step.delta)?;
        self.history.redone();
        self.outbox.push(step);
        self.changed();
        Ok(true)
    }

    /// What undoing would take back, in words.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.last_done().map(|step| step.label.as_str())
    }

    /// What redoing would make again, in words.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.last_undone().map(|step| step.label.as_str())
    }

    pub fn can_undo(&self) -> bool {
        self.history.last_done().is_some()
    }

    pub fn can_redo(&self) -> bool {
        self.history.last_undone().is_some()
    }

    /// The edits since the last call, to be written in this order. Those of a step that is still being made come when
    /// it is committed.
    pub fn take_operations(&mut self) -> Vec<Operation> {
        std::mem::take(&mut self.outbox)
    }

    /// All verdicts on an environment.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn findings(&mut self, environment: &str) -> Result<&[Finding], EngineError> {
        self.session.findings(environment)
    }

    /// The architecture of an environment.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn architecture(&mut self, environment: &str) -> Result<&Architecture, EngineError> {
        self.session.architecture(environment)
    }

    /// What an environment costs a month.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn estimate(&mut self, environment: &str) -> Result<&Estimate, EngineError> {
        self.session.estimate(environment)
    }

    /// The drawing of the environment that is shown; empty when there is none.
    ///
    /// # Errors
    /// The environment cannot be resolved.
    pub fn scene(&mut self) -> Result<&Scene, EngineError> {
        self.drawing().map(Drawing::scene)
    }

    /// What of the drawing can be pointed at; empty when there is no drawing.
    pub fn picture(&mut self) -> Arc<Picture> {
        self.drawing().map(|drawing| Arc::clone(&drawing.picture)).unwrap_or_default()
    }

    fn drawing(&mut self) -> Result<&Drawing, EngineError> {
        let drawing = match self.drawing.take() {
            Some(drawing) => drawing,
            None => {
                let plain = self.draw()?;
                self.seen_as(plain)
            }
        };
        Ok(self.drawing.insert(drawing))
    }

    fn seen_as(&mut self, plain: Scene) -> Drawing {
        let lens = self.lens_over();
        let seen = lens.map(|lens| plain.through(&lens));
        let picture = Arc::new(Picture::of(seen.as_ref().unwrap_or(&plain)));
        Drawing { plain, seen, picture }
    }

    /// Another lens, or other marks: the drawing stays where it is unless other elements are drawn.
    pub(crate) fn look_again(&mut self, others: bool) {
        let drawing = self.drawing.take().filter(|_| !others);
        self.drawing = drawing.map(|drawing| self.seen_as(drawing.plain));
    }

    /// What is told on the drawing is not what it was.
    pub(crate) fn draw_again(&mut self) {
        self.drawing = None;
    }

    fn draw(&mut self) -> Result<Scene, EngineError> {
        let Some(environment) = self.environment.clone() else { return Ok(Scene::default()) };
        let with_gone = self.lenses.drawn(self.session.document(), &environment);
        // an earlier design that does not fit in any more is not drawn
        if let Some(Ok(scene)) = with_gone.map(|both| self.draw_other(both, &environment)) {
            return Ok(scene);
        }
        let estimate = self.session.estimate(environment.as_str())?.clone();
        let findings = self.session.findings(environment.as_str())?;
        let mut notes = annotations(findings, &estimate);
        notes.currency = self.currency();
        annotate_organisation(&mut notes, self.found_in(environment.as_str()));
        let options = Options { language: self.language, detail: Detail::Full };
        let architecture = self.session.architecture(environment.as_str())?;
        Ok(engine::scene::scene_again(architecture, &notes, &options, &mut self.wires))
    }

    /// Another design than the one that is open, as it would be drawn.
    fn draw_other(&self, document: Document, environment: &Id) -> Result<Scene, EngineError> {
        let mut session = Session::new(document, self.book(), self.session.today());
        let notes = Annotations { currency: self.currency(), ..Annotations::default() };
        let notes = notes.with_estimate(session.estimate(environment.as_str())?);
        let options = Options { language: self.language, detail: Detail::Full };
        Ok(engine::scene::scene(session.architecture(environment.as_str())?, &notes, &options))
    }

    fn changed(&mut self) {
        self.revision += 1;
        self.step = self.revision;
        self.lenses.stop_asking();
        self.drawing = None;
        self.tools.hover = None;
        let document = self.session.document();
        let there = |id: &Id| document.nodes.contains_key(id) || document.connections.contains_key(id);
        self.selection.retain(there);
        if !self.environment.as_ref().is_some_and(|id| document.environments.contains_key(id)) {
            self.environment = first_shown(document);
        }
    }
}

/// Production first: it is what a client asks about.
fn first_shown(document: &Document) -> Option<Id> {
    let of_tier = |tier| {
        let fits = document.environments.iter().find(move |(_, environment)| environment.tier == tier);
        fits.map(|(id, _)| id.clone())
    };
    use engine::design::Tier;
    of_tier(Tier::Production).or_else(|| of_tier(Tier::NonProduction)).or_else(|| of_tier(Tier::Shared))
}
