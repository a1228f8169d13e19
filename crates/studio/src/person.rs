//! Who did something, and when.

use crate::clock::Moment;

/// What is noted of everything that is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub time: Moment,
    pub author: String,
}

impl Stamp {
    /// The user of this session, now.
    pub fn now() -> Stamp {
        Stamp { time: Moment::now(), author: user() }
    }
}

/// The user's name in the operating system.
pub fn user() -> String {
    // An account without a name, as in some containers, still has to sign.
    whoami::username().unwrap_or_else(|_| "unknown".to_owned())
}

/// This machine's name.
pub fn host() -> String {
    whoami::hostname().unwrap_or_else(|_| "localhost".to_owned())
}
