//! Lenses over the drawing: who reaches whom, what of security is open, what things cost, what a plan would change, and
//! how far a deployment is.

mod network;
mod way;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    Document, Id, Language,
    design::Words,
    explained, meaning,
    scene::{
        cost::{Cost, Costs},
        draw::{MarkLook, Shape},
        legend::{Legend, Row, Sample},
        lens::{self, LensMark},
        paint::Level,
    },
};

use self::network::Answered;
pub(crate) use self::words::{price_word, word};
use crate::{editor::Editor, gone::with_gone};

/// What the drawing is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lens {
    /// What there is, with prices and findings.
    #[default]
    Architecture,
    /// Who reaches whom.
    Network,
    /// What of security is open.
    Security,
    /// What a typical month costs.
    Cost,
    /// What a plan would do to it.
    Changes,
    /// How far the plan is carried out.
    Deployment,
}

impl Lens {
    /// Whether it is about a deployment: what a plan removes is drawn, too.
    fn of_deployment(self) -> bool {
        matches!(self, Lens::Changes | Lens::Deployment)
    }
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

/// A drawing as a lens shows it, to be handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What the lens says, as JSON.
    pub lens: String,
    /// The design that is drawn where it is not the open one: with what a plan removes.
    pub document: Option<String>,
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

/// What lenses show.
#[derive(Debug, Default)]
pub(crate) struct Lenses {
    shown: Lens,
    /// Who reaches whom, as far as it was asked for.
    network: Option<Answered>,
    /// How the internet gets to what was last under the pointer.
    way: Option<way::Kept>,
    /// What the lens that is shown says, and in which environment; none of the lenses over a deployment.
    told: Option<(Id, lens::Lens)>,
    /// The environment that is deployed.
    environment: Option<Id>,
    touched: Vec<Touched>,
    /// The design as it was last deployed, for what is no longer in it.
    before: Option<Document>,
}

impl Lenses {
    /// The design with what a plan removes from it, where a lens shows that.
    pub fn drawn(&self, design: &Document, environment: &Id) -> Option<Document> {
        if !self.shown.of_deployment() || self.environment.as_ref() != Some(environment) {
            return None;
        }
        let gone = self.touched.iter().filter(|touched| touched.change == Some(MarkLook::Removed));
        let gone = gone.map(|touched| touched.id.clone()).collect();
        with_gone(design, self.before.as_ref()?, environment, &gone)
    }

    /// The design becomes another one.
    pub fn stop_asking(&mut self) {
        if let Some(answered) = &mut self.network {
            answered.stop();
        }
    }

