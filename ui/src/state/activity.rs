//! What was done since the design was opened.

use contract::deployment::Stage;
use leptos::prelude::*;

use super::App;

/// Entries that are kept: a day's work, not a history, which the project file has.
const KEPT: usize = 400;

/// What kind of thing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Opened,
    Edited,
    Saved,
    Failed,
    Deployment,
    Prices,
}

/// A line of the activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `14:02:31`, as the clock on the wall says.
    pub time: String,
    pub done: Done,
    pub words: String,
}

impl App {
    /// Writes a line; being saved after being saved changes nothing.
    pub fn note(self, done: Done, words: impl Into<String>) {
        let now = js_sys::Date::new_0();
        let time = format!("{:02}:{:02}:{:02}", now.get_hours(), now.get_minutes(), now.get_seconds());
        let entry = Entry { time, done, words: words.into() };
        self.activity.update(|entries| {
            if entries.len() == KEPT {
                entries.remove(0);
            }
            entries.push(entry);
        });
    }

    /// Writes where a deployment stands now; what passes in a moment is left out.
    pub(super) fn note_stage(self, stage: Stage, environment: &str) {
        let words = match stage {
            Stage::Idle | Stage::Connecting => return,
            Stage::Planning => "Planning the deployment of",
            Stage::Planned => "There is a plan for",
            Stage::Running => "Deploying",
            Stage::Complete => "Deployed",
            Stage::Failed => "The deployment failed in",
            Stage::Stopped => "Stopped, for it would do more than was allowed, in",
            Stage::Left => "Followed no longer, and going on in AWS:",
        };
        let done = if stage == Stage::Failed { Done::Failed } else { Done::Deployment };
        self.note(done, format!("{words} {environment}"));
    }
}
