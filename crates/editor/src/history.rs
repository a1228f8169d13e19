//! Undo and redo: steps that were made, and steps that were taken back.

use crate::editor::Operation;

#[derive(Debug, Default)]
pub(crate) struct History {
    done: Vec<Operation>,
    undone: Vec<Operation>,
}

impl History {
    /// A new step: what was taken back can no longer be made again.
    pub fn push(&mut self, step: Operation) {
        self.done.push(step);
        self.undone.clear();
    }

    pub fn last_done(&self) -> Option<&Operation> {
        self.done.last()
    }

    pub fn last_undone(&self) -> Option<&Operation> {
        self.undone.last()
    }

    pub fn undone(&mut self) {
        self.undone.extend(self.done.pop());
    }

    pub fn redone(&mut self) {
        self.done.extend(self.undone.pop());
    }
}
