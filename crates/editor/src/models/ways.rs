//! The lens over the network in words: the ways between two elements that are selected, what is around one.

use engine::{Asked, Id, Network, ReachReport, meaning, scene::draw::MarkLook};

use crate::{Lens, editor::Editor, lens::word};

/// Whether one of two elements reaches the other on a port, as `groundplan reach` says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Names of both ends, and the port.
    pub title: String,
    /// *reached*, *not reached* or *cannot tell*.
    pub word: &'static str,
    pub report: ReachReport,
}

/// An element that reaches the one that is selected, or that it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    pub id: Id,
    pub name: String,
    /// As a word for programs: `reaches`, `reached` or `mutual`.
    pub look: &'static str,
    /// Which way.
    pub words: &'static str,
    /// The ports of both directions.
    pub ports: String,
}

impl Editor {
    /// What reaches what is selected, then what it reaches, as the lens over the network shows it; none while another is
    /// shown, or nothing is selected.
    pub fn neighbours(&mut self) -> Vec<Neighbour> {
        if self.lens() != Lens::Network || self.selection().is_empty() {
            return Vec::new();
        }
        // the lens is asked when the drawing is
        self.picture();
        let mut neighbours = Vec::new();
        for look in [MarkLook::Reaches, MarkLook::Mutual, MarkLook::Reached] {
            let (told, words) = (word(look), self.language.of(meaning(look)));
            for (id, mark) in self.marks().filter(|(_, mark)| mark.look == look) {
                let Some(id) = Id::new(id) else { continue };
                let (name, ports) = (self.name_of(&id), mark.note.clone());
                neighbours.push(Neighbour { id, name, look: told, words, ports });
            }
        }
        neighbours
    }

    /// The ways between two elements that are selected, or the ends of a connection, there and back; none while
    /// another lens than that over the network is shown, or where a port is declared at neither.
    pub fn ways(&mut self) -> Vec<Way> {
        let (Some(environment), Some((one, other))) = (self.environment().cloned(), self.pair()) else {
            return Vec::new();
        };
        let language = self.language;
        let Ok(architecture) = self.session.architecture(environment.as_str()) else { return Vec::new() };
        let network = Network::of(architecture);
        let reports: Vec<ReachReport> = [(&one, &other), (&other, &one)]
            .into_iter()
            .filter_map(|(from, to)| Asked::read(&network, from.as_str(), to.as_str(), None).ok())
            .flat_map(|asked| ReachReport::answers(&network, &asked, language))
            .collect();
        reports.into_iter().map(|report| self.way(report)).collect()
    }

    fn way(&self, report: ReachReport) -> Way {
        let name = |id: &str| Id::new(id).map_or_else(|| id.to_owned(), |id| self.name_of(&id));
        let ends = format!("{} → {}", name(&report.from), name(&report.to));
        Way {
            title: format!("{ends}, {}/{}", report.port, report.protocol),
            word: match report.answer {
                "reached" => self.say("reached", "llega"),
                "blocked" => self.say("not reached", "no llega"),
                _ => self.say("cannot tell", "no se puede saber"),
            },
            report,
        }
    }

    fn pair(&self) -> Option<(Id, Id)> {
        if self.lens() != Lens::Network {
            return None;
        }
        let mut ids = self.selection().iter();
        match (ids.next(), ids.next(), ids.next()) {
            (Some(one), None, None) => {
                let connection = self.document().connections.get(one)?;
                Some((connection.from.clone(), connection.to.clone()))
            }
            (Some(one), Some(other), None) => Some((one.clone(), other.clone())),
            _ => None,
        }
    }
}
