//! Laws: what is written reads back equal, and writes back byte for byte, in YAML and in JSON.

use groundplan_cloudformation::{
    Dependency, Intrinsic, Map, Number, Output, Parameter, PartName, Read, Resource, Template, Value, read,
    read_json, read_json_value, read_yaml, read_yaml_value, template_to_json, template_to_yaml,
    value_to_json, value_to_yaml,
};
use indexmap::IndexMap;
use proptest::{collection::vec, option, prelude::*};

const NASTY: &[&str] = &[
    "",
    " ",
    "~",
    "null",
    "Null",
    "true",
    "False",
    "yes",
    "no",
    "ON",
    "off",
    "y",
    "n",
    "0123",
    "123456789012",
    "1.0",
    "1e3",
    "1.5e+3",
    "0x1F",
    "0o17",
    "1_000",
    ".inf",
    ".nan",
    "12:30",
    "2012-10-17",
    "2001-01-01T00:00:00Z",
    "-",
    "- a",
    "? a",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#",
    "'",
    "''",
    "\"",
    "a'b",
    "\\",
    "\\n",
    "[a]",
    "{a: b}",
    "a, b",
    "*a",
    "&a",
    "!Ref a",
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "---",
    "...",
    "--- a",
    "<<",
    "=",
    "a\n",
    "a\nb",
    "a\n\nb\n",
    "\n",
    "\na",
    "a\n\n",
    " a\nb",
    "a\n b",
    "a \nb",
    "a\n\tb",
    "\ta\nb",
    "a\r\nb",
    "\r",
    "\t",
    "a\t",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{10ffff}",
    "😀",
    "año",
    "a\u{301}",
    "${A}",
    "${!A}",
    "arn:aws:iam::123456789012:root",
    "AWS::Region",
    "AWS::",
    "::",
    "Ref",
    "Fn::Sub",
    "#!/bin/bash\necho \"${A}\" # x\n",
    "---\na",
    "a\n---\nb",
    "a\n...\nb\n",
    "a\n#b",
    "٣",
    "1 2",
    "+1",
    "0",
    "00",
    "-0",
    "9223372036854775808",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(NASTY).prop_map(str::to_owned),
        2 => "[a-zA-Z][a-zA-Z0-9./ -]{0,20}",
        1 => "[ -~\n\t]{0,24}",
        1 => vec(any::<char>(), 0..8).prop_map(String::from_iter),
        1 => (proptest::sample::select(NASTY), proptest::sample::select(NASTY)).prop_map(|(a, b)| format!("{a}{b}")),
    ]
}

/// A key that is not the name of a function: a map with such a key alone is a function.
fn key() -> impl Strategy<Value = String> {
    text()
        .prop_filter("names a function", |key| !key.starts_with("Fn::") && key != "Ref" && key != "Condition")
}

fn entries(value: impl Strategy<Value = Value>, most: usize) -> impl Strategy<Value = Map> {
    vec((key(), value), 0..most).prop_map(Map::from_iter)
}

