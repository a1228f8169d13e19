//! Every kind in every pair of property values, and at both ends of every connection: nothing has a quantity and no
//! price unless the book says that it is free, every element says what it costs, and each slug that is asked for is
//! one its kind declares.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{environment, estimate, place};
use design::{Property, Shape, TextForm};
use groundplan_services::{SERVICES, Service, gaps::fits, service, transfer};
use pricing::{Book, Decimal, Key};
use serde_json::{Map, Value, json};

/// Slugs that kinds asked for, in all designs.
#[derive(Default)]
struct Asked(BTreeMap<&'static str, BTreeSet<String>>);

/// One way in which a design can differ: what may be said, each as a patch of the design.
type Dimension = Vec<Value>;

impl Asked {
    /// Prices a design and looks at each line; `what` names the design where something is wrong.
    fn look_at(&mut self, design: &Value, what: &str) {
        let architecture = environment(design, "prod");
        let estimate = estimate(&architecture);
        let kind = |node: &str| architecture.element(node).unwrap().kind.name;
        for line in &estimate.lines {
            let free = Book::embedded().find(&line.key).unwrap();
            let free = free.tiers.iter().all(|tier| tier.usd.is_zero());
            let Key { slug, .. } = &line.key;
            for (quantity, amount) in [
                (line.quantity.low, line.monthly.low),
                (line.quantity.typical, line.monthly.typical),
                (line.quantity.high, line.monthly.high),
            ] {
                let silent = quantity > Decimal::ZERO && amount.is_zero();
                assert!(free || !silent, "{what}: {quantity} of {slug} cost {} nothing", line.node);
            }
            self.0.entry(kind(&line.node)).or_default().insert(slug.clone());
        }
        for open in &estimate.unpriced {
            assert!(!open.why.is_empty(), "{what}: {} does not say why it is unpriced", open.node);
            if let Some(key) = &open.key {
                self.0.entry(kind(&open.node)).or_default().insert(key.slug.clone());
            }
        }
        for (_, element) in architecture.own() {
            let node = element.id.as_str();
            let said = estimate.lines.iter().any(|line| line.node == node)
                || estimate.free.iter().any(|free| free.node == node)
                || estimate.unpriced.iter().any(|open| open.node == node);
            assert!(said, "{what}: {node} says nothing about its price");
        }
    }
}

/// What a property can be: each choice, both states of a flag, the ends of a range, and left out.
fn values(property: &'static Property) -> Vec<Option<Value>> {
    let some = |values: &[&str]| values.iter().map(|value| Some(Value::from(*value))).collect();
    let mut found: Vec<Option<Value>> = match property.shape {
        Shape::Flag => vec![Some(false.into()), Some(true.into())],
        Shape::Integer { min, max } => vec![Some(min.into()), Some(max.into())],
        Shape::Choice(words) => some(words),
        Shape::Text(TextForm::InstanceType) => {
            some(&["m6i.large", "t2.small", "t3.large", "t3a.small", "t4g.nano"])
        }
        Shape::Text(TextForm::DatabaseClass) => {
            some(&["db.m6i.large", "db.r7i.metal-24xl", "db.t3.medium", "db.t4g.large"])
        }
        Shape::Text(TextForm::Version) => some(&["11.22", "12.22", "17.11", "8.0.43"]),
        Shape::List(Shape::Choice(words)) => {
            vec![Some(json!([])), Some(json!([words[0]])), Some(json!(words))]
        }
        Shape::List(Shape::Text(TextForm::Email)) => vec![Some(json!(["a@example.com", "b@example.com"]))],
        Shape::List(Shape::Text(_)) if property.name == "replica_regions" => {
            vec![Some(json!(["us-west-2", "mx-central-1"]))]
        }
        _ => Vec::new(),
    };
    if !property.required {
        found.push(None);
    }
    found
}

/// The dimensions of a kind's node `x`: where it stands, what is stated of its volumes, each property.
fn dimensions(kind: &'static design::Kind) -> Vec<Dimension> {
    let of_node = |patch: Value| json!({ "nodes": { "x": patch } });
    let mut all: Vec<Dimension> = Vec::new();
    let parents = kind.parents.iter().flat_map(|parent| match *parent {
        "subnet" => vec!["app", "data", "public"],
        "vpc" => vec!["vpc"],
        _ => Vec::new(),
    });
    let parents: Dimension = parents.map(|parent| of_node(json!({ "parent": parent }))).collect();
    if !parents.is_empty() {
        all.push(parents);
    }
    if !kind.usage.is_empty() {
        let stated = |amount: u64| {
            let fields: Map<String, Value> =
                kind.usage.iter().map(|field| (field.name.to_owned(), amount.into())).collect();
            json!({ "usage": { "x": fields } })
        };
        all.push(vec![json!({}), stated(0), stated(1), stated(100_000)]);
    }
    for property in kind.properties {
        let patches = values(property).into_iter().map(|value| match value {
            Some(value) => of_node(json!({ "properties": { property.name: value } })),
            None => json!({}),
        });
        let patches: Dimension = patches.collect();
        if patches.len() > 1 {
            all.push(patches);
        }
    }
    all
}

/// Rows of choices, one for each dimension, in which each two choices of two dimensions meet at least once.
fn pairs(sizes: &[usize]) -> Vec<Vec<usize>> {
    let mut open: BTreeSet<(usize, usize, usize, usize)> = BTreeSet::new();
    for (i, &of_i) in sizes.iter().enumerate() {
        for (j, &of_j) in sizes.iter().enumerate().skip(i + 1) {
            open.extend((0..of_i).flat_map(|a| (0..of_j).map(move |b| (i, a, j, b))));
        }
    }
    let mut rows = Vec::new();
    while let Some(&(i, a, j, b)) = open.first() {
        let mut row: Vec<Option<usize>> = vec![None; sizes.len()];
        (row[i], row[j]) = (Some(a), Some(b));
        for at in 0..sizes.len() {
            if row[at].is_some() {
                continue;
            }
            let meets = |choice: usize| {
                let others = row.iter().enumerate().filter_map(|(other, chosen)| Some((other, (*chosen)?)));
                let new = |(other, chosen): &(usize, usize)| match *other < at {
                    true => open.contains(&(*other, *chosen, at, choice)),
                    false => open.contains(&(at, choice, *other, *chosen)),
                };
                others.filter(new).count()
            };
            row[at] = (0..sizes[at]).max_by_key(|&choice| (meets(choice), std::cmp::Reverse(choice)));
        }
        let row: Vec<usize> = row.into_iter().flatten().collect();
        for (i, &a) in row.iter().enumerate() {
            for (j, &b) in row.iter().enumerate().skip(i + 1) {
                open.remove(&(i, a, j, b));
            }
        }
        rows.push(row);
    }
    // a kind of one dimension, or none
    match sizes {
        [] => vec![Vec::new()],
        [only] => (0..*only).map(|choice| vec![choice]).collect(),
        _ => rows,
    }
}

/// The design with one node `x` of a kind.
fn lone(service: &dyn Service) -> Value {
    let mut nodes = Map::new();
    place(service, "x", &mut nodes);
    let mut design = common::document(Value::Object(nodes), json!({}));
    common::patch(&mut design, json!({ "usage": {} }));
    design
}

fn each_pair_of_values(asked: &mut Asked) {
    for service in SERVICES {
        let kind = &service.about().kind;
        let dimensions = dimensions(kind);
        let sizes: Vec<usize> = dimensions.iter().map(Vec::len).collect();
        let base = lone(*service);
        for row in pairs(&sizes) {
            let mut design = base.clone();
            for (dimension, choice) in dimensions.iter().zip(&row) {
                common::patch(&mut design, dimension[*choice].clone());
            }
            asked.look_at(&design, &format!("{} {row:?}", kind.name));
        }
    }
}

/// What more than two values together decide.
fn what_takes_more_than_two(asked: &mut Asked) {
    for engine in ["postgres", "sqlserver-se"] {
        for multi_az in [false, true] {
            for storage in ["gp3", "io1", "io2"] {
                let mut design = lone(service("rds_instance").unwrap());
                let properties = json!({
                    "allocated_gib": 1000, "engine": engine, "iops": 20_000, "multi_az": multi_az,
                    "storage_type": storage, "throughput_mibps": 1000
                });
                common::patch(
                    &mut design,
                    json!({ "nodes": { "x": { "parent": "data", "properties": properties } } }),
                );
                asked.look_at(&design, &format!("{engine} on {storage}, Multi-AZ {multi_az}"));
            }
        }
    }
}

/// Each connection a kind may start, with its volume stated and not, within a zone and to another one, within a region
/// and to another one.
fn each_connection(asked: &mut Asked) {
    for from in SERVICES {
        let kind = &from.about().kind;
        for connects in kind.connects {
            let any = SERVICES.iter().map(|other| other.about().kind.name);
            let to: Vec<&str> = if connects.to.is_empty() { any.collect() } else { connects.to.to_vec() };
            for to in to {
                for stated in [false, true] {
                    let mut nodes = Map::new();
                    place(*from, "x", &mut nodes);
                    place(service(to).unwrap(), "y", &mut nodes);
                    if nodes["y"]["kind"] == "ec2_instance" {
                        nodes["y"]["properties"]["zone"] = 2.into();
                    }
                    if connects.kind.word() == "replicates" && stated {
                        nodes["y"]["region"] = "us-west-2".into();
                        nodes["y"]["properties"]["purpose"] = "replica".into();
                    }
                    let connection = json!({ "from": "x", "kind": connects.kind.word(), "to": "y" });
                    let mut design = common::document(Value::Object(nodes), json!({ "x-y": connection }));
                    if stated && !design::connection_usage(connects.kind).is_empty() {
                        common::patch(&mut design, json!({ "usage": { "x-y": { "gib_per_month": 5 } } }));
                    }
                    let bytes = serde_json::to_vec(&design).unwrap();
                    // Some kinds may not stand in the same environment, or where the example puts them.
                    if design::load(&bytes, &groundplan_services::Services).is_ok() {
                        asked.look_at(&design, &format!("{} {} {to}", kind.name, connects.kind.word()));
                    }
                }
            }
        }
    }
}

#[test]
fn pairs_cover_each_two_choices() {
    for sizes in [vec![2, 3, 4], vec![1, 5, 2, 2, 3], vec![2; 8]] {
        let rows = pairs(&sizes);
        for (i, of_i) in sizes.iter().enumerate() {
            for (j, of_j) in sizes.iter().enumerate().skip(i + 1) {
                for a in 0..*of_i {
                    for b in 0..*of_j {
                        assert!(rows.iter().any(|row| row[i] == a && row[j] == b), "{sizes:?} {i}{a} {j}{b}");
                    }
                }
            }
        }
        assert!(rows.len() < sizes.iter().product());
    }
}

#[test]
fn nothing_is_silently_free_and_each_slug_is_declared() {
    let mut asked = Asked::default();
    each_pair_of_values(&mut asked);
    what_takes_more_than_two(&mut asked);
    each_connection(&mut asked);
    let between: BTreeSet<&String> = asked
        .0
        .values()
        .flatten()
        .filter(|slug| transfer::PRICES.iter().any(|form| fits(form, slug)))
        .collect();
    for form in transfer::PRICES {
        assert!(between.iter().any(|slug| fits(form, slug)), "no connection ever asks for {form}");
    }
    for service in SERVICES {
        let kind = service.about().kind.name;
        let none = BTreeSet::new();
        let slugs = asked.0.get(kind).unwrap_or(&none);
        for slug in slugs {
            let declared = service.prices().iter().chain(transfer::PRICES).any(|form| fits(form, slug));
            assert!(declared, "{kind} asks for {slug}, which it does not declare");
        }
        for form in service.prices() {
            assert!(
                slugs.iter().any(|slug| fits(form, slug)),
                "{kind} never asks for {form}, which it declares"
            );
        }
        assert!(service.prices().is_sorted(), "{kind}: what it asks for is not in order");
    }
}
