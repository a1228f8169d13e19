//! What lenses say of elements, as words for programs.

use engine::scene::{
    cost::{Cost, Heat},
    draw::{MarkLook, Severity},
};

/// A look as a word.
pub fn word(look: MarkLook) -> &'static str {
    match look {
        MarkLook::Pending => "pending",
        MarkLook::Done => "done",
        MarkLook::Undone => "undone",
        MarkLook::Working => "working",
        MarkLook::Waiting => "waiting",
        MarkLook::Added => "added",
        MarkLook::Changed => "changed",
        MarkLook::Replaced => "replaced",
        MarkLook::Removed => "removed",
        MarkLook::Failed => "failed",
        MarkLook::Meant => "meant",
        MarkLook::Unknown => "unknown",
        MarkLook::Outbound => "outbound",
        MarkLook::Reached => "reached",
        MarkLook::Reaches => "reaches",
        MarkLook::Mutual => "mutual",
        MarkLook::Exposed => "exposed",
        MarkLook::Accepted => "accepted",
        MarkLook::Found(Severity::Critical) => "critical",
        MarkLook::Found(Severity::High) => "high",
        MarkLook::Found(Severity::Medium) => "medium",
        MarkLook::Found(Severity::Low) => "low",
    }
}

/// What something costs, as a word.
pub fn price_word(cost: Cost) -> &'static str {
    match Heat::of(cost.usd) {
        Heat::Cold if cost.unpriced => "unpriced",
        Heat::Cold => "free",
        Heat::Under20 => "under-20",
        Heat::Under60 => "under-60",
        Heat::Under120 => "under-120",
        Heat::Under330 => "under-330",
        Heat::Above => "above",
    }
}
