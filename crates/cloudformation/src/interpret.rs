//! Nodes to values: scalars get their meaning, functions are recognised in both spellings.

use crate::{
    Intrinsic, Map, Number, Position, Value,
    diagnostic::{Code, Diagnostics},
    node::{Body, Key, Node, Style},
    scalar::resolve,
};

/// Functions that have a short tag but no variant of their own, from the language extensions and rules.
const OTHER_FUNCTIONS: [&str; 9] = [
    "Fn::ToJsonString",
    "Fn::Length",
    "Fn::ForEach",
    "Fn::Contains",
    "Fn::EachMemberEquals",
    "Fn::EachMemberIn",
    "Fn::RefAll",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
];

pub(crate) fn value(node: Node, out: &mut Diagnostics) -> Value {
    let Node { span, tag, body } = node;
    if let Some(tag) = tag {
        let name = if tag == "Ref" || tag == "Condition" { tag } else { format!("Fn::{tag}") };
        return function(name, Node { span, tag: None, body }, out);
    }
    match body {
        Body::Scalar(text, style) => scalar(&text, style),
        Body::List(items) => Value::List(items.into_iter().map(|item| value(item, out)).collect()),
        Body::Map(entries) => match <[(Key, Node); 1]>::try_from(entries) {
            Ok([(key, argument)]) if is_function(&key.text) => {
                if argument.tag.is_none() || !takes_text(&key.text) {
                    function(key.text, argument, out)
                } else {
                    malformed(key.text, span.start, value(argument, out), out)
                }
            }
            Ok([(key, argument)]) => Value::Map(Map::from_iter([(key.text, value(argument, out))])),
            Err(entries) => Value::Map(map(entries, out)),
        },
    }
}

/// The entries as they stand: a key that names a function is not special here.
pub(crate) fn map(entries: Vec<(Key, Node)>, out: &mut Diagnostics) -> Map {
    entries.into_iter().map(|(key, node)| (key.text, value(node, out))).collect()
}

fn scalar(text: &str, style: Style) -> Value {
    match style {
        Style::Plain => resolve(text),
        Style::Quoted => Value::String(text.to_owned()),
        Style::Number => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let leading_zero = digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit());
            match text.parse::<i64>() {
                Ok(number) if !(leading_zero && digits.starts_with('0')) => Value::Int(number),
                _ => Number::new(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
            }
        }
    }
}

/// The text of a scalar where a text is expected, whatever it looks like; nothing for null, lists and maps.
pub(crate) fn text(node: &Node) -> Option<&str> {
    match &node.body {
        Body::Scalar(text, style) if node.tag.is_none() && scalar(text, *style) != Value::Null => Some(text),
        _ => None,
    }
}

/// Whether the key of a map with one entry makes it a function: `Ref`, `Fn::If` and the like.
pub fn is_function(key: &str) -> bool {
    key == "Ref" || key == "Condition" || key.starts_with("Fn::")
}

fn takes_text(name: &str) -> bool {
    matches!(name, "Ref" | "Condition" | "Fn::GetAtt" | "Fn::Sub")
}

fn malformed(name: String, at: Position, argument: Value, out: &mut Diagnostics) -> Value {
    // IAM policies have a `Condition` of their own, a map
    if name == "Condition" {
        return Value::Map(Map::from_iter([(name, argument)]));
    }
    let hint = expected(&name);
    out.add(at, Code::MalformedFunction, format!("{name} does not take these arguments"), hint);
    Intrinsic::Other(name, argument).into()
}

fn expected(name: &str) -> &'static str {
    match name {
        "Ref" => "it takes the name of a parameter or resource",
        "Fn::GetAtt" => "it takes a resource and one of its attributes",
        "Fn::Sub" => "it takes a text, or a list of a text and a map of variables",
        "Fn::Join" | "Fn::Split" => "it takes a list of a delimiter and a value",
        "Fn::Select" => "it takes a list of an index and a list",
        "Fn::If" => "it takes a list of a condition's name and two values",
        "Fn::Equals" => "it takes a list of two values",
        "Fn::And" | "Fn::Or" => "it takes a list of conditions",
        "Fn::Not" => "it takes a list of one condition",
        "Fn::FindInMap" => "it takes a list of a map and two keys, and perhaps a default",
        "Fn::Cidr" => "it takes a list of a block, a count and perhaps a number of bits",
        _ => "",
    }
}

