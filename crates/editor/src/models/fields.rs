//! The inspector: typed fields of a node or connection, with the value in the base and in each environment.

use engine::{
    Command, Id, Services,
    design::{
        Catalogue, Map, Preset, Property, Quantity, Shape, TextForm, UsageField, View, connection_properties,
        connection_usage,
    },
};
use serde_json::{Number, Value};

use crate::{
    editor::Editor,
    shelf::symbol,
    words::{connection_title, name_of},
};

/// What is inspected.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspected {
    pub id: Id,
    pub subject: Subject,
    pub name: String,
    /// Title of its kind.
    pub title: String,
    pub symbol: String,
    pub groups: Vec<Group>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Node,
    Connection,
}

/// Fields under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub title: &'static str,
    pub fields: Vec<Field>,
}

/// One property or one volume.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub name: &'static str,
    /// A volume that moves the price, kept apart from the properties.
    pub usage: bool,
    pub label: String,
    pub help: String,
    pub unit: &'static str,
    pub source: &'static str,
    pub control: Control,
    pub required: bool,
    /// What holds when nothing is said; of a volume, what is assumed.
    pub default: Option<Value>,
    /// What the base says; `None` when it says nothing.
    pub base: Option<Value>,
    /// By environment, in the order in which they are shown.
    pub values: Vec<Valued>,
}

/// The value of a field in an environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Valued {
    pub environment: Id,
    /// What holds there.
    pub value: Option<Value>,
    /// Said by this environment, not by the base.
    pub overridden: bool,
    /// The element does not exist there.
    pub absent: bool,
}

/// How a value is entered.
#[derive(Debug, Clone, PartialEq)]
pub enum Control {
    Flag,
    Integer {
        min: i64,
        max: i64,
    },
    Number,
    Choice(&'static [&'static str]),
    Text(TextForm),
    /// The id of a node: those that fit, with their names.
    Node(Vec<(Id, String)>),
    List(Box<Control>),
    Record(Vec<Inner>),
    Table(Box<Control>),
    /// Any JSON.
    Raw,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Inner {
    pub name: &'static str,
    pub label: String,
    pub help: String,
    pub unit: &'static str,
    pub control: Control,
    pub required: bool,
    pub default: Option<Value>,
}

/// Where a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    Base,
    Environment(Id),
}

impl Scope {
    fn environment(&self) -> Option<Id> {
        match self {
            Scope::Base => None,
            Scope::Environment(id) => Some(id.clone()),
        }
    }
}

impl Field {
    /// What holds in an environment, or in the base.
    pub fn value(&self, scope: &Scope) -> Option<&Value> {
        match scope {
            Scope::Base => self.base.as_ref().or(self.default.as_ref()),
            Scope::Environment(id) => {
                let valued = self.values.iter().find(|valued| valued.environment == *id)?;
                valued.value.as_ref()
            }
        }
    }
}

impl Editor {
    /// The fields of a node or connection; `None` when there is no such element.
    pub fn inspect(&mut self, id: &Id) -> Option<Inspected> {
        let document = self.document();
        let language = self.language;
        if let Some(connection) = document.connections.get(id) {
            let properties = connection_properties(connection.kind);
            let title = connection_title(connection.kind, language).to_owned();
            return Some(Inspected {
                id: id.clone(),
                subject: Subject::Connection,
                name: name_of(document, id),
                title,
                symbol: "connection".to_owned(),
                groups: self.groups(id, properties, connection_usage(connection.kind)),
            });
        }
        let node = document.nodes.get(id)?;
        let kind = Services.kind(&node.kind);
        Some(Inspected {
            id: id.clone(),
            subject: Subject::Node,
            name: name_of(document, id),
            title: kind.map_or_else(|| node.kind.clone(), |kind| language.of(kind.title).to_owned()),
            symbol: symbol(&node.kind).to_owned(),
            groups: kind.map(|kind| self.groups(id, kind.properties, kind.usage)).unwrap_or_default(),
        })
    }

