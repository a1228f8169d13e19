//! What stands in the environments, container by container.

use std::{collections::BTreeMap, sync::Arc};

use architecture::{Architecture, Element, Ix};
use services::{Lane, Site, service};
use text::Language;

use super::ProposalWords;

/// A container, or a place outside all of them, with what stands in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Container {
    /// Its name after those around it: `VPC › Private data subnet`.
    pub title: String,
    pub rows: Vec<Standing>,
}

/// An element, and how it is made in each environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub id: String,
    pub name: String,
    /// What it is, e.g. `RDS DB instance`.
    pub kind: &'static str,
    /// One for each environment; `None` where it does not stand. Empty text: it stands, and there is no more to say.
    pub made: Vec<Option<String>>,
}

/// Where a group comes, and the ids of the containers it is in.
type Place = (u8, Vec<String>);

/// Rows in order: a container first, then by id.
type Rows = BTreeMap<(bool, String), Standing>;

pub(super) fn containers(architectures: &[Arc<Architecture>], language: Language) -> Vec<Container> {
    let mut groups: BTreeMap<Place, (String, Rows)> = BTreeMap::new();
    for (at, architecture) in architectures.iter().enumerate() {
        for (ix, element) in architecture.own() {
            let Some((place, title)) = place(architecture, ix, language) else { continue };
            let (_, rows) = groups.entry(place).or_insert_with(|| (title, Rows::new()));
            // A container says first how it is made itself.
            let key = (!holds(element), element.id.to_string());
            let row = rows.entry(key).or_insert_with(|| Standing {
                id: element.id.to_string(),
                name: element.name.to_string(),
                kind: language.of(element.kind.title),
                made: vec![None; architectures.len()],
            });
            if let Some(made) = row.made.get_mut(at) {
                *made = Some(spec(architecture, ix, language));
            }
        }
    }
    groups
        .into_values()
        .map(|(title, rows)| Container { title, rows: rows.into_values().collect() })
        .collect()
}

fn lane(element: &Element) -> Lane {
    service(element.kind.name).map_or(Lane::Regional(0), |service| service.about().lane)
}

/// Whether it is a container in a drawing, with something in it.
fn holds(element: &Element) -> bool {
    lane(element) == Lane::Frame && !element.children.is_empty()
}

/// Where an element is listed; `None` for what is not built, or belongs to another element.
fn place(architecture: &Architecture, ix: Ix, language: Language) -> Option<(Place, String)> {
    let element = architecture.elements.get(ix)?;
    let around = architecture.ancestors(ix).skip(usize::from(!holds(element)));
    let mut around: Vec<&Element> = around.filter_map(|ix| architecture.elements.get(ix)).collect();
    around.reverse();
    let (rank, words) = match lane(element) {
        Lane::Actor | Lane::Hidden => return None,
        _ if !around.is_empty() => {
            let ids = around.iter().map(|element| element.id.to_string()).collect();
            let names: Vec<&str> = around.iter().map(|element| element.name.as_str()).collect();
            return Some(((1, ids), names.join(" › ")));
        }
        Lane::Edge | Lane::Docked => (0, ProposalWords::EDGE),
        Lane::Delivery(_) => (3, ProposalWords::DELIVERY),
        _ => (2, ProposalWords::REGIONAL),
    };
    Some(((rank, Vec::new()), language.of(words).to_owned()))
}

/// How an element is made, in a few words.
fn spec(architecture: &Architecture, ix: Ix, language: Language) -> String {
    let site = Site::new(architecture, ix);
    let mut spec = service(site.kind.name).map(|service| service.spec(&site)).unwrap_or_default();
    if spec == site.name.as_str() {
        spec.clear();
    }
    if holds(site.element()) && site.zones.len() > 1 {
        let zones = format!("{} {}", site.zones.len(), language.of(ProposalWords::ZONES));
        spec = if spec.is_empty() { zones } else { format!("{spec} · {zones}") };
    }
    spec
}
