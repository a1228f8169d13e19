//! The one way a document is written: equal designs are equal bytes.

use std::fmt::Write;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Document;

/// A list of plain values stays on one line up to this many columns.
const COLUMNS: usize = 100;

/// The document as text: keys sorted, two-space indent, one trailing newline. Lists of plain values, such as
/// frames and `in`, stand on one line where they fit; everything else has a line of its own.
pub fn print(document: &Document) -> String {
    let mut text = String::new();
    // A document holds only text keys and finite numbers, so turning it into a tree cannot fail.
    if let Ok(tree) = serde_json::to_value(document) {
        write_value(&mut text, &tree, 0, 0);
        text.push('\n');
    }
    text
}

/// SHA-256 of the canonical text, 64 small hexadecimal digits: the name of a version.
pub fn hash(document: &Document) -> String {
    Sha256::digest(print(document)).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The first 12 digits of a hash, by which people know a version.
pub fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// Writes a value; `column` is where the line stands already.
fn write_value(text: &mut String, value: &Value, depth: usize, column: usize) {
    match value {
        Value::Array(items) if items.is_empty() => text.push_str("[]"),
        Value::Object(map) if map.is_empty() => text.push_str("{}"),
        Value::Array(items) => {
            let plain = items.iter().all(|item| !item.is_array() && !item.is_object());
            if plain {
                let words: Vec<String> = items.iter().map(ToString::to_string).collect();
                let line = words.join(", ");
                if column + line.chars().count() + 2 <= COLUMNS {
                    let _ = write!(text, "[{line}]");
                    return;
                }
            }
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                new_line(text, index, depth + 1);
                write_value(text, item, depth + 1, 2 * (depth + 1));
            }
            text.push('\n');
            indent(text, depth);
            text.push(']');
        }
        Value::Object(map) => {
            text.push('{');
            for (index, (key, value)) in map.iter().enumerate() {
                new_line(text, index, depth + 1);
                let before = text.len();
                // `Display` of a JSON text escapes it.
                let _ = write!(text, "{}: ", Value::String(key.clone()));
                let column = 2 * (depth + 1) + text.len() - before;
                write_value(text, value, depth + 1, column);
            }
            text.push('\n');
            indent(text, depth);
            text.push('}');
        }
        plain => {
            let _ = write!(text, "{plain}");
        }
    }
}

fn new_line(text: &mut String, index: usize, depth: usize) {
    text.push_str(if index == 0 { "\n" } else { ",\n" });
    indent(text, depth);
}

fn indent(text: &mut String, depth: usize) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}