fn value() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-5_i64..5).prop_map(Value::from),
        Just(Value::Int(123_456_789_012)),
        "-?(0|[1-9][0-9]{0,20})\\.[0-9]{1,20}([eE][+-]?[0-9]{1,2})?"
            .prop_filter_map("number", |text| Number::new(&text).map(Value::Number)),
        "-?[1-9][0-9]{19,25}".prop_filter_map("number", |text| Number::new(&text).map(Value::Number)),
    ];
    let leaf = prop_oneof![
        3 => plain,
        6 => text().prop_map(Value::from),
        1 => text().prop_map(Value::reference),
        1 => (text(), text()).prop_map(|(id, attribute)| Value::get_att(id, attribute)),
        1 => text().prop_map(|name| Intrinsic::Condition(name).into()),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let one = || inner.clone();
        prop_oneof![
            4 => vec(one(), 0..4).prop_map(Value::List),
            6 => entries(one(), 4).prop_map(Value::Map),
            3 => prop_oneof![
                (text(), entries(one(), 3)).prop_map(|(text, variables)| Intrinsic::Sub(text, variables)),
                (text(), one()).prop_map(|(delimiter, list)| Intrinsic::Join(delimiter, list)),
                (text(), one()).prop_map(|(delimiter, text)| Intrinsic::Split(delimiter, text)),
                (one(), one()).prop_map(|(index, list)| Intrinsic::Select(index, list)),
                (one(), one()).prop_map(|(a, b)| Intrinsic::Equals(a, b)),
                (text(), one(), one()).prop_map(|(name, yes, no)| Intrinsic::If(name, yes, no)),
                vec(one(), 0..4).prop_map(Intrinsic::And),
                vec(one(), 0..4).prop_map(Intrinsic::Or),
                vec(one(), 3..5).prop_map(Intrinsic::FindInMap),
                vec(one(), 2..4).prop_map(Intrinsic::Cidr),
            ].prop_map(Value::from),
            3 => prop_oneof![
                one().prop_map(Intrinsic::GetAZs),
                one().prop_map(Intrinsic::Not),
                one().prop_map(Intrinsic::ImportValue),
                one().prop_map(Intrinsic::Base64),
                one().prop_map(Intrinsic::Transform),
                one().prop_map(|argument| Intrinsic::Other("Fn::ToJsonString".into(), argument)),
                one().prop_map(|argument| Intrinsic::Other("Fn::ForEach::Each".into(), argument)),
            ].prop_map(Value::from),
        ]
    })
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-z0-9]{1,8}", Just("No".to_owned()), Just("123456789012".to_owned())]
}

fn some_text() -> impl Strategy<Value = Option<String>> {
    option::weighted(0.3, text())
}

fn some_value() -> impl Strategy<Value = Option<Value>> {
    option::weighted(0.2, value())
}

fn parameter() -> impl Strategy<Value = Parameter> {
    let texts = (text(), some_text(), some_text(), some_text());
    let values = (some_value(), some_value(), some_value(), vec(value(), 0..3));
    (texts, values, entries(value(), 2)).prop_map(
        |((type_, a, b, c), (default, least, no_echo, allowed), other)| Parameter {
            type_,
            description: a,
            default,
            allowed_values: allowed,
            allowed_pattern: b,
            constraint_description: c,
            min_value: least,
            no_echo,
            other,
            ..Parameter::default()
        },
    )
}

fn resource() -> impl Strategy<Value = Resource> {
    let part = option::of(("[a-z][a-z0-9]{0,5}", "[a-z0-9/-]{0,8}").prop_map(|(n, p)| PartName::new(n, p)));
    let waits = vec(text().prop_map(Dependency::LogicalId), 0..3);
    let policies = (some_value(), some_value(), some_value(), some_value());
    let maps = (entries(value(), 5), entries(value(), 2), entries(value(), 2));
    (text(), part, waits, some_text(), policies, maps).prop_map(
        |(type_, part, depends_on, condition, (a, b, c, d), (properties, metadata, other))| Resource {
            type_,
            part,
            metadata,
            condition,
            depends_on,
            deletion_policy: a,
            update_replace_policy: b,
            creation_policy: c,
            update_policy: d,
            properties,
            other,
        },
    )
}

fn output() -> impl Strategy<Value = Output> {
    (value(), some_text(), some_text(), some_value(), entries(value(), 2)).prop_map(
        |(value, description, condition, export, other)| Output {
            description,
            value,
            condition,
            export,
            other,
        },
    )
}

