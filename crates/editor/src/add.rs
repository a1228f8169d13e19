//! Adding elements: where a new one stands, what it is called, and the values it starts with.

mod values;

use std::collections::BTreeSet;

use engine::{
    Command, Document, Id, Refusal,
    design::{Kind, Node, Tier},
    services::{Category, Lane, service},
};
use thiserror::Error;

use crate::{
    containment::{ancestors, kind, may_stand, with_contents},
    editor::Editor,
    ids::{Ids, free_name},
    words,
};
pub(crate) use values::{free_block, free_slots, required, zonal};

/// Why an element was not added.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AddRefusal {
    #[error("there is no kind “{0}”")]
    UnknownKind(String),
    /// It stands in a container, and the design has none: these would be made, outermost first.
    #[error("{kind} needs a container: {}", chain.join(", "))]
    NeedsContainers { kind: &'static str, chain: Vec<&'static str> },
    /// It does not stand there.
    #[error("{kind} does not stand there")]
    Misplaced { kind: &'static str, container: Option<String> },
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Editor {
    /// Adds an element without a pointer: into the selected container if it may stand there and is at home there, else
    /// into the best tier of the same network, else into the nearest that it may stand in. Selects it.
    ///
    /// # Errors
    /// See [`AddRefusal`]; nothing has changed.
    pub fn add(&mut self, kind: &str) -> Result<Id, AddRefusal> {
        let kind = known(kind)?;
        let container = self.container_for(kind);
        if container.is_none() && kind.contained {
            return Err(AddRefusal::NeedsContainers {
                kind: kind.name,
                chain: self.missing_containers(kind),
            });
        }
        self.add_into(kind.name, container.as_ref(), None)
    }

    /// Adds an element and the containers that it needs and the design lacks, as one step.
    ///
    /// # Errors
    /// See [`AddRefusal`]; nothing has changed.
    pub fn add_with_containers(&mut self, kind: &str) -> Result<Id, AddRefusal> {
        let kind = known(kind)?;
        let chain = self.missing_containers(kind);
        self.begin();
        let mut made = Ok(());
        let mut inner: Option<Id> = None;
        for name in chain.iter().copied().filter_map(crate::containment::kind) {
            let container = inner.clone().or_else(|| self.container_for(name));
            let access = (name.name == "subnet").then(|| preferred_access(kind));
            match self.create(name, container.as_ref(), None, access) {
                Ok(id) => inner = Some(id),
                Err(refusal) => made = Err(refusal),
            }
        }
        let container = inner.or_else(|| self.container_for(kind));
        match made.and_then(|()| self.create(kind, container.as_ref(), None, None)) {
            Ok(id) => {
                let label = self.tell("Add {0}", "Agregar {0}", [self.name_of(&id)]);
                self.commit(label);
                self.select([id.clone()]);
                Ok(id)
            }
            Err(refusal) => {
                self.abort();
                Err(refusal.into())
            }
        }
    }

    /// Adds an element into a container (`None`: into the environment itself), a zonal one into this zone. Selects it.
    ///
    /// # Errors
    /// See [`AddRefusal`]; nothing has changed.
    pub fn add_into(
        &mut self,
        kind: &str,
        container: Option<&Id>,
        zone: Option<u8>,
    ) -> Result<Id, AddRefusal> {
        let kind = known(kind)?;
        let around = container.and_then(|id| self.document().nodes.get(id));
        if !may_stand(kind, around) {
            let container = around.map(|node| node.kind.clone());
            return Err(AddRefusal::Misplaced { kind: kind.name, container });
        }
        self.begin();
        match self.create(kind, container, zone, None) {
            Ok(id) => {
                let label = self.tell("Add {0}", "Agregar {0}", [self.name_of(&id)]);
                self.commit(label);
                self.select([id.clone()]);
                Ok(id)
            }
            Err(refusal) => {
                self.abort();
                Err(refusal.into())
            }
        }
    }

    /// Why an element was not added, in the editor's language.
    pub fn why_not_added(&self, refusal: &AddRefusal) -> String {
        match refusal {
            AddRefusal::UnknownKind(kind) => {
                self.tell("There is no kind “{0}”.", "No existe el tipo «{0}».", [kind.clone()])
            }
            AddRefusal::NeedsContainers { kind, chain } => {
                let titles: Vec<&str> = chain.iter().map(|kind| words::title(kind, self.language)).collect();
                self.tell(
                    "{0} needs {1}, which this design does not have yet.",
                    "{0} necesita {1}, que este diseño aún no tiene.",
                    [words::title(kind, self.language).to_owned(), titles.join(" › ")],
                )
            }
            AddRefusal::Misplaced { kind, container } => match crate::containment::kind(kind) {
                Some(kind) => words::misplaced(kind, container.as_deref(), self.language),
                None => refusal.to_string(),
            },
            AddRefusal::Refused(refusal) => self.why(refusal),
        }
    }

    fn create(
        &mut self,
        kind: &'static Kind,
        container: Option<&Id>,
        zone: Option<u8>,
        access: Option<&'static str>,
    ) -> Result<Id, Refusal> {
        let document = self.document();
        let mut properties = required(document, kind);
        values::fresh(document, kind, container, zone, &mut properties);
        if let Some(access) = access {
            properties.insert("access".to_owned(), access.into());
        }
        let node = Node {
            kind: kind.name.to_owned(),
            name: self.first_name(kind),
            parent: container.cloned(),
            environments: self.environments_of_new(),
            region: None,
            replaces: None,
            properties: properties.into(),
        };
        let id = Ids::new(document).give(kind.name);
        let public = access == Some("public");
        self.edit("", Command::AddNode { id: id.clone(), node })?;
        if public && let Some(vpc) = container.cloned() {
            self.add_gateway(&vpc)?;
        }
        Ok(id)
    }

    /// A public tier needs its network's way to the internet.
    fn add_gateway(&mut self, vpc: &Id) -> Result<(), Refusal> {
        let mut nodes = self.document().nodes.values();
        let there = nodes.any(|node| node.kind == "internet_gateway" && node.parent.as_ref() == Some(vpc));
        match kind("internet_gateway") {
            Some(kind) if !there => self.create(kind, Some(vpc), None, None).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Everywhere but in shared environments, as the document has it when it says nothing; where a shared one is
    /// shown, there.
    pub(crate) fn environments_of_new(&self) -> Option<Vec<Id>> {
        let shown = self.environment()?;
        let shared = self.document().environments.get(shown).is_some_and(|found| found.tier == Tier::Shared);
        shared.then(|| vec![shown.clone()])
    }

    /// Cards start with the title of their kind; frames are labelled by what they are.
    fn first_name(&self, kind: &Kind) -> Option<String> {
        let about = service(kind.name)?.about();
        let frame = about.lane == Lane::Frame && matches!(kind.name, "vpc" | "subnet");
        (!frame).then(|| free_name(self.document(), &BTreeSet::new(), self.language.of(about.kind.title)))
    }

    /// The container that a new element goes into when nobody points at one.
    pub(crate) fn container_for(&self, kind: &Kind) -> Option<Id> {
        let document = self.document();
        let legal = |id: &&Id| {
            document.nodes.get(*id).is_some_and(|node| may_stand(kind, Some(node))) && self.present(id)
        };
        if kind.parents.is_empty() {
            return None;
        }
        let selected: Vec<&Id> =
            self.selection().iter().filter(|id| document.nodes.contains_key(*id)).collect();
        let at_selection: Vec<&Id> = selected
            .iter()
            .filter_map(|id| std::iter::once(*id).chain(ancestors(document, id)).find(legal))
            .collect();
        let suits = |id: &Id| access_of(document, id).is_none_or(|access| homes(kind).contains(&access));
        if let Some(found) = at_selection.iter().find(|id| suits(id)) {
            return Some((*found).clone());
        }
        let near: BTreeSet<Id> = selected
            .iter()
            .filter_map(|id| ancestors(document, id).last().or(Some(*id)))
            .flat_map(|root| with_contents(document, [root.clone()]))
            .collect();
        let candidates = document.nodes.keys().filter(legal);
        let best = candidates.min_by_key(|id| {
            let holds_such = document
                .nodes
                .values()
                .any(|node| node.kind == kind.name && node.parent.as_ref() == Some(*id));
            (!near.contains(*id), access_rank(document, id, preferred_access(kind)), !holds_such)
        });
        // what is selected is better than any other place that does not suit either
        match at_selection.first() {
            Some(selected) if !best.is_some_and(|id| near.contains(id) && suits(id)) => {
                Some((*selected).clone())
            }
            _ => best.cloned().filter(|_| kind.contained || best.is_some_and(|id| near.contains(id))),
        }
    }

    /// The containers that would have to be made before an element of this kind can be added, outermost first.
    pub(crate) fn missing_containers(&self, kind: &Kind) -> Vec<&'static str> {
        let mut chain = Vec::new();
        let mut at = kind;
        while at.contained && self.container_for(at).is_none() {
            // the first is the usual one; no kind contains itself
            let Some(next) = at.parents.first().and_then(|name| crate::containment::kind(name)) else {
                break;
            };
            if chain.contains(&next.name) {
                break;
            }
            chain.insert(0, next.name);
            at = next;
        }
        chain
    }

    /// Whether a node is in the environment that is shown.
    pub(crate) fn present(&self, id: &Id) -> bool {
        let Some(environment) = self.environment() else { return false };
        let document = self.document();
        let Some(overlay) = document.environments.get(environment) else { return false };
        let here = |id: &Id| {
            let lives = match document.nodes.get(id).and_then(|node| node.environments.as_ref()) {
                Some(named) => named.contains(environment),
                None => overlay.tier != Tier::Shared,
            };
            lives && overlay.overrides.get(id) != Some(&serde_json::Value::Null)
        };
        here(id) && ancestors(document, id).all(here)
    }
}

fn known(name: &str) -> Result<&'static Kind, AddRefusal> {
    kind(name).ok_or_else(|| AddRefusal::UnknownKind(name.to_owned()))
}

/// The access of the tiers where a kind is at home, the usual one first.
fn homes(kind: &Kind) -> &'static [&'static str] {
    let category = service(kind.name).map(|service| service.about().category);
    match (kind.name, category) {
        ("nat_gateway" | "alb", _) => &["public"],
        (_, Some(Category::Database | Category::Analytics)) => &["isolated"],
        ("auto_scaling_group" | "eks_cluster", _) => &["private"],
        // in a public tier it is a bastion
        ("ec2_instance", _) => &["private", "public"],
        _ => &["private", "isolated", "public"],
    }
}

fn preferred_access(kind: &Kind) -> &'static str {
    homes(kind).first().copied().unwrap_or("private")
}

/// The access of a tier; none for other containers.
fn access_of<'d>(document: &'d Document, id: &Id) -> Option<&'d str> {
    let node = document.nodes.get(id).filter(|node| node.kind == "subnet")?;
    Some(node.properties.get("access").and_then(|access| access.as_str()).unwrap_or("private"))
}

/// How far a container's access is from the wanted one; 0 for what has none.
fn access_rank(document: &Document, id: &Id, wanted: &str) -> usize {
    match access_of(document, id) {
        None => 0,
        Some(access) if access == wanted => 0,
        Some("public") => 2,
        Some(_) if wanted == "public" => 2,
        Some(_) => 1,
    }
}
