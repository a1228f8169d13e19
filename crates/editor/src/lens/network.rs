//! The lens over the network: asked when it is shown, in pieces where a design is large.

use std::collections::BTreeSet;

use engine::{Architecture, Id, Neighbourhood, Network, NetworkLens, scene::lens};

use super::Lens;
use crate::editor::Editor;

/// Elements that are asked of within the frame of an edit: all of most designs.
const AT_ONCE: usize = 200;

/// Elements that are asked of after a frame.
const AT_A_TIME: usize = 50;

/// Who reaches whom, for a state of the design and what is selected.
#[derive(Debug)]
pub(super) struct Answered {
    revision: u64,
    environment: Id,
    selection: BTreeSet<Id>,
    lens: NetworkLens,
    done: bool,
}

impl Editor {
    /// The answer for what is selected now. While a large design is still being asked, what was said before stays.
    pub(super) fn who_reaches_whom(&mut self, environment: &Id) -> Option<lens::Lens> {
        let fresh = self.lenses.network.as_ref().is_some_and(|answered| {
            answered.revision == self.revision()
                && answered.environment == *environment
                && answered.selection == *self.selection()
        });
        if !fresh {
            let (revision, selection) = (self.revision(), self.selection().clone());
            let architecture = self.session.architecture(environment.as_str()).ok()?;
            let asked = asked(architecture, &selection);
            let lens = NetworkLens::new(architecture, asked);
            let small = architecture.elements.len() <= AT_ONCE;
            let environment = environment.clone();
            self.lenses.network = Some(Answered { revision, environment, selection, lens, done: false });
            if small {
                self.ask_more(AT_ONCE);
            }
        }
        let answered = self.lenses.network.as_ref().filter(|answered| answered.done);
        match answered {
            Some(answered) => Some(answered.lens.lens().clone()),
            None => {
                let before = self.lenses.told.as_ref().filter(|(of, _)| of == environment);
                before.map(|(_, lens)| lens.clone())
            }
        }
    }

    /// Whether the lens has not yet asked of every element: [`Editor::look_further`] goes on.
    pub fn lens_waits(&self) -> bool {
        self.lens() == Lens::Network && self.lenses.network.as_ref().is_some_and(|answered| !answered.done)
    }

    /// Asks of some more elements, after the frame; `true` once the drawing shows what came of it.
    pub fn look_further(&mut self) -> bool {
        if !self.lens_waits() {
            return false;
        }
        self.ask_more(AT_A_TIME);
        let done = !self.lens_waits();
        if done {
            self.look_again(false);
        }
        done
    }

    fn ask_more(&mut self, elements: usize) {
        let Some(answered) = &mut self.lenses.network else { return };
        match self.session.architecture(answered.environment.as_str()) {
            Ok(architecture) => {
                answered.lens.go_on(&Network::of(architecture), elements);
                answered.done = answered.lens.done(architecture);
            }
            // there is nothing left to ask of
            Err(_) => answered.done = true,
        }
    }
}

/// Nothing selected: the internet. One: its neighbours. Two, or a connection: the way between them.
fn asked(architecture: &Architecture, selection: &BTreeSet<Id>) -> Neighbourhood {
    let edge = |id: &&Id| architecture.edges.iter().find(|edge| edge.id == **id);
    let connection = selection.first().filter(|_| selection.len() == 1);
    if let Some(edge) = connection.as_ref().and_then(edge) {
        return Neighbourhood::Between(edge.from, edge.to);
    }
    let found: Vec<_> = selection.iter().filter_map(|id| architecture.index_of(id.as_str())).collect();
    match found[..] {
        [] => Neighbourhood::Internet,
        [from, to] => Neighbourhood::Between(from, to),
        _ => {
            let network = Network::of(architecture);
            let mut own = BTreeSet::new();
            for id in selection {
                if let Some(Neighbourhood::Of(ends)) = Neighbourhood::of(&network, id.as_str()) {
                    own.extend(ends);
                }
            }
            Neighbourhood::Of(own)
        }
    }
}
