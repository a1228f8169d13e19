//! What the shell holds: the replica of the open design.

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use studio::{Live, deploy::Desk};

pub struct Shell {
    /// The design named on the command line.
    pub asked: Option<PathBuf>,
    open: Mutex<Option<Live>>,
    /// Whether the page has edits that are not on disk.
    pub unsaved: AtomicBool,
    /// Where deployments of this window are worked on.
    pub desk: Desk,
}

impl Shell {
    pub fn new(asked: Option<PathBuf>) -> Shell {
        Shell { asked, open: Mutex::new(None), unsaved: AtomicBool::new(false), desk: Desk::default() }
    }

    /// The open design. A panic elsewhere cannot have left it half-changed: it changes only once it is on disk.
    pub fn open(&self) -> MutexGuard<'_, Option<Live>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
