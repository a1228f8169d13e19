//! The button went down and the pointer has not moved: a click, or the start of a drag.

use engine::Id;

use crate::{
    editor::Editor,
    event::{PointerEvent, PointerKind},
    picture::{Hit, Target},
    response::Request,
    space::Position,
};

use super::{State, THRESHOLD, drag, marquee, renaming};

#[derive(Debug)]
pub(crate) struct Press {
    start: Position,
    hit: Option<Hit>,
    /// It was selected before the button went down.
    selected: bool,
}

pub(super) fn begin(editor: &mut Editor, hit: Option<Hit>, event: &PointerEvent) -> State {
    let ids = hit.as_ref().map(|hit| hit.ids.as_slice()).unwrap_or_default();
    let selected = !ids.is_empty() && ids.iter().all(|id| editor.selection().contains(id));
    // what is pressed can be dragged at once
    if !selected && !ids.is_empty() && !event.modifiers.adds() {
        editor.select(ids.to_vec());
    }
    State::Press(Press { start: event.at(), hit, selected })
}

impl Press {
    pub(super) fn pointer(self, editor: &mut Editor, event: &PointerEvent) -> State {
        match event.kind {
            PointerKind::Move if event.at().distance(self.start) > THRESHOLD => self.drag(editor, event),
            PointerKind::Up => self.click(editor, event),
            _ => State::Press(self),
        }
    }

    fn drag(self, editor: &mut Editor, event: &PointerEvent) -> State {
        editor.tools.hover = None;
        let movable = self.hit.filter(|hit| !matches!(hit.target, Target::Wire | Target::Label));
        match movable {
            Some(hit) => {
                let dragged: Vec<Id> = match hit.ids.iter().all(|id| editor.selection().contains(id)) {
                    true => editor.selection().iter().cloned().collect(),
                    false => hit.ids,
                };
                drag::begin(editor, dragged, self.start, event)
            }
            None => marquee::begin(editor, self.start, event),
        }
    }

    fn click(self, editor: &mut Editor, event: &PointerEvent) -> State {
        let Some(hit) = self.hit else {
            if !event.modifiers.adds() {
                editor.select([]);
            }
            return State::Idle;
        };
        if event.modifiers.adds() {
            let mut selection = editor.selection().clone();
            for id in &hit.ids {
                if self.selected {
                    selection.remove(id)
                } else {
                    selection.insert(id.clone())
                };
            }
            editor.select(selection);
            return State::Idle;
        }
        editor.select(hit.ids.clone());
        match (hit.target, hit.ids.as_slice()) {
            (Target::Badge, _) => editor.request(Request::Problems(hit.ids)),
            (Target::Wire | Target::Label, _) if event.clicks > 1 => {
                editor.request(Request::Inspect(hit.ids))
            }
            (_, [one]) if event.clicks > 1 => return renaming::begin(editor, one),
            _ if event.clicks > 1 => editor.request(Request::Inspect(hit.ids)),
            _ => {}
        }
        State::Idle
    }
}
