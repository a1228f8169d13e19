//! Days of the calendar, as facts carry them and estimates are made on them.

use std::str::FromStr;

/// A price read longer ago than this is marked as old: AWS changes prices without notice.
pub const STALE_AFTER_DAYS: i64 = 90;

/// Days since 1970-01-01 of a date of the Gregorian calendar (H. Hinnant, “chrono-compatible date algorithms”).
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The first day that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` can mean, as days since 1970-01-01; `None` where it is no day
/// that exists.
pub(crate) fn earliest(text: &str) -> Option<i64> {
    let widths: Vec<usize> = text.split('-').map(str::len).collect();
    if !matches!(widths.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
        return None;
    }
    let parts = text.split('-').map(u32::from_str).collect::<Result<Vec<u32>, _>>().ok()?;
    let (year, month, day) = match parts.as_slice() {
        [year] => (*year, 1, 1),
        [year, month] => (*year, *month, 1),
        [year, month, day] => (*year, *month, *day),
        _ => return None,
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let exists = (2006..=2100).contains(&year) && (1..=days).contains(&day);
    exists.then(|| day_number(year.into(), month.into(), day.into()))
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
    fn dates_are_days_that_exist() {
        for good in ["2026", "2026-11", "2026-11-23", "2024-02-29"] {
            assert!(earliest(good).is_some(), "{good}");
        }
        for bad in ["", "26", "2026-13", "2026-00", "2026-04-31", "2026-1-1", "2026-11-23-", "+026", "20x6"] {
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
