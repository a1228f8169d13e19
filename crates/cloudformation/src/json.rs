//! The JSON writer: two-space indent, keys in the same order as the YAML, one trailing newline.

use crate::{
    Template, Value, WriteError,
    surface::{self, Form, Surface},
};

/// A template as JSON.
///
/// # Errors
/// [`WriteError::Unlinked`] if a symbolic reference is left.
pub fn template_to_json(template: &Template) -> Result<String, WriteError> {
    Ok(print(&Surface::Map(surface::template(template, Form::Long)?)))
}

/// A single value as JSON, functions in their long form.
///
/// # Errors
/// [`WriteError::Unlinked`] if a symbolic reference is left.
pub fn value_to_json(value: &Value) -> Result<String, WriteError> {
    Ok(print(&surface::value(value, Form::Long)?))
}

fn print(surface: &Surface) -> String {
    let mut out = String::new();
    write(&mut out, surface, 0);
    out.push('\n');
    out
}

fn write(out: &mut String, surface: &Surface, indent: usize) {
    match surface {
        Surface::Plain(text) => out.push_str(text),
        Surface::Text(text) => string(out, text),
        Surface::List(items) if items.is_empty() => out.push_str("[]"),
        Surface::Map(entries) if entries.is_empty() => out.push_str("{}"),
        Surface::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                line(out, indent + 2, index);
                write(out, item, indent + 2);
            }
            line(out, indent, 0);
            out.push(']');
        }
        Surface::Map(entries) => {
            out.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                line(out, indent + 2, index);
                string(out, key);
                out.push_str(": ");
                write(out, item, indent + 2);
            }
            line(out, indent, 0);
            out.push('}');
        }
        // the long form has no tags; the argument alone would still be valid JSON
        Surface::Tagged(_, argument) => write(out, argument, indent),
    }
}

fn line(out: &mut String, indent: usize, index: usize) {
    if index > 0 {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
