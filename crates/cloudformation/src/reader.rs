//! Text to template: never fails whole, says what it could not take and keeps it.

use indexmap::IndexMap;

use crate::{
    Code, Dependency, Diagnostic, Map, Output, Parameter, PartName, Resource, Span, Template, Value,
    diagnostic::Diagnostics,
    interpret::{map, text, value},
    json_reader,
    node::{Body, Key, Node},
    surface::{FORMAT_VERSION, OUTPUTS, PARAMETERS, PART_KEY, RESOURCES},
    yaml_reader,
};

/// What reading gave: always a template, perhaps an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub template: Template,
    pub places: Places,
    /// In the order of the text, more or less: syntax first.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where the parameters, resources and outputs of the template stand in the text, from key to end of value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub parameters: IndexMap<String, Span>,
    pub resources: IndexMap<String, ResourcePlaces>,
    pub outputs: IndexMap<String, Span>,
}

/// Where a resource and its top-level properties stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourcePlaces {
    pub all: Span,
    pub properties: IndexMap<String, Span>,
}

/// Reads a template in JSON if the text starts like JSON and is, otherwise in YAML.
pub fn read(source: &str) -> Read {
    if source.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('{') {
        let json = read_json(source);
        if !json.diagnostics.iter().any(|found| found.code == Code::Syntax) {
            return json;
        }
        // YAML's flow style starts with a brace too
        let yaml = read_yaml(source);
        return if yaml.diagnostics.iter().any(|found| found.code == Code::Syntax) { json } else { yaml };
    }
    read_yaml(source)
}

/// Reads a template in YAML.
pub fn read_yaml(source: &str) -> Read {
    let mut out = Diagnostics::default();
    let root = yaml_reader::parse(source.strip_prefix('\u{feff}').unwrap_or(source), &mut out);
    template(root, out)
}

/// Reads a template in JSON.
pub fn read_json(source: &str) -> Read {
    let mut out = Diagnostics::default();
    let root = json_reader::parse(source, &mut out);
    template(root, out)
}

/// Reads a single value in YAML.
pub fn read_yaml_value(source: &str) -> (Value, Vec<Diagnostic>) {
    let mut out = Diagnostics::default();
    let found = yaml_reader::parse(source, &mut out).map_or(Value::Null, |node| value(node, &mut out));
    (found, out.0)
}

/// Reads a single value in JSON.
pub fn read_json_value(source: &str) -> (Value, Vec<Diagnostic>) {
    let mut out = Diagnostics::default();
    let found = json_reader::parse(source, &mut out).map_or(Value::Null, |node| value(node, &mut out));
    (found, out.0)
}

const SECTIONS: [&str; 11] = [
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    PARAMETERS,
    "Rules",
    "Mappings",
    "Conditions",
    "Transform",
    RESOURCES,
    OUTPUTS,
    "Hooks",
];

fn template(root: Option<Node>, mut out: Diagnostics) -> Read {
    let mut read = Read::default();
    let Some(root) = root else {
        out.add(
            Default::default(),
            Code::NotATemplate,
            "the text is empty",
            "a template has Resources at least",
        );
        read.diagnostics = out.0;
        return read;
    };
    let start = root.span.start;
    match root.body {
        Body::Map(sections) if root.tag.is_none() => {
            if !sections.iter().any(|(key, _)| key.text == RESOURCES) {
                out.add(
                    start,
                    Code::Incomplete,
                    "the template has no Resources",
                    "a template needs at least one",
                );
            }
            for (key, node) in sections {
                section(&mut read, key, node, &mut out);
            }
        }
        _ => {
            let hint = "expected sections such as Parameters and Resources";
            out.add(start, Code::NotATemplate, "the text is not a map of sections", hint);
        }
    }
    read.diagnostics = out.0;
    read
}

