//! YAML text to nodes, through the events of `saphyr-parser`: they keep tags, raw scalars and places, and what
//! came before a syntax error is not lost.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use crate::{
    Position, Span,
    diagnostic::{Code, Diagnostics},
    node::{Body, Key, MAX_DEPTH, Node, Seen, Style, insert, too_deep},
};

/// Nodes that aliases may add to a template in all: far above what anyone writes, far below what hurts.
const MAX_ALIASED: usize = 50_000;

/// Reads the first document of a text. `None` if it holds nothing.
pub(crate) fn parse(text: &str, out: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder { lines: text.lines().collect(), ..Builder::default() };
    for step in Parser::new_from_str(text) {
        match step {
            Ok((event, span)) => {
                let span = Span { start: position(&span.start), end: position(&span.end) };
                if builder.take(event, span, out) == Flow::Stop {
                    break;
                }
            }
            Err(error) => {
                let message = format!("not valid YAML: {}", error.info());
                let hint = "what comes before this place was read, the rest was not";
                out.add(position(error.marker()), Code::Syntax, message, hint);
                break;
            }
        }
    }
    builder.finish(out)
}

fn position(marker: &Marker) -> Position {
    Position { line: marker.line(), column: marker.col() + 1 }
}

#[derive(PartialEq, Eq)]
enum Flow {
    Go,
    Stop,
}

/// A list or map under construction.
struct Open {
    span: Span,
    tag: Option<String>,
    anchor: usize,
    body: OpenBody,
}

enum OpenBody {
    List(Vec<Node>),
    Map {
        entries: Vec<(Key, Node)>,
        seen: Seen,
        key: PendingKey,
        /// From merge keys: taken over at the end, where the map has no entry of its own.
        merged: Vec<(Key, Node)>,
    },
}

enum PendingKey {
    /// The next node is a key.
    Awaited,
    Read(Key),
    /// An unquoted `<<`.
    Merge(Key),
    /// The next node belongs to a key that cannot be kept.
    Unusable,
}

