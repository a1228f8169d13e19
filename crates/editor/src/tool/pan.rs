//! The picture follows the pointer.

use crate::{
    editor::Editor,
    event::{PointerEvent, PointerKind},
    space::Position,
};

use super::State;

#[derive(Debug)]
pub(crate) struct Pan {
    at: Position,
}

pub(super) fn begin(editor: &mut Editor, event: &PointerEvent) -> State {
    editor.tools.hover = None;
    State::Pan(Pan { at: event.at() })
}

impl Pan {
    pub(super) fn pointer(self, editor: &mut Editor, event: &PointerEvent) -> State {
        match event.kind {
            PointerKind::Up => State::Idle,
            PointerKind::Move => {
                let by = event.at().minus(self.at);
                editor.pan(by.x, by.y);
                State::Pan(Pan { at: event.at() })
            }
            _ => State::Pan(self),
        }
    }
}