fn section(read: &mut Read, key: Key, node: Node, out: &mut Diagnostics) {
    let template = &mut read.template;
    match (key.text.as_str(), node) {
        ("AWSTemplateFormatVersion", node) => {
            if text(&node) != Some(FORMAT_VERSION) {
                let hint = format!("the only one is {FORMAT_VERSION}, which will be written");
                out.add(node.span.start, Code::FormatVersion, "unknown template format version", hint);
            }
        }
        ("Description", node) if text(&node).is_some() => {
            template.description = text(&node).map(str::to_owned)
        }
        ("Metadata", Node { body: Body::Map(entries), tag: None, .. }) => {
            template.metadata = map(entries, out)
        }
        ("Mappings", Node { body: Body::Map(entries), tag: None, .. }) => {
            template.mappings = map(entries, out)
        }
        ("Conditions", Node { body: Body::Map(entries), tag: None, .. }) => {
            template.conditions = map(entries, out);
        }
        (PARAMETERS, Node { body: Body::Map(entries), tag: None, .. }) => {
            for (key, node) in entries {
                let span = Span { start: key.span.start, end: node.span.end };
                match entry(PARAMETERS, &key, node, &["Type"], template, out) {
                    Some(attributes) => {
                        template.parameters.insert(key.text.clone(), parameter(attributes, out));
                        read.places.parameters.insert(key.text, span);
                    }
                    None => continue,
                }
            }
        }
        (RESOURCES, Node { body: Body::Map(entries), tag: None, .. }) => {
            for (key, node) in entries {
                let all = Span { start: key.span.start, end: node.span.end };
                if let Some(attributes) = entry(RESOURCES, &key, node, &["Type"], template, out) {
                    let (found, properties) = resource(attributes, out);
                    template.resources.insert(key.text.clone(), found);
                    read.places.resources.insert(key.text, ResourcePlaces { all, properties });
                }
            }
        }
        (OUTPUTS, Node { body: Body::Map(entries), tag: None, .. }) => {
            for (key, node) in entries {
                let span = Span { start: key.span.start, end: node.span.end };
                if let Some(attributes) = entry(OUTPUTS, &key, node, &[], template, out) {
                    template.outputs.insert(key.text.clone(), output(attributes, out));
                    read.places.outputs.insert(key.text, span);
                }
            }
        }
        ("Rules" | "Transform" | "Hooks", node) => {
            template.other.insert(key.text, value(node, out));
        }
        (name, node) => {
            if SECTIONS.contains(&name) {
                wrong_shape(name, &node, out);
            } else {
                let message = format!("{name} is not a section of a template");
                out.add(key.span.start, Code::UnknownSection, message, nearest(name, &SECTIONS));
            }
            template.other.insert(key.text, value(node, out));
        }
    }
}

/// The attributes of an entry of a section. What is not one (no map, no text for what it `needs`, an output
/// without a value, a loop) goes to `unread`.
fn entry(
    section: &str,
    key: &Key,
    node: Node,
    needs: &[&str],
    template: &mut Template,
    out: &mut Diagnostics,
) -> Option<Vec<(Key, Node)>> {
    let complete = match &node.body {
        Body::Map(attributes) if node.tag.is_none() => {
            let has = |name: &str, texts: bool| {
                attributes.iter().any(|(key, node)| key.text == name && (!texts || text(node).is_some()))
            };
            needs.iter().all(|name| has(name, true)) && (section != OUTPUTS || has("Value", false))
        }
        _ => false,
    };
    if complete {
        return match node.body {
            Body::Map(attributes) => Some(attributes),
            _ => None,
        };
    }
    if !key.text.starts_with("Fn::") {
        let lacks = if section == OUTPUTS { "Value" } else { "Type" };
        let message = format!("{} in {section} has no {lacks}", key.text);
        out.add(key.span.start, Code::Incomplete, message, "it was kept as it stands");
    }
    let kept = value(node, out);
    template.unread.entry(section.to_owned()).or_default().insert(key.text.clone(), kept);
    None
}

fn parameter(attributes: Vec<(Key, Node)>, out: &mut Diagnostics) -> Parameter {
    let mut found = Parameter::default();
    for (key, node) in attributes {
        let words = text(&node).map(str::to_owned);
        match (key.text.as_str(), words) {
            ("Type", Some(words)) => found.type_ = words,
            ("Description", Some(words)) => found.description = Some(words),
            ("AllowedPattern", Some(words)) => found.allowed_pattern = Some(words),
            ("ConstraintDescription", Some(words)) => found.constraint_description = Some(words),
            ("Default", _) => found.default = Some(value(node, out)),
            ("MinLength", _) => found.min_length = Some(value(node, out)),
            ("MaxLength", _) => found.max_length = Some(value(node, out)),
            ("MinValue", _) => found.min_value = Some(value(node, out)),
            ("MaxValue", _) => found.max_value = Some(value(node, out)),
            ("NoEcho", _) => found.no_echo = Some(value(node, out)),
            ("AllowedValues", _) => match node {
                Node { body: Body::List(items), tag: None, .. } if !items.is_empty() => {
                    found.allowed_values = items.into_iter().map(|item| value(item, out)).collect();
                }
                node => other(key, node, &PARAMETER, &mut found.other, out),
            },
            _ => other(key, node, &PARAMETER, &mut found.other, out),
        }
    }
    found
}

