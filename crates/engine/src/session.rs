//! A design that is being edited, with its answers kept as long as no edit can have changed them.

use std::collections::BTreeMap;

use architecture::Architecture;
use design::{Command, Delta, Document, Id, Refusal, Stale, Tier};
use pricing::{Book, Estimate};
use rules::Finding;
use services::Services;

use crate::{EngineError, Project};

/// A document with its price book and date, and what was already answered about it.
///
/// Each answer equals the one [`Project`] gives from scratch. Answers are made when they are asked for; an edit
/// drops those of the environments it can touch and no others.
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
    architecture: Architecture,
    findings: Option<Vec<Finding>>,
    estimate: Option<Estimate>,
}

impl<'b> Session<'b> {
    /// `today` (`YYYY-MM-DD`) decides which suppressions and versions still hold.
    pub fn new(document: Document, book: &'b Book, today: impl Into<String>) -> Session<'b> {
        Session { project: Project::new(document), book, today: today.into(), kept: BTreeMap::new() }
    }

    pub fn document(&self) -> &Document {
        &self.project.document
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// The edit is refused; document and answers are as they were.
    pub fn edit(&mut self, command: Command) -> Result<Delta, Refusal> {
        let delta = design::apply(&mut self.project.document, &Services, command)?;
        self.forget(&delta);
        Ok(delta)
    }

    /// Makes a change that was made before, or takes one back ([`Delta::inverse`]).
    ///
    /// # Errors
    /// The delta was made for another state of the document, which stays as it is.
    pub fn replay(&mut self, delta: &Delta) -> Result<(), Stale> {
        delta.apply(&mut self.project.document)?;
        self.forget(delta);
        Ok(())
    }

    /// The architecture of an environment.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn architecture(&mut self, environment: &str) -> Result<&Architecture, EngineError> {
        self.kept(environment).map(|(_, kept)| &kept.architecture)
    }

    /// All verdicts of all rules on an environment.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn findings(&mut self, environment: &str) -> Result<&[Finding], EngineError> {
        let today = self.today.clone();
        let (project, Kept { architecture, findings, .. }) = self.kept(environment)?;
        Ok(findings.get_or_insert_with(|| project.validate(architecture, &today)))
    }

    /// What an environment costs a month.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn estimate(&mut self, environment: &str) -> Result<&Estimate, EngineError> {
        let book = self.book;
        let (project, Kept { architecture, estimate, .. }) = self.kept(environment)?;
        Ok(estimate.get_or_insert_with(|| project.estimate(architecture, book)))
    }

    fn kept(&mut self, environment: &str) -> Result<(&Project, &mut Kept), EngineError> {
        let Session { project, kept, .. } = self;
        let id = match project.document.environments.get_key_value(environment) {
            Some((id, _)) => id.clone(),
            // Says which environments there are.
            None => project.resolve(environment).map(|architecture| architecture.environment)?,
        };
        let kept = match kept.entry(id) {
            std::collections::btree_map::Entry::Occupied(there) => there.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => place.insert(Kept {
                architecture: project.resolve(environment)?,
                findings: None,
                estimate: None,
            }),
        };
        Ok((project, kept))
    }

    /// Drops what a change can have made wrong.
    fn forget(&mut self, delta: &Delta) {
        let Delta {
            name,
            nodes,
            connections,
            environments,
            overrides,
            environment_usage,
            layout,
            usage,
            suppressions,
            // Sections no answer reads: an architecture is made of nodes, connections, environments and usage.
            entries: _,
        } = delta;
        let everywhere = name.is_some()
            || !nodes.is_empty()
            || !connections.is_empty()
            || !environments.is_empty()
            || !usage.is_empty();
        if everywhere {
            return self.kept.clear();
        }
        for changed in overrides.keys().chain(environment_usage.keys()) {
            let Session { project, kept, .. } = self;
            let Some(environment) = project.document.environments.get(changed) else {
                return kept.clear();
            };
            // A workload environment refers into the shared ones, a shared one into all workloads.
            let shared = |tier: Tier| tier == Tier::Shared;
            kept.retain(|id, kept| {
                id != changed && shared(kept.architecture.tier) == shared(environment.tier)
            });
        }
        let Session { project, kept, .. } = self;
        for kept in kept.values_mut() {
            // Where something was placed is neither judged nor priced.
            for id in layout.keys() {
                if let Some(ix) = kept.architecture.index_of(id.as_str()) {
                    kept.architecture.elements[ix].frame = project.document.layout.get(id).copied();
                }
            }
            if !suppressions.is_empty() {
                kept.findings = None;
            }
        }
    }
}
