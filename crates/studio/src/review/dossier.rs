//! What a reviewer is shown of each environment.

use std::collections::BTreeSet;

use engine::{
    Architecture, Document, Estimate, Expected, Finding, Project, Scene, annotations,
    design::Tier,
    scene::{self, Detail, symbol},
};
use serde::Serialize;

use super::{Bound, Order};
use crate::Failure;

/// Elements up to which everything of each is drawn: the reader can zoom. Beyond, what fits a page is drawn, which also
/// keeps the router quick.
const WHOLE: usize = 64;

/// One environment.
#[derive(Debug)]
pub struct Dossier {
    pub id: String,
    pub tier: Tier,
    pub account: String,
    pub region: String,
    /// None when it cannot be built.
    pub bound: Option<Bound>,
    /// Why it cannot be built.
    pub blockers: Vec<String>,
    pub scene: Scene,
    pub estimate: Estimate,
    pub findings: Vec<Finding>,
    /// What became of what a person demands of who reaches whom.
    pub expected: Vec<Expected>,
    pub elements: Vec<Named>,
}

/// An element as comments name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    pub id: String,
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Of its icon; empty for a connection.
    pub symbol: String,
}

/// The environments asked for.
///
/// # Errors
/// One is not there.
pub fn all(project: &Project, order: &Order<'_>) -> Result<Vec<Dossier>, Failure> {
    let input = |error: engine::EngineError| Failure::Input(error.to_string());
    let architectures: Vec<Architecture> = match order.environments {
        [] => project.environments(None).map_err(input)?.into_values().collect(),
        named => {
            let once: BTreeSet<&String> = named.iter().collect();
            once.into_iter().map(|id| project.resolve(id)).collect::<Result<_, _>>().map_err(input)?
        }
    };
    let mut all: Vec<Dossier> =
        architectures.iter().map(|architecture| dossier(project, architecture, order)).collect();
    // In the order in which a change travels.
    all.sort_by_key(|one| match one.tier {
        Tier::NonProduction => 0,
        Tier::Production => 1,
        Tier::Shared => 2,
    });
    Ok(all)
}

fn dossier(project: &Project, architecture: &Architecture, order: &Order<'_>) -> Dossier {
    let estimate = project.estimate(architecture, order.book, order.today);
    let findings = project.validate(architecture, order.today);
    let bound = Bound::of(project, architecture);
    let mut blockers: Vec<String> =
        architecture.blockers.iter().map(|blocker| blocker.message.clone()).collect();
    if let (Err(error), true) = (&bound, blockers.is_empty()) {
        blockers.push(error.to_string());
    }
    let detail = if architecture.elements.len() <= WHOLE { Detail::Full } else { Detail::Auto };
    let options = scene::Options { language: order.language, detail };
    Dossier {
        id: architecture.environment.to_string(),
        tier: architecture.tier,
        account: architecture.account.clone(),
        region: architecture.region.clone(),
        bound: bound.ok(),
        blockers,
        scene: scene::scene(architecture, &annotations(&findings, &estimate), &options),
        elements: elements(&project.document, architecture, order),
        estimate,
        findings,
        expected: project.expectations(architecture),
    }
}

fn elements(document: &Document, architecture: &Architecture, order: &Order<'_>) -> Vec<Named> {
    let nodes = architecture.elements.iter().map(|element| Named {
        id: element.id.to_string(),
        name: element.name.to_string(),
        kind: order.language.of(element.kind.title).to_owned(),
        symbol: element.kind.name.to_owned(),
    });
    let name = |id: &engine::Id| {
        architecture.element(id.as_str()).map_or_else(|| id.to_string(), |element| element.name.to_string())
    };
    let edges = architecture.edges.iter().filter_map(|edge| {
        let connection = document.connections.get(&edge.id)?;
        Some(Named {
            id: edge.id.to_string(),
            name: connection
                .name
                .clone()
                .unwrap_or_else(|| format!("{} → {}", name(&connection.from), name(&connection.to))),
            kind: connection.kind.word().to_owned(),
            symbol: String::new(),
        })
    });
    nodes.chain(edges).collect()
}

/// The tile of a symbol where no icon is there: letters and the token of their ground.
pub fn tile(symbol: &str) -> (String, &'static str) {
    let look = symbol::look(symbol);
    let letters = look.map_or_else(|| symbol::letters(symbol), |look| look.letters.to_owned());
    let ground = look.map_or(scene::theme::Token::CategoryGeneral, |look| look.color);
    (letters, ground.css())
}
