//! Copy, paste, duplicate: elements as text that another design can read too.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use engine::{
    Cidr, Command, Document, Id, Refusal,
    design::{
        Connection, Map, Node, PartRef, Properties, Property, Quantity, Shape, TextForm,
        connection_properties, merge_patch,
    },
    services::kinds::{subnet, vpc},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::{
    add::{free_block, free_slots},
    containment::{kind, may_stand, roots, with_contents},
    editor::Editor,
    ids::{Ids, free_name},
    words,
};

/// What elements look like as text. The marker says what it is.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clip {
    #[serde(rename = "groundplan-elements")]
    marker: u32,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    nodes: BTreeMap<Id, Node>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    connections: BTreeMap<Id, Connection>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    usage: BTreeMap<Id, BTreeMap<String, Quantity>>,
    /// By environment, then element.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    overrides: BTreeMap<Id, BTreeMap<Id, Value>>,
}

const MARKER: u32 = 1;

/// Why nothing was pasted.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PasteRefusal {
    #[error("the clipboard holds no elements of a design")]
    NotElements,
    #[error("there is no kind “{0}”")]
    UnknownKind(String),
    /// This kind stands in a container, and there is none for it.
    #[error("{kind} needs a container")]
    NoContainer { kind: &'static str },
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Editor {
    /// What is selected as text: nodes with all that stands in them, and the connections among these. `None` when no
    /// node is selected.
    pub fn copy(&self) -> Option<String> {
        let clip = self.clip(self.selection())?;
        serde_json::to_string_pretty(&clip).ok()
    }

    fn clip(&self, ids: &BTreeSet<Id>) -> Option<Clip> {
        let document = self.document();
        let whole = with_contents(document, roots(document, ids));
        if whole.is_empty() {
            return None;
        }
        let nodes: BTreeMap<Id, Node> =
            whole.iter().filter_map(|id| Some((id.clone(), document.nodes.get(id)?.clone()))).collect();
        let inside = |found: &Connection| whole.contains(&found.from) && whole.contains(&found.to);
        let connections: BTreeMap<Id, Connection> = document
            .connections
            .iter()
            .filter(|(_, found)| inside(found))
            .map(|(id, found)| (id.clone(), found.clone()))
            .collect();
        let copied = |id: &Id| nodes.contains_key(id) || connections.contains_key(id);
        let usage = document.usage.iter().filter(|(id, _)| copied(id));
        let usage = usage.map(|(id, volumes)| (id.clone(), volumes.clone())).collect();
        let overrides = document.environments.iter().filter_map(|(environment, overlay)| {
            let of = overlay.overrides.iter().filter(|(id, _)| copied(id));
            let patches: BTreeMap<Id, Value> = of.map(|(id, patch)| (id.clone(), patch.clone())).collect();
            (!patches.is_empty()).then(|| (environment.clone(), patches))
        });
        let overrides = overrides.collect();
        Some(Clip { marker: MARKER, nodes, connections, usage, overrides })
    }

    /// Adds the elements of a text made by [`Editor::copy`], with ids of their own: into the selected container where
    /// they may stand there, else beside the originals, else where new ones go. Selects them.
    ///
    /// # Errors
    /// See [`PasteRefusal`]; nothing has changed.
    pub fn paste(&mut self, text: &str) -> Result<Vec<Id>, PasteRefusal> {
        let clip: Clip = serde_json::from_str(text).map_err(|_| PasteRefusal::NotElements)?;
        if clip.marker != MARKER || clip.nodes.is_empty() {
            return Err(PasteRefusal::NotElements);
        }
        self.insert(clip, true, &["Paste {0}", "Pegar {0}"])
    }

    /// Copies what is selected beside itself. Selects the copies.
    ///
    /// # Errors
    /// See [`PasteRefusal`]; nothing has changed.
    pub fn duplicate(&mut self) -> Result<Vec<Id>, PasteRefusal> {
        match self.clip(self.selection()) {
            Some(clip) => self.insert(clip, false, &["Duplicate {0}", "Duplicar {0}"]),
            None => Ok(Vec::new()),
        }
    }

    /// Why nothing was pasted, in the editor's language.
    pub fn why_not_pasted(&self, refusal: &PasteRefusal) -> String {
        match refusal {
            PasteRefusal::NotElements => self
                .say(
                    "The clipboard holds no elements of a design.",
                    "El portapapeles no contiene elementos de un diseño.",
                )
                .to_owned(),
            PasteRefusal::UnknownKind(kind) => {
                self.tell("There is no kind “{0}”.", "No existe el tipo «{0}».", [kind.clone()])
            }
            PasteRefusal::NoContainer { kind } => match crate::containment::kind(kind) {
                Some(kind) => words::misplaced(kind, None, self.language),
                None => refusal.to_string(),
            },
            PasteRefusal::Refused(refusal) => self.why(refusal),
        }
    }

    fn insert(
        &mut self,
        clip: Clip,
        into_selected: bool,
        label: &[&'static str; 2],
    ) -> Result<Vec<Id>, PasteRefusal> {
        let commands = self.insertion(clip, into_selected)?;
        let added = |command: &Command| match command {
            Command::AddNode { id, node } => Some((id.clone(), node.parent.clone(), node.name.clone())),
            _ => None,
        };
        let nodes: Vec<_> = commands.iter().filter_map(added).collect();
        let ids: BTreeSet<&Id> = nodes.iter().map(|(id, _, _)| id).collect();
        let outermost =
            nodes.iter().filter(|(_, parent, _)| parent.as_ref().is_none_or(|id| !ids.contains(id)));
        let outermost: Vec<_> = outermost.collect();
        let what = match outermost.as_slice() {
            [(id, _, name)] => name.clone().unwrap_or_else(|| id.to_string()),
            several => self.tell("{0} elements", "{0} elementos", [several.len().to_string()]),
        };
        let label = self.tell(label[0], label[1], [what]);
        let made: Vec<Id> = outermost.iter().map(|(id, _, _)| id.clone()).collect();
        self.edit_all(label, commands)?;
        self.select(made.iter().cloned());
        Ok(made)
    }

    fn insertion(&self, clip: Clip, into_selected: bool) -> Result<Vec<Command>, PasteRefusal> {
        let document = self.document();
        let mut ids = Ids::new(document);
        let named: BTreeMap<Id, Id> = clip.nodes.keys().map(|id| (id.clone(), ids.give_copy(id))).collect();
        let mut nodes: Vec<(Id, Node)> = Vec::with_capacity(clip.nodes.len());
        let mut names = BTreeSet::new();
        for (id, mut node) in clip.nodes {
            let kind = kind(&node.kind).ok_or_else(|| PasteRefusal::UnknownKind(node.kind.clone()))?;
            let inside = node.parent.as_ref().and_then(|parent| named.get(parent)).cloned();
            if inside.is_none() {
                let beside = node.parent.take().filter(|parent| self.fits(kind, parent));
                let chosen = if into_selected { self.selected_container(kind) } else { None };
                node.parent = chosen.or(beside).or_else(|| self.container_for(kind));
                if node.parent.is_none() && kind.contained {
                    return Err(PasteRefusal::NoContainer { kind: kind.name });
                }
            } else {
                node.parent = inside;
            }
            node.name = node.name.map(|name| free_name(document, &names, &name));
            names.extend(node.name.clone());
            node.environments = self.known_environments(node.environments);
            // a part is made explicit once: the copy's only where its owner is copied too
            node.replaces = node
                .replaces
                .and_then(|part| Some(PartRef { node: named.get(&part.node)?.clone(), part: part.part }));
            remap(document, &named, kind.properties, Arc::make_mut(&mut node.properties));
            if let Some(own) = named.get(&id) {
                nodes.push((own.clone(), node));
            }
        }
        readdress(document, &mut nodes);

        let mut bases: BTreeMap<Id, (&'static [&'static Property], Properties)> = BTreeMap::new();
        for (id, node) in &nodes {
            let declared = kind(&node.kind).map_or(&[][..], |kind| kind.properties);
            bases.insert(id.clone(), (declared, node.properties.clone()));
        }
        let mut commands: Vec<Command> =
            nodes.into_iter().map(|(id, node)| Command::AddNode { id, node }).collect();
        let mut all = named.clone();
        for (id, mut connection) in clip.connections {
            let (Some(from), Some(to)) = (named.get(&connection.from), named.get(&connection.to)) else {
                continue;
            };
            let copied = format!("{}-{}", connection.from, connection.to);
            // ids made of the ends follow them
            let wish = if id.as_str() == copied { format!("{from}-{to}") } else { id.to_string() };
            let own = match Id::new(&wish) {
                Some(wish) => ids.give_copy(&wish),
                None => ids.give(&wish),
            };
            (connection.from, connection.to) = (from.clone(), to.clone());
            all.insert(id, own.clone());
            let declared = connection_properties(connection.kind);
            bases.insert(own.clone(), (declared, connection.properties.clone()));
            commands.push(Command::AddConnection { id: own, connection });
        }
        for (id, volumes) in clip.usage {
            let Some(own) = all.get(&id) else { continue };
            commands.extend(volumes.into_iter().map(|(name, quantity)| Command::SetUsage {
                id: own.clone(),
                environment: None,
                name,
                quantity: Some(quantity),
            }));
        }
        for (environment, patches) in clip.overrides {
            for (id, mut patch) in patches {
                let own = all.get(&id).filter(|_| document.environments.contains_key(&environment));
                let Some((own, (declared, base))) = own.and_then(|own| Some((own, bases.get(own)?))) else {
                    continue;
                };
                if let Value::Object(patch) = &mut patch {
                    remap(document, &named, declared, patch);
                }
                commands.extend(overlay(own, &environment, patch, base));
            }
        }
        Ok(commands)
    }

    fn fits(&self, kind: &engine::design::Kind, container: &Id) -> bool {
        self.document().nodes.get(container).is_some_and(|node| may_stand(kind, Some(node)))
    }

    /// The selected node, or what contains it, if the kind may stand there.
    fn selected_container(&self, kind: &engine::design::Kind) -> Option<Id> {
        let document = self.document();
        let mut around = self
            .selection()
            .iter()
            .flat_map(|id| std::iter::once(id).chain(crate::containment::ancestors(document, id)));
        around.find(|id| self.fits(kind, id)).cloned()
    }

    /// Those of the named environments that this design has; what new elements have where it has none of them.
    fn known_environments(&self, named: Option<Vec<Id>>) -> Option<Vec<Id>> {
        let known = named.map(|named| {
            let mut known = named;
            known.retain(|id| self.document().environments.contains_key(id));
            known
        });
        match known {
            Some(known) if !known.is_empty() => Some(known),
            _ => self.environments_of_new(),
        }
    }
}

/// The commands that make an overlay of an element what the patch says.
fn overlay(id: &Id, environment: &Id, patch: Value, base: &Map) -> Vec<Command> {
    let (id, environment) = (id.clone(), environment.clone());
    let Value::Object(patch) = patch else {
        return vec![Command::SetPresent { id, environment, present: false }];
    };
    // a command says what holds there, not how that differs from the base
    let mut there = base.clone();
    merge_patch(&mut there, &patch);
    let set = |name: String| Command::SetProperty {
        id: id.clone(),
        environment: Some(environment.clone()),
        value: there.get(&name).cloned().unwrap_or_default(),
        path: vec![name],
    };
    patch.into_iter().map(|(name, _)| set(name)).collect()
}

/// Lets properties that name copied nodes name the copies; those that name nodes this design lacks go.
fn remap(document: &Document, named: &BTreeMap<Id, Id>, declared: &[&Property], properties: &mut Map) {
    properties.retain(|name, value| {
        let property = declared.iter().find(|property| property.name == name);
        property.is_none_or(|property| remap_value(document, named, &property.shape, value))
    });
}

fn remap_value(document: &Document, named: &BTreeMap<Id, Id>, shape: &Shape, value: &mut Value) -> bool {
    match (shape, value) {
        (Shape::Text(TextForm::Node(_)), Value::String(id)) => match named.get(id.as_str()) {
            Some(copy) => {
                *id = copy.to_string();
                true
            }
            None => document.nodes.contains_key(id.as_str()),
        },
        (Shape::List(of), Value::Array(items)) => {
            items.retain_mut(|item| remap_value(document, named, of, item));
            true
        }
        (Shape::Table(of), Value::Object(map)) => {
            map.retain(|_, value| remap_value(document, named, of, value));
            true
        }
        (Shape::Record(fields), Value::Object(map)) => {
            remap(document, named, fields, map);
            true
        }
        _ => true,
    }
}

/// Copied networks and tiers get addresses of their own.
fn readdress(document: &Document, nodes: &mut [(Id, Node)]) {
    let mut given: Vec<Cidr> = Vec::new();
    let mut copied: BTreeSet<Id> = BTreeSet::new();
    for (id, node) in nodes.iter_mut().filter(|(_, node)| node.kind == vpc::KIND) {
        copied.insert(id.clone());
        if let Some(block) = free_block(document, &given) {
            given.extend(Cidr::parse(&block));
            Arc::make_mut(&mut node.properties).insert(vpc::CIDR.name.to_owned(), block.into());
        }
    }
    let tier = |node: &Node| node.kind == subnet::KIND;
    for (_, node) in nodes.iter_mut().filter(|(_, node)| tier(node)) {
        Arc::make_mut(&mut node.properties).remove(subnet::CIDRS.name);
    }
    let kept: BTreeSet<Id> = nodes
        .iter()
        .filter(|(_, node)| tier(node))
        .filter_map(|(_, node)| node.parent.clone())
        .filter(|parent| !copied.contains(parent))
        .collect();
    for network in kept {
        let mut tiers: Vec<&mut Node> = nodes
            .iter_mut()
            .map(|(_, node)| node)
            .filter(|node| tier(node) && node.parent.as_ref() == Some(&network))
            .collect();
        tiers.iter_mut().for_each(|node| {
            Arc::make_mut(&mut node.properties).remove(subnet::SLOT.name);
        });
        let further: Vec<&Map> = tiers.iter().map(|node| &*node.properties).collect();
        let slots = free_slots(document, &network, &further);
        for (node, slot) in tiers.into_iter().zip(slots) {
            if let Some(slot) = slot {
                Arc::make_mut(&mut node.properties).insert(subnet::SLOT.name.to_owned(), slot.into());
            }
        }
    }
}
