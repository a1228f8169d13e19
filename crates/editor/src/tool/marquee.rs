//! A rectangle is drawn over what is to be selected: what it holds is shown at once, and selected when it is let go.

use std::collections::BTreeSet;

use engine::Id;

use crate::{
    editor::Editor,
    event::{PointerEvent, PointerKind},
    overlay::{Overlay, rings},
    picture::Picture,
    response::Cursor,
    space::{Area, Position},
};

use super::State;

#[derive(Debug)]
pub(crate) struct Marquee {
    /// Where it began and where the pointer is, in the world.
    from: Position,
    to: Position,
    /// What would be selected.
    chosen: BTreeSet<Id>,
}

pub(super) fn begin(editor: &mut Editor, start: Position, event: &PointerEvent) -> State {
    let from = editor.world(start);
    Marquee { from, to: from, chosen: BTreeSet::new() }.pointer(editor, event)
}

impl Marquee {
    pub(super) fn pointer(mut self, editor: &mut Editor, event: &PointerEvent) -> State {
        match event.kind {
            PointerKind::Up => {
                self.choose(editor, event);
                editor.select(self.chosen);
                State::Idle
            }
            PointerKind::Move => {
                self.choose(editor, event);
                State::Marquee(self)
            }
            _ => State::Marquee(self),
        }
    }

    /// What lies whole within, or with Alt what is touched; with Shift besides what was selected.
    fn choose(&mut self, editor: &mut Editor, event: &PointerEvent) {
        self.to = editor.world(event.at());
        let area = Area::between(self.from, self.to);
        let picture = editor.picture();
        let inside = if event.modifiers.alt { picture.touching(area) } else { picture.within(area) };
        let kept = if event.modifiers.adds() { editor.selection().clone() } else { BTreeSet::new() };
        self.chosen = kept.into_iter().chain(inside).collect();
    }

    pub(super) fn show(&self, picture: &Picture, overlay: &mut Overlay) {
        overlay.selected = rings(picture, &self.chosen);
        overlay.handles.clear();
        overlay.cursor = Cursor::Crosshair;
        overlay.marquee = Some(Area::between(self.from, self.to));
    }
}
