//! The value: everything that may stand in a template.

use indexmap::IndexMap;

/// Keys in insertion order, which is the order they are written in. Equality ignores the order.
pub type Map = IndexMap<String, Value>;

/// Anything that may stand on the right-hand side of a template.
///
/// A [`Value::Map`] with the single key `Ref`, `Condition` or `Fn::…` means the same to CloudFormation as the
/// [`Intrinsic`]; readers always produce the intrinsic, and so should who builds a template.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    /// A number that is not an `i64`, its digits as written.
    Number(Number),
    String(String),
    List(Vec<Value>),
    Map(Map),
    Intrinsic(Box<Intrinsic>),
    /// A reference to the resource that stands for a part of a node, before logical ids are known.
    /// `attribute: None` means what `Ref` returns. [`crate::Template::link`] replaces it; writers refuse it.
    Part {
        node: String,
        part: String,
        attribute: Option<String>,
    },
}

/// A decimal number as text: `-?digits.digits`, perhaps with `e+digits` or `e-digits`, or an integer that does
/// not fit an `i64`. Kept as text so that no digit changes between reading and writing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// Accepts what JSON calls a number and an `i64` cannot hold. A mantissa without a point and an exponent
    /// without a sign are completed (`1e3` becomes `1.0e+3`), because YAML 1.1 readers take the short form for
    /// a string.
    pub fn new(text: &str) -> Option<Number> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (text, None),
        };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let bare = whole.strip_prefix('-').unwrap_or(whole);
        if !digits(bare) || (bare.len() > 1 && bare.starts_with('0')) || fraction.is_some_and(|f| !digits(f))
        {
            return None;
        }
        let mut number = mantissa.to_owned();
        match exponent {
            None if fraction.is_none() && text.parse::<i64>().is_ok() => return None,
            None => {}
            Some(exponent) => {
                if fraction.is_none() {
                    number.push_str(".0");
                }
                let sign = if exponent.starts_with('-') { '-' } else { '+' };
                let power = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
                if !digits(power) {
                    return None;
                }
                number.push('e');
                number.push(sign);
                number.push_str(power);
            }
        }
        Some(Number(number))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// CloudFormation's intrinsic functions and condition functions. Arguments that do not have the documented
/// shape are kept as [`Intrinsic::Other`] under the function's own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intrinsic {
    Ref(String),
    /// Logical id and attribute; the attribute may itself contain dots (`Endpoint.Address`).
    GetAtt(String, String),
    /// Text with `${…}` and the variables that are not logical ids or pseudo parameters.
    Sub(String, Map),
    /// Delimiter, and a list or a function that returns one.
    Join(String, Value),
    /// Index (0-based) and list.
    Select(Value, Value),
    /// Region name; empty means the stack's own.
    GetAZs(Value),
    /// Condition name, value if true, value if false.
    If(String, Value, Value),
    Equals(Value, Value),
    And(Vec<Value>),
    Or(Vec<Value>),
    Not(Value),
    /// The outcome of a named condition, inside another condition.
    Condition(String),
    /// Map name, top-level key, second-level key, and perhaps `{DefaultValue: …}`.
    FindInMap(Vec<Value>),
    ImportValue(Value),
    /// Delimiter and text.
    Split(String, Value),
    Base64(Value),
    /// Address block, count, and perhaps the size of each in host bits.
    Cidr(Vec<Value>),
    /// `{Name: …, Parameters: …}`.
    Transform(Value),
    /// Any other function by its long name (`Fn::ToJsonString`), with its argument untouched.
    Other(String, Value),
}

impl Value {
    /// What `Ref` returns for the resource of (node, part).
    pub fn part(node: impl Into<String>, part: impl Into<String>) -> Value {
        Value::Part { node: node.into(), part: part.into(), attribute: None }
    }

