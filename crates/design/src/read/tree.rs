//! Text to a tree in one pass: finds duplicate keys and numbers that would not be held exactly.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use crate::problem::{Fault, Path, Problems};

/// Levels of nesting that are read.
const MAX_DEPTH: usize = 127;
/// Up to here every whole number is a double, so reading `1e3` as 1000 loses nothing.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A JSON value that borrows its texts: most of a document is taken apart at once, so a tree that owns every key
/// would cost more than the document itself.
#[derive(Debug)]
pub(super) enum Tree<'t> {
    Null,
    Flag(bool),
    Number(Number),
    Text(Cow<'t, str>),
    List(Vec<Tree<'t>>),
    Object(Entries<'t>),
}

/// The entries of an object, sorted by key, each key once.
pub(super) type Entries<'t> = Vec<(Cow<'t, str>, Tree<'t>)>;

impl From<Tree<'_>> for Value {
    fn from(tree: Tree<'_>) -> Value {
        match tree {
            Tree::Null => Value::Null,
            Tree::Flag(flag) => Value::Bool(flag),
            Tree::Number(number) => Value::Number(number),
            Tree::Text(text) => Value::String(text.into_owned()),
            Tree::List(items) => Value::Array(items.into_iter().map(Value::from).collect()),
            Tree::Object(entries) => Value::Object(
                entries.into_iter().map(|(key, value)| (key.into_owned(), value.into())).collect(),
            ),
        }
    }
}

/// Parses the text. `None` when it is not JSON; then the problem says where.
pub(super) fn parse<'t>(text: &'t [u8], problems: &Problems) -> Option<Tree<'t>> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            problems.push_hole(&Path::Root, Fault::NotUtf8 { offset: error.valid_up_to() });
            return None;
        }
    };
    if text.trim().is_empty() {
        problems.push_hole(&Path::Root, Fault::Empty);
        return None;
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = Reader { path: Path::Root, problems }.deserialize(&mut deserializer);
    match tree.and_then(|tree| deserializer.end().map(|()| tree)) {
        Ok(tree) => Some(tree),
        Err(error) => {
            problems.push_hole(&Path::Root, syntax(&error));
            None
        }
    }
}

fn syntax(error: &serde_json::Error) -> Fault {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    if message.contains("recursion limit") {
        return Fault::TooDeep { line, column, limit: MAX_DEPTH };
    }
    let message = match message.strip_prefix("EOF while parsing ") {
        Some(rest) => format!("the text ends inside {}", rest.replace("a value", "the document")),
        None => match message {
            "number out of range" => "the number is too large to be held".to_owned(),
            "trailing characters" => "the document has ended; nothing may follow it".to_owned(),
            "expected value" => "no JSON value begins here".to_owned(),
            "key must be a string" => "a key is a text in double quotes".to_owned(),
            "trailing comma" => "a comma with nothing after it".to_owned(),
            other => other.to_owned(),
        },
    };
    Fault::Syntax { line, column, message }
}

/// A JSON number from a double: whole ones become integers, so that `90` and `90.0` are the same design.
pub(crate) fn exact_number(number: f64) -> Option<Number> {
    if number.fract() != 0.0 {
        return Number::from_f64(number);
    }
    // Within ±2^53 the cast is exact.
    (number.abs() < EXACT).then(|| Number::from(number as i64))
}

/// Reads the value at a path.
#[derive(Clone, Copy)]
struct Reader<'a> {
    path: Path<'a>,
    problems: &'a Problems,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Tree<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Tree<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Tree<'de>, E> {
        Ok(Tree::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree<'de>, E> {
        Ok(Tree::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree<'de>, E> {
        Ok(Tree::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Tree<'de>, E> {
        match exact_number(number) {
            Some(number) => Ok(Tree::Number(number)),
            None => {
                self.problems.push_hole(&self.path, Fault::NumberTooLarge { found: format!("{number:e}") });
                Ok(Number::from_f64(number).map_or(Tree::Null, Tree::Number))
            }
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree<'de>, E> {
        Ok(Tree::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Tree<'de>, E> {
        Ok(Tree::Text(Cow::Borrowed(text)))
    }

    fn visit_unit<E: Error>(self) -> Result<Tree<'de>, E> {
        Ok(Tree::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree<'de>, A::Error> {
        let mut items = Vec::new();
        loop {
            let reader = Reader { path: self.path.index(items.len()), problems: self.problems };
            match access.next_element_seed(reader)? {
                Some(item) => items.push(item),
                None => return Ok(Tree::List(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree<'de>, A::Error> {
        let mut entries = Entries::new();
        while let Some(key) = access.next_key_seed(Key)? {
            let reader = Reader { path: self.path.key(&key), problems: self.problems };
            let value = access.next_value_seed(reader)?;
            entries.push((key, value));
        }
        // Stable, so that of two equal keys the first is kept; nothing to do in a canonical document.
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        entries.dedup_by(|(again, _), (key, _)| {
            let twice = again == key;
            if twice {
                self.problems.push(&self.path.key(key), Fault::DuplicateKey);
            }
            twice
        });
        Ok(Tree::Object(entries))
    }
}

/// Reads a key without copying it, where it has no escapes.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }
}
