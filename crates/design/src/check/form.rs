//! The forms of text a property may ask for. Each says whether a text fits, and what it expects in words.

use crate::property::TextForm;

/// What a form expects, as a phrase for messages.
pub(crate) fn expects(form: TextForm) -> String {
    match form {
        TextForm::Any(most) => format!("a text of at most {most} characters"),
        TextForm::Cidr => "an IPv4 block such as 10.0.0.0/16 whose host bits are zero".to_owned(),
        TextForm::Domain => "a domain name such as app.example.com".to_owned(),
        TextForm::Node([]) => "the id of a node".to_owned(),
        TextForm::Node(kinds) => format!("the id of a node of kind {}", kinds.join(" or ")),
        TextForm::InstanceType => "an instance type such as m6i.large".to_owned(),
        TextForm::DatabaseClass => "an instance class such as db.r6g.large".to_owned(),
        TextForm::Version => "a version number such as 16.9".to_owned(),
        TextForm::DailyWindow => "a daily window in UTC such as 03:00-04:00".to_owned(),
        TextForm::Email => "an e-mail address".to_owned(),
        TextForm::ResourceType => "a CloudFormation type such as AWS::SNS::Topic".to_owned(),
    }
}

/// Whether a text has the form. For a node: whether it is an id at all.
pub(crate) fn fits(form: TextForm, text: &str) -> bool {
    match form {
        TextForm::Any(most) => text.len() <= most || text.chars().count() <= most,
        TextForm::Cidr => is_cidr(text),
        TextForm::Domain => is_domain(text),
        TextForm::Node(_) => crate::id::is_id(text),
        TextForm::InstanceType => is_instance_type(text),
        TextForm::DatabaseClass => text.strip_prefix("db.").is_some_and(is_instance_type),
        TextForm::Version => is_version(text),
        TextForm::DailyWindow => is_daily_window(text),
        TextForm::Email => is_email(text),
        TextForm::ResourceType => is_resource_type(text),
    }
}

fn is_lower_or_digit(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// A decimal number without sign or leading zeros.
fn small_number(text: &str, most: u32) -> Option<u32> {
    let plain = (1..=3).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.len() == 1 || !text.starts_with('0'));
    text.parse().ok().filter(|&number| plain && number <= most)
}

fn is_cidr(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else { return false };
    let Some(prefix) = small_number(prefix, 32) else { return false };
    let mut bits: u64 = 0;
    let mut octets = 0;
    for octet in address.split('.') {
        let Some(octet) = small_number(octet, 255) else { return false };
        octets += 1;
        if octets > 4 {
            return false;
        }
        bits = (bits << 8) | u64::from(octet);
    }
    octets == 4 && bits.is_multiple_of(1 << (32 - prefix))
}

/// RFC 1035 names; `*.` in front as certificates and Route 53 take it, underscores as in DKIM records.
fn is_domain(text: &str) -> bool {
    let name = text.strip_prefix("*.").unwrap_or(text);
    name.split('.').count() >= 2
        && name.len() <= 253
        && name.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| is_lower_or_digit(byte) || byte == b'-' || byte == b'_')
        })
}

/// `family.size`: `m6i.large`, `t4g.2xlarge`, `u-6tb1.56xlarge`, `c7g.metal-48xl`.
fn is_instance_type(text: &str) -> bool {
    let Some((family, size)) = text.split_once('.') else { return false };
    let word = |text: &str| {
        (2..=20).contains(&text.len())
            && text.bytes().all(|byte| is_lower_or_digit(byte) || byte == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
    };
    word(family) && family.starts_with(|c: char| c.is_ascii_lowercase()) && word(size)
}

/// Starts with a number; later words may hold letters, as in SQL Server's `15.00.4420.1.v1`.
fn is_version(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.split('.').all(|word| !word.is_empty() && word.bytes().all(is_lower_or_digit))
}

fn is_daily_window(text: &str) -> bool {
    let time = |text: &str| {
        matches!(text.as_bytes(), [a, b, b':', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()))
            && text.split_once(':').is_some_and(|(hour, minute)| hour < "24" && minute < "60")
    };
    text.split_once('-').is_some_and(|(start, end)| time(start) && time(end) && start != end)
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    (1..=64).contains(&local.len())
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte))
        && is_domain(&domain.to_ascii_lowercase())
        && !domain.starts_with('*')
}

