//! Laws every kind keeps.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use architecture::Architecture;
use common::{architecture, estimate, place, sample};
use design::{
    ConnectionKind, Preset, Property, Shape, TextForm, Words, connection_properties, connection_usage,
};
use groundplan_services::{Lane, SERVICES, Service};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// All kinds there are to be; a connection may name one that is still being written.
const KINDS: &[&str] = &[
    "acm_certificate",
    "alb",
    "auto_scaling_group",
    "cfn_resource",
    "cloudfront_distribution",
    "cloudwatch_alarm",
    "cloudwatch_dashboard",
    "cloudwatch_log_group",
    "code_connection",
    "codebuild_project",
    "codecommit_repository",
    "codedeploy_group",
    "codepipeline",
    "ec2_instance",
    "ecr_repository",
    "eks_cluster",
    "eks_node_group",
    "eks_workers",
    "github",
    "iam_role",
    "internet_gateway",
    "kms_key",
    "nat_gateway",
    "on_premises",
    "opensearch_domain",
    "rds_instance",
    "route53_zone",
    "route_table",
    "s3_bucket",
    "secret",
    "security_group",
    "sns_topic",
    "sqs_queue",
    "subnet",
    "users",
    "vpc",
    "vpc_endpoint",
    "waf_web_acl",
];

fn name(service: &dyn Service) -> &'static str {
    service.about().kind.name
}

/// A property and the fields inside it.
fn with_fields(property: &'static Property, visit: &mut impl FnMut(&'static Property)) {
    visit(property);
    let mut shape = &property.shape;
    loop {
        match shape {
            Shape::List(inner) | Shape::Table(inner) => shape = *inner,
            Shape::Record(fields) => {
                fields.iter().for_each(|field| with_fields(field, visit));
                return;
            }
            _ => return,
        }
    }
}

fn every_property(mut visit: impl FnMut(&str, &'static Property)) {
    for service in SERVICES {
        for property in service.about().kind.properties {
            with_fields(property, &mut |property| visit(name(*service), property));
        }
    }
    for kind in ConnectionKind::ALL {
        for property in connection_properties(kind) {
            visit(kind.word(), property);
        }
    }
}

/// The node `x` of a kind with nothing but what it must have, where it may stand.
fn lone(service: &dyn Service) -> Architecture {
    let mut nodes = Map::new();
    place(service, "x", &mut nodes);
    architecture(Value::Object(nodes), json!({}))
}

#[test]
fn services_are_sorted_by_kind() {
    let names: Vec<_> = SERVICES.iter().map(|service| name(*service)).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
}

#[test]
fn everything_is_said_in_both_languages() {
    let said = |words: Words| !words.en.trim().is_empty() && !words.es.trim().is_empty();
    for service in SERVICES {
        let kind = &service.about().kind;
        assert!(said(kind.title), "title of {}", kind.name);
        for field in kind.usage {
            assert!(said(field.help), "{}: usage {}", kind.name, field.name);
        }
    }
    every_property(|kind, property| {
        assert!(said(property.label), "{kind}: label of {}", property.name);
        assert!(said(property.help), "{kind}: help of {}", property.name);
        assert!(
            property.help.en.chars().count() <= 120,
            "{kind}: help of {} is more than a line",
            property.name
        );
        assert!(!property.help.en.contains('\n'), "{kind}: help of {} has lines", property.name);
    });
}

#[test]
fn a_default_lies_within_its_range() {
    every_property(|kind, property| {
        let ok = match (property.default, &property.shape) {
            (Preset::None, _) => true,
            (Preset::Flag(_), Shape::Flag) => true,
            (Preset::Integer(number), Shape::Integer { min, max }) => (*min..=*max).contains(&number),
            (Preset::Text(text), Shape::Choice(words)) => words.contains(&text),
            (Preset::Text(text), Shape::Text(TextForm::Any(max))) => text.chars().count() <= *max,
            (Preset::Text(_), Shape::Text(_)) => true,
            (Preset::Texts(texts), Shape::List(Shape::Choice(words))) => {
                texts.iter().all(|text| words.contains(text))
            }
            (Preset::Texts(_), Shape::List(_)) => true,
            _ => false,
        };
        assert!(ok, "{kind}: default of {} is {:?}", property.name, property.default);
        if let Shape::Integer { min, max } = property.shape {
            assert!(min < max, "{kind}: range of {}", property.name);
        }
        assert!(!(property.required && property.default != Preset::None), "{kind}: {}", property.name);
    });
}

#[test]
fn the_defaults_of_a_kind_say_what_the_document_accepts() {
    for service in SERVICES {
        // Writing the defaults out must load like leaving them out.
        let kind = &service.about().kind;
        let written: Map<String, Value> = kind
            .properties
            .iter()
            .filter_map(|property| Some((property.name.to_owned(), property.default.to_json()?)))
            .collect();
        let document = common::document(json!({}), json!({}));
        let mut node = json!({ "kind": kind.name, "properties": written });
        let bare = lone(*service);
        let x = bare.element("x").unwrap();
        if let Some(parent) = x.parent {
            node["parent"] = bare.elements[parent].id.as_str().into();
        }
        for property in kind.properties.iter().filter(|property| property.required) {
            node["properties"][property.name] = sample(property);
        }
        let mut document = document;
        let mut nodes = json!({ "x": node });
        if bare.element("outer").is_some() {
            let outer = bare.element("outer").unwrap();
            nodes["outer"] = json!({ "kind": outer.kind.name, "parent": "app", "properties": {} });
        }
        common::patch(&mut document, json!({ "nodes": nodes }));
        let full = common::environment(&document, "prod");
        let parts = |architecture: &Architecture| architecture.element("x").unwrap().parts.clone();
        assert_eq!(parts(&bare), parts(&full), "{}", kind.name);
    }
}

#[test]
fn no_default_is_refused_by_its_own_kind() {
    for service in SERVICES {
        let found = lone(*service);
        let own: Vec<_> = found
            .blockers
            .iter()
            .filter(|blocker| blocker.node == "x" && blocker.property.is_some())
            .collect();
        assert!(own.is_empty(), "{}: {own:#?}", name(*service));
    }
}

#[test]
fn names_are_unique_within_a_kind() {
    for service in SERVICES {
        let kind = &service.about().kind;
        let mut seen = BTreeSet::new();
        let usage = kind.usage.iter().map(|field| field.name);
        for name in kind.properties.iter().map(|property| property.name).chain(usage) {
            assert!(seen.insert(name), "{}: {name} stands twice", kind.name);
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                "{name}"
            );
        }
    }
}

