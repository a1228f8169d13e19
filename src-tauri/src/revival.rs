//! The page may end: its process dies, or a fault stops its program. The shell holds everything that was acknowledged,
//! so the page is loaded again and goes on from there; it says so (`commands::files::start`).

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError, atomic::Ordering},
    time::{Duration, Instant},
};

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::state::Shell;

/// A page that ends more often than this within [`WHILE`] would end for ever.
const TIMES: usize = 3;
const WHILE: Duration = Duration::from_secs(60);

/// When the page ended lately.
#[derive(Default)]
pub struct Ends(Mutex<VecDeque<Instant>>);

impl Ends {
    /// Whether this end is one too many.
    fn too_many(&self, now: Instant) -> bool {
        let mut ends = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ends.retain(|earlier| now.duration_since(*earlier) < WHILE);
        ends.push_back(now);
        ends.len() > TIMES
    }
}

/// Notes that the page ended; whether it is to be loaded again. Where not, a person is told and the app ends: what was
/// acknowledged is on disk.
pub fn ended(app: &AppHandle, why: &str) -> bool {
    eprintln!("groundplan: the page ended: {why}");
    let shell = app.state::<Shell>();
    if !shell.ends.too_many(Instant::now()) {
        shell.reborn.store(true, Ordering::SeqCst);
        return true;
    }
    let end = app.clone();
    app.dialog()
        .message(
            "The window's page keeps ending unexpectedly, so Groundplan closes. Everything that was said to be saved \
             is on disk.",
        )
        .title("Groundplan")
        .kind(MessageDialogKind::Error)
        .show(move |_| end.exit(3));
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_loaded_again_three_times_a_minute() {
        let ends = Ends::default();
        let start = Instant::now();
        let at = |seconds| ends.too_many(start + Duration::from_secs(seconds));
        assert_eq!([at(0), at(1), at(2), at(3)], [false, false, false, true]);
        assert!(!at(100), "a minute later it counts anew");
    }
}
