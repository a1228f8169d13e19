//! Elements follow the pointer; the document changes when they are let go.

use engine::{Id, scene::geometry::Rect};

use crate::{
    arrange::{Drop, Moving},
    editor::Editor,
    event::{PointerEvent, PointerKind},
    overlay::Overlay,
    response::Cursor,
    space::Position,
};

use super::State;

#[derive(Debug)]
pub(crate) struct Drag {
    moving: Vec<Moving>,
    /// Where it began, in the world.
    from: Position,
    drop: Drop,
    ghosts: Vec<Rect>,
}

pub(super) fn begin(editor: &mut Editor, ids: Vec<Id>, start: Position, event: &PointerEvent) -> State {
    let moving = editor.moving(&ids);
    let from = editor.world(start);
    let drop = Drop::default();
    Drag { moving, from, drop, ghosts: Vec::new() }.pointer(editor, event)
}

impl Drag {
    pub(super) fn pointer(mut self, editor: &mut Editor, event: &PointerEvent) -> State {
        match event.kind {
            PointerKind::Move => {
                self.follow(editor, event);
                State::Drag(self)
            }
            PointerKind::Up => {
                self.follow(editor, event);
                if let Err(why) = editor.drop_moving(&self.moving, &self.ghosts, &self.drop) {
                    editor.refuse(why);
                }
                State::Idle
            }
            _ => State::Drag(self),
        }
    }

    fn follow(&mut self, editor: &mut Editor, event: &PointerEvent) {
        let at = editor.world(event.at());
        let by = at.minus(self.from);
        self.drop = editor.drop_of(&self.moving, at);
        let along = |moving: &Moving| editor.landing(moving, by, &self.drop);
        self.ghosts = self.moving.iter().map(along).collect();
    }

    pub(super) fn show(&self, overlay: &mut Overlay) {
        overlay.ghosts.clone_from(&self.ghosts);
        overlay.drop = Some(self.drop.target());
        overlay.cursor = if self.drop.allowed { Cursor::Move } else { Cursor::NotAllowed };
    }
}
