//! The drawing in words: a tree for screen readers, in step with the canvas.

use engine::{
    Id, meaning,
    scene::{draw::MarkLook, geometry::Rect},
};

use crate::{editor::Editor, lens, picture::Reading, words};

/// An element of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeItem {
    pub id: Id,
    pub level: usize,
    /// Its place among those with the same parent, from 1, and how many these are.
    pub position: usize,
    pub siblings: usize,
    pub label: String,
    pub rect: Rect,
    pub selected: bool,
    /// What the lens says of it, as a word for programs; none where it says nothing.
    pub state: Option<&'static str>,
}

impl Editor {
    /// Everything that is drawn, in reading order.
    pub fn tree(&mut self) -> Vec<TreeItem> {
        let picture = self.picture();
        let item = |entry: &Reading| TreeItem {
            id: entry.id.clone(),
            level: entry.level,
            position: entry.position,
            siblings: entry.siblings,
            label: self.label(entry),
            rect: entry.rect,
            selected: self.selection().contains(&entry.id),
            state: self.state_of(&entry.id),
        };
        picture.reading().iter().map(item).collect()
    }

    /// An element in words, with its place: “Orders database, RDS DB instance, …, 1 of 2 in Private data subnet”.
    pub fn describe(&mut self, id: &Id) -> String {
        let picture = self.picture();
        if let Some(entry) = picture.reading().iter().find(|entry| entry.id == *id) {
            let within = match &entry.parent {
                Some(parent) => self.tell(
                    "{0} of {1} in {2}",
                    "{0} de {1} en {2}",
                    [entry.position.to_string(), entry.siblings.to_string(), self.name_of(parent)],
                ),
                None => self.tell(
                    "{0} of {1}",
                    "{0} de {1}",
                    [entry.position.to_string(), entry.siblings.to_string()],
                ),
            };
            return format!("{}, {within}", self.label(entry));
        }
        match self.document().connections.get(id) {
            Some(connection) => self.tell(
                "{0} from {1} to {2}",
                "{0} de {1} a {2}",
                [
                    words::connection_title(connection.kind, self.language).to_owned(),
                    self.name_of(&connection.from),
                    self.name_of(&connection.to),
                ],
            ),
            None => self.name_of(id),
        }
    }

    fn state_of(&self, id: &Id) -> Option<&'static str> {
        let marked = self.told_by_lens(id).map(lens::word);
        marked.or_else(|| self.cost_by_lens(id).map(lens::price_word))
    }

    fn label(&self, entry: &Reading) -> String {
        let mut parts = vec![self.name_of(&entry.id)];
        if let Some(node) = self.document().nodes.get(&entry.id) {
            let title = words::title(&node.kind, self.language);
            if parts.first().is_none_or(|name| name != title) {
                parts.push(title.to_owned());
            }
        }
        let told = self.cost_by_lens(&entry.id).filter(|_| entry.price.is_empty());
        parts.extend([&entry.spec, &entry.price].into_iter().filter(|text| !text.is_empty()).cloned());
        parts.extend(told.and_then(|cost| Some(self.costs_told()?.words(cost))));
        if let Some((_, count)) = entry.findings.filter(|_| !entry.gathered) {
            let count = count.to_string();
            parts.push(match count.as_str() {
                "1" => self.say("1 finding", "1 hallazgo").to_owned(),
                _ => self.tell("{0} findings", "{0} hallazgos", [count]),
            });
        }
        parts.extend(self.told_by_lens(&entry.id).map(|look| self.language.of(meaning(look)).to_owned()));
        parts.extend(self.noted_by_lens(&entry.id).map(str::to_owned));
        if self.exposed_by_lens(&entry.id) {
            parts.push(self.language.of(meaning(MarkLook::Exposed)).to_owned());
        }
        parts.join(", ")
    }
}