    /// Turns a reference into a reference to an attribute; other values stay as they are.
    #[must_use]
    pub fn attribute(self, name: impl Into<String>) -> Value {
        match self {
            Value::Part { node, part, .. } => Value::Part { node, part, attribute: Some(name.into()) },
            Value::Intrinsic(function) => match *function {
                Intrinsic::Ref(id) => Intrinsic::GetAtt(id, name.into()).into(),
                other => other.into(),
            },
            other => other,
        }
    }

    /// `Ref` of a logical id, parameter or pseudo parameter such as `AWS::Region`.
    pub fn reference(id: impl Into<String>) -> Value {
        Intrinsic::Ref(id.into()).into()
    }

    pub fn get_att(id: impl Into<String>, attribute: impl Into<String>) -> Value {
        Intrinsic::GetAtt(id.into(), attribute.into()).into()
    }

    /// `Fn::Sub`: text with `${Name}`, and the values of those names that are not logical ids.
    pub fn sub<'a>(text: impl Into<String>, variables: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Intrinsic::Sub(text.into(), variables).into()
    }

    pub fn join(delimiter: impl Into<String>, list: impl Into<Value>) -> Value {
        Intrinsic::Join(delimiter.into(), list.into()).into()
    }

    /// `Fn::Select`: the element at a 0-based index.
    pub fn select(index: i64, list: impl Into<Value>) -> Value {
        Intrinsic::Select(Value::Int(index), list.into()).into()
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    pub fn as_intrinsic(&self) -> Option<&Intrinsic> {
        match self {
            Value::Intrinsic(function) => Some(function),
            _ => None,
        }
    }

    /// Follows keys and 0-based indexes separated by `/`, as in a JSON pointer without the leading slash
    /// (`Tags/0/Value`; `~1` is a slash and `~0` a tilde inside a key). Does not look into functions.
    pub fn get(&self, path: &str) -> Option<&Value> {
        path.split('/').filter(|step| !step.is_empty()).try_fold(self, |value, step| match value {
            Value::Map(entries) => entries.get(step.replace("~1", "/").replace("~0", "~").as_str()),
            Value::List(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Visits this value and every value inside it, outer before inner, in order.
    pub fn walk(&self, visit: &mut impl FnMut(&Value)) {
        visit(self);
        match self {
            Value::List(items) => items.iter().for_each(|item| item.walk(visit)),
            Value::Map(entries) => entries.values().for_each(|item| item.walk(visit)),
            Value::Intrinsic(function) => function.arguments().into_iter().for_each(|item| item.walk(visit)),
            _ => {}
        }
    }

    /// Like [`Value::walk`], able to replace; what is put in place of a value is then walked in its stead.
    pub fn walk_mut(&mut self, visit: &mut impl FnMut(&mut Value)) {
        visit(self);
        match self {
            Value::List(items) => items.iter_mut().for_each(|item| item.walk_mut(visit)),
            Value::Map(entries) => entries.values_mut().for_each(|item| item.walk_mut(visit)),
            Value::Intrinsic(function) => {
                function.arguments_mut().into_iter().for_each(|item| item.walk_mut(visit));
            }
            _ => {}
        }
    }
}

impl Intrinsic {
    /// The long name, such as `Ref` or `Fn::GetAtt`.
    pub fn name(&self) -> &str {
        match self {
            Intrinsic::Ref(_) => "Ref",
            Intrinsic::GetAtt(..) => "Fn::GetAtt",
            Intrinsic::Sub(..) => "Fn::Sub",
            Intrinsic::Join(..) => "Fn::Join",
            Intrinsic::Select(..) => "Fn::Select",
            Intrinsic::GetAZs(_) => "Fn::GetAZs",
            Intrinsic::If(..) => "Fn::If",
            Intrinsic::Equals(..) => "Fn::Equals",
            Intrinsic::And(_) => "Fn::And",
            Intrinsic::Or(_) => "Fn::Or",
            Intrinsic::Not(_) => "Fn::Not",
            Intrinsic::Condition(_) => "Condition",
            Intrinsic::FindInMap(_) => "Fn::FindInMap",
            Intrinsic::ImportValue(_) => "Fn::ImportValue",
            Intrinsic::Split(..) => "Fn::Split",
            Intrinsic::Base64(_) => "Fn::Base64",
            Intrinsic::Cidr(_) => "Fn::Cidr",
            Intrinsic::Transform(_) => "Fn::Transform",
            Intrinsic::Other(name, _) => name,
        }
    }

    /// The values nested in the arguments, in order.
    pub fn arguments(&self) -> Vec<&Value> {
        match self {
            Intrinsic::Ref(_) | Intrinsic::GetAtt(..) | Intrinsic::Condition(_) => Vec::new(),
            Intrinsic::Sub(_, variables) => variables.values().collect(),
            Intrinsic::Join(_, value)
            | Intrinsic::Split(_, value)
            | Intrinsic::GetAZs(value)
            | Intrinsic::Not(value)
            | Intrinsic::ImportValue(value)
            | Intrinsic::Base64(value)
            | Intrinsic::Transform(value)
            | Intrinsic::Other(_, value) => vec![value],
            Intrinsic::Select(first, second)
            | Intrinsic::If(_, first, second)
            | Intrinsic::Equals(first, second) => {
                vec![first, second]
            }
            Intrinsic::And(items)
            | Intrinsic::Or(items)
            | Intrinsic::FindInMap(items)
            | Intrinsic::Cidr(items) => items.iter().collect(),
        }
    }

    /// The values nested in the arguments, in order.
    pub fn arguments_mut(&mut self) -> Vec<&mut Value> {
        match self {
            Intrinsic::Ref(_) | Intrinsic::GetAtt(..) | Intrinsic::Condition(_) => Vec::new(),
            Intrinsic::Sub(_, variables) => variables.values_mut().collect(),
            Intrinsic::Join(_, value)
            | Intrinsic::Split(_, value)
            | Intrinsic::GetAZs(value)
            | Intrinsic::Not(value)
            | Intrinsic::ImportValue(value)
            | Intrinsic::Base64(value)
            | Intrinsic::Transform(value)
            | Intrinsic::Other(_, value) => vec![value],
            Intrinsic::Select(first, second)
            | Intrinsic::If(_, first, second)
            | Intrinsic::Equals(first, second) => {
                vec![first, second]
            }
            Intrinsic::And(items)
            | Intrinsic::Or(items)
            | Intrinsic::FindInMap(items)
            | Intrinsic::Cidr(items) => items.iter_mut().collect(),
        }
    }
}

impl From<Intrinsic> for Value {
    fn from(function: Intrinsic) -> Value {
        Value::Intrinsic(Box::new(function))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::String(text.clone())
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Bool(truth)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value {
            fn from(number: $integer) -> Value {
                Value::Int(i64::from(number))
            }
        }
    )*};
}
from_integers!(i64, i32, u32, u16, u8);

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Value {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

impl From<Map> for Value {
    fn from(entries: Map) -> Value {
        Value::Map(entries)
    }
}

/// A [`Map`] from `"Key" => value` pairs; values are anything that becomes a [`Value`].
///
/// ```
/// use groundplan_cloudformation::{Value, list, map};
/// let tags = list![map! { "Key" => "Name", "Value" => Value::sub("${AWS::StackName}-vpc", []) }];
/// let vpc = map! { "CidrBlock" => "10.0.0.0/16", "EnableDnsSupport" => true, "Tags" => tags };
/// assert_eq!(vpc.len(), 3);
/// ```
#[macro_export]
macro_rules! map {
    ($($key:expr => $value:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut map = $crate::Map::new();
        $(map.insert(::std::string::String::from($key), $crate::Value::from($value));)*
        map
    }};
}

/// A list of [`Value`]s from anything that becomes one.
#[macro_export]
macro_rules! list {
    ($($value:expr),* $(,)?) => {
        ::std::vec::Vec::<$crate::Value>::from([$($crate::Value::from($value)),*])
    };
}
