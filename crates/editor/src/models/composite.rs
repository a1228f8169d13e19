//! Values made of values: rows of lists and tables, fields of records, reached by a path.

use serde_json::{Map, Value};

use super::fields::{Control, Inner};

/// A step into a value: the row of a list, or the name of a record's field or a table's row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    Row(usize),
    Name(String),
}

/// What stands at a path.
pub fn value_at<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Row(row) => value.get(row),
        Step::Name(name) => value.get(name),
    })
}

/// The value with another one at a path; what is missing on the way is made. `None` takes it out: a row from its list,
/// a field from its record.
#[must_use]
pub fn with_value_at(mut value: Value, path: &[Step], new: Option<Value>) -> Value {
    let Some((step, rest)) = path.split_first() else { return new.unwrap_or(Value::Null) };
    match step {
        Step::Row(row) => {
            if !value.is_array() {
                value = Value::Array(Vec::new());
            }
            let Some(rows) = value.as_array_mut() else { return value };
            match (rest, new) {
                ([], None) => drop((*row < rows.len()).then(|| rows.remove(*row))),
                (_, new) => {
                    if rows.len() <= *row {
                        rows.resize(row + 1, Value::Null);
                    }
                    rows[*row] = with_value_at(rows[*row].take(), rest, new);
                }
            }
        }
        Step::Name(name) => {
            if !value.is_object() {
                value = Value::Object(Map::new());
            }
            let Some(fields) = value.as_object_mut() else { return value };
            match (rest, new) {
                ([], None) => drop(fields.remove(name)),
                (_, new) => {
                    let inner = fields.remove(name).unwrap_or_default();
                    fields.insert(name.clone(), with_value_at(inner, rest, new));
                }
            }
        }
    }
    value
}

/// The value with a row of a list moved to another place.
#[must_use]
pub fn with_row_moved(mut value: Value, path: &[Step], from: usize, to: usize) -> Value {
    let moved = value_at(&value, path).and_then(Value::as_array).cloned();
    if let Some(mut rows) = moved.filter(|rows| from < rows.len() && to < rows.len()) {
        let row = rows.remove(from);
        rows.insert(to, row);
        value = with_value_at(value, path, Some(Value::Array(rows)));
    }
    value
}

/// The value with a table's row under another name; unchanged where that is taken or empty.
#[must_use]
pub fn with_name(value: Value, path: &[Step], from: &str, to: &str) -> Value {
    let table = value_at(&value, path).and_then(Value::as_object);
    let free = table.is_some_and(|table| !to.is_empty() && !table.contains_key(to));
    let Some(row) = table.and_then(|table| table.get(from)).filter(|_| free).cloned() else { return value };
    let at = |name: &str| [path, &[Step::Name(name.to_owned())]].concat();
    with_value_at(with_value_at(value, &at(from), None), &at(to), Some(row))
}

/// A name that a new row of a table can have.
pub fn free_name(value: &Value, path: &[Step]) -> String {
    let table = value_at(value, path).and_then(Value::as_object);
    let taken = |name: &str| table.is_some_and(|table| table.contains_key(name));
    let mut names =
        (1..).map(|number| if number == 1 { "name".to_owned() } else { format!("name-{number}") });
    names.find(|name| !taken(name)).unwrap_or_default()
}

impl Control {
    /// What a new row begins with: the least that a person can go on from.
    pub fn fresh(&self) -> Value {
        match self {
            Control::Flag => Value::Bool(false),
            Control::Integer { min, max } => Value::from(0.clamp(*min, *max)),
            Control::Number => Value::from(0),
            Control::Choice(words) => words.first().copied().unwrap_or_default().into(),
            Control::Node(nodes) => nodes.first().map(|(id, _)| id.to_string()).unwrap_or_default().into(),
            Control::Text(form) => example(*form).into(),
            Control::List(_) => Value::Array(Vec::new()),
            Control::Table(_) | Control::Raw => Value::Object(Map::new()),
            Control::Record(fields) => {
                let needed = fields.iter().filter(|field| field.required);
                let begin = |field: &Inner| field.default.clone().unwrap_or_else(|| field.control.fresh());
                Value::Object(needed.map(|field| (field.name.to_owned(), begin(field))).collect())
            }
        }
    }

    /// Whether it is entered in one line.
    pub fn is_simple(&self) -> bool {
        !matches!(self, Control::List(_) | Control::Record(_) | Control::Table(_) | Control::Raw)
    }
}

/// A text of a form that the checks take.
fn example(form: engine::design::TextForm) -> &'static str {
    use engine::design::TextForm;
    match form {
        TextForm::Any(_) | TextForm::Node(_) => "value",
        TextForm::Cidr => "10.0.0.0/16",
        TextForm::Domain => "example.com",
        TextForm::InstanceType => "t3.micro",
        TextForm::DatabaseClass => "db.t4g.micro",
        TextForm::Version => "1.0",
        TextForm::DailyWindow => "03:00-03:30",
        TextForm::Email => "someone@example.com",
        TextForm::ResourceType => "AWS::SNS::Topic",
    }
}
