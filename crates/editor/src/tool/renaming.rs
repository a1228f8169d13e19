//! A name is typed into a field that the shell shows over the element.

use engine::Id;

use crate::{
    editor::Editor,
    event::{PointerEvent, PointerKind},
    overlay::{self, Overlay},
    picture::Picture,
};

use super::State;

#[derive(Debug)]
pub(crate) struct Renaming {
    id: Id,
}

pub(super) fn begin(editor: &Editor, id: &Id) -> State {
    let document = editor.document();
    if document.nodes.contains_key(id) || document.connections.contains_key(id) {
        State::Renaming(Renaming { id: id.clone() })
    } else {
        State::Idle
    }
}

impl Renaming {
    pub(super) fn id(&self) -> &Id {
        &self.id
    }

    /// A press elsewhere ends it; what was typed came with the field's own loss of focus.
    pub(super) fn pointer(self, editor: &mut Editor, event: &PointerEvent) -> State {
        match event.kind {
            PointerKind::Down => State::Idle.pointer(editor, event),
            _ => State::Renaming(self),
        }
    }

    pub(super) fn show(&self, editor: &Editor, picture: &Picture, overlay: &mut Overlay) {
        if let Some(rect) =
            picture.frames_of(&self.id).next().map(|frame| frame.rect).or_else(|| picture.bounds(&self.id))
        {
            let text = editor.name_of(&self.id);
            overlay.renaming = Some(overlay::Renaming { id: self.id.clone(), rect, text });
        }
    }
}
