//! Walking the drawing without a pointer.

use engine::{Id, scene::geometry::Rect};

use crate::editor::Editor;

/// A direction of the arrow keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Left,
    Right,
    Up,
    Down,
}

impl Direction {
    /// One step.
    pub fn step(self) -> (i32, i32) {
        match self {
            Direction::Left => (-1, 0),
            Direction::Right => (1, 0),
            Direction::Up => (0, -1),
            Direction::Down => (0, 1),
        }
    }
}

impl Editor {
    pub(crate) fn only_selected(&self) -> Option<Id> {
        let mut selected = self.selection().iter();
        selected.next().filter(|_| self.selection().len() == 1).cloned()
    }

    /// Selects the next element in reading order, or the one before; `false` at the end, where the keyboard leaves the
    /// canvas.
    pub(crate) fn walk(&mut self, forward: bool) -> bool {
        let picture = self.picture();
        let reading = picture.reading();
        let place = |id: &Id| reading.iter().position(|entry| entry.id == *id);
        let at = self.selection().iter().filter_map(place).next();
        let next = match (at, forward) {
            (None, true) => Some(0),
            (None, false) => reading.len().checked_sub(1),
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
        };
        let next = next.and_then(|at| reading.get(at)).map(|entry| entry.id.clone());
        let found = next.is_some();
        match next {
            Some(id) => self.go_to(id),
            None => self.select([]),
        }
        found
    }

    /// Selects the first element inside the selected container; `false` where there is none.
    pub(crate) fn step_in(&mut self) -> bool {
        let picture = self.picture();
        let Some(selected) = self.only_selected() else { return false };
        let mut inside = picture.reading().iter().filter(|entry| entry.parent.as_ref() == Some(&selected));
        let first = inside.next().map(|entry| entry.id.clone());
        let found = first.is_some();
        first.into_iter().for_each(|id| self.go_to(id));
        found
    }

    /// Selects what contains the selected element, at last nothing; `false` when nothing is selected.
    pub(crate) fn step_out(&mut self) -> bool {
        if self.selection().is_empty() {
            return false;
        }
        let parent = self.only_selected().and_then(|id| self.document().nodes.get(&id)?.parent.clone());
        match parent {
            Some(parent) => self.go_to(parent),
            None => self.select([]),
        }
        true
    }

    /// Selects the nearest element in a direction.
    pub(crate) fn neighbour(&mut self, direction: Direction) -> bool {
        let picture = self.picture();
        let rects: Vec<Rect> = self.selection().iter().filter_map(|id| picture.bounds(id)).collect();
        let Some(from) = rects.into_iter().reduce(Rect::union) else { return self.walk(true) };
        let chosen = picture
            .reading()
            .iter()
            .filter(|entry| !self.selection().contains(&entry.id))
            // what contains it, or stands in it, lies in no direction
            .filter(|entry| !entry.rect.contains(from) && !from.contains(entry.rect))
            .filter_map(|entry| Some((away(from, entry.rect, direction)?, entry.id.clone())))
            .min();
        if let Some((_, id)) = chosen {
            self.go_to(id);
        }
        true
    }

    pub(crate) fn go_to(&mut self, id: Id) {
        self.reveal(&id);
        self.announce_element(&id);
        self.select([id]);
    }

    pub(crate) fn announce_element(&mut self, id: &Id) {
        let text = self.describe(id);
        self.announce(text);
    }
}

/// How far one rectangle is from another in a direction, sideways counted twice; `None` where it does not lie there.
fn away(from: Rect, to: Rect, direction: Direction) -> Option<i64> {
    let (a, b) = (from.center(), to.center());
    let (dx, dy) = (i64::from(b.x) - i64::from(a.x), i64::from(b.y) - i64::from(a.y));
    let (x, y) = direction.step();
    let along = dx * i64::from(x) + dy * i64::from(y);
    let side = if x == 0 { dx.abs() } else { dy.abs() };
    (along > 0 && side <= 2 * along).then_some(along + 2 * side)
}
