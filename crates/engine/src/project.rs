//! A checked document and its answers.

use std::collections::BTreeMap;

use architecture::{Architecture, Ix, ResolveError, resolve};
use design::{Document, Id};
use pricing::{Book, Estimate, Ledger};
use rules::Finding;
use services::{Services, Site, Synthesis, SynthesisError, synthesize};
use thiserror::Error;

use crate::{Expected, Neighbourhood, NetworkLens, costs, drawing::drawn, expectations, security};

/// The architectures of the environments asked for.
pub type Environments = BTreeMap<Id, Architecture>;

#[derive(Debug, Error, PartialEq)]
pub enum EngineError {
    #[error(transparent)]
    Resolve(#[from] ResolveError),
    #[error(transparent)]
    Synthesis(#[from] SynthesisError),
    #[error("a template cannot be written: {0}")]
    Write(#[from] cloudformation::WriteError),
}

/// A document whose questions are being answered.
#[derive(Debug, Clone)]
pub struct Project {
    pub document: Document,
}

impl Project {
    pub fn new(document: Document) -> Project {
        Project { document }
    }

    /// The architecture of one environment.
    pub fn resolve(&self, environment: &str) -> Result<Architecture, EngineError> {
        Ok(resolve(&self.document, environment, &Services)?)
    }

    /// The architectures of all environments, or of the one named.
    pub fn environments(&self, only: Option<&str>) -> Result<Environments, EngineError> {
        let ids: Vec<&str> = match only {
            Some(id) => vec![id],
            None => self.document.environments.keys().map(Id::as_str).collect(),
        };
        ids.into_iter()
            .map(|id| self.resolve(id).map(|architecture| (architecture.environment.clone(), architecture)))
            .collect()
    }

    /// All verdicts of all rules on an environment. `today` is `YYYY-MM-DD`.
    pub fn validate(&self, architecture: &Architecture, today: &str) -> Vec<Finding> {
        rules::validate(architecture, &self.document.suppressions, today)
    }

    /// What becomes of each expectation that is stated of an environment.
    pub fn expectations(&self, architecture: &Architecture) -> Vec<Expected> {
        expectations::judge(&self.document, architecture)
    }

    /// What an environment costs a month. `today` is `YYYY-MM-DD`.
    pub fn estimate(&self, architecture: &Architecture, book: &Book, today: &str) -> Estimate {
        priced(architecture, architecture.own().map(|(ix, _)| ix), book, today)
    }

    /// The CloudFormation stacks of an environment.
    pub fn synthesize(&self, architecture: &Architecture) -> Result<Synthesis, EngineError> {
        let peers = architecture
            .peers
            .iter()
            .map(|peer| self.resolve(peer.environment.as_str()))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(synthesize(architecture, &peers.iter().collect::<Vec<_>>())?)
    }

    /// Adds the open findings of an environment to what a drawing shows.
    pub fn annotate(&self, architecture: &Architecture, today: &str, annotations: &mut scene::Annotations) {
        for finding in self.validate(architecture, today).iter().filter(|finding| finding.open()) {
            annotations.add_finding(finding.node.as_str(), drawn(finding.severity));
        }
    }

    /// The lens over what the internet reaches.
    pub fn network_lens(&self, architecture: &Architecture, language: text::Language) -> scene::lens::Lens {
        let mut lens = NetworkLens::new(architecture, Neighbourhood::Internet);
        lens.go_on(&network::Network::of(architecture), lens.left());
        lens.finish(architecture, language)
    }

    /// The lens over what of security is open.
    pub fn security_lens(
        &self,
        architecture: &Architecture,
        today: &str,
        language: text::Language,
    ) -> scene::lens::Lens {
        let findings = self.validate(architecture, today);
        let internet = self.network_lens(architecture, language);
        security(architecture, &findings, &self.expectations(architecture), Some(&internet), language)
    }

    /// The lens over what a typical month costs.
    pub fn cost_lens(
        &self,
        architecture: &Architecture,
        book: &Book,
        today: &str,
        language: text::Language,
        currency: &text::Currency,
    ) -> scene::lens::Lens {
        costs(architecture, &self.estimate(architecture, book, today), language, currency)
    }

    /// The picture of an environment as SVG.
    pub fn draw(
        &self,
        architecture: &Architecture,
        annotations: &scene::Annotations,
        language: text::Language,
        theme: scene::theme::Theme,
        icons: &scene::svg::IconSet,
        title: &str,
    ) -> String {
        let drawing = scene::scene(
            architecture,
            annotations,
            &scene::Options { language, ..scene::Options::default() },
        );
        let icons = Some(icons).filter(|icons| !icons.is_empty());
        drawing.to_svg(&scene::svg::SvgOptions {
            colours: scene::svg::Colours::Of(theme),
            icons,
            title,
            dots: true,
        })
    }
}

/// What some elements cost a month.
pub(crate) fn priced(
    architecture: &Architecture,
    elements: impl IntoIterator<Item = Ix>,
    book: &Book,
    today: &str,
) -> Estimate {
    let mut ledger = Ledger::new(book, architecture.region.as_str(), today);
    for site in elements.into_iter().map(|ix| Site::new(architecture, ix)) {
        services::price(&site, &mut ledger);
    }
    ledger.finish()
}