#[derive(Default)]
struct Builder<'a> {
    lines: Vec<&'a str>,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, Node>,
    aliased: usize,
    /// Lists and maps open inside one that is too deep.
    skipped: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event, span: Span, out: &mut Diagnostics) -> Flow {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) if self.skipped > 0 => self.skipped += 1,
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() >= MAX_DEPTH => {
                too_deep(span.start, out);
                self.skipped = 1;
            }
            Event::SequenceEnd | Event::MappingEnd if self.skipped > 0 => {
                self.skipped -= 1;
                if self.skipped == 0 {
                    self.place(Node::null(span), 0, out);
                }
            }
            _ if self.skipped > 0 => {}
            Event::DocumentStart(_) if self.root.is_some() => {
                let hint = "a template is one document; remove what follows `---`";
                out.add(span.start, Code::ExtraDocument, "a second YAML document was left out", hint);
                return Flow::Stop;
            }
            Event::Scalar(text, style, anchor, tag) => {
                let (tag, is_text) = short_tag(tag.as_deref());
                let style =
                    if style == ScalarStyle::Plain && !is_text { Style::Plain } else { Style::Quoted };
                let span = Span { start: span.start, end: self.scalar_end(span) };
                self.place(Node { span, tag, body: Body::Scalar(text.into_owned(), style) }, anchor, out);
            }
            Event::SequenceStart(anchor, tag) => {
                let (tag, _) = short_tag(tag.as_deref());
                self.open.push(Open { span, tag, anchor, body: OpenBody::List(Vec::new()) });
            }
            Event::MappingStart(anchor, tag) => {
                let (tag, _) = short_tag(tag.as_deref());
                let key = PendingKey::Awaited;
                let body = OpenBody::Map { entries: Vec::new(), seen: Seen::new(), key, merged: Vec::new() };
                self.open.push(Open { span, tag, anchor, body });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(span), out),
            Event::Alias(anchor) => self.alias(anchor, span, out),
            _ => {}
        }
        Flow::Go
    }

    /// A block scalar's place runs over blank lines into the next thing's indent; it ends with its last line
    /// that is not blank.
    fn scalar_end(&self, span: Span) -> Position {
        let mut end = span.end;
        while end.line > span.start.line {
            let line = self.lines.get(end.line - 1).copied().unwrap_or_default();
            if line.chars().take(end.column - 1).any(|c| c != ' ') {
                break;
            }
            let before = self.lines.get(end.line.saturating_sub(2)).map_or(0, |text| text.chars().count());
            end = Position { line: end.line - 1, column: before + 1 };
        }
        end
    }

    fn alias(&mut self, anchor: usize, span: Span, out: &mut Diagnostics) {
        let found = self.anchors.get(&anchor).map(|node| (node, node.measure()));
        match found {
            Some((node, (size, depth)))
                if self.aliased + size <= MAX_ALIASED && self.open.len() + depth <= MAX_DEPTH =>
            {
                self.aliased += size;
                let node = Node { span, ..node.clone() };
                self.place(node, 0, out);
            }
            found => {
                let message = match found {
                    Some(_) => "this alias would make the template too large",
                    None => "this alias refers to something that is not complete",
                };
                out.add(span.start, Code::Alias, message, "write the content out");
                self.place(Node::null(span), 0, out);
            }
        }
    }

    /// Ends the innermost list or map. Without an end (the text broke off) it ends with its last child.
    fn close(&mut self, end: Option<Span>, out: &mut Diagnostics) {
        let Some(Open { span, tag, anchor, body }) = self.open.pop() else { return };
        let (body, last) = match body {
            OpenBody::List(items) => {
                let last = items.last().map(|item| item.span.end);
                (Body::List(items), last)
            }
            OpenBody::Map { mut entries, mut seen, key, merged } => {
                if let PendingKey::Read(key) = key {
                    let value = Node::null(key.span);
                    insert(&mut entries, &mut seen, key, value, out);
                }
                let last = entries.iter().map(|(_, value)| value.span.end).max();
                for (key, value) in merged {
                    if !seen.contains_key(&key.text) {
                        insert(&mut entries, &mut seen, key, value, out);
                    }
                }
                (Body::Map(entries), last)
            }
        };
        // flow style ends with a bracket; block style "ends" where the next thing starts
        let bracket = end.filter(|end| end.start != end.end).map(|end| end.end);
        let end = bracket.or(last).unwrap_or(span.end);
        self.place(Node { span: Span { start: span.start, end }, tag, body }, anchor, out);
    }

    /// Puts a complete node where it belongs.
    fn place(&mut self, node: Node, anchor: usize, out: &mut Diagnostics) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.body) {
            None => self.root = self.root.take().or(Some(node)),
            Some(OpenBody::List(items)) => items.push(node),
            Some(OpenBody::Map { entries, seen, key, merged }) => {
                match std::mem::replace(key, PendingKey::Awaited) {
                    PendingKey::Merge(read) => merged.extend(merge(read, node, out)),
                    PendingKey::Read(read) => insert(entries, seen, read, node, out),
                    PendingKey::Unusable => {}
                    PendingKey::Awaited => {
                        *key = match node.body {
                            Body::Scalar(text, Style::Plain) if text == "<<" => {
                                PendingKey::Merge(Key { text, span: node.span })
                            }
                            Body::Scalar(text, _) => PendingKey::Read(Key { text, span: node.span }),
                            _ => {
                                let hint = "a key has to be a text; this entry was left out";
                                out.add(
                                    node.span.start,
                                    Code::KeyNotText,
                                    "a list or map is used as a key",
                                    hint,
                                );
                                PendingKey::Unusable
                            }
                        };
                    }
                }
            }
        }
    }

    fn finish(mut self, out: &mut Diagnostics) -> Option<Node> {
        while !self.open.is_empty() {
            self.close(None, out);
        }
        self.root
    }
}

/// `<<: *anchor` (or a list of them): the entries to take over.
fn merge(key: Key, value: Node, out: &mut Diagnostics) -> Vec<(Key, Node)> {
    let hint = "write the entries out; CloudFormation refuses merge keys";
    out.add(key.span.start, Code::MergeKey, "YAML merge keys are not part of CloudFormation", hint);
    let sources = match value.body {
        Body::List(items) => items,
        _ => vec![value],
    };
    let entries = sources.into_iter().map(|source| match source.body {
        Body::Map(entries) => entries,
        _ => Vec::new(),
    });
    entries.flatten().collect()
}

/// The tag without `!`, and whether it says that a scalar is text (`!!str`, `!`). Other core tags say nothing
/// that the scalar does not say itself.
fn short_tag(tag: Option<&Tag>) -> (Option<String>, bool) {
    match tag {
        None => (None, false),
        Some(tag) if tag.is_yaml_core_schema() => (None, tag.suffix == "str"),
        Some(tag) => {
            let name = format!("{}{}", tag.handle, tag.suffix);
            let name = name.trim_start_matches('!');
            ((!name.is_empty()).then(|| name.to_owned()), name.is_empty())
        }
    }
}