    /// What a deployment does to an environment; none where it does nothing.
    fn deployed(&self, environment: &Id, language: Language) -> Option<lens::Lens> {
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
            Some((touched.id.to_string(), LensMark { warning: warning.to_owned(), ..LensMark::new(look) }))
        });
        let marks: BTreeMap<_, _> = marks.collect();
        // a lens with nothing to show would only hide the drawing
        if marks.is_empty() {
            return None;
        }
        let lens = lens::Lens { marks, ..lens::Lens::default() };
        let (title, looks) = match self.shown {
            Lens::Changes => (
                Words::new("Change set", "Conjunto de cambios"),
                &[MarkLook::Added, MarkLook::Changed, MarkLook::Replaced, MarkLook::Removed][..],
            ),
            _ => (
                Words::new("Deployment", "Despliegue"),
                &[
                    MarkLook::Pending,
                    MarkLook::Working,
                    MarkLook::Waiting,
                    MarkLook::Done,
                    MarkLook::Failed,
                    MarkLook::Undone,
                ][..],
            ),
        };
        let row = |look: &MarkLook| Row::new(Sample::Sign(*look), language.of(meaning(*look)));
        let legend = explained(&lens, language.of(title), looks.iter().map(row).collect());
        Some(lens::Lens { legend, ..lens })
    }

    fn look(&self, touched: &Touched) -> Option<MarkLook> {
        match self.shown {
            Lens::Changes => touched.change,
            Lens::Deployment => touched.progress,
            Lens::Architecture | Lens::Network | Lens::Security | Lens::Cost => None,
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
            let others = lens.of_deployment() != self.lenses.shown.of_deployment();
            self.lenses.shown = lens;
            self.lenses.told = None;
            // it costs nothing when it is not shown
            if !matches!(lens, Lens::Network | Lens::Security) {
                self.lenses.network = None;
            }
            self.look_again(others && self.lenses.before.is_some());
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
            if self.lenses.shown.of_deployment() {
                self.look_again(others);
            }
        }
    }

    /// The design as it was last deployed: what a plan removes is drawn from it.
    pub fn deployed_before(&mut self, before: Option<Document>) {
        let other = self.lenses.before.is_some() || before.is_some();
        self.lenses.before = before;
        self.look_again(other && self.lenses.shown.of_deployment());
    }

    /// The lenses that have something to show in the environment that is shown.
    pub fn lenses(&self) -> Vec<Lens> {
        let mut lenses = vec![Lens::Architecture, Lens::Network, Lens::Security, Lens::Cost];
        if self.lenses.environment.is_some() && self.lenses.environment.as_ref() == self.environment() {
            let any = |told: fn(&Touched) -> bool| self.lenses.touched.iter().any(told);
            lenses.extend(any(|touched| touched.change.is_some()).then_some(Lens::Changes));
            lenses.extend(any(|touched| touched.progress.is_some()).then_some(Lens::Deployment));
        }
        lenses
    }

    /// What the lens says of an element.
    pub fn told_by_lens(&self, id: &Id) -> Option<MarkLook> {
        if !self.lenses.shown.of_deployment() {
            return self.mark(id).map(|mark| mark.look).filter(|look| *look != MarkLook::Meant);
        }
        if self.lenses.environment.as_ref() != self.environment() {
            return None;
        }
        let touched = self.lenses.touched.iter().find(|touched| touched.id == *id)?;
        self.lenses.look(touched)
    }

    /// What the lens over the network or over security says of an element in words: ports, a broken guarantee.
    pub(crate) fn noted_by_lens(&self, id: &Id) -> Option<&str> {
        self.mark(id).map(|mark| mark.note.as_str()).filter(|note| !note.is_empty())
    }

    /// Whether the lens over security says beside it that the internet reaches an element.
    pub(crate) fn exposed_by_lens(&self, id: &Id) -> bool {
        self.mark(id).is_some_and(|mark| mark.exposed)
    }

    /// What the lens over cost says of an element, or of all that stands in it.
    pub(crate) fn cost_by_lens(&self, id: &Id) -> Option<Cost> {
        self.costs_told()?.told(id.as_str())
    }

    pub(crate) fn costs_told(&self) -> Option<&Costs> {
        self.lens_told()?.costs.as_ref()
    }

    fn mark(&self, id: &Id) -> Option<&LensMark> {
        self.lens_told()?.marks.get(id.as_str())
    }

    /// All that the lens over the network or over security says of elements.
    pub(crate) fn marks(&self) -> impl Iterator<Item = (&String, &LensMark)> {
        self.lens_told().into_iter().flat_map(|lens| &lens.marks)
    }

    fn lens_told(&self) -> Option<&lens::Lens> {
        let (environment, lens) = self.lenses.told.as_ref()?;
        (Some(environment) == self.environment()).then_some(lens)
    }

    /// The lens over the drawing; none where the architecture is shown as it is.
    pub(crate) fn lens_over(&mut self) -> Option<lens::Lens> {
        let environment = self.environment()?.clone();
        let lens = match self.lenses.shown {
            Lens::Architecture => return None,
            Lens::Changes | Lens::Deployment => return self.lenses.deployed(&environment, self.language),
            Lens::Network => {
                self.ask_network(&environment, self.selection().clone());
                self.lenses.network.as_ref().and_then(Answered::said)?.clone()
            }
            Lens::Security => {
                self.ask_network(&environment, BTreeSet::new());
                let internet = self.lenses.network.as_ref().and_then(Answered::said);
                self.session.security_lens(environment.as_str(), internet, self.language).ok()?
            }
            Lens::Cost => {
                let currency = self.currency();
                self.session.cost_lens(environment.as_str(), self.language, &currency).ok()?
            }
        };
        self.lenses.told = Some((environment, lens.clone()));
        Some(lens)
    }

    /// The drawing as the lens shows it, with all that was still to be asked; none where there is no lens.
    pub fn seen(&mut self) -> Option<Seen> {
        self.picture();
        while self.lens_waits() {
            self.look_further();
        }
        let lens = serde_json::to_string(&self.lens_over()?).ok()?;
        let drawn = self.lenses.drawn(self.document(), self.environment()?);
        let document = drawn.map(|document| engine::canonical::print(&document));
        Some(Seen { lens, document })
    }

    /// The legend of the lens, where that of the drawing is out of sight or too far away to be read.
    pub fn legend_aside(&mut self) -> Option<Legend> {
        let seen = self.camera().visible(self.viewport());
        let legible = Level::at(self.camera().zoom) == Level::Full;
        let drawn = self.scene().ok()?.items.iter().find_map(|item| match &item.shape {
            Shape::Legend { rect, legend, .. } => Some((*rect, legend)),
            _ => None,
        });
        // what wires mean is explained in the drawing alone
        let of_wires = |legend: &Legend| legend.rows.iter().any(|row| matches!(row.sample, Sample::Wire(_)));
        let (rect, legend) = drawn.filter(|(_, legend)| !of_wires(legend))?;
        (!legible || !seen.contains(rect.into())).then(|| legend.clone())
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
