//! Text to JSON tree in one pass: finds duplicate keys and numbers that would not be held exactly.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value, map::Entry};

use crate::{
    Map,
    problem::{Fault, Path, Problems},
};

/// Levels of nesting that are read.
const MAX_DEPTH: usize = 127;
/// Up to here every whole number is a double, so reading `1e3` as 1000 loses nothing.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Parses the text. `None` when it is not JSON; then the problem says where.
pub(super) fn parse(text: &[u8], problems: &Problems) -> Option<Value> {
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
    let tree = Tree { path: Path::Root, problems }.deserialize(&mut deserializer);
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

#[derive(Clone, Copy)]
struct Tree<'a> {
    path: Path<'a>,
    problems: &'a Problems,
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        match exact_number(number) {
            Some(number) => Ok(Value::Number(number)),
            None => {
                self.problems.push_hole(&self.path, Fault::NumberTooLarge { found: format!("{number:e}") });
                Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
            }
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            let seed = Tree { path: self.path.index(items.len()), problems: self.problems };
            match access.next_element_seed(seed)? {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let path = self.path.key(&key);
            let value = access.next_value_seed(Tree { path, problems: self.problems })?;
            match map.entry(key) {
                Entry::Vacant(slot) => {
                    slot.insert(value);
                }
                Entry::Occupied(slot) => {
                    self.problems.push(&self.path.key(slot.key()), Fault::DuplicateKey);
                }
            }
        }
        Ok(Value::Object(map))
    }
}
