//! The one place that reads the clock.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

use engine::calendar::{civil, days, parts};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

const DAY: i64 = 86_400_000;

/// A moment in UTC, to the millisecond; shown as `2026-11-23T10:15:30.123Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    pub fn now() -> Moment {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    /// Milliseconds since 1970-01-01; what lies outside the years 1970 to 9999 becomes the nearest moment in them.
    pub fn from_millis(millis: i64) -> Moment {
        Moment(millis.clamp(0, 253_402_300_799_999))
    }

    /// Reads what a moment is shown as.
    pub fn parse(text: &str) -> Option<Moment> {
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = text.get(from..to)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let time =
            number(11, 13)? * 3_600_000 + number(14, 16)? * 60_000 + number(17, 19)? * 1000 + number(20, 23)?;
        let moment = Moment(days(number(0, 4)?, number(5, 7)?, number(8, 10)?) * DAY + time);
        // One way to write each: the separators, and dates that there are.
        (moment.0 >= 0 && moment.to_string() == text).then_some(moment)
    }

    pub fn millis(self) -> i64 {
        self.0
    }

    /// `YYYY-MM-DD`.
    pub fn date(self) -> String {
        let (year, month, day) = civil(self.0.unsigned_abs() / DAY.unsigned_abs());
        format!("{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.0 % DAY;
        let (hours, minutes, seconds) = (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1000 % 60);
        write!(f, "{}T{hours:02}:{minutes:02}:{seconds:02}.{:03}Z", self.date(), of_day % 1000)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = String::deserialize(deserializer)?;
        Moment::parse(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is no time")))
    }
}

/// Today in UTC as `YYYY-MM-DD`.
pub fn today() -> String {
    Moment::now().date()
}

/// Accepts `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Result<String, String> {
    let known = parts(text).map(|_| text.to_owned());
    known.ok_or_else(|| "expected a date such as 2026-11-23".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_in_utc_to_the_millisecond() {
        let moment = Moment::from_millis(19_782 * DAY + 3_723_004);
        assert_eq!(moment.to_string(), "2024-02-29T01:02:03.004Z");
        assert_eq!(Moment::from_millis(-5).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Moment::from_millis(i64::MAX).to_string(), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn a_moment_is_read_as_it_is_shown() {
        for millis in [0, 1, 19_782 * DAY + 3_723_004, 951_782_400_000, 253_402_300_799_999] {
            let moment = Moment::from_millis(millis);
            assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
        }
        for text in [
            "",
            "2026-02-30T00:00:00.000Z",
            "2026-11-23",
            "2026-11-23 10:15:30.123Z",
            "1969-12-31T23:59:59.999Z",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_whole_dates_are_taken() {
        assert!(parse_date("2026-11-23").is_ok());
        for text in ["2026-13-01", "2026-02-30", "2026-1-1", "today", "2026-11-23T00", ""] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
