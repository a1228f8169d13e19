//! What is written, before it is YAML or JSON: a value or template with its intrinsic functions spelled out,
//! in short tags (YAML) or in the long form (JSON, and YAML where two tags would meet on one node).

use std::borrow::Cow;

use crate::{Dependency, Intrinsic, Map, Output, Parameter, Resource, Template, Value};

/// Why a value or template cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// [`Template::link`] was not called, or did not know the part.
    #[error("reference to {node}/{part} was not linked to a resource or parameter")]
    Unlinked { node: String, part: String },
}

/// How functions are spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Short,
    Long,
}

pub(crate) enum Surface<'a> {
    /// Null, truth or number: as is.
    Plain(Cow<'a, str>),
    /// A string: quoted as the notation needs.
    Text(Cow<'a, str>),
    List(Vec<Surface<'a>>),
    Map(Entries<'a>),
    /// A short tag on a text, plain scalar or list.
    Tagged(&'a str, Box<Surface<'a>>),
}

pub(crate) type Entries<'a> = Vec<(&'a str, Surface<'a>)>;
type Written<'a> = Result<Surface<'a>, WriteError>;

/// Twelve digits are taken for an account id by readers, so an integer of that length is written with a sign.
const ACCOUNT_ID_DIGITS: usize = 12;

pub(crate) fn value(value: &Value, form: Form) -> Written<'_> {
    Ok(match value {
        Value::Null => Surface::Plain("null".into()),
        Value::Bool(truth) => Surface::Plain(if *truth { "true" } else { "false" }.into()),
        Value::Int(number) => {
            let mut digits = number.to_string();
            if form == Form::Short && digits.len() == ACCOUNT_ID_DIGITS && !digits.starts_with('-') {
                digits.insert(0, '+');
            }
            Surface::Plain(digits.into())
        }
        Value::Number(number) => Surface::Plain(number.as_str().into()),
        Value::String(text) => Surface::Text(text.into()),
        Value::List(items) => list(items, form)?,
        Value::Map(entries) => Surface::Map(map(entries, form)?),
        Value::Intrinsic(function) => intrinsic(function, form)?,
        Value::Part { node, part, .. } => {
            return Err(WriteError::Unlinked { node: node.clone(), part: part.clone() });
        }
    })
}

fn list(items: &[Value], form: Form) -> Written<'_> {
    Ok(Surface::List(items.iter().map(|item| value(item, form)).collect::<Result<_, _>>()?))
}

fn map(entries: &Map, form: Form) -> Result<Entries<'_>, WriteError> {
    entries.iter().map(|(key, item)| Ok((key.as_str(), value(item, form)?))).collect()
}

fn intrinsic(function: &Intrinsic, form: Form) -> Written<'_> {
    let text = |text| Surface::Text(Cow::Borrowed(text));
    let argument = match function {
        Intrinsic::Ref(name) | Intrinsic::Condition(name) => text(name),
        Intrinsic::GetAtt(id, attribute) if form == Form::Short && !id.contains('.') => {
            Surface::Text(format!("{id}.{attribute}").into())
        }
        Intrinsic::GetAtt(id, attribute) => Surface::List(vec![text(id), text(attribute)]),
        Intrinsic::Sub(template, variables) if variables.is_empty() => text(template),
        Intrinsic::Sub(template, variables) => {
            Surface::List(vec![text(template), Surface::Map(map(variables, form)?)])
        }
        Intrinsic::Join(delimiter, argument) | Intrinsic::Split(delimiter, argument) => {
            Surface::List(vec![text(delimiter), value(argument, form)?])
        }
        Intrinsic::Select(first, second) | Intrinsic::Equals(first, second) => {
            Surface::List(vec![value(first, form)?, value(second, form)?])
        }
        Intrinsic::If(condition, yes, no) => {
            Surface::List(vec![text(condition), value(yes, form)?, value(no, form)?])
        }
        Intrinsic::And(items)
        | Intrinsic::Or(items)
        | Intrinsic::FindInMap(items)
        | Intrinsic::Cidr(items) => list(items, form)?,
        Intrinsic::Not(argument) => Surface::List(vec![value(argument, form)?]),
        Intrinsic::GetAZs(argument)
        | Intrinsic::ImportValue(argument)
        | Intrinsic::Base64(argument)
        | Intrinsic::Transform(argument)
        | Intrinsic::Other(_, argument) => value(argument, form)?,
    };
    let name = function.name();
    // A node bears one tag only, and readers differ on tagged maps: both take the long form.
    let short = form == Form::Short
        && !matches!(function, Intrinsic::Other(..))
        && !matches!(argument, Surface::Tagged(..) | Surface::Map(_));
    Ok(if short {
        Surface::Tagged(name.strip_prefix("Fn::").unwrap_or(name), Box::new(argument))
    } else {
        Surface::Map(vec![(name, argument)])
    })
}

/// Entries under construction: what is absent is left out.
struct Fields<'a> {
    form: Form,
    entries: Entries<'a>,
}

impl<'a> Fields<'a> {
    fn new(form: Form) -> Fields<'a> {
        Fields { form, entries: Vec::new() }
    }

    fn text(&mut self, key: &'a str, text: Option<&'a String>) {
        self.entries.extend(text.map(|text| (key, Surface::Text(text.into()))));
    }

    fn value(&mut self, key: &'a str, found: Option<&'a Value>) -> Result<(), WriteError> {
        if let Some(found) = found {
            self.entries.push((key, value(found, self.form)?));
        }
        Ok(())
    }

    fn section(&mut self, key: &'a str, entries: Entries<'a>) {
        if !entries.is_empty() {
            self.entries.push((key, Surface::Map(entries)));
        }
    }

    fn map(&mut self, key: &'a str, entries: &'a Map) -> Result<(), WriteError> {
        self.section(key, map(entries, self.form)?);
        Ok(())
    }

    fn all(&mut self, entries: &'a Map) -> Result<(), WriteError> {
        self.entries.extend(map(entries, self.form)?);
        Ok(())
    }
}

