//! The YAML writer: short tags, block style, two-space indent; a function's list of arguments stays on one line
//! where it fits.

use indexmap::IndexMap;

use crate::{
    Template, Value, WriteError,
    scalar::{double_quoted, is_literal, is_plain},
    surface::{self, Entries, Form, Surface},
};

/// A range of lines, 1-based, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    pub first: usize,
    pub last: usize,
}

/// Where a resource was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceLines {
    pub all: Lines,
    /// By top-level property.
    pub properties: IndexMap<String, Lines>,
}

/// Where parameters, resources and outputs were written, by their logical ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineMap {
    pub parameters: IndexMap<String, Lines>,
    pub resources: IndexMap<String, ResourceLines>,
    pub outputs: IndexMap<String, Lines>,
}

/// A template as text with the places of its elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Yaml {
    pub text: String,
    pub lines: LineMap,
}

/// Longest line, in characters, up to which a function's arguments stay on the line of its tag.
const WIDTH: usize = 110;

/// A template as canonical YAML.
///
/// # Errors
/// [`WriteError::Unlinked`] if a symbolic reference is left.
pub fn template_to_yaml(template: &Template) -> Result<Yaml, WriteError> {
    let sections = surface::template(template, Form::Short)?;
    let mut printer = Printer::default();
    let mut lines = LineMap::default();
    for (section, body) in &sections {
        if printer.line > 0 && matches!(body, Surface::Map(_)) {
            printer.end_line();
        }
        let Surface::Map(entries) = body else {
            printer.entry(0, section, body);
            continue;
        };
        match *section {
            surface::RESOURCES => lines.resources = printer.resources(entries),
            surface::PARAMETERS => lines.parameters = printer.section(section, entries),
            surface::OUTPUTS => lines.outputs = printer.section(section, entries),
            _ => printer.entry(0, section, body),
        }
    }
    Ok(Yaml { text: printer.out, lines })
}

/// A single value as canonical YAML.
///
/// # Errors
/// [`WriteError::Unlinked`] if a symbolic reference is left.
pub fn value_to_yaml(value: &Value) -> Result<String, WriteError> {
    let surface = surface::value(value, Form::Short)?;
    let mut printer = Printer::default();
    printer.compact(0, &surface);
    Ok(printer.out)
}

#[derive(Default)]
struct Printer {
    out: String,
    /// Lines ended so far.
    line: usize,
    /// Byte at which the current line starts.
    line_start: usize,
}

impl Printer {
    fn end_line(&mut self) {
        self.out.push('\n');
        self.line += 1;
        self.line_start = self.out.len();
    }

