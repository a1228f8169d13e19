//! How the internet gets to what is under the pointer, while the lens over the network is shown.

use engine::{Id, Network, WayIn, way_in};

use super::Lens;
use crate::{
    editor::Editor,
    overlay::{Trail, ring},
    picture::{Picture, Target},
    tool::Hover,
};

/// An answer that is kept while the pointer rests.
#[derive(Debug)]
pub(super) struct Kept {
    revision: u64,
    environment: Id,
    id: Id,
    way: Option<WayIn>,
}

impl Editor {
    /// The way from the internet to what is under the pointer; none where another lens is shown, something is going on,
    /// or it is no end of traffic.
    pub(crate) fn way_in(&mut self, picture: &Picture) -> Option<Trail> {
        if self.lens() != Lens::Network || self.busy() {
            return None;
        }
        let Some(Hover { hit, port: None }) = &self.tools.hover else { return None };
        let id = match (&hit.ids[..], hit.target) {
            ([id], Target::Card | Target::Gate | Target::Badge | Target::Header) => id.clone(),
            _ => return None,
        };
        let below = hit.rect;
        let environment = self.environment()?.clone();
        let revision = self.revision();
        let kept = self.lenses.way.as_ref().is_some_and(|kept| {
            kept.revision == revision && kept.environment == environment && kept.id == id
        });
        if !kept {
            let architecture = self.session.architecture(environment.as_str()).ok()?;
            let ix = architecture.index_of(id.as_str())?;
            let way = way_in(&Network::of(architecture), ix, self.language);
            self.lenses.way = Some(Kept { revision, environment, id, way });
        }
        let WayIn { elements, connections, told, .. } = self.lenses.way.as_ref()?.way.as_ref()?;
        let passed = elements.iter().chain(connections).filter_map(|id| Id::new(id));
        let rings = passed.map(|id| ring(picture, &id)).collect();
        Some(Trail { rings, told: told.clone(), below })
    }
}
