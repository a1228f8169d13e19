//! A rectangle is drawn over what is to be selected.

use std::collections::BTreeSet;

use engine::Id;

use crate::{
    editor::Editor,
    event::{PointerEvent, PointerKind},
    overlay::Overlay,
    response::Cursor,
    space::{Area, Position},
};

use super::State;

#[derive(Debug)]
pub(crate) struct Marquee {
    /// Where it began and where the pointer is, in the world.
    from: Position,
    to: Position,
    /// What was selected before.
    before: BTreeSet<Id>,
}

pub(super) fn begin(editor: &mut Editor, start: Position, event: &PointerEvent) -> State {
    let before = editor.selection().clone();
    let from = editor.world(start);
    Marquee { from, to: from, before }.pointer(editor, event)
}

impl Marquee {
    pub(super) fn pointer(mut self, editor: &mut Editor, event: &PointerEvent) -> State {
        match event.kind {
            PointerKind::Up => State::Idle,
            PointerKind::Move => {
                self.to = editor.world(event.at());
                self.choose(editor, event);
                State::Marquee(self)
            }
            _ => State::Marquee(self),
        }
    }

    /// What lies whole within, or with Alt what is touched; with Shift besides what was selected.
    fn choose(&self, editor: &mut Editor, event: &PointerEvent) {
        let area = Area::between(self.from, self.to);
        let picture = editor.picture();
        let inside = if event.modifiers.alt { picture.touching(area) } else { picture.within(area) };
        let kept = if event.modifiers.adds() { self.before.clone() } else { BTreeSet::new() };
        editor.select(kept.into_iter().chain(inside));
    }

    pub(super) fn cancel(self, editor: &mut Editor) {
        editor.select(self.before);
    }

    pub(super) fn show(&self, overlay: &mut Overlay) {
        overlay.cursor = Cursor::Crosshair;
        overlay.marquee = Some(Area::between(self.from, self.to));
    }
}