    fn groups(
        &self,
        id: &Id,
        properties: &'static [&'static Property],
        usage: &'static [UsageField],
    ) -> Vec<Group> {
        let document = self.document();
        let base: Option<&Map> = document
            .nodes
            .get(id)
            .map(|node| &*node.properties)
            .or_else(|| document.connections.get(id).map(|connection| &*connection.properties));
        let views: Vec<(Id, View<'_>)> = self
            .environments()
            .into_iter()
            .map(|(environment, _)| {
                let view = View::new(document, environment.as_str());
                (environment, view)
            })
            .collect();
        let field = |property: &&'static Property| {
            let default = property.default.to_json().filter(|_| property.default != Preset::None);
            let values = views.iter().map(|(environment, view)| {
                let here = view.node(id).or_else(|| view.connection(id));
                let said = overlay(self, environment, id);
                Valued {
                    environment: environment.clone(),
                    value: here
                        .and_then(|map| map.get(property.name).cloned())
                        .or_else(|| here.and_then(|_| default.clone())),
                    overridden: said.is_some_and(|map| map.contains_key(property.name)),
                    absent: here.is_none(),
                }
            });
            Field {
                name: property.name,
                usage: false,
                label: self.language.of(property.label).to_owned(),
                help: self.language.of(property.help).to_owned(),
                unit: property.unit,
                source: property.source,
                control: self.control(&property.shape),
                required: property.required,
                values: values.collect(),
                base: base.and_then(|map| map.get(property.name).cloned()),
                default,
            }
        };
        let mut groups = Vec::new();
        let fields: Vec<Field> = properties.iter().map(field).collect();
        if !fields.is_empty() {
            groups.push(Group { title: self.say("Properties", "Propiedades"), fields });
        }
        if !usage.is_empty() {
            let fields = usage.iter().map(|volume| self.volume(id, volume, &views)).collect();
            groups.push(Group { title: self.say("Usage", "Uso"), fields });
        }
        groups
    }

    fn volume(&self, id: &Id, volume: &UsageField, views: &[(Id, View<'_>)]) -> Field {
        let document = self.document();
        let default = volume.assumed[1].parse::<Number>().ok().map(Value::Number);
        let json = |quantity: &Quantity| serde_json::to_value(quantity).ok();
        let values = views.iter().map(|(environment, view)| {
            let said = document.environments.get(environment).and_then(|it| it.usage.get(id));
            Valued {
                environment: environment.clone(),
                value: view.usage(id).get(volume.name).and_then(json).or_else(|| default.clone()),
                overridden: said.is_some_and(|said| said.contains_key(volume.name)),
                absent: view.node(id).is_none() && view.connection(id).is_none(),
            }
        });
        Field {
            name: volume.name,
            usage: true,
            label: sentence(volume.name),
            help: self.language.of(volume.help).to_owned(),
            unit: volume.unit,
            source: "",
            control: Control::Number,
            required: false,
            values: values.collect(),
            base: document.usage.get(id).and_then(|stated| stated.get(volume.name)).and_then(json),
            default,
        }
    }

    fn control(&self, shape: &Shape) -> Control {
        match *shape {
            Shape::Flag => Control::Flag,
            Shape::Integer { min, max } => Control::Integer { min, max },
            Shape::Choice(words) => Control::Choice(words),
            Shape::Text(TextForm::Node(kinds)) => {
                let document = self.document();
                let fits = document
                    .nodes
                    .iter()
                    .filter(|(_, node)| kinds.is_empty() || kinds.contains(&node.kind.as_str()));
                Control::Node(fits.map(|(id, _)| (id.clone(), name_of(document, id))).collect())
            }
            Shape::Text(form) => Control::Text(form),
            Shape::List(of) => Control::List(Box::new(self.control(of))),
            Shape::Record(fields) => {
                let inner = |field: &&'static Property| Inner {
                    name: field.name,
                    label: self.language.of(field.label).to_owned(),
                    help: self.language.of(field.help).to_owned(),
                    unit: field.unit,
                    control: self.control(&field.shape),
                    required: field.required,
                    default: field.default.to_json().filter(|_| field.default != Preset::None),
                };
                Control::Record(fields.iter().map(inner).collect())
            }
            Shape::Table(of) => Control::Table(Box::new(self.control(of))),
            Shape::Any => Control::Raw,
        }
    }

    /// Writes a field.
    ///
    /// # Errors
    /// The value does not fit; the sentence says what does.
    pub fn set_field(&mut self, id: &Id, field: &Field, scope: &Scope, value: Value) -> Result<(), String> {
        let written = self.write_field(id, field, scope, Some(value));
        self.settle();
        written
    }

    /// Back to the default, or in an environment back to the base.
    ///
    /// # Errors
    /// The element needs a value here.
    pub fn reset_field(&mut self, id: &Id, field: &Field, scope: &Scope) -> Result<(), String> {
        let written = self.write_field(id, field, scope, None);
        self.settle();
        written
    }

    /// Writes what a person typed into a field, now that all of it is there.
    ///
    /// # Errors
    /// It cannot be read as the field's type, or does not fit.
    pub fn type_field(&mut self, id: &Id, field: &Field, scope: &Scope, text: &str) -> Result<(), String> {
        let text = text.trim();
        if text.is_empty() && !field.required {
            return self.reset_field(id, field, scope);
        }
        let written = self
            .read_value(&field.control, text)
            .and_then(|value| self.write_field(id, field, scope, Some(value)));
        self.settle();
        written
    }

    /// Writes what a person has typed into a field so far, where it can be read and fits. All that is typed until the
    /// field is left ([`Editor::type_field`]) is one step.
    pub fn typing_field(&mut self, id: &Id, field: &Field, scope: &Scope, text: &str) {
        // an empty field is on its way to another value, not back to the default
        let text = Some(text.trim()).filter(|text| !text.is_empty());
        if let Some(Ok(value)) = text.map(|text| self.read_value(&field.control, text)) {
            // what does not fit yet is said when it is all there
            let _ = self.write_field(id, field, scope, Some(value));
        }
    }

    /// Writes a value, or takes it away; what is written to the same field before it is settled is one step.
    fn write_field(
        &mut self,
        id: &Id,
        field: &Field,
        scope: &Scope,
        value: Option<Value>,
    ) -> Result<(), String> {
        let environment = scope.environment();
        let key = format!("{id}/{}/{:?}", field.name, environment);
        let (id, label) = (id.clone(), format!("{}: {}", self.name_of(id), field.label));
        let (name, path) = (field.name.to_owned(), vec![field.name.to_owned()]);
        let command = match (field.usage, value) {
            (true, Some(value)) => {
                let quantity = serde_json::from_value(value)
                    .map_err(|_| self.say("a number, not negative", "un número no negativo").to_owned())?;
                Command::SetUsage { id, environment, name, quantity: Some(quantity) }
            }
            (true, None) => Command::UnsetUsage { id, environment, name },
            (false, Some(value)) => Command::SetProperty { id, environment, path, value },
            (false, None) => Command::UnsetProperty { id, environment, path },
        };
        self.edit_coalesced(&key, label, command).map_err(|refusal| self.why(&refusal))
    }

    /// What a person typed, as a value of a control.
    ///
    /// # Errors
    /// It cannot be read as the control's type.
    pub fn read_value(&self, control: &Control, text: &str) -> Result<Value, String> {
        match control {
            Control::Flag => text.parse::<bool>().map(Value::Bool).map_err(|error| error.to_string()),
            Control::Integer { min, max } => {
                let whole = text.parse::<i64>().ok().filter(|number| (min..=max).contains(&number));
                whole.map(Value::from).ok_or_else(|| {
                    let range = [min.to_string(), max.to_string()];
                    self.tell("A whole number from {0} to {1}.", "Un número entero de {0} a {1}.", range)
                })
            }
            Control::Number => {
                let number = text.parse::<Number>().ok().filter(|number| number.as_f64() >= Some(0.0));
                let wrong = || self.say("A number, not negative.", "Un número no negativo.").to_owned();
                number.map(Value::Number).ok_or_else(wrong)
            }
            Control::Choice(_) | Control::Text(_) | Control::Node(_) => Ok(Value::from(text)),
            Control::List(_) | Control::Record(_) | Control::Table(_) | Control::Raw => {
                serde_json::from_str(text).map_err(|error| format!("JSON: {error}"))
            }
        }
    }
}

fn overlay<'e>(editor: &'e Editor, environment: &Id, id: &Id) -> Option<&'e Map> {
    editor.document().environments.get(environment)?.overrides.get(id)?.as_object()
}

/// `gib_per_month` as *Gib per month*.
pub(super) fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let text = first + letters.as_str();
    text.replace("Gib", "GiB")
        .replace("gib", "GiB")
        .replace("mib", "MiB")
        .replace("Mib", "MiB")
        .replace("kib", "KiB")
}