/// A function from its long name and its argument.
fn function(name: String, argument: Node, out: &mut Diagnostics) -> Value {
    let at = argument.span.start;
    if takes_text(&name)
        && let Some(text) = text(&argument)
    {
        let found = match name.as_str() {
            "Ref" => Intrinsic::Ref(text.to_owned()),
            "Condition" => Intrinsic::Condition(text.to_owned()),
            "Fn::Sub" => Intrinsic::Sub(text.to_owned(), Map::new()),
            _ => match text.split_once('.') {
                Some((id, attribute)) => Intrinsic::GetAtt(id.to_owned(), attribute.to_owned()),
                None => {
                    let argument = Value::String(text.to_owned());
                    return malformed(name, at, argument, out);
                }
            },
        };
        return found.into();
    }
    match (name.as_str(), argument) {
        ("Fn::GetAZs", argument) => Intrinsic::GetAZs(value(argument, out)).into(),
        ("Fn::ImportValue", argument) => Intrinsic::ImportValue(value(argument, out)).into(),
        ("Fn::Base64", argument) => Intrinsic::Base64(value(argument, out)).into(),
        ("Fn::Transform", argument) => Intrinsic::Transform(value(argument, out)).into(),
        (_, Node { body: Body::List(items), tag: None, span }) => match with_list(&name, items, out) {
            Ok(found) => found.into(),
            Err(items) => {
                let items = Value::List(items.into_iter().map(|item| value(item, out)).collect());
                other(name, span.start, items, out)
            }
        },
        (_, argument) => {
            let argument = value(argument, out);
            other(name, at, argument, out)
        }
    }
}

fn other(name: String, at: Position, argument: Value, out: &mut Diagnostics) -> Value {
    let loops = name.starts_with("Fn::ForEach::");
    if !expected(&name).is_empty() || name == "Condition" {
        return malformed(name, at, argument, out);
    }
    if !loops && !OTHER_FUNCTIONS.contains(&name.as_str()) {
        let hint = "it was kept as it stands";
        out.add(
            at,
            Code::UnknownFunction,
            format!("{name} is not a function that CloudFormation knows"),
            hint,
        );
    }
    Intrinsic::Other(name, argument).into()
}

/// A function whose arguments are a list, or the list back if they do not fit.
fn with_list(name: &str, items: Vec<Node>, out: &mut Diagnostics) -> Result<Intrinsic, Vec<Node>> {
    let first_text = items.first().and_then(text).map(str::to_owned);
    let fits = match name {
        "Fn::GetAtt" => items.len() == 2 && items.iter().all(|item| text(item).is_some()),
        "Fn::Join" | "Fn::Split" => items.len() == 2 && first_text.is_some(),
        "Fn::Sub" => {
            let variables =
                items.get(1).is_some_and(|node| matches!(node.body, Body::Map(_)) && node.tag.is_none());
            items.len() == 2 && first_text.is_some() && variables
        }
        "Fn::If" => items.len() == 3 && first_text.is_some(),
        "Fn::Select" | "Fn::Equals" => items.len() == 2,
        "Fn::Not" => items.len() == 1,
        "Fn::FindInMap" => matches!(items.len(), 3 | 4),
        "Fn::Cidr" => matches!(items.len(), 2 | 3),
        "Fn::And" | "Fn::Or" => true,
        _ => false,
    };
    if !fits {
        return Err(items);
    }
    let label = first_text.unwrap_or_default();
    if name == "Fn::Sub" {
        let variables = items.into_iter().nth(1).map_or_else(Map::new, |node| match node.body {
            Body::Map(entries) => map(entries, out),
            _ => Map::new(),
        });
        return Ok(Intrinsic::Sub(label, variables));
    }
    if name == "Fn::GetAtt" {
        let attribute = items.get(1).and_then(text).unwrap_or_default().to_owned();
        return Ok(Intrinsic::GetAtt(label, attribute));
    }
    let mut values = items.into_iter().map(|item| value(item, out)).collect::<Vec<_>>();
    if matches!(name, "Fn::And" | "Fn::Or" | "Fn::FindInMap" | "Fn::Cidr") {
        return Ok(match name {
            "Fn::And" => Intrinsic::And(values),
            "Fn::Or" => Intrinsic::Or(values),
            "Fn::FindInMap" => Intrinsic::FindInMap(values),
            _ => Intrinsic::Cidr(values),
        });
    }
    let last = values.pop().unwrap_or_default();
    let before = values.pop().unwrap_or_default();
    Ok(match name {
        "Fn::Join" => Intrinsic::Join(label, last),
        "Fn::Split" => Intrinsic::Split(label, last),
        "Fn::Select" => Intrinsic::Select(before, last),
        "Fn::Equals" => Intrinsic::Equals(before, last),
        "Fn::If" => Intrinsic::If(label, before, last),
        _ => Intrinsic::Not(last),
    })
}
