//! A read text before it is understood: scalars, lists and maps with their places. YAML and JSON both become
//! this, so that everything after is the same for either.

use crate::{
    Position, Span,
    diagnostic::{Code, Diagnostics},
};

/// Deepest nesting of lists and maps that is read. CloudFormation documents no figure for templates; JSON
/// parsers commonly stop at 128, and the writers' functions nest two levels each.
pub const MAX_DEPTH: usize = 100;

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    /// A short tag without its `!`.
    pub(crate) tag: Option<String>,
    pub(crate) body: Body,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Scalar(String, Style),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// YAML without quotes, and JSON's words: means what [`crate::scalar::resolve`] says.
    Plain,
    /// A string for sure.
    Quoted,
    /// A number for sure (JSON).
    Number,
}

#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl Node {
    pub(crate) fn null(span: Span) -> Node {
        Node { span, tag: None, body: Body::Scalar(String::new(), Style::Plain) }
    }

    /// Nodes in this tree, itself included, and its depth.
    pub(crate) fn measure(&self) -> (usize, usize) {
        let children: Vec<&Node> = match &self.body {
            Body::Scalar(..) => return (1, 0),
            Body::List(items) => items.iter().collect(),
            Body::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        };
        children.into_iter().map(Node::measure).fold((1, 1), |(size, depth), (inner_size, inner_depth)| {
            (size + inner_size, depth.max(inner_depth + 1))
        })
    }
}

/// Puts an entry into a map: a repeated key is reported and the last value counts, as JSON readers have it.
pub(crate) fn insert(
    entries: &mut Vec<(Key, Node)>,
    seen: &mut Seen,
    key: Key,
    value: Node,
    out: &mut Diagnostics,
) {
    match seen.get(&key.text) {
        Some(&index) => {
            let message = format!("the key {:?} stands twice in this map", key.text);
            out.add(key.span.start, Code::DuplicateKey, message, "rename or remove one; the last one counts");
            if let Some(entry) = entries.get_mut(index) {
                *entry = (key, value);
            }
        }
        None => {
            seen.insert(key.text.clone(), entries.len());
            entries.push((key, value));
        }
    }
}

/// Index of each key of a map under construction.
pub(crate) type Seen = std::collections::BTreeMap<String, usize>;

pub(crate) fn too_deep(at: Position, out: &mut Diagnostics) {
    if !out.0.iter().any(|known| known.code == Code::TooDeep) {
        let message = format!("lists and maps are nested deeper than {MAX_DEPTH} levels");
        out.add(at, Code::TooDeep, message, "what is nested deeper was left out");
    }
}
