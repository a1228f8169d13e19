//! The JSON Schema of the document, derived from its types and from the properties the kinds declare.

use serde_json::{Value, json};

use crate::{
    Catalogue, ConnectionKind, Document, Property, Shape, TextForm, check::form, connection_properties,
    framework,
};

/// JSON Schema (draft 2020-12) of a document. With a catalogue it knows the kinds there are and their properties
/// with range, default, unit and help; without one, properties are free.
///
/// What a schema cannot say (ids that exist, circles, overlays that fit after merging) only loading checks.
pub fn json_schema(catalogue: Option<&dyn Catalogue>) -> Value {
    let mut schema = schemars::schema_for!(Document).to_value();
    for definition in schema.pointer_mut("/$defs").and_then(Value::as_object_mut).into_iter().flatten() {
        let fields = definition.1.get_mut("properties").and_then(Value::as_object_mut);
        fields.into_iter().flat_map(|fields| fields.values_mut()).for_each(drop_null);
    }
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), "Groundplan document".into());
    }
    if let Some(question) =
        schema.pointer_mut("/$defs/Answer/properties/question").and_then(Value::as_object_mut)
    {
        let ids: Vec<&str> = framework::questions().map(|question| question.id).collect();
        question.insert("enum".to_owned(), ids.into());
    }
    if let Some(connection) = schema.pointer_mut("/$defs/Connection").and_then(Value::as_object_mut) {
        let rules = ConnectionKind::ALL.map(|kind| {
            when_kind(
                kind.word(),
                json!({ "properties": { "properties": object(connection_properties(kind)) } }),
            )
        });
        connection.insert("allOf".to_owned(), Value::from(rules.to_vec()));
    }
    if let Some(catalogue) = catalogue
        && let Some(node) = schema.pointer_mut("/$defs/Node")
    {
        let kinds = catalogue.kinds();
        let rules: Vec<Value> = kinds
            .iter()
            .map(|kind| {
                let mut then = json!({ "properties": { "properties": object(kind.properties) } });
                let mut required = Vec::new();
                if kind.contained {
                    required.push("parent");
                }
                if kind.properties.iter().any(|property| property.required) {
                    required.push("properties");
                }
                if !required.is_empty() {
                    then["required"] = required.into();
                }
                when_kind(kind.name, then)
            })
            .collect();
        let listed: Vec<Value> = kinds
            .iter()
            .map(|kind| match kind.title.en {
                "" => json!({ "const": kind.name }),
                title => json!({ "const": kind.name, "title": title }),
            })
            .collect();
        node["allOf"] = rules.into();
        node["properties"]["kind"] = json!({ "oneOf": listed });
    }
    schema
}

/// A field that may be left out may not be null: one meaning, one way to write it.
fn drop_null(field: &mut Value) {
    let is_null = |value: &Value| value == "null" || value.get("type").is_some_and(|name| name == "null");
    if let Some(types) = field.get_mut("type").filter(|types| types.is_array()) {
        let named = types.as_array().into_iter().flatten().find(|name| !is_null(name)).cloned();
        *types = named.unwrap_or_default();
    }
    let Some(fields) = field.as_object_mut() else { return };
    if let Some(Value::Array(options)) = fields.get("anyOf")
        && let [one, null] = options.as_slice()
        && is_null(null)
    {
        let one = one.clone();
        fields.remove("anyOf");
        fields.extend(one.as_object().cloned().into_iter().flatten());
    }
}

fn when_kind(kind: &str, then: Value) -> Value {
    json!({ "if": { "properties": { "kind": { "const": kind } }, "required": ["kind"] }, "then": then })
}

/// An object with these fields and no others.
fn object(properties: &[&Property]) -> Value {
    let fields: serde_json::Map<String, Value> =
        properties.iter().map(|property| (property.name.to_owned(), described(property))).collect();
    let required: Vec<&str> =
        properties.iter().filter(|property| property.required).map(|property| property.name).collect();
    let mut schema = json!({ "type": "object", "additionalProperties": false, "properties": fields });
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

fn described(property: &Property) -> Value {
    let mut schema = shape(&property.shape);
    let Some(fields) = schema.as_object_mut() else { return schema };
    if let Some(default) = property.default.to_json() {
        fields.insert("default".to_owned(), default);
    }
    if !property.label.en.is_empty() {
        fields.insert("title".to_owned(), property.label.en.into());
    }
    let mut description = property.help.en.to_owned();
    for (before, text) in [(" Unit: ", property.unit), (" Source: ", property.source)] {
        if !text.is_empty() {
            description.push_str(before);
            description.push_str(text);
            description.push('.');
        }
    }
    if !description.is_empty() {
        fields.insert("description".to_owned(), description.trim_start().into());
    }
    schema
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Shape::Text(form) => text(*form),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::List(of) => json!({ "type": "array", "items": shape(of) }),
        Shape::Record(fields) => object(fields),
        Shape::Table(of) => json!({ "type": "object", "additionalProperties": shape(of) }),
        Shape::Any => json!({}),
    }
}

fn text(text: TextForm) -> Value {
    let pattern = match text {
        TextForm::Any(most) => return json!({ "type": "string", "maxLength": most }),
        TextForm::Cidr => r"^([0-9]{1,3}\.){3}[0-9]{1,3}/[0-9]{1,2}$",
        TextForm::Domain => r"^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$",
        TextForm::Node(_) => "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        TextForm::InstanceType => r"^[a-z][a-z0-9-]+\.[a-z0-9-]+$",
        TextForm::DatabaseClass => r"^db\.[a-z][a-z0-9-]+\.[a-z0-9-]+$",
        TextForm::Version => r"^[0-9][a-z0-9]*(\.[a-z0-9]+)*$",
        TextForm::DailyWindow => "^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$",
        TextForm::Email => r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
        TextForm::ResourceType => "^[A-Za-z][A-Za-z0-9]+(::[A-Za-z][A-Za-z0-9]+){2,3}$",
    };
    json!({ "type": "string", "pattern": pattern, "$comment": form::expects(text) })
}
