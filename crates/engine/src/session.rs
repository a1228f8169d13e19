//! A design that is being edited, with its answers kept as long as no edit can have changed them.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::Arc,
};

use architecture::{Architecture, Followed, Islands};
use design::{Command, Delta, Document, Id, Refusal, Stale};
use pricing::{Book, Estimate};
use rules::Finding;
use scene::lens::Lens;
use services::Services;
use text::{Currency, Language};

use crate::{EngineError, Expected, Project, budget::over_budget, costs, project::priced, security};

/// A document with its price book and date, and what was already answered about it.
///
/// Each answer equals the one [`Project`] gives from scratch. Answers are made when they are asked for. An edit that
/// leaves elements and edges where they are has only its islands derived and priced anew ([`Architecture::follow`]),
/// and there judged by the rules that see what differs; another drops the answers of the environments it can touch.
#[derive(Debug, Clone)]
pub struct Session<'b> {
    project: Project,
    book: &'b Book,
    /// `YYYY-MM-DD`.
    today: String,
    kept: BTreeMap<Id, Kept>,
}

#[derive(Debug, Clone)]
struct Kept {
    architecture: Arc<Architecture>,
    /// Made at the first edit that is followed.
    islands: Option<Islands>,
    /// Nodes and connections edited since the architecture was asked for.
    edited: BTreeSet<Id>,
    findings: Option<Answer<Vec<Finding>>>,
    estimate: Option<Answer<Estimate>>,
    expected: Option<Vec<Expected>>,
}

/// What was said, and the edits that may have made it wrong since.
#[derive(Debug, Clone)]
struct Answer<T> {
    said: T,
    edits: Followed,
}

impl<T> Answer<T> {
    /// What was said once, made true again where it is stale; else what is said now.
    fn up_to_date(
        kept: &mut Option<Answer<T>>,
        scratch: impl FnOnce() -> T,
        again: impl FnOnce(&mut T, &Followed),
    ) -> &T {
        if let Some(Answer { said, edits }) = kept.as_mut().filter(|answer| !answer.edits.is_empty()) {
            again(said, &std::mem::take(edits));
        }
        &kept.get_or_insert_with(|| Answer { said: scratch(), edits: Followed::default() }).said
    }
}

impl<'b> Session<'b> {
    /// `today` (`YYYY-MM-DD`) decides which suppressions and versions still hold, and which prices are old.
    pub fn new(document: Document, book: &'b Book, today: impl Into<String>) -> Session<'b> {
        Session { project: Project::new(document), book, today: today.into(), kept: BTreeMap::new() }
    }

    pub fn document(&self) -> &Document {
        &self.project.document
    }

    /// `YYYY-MM-DD`.
    pub fn today(&self) -> &str {
        &self.today
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// The edit is refused; document and answers are as they were.
    pub fn edit(&mut self, command: Command) -> Result<Delta, Refusal> {
        let delta = design::apply(&mut self.project.document, &Services, command)?;
        self.note(&delta);
        Ok(delta)
    }

    /// What this session would be after an edit; it stays as it is. Answers the edit makes wrong are not copied.
    ///
    /// # Errors
    /// The edit is refused.
    pub fn tried(&self, command: Command) -> Result<Session<'b>, Refusal> {
        let mut project = self.project.clone();
        let delta = design::apply(&mut project.document, &Services, command)?;
        let kept = self.kept.iter().filter(|(_, kept)| kept.architecture.follows(&delta));
        let kept = kept.map(|(id, kept)| (id.clone(), kept.clone())).collect();
        let mut after = Session { project, book: self.book, today: self.today.clone(), kept };
        after.note(&delta);
        Ok(after)
    }

    /// Makes a change that was made before, or takes one back ([`Delta::inverse`]).
    ///
    /// # Errors
    /// The delta was made for another state of the document, which stays as it is.
    pub fn replay(&mut self, delta: &Delta) -> Result<(), Stale> {
        delta.apply(&mut self.project.document)?;
        self.note(delta);
        Ok(())
    }

    /// The architecture of an environment.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn architecture(&mut self, environment: &str) -> Result<&Architecture, EngineError> {
        self.kept(environment).map(|(_, kept)| kept.architecture.as_ref())
    }

