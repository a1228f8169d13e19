//! The menu of a right click: what can be done with what is selected, or with the drawing.

use engine::Id;

use crate::{actions::action, editor::Editor, palette::Choosable, space::Position};

/// Actions on what is selected, in groups.
const SELECTED: [&[&str]; 4] = [
    &["inspect", "rename", "connect"],
    &["cut", "copy", "paste", "duplicate"],
    &["fit-selection", "place-automatically"],
    &["delete"],
];

/// Actions where nothing is selected.
const DRAWING: [&[&str]; 3] = [&["quick-add", "paste"], &["select-all", "find"], &["fit", "actual-size"]];

impl Editor {
    /// Where a menu opens that was not asked for by the pointer: at what is selected.
    pub(crate) fn menu_place(&mut self) -> Position {
        let selected = self.selection().first().cloned();
        selected.and_then(|id| self.middle_on_screen(&id)).unwrap_or_else(|| self.viewport().center())
    }

    /// Where the middle of an element is on the screen.
    pub fn middle_on_screen(&mut self, id: &Id) -> Option<Position> {
        let rect = self.picture().bounds(id)?;
        let (x, y) =
            (f64::from(rect.x) + f64::from(rect.w) / 2.0, f64::from(rect.y) + f64::from(rect.h) / 2.0);
        Some(self.camera().to_screen(Position { x, y }))
    }

    /// What a menu offers now, in groups; what cannot be done with this selection is left out.
    pub fn context_menu(&self) -> Vec<Vec<Choosable>> {
        let groups = if self.selection().is_empty() { DRAWING.as_slice() } else { SELECTED.as_slice() };
        let group = |ids: &&[&'static str]| -> Vec<Choosable> {
            let actions = ids.iter().filter_map(|id| action(id));
            actions
                .map(|action| self.line_of(action, Vec::new()))
                .filter(|line| line.hindrance.is_none())
                .collect()
        };
        groups.iter().map(group).filter(|lines| !lines.is_empty()).collect()
    }
}