    fn indent(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    fn key(&mut self, key: &str) {
        flow_text(&mut self.out, key);
        self.out.push(':');
    }

    /// Ends the line of a key and prints its entries one by one; gives the lines of each.
    fn section(&mut self, key: &str, entries: &Entries) -> IndexMap<String, Lines> {
        self.key(key);
        self.end_line();
        self.marked(2, entries)
    }

    fn marked(&mut self, column: usize, entries: &Entries) -> IndexMap<String, Lines> {
        let mut lines = IndexMap::new();
        for (key, value) in entries {
            let first = self.line + 1;
            self.entry(column, key, value);
            lines.insert((*key).to_owned(), Lines { first, last: self.line });
        }
        lines
    }

    fn resources(&mut self, entries: &Entries) -> IndexMap<String, ResourceLines> {
        self.key(surface::RESOURCES);
        self.end_line();
        let mut lines = IndexMap::new();
        for (id, resource) in entries {
            let first = self.line + 1;
            let mut properties = IndexMap::new();
            match resource {
                Surface::Map(attributes) if !attributes.is_empty() => {
                    self.indent(2);
                    self.key(id);
                    self.end_line();
                    for (attribute, value) in attributes {
                        match value {
                            Surface::Map(entries) if *attribute == "Properties" && !entries.is_empty() => {
                                self.indent(4);
                                self.key(attribute);
                                self.end_line();
                                properties = self.marked(6, entries);
                            }
                            _ => self.entry(4, attribute, value),
                        }
                    }
                }
                _ => self.entry(2, id, resource),
            }
            let all = Lines { first, last: self.line };
            lines.insert((*id).to_owned(), ResourceLines { all, properties });
        }
        lines
    }

    fn entry(&mut self, column: usize, key: &str, value: &Surface) {
        self.indent(column);
        self.key(key);
        self.value(column + 2, value);
    }

    /// Prints a value after a `:`; `column` is where its children start.
    fn value(&mut self, column: usize, value: &Surface) {
        match value {
            Surface::List(items) if !items.is_empty() => {
                self.end_line();
                self.indent(column);
                self.items(column, items);
            }
            Surface::Map(entries) if !entries.is_empty() => {
                self.end_line();
                self.indent(column);
                self.entries(column, entries);
            }
            other => {
                self.out.push(' ');
                self.compact(column, other);
            }
        }
    }

    /// Prints a value from where the line stands, which is `column` for lists and maps.
    fn compact(&mut self, column: usize, value: &Surface) {
        match value {
            Surface::Text(text) if is_literal(text) => self.literal(column, text),
            Surface::Plain(_) | Surface::Text(_) => {
                flow(&mut self.out, value);
                self.end_line();
            }
            Surface::List(items) if items.is_empty() => {
                self.out.push_str("[]");
                self.end_line();
            }
            Surface::Map(entries) if entries.is_empty() => {
                self.out.push_str("{}");
                self.end_line();
            }
            Surface::List(items) => self.items(column, items),
            Surface::Map(entries) => self.entries(column, entries),
            Surface::Tagged(tag, argument) => {
                self.out.push('!');
                self.out.push_str(tag);
                if let Surface::List(items) = &**argument {
                    let mut text = String::new();
                    let width = self.out.get(self.line_start..).map_or(0, |line| line.chars().count());
                    if flow(&mut text, argument) && width + 1 + text.chars().count() <= WIDTH {
                        self.out.push(' ');
                        self.out.push_str(&text);
                        self.end_line();
                    } else {
                        self.end_line();
                        self.indent(column);
                        self.items(column, items);
                    }
                } else {
                    self.out.push(' ');
                    self.compact(column, argument);
                }
            }
        }
    }

    /// Prints the items of a list, the first where the line stands, the others at `column`.
    fn items(&mut self, column: usize, items: &[Surface]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.indent(column);
            }
            self.out.push_str("- ");
            self.compact(column + 2, item);
        }
    }

    /// Prints the entries of a map, the first where the line stands, the others at `column`.
    fn entries(&mut self, column: usize, entries: &Entries) {
        for (index, (key, value)) in entries.iter().enumerate() {
            if index > 0 {
                self.indent(column);
            }
            self.key(key);
            self.value(column + 2, value);
        }
    }

    /// Prints a literal block: `|` keeps one line feed at the end, `|-` none.
    fn literal(&mut self, column: usize, text: &str) {
        let (text, header) = match text.strip_suffix('\n') {
            Some(text) => (text, "|"),
            None => (text, "|-"),
        };
        self.out.push_str(header);
        self.end_line();
        for line in text.split('\n') {
            if !line.is_empty() {
                // at the top of a document a block still has to be indented
                self.indent(column.max(2));
                self.out.push_str(line);
            }
            self.end_line();
        }
    }
}

/// Prints on one line; false if a text in it would rather be a literal block.
fn flow(out: &mut String, value: &Surface) -> bool {
    match value {
        Surface::Plain(text) => out.push_str(text),
        Surface::Text(text) => {
            flow_text(out, text);
            return !is_literal(text);
        }
        Surface::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                if !flow(out, item) {
                    return false;
                }
            }
            out.push(']');
        }
        Surface::Map(entries) if entries.is_empty() => out.push_str("{}"),
        Surface::Map(entries) => {
            for (index, (key, item)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "{ " });
                flow_text(out, key);
                out.push_str(": ");
                if !flow(out, item) {
                    return false;
                }
            }
            out.push_str(" }");
        }
        Surface::Tagged(tag, argument) => {
            out.push('!');
            out.push_str(tag);
            out.push(' ');
            return flow(out, argument);
        }
    }
    true
}

fn flow_text(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else {
        double_quoted(out, text);
    }
}
