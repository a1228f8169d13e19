//! What CloudFormation must say where a rule is satisfied: read of resources that a person drew as raw CloudFormation,
//! and by the tests of the templates that are made of the other kinds.

use design::{Map, Property};
use serde_json::{Value, json};
use services::kinds::cfn_resource;
use text::Message;

use crate::{Case, Edit, Fix, Verdict};

/// A property of resources that decides a rule.
pub struct Built {
    /// Resource types that have it.
    pub types: &'static [&'static str],
    /// Where it is, e.g. `BucketEncryption.ServerSideEncryptionConfiguration.0`; `@DeletionPolicy` is an attribute
    /// beside the properties.
    pub path: &'static str,
    /// Whether it is as it should be; `None` where that is known only when it is built.
    pub holds: fn(&Given<'_>) -> Option<bool>,
}

/// What a resource says of a property.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given<'v> {
    Absent,
    Known(&'v Value),
    /// A function (`Ref`, `Fn::If` …): known when it is built.
    Computed,
}

impl Built {
    /// What a resource says of the property, in its properties or in its attributes beside them.
    pub fn given<'v>(&self, properties: Option<&'v Map>, attributes: Option<&'v Map>) -> Given<'v> {
        let (table, path) = match self.path.strip_prefix('@') {
            Some(name) => (attributes, name),
            None => (properties, self.path),
        };
        table.map_or(Given::Absent, |table| Given::read(table, path))
    }

    /// Whether the element is a raw resource that has the property.
    pub fn concerns(&self, case: &Case<'_>) -> bool {
        case.is(cfn_resource::KIND)
            && case.optional_text(&cfn_resource::TYPE).is_some_and(|of| self.types.contains(&of))
    }

    /// The property of a raw resource that holds it, and the path in that one; nothing for any other element.
    fn place(&self, case: &Case<'_>) -> Option<(&'static Property, &'static str)> {
        self.concerns(case).then_some(match self.path.strip_prefix('@') {
            Some(name) => (&cfn_resource::ATTRIBUTES, name),
            None => (&cfn_resource::PROPERTIES, self.path),
        })
    }

    /// The verdict on a raw resource; `{0}` in the messages is its name. Nothing for any other element.
    pub fn judge(&self, case: &Case<'_>, violated: Message, satisfied: Message) -> Option<Verdict> {
        let (table, path) = self.place(case)?;
        let given =
            self.given(case.record(&cfn_resource::PROPERTIES), case.record(&cfn_resource::ATTRIBUTES));
        let name = case.name.clone();
        let verdict = match (self.holds)(&given) {
            Some(holds) => Verdict::either(!holds, violated.with(name.clone()), satisfied.with(name)),
            None => Verdict::cannot_tell(
                Message::say(
                    "“{0}” leaves {1} to a function: it is known when it is built.",
                    "«{0}» deja {1} a una función: se sabe cuando se crea.",
                )
                .with(name)
                .with(path),
            ),
        };
        Some(verdict.on(table.name))
    }

    /// Sets the property of a raw resource; what is on the way there is made. Nothing for any other element.
    pub fn fix(&self, case: &Case<'_>, value: impl Into<Value>, title: Message) -> Option<Fix> {
        let (table, path) = self.place(case)?;
        let mut whole = Value::Object(case.record(table).cloned().unwrap_or_default());
        put(&mut whole, &path.split('.').collect::<Vec<_>>(), value.into());
        Some(Fix {
            title,
            edits: vec![Edit::Set { id: case.id.clone(), property: table.name, value: whole }],
        })
    }
}

impl<'v> Given<'v> {
    /// A value by its path in a table.
    pub fn read(table: &'v Map, path: &str) -> Given<'v> {
        let mut words = path.split('.');
        let mut at = words.next().and_then(|name| table.get(name));
        for word in words {
            at = match at {
                Some(value) if computed(value) => return Given::Computed,
                Some(Value::Object(map)) => map.get(word),
                Some(Value::Array(list)) => word.parse::<usize>().ok().and_then(|index| list.get(index)),
                _ => None,
            };
        }
        Given::of(at)
    }

    fn of(value: Option<&'v Value>) -> Given<'v> {
        match value {
            None | Some(Value::Null) => Given::Absent,
            Some(value) if computed(value) => Given::Computed,
            Some(value) => Given::Known(value),
        }
    }

    /// The value, unless it is absent or a function.
    pub fn known(self) -> Option<&'v Value> {
        match self {
            Given::Known(value) => Some(value),
            Given::Absent | Given::Computed => None,
        }
    }

    /// A value further in.
    pub fn at(self, path: &str) -> Given<'v> {
        match self {
            Given::Known(Value::Object(map)) => Given::read(map, path),
            Given::Known(_) | Given::Absent => Given::Absent,
            Given::Computed => Given::Computed,
        }
    }

    /// Anything at all, also a function.
    pub fn present(self) -> Option<bool> {
        Some(self != Given::Absent)
    }

    /// `true`; CloudFormation takes it as text too.
    pub fn on(self) -> Option<bool> {
        self.is_one_of(&["true"])
    }

    /// `false`, or not given.
    pub fn off(self) -> Option<bool> {
        match self {
            Given::Absent => Some(true),
            given => given.is_one_of(&["false"]),
        }
    }

    /// One of these, as text; not given is none of them.
    pub fn is_one_of(self, wanted: &[&str]) -> Option<bool> {
        match self {
            Given::Absent => Some(false),
            Given::Computed => None,
            Given::Known(value) => Some(plain(value).is_some_and(|text| wanted.contains(&text.as_str()))),
        }
    }

    /// A number, also as text, of at least `least`.
    pub fn at_least(self, least: f64) -> Option<bool> {
        match self {
            Given::Absent => Some(false),
            Given::Computed => None,
            Given::Known(value) => {
                Some(plain(value).and_then(|text| text.parse::<f64>().ok()).is_some_and(|it| it >= least))
            }
        }
    }

    /// The items of a list.
    pub fn items(self) -> impl Iterator<Item = Given<'v>> {
        let list = match self {
            Given::Known(Value::Array(list)) => list.as_slice(),
            _ => &[],
        };
        list.iter().map(|item| Given::of(Some(item)))
    }
}

/// `{"Ref": …}` and the like.
fn computed(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|map| map.len() == 1 && map.keys().all(|key| cloudformation::is_function(key)))
}

/// A scalar as CloudFormation reads it: numbers and flags may be written as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn put(at: &mut Value, words: &[&str], value: Value) {
    let [word, rest @ ..] = words else {
        *at = value;
        return;
    };
    match at {
        Value::Array(list) => {
            if let Some(item) = word.parse::<usize>().ok().and_then(|index| list.get_mut(index)) {
                put(item, rest, value);
            }
        }
        Value::Object(map) => put(map.entry(*word).or_insert(Value::Null), rest, value),
        _ => {
            *at = json!({});
            put(at, words, value);
        }
    }
}
