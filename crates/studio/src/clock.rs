//! The one place that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC as `YYYY-MM-DD`.
pub fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Accepts `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Result<String, String> {
    let numbers: Vec<u32> = text.split('-').filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [_, month, day] if text.len() == 10 && (1..=12).contains(&month) && (1..=31).contains(&day) => {
            Ok(text.to_owned())
        }
        _ => Err("expected a date such as 2026-11-23".to_owned()),
    }
}

/// Days since 1970-01-01 as a date of the Gregorian calendar (H. Hinnant, “chrono-compatible date algorithms”).
fn civil(days: u64) -> (u64, u64, u64) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(civil(20_780), (2026, 11, 23));
    }

    #[test]
    fn only_whole_dates_are_taken() {
        assert!(parse_date("2026-11-23").is_ok());
        for text in ["2026-13-01", "2026-1-1", "today", "2026-11-23T00", ""] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
