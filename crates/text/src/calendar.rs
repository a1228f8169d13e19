//! Days of the Gregorian calendar as numbers, after H. Hinnant, “chrono-compatible date algorithms”.

/// A number of days since 1970-01-01 as year, month and day.
pub fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

/// Days since 1970-01-01.
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The first day that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` can mean, as days since 1970-01-01; `None` for what is no day
/// that exists from then on.
pub fn earliest(text: &str) -> Option<i64> {
    let widths: Vec<usize> = text.split('-').map(str::len).collect();
    if !matches!(widths.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
        return None;
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return None;
    }
    let mut numbers = text.split('-').map(|number| number.parse::<u32>());
    let mut next = || numbers.next().unwrap_or(Ok(1)).ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let found = days(year.into(), month.into(), day.into());
    // A day that does not exist is another one when it is counted.
    (civil(found.try_into().ok()?) == (year.into(), month.into(), day.into())).then_some(found)
}

/// Year, month and day of `YYYY-MM-DD`; `None` for what is no day.
pub fn parts(date: &str) -> Option<(u64, u64, u64)> {
    Some(civil(whole(date)?.try_into().ok()?))
}

/// The day so many days after another, both `YYYY-MM-DD`; `None` for what is no day.
pub fn later(date: &str, by: u16) -> Option<String> {
    let (year, month, day) = civil((whole(date)? + i64::from(by)).try_into().ok()?);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

fn whole(date: &str) -> Option<i64> {
    earliest(date).filter(|_| date.len() == 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates_and_dates_days() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(civil(20_780), (2026, 11, 23));
        assert_eq!(days(2026, 11, 23), 20_780);
        assert_eq!(days(2024, 3, 1) - days(2024, 2, 28), 2);
        assert_eq!(days(2026, 11, 23) - days(2025, 11, 23), 365);
    }

    #[test]
    fn dates_are_days_that_exist() {
        for good in ["1970-01-01", "2026-11-23", "2024-02-29"] {
            assert!(earliest(good).is_some() && parts(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "26",
            "2026-13",
            "2026-00",
            "2026-04-31",
            "2026-1-1",
            "2026-11-23-",
            "+026",
            "2026-+1",
            "0000",
        ] {
            assert_eq!(earliest(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_month_or_a_year_begins_on_its_first_day() {
        assert_eq!(earliest("2026-11"), earliest("2026-11-01"));
        assert_eq!(earliest("2026"), earliest("2026-01-01"));
        assert_eq!(parts("2026-11"), None);
    }

    #[test]
    fn a_day_after_some_days_is_found_and_nonsense_is_none() {
        assert_eq!(later("2026-11-29", 30).as_deref(), Some("2026-12-29"));
        assert_eq!(later("2028-02-28", 1).as_deref(), Some("2028-02-29"));
        for no_day in ["2026-02-30", "2026-13-01", "soon", "2026-11"] {
            assert_eq!(later(no_day, 1), None, "{no_day}");
        }
    }
}
