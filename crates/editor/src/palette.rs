//! The palette: actions, elements, services and environments by a few letters, the best first.

use engine::{Id, Language};

use crate::{
    actions::{ACTIONS, Action},
    editor::Editor,
    fuzzy::{Fit, fit},
    shelf::{shelf, symbol},
    words::{connection_title, name_of, title},
};

/// What the palette looks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Palette {
    /// Everything: actions, elements, services, environments.
    All,
    /// Elements and connections of the design.
    Find,
    /// Services to add.
    Add,
}

/// What choosing a line does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Aim {
    Action(&'static str),
    /// Shows an element.
    Element(Id),
    /// Adds a service.
    Service(&'static str),
    /// Shows an environment.
    Environment(Id),
}

/// A line of the palette.
#[derive(Debug, Clone, PartialEq)]
pub struct Choosable {
    pub aim: Aim,
    pub title: String,
    /// Which characters of the title were typed.
    pub letters: Vec<usize>,
    /// What it is: the menu of an action, the kind of an element.
    pub about: String,
    /// Name of a lucide icon of actions and environments.
    pub icon: &'static str,
    /// Symbol of an element's or service's icon.
    pub symbol: &'static str,
    /// The first chord of an action.
    pub keys: Option<&'static str>,
    /// Why it cannot be done now.
    pub hindrance: Option<&'static str>,
}

/// How many lines are shown: who needs more types more.
const LINES: usize = 80;

impl Editor {
    /// The lines that fit a query, the best first; without one, what there is, in order.
    pub fn palette(&self, palette: Palette, query: &str) -> Vec<Choosable> {
        let query = query.trim();
        let mut lines: Vec<(i32, Choosable)> = Vec::new();
        if palette == Palette::All {
            lines.extend(self.actions(query));
            lines.extend(self.environment_lines(query));
        }
        // with nothing typed, actions are what the palette is opened for
        if palette == Palette::Find || palette == Palette::All && !query.is_empty() {
            lines.extend(self.elements(query));
        }
        if palette == Palette::Add || palette == Palette::All && !query.is_empty() {
            lines.extend(self.services(query));
        }
        // what can be done stands before what cannot; a stable sort keeps the order of the table
        lines.sort_by_key(|(score, line)| (line.hindrance.is_some() && !query.is_empty(), -score));
        lines.into_iter().take(LINES).map(|(_, line)| line).collect()
    }

    fn actions(&self, query: &str) -> impl Iterator<Item = (i32, Choosable)> {
        let language = self.language;
        ACTIONS.iter().filter(|action| action.id != "palette").filter_map(move |action| {
            let title = action.title(language).to_owned();
            let others = [action.title.en, action.title.es, action.search.en, action.search.es];
            let (score, letters) = best(query, &title, &others)?;
            Some((score, self.line_of(action, letters)))
        })
    }

    /// The line of an action.
    pub(crate) fn line_of(&self, action: &Action, letters: Vec<usize>) -> Choosable {
        Choosable {
            aim: Aim::Action(action.id),
            title: action.title(self.language).to_owned(),
            letters,
            about: action.menu.title(self.language).to_owned(),
            icon: action.icon,
            symbol: "",
            keys: action.keys.first().copied(),
            hindrance: action.hindrance(self),
        }
    }

    fn elements(&self, query: &str) -> impl Iterator<Item = (i32, Choosable)> {
        let (document, language) = (self.document(), self.language);
        let line = move |id: &Id, about: String, symbol: &'static str| {
            let title = name_of(document, id);
            let (score, letters) = best(query, &title, &[id.as_str(), &about])?;
            // the id itself, and nothing else, stands before ids with it in them
            let score = score + i32::from(query.eq_ignore_ascii_case(id.as_str())) * 20;
            let aim = Aim::Element(id.clone());
            let line =
                Choosable { aim, title, letters, about, icon: "", symbol, keys: None, hindrance: None };
            Some((score, line))
        };
        let nodes = document.nodes.iter().filter_map(move |(id, node)| {
            line(id, title(&node.kind, language).to_owned(), symbol(&node.kind))
        });
        let connections = document.connections.iter().filter_map(move |(id, connection)| {
            let ends = format!("{} → {}", self.name_of(&connection.from), self.name_of(&connection.to));
            let about = format!("{} · {ends}", connection_title(connection.kind, language));
            line(id, about, "connection")
        });
        nodes.chain(connections)
    }

    fn services(&self, query: &str) -> impl Iterator<Item = (i32, Choosable)> {
        let language = self.language;
        let add = self.say("Add", "Agregar");
        let groups = shelf("", language);
        groups
            .into_iter()
            .flat_map(|group| group.entries.into_iter().map(move |entry| (group.title, entry)))
            .filter_map(move |(category, entry)| {
                let name = entry.kind.replace('_', " ");
                let spanish = title(entry.kind, Language::Spanish);
                let (score, letters) = best(query, entry.title, &[&name, spanish, category, add])?;
                let line = Choosable {
                    aim: Aim::Service(entry.kind),
                    title: entry.title.to_owned(),
                    letters,
                    about: format!("{add} · {category}"),
                    icon: "",
                    symbol: entry.symbol,
                    keys: None,
                    hindrance: None,
                };
                // an element that is there is meant before one that could be
                Some((score - 2, line))
            })
    }

    fn environment_lines(&self, query: &str) -> impl Iterator<Item = (i32, Choosable)> {
        let about = self.say("Environment", "Entorno");
        let others = self.environments().into_iter().map(|(id, _)| id);
        others.filter(|id| self.environment() != Some(id)).filter_map(move |id| {
            let title = self.tell("Show {0}", "Mostrar {0}", [id.to_string()]);
            let (score, letters) = best(query, &title, &[id.as_str(), about])?;
            let line = Choosable {
                aim: Aim::Environment(id),
                title,
                letters,
                about: about.to_owned(),
                icon: "layers",
                symbol: "",
                keys: None,
                hindrance: None,
            };
            Some((score, line))
        })
    }
}

/// The fit of a title, or a lesser one of its title with the other words it is found by.
fn best(query: &str, title: &str, others: &[&str]) -> Option<(i32, Vec<usize>)> {
    if let Some(Fit { score, letters }) = fit(query, title) {
        return Some((score + 8, letters));
    }
    let all = [&[title], others].concat().join(" · ");
    fit(query, &all).map(|found| {
        let within = title.chars().count();
        (found.score, found.letters.into_iter().filter(|letter| *letter < within).collect())
    })
}