pub(crate) const RESOURCES: &str = "Resources";
pub(crate) const PARAMETERS: &str = "Parameters";
pub(crate) const OUTPUTS: &str = "Outputs";
pub(crate) const FORMAT_VERSION: &str = "2010-09-09";
/// The entry of a resource's `Metadata` that names its node and part.
pub(crate) const PART_KEY: &str = "Groundplan";

/// The sections of a template in AWS's usual order, then the unknown ones.
pub(crate) fn template(template: &Template, form: Form) -> Result<Entries<'_>, WriteError> {
    let mut top = Fields::new(form);
    top.entries.push(("AWSTemplateFormatVersion", Surface::Text(FORMAT_VERSION.into())));
    top.text("Description", template.description.as_ref());
    top.map("Metadata", &template.metadata)?;

    let mut parameters = Fields::new(form);
    for (name, found) in &template.parameters {
        parameters.entries.push((name, parameter(found, form)?));
    }
    unread(&mut parameters, template, PARAMETERS)?;
    top.section(PARAMETERS, parameters.entries);

    top.value("Rules", template.other.get("Rules"))?;
    top.map("Mappings", &template.mappings)?;
    top.map("Conditions", &template.conditions)?;
    top.value("Transform", template.other.get("Transform"))?;

    let mut resources = Fields::new(form);
    for (name, found) in &template.resources {
        resources.entries.push((name, resource(found, form)?));
    }
    unread(&mut resources, template, RESOURCES)?;
    top.section(RESOURCES, resources.entries);

    let mut outputs = Fields::new(form);
    for (name, found) in &template.outputs {
        outputs.entries.push((name, output(found, form)?));
    }
    unread(&mut outputs, template, OUTPUTS)?;
    top.section(OUTPUTS, outputs.entries);

    for (name, found) in &template.other {
        if !["Rules", "Transform"].contains(&name.as_str()) {
            top.value(name, Some(found))?;
        }
    }
    Ok(top.entries)
}

fn unread<'a>(fields: &mut Fields<'a>, template: &'a Template, section: &str) -> Result<(), WriteError> {
    template.unread.get(section).map_or(Ok(()), |entries| fields.all(entries))
}

fn parameter(parameter: &Parameter, form: Form) -> Written<'_> {
    let mut fields = Fields::new(form);
    fields.text("Type", Some(&parameter.type_));
    fields.text("Description", parameter.description.as_ref());
    fields.value("Default", parameter.default.as_ref())?;
    if !parameter.allowed_values.is_empty() {
        fields.entries.push(("AllowedValues", list(&parameter.allowed_values, form)?));
    }
    fields.text("AllowedPattern", parameter.allowed_pattern.as_ref());
    fields.text("ConstraintDescription", parameter.constraint_description.as_ref());
    fields.value("MinLength", parameter.min_length.as_ref())?;
    fields.value("MaxLength", parameter.max_length.as_ref())?;
    fields.value("MinValue", parameter.min_value.as_ref())?;
    fields.value("MaxValue", parameter.max_value.as_ref())?;
    fields.value("NoEcho", parameter.no_echo.as_ref())?;
    fields.all(&parameter.other)?;
    Ok(Surface::Map(fields.entries))
}

fn resource(resource: &Resource, form: Form) -> Written<'_> {
    let mut fields = Fields::new(form);
    fields.text("Type", Some(&resource.type_));
    let mut metadata = Fields::new(form);
    if let Some(part) = &resource.part {
        metadata.entries.push((PART_KEY, Surface::Text(part.to_string().into())));
    }
    metadata.all(&resource.metadata)?;
    fields.section("Metadata", metadata.entries);
    fields.text("Condition", resource.condition.as_ref());
    let mut waits = resource.depends_on.iter().map(dependency).collect::<Result<Vec<_>, _>>()?;
    match waits.len() {
        0 => {}
        1 => fields.entries.extend(waits.pop().map(|only| ("DependsOn", only))),
        _ => fields.entries.push(("DependsOn", Surface::List(waits))),
    }
    fields.value("DeletionPolicy", resource.deletion_policy.as_ref())?;
    fields.value("UpdateReplacePolicy", resource.update_replace_policy.as_ref())?;
    fields.value("CreationPolicy", resource.creation_policy.as_ref())?;
    fields.value("UpdatePolicy", resource.update_policy.as_ref())?;
    fields.all(&resource.other)?;
    fields.map("Properties", &resource.properties)?;
    Ok(Surface::Map(fields.entries))
}

fn dependency(dependency: &Dependency) -> Written<'_> {
    match dependency {
        Dependency::LogicalId(id) => Ok(Surface::Text(id.into())),
        Dependency::Part(name) => {
            Err(WriteError::Unlinked { node: name.node.clone(), part: name.part.clone() })
        }
    }
}

fn output(output: &Output, form: Form) -> Written<'_> {
    let mut fields = Fields::new(form);
    fields.text("Description", output.description.as_ref());
    fields.text("Condition", output.condition.as_ref());
    fields.value("Value", Some(&output.value))?;
    if let Some(name) = &output.export {
        fields.entries.push(("Export", Surface::Map(vec![("Name", value(name, form)?)])));
    }
    fields.all(&output.other)?;
    Ok(Surface::Map(fields.entries))
}
