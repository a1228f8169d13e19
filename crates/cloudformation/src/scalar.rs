//! YAML scalars: which texts are safe as they stand, and what unquoted texts mean.
//!
//! A text stays unquoted only if YAML 1.1 readers (PyYAML, SnakeYAML) and YAML 1.2 readers agree that it is a
//! string, in block and in flow style alike.

use std::fmt::Write;

use crate::{Number, Value};

/// Words that some reader takes for a truth or for nothing.
const RESERVED: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// Whether `text` can be written without quotes.
pub(crate) fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    if !(first.is_alphanumeric() || matches!(first, '/' | '_' | '$' | '(')) || text.ends_with(' ') {
        return false;
    }
    // before a comma some readers take the hyphen for the start of a list item
    if text.ends_with(" -") {
        return false;
    }
    let safe = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '_' | '-' | '.' | '/' | '+' | '=' | '@' | '(' | ')' | '*' | '$')
    };
    if !text.chars().all(safe) && !is_type_name(text) {
        return false;
    }
    !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text)) && !may_be_number(text)
}

/// `AWS::EC2::VPC`, `AWS::Region`, `Fn::GetAZs`: the only texts with colons that go without quotes.
fn is_type_name(text: &str) -> bool {
    text.contains("::")
        && text.split("::").all(|word| {
            word.starts_with(|first: char| first.is_ascii_alphabetic())
                && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Numbers in any base, with exponents or separators, dates, times, version numbers, hexadecimal digests.
fn may_be_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_numeric())
        && text.chars().all(|c| {
            c.is_numeric()
                || c.is_ascii_hexdigit()
                || matches!(c, '.' | '_' | '+' | '-' | 'o' | 'O' | 'x' | 'X' | 'T' | 't' | 'Z' | 'z' | ' ')
        })
}

/// Whether `text` is written as a literal block: several lines that such a block renders exactly.
pub(crate) fn is_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    text.contains('\n')
        && !body.ends_with('\n')
        && !body.starts_with(['\n', ' ', '\t'])
        && !body.is_empty()
        && body.split('\n').all(|line| {
            line.chars().all(|c| c == '\t' || is_printable(c))
                && (line.is_empty() || !line.trim_matches([' ', '\t']).is_empty())
        })
}

/// What every YAML reader accepts unescaped and keeps, tabs apart.
fn is_printable(c: char) -> bool {
    match c {
        '\u{2028}' | '\u{2029}' | '\u{feff}' => false,
        ' '..='~' | '\u{a0}'..='\u{fffd}' => true,
        c => c >= '\u{10000}',
    }
}

pub(crate) fn double_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => {
                // writing to a string cannot fail
                let _ = match u32::from(c) {
                    code @ 0..=0xff => write!(out, "\\x{code:02X}"),
                    code => write!(out, "\\u{code:04X}"),
                };
            }
        }
    }
    out.push('"');
}

/// What an unquoted scalar means. Everything that is not plainly a null, truth or number stays the string it
/// is: leading zeros, account ids (twelve digits), dates, `yes` and `no`, other bases.
pub(crate) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let string = || Value::String(text.to_owned());
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let leading_zero = digits.len() > 1 && digits.starts_with('0');
        let account_id = digits.len() == 12 && digits.len() == text.len();
        return match text.parse::<i64>() {
            _ if leading_zero || account_id => string(),
            Ok(number) => Value::Int(number),
            Err(_) => Number::new(text).map_or_else(string, Value::Number),
        };
    }
    let signed_exponent = match text.split_once(['e', 'E']) {
        Some((_, exponent)) => exponent.starts_with(['-', '+']),
        None => true,
    };
    match Number::new(text) {
        Some(number) if text.contains('.') && signed_exponent => Value::Number(number),
        _ => string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_some_reader_takes_for_something_else_are_quoted() {
        for text in [
            "",
            " a",
            "a ",
            "yes",
            "No",
            "ON",
            "off",
            "y",
            "N",
            "true",
            "Null",
            "~",
            "0123",
            "123456789012",
            "1.0",
            "1e3",
            "0x1F",
            "1_000",
            "12:30",
            "2012-10-17",
            "2001-01-01 10:00:00Z",
            ".5",
            "-1",
            "+1",
            "1.2.3.4",
            "a: b",
            "a:b",
            "a #b",
            "a#b",
            "# a",
            "- a",
            "? a",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "'a'",
            "\"a\"",
            "[a]",
            "{a}",
            "a,b",
            "<<",
            "=",
            "---",
            "...",
            "a\nb",
            "a\tb",
            "\u{85}",
            "\u{feff}a",
            "arn:aws:iam::1:root",
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn ordinary_texts_go_without_quotes() {
        for text in [
            "AWS::EC2::VPC",
            "AWS::Region",
            "Fn::GetAZs",
            "db.t4g.medium",
            "10.0.0.0/16",
            "alias/aws/s3",
            "us-east-1a",
            "Encrypts data stores of this environment",
            "Año nuevo",
            "m6i.large",
            "$Default",
            "a*b",
            "/aws/service/x",
        ] {
            assert!(is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn unquoted_texts_keep_their_digits() {
        for text in
            ["0123", "123456789012", "2012-10-17", "0x1F", "1_000", "12:30", "1e3", ".5", "1.", "yes", "00.5"]
        {
            assert_eq!(resolve(text), Value::from(text));
        }
        assert_eq!(resolve("-7"), Value::Int(-7));
        assert_eq!(resolve("+123456789012"), Value::Int(123_456_789_012));
        assert_eq!(resolve("1.50"), Value::Number(Number::new("1.50").unwrap()));
        assert!(matches!(resolve("123456789012345678901234567890"), Value::Number(_)));
        assert_eq!(resolve("TRUE"), Value::Bool(true));
        assert_eq!(resolve("~"), Value::Null);
    }
}
