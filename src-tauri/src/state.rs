//! What the shell holds: the replica of the open design, and the prices it is priced by.

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use studio::{
    Live,
    deploy::Desk,
    prices::{self, Shelf},
};

use crate::revival::Ends;

pub struct Shell {
    /// The design named on the command line, until it is opened.
    asked: Mutex<Option<PathBuf>>,
    /// Whether the page is loaded again because it ended.
    pub reborn: AtomicBool,
    pub ends: Ends,
    open: Mutex<Option<Live>>,
    /// Whether the page has edits that are not on disk.
    pub unsaved: AtomicBool,
    /// Where deployments of this window are worked on.
    pub desk: Desk,
    /// Where the price book of this window is held, and others are asked for.
    pub prices: prices::Desk,
}

impl Shell {
    pub fn new(asked: Option<PathBuf>) -> Shell {
        Shell {
            asked: Mutex::new(asked),
            reborn: AtomicBool::new(false),
            ends: Ends::default(),
            open: Mutex::new(None),
            unsaved: AtomicBool::new(false),
            desk: Desk::default(),
            prices: prices::Desk::new(Shelf::find()),
        }
    }

    /// The design named on the command line; `None` the second time.
    pub fn asked(&self) -> Option<PathBuf> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The open design. A panic elsewhere cannot have left it half-changed: it changes only once it is on disk.
    pub fn open(&self) -> MutexGuard<'_, Option<Live>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
