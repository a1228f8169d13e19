//! Laws that hold for every design and every sequence of edits: soundness, undo, and printing.
#![allow(clippy::unwrap_used)]

mod fake;

use std::collections::BTreeSet;

use fake::Fake;
use groundplan_design::{
    Catalogue, Command, ConnectionKind, Delta, Document, Id, Settings, Tier, apply, canonical, check, load,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Raw choices; what they mean depends on the design at that moment.
type Choice = [u16; 5];

fn pick<T: Clone>(from: impl IntoIterator<Item = T>, choice: u16) -> Option<T> {
    let all: Vec<T> = from.into_iter().collect();
    all.get(choice as usize % all.len().max(1)).cloned()
}

fn one_of(from: &[&str], choice: u16) -> String {
    from[choice as usize % from.len()].to_owned()
}

/// A property of the fake kinds with a value that mostly fits.
fn property(choice: u16) -> (&'static str, Value) {
    let n = choice / 16;
    match choice % 13 {
        0 => ("retention_days", json!(1 + n % 4000)),
        1 => ("zone", json!(1 + n % 5)),
        2 => ("zones", json!(n % 6)),
        3 => ("multi_az", json!(n.is_multiple_of(2))),
        4 => ("engine", json!(one_of(&["postgres", "mysql", "sqlite"], n))),
        5 => ("cidr", json!(format!("10.{}.0.0/16", n % 256))),
        6 => ("access", json!(one_of(&["public", "isolated"], n))),
        7 => ("tags", json!({ "a": "1", "b": n.to_string() })),
        8 => ("words", json!(["x", "y"])),
        9 => ("raw", json!({ "Deep": [{ "x": 0.1 * f64::from(n) }, null, "“ü”\n"], "n": n })),
        10 => ("log_group", json!(format!("n{}", n % 12))),
        11 => ("node", json!(format!("n{}", n % 12))),
        _ => ("instance_class", json!("db.t4g.medium")),
    }
}

fn node(document: &Document, [kind, parent, given, ..]: Choice) -> Value {
    let kind = pick(Fake.kinds(), kind).unwrap();
    let homes = document.nodes.iter().filter(|(_, node)| kind.parents.contains(&node.kind.as_str()));
    let parent = pick(homes.map(|(id, _)| id.clone()), parent);
    let mut properties = json!({});
    let (name, value) = property(given);
    if kind.properties.iter().any(|property| property.name == name) {
        properties[name] = value;
    }
    match kind.name {
        "rds_instance" => properties["engine"] = json!("mysql"),
        "cfn_resource" => properties["type"] = json!("AWS::SNS::Topic"),
        _ => {}
    }
    json!({ "kind": kind.name, "parent": parent, "properties": properties })
}

/// What the choices mean for this design. Mostly legal, sometimes not.
fn command(document: &Document, choice: Choice) -> Command {
    let [op, a, b, c, d] = choice;
    let any_node = || pick(document.nodes.keys().cloned(), a);
    let elements = || document.nodes.keys().chain(document.connections.keys()).cloned();
    let any = pick(elements(), a);
    let environment = pick(document.environments.keys().cloned(), b);
    let maybe = environment.clone().filter(|_| c.is_multiple_of(2));
    let fresh = format!("n{}", d % 12);
    let account = json!({ "account": "111111111111", "region": "us-east-1", "profile": format!("p{c}"),
        "tier": one_of(&["production", "non-production", "shared"], c) });
    let (name, value) = property(d);
    let section = one_of(&["applications", "notes"], a);
    let json = match op % 34 {
        0..=4 => json!({ "do": "add-node", "id": fresh, "node": node(document, [a, b, c, d, 0]) }),
        5 => json!({ "do": "remove-node", "id": any_node() }),
        6 => json!({ "do": "rename", "id": any, "to": fresh }),
        7 => json!({ "do": "set-name", "id": any, "name": (b % 3 > 0).then(|| format!("Name {b}")) }),
        8 => {
            // Every third one names any node, so that circles and illegal parents are tried too.
            let child = any_node();
            let kind = child.as_ref().and_then(|child| Fake.kind(&document.nodes[child].kind));
            let homes = document.nodes.iter().filter(|(_, node)| {
                c.is_multiple_of(3) || kind.is_some_and(|kind| kind.parents.contains(&node.kind.as_str()))
            });
            json!({ "do": "reparent", "id": child, "parent": pick(homes.map(|(id, _)| id.clone()), b) })
        }
        9..=11 => {
            json!({ "do": "set-property", "id": any, "environment": maybe, "path": [name], "value": value })
        }
        12 => {
            let path = ["tags".to_owned(), one_of(&["a", "c"], d)];
            json!({ "do": "set-property", "id": any, "environment": maybe, "path": path, "value": "t" })
        }
        13 => json!({ "do": "unset-property", "id": any, "environment": maybe, "path": [name] }),
        14 => {
            json!({ "do": "set-present", "id": any, "environment": environment, "present": c.is_multiple_of(2) })
        }
        15 => json!({ "do": "set-in", "id": any_node(),
            "environments": (b % 3 > 0).then(|| document.environments.keys().take(b as usize % 3).collect::<Vec<_>>()) }),
        16 => {
            json!({ "do": "set-region", "id": any_node(), "region": (b.is_multiple_of(2)).then_some("eu-west-1") })
        }
        17..=19 => {
            let from = any_node();
            let kind = from.as_ref().and_then(|from| Fake.kind(&document.nodes[from].kind));
            let legal = kind.and_then(|kind| pick(kind.connects, b));
            let to = document.nodes.iter().filter(|(_, node)| {
                legal.is_none_or(|legal| legal.to.is_empty() || legal.to.contains(&node.kind.as_str()))
            });
            json!({ "do": "add-connection", "id": format!("c{}", d % 8), "connection": {
                "from": from, "kind": legal.map_or(ConnectionKind::Uses, |legal| legal.kind),
                "to": pick(to.map(|(id, _)| id.clone()), c) } })
        }
        20 => json!({ "do": "remove-connection", "id": pick(document.connections.keys().cloned(), a) }),
        21 => json!({ "do": "retarget", "id": pick(document.connections.keys().cloned(), a),
            "to": pick(document.nodes.keys().cloned(), b) }),
        22 => {
            let name = one_of(&["gib_per_month", "gib_ingested", "gib_stored", "gib_out"], d);
            let quantity = match b % 3 {
                0 => Value::Null,
                1 => json!(f64::from(c) / 8.0),
                _ => json!({ "low": 1, "typical": c, "high": 70_000 }),
            };
            let quantity = (!quantity.is_null()).then_some(quantity);
            json!({ "do": "set-usage", "id": any, "environment": maybe, "name": name, "quantity": quantity })
        }
        23 => json!({ "do": "unset-usage", "id": any, "environment": maybe, "name": "gib_out" }),
        24 => json!({ "do": "set-frame", "id": any, "frame": [b, c, d.max(1), 40] }),
        25 => json!({ "do": "clear-frame", "id": any }),
        26 => json!({ "do": "add-environment", "id": format!("e{}", d % 4), "environment": account }),
        27 if d.is_multiple_of(3) => json!({ "do": "remove-environment", "id": environment }),
        27 => json!({ "do": "change-environment", "id": environment, "settings": account }),
        28 => {
            json!({ "do": "suppress", "id": format!("s{}", d % 4), "suppression": { "rule": "r", "node": any_node(),
            "environments": environment.map(|id| vec![id]), "reason": "because", "until": "2027-01-01" } })
        }
        29 => {
            json!({ "do": "set-entry", "section": section, "key": format!("k{}", d % 4), "value": { "v": d } })
        }
        30 => {
            json!({ "do": "answer", "id": format!("a{}", d % 4), "answer": { "question": one_of(&["SEC01", "SEC04"], a),
            "choice": one_of(&["met", "not-met"], c), "note": "n", "role": "r", "date": "2026-11-23",
            "environments": environment.map(|id| vec![id]) } })
        }
        31 => {
            let ends = |end: Option<Id>| end.map(|id| vec![id]).unwrap_or_default();
            json!({ "do": "expect", "id": format!("x{}", d % 4), "expectation": {
                "demand": one_of(&["must-reach", "must-not-reach", "only-from"], b), "from": ends(any_node()),
                "to": ends(pick(document.nodes.keys().cloned(), c)), "environments": environment.map(|id| vec![id]) } })
        }
        32 if c.is_multiple_of(3) => {
            json!({ "do": "remove-rule-set", "id": pick(document.organisation_rules.keys().cloned(), a) })
        }
        32 => json!({ "do": "set-rule-set", "id": format!("r{}", d % 4),
            "rule_set": { "name": format!("Rules {a}"), "text": [format!("rule R{b} {{"), "  Resources exists", "}"] } }),
        _ => match d % 7 {
            6 => {
                json!({ "do": "withdraw-expectation", "id": pick(document.expectations.keys().cloned(), a) })
            }
            5 => json!({ "do": "withdraw-answer", "id": pick(document.answers.keys().cloned(), a) }),
            0 => json!({ "do": "unsuppress", "id": pick(document.suppressions.keys().cloned(), a) }),
            1 => json!({ "do": "unset-entry", "section": section, "key": format!("k{}", a % 4) }),
            2 => json!({ "do": "set-document-name", "name": format!("Design {a}") }),
            3 => json!({ "do": "replace-part", "id": fresh, "part": format!("{}/route-table/{}",
                any_node().map_or("x".to_owned(), |id| id.to_string()), b % 3), "node": { "kind": "group" } }),
            _ => {
                let explicit = document.nodes.iter().filter(|(_, node)| node.replaces.is_some());
                json!({ "do": "derive-again", "id": pick(explicit.map(|(id, _)| id.clone()), a) })
            }
        },
    };
    let json = if op.is_multiple_of(7) { json!({ "do": "batch", "commands": [json] }) } else { json };
    // A choice that found nothing to act on becomes an edit that is refused.
    serde_json::from_value(json).unwrap_or_else(|_| Command::RemoveNode { id: Id::new("nothing").unwrap() })
}

fn empty() -> Document {
    load(br#"{ "groundplan": 1, "id": "design", "name": "Design" }"#, &Fake).unwrap()
}

/// Edits an empty design; gives the design after each accepted edit and its delta.
fn grow(choices: &[Choice]) -> (Document, Vec<Delta>) {
    let mut document = empty();
    let mut deltas = Vec::new();
    for choice in choices {
        let command = command(&document, *choice);
        deltas.extend(apply(&mut document, &Fake, command));
    }
    (document, deltas)
}

fn choices(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<Choice>> {
    proptest::collection::vec(any::<Choice>(), count)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_edit_leaves_a_sound_design_or_none_at_all(choices in choices(60)) {
        let mut document = empty();
        for choice in choices {
            let before = document.clone();
            match apply(&mut document, &Fake, command(&before, choice)) {
                Ok(delta) => {
                    prop_assert_eq!(check(&document, &Fake), []);
                    let sent = serde_json::to_string(&delta).unwrap();
                    prop_assert_eq!(&serde_json::from_str::<Delta>(&sent).unwrap(), &delta);
                    let mut again = before.clone();
                    delta.apply(&mut again).unwrap();
                    prop_assert_eq!(&again, &document);
                    delta.inverse().apply(&mut again).unwrap();
                    prop_assert_eq!(again, before);
                }
                Err(refusal) => {
                    prop_assert!(!refusal.to_string().is_empty());
                    prop_assert_eq!(&document, &before);
                }
            }
        }
    }

    #[test]
    fn undoing_hundreds_of_edits_gives_the_first_design(choices in choices(300..400)) {
        let (last, deltas) = grow(&choices);
        let mut undone = last.clone();
        for delta in deltas.iter().rev() {
            delta.inverse().apply(&mut undone).unwrap();
        }
        prop_assert_eq!(&undone, &empty());

        let whole = deltas.into_iter().fold(Delta::default(), Delta::then);
        whole.apply(&mut undone).unwrap();
        prop_assert_eq!(&undone, &last);
        whole.inverse().apply(&mut undone).unwrap();
        prop_assert_eq!(undone, empty());
    }

    #[test]
    fn reading_what_was_printed_gives_the_same_design_and_the_same_bytes(choices in choices(0..200)) {
        let (document, _) = grow(&choices);
        let text = canonical::print(&document);
        let read = load(text.as_bytes(), &Fake).unwrap();
        prop_assert_eq!(&read, &document);
        prop_assert_eq!(canonical::print(&read), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_a_reason(text in ".{0,200}", cut in 0usize..2000) {
        let sample = include_str!("documents/example.json");
        let cut = sample.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(0);
        for bytes in [text.as_bytes(), &sample.as_bytes()[..cut]] {
            if let Err(errors) = load(bytes, &Fake) {
                prop_assert!(!errors.problems.is_empty());
            }
        }
    }
}

/// The generator reaches every command; otherwise the laws above would hold for want of trying.
#[test]
fn the_generator_gets_every_command_accepted() {
    let mut state: u64 = 7;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as u16
    };
    let mut document = empty();
    let mut accepted = BTreeSet::new();
    let mut count = 0;
    for _ in 0..6400 {
        let command = command(&document, std::array::from_fn(|_| next()));
        let name = serde_json::to_value(&command).unwrap()["do"].as_str().unwrap().to_owned();
        if apply(&mut document, &Fake, command).is_ok() {
            accepted.insert(name);
            count += 1;
        }
    }
    assert_eq!(accepted.len(), 34, "accepted: {accepted:?}");
    assert!(count > 3000, "only {count} of 6400 accepted");
}

#[test]
fn settings_are_an_environment_without_its_overlays() {
    let document = load(include_bytes!("documents/example.json"), &Fake).unwrap();
    let settings = Settings::of(&document.environments["prod"]);
    assert_eq!((settings.tier, settings.profile.as_deref()), (Tier::Production, Some("legal-prod")));
}
