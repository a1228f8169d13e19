//! Days of the calendar, as facts carry them and estimates are made on them.

use text::calendar;

/// A price read longer ago than this is marked as old: AWS changes prices without notice.
pub const STALE_AFTER_DAYS: i64 = 90;

/// The years in which prices of AWS were read.
const YEARS: std::ops::Range<&str> = "2006".."2101";

/// The first day that a date of a fact can mean, as days since 1970-01-01; `None` where it is no day on which prices
/// were read.
pub(crate) fn earliest(text: &str) -> Option<i64> {
    calendar::earliest(text).filter(|_| YEARS.contains(&text))
}

/// Whether what was read on `as_of` is old on `day`. Where only its month or year is known, it counts as read at the
/// beginning of that.
pub(crate) fn is_stale(as_of: &str, day: &str) -> bool {
    earliest(as_of).zip(earliest(day)).is_some_and(|(read, today)| today - read > STALE_AFTER_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_on_days_of_this_century() {
        for good in ["2006", "2026-11", "2026-11-23", "2100-12-31"] {
            assert!(earliest(good).is_some(), "{good}");
        }
        for bad in ["2005-12-31", "2101", "2026-04-31", "26"] {
            assert_eq!(earliest(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_price_is_old_after_ninety_days() {
        assert!(!is_stale("2026-08-25", "2026-11-23"));
        assert!(is_stale("2026-08-24", "2026-11-23"));
        // the month began earlier than that
        assert!(is_stale("2026-08", "2026-11-23") && !is_stale("2026-09", "2026-11-23"));
        assert!(is_stale("2026", "2026-11-23"));
        // no day is given: nothing is said of it
        assert!(!is_stale("2020-01-01", ""));
    }
}
