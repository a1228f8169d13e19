//! Lenses over the drawing: what a plan would change, and how far a deployment is.

use std::collections::BTreeMap;

use engine::{
    Document, Id, Language,
    design::Words,
    scene::{
        draw::MarkLook,
        lens::{self, LensMark},
    },
};

use crate::{editor::Editor, gone::with_gone};

/// What the drawing is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lens {
    /// What there is, with prices and findings.
    #[default]
    Architecture,
    /// What a plan would do to it.
    Changes,
    /// How far the plan is carried out.
    Deployment,
}

/// What becomes of data that a change takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// It stays in the account.
    Kept,
    /// A last snapshot is taken.
    Snapshot,
    Deleted,
}

/// An element that a deployment touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub id: Id,
    /// What happens to it; none where only its progress is known.
    pub change: Option<MarkLook>,
    pub data: Option<Data>,
    /// How far it is, once the work has begun.
    pub progress: Option<MarkLook>,
}

/// What lenses show of the environment that is deployed.
#[derive(Debug, Default)]
pub(crate) struct Lenses {
    shown: Lens,
    environment: Option<Id>,
    touched: Vec<Touched>,
    /// The design as it was last deployed, for what is no longer in it.
    before: Option<Document>,
}

impl Lenses {
    /// The design with what a plan removes from it, where a lens shows that.
    pub fn drawn(&self, design: &Document, environment: &Id) -> Option<Document> {
        if self.shown == Lens::Architecture || self.environment.as_ref() != Some(environment) {
            return None;
        }
        let gone = self.touched.iter().filter(|touched| touched.change == Some(MarkLook::Removed));
        let gone = gone.map(|touched| touched.id.clone()).collect();
        with_gone(design, self.before.as_ref()?, environment, &gone)
    }

    /// The lens over an environment's drawing; none where there is nothing to show but the architecture.
    pub fn over(&self, environment: &Id, language: Language) -> Option<lens::Lens> {
        if self.shown == Lens::Architecture {
            return None;
        }
        let touched: &[Touched] = match &self.environment {
            Some(of) if of == environment => &self.touched,
            _ => &[],
        };
        let marks = touched.iter().filter_map(|touched| {
            let look = self.look(touched)?;
            let warning = match (self.shown, touched.change, touched.data) {
                (Lens::Changes, Some(change), Some(data)) => consequence(change, data, language),
                _ => "",
            };
            Some((touched.id.to_string(), LensMark { look, warning: warning.to_owned() }))
        });
        let marks: BTreeMap<_, _> = marks.collect();
        // a lens with nothing to show would only hide the drawing
        (!marks.is_empty()).then_some(lens::Lens { marks })
    }

    fn look(&self, touched: &Touched) -> Option<MarkLook> {
        match self.shown {
            Lens::Architecture => None,
            Lens::Changes => touched.change,
            Lens::Deployment => touched.progress,
        }
    }
}

impl Editor {
    /// The lens that is shown.
    pub fn lens(&self) -> Lens {
        self.lenses.shown
    }

    /// Looks through a lens.
    pub fn look_through(&mut self, lens: Lens) {
        if lens != self.lenses.shown {
            let plain = [lens, self.lenses.shown].contains(&Lens::Architecture);
            self.lenses.shown = lens;
            self.look_again(plain && self.lenses.before.is_some());
        }
    }

    /// What a deployment touches in an environment; replaces what was known.
    pub fn touch(&mut self, environment: Option<Id>, touched: Vec<Touched>) {
        if self.lenses.environment != environment || self.lenses.touched != touched {
            let changes = |touched: &[Touched]| {
                touched.iter().map(|touched| (touched.id.clone(), touched.change)).collect::<Vec<_>>()
            };
            let others = self.lenses.before.is_some()
                && (self.lenses.environment != environment
                    || changes(&self.lenses.touched) != changes(&touched));
            self.lenses.environment = environment;
            self.lenses.touched = touched;
            if self.lenses.shown != Lens::Architecture {
                self.look_again(others);
            }
        }
    }

    /// The design as it was last deployed: what a plan removes is drawn from it.
    pub fn deployed_before(&mut self, before: Option<Document>) {
        let other = self.lenses.before.is_some() || before.is_some();
        self.lenses.before = before;
        self.look_again(other);
    }

    /// The lenses that have something to show in the environment that is shown.
    pub fn lenses(&self) -> Vec<Lens> {
        let mut lenses = vec![Lens::Architecture];
        if self.lenses.environment.is_some() && self.lenses.environment.as_ref() == self.environment() {
            let any = |told: fn(&Touched) -> bool| self.lenses.touched.iter().any(told);
            lenses.extend(any(|touched| touched.change.is_some()).then_some(Lens::Changes));
            lenses.extend(any(|touched| touched.progress.is_some()).then_some(Lens::Deployment));
        }
        lenses
    }

    /// What the lens says of an element.
    pub fn told_by_lens(&self, id: &Id) -> Option<MarkLook> {
        if self.lenses.environment.as_ref() != self.environment() {
            return None;
        }
        let touched = self.lenses.touched.iter().find(|touched| touched.id == *id)?;
        self.lenses.look(touched)
    }
}

/// What a change does to data, in the few words that fit on a card.
fn consequence(change: MarkLook, data: Data, language: Language) -> &'static str {
    let words = match (change, data) {
        (MarkLook::Replaced, Data::Deleted) => Words::new("replaced, data loss", "reemplazo, pierde datos"),
        (MarkLook::Replaced, Data::Snapshot) => {
            Words::new("replaced empty, last snapshot", "reemplazo vacío, última instantánea")
        }
        (MarkLook::Replaced, Data::Kept) => {
            Words::new("replaced empty, old one stays", "reemplazo vacío, el viejo queda")
        }
        (_, Data::Deleted) => Words::new("data loss", "pierde datos"),
        (_, Data::Snapshot) => Words::new("data goes, last snapshot", "pierde datos, última instantánea"),
        // it stays as it is
        (_, Data::Kept) => return "",
    };
    language.of(words)
}

/// A look as a word for programs.
pub(crate) fn word(look: MarkLook) -> &'static str {
    match look {
        MarkLook::Pending => "pending",
        MarkLook::Done => "done",
        MarkLook::Undone => "undone",
        MarkLook::Working => "working",
        MarkLook::Waiting => "waiting",
        MarkLook::Added => "added",
        MarkLook::Changed => "changed",
        MarkLook::Replaced => "replaced",
        MarkLook::Removed => "removed",
        MarkLook::Failed => "failed",
    }
}

/// A look as it is read out.
pub(crate) fn said(look: MarkLook, language: Language) -> &'static str {
    language.of(match look {
        MarkLook::Pending => Words::new("not begun", "sin comenzar"),
        MarkLook::Done => Words::new("deployed", "desplegado"),
        MarkLook::Undone => Words::new("taken back", "revertido"),
        MarkLook::Working => Words::new("under way", "en curso"),
        MarkLook::Waiting => Words::new("waits for a person", "espera a una persona"),
        MarkLook::Added => Words::new("will be added", "se añadirá"),
        MarkLook::Changed => Words::new("will be changed", "se cambiará"),
        MarkLook::Replaced => Words::new("will be replaced", "se reemplazará"),
        MarkLook::Removed => Words::new("will be removed", "se eliminará"),
        MarkLook::Failed => Words::new("failed", "falló"),
    })
}