/// `AWS::Service::Resource`, or a third party's `Vendor::Service::Resource` and `…::MODULE`.
fn is_resource_type(text: &str) -> bool {
    text.len() <= 200
        && (3..=4).contains(&text.split("::").count())
        && text.split("::").all(|word| {
            word.len() >= 2
                && word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// An AWS region code: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`.
pub(crate) fn is_region(text: &str) -> bool {
    let Some((place, number)) = text.rsplit_once('-') else { return false };
    text.len() <= 30
        && place.split('-').count() >= 2
        && place.split('-').all(|word| word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        && matches!(number.as_bytes(), [digit] if digit.is_ascii_digit() && *digit != b'0')
}

/// A day of the Gregorian calendar, `YYYY-MM-DD`.
pub(crate) fn is_day(text: &str) -> bool {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let mut numbers = text.split('-').filter_map(|number| number.parse::<u32>().ok());
    let (true, Some(year), Some(month), Some(day)) = (shape, numbers.next(), numbers.next(), numbers.next())
    else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(form: TextForm, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(fits(form, text), "{form:?} should take {text:?}");
        }
        for text in bad {
            assert!(!fits(form, text), "{form:?} should refuse {text:?}");
        }
    }

    #[test]
    fn blocks_have_zero_host_bits() {
        let good = ["10.0.0.0/16", "0.0.0.0/0", "10.1.2.3/32", "192.168.1.128/25"];
        let bad = ["10.0.0.1/16", "10.0.0.0", "10.0.0/16", "10.0.0.0/33", "10.0.0.0.0/8", "010.0.0.0/8"];
        each(TextForm::Cidr, &good, &bad);
        each(TextForm::Cidr, &[], &["256.0.0.0/8", "10.0.0.0/-1", "", "0.0.0.1/0"]);
    }

    #[test]
    fn names_and_addresses() {
        let good = ["example.com", "*.example.com", "a-b.example.co", "_dmarc.example.com"];
        let bad = ["example", "-a.example.com", "a..b", "*.*.com", "https://example.com", "Example.com", ""];
        each(TextForm::Domain, &good, &bad);
        let bad = ["ops", "ops@", "@example.com", "a b@example.com", "ops@example", "ops@*.example.com"];
        each(TextForm::Email, &["ops@example.com", "a.b+c@Example.com"], &bad);
    }

    #[test]
    fn instance_types_and_classes() {
        let good = ["m6i.large", "t4g.2xlarge", "u-6tb1.56xlarge", "c7g.metal-48xl"];
        each(TextForm::InstanceType, &good, &["large", "m6i.", ".large", "M6i.large", "db.m6i.large"]);
        each(TextForm::DatabaseClass, &["db.r6g.large"], &["r6g.large", "db.", "db.large"]);
    }

    #[test]
    fn versions_windows_and_types() {
        each(TextForm::Version, &["16.9", "8", "15.00.4420.1.v1"], &["", "v1", "1..2", "latest"]);
        let bad = ["3:00-4:00", "24:00-01:00", "03:00", "03:00-03:00", "03:60-04:00"];
        each(TextForm::DailyWindow, &["03:00-04:00", "23:30-00:30"], &bad);
        let bad = ["AWS::SNS", "sns", "AWS::::Topic", "AWS::S N::T"];
        each(TextForm::ResourceType, &["AWS::SNS::Topic", "AWS::EC2::VPC"], &bad);
        each(TextForm::Any(3), &["", "abc", "äöü"], &["abcd"]);
    }

    #[test]
    fn regions_and_days() {
        for region in ["us-east-1", "us-gov-west-1", "ap-southeast-2", "eusc-de-east-1"] {
            assert!(is_region(region), "{region}");
        }
        for region in ["us-east", "us-east-1a", "US-EAST-1", "virginia", "us-east-0", ""] {
            assert!(!is_region(region), "{region}");
        }
        assert!(is_day("2028-02-29") && is_day("2026-12-31"));
        assert!(!is_day("2026-02-29") && !is_day("2026-13-01") && !is_day("2026-1-1") && !is_day("tomorrow"));
    }
}
