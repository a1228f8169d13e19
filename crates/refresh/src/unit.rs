//! AWS's words for units, which differ from service to service.

use pricing::{Decimal, Unit};

/// How many of our units one of AWS's is; nothing if it is another unit, or one that is not known here.
pub fn factor(unit: Unit, word: &str) -> Option<Decimal> {
    let word = word.trim().to_ascii_lowercase();
    let is = |words: &[&str]| words.contains(&word.as_str()).then_some(Decimal::ONE);
    match unit {
        Unit::Gib => is(SIZES),
        Unit::GibMonth => is(SIZE_MONTHS),
        Unit::MibpsMonth => match word.as_str() {
            // AWS prices the throughput of gp3 by the GiB per second.
            "gibps-mo" | "gibps-month" | "gbps-mo" => Some(Decimal::from(1024)),
            _ => is(&["mibps-mo", "mibps-month", "mbps-mo", "mbps-month", "mb/s-mo", "mib/s-mo"]),
        },
        Unit::IopsMonth => is(&["iops-mo", "iops-month"]),
        Unit::Minute => is(&["minutes", "minute", "min", "mins"]),
        Unit::Second => is(&["seconds", "second", "sec", "secs"]),
        Unit::Hour | Unit::LcuHour | Unit::VcpuHour | Unit::OcuHour | Unit::AcuHour | Unit::ParameterHour => {
            let last = word.rsplit(['-', ' ']).next().unwrap_or_default();
            HOURS.contains(&last).then_some(Decimal::ONE)
        }
        Unit::Once => is(&["quantity"]),
        // Counts have many names; what measures something else is none, nor is what counts by the thousand.
        _ => {
            let measure = SIZES.iter().chain(SIZE_MONTHS).chain(HOURS).any(|other| *other == word);
            let many = word.starts_with(|first: char| first.is_ascii_digit())
                || ["thousand", "million"].iter().any(|many| word.contains(many));
            (!measure && !many && !word.is_empty()).then_some(Decimal::ONE)
        }
    }
}

const SIZES: &[&str] = &["gb", "gib", "gigabytes"];
const SIZE_MONTHS: &[&str] = &["gb-mo", "gb-month", "gb-months", "gib-mo", "gib-month"];
const HOURS: &[&str] = &["hrs", "hr", "hour", "hours"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_aws_are_read_as_our_units() {
        let one = Some(Decimal::ONE);
        for (unit, word) in [
            (Unit::Hour, "Hrs"),
            (Unit::Hour, "hours"),
            (Unit::LcuHour, "LCU-Hrs"),
            (Unit::VcpuHour, "vCPU-Hours"),
            (Unit::GibMonth, "GB-Mo"),
            (Unit::GibMonth, "GB-month"),
            (Unit::Gib, "GB"),
            (Unit::Request, "Requests"),
            (Unit::Request, "API Requests"),
            (Unit::AlarmMonth, "Alarms"),
            (Unit::Once, "Quantity"),
        ] {
            assert_eq!(factor(unit, word), one, "{word}");
        }
        assert_eq!(factor(Unit::MibpsMonth, "GiBps-mo"), Some(Decimal::from(1024)));
    }

    #[test]
    fn another_unit_is_not_taken() {
        for (unit, word) in [
            (Unit::Hour, "GB"),
            (Unit::Gib, "GB-Mo"),
            (Unit::GibMonth, "GB"),
            (Unit::Request, "1M requests"),
            (Unit::Request, "10K Requests"),
            (Unit::Request, "Million Requests"),
            (Unit::Request, "GB"),
            (Unit::Hour, ""),
            (Unit::Request, ""),
        ] {
            assert_eq!(factor(unit, word), None, "{word}");
        }
    }
}