fn resource(attributes: Vec<(Key, Node)>, out: &mut Diagnostics) -> (Resource, IndexMap<String, Span>) {
    let mut found = Resource::default();
    let mut places = IndexMap::new();
    for (key, node) in attributes {
        let words = text(&node).map(str::to_owned);
        match (key.text.as_str(), words) {
            ("Type", Some(words)) => found.type_ = words,
            ("Condition", Some(words)) => found.condition = Some(words),
            ("DependsOn", Some(words)) => found.depends_on = vec![Dependency::LogicalId(words)],
            ("DependsOn", None) => match names(&node) {
                Some(names) => found.depends_on = names,
                None => other(key, node, &RESOURCE, &mut found.other, out),
            },
            ("DeletionPolicy", _) => found.deletion_policy = Some(value(node, out)),
            ("UpdateReplacePolicy", _) => found.update_replace_policy = Some(value(node, out)),
            ("CreationPolicy", _) => found.creation_policy = Some(value(node, out)),
            ("UpdatePolicy", _) => found.update_policy = Some(value(node, out)),
            ("Metadata" | "Properties", _) => match node {
                Node { body: Body::Map(entries), tag: None, .. } if key.text == "Metadata" => {
                    found.metadata = map(entries, out);
                    let part = found.metadata.get(PART_KEY).and_then(Value::as_str).and_then(PartName::parse);
                    if part.is_some() {
                        found.metadata.shift_remove(PART_KEY);
                        found.part = part;
                    }
                }
                Node { body: Body::Map(entries), tag: None, .. } => {
                    let spans = entries.iter().map(|(key, node)| {
                        (key.text.clone(), Span { start: key.span.start, end: node.span.end })
                    });
                    places = spans.collect();
                    found.properties = map(entries, out);
                }
                node => other(key, node, &RESOURCE, &mut found.other, out),
            },
            _ => other(key, node, &RESOURCE, &mut found.other, out),
        }
    }
    (found, places)
}

fn names(node: &Node) -> Option<Vec<Dependency>> {
    match &node.body {
        Body::List(items) if node.tag.is_none() && !items.is_empty() => {
            items.iter().map(|item| text(item).map(Dependency::from)).collect()
        }
        _ => None,
    }
}

fn output(attributes: Vec<(Key, Node)>, out: &mut Diagnostics) -> Output {
    let mut found = Output::default();
    for (key, node) in attributes {
        let words = text(&node).map(str::to_owned);
        match (key.text.as_str(), words) {
            ("Description", Some(words)) => found.description = Some(words),
            ("Condition", Some(words)) => found.condition = Some(words),
            ("Value", _) => found.value = value(node, out),
            ("Export", _) => match <[(Key, Node); 1]>::try_from(match node.body {
                Body::Map(entries) if node.tag.is_none() => entries,
                body => {
                    other(key, Node { body, ..node }, &OUTPUT, &mut found.other, out);
                    continue;
                }
            }) {
                Ok([(name, node)]) if name.text == "Name" => found.export = Some(value(node, out)),
                Ok(entry) => {
                    let node = Node { body: Body::Map(Vec::from(entry)), span: node.span, tag: None };
                    other(key, node, &OUTPUT, &mut found.other, out);
                }
                Err(entries) => {
                    let node = Node { body: Body::Map(entries), span: node.span, tag: None };
                    other(key, node, &OUTPUT, &mut found.other, out);
                }
            },
            _ => other(key, node, &OUTPUT, &mut found.other, out),
        }
    }
    found
}

const PARAMETER: [&str; 11] = [
    "Type",
    "Description",
    "Default",
    "AllowedValues",
    "AllowedPattern",
    "ConstraintDescription",
    "MinLength",
    "MaxLength",
    "MinValue",
    "MaxValue",
    "NoEcho",
];
const RESOURCE: [&str; 9] = [
    "Type",
    "Metadata",
    "Condition",
    "DependsOn",
    "DeletionPolicy",
    "UpdateReplacePolicy",
    "CreationPolicy",
    "UpdatePolicy",
    "Properties",
];
const OUTPUT: [&str; 4] = ["Description", "Condition", "Value", "Export"];

/// Keeps an attribute that has no field or not the shape of its field, and says so.
fn other(key: Key, node: Node, known: &[&str], kept: &mut Map, out: &mut Diagnostics) {
    if known.contains(&key.text.as_str()) {
        wrong_shape(&key.text, &node, out);
    } else if !key.text.starts_with("Fn::") {
        let message = format!("{} is not an attribute known here", key.text);
        out.add(key.span.start, Code::UnknownAttribute, message, nearest(&key.text, known));
    }
    let found = value(node, out);
    kept.insert(key.text, found);
}

fn wrong_shape(name: &str, node: &Node, out: &mut Diagnostics) {
    let found = match &node.body {
        _ if node.tag.is_some() => "a function",
        Body::Scalar(..) => "a single value",
        Body::List(_) => "a list",
        Body::Map(_) => "a map",
    };
    let message = format!("{name} cannot be {found}");
    out.add(node.span.start, Code::WrongShape, message, "it was kept as it stands");
}

/// "did you mean …" for the known name closest to a misspelt one.
fn nearest(name: &str, known: &[&str]) -> String {
    let distance = |other: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &other.to_lowercase());
    let best = known.iter().map(|other| (distance(other), *other)).min();
    match best {
        Some((distance, other)) if distance <= 2 => format!("did you mean {other}?"),
        _ => "it was kept as it stands".to_owned(),
    }
}
