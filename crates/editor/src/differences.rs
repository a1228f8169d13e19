//! What is different between two states of a design, in words: for the history, and for whoever looks back.

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    Document, Id, Language,
    design::{Map, Node, Settings},
};
use serde_json::Value;

use crate::{
    containment::kind,
    words::{connection_title, name_of, render, title},
};

/// Characters of a value that are shown.
const SHOWN: usize = 40;

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Added,
    Changed,
    Removed,
}

/// One thing that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub sort: Sort,
    /// The element or connection it is about.
    pub id: Option<Id>,
    /// What it is: its name, and for elements their kind.
    pub subject: String,
    /// What of it changed, one line each.
    pub details: Vec<String>,
}

/// What `after` has that `before` had not, and so on: added first, then changed, then removed.
pub fn differences(before: &Document, after: &Document, language: Language) -> Vec<Difference> {
    let told = Telling { before, after, language };
    let mut all = told.design();
    all.extend(told.nodes());
    all.extend(told.connections());
    all.extend(told.environments());
    all.extend(told.placed());
    all.sort_by_key(|difference| difference.sort);
    all
}

struct Telling<'a> {
    before: &'a Document,
    after: &'a Document,
    language: Language,
}

impl Telling<'_> {
    fn say<const N: usize>(&self, en: &'static str, es: &'static str, values: [String; N]) -> String {
        render(self.language, en, es, values)
    }

    /// `from → to`, either of which may be missing.
    fn step(&self, what: &str, from: Option<&Value>, to: Option<&Value>) -> String {
        let shown = |value: Option<&Value>| match value {
            None | Some(Value::Null) => "—".to_owned(),
            Some(Value::Bool(true)) => self.say("yes", "sí", []),
            Some(Value::Bool(false)) => self.say("no", "no", []),
            Some(Value::String(text)) => cut(text),
            Some(other) => cut(&other.to_string()),
        };
        format!("{what}: {} → {}", shown(from), shown(to))
    }

    fn design(&self) -> Vec<Difference> {
        let mut details = Vec::new();
        if self.before.name != self.after.name {
            let (from, to) = (Value::from(self.before.name.as_str()), Value::from(self.after.name.as_str()));
            details.push(self.step(&self.say("Name", "Nombre", []), Some(&from), Some(&to)));
        }
        let accepted = changed(&self.before.suppressions, &self.after.suppressions).count();
        if accepted > 0 {
            details.push(self.say(
                "Accepted exceptions: {0} changed",
                "Excepciones aceptadas: {0} cambiadas",
                [accepted.to_string()],
            ));
        }
        let answered: Vec<&str> =
            changed(&self.before.answers, &self.after.answers).map(Id::as_str).collect();
        if !answered.is_empty() {
            details.push(format!("{}: {}", self.say("Answers", "Respuestas", []), answered.join(", ")));
        }
        let expected: Vec<&str> =
            changed(&self.before.expectations, &self.after.expectations).map(Id::as_str).collect();
        if !expected.is_empty() {
            details.push(format!(
                "{}: {}",
                self.say("Expectations", "Expectativas", []),
                expected.join(", ")
            ));
        }
        let held: Vec<&str> = changed(&self.before.organisation_rules, &self.after.organisation_rules)
            .map(Id::as_str)
            .collect();
        if !held.is_empty() {
            details.push(format!(
                "{}: {}",
                self.say("Rules of the organisation", "Reglas de la organización", []),
                held.join(", ")
            ));
        }
        let rates: Vec<String> =
            changed(&self.before.rates, &self.after.rates).map(|id| id.as_str().to_uppercase()).collect();
        if !rates.is_empty() {
            details.push(format!(
                "{}: {}",
                self.say("Exchange rates", "Tipos de cambio", []),
                rates.join(", ")
            ));
        }
        if self.before.proposal != self.after.proposal {
            details.push(self.say("How prices are offered", "Cómo se ofrecen los precios", []));
        }
        for (words, before, after) in [
            (("Applications", "Aplicaciones"), &self.before.applications, &self.after.applications),
            (("Notes", "Notas"), &self.before.notes, &self.after.notes),
        ] {
            let keys = keys_changed(before, after);
            if !keys.is_empty() {
                details.push(format!("{}: {}", self.say(words.0, words.1, []), keys.join(", ")));
            }
        }
        match details.is_empty() {
            true => Vec::new(),
            false => vec![Difference {
                sort: Sort::Changed,
                id: None,
                subject: self.say("The design", "El diseño", []),
                details,
            }],
        }
    }

    fn nodes(&self) -> Vec<Difference> {
        let ids: BTreeSet<&Id> = self.before.nodes.keys().chain(self.after.nodes.keys()).collect();
        let told = ids.into_iter().filter_map(|id| {
            let subject = |document: &Document, node: &Node| {
                format!("{} · {}", name_of(document, id), title(&node.kind, self.language))
            };
            let (sort, subject, details) = match (self.before.nodes.get(id), self.after.nodes.get(id)) {
                (None, Some(new)) => (Sort::Added, subject(self.after, new), Vec::new()),
                (Some(old), None) => (Sort::Removed, subject(self.before, old), Vec::new()),
                (Some(old), Some(new)) => {
                    let details = self.node(id, old, new);
                    if details.is_empty() {
                        return None;
                    }
                    (Sort::Changed, subject(self.after, new), details)
                }
                (None, None) => return None,
            };
            Some(Difference { sort, id: Some(id.clone()), subject, details })
        });
        told.collect()
    }

    fn node(&self, id: &Id, old: &Node, new: &Node) -> Vec<String> {
        let mut details = Vec::new();
        let text = |value: &Option<String>| value.as_deref().map(Value::from);
        let name = |value: &Option<Id>, document: &Document| {
            value.as_ref().map(|id| Value::from(name_of(document, id)))
        };
        let mut field = |words: (&'static str, &'static str), from: Option<Value>, to: Option<Value>| {
            if from != to {
                details.push(self.step(&self.say(words.0, words.1, []), from.as_ref(), to.as_ref()));
            }
        };
        field(("Name", "Nombre"), text(&old.name), text(&new.name));
        if old.parent != new.parent {
            field(("Stands in", "Está en"), name(&old.parent, self.before), name(&new.parent, self.after));
        }
        field(("Region", "Región"), text(&old.region), text(&new.region));
        let listed = |node: &Node| {
            let ids = node.environments.as_ref()?;
            Some(Value::from(ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")))
        };
        field(("Only in", "Solo en"), listed(old), listed(new));
        let known = kind(&new.kind);
        let label = |name: &str| {
            let found = known?.properties.iter().find(|property| property.name == name)?;
            Some(self.language.of(found.label).to_owned())
        };
        details.extend(self.properties(&old.properties, &new.properties, label));
        details.extend(self.elsewhere(id, label));
        details
    }

    fn properties(&self, old: &Map, new: &Map, label: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let line = |name: String| {
            let words = label(&name).unwrap_or_else(|| name.clone());
            self.step(&words, old.get(&name), new.get(&name))
        };
        keys_changed(old, new).into_iter().map(line).collect()
    }

    /// What changed of an element in single environments, and of its usage.
    fn elsewhere(&self, id: &Id, label: impl Fn(&str) -> Option<String> + Copy) -> Vec<String> {
        let mut details = Vec::new();
        for (name, after) in &self.after.environments {
            let Some(before) = self.before.environments.get(name) else { continue };
            let (from, to) = (before.overrides.get(id), after.overrides.get(id));
            if from == to {
                continue;
            }
            match (from, to) {
                (_, Some(Value::Null)) => {
                    details.push(self.say("Absent in {0}", "Ausente en {0}", [name.to_string()]));
                }
                (Some(Value::Null), None) => {
                    details.push(self.say("Present in {0}", "Presente en {0}", [name.to_string()]));
                }
                _ => {
                    let none = Map::new();
                    let map = |value: Option<&Value>| value.and_then(Value::as_object).cloned();
                    let (from, to) = (map(from).unwrap_or_default(), map(to).unwrap_or(none));
                    let lines = self.properties(&from, &to, label);
                    details.extend(lines.into_iter().map(|line| format!("{name}: {line}")));
                }
            }
        }
        let usage = |document: &Document| {
            let own = document.usage.get(id).cloned();
            let there =
                document.environments.iter().map(|(name, one)| (name.clone(), one.usage.get(id).cloned()));
            (own, there.filter(|(_, usage)| usage.is_some()).collect::<BTreeMap<_, _>>())
        };
        if usage(self.before) != usage(self.after) {
            details.push(self.say("Usage changed", "Cambió el uso", []));
        }
        details
    }

    fn connections(&self) -> Vec<Difference> {
        let (before, after) = (&self.before.connections, &self.after.connections);
        let ids: BTreeSet<&Id> = before.keys().chain(after.keys()).collect();
        let told = ids.into_iter().filter_map(|id| {
            let document = if after.contains_key(id) { self.after } else { self.before };
            let shown = document.connections.get(id)?;
            let subject = format!(
                "{} → {} · {}",
                name_of(document, &shown.from),
                name_of(document, &shown.to),
                connection_title(shown.kind, self.language)
            );
            let (sort, details) = match (before.get(id), after.get(id)) {
                (None, _) => (Sort::Added, Vec::new()),
                (_, None) => (Sort::Removed, Vec::new()),
                (Some(old), Some(new)) => {
                    let mut details = self.properties(&old.properties, &new.properties, |_| None);
                    if (&old.from, old.kind, &old.to) != (&new.from, new.kind, &new.to) {
                        details.push(self.say("Its ends changed", "Cambiaron sus extremos", []));
                    }
                    if old.name != new.name {
                        let value = |name: &Option<String>| name.as_deref().map(Value::from);
                        let (from, to) = (value(&old.name), value(&new.name));
                        details.push(self.step(&self.say("Name", "Nombre", []), from.as_ref(), to.as_ref()));
                    }
                    details.extend(self.elsewhere(id, |_| None));
                    if details.is_empty() {
                        return None;
                    }
                    (Sort::Changed, details)
                }
            };
            Some(Difference { sort, id: Some(id.clone()), subject, details })
        });
        told.collect()
    }

    fn environments(&self) -> Vec<Difference> {
        let (before, after) = (&self.before.environments, &self.after.environments);
        let ids: BTreeSet<&Id> = before.keys().chain(after.keys()).collect();
        let told = ids.into_iter().filter_map(|id| {
            let (sort, details) = match (before.get(id), after.get(id)) {
                (None, _) => (Sort::Added, Vec::new()),
                (_, None) => (Sort::Removed, Vec::new()),
                (Some(old), Some(new)) => {
                    let map = |settings: Settings| match serde_json::to_value(settings) {
                        Ok(Value::Object(map)) => map.into_iter().collect(),
                        _ => Map::new(),
                    };
                    let details = self.properties(&map(Settings::of(old)), &map(Settings::of(new)), |_| None);
                    if details.is_empty() {
                        return None;
                    }
                    (Sort::Changed, details)
                }
            };
            let subject = self.say("{0} · environment", "{0} · ambiente", [id.to_string()]);
            Some(Difference { sort, id: None, subject, details })
        });
        told.collect()
    }

    /// What was moved on the drawing, and is else as it was.
    fn placed(&self) -> Option<Difference> {
        let there = |id: &&Id| self.before.nodes.contains_key(*id) && self.after.nodes.contains_key(*id);
        let moved: Vec<String> = changed(&self.before.layout, &self.after.layout)
            .filter(there)
            .map(|id| name_of(self.after, id))
            .collect();
        (!moved.is_empty()).then(|| Difference {
            sort: Sort::Changed,
            id: None,
            subject: self.say("Places on the drawing", "Lugares en el dibujo", []),
            details: vec![moved.join(", ")],
        })
    }
}

/// The keys that have another value.
fn changed<'a, T: PartialEq>(
    before: &'a BTreeMap<Id, T>,
    after: &'a BTreeMap<Id, T>,
) -> impl Iterator<Item = &'a Id> {
    let keys: BTreeSet<&Id> = before.keys().chain(after.keys()).collect();
    keys.into_iter().filter(|key| before.get(*key) != after.get(*key))
}

fn keys_changed(before: &Map, after: &Map) -> Vec<String> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
