//! Progress on a terminal; a pipe gets none.

use std::io::{self, IsTerminal};

use engine::Language;
use studio::deploy::{Observer, Progress};

use super::Text;

/// Prints what happens, as it happens, to standard error.
pub struct Live {
    text: Option<Text>,
}

impl Live {
    pub fn new(language: Language) -> Live {
        Live { text: io::stderr().is_terminal().then(|| Text::new(language)) }
    }
}

impl Observer for Live {
    fn see(&mut self, progress: &Progress) {
        if let Some(line) = self.text.as_ref().and_then(|text| text.progress(progress)) {
            eprintln!("{line}");
        }
    }
}