    /// The architecture of an environment, to be looked at while it is edited on.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn shared_architecture(&mut self, environment: &str) -> Result<Arc<Architecture>, EngineError> {
        self.kept(environment).map(|(_, kept)| Arc::clone(&kept.architecture))
    }

    /// All verdicts of all rules on an environment.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn findings(&mut self, environment: &str) -> Result<&[Finding], EngineError> {
        self.judged(environment).map(|(_, findings)| findings)
    }

    /// The document, and all verdicts of all rules on one of its environments.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn judged(&mut self, environment: &str) -> Result<(&Document, &[Finding]), EngineError> {
        let today = self.today.clone();
        let (project, Kept { architecture, findings, .. }) = self.kept(environment)?;
        let suppressions = &project.document.suppressions;
        let findings = Answer::<Vec<Finding>>::up_to_date(
            findings,
            || project.validate(architecture, &today),
            |said, edits| rules::revalidate(said, architecture, edits, suppressions, &today),
        );
        Ok((&project.document, findings))
    }

    /// What an environment costs a month.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn estimate(&mut self, environment: &str) -> Result<&Estimate, EngineError> {
        let (book, today) = (self.book, self.today.clone());
        let (project, Kept { architecture, estimate, .. }) = self.kept(environment)?;
        Ok(Answer::up_to_date(
            estimate,
            || project.estimate(architecture, book, &today),
            |said, Followed { linked, .. }| {
                let own = linked.iter().copied().filter(|&ix| architecture.elements[ix].here());
                let again = priced(architecture, own, book, &today);
                said.revise(linked.iter().map(|&ix| architecture.elements[ix].id.as_str()), again);
            },
        ))
    }

    /// By which prices answers are made.
    pub fn book(&self) -> &'b Book {
        self.book
    }

    /// Makes answers by other prices from now on. Only estimates rest on them: findings are of the design alone.
    pub fn take_book(&mut self, book: &'b Book) {
        self.book = book;
        for kept in self.kept.values_mut() {
            kept.estimate = None;
        }
    }

    /// What an environment would cost a month by the prices of another book.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn estimate_by(&mut self, environment: &str, book: &Book) -> Result<Estimate, EngineError> {
        let today = self.today.clone();
        let (project, Kept { architecture, .. }) = self.kept(environment)?;
        Ok(project.estimate(architecture, book, &today))
    }

    /// The finding where an environment costs more than its budget.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn over_budget(&mut self, environment: &str) -> Result<Option<Finding>, EngineError> {
        let today = self.today.clone();
        self.estimate(environment)?;
        let (project, Kept { architecture, estimate, .. }) = self.kept(environment)?;
        let estimate = estimate.as_ref().map(|answer| &answer.said);
        Ok(estimate.and_then(|said| over_budget(&project.document, architecture, said, &today)))
    }

    /// What an architecture costs a month with the session's book.
    pub(crate) fn priced_as(&self, architecture: &Architecture) -> Estimate {
        self.project.estimate(architecture, self.book, &self.today)
    }

    /// What becomes of each expectation in an environment.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn expectations(&mut self, environment: &str) -> Result<&[Expected], EngineError> {
        let (project, Kept { architecture, expected, .. }) = self.kept(environment)?;
        Ok(expected.get_or_insert_with(|| project.expectations(architecture)))
    }

    /// The lens over what of security is open in an environment; `internet` is the one over what the internet reaches.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn security_lens(
        &mut self,
        environment: &str,
        internet: Option<&Lens>,
        language: Language,
    ) -> Result<Lens, EngineError> {
        self.findings(environment)?;
        self.expectations(environment)?;
        let (_, Kept { architecture, findings, expected, .. }) = self.kept(environment)?;
        let findings = findings.as_ref().map(|answer| answer.said.as_slice()).unwrap_or_default();
        Ok(security(architecture, findings, expected.as_deref().unwrap_or_default(), internet, language))
    }

    /// The lens over what a typical month of an environment costs.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn cost_lens(
        &mut self,
        environment: &str,
        language: Language,
        currency: &Currency,
    ) -> Result<Lens, EngineError> {
        self.estimate(environment)?;
        let (_, Kept { architecture, estimate, .. }) = self.kept(environment)?;
        let estimate = estimate.as_ref().map(|answer| &answer.said);
        Ok(estimate.map(|said| costs(architecture, said, language, currency)).unwrap_or_default())
    }

    fn kept(&mut self, environment: &str) -> Result<(&Project, &mut Kept), EngineError> {
        let Session { project, kept, .. } = self;
        let id = match project.document.environments.get_key_value(environment) {
            Some((id, _)) => id.clone(),
            // Says which environments there are.
            None => project.resolve(environment).map(|architecture| architecture.environment)?,
        };
        let kept = match kept.entry(id) {
            Entry::Occupied(mut there) => match there.get_mut().follow(&project.document) {
                Ok(()) => there.into_mut(),
                Err(error) => {
                    there.remove();
                    return Err(error);
                }
            },
            Entry::Vacant(place) => place.insert(Kept {
                architecture: Arc::new(project.resolve(environment)?),
                islands: None,
                edited: BTreeSet::new(),
                findings: None,
                estimate: None,
                expected: None,
            }),
        };
        Ok((project, kept))
    }

    /// Notes what a change may have made wrong, or drops it.
    fn note(&mut self, delta: &Delta) {
        let Session { project, kept, .. } = self;
        kept.retain(|_, kept| kept.architecture.follows(delta));
        for kept in kept.values_mut() {
            kept.edited.extend(kept.architecture.touched(delta).cloned());
            // Where something was placed is neither judged nor priced.
            for id in delta.layout.keys() {
                if let Some(ix) = kept.architecture.index_of(id.as_str()) {
                    let architecture = Arc::make_mut(&mut kept.architecture);
                    architecture.elements[ix].frame = project.document.layout.get(id).copied();
                }
            }
            if !delta.suppressions.is_empty() {
                kept.findings = None;
            }
            if !delta.expectations.is_empty() {
                kept.expected = None;
            }
        }
    }
}

impl Kept {
    /// Brings the architecture up to date and notes the elements that may differ.
    fn follow(&mut self, document: &Document) -> Result<(), EngineError> {
        if self.edited.is_empty() {
            return Ok(());
        }
        let Kept { architecture, islands, edited, findings, estimate, expected } = self;
        // Before anything changes: what an element named until now depended on it.
        let islands = islands.get_or_insert_with(|| Islands::of(architecture, &Services));
        let later =
            Arc::make_mut(architecture).follow(document, &std::mem::take(edited), islands, &Services)?;
        // A flow may pass any element.
        *expected = None;
        let findings = findings.as_mut().map(|answer| &mut answer.edits);
        let estimate = estimate.as_mut().map(|answer| &mut answer.edits);
        findings.into_iter().chain(estimate).for_each(|edits| edits.extend(&later));
        Ok(())
    }
}