#[test]
fn what_is_assumed_of_usage_rises_from_low_to_high() {
    let own =
        SERVICES.iter().flat_map(|service| service.about().kind.usage.iter().map(|f| (name(*service), f)));
    let connections =
        ConnectionKind::ALL.iter().flat_map(|kind| connection_usage(*kind).iter().map(|f| (kind.word(), f)));
    for (kind, field) in own.chain(connections) {
        assert!(!field.unit.is_empty(), "{kind}: unit of {}", field.name);
        let [low, typical, high] = field.assumed.map(|text| text.parse::<Decimal>().unwrap());
        assert!(Decimal::ZERO <= low && low <= typical && typical <= high, "{kind}: {}", field.name);
    }
}

#[test]
fn every_kind_says_what_it_costs() {
    for service in SERVICES {
        let found = estimate(&lone(*service));
        let said = found.lines.iter().any(|line| line.node == "x")
            || found.free.iter().any(|free| free.node == "x")
            || found.unpriced.iter().any(|open| open.node == "x");
        assert!(said, "{} says nothing about its price", name(*service));
    }
}

#[test]
fn every_key_of_a_kind_has_a_price() {
    // With nothing but defaults, a missing fact is a wrong key. Kinds that say themselves why they are unpriced may.
    for service in SERVICES {
        for open in estimate(&lone(*service)).unpriced.iter().filter(|open| open.node == "x") {
            assert!(open.key.is_none(), "{}: {}", name(*service), open.why);
        }
    }
}

#[test]
fn every_icon_is_a_symbol_and_every_connection_ends_at_something() {
    for service in SERVICES {
        let about = service.about();
        let kebab =
            |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(!about.icon.is_empty() && kebab(about.icon), "{}: icon {}", about.kind.name, about.icon);
        assert!(about.drawio.starts_with("mxgraph."), "{}: {}", about.kind.name, about.drawio);
        let drawn: Value = serde_json::from_str(include_str!("../../../assets/icons.json")).unwrap();
        let known = drawn["kinds"].get(about.kind.name).is_some();
        assert!(known || about.lane == Lane::Actor, "{} has no icon in assets/icons.json", about.kind.name);
        let mut kinds = BTreeSet::new();
        for connects in about.kind.connects {
            assert!(kinds.insert(connects.kind), "{}: {:?} stands twice", about.kind.name, connects.kind);
            for to in connects.to {
                assert!(KINDS.contains(to), "{} → {to}: there is no such kind", about.kind.name);
            }
        }
    }
}
