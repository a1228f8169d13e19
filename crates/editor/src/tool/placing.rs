//! A new element comes from the shelf and is put down.

use engine::{
    design::Kind,
    scene::geometry::{Rect, rect},
};

use crate::{
    add::AddRefusal,
    arrange::Drop,
    containment,
    editor::Editor,
    event::{PointerEvent, PointerKind},
    overlay::Overlay,
    response::{Cursor, Request},
};

use super::State;

/// The size that a card usually has.
const CARD: (i32, i32) = (148, 44);

#[derive(Debug)]
pub(crate) struct Placing {
    kind: &'static Kind,
    over: Option<(Rect, Drop)>,
}

pub(super) fn begin(editor: &mut Editor, kind: &str) -> Option<State> {
    editor.select([]);
    containment::kind(kind).map(|kind| State::Placing(Placing { kind, over: None }))
}

impl Placing {
    pub(super) fn pointer(mut self, editor: &mut Editor, event: &PointerEvent) -> State {
        match event.kind {
            PointerKind::Leave | PointerKind::Cancel => self.over = None,
            PointerKind::Move | PointerKind::Down => self.over = Some(self.under(editor, event)),
            PointerKind::Up => {
                if editor.viewport().has(event.at()) {
                    let (_, drop) = self.under(editor, event);
                    self.put(editor, drop);
                }
                return State::Idle;
            }
        }
        State::Placing(self)
    }

    fn under(&self, editor: &mut Editor, event: &PointerEvent) -> (Rect, Drop) {
        let at = editor.world(event.at());
        // a card's middle is under the pointer; far away is as good as farther
        #[allow(clippy::cast_possible_truncation)]
        let (x, y) = (at.x.round() as i32, at.y.round() as i32);
        let ghost = rect(x.saturating_sub(CARD.0 / 2), y.saturating_sub(CARD.1 / 2), CARD.0, CARD.1);
        (ghost, editor.drop_at(&[self.kind], &[], at))
    }

    fn put(&self, editor: &mut Editor, drop: Drop) {
        let added = if drop.allowed {
            editor.add_into(self.kind.name, drop.into.as_ref(), drop.zone)
        } else {
            let chain = editor.missing_containers(self.kind);
            if chain.is_empty() {
                editor.refuse(drop.why.unwrap_or_default());
                return;
            }
            Err(AddRefusal::NeedsContainers { kind: self.kind.name, chain })
        };
        match added {
            Ok(id) => editor.announce_element(&id),
            Err(refusal) => {
                let why = editor.why_not_added(&refusal);
                editor.refuse(why);
                if let AddRefusal::NeedsContainers { kind, chain } = refusal {
                    editor.request(Request::OfferContainers { kind, chain });
                }
            }
        }
    }

    pub(super) fn show(&self, overlay: &mut Overlay) {
        overlay.cursor = Cursor::Copy;
        if let Some((ghost, drop)) = &self.over {
            overlay.ghosts = vec![*ghost];
            overlay.drop = Some(drop.target());
            if !drop.allowed {
                overlay.cursor = Cursor::NotAllowed;
            }
        }
    }
}
