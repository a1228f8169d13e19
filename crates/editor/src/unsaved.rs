//! Edits on their way to the disk. None is let go before it is acknowledged: what could not be written stays, in order,
//! and is sent again.

use crate::editor::Operation;

/// The edits of an open design that are not on disk yet.
#[derive(Debug, Default)]
pub struct Unsaved {
    acknowledged: u32,
    waiting: Vec<Operation>,
    /// How many of them, from the front, are being written.
    under_way: usize,
}

impl Unsaved {
    /// None yet, of a file at this revision.
    pub fn after(revision: u32) -> Unsaved {
        Unsaved { acknowledged: revision, ..Unsaved::default() }
    }

    pub fn add(&mut self, made: Vec<Operation>) {
        self.waiting.extend(made);
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The revision of the file.
    pub fn acknowledged(&self) -> u32 {
        self.acknowledged
    }

    /// What to write now, and the revision it starts from; nothing while the last answer is awaited.
    pub fn send(&mut self) -> Option<(u32, &[Operation])> {
        if self.under_way > 0 || self.waiting.is_empty() {
            return None;
        }
        self.under_way = self.waiting.len();
        Some((self.acknowledged, &self.waiting))
    }

    /// What was sent is on disk.
    pub fn written(&mut self, revision: u32) {
        self.acknowledged = revision;
        self.waiting.drain(..std::mem::take(&mut self.under_way));
    }

    /// What was sent is not on disk; it comes first when it is tried again.
    pub fn refused(&mut self) {
        self.under_way = 0;
    }

    /// The design goes on in another file that holds what was acknowledged.
    pub fn moved(&mut self, revision: u32) {
        self.acknowledged = revision;
        self.under_way = 0;
    }
}