fn template() -> impl Strategy<Value = Template> {
    let maps = (entries(value(), 3), entries(value(), 3), entries(value(), 3), entries(value(), 3));
    let parameters = vec((id(), parameter()), 0..3).prop_map(IndexMap::from_iter);
    let resources = vec((id(), resource()), 0..4).prop_map(IndexMap::from_iter);
    let outputs = vec((id(), output()), 0..3).prop_map(IndexMap::from_iter);
    let looped = option::weighted(0.2, vec(value(), 3..4));
    (some_text(), maps, parameters, resources, outputs, some_value(), looped).prop_map(
        |(
            description,
            (metadata, mappings, conditions, mut other),
            parameters,
            resources,
            outputs,
            transform,
            looped,
        )| {
            other.extend(transform.map(|transform| ("Transform".to_owned(), transform)));
            let looped = looped.map(|items| ("Fn::ForEach::Each".to_owned(), Value::List(items)));
            let unread = looped.map(|entry| ("Resources".to_owned(), Map::from_iter([entry])));
            Template {
                description,
                metadata,
                parameters,
                mappings,
                conditions,
                resources,
                outputs,
                other,
                unread: unread.into_iter().collect(),
            }
        },
    )
}

fn without_syntax_errors(read: Read, text: &str) -> Template {
    let syntax: Vec<_> = read.diagnostics.iter().filter(|found| found.code.as_str() == "syntax").collect();
    assert!(syntax.is_empty(), "{syntax:?}\n{text}");
    read.template
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_survive_yaml(value in value()) {
        let yaml = value_to_yaml(&value).unwrap();
        let (back, diagnostics) = read_yaml_value(&yaml);
        prop_assert_eq!(&back, &value, "{}\n{:?}", yaml, diagnostics);
        prop_assert_eq!(value_to_yaml(&back).unwrap(), yaml);
    }

    #[test]
    fn values_survive_json(value in value()) {
        let json = value_to_json(&value).unwrap();
        let (back, diagnostics) = read_json_value(&json);
        prop_assert_eq!(&back, &value, "{}\n{:?}", json, diagnostics);
        prop_assert_eq!(value_to_json(&back).unwrap(), json.as_str());
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{}", json);
    }

    #[test]
    fn templates_survive_yaml_and_json(template in template()) {
        let yaml = template_to_yaml(&template).unwrap().text;
        let json = template_to_json(&template).unwrap();
        let from_yaml = without_syntax_errors(read_yaml(&yaml), &yaml);
        prop_assert_eq!(&from_yaml, &template, "{}", yaml);
        prop_assert_eq!(template_to_yaml(&from_yaml).unwrap().text, yaml.as_str());
        let from_json = without_syntax_errors(read_json(&json), &json);
        prop_assert_eq!(&from_json, &template, "{}", json);
        prop_assert_eq!(template_to_json(&from_json).unwrap(), json.as_str());
        // one notation leads to the other's bytes, so order survives too
        prop_assert_eq!(template_to_json(&from_yaml).unwrap(), json.as_str());
        prop_assert_eq!(template_to_yaml(&from_json).unwrap().text, yaml.as_str());
        prop_assert_eq!(read(&json).template, template);
    }

    #[test]
    fn the_line_map_says_where_each_resource_and_property_stands(template in template()) {
        let yaml = template_to_yaml(&template).unwrap();
        let lines: Vec<&str> = yaml.text.split('\n').collect();
        let places = read_yaml(&yaml.text).places;
        for (id, resource) in &template.resources {
            let written = &yaml.lines.resources[id];
            prop_assert!(lines[written.all.first - 1].contains(id.as_str()));
            prop_assert_eq!(places.resources[id].all.start.line, written.all.first);
            let names: Vec<_> = written.properties.keys().collect();
            prop_assert_eq!(names, resource.properties.keys().collect::<Vec<_>>());
            for (name, property) in &written.properties {
                prop_assert!(written.all.first < property.first && property.last <= written.all.last);
                prop_assert_eq!(places.resources[id].properties[name].start.line, property.first);
                prop_assert!(places.resources[id].properties[name].end.line <= property.last);
            }
        }
    }

    #[test]
    fn any_text_reads_to_something(noise in text(), cut in any::<prop::sample::Index>(), template in template()) {
        read(&noise);
        for whole in [template_to_yaml(&template).unwrap().text, template_to_json(&template).unwrap()] {
            let at = whole.char_indices().map(|(at, _)| at).nth(cut.index(whole.chars().count())).unwrap_or(0);
            read(&whole[..at]);
            read(&format!("{}{noise}{}", &whole[..at], &whole[at..]));
        }
    }
}
