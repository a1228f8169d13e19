//! Undo and redo: steps that were made, steps that were taken back, and the marks of a step that is being made.
//!
//! A step is one squashed delta. Edits after a mark are one step or none; edits with the same key join the step that
//! began with it.

use engine::Delta;

use crate::editor::Operation;

#[derive(Debug, Default)]
pub(crate) struct History {
    done: Vec<Operation>,
    undone: Vec<Operation>,
    /// While the last step may still grow: the key of the edits that join it.
    key: Option<String>,
    /// What was changed since each open mark, outermost first.
    marks: Vec<Delta>,
}

impl History {
    /// Notes an edit. It is a step of its own unless a mark is open or it joins the last step; `false` when it
    /// belongs to an open mark and is not a step yet.
    pub fn edited(&mut self, operation: &Operation, key: Option<&str>) -> bool {
        if let Some(mark) = self.marks.last_mut() {
            *mark = std::mem::take(mark).then(operation.delta.clone());
            return false;
        }
        let joins = self.joins(key);
        match self.done.last_mut() {
            Some(step) if joins => {
                step.delta = std::mem::take(&mut step.delta).then(operation.delta.clone());
                if step.delta.is_empty() {
                    self.done.pop();
                    self.key = None;
                }
            }
            _ => {
                self.done.push(operation.clone());
                self.key = key.map(str::to_owned);
            }
        }
        // what was taken back can no longer be made again
        self.undone.clear();
        true
    }

    /// Whether an edit with this key becomes part of the last step.
    pub fn joins(&self, key: Option<&str>) -> bool {
        key.is_some() && key == self.key.as_deref() && !self.marked() && !self.done.is_empty()
    }

    /// The last step is finished: no edit joins it any more.
    pub fn settle(&mut self) {
        self.key = None;
    }

    pub fn mark(&mut self) {
        self.marks.push(Delta::default());
    }

    pub fn marked(&self) -> bool {
        !self.marks.is_empty()
    }

    /// Closes the last mark and gives what was changed since.
    pub fn unmark(&mut self) -> Option<Delta> {
        self.marks.pop()
    }

    pub fn last_done(&self) -> Option<&Operation> {
        self.done.last()
    }

    pub fn last_undone(&self) -> Option<&Operation> {
        self.undone.last()
    }

    pub fn undone(&mut self) {
        self.settle();
        self.undone.extend(self.done.pop());
    }

    pub fn redone(&mut self) {
        self.settle();
        self.done.extend(self.undone.pop());
    }
}
