//! JSON tree to the types of the document, reporting every field that does not fit.

use std::collections::BTreeMap;

use serde_json::Number;

use super::{
    fields::{Fields, by_id, by_name, describe, hole, id, list, number, object, text},
    money::{payment, proposal, rate},
    tree::Tree,
    workload::workload,
};
use crate::{
    Answer, Choice, Connection, ConnectionKind, Demand, Document, End, Environment, Expectation, Frame, Id,
    Map, Node, PartRef, Quantity, RuleSet, Suppression, Tier, Transport,
    document::QuantityRange,
    problem::{Fault, Path, Problems},
};

const DOCUMENT: [&str; 16] = [
    "groundplan",
    "id",
    "name",
    "environments",
    "nodes",
    "connections",
    "layout",
    "usage",
    "suppressions",
    "answers",
    "applications",
    "expectations",
    "rates",
    "proposal",
    "organisation_rules",
    "notes",
];

/// Reads the whole document. What cannot be read is left out and marked as a hole.
pub(super) fn document(tree: Tree<'_>, problems: &Problems) -> Option<Document> {
    let root = Path::Root;
    if let Some(found) = stated_version(&tree).filter(|&found| found > 1) {
        // A newer version may have other fields: what this one thinks of them would mislead.
        problems.push_hole(&root.key("groundplan"), Fault::NewerVersion { found });
        return None;
    }
    let mut fields = Fields::open(tree, &DOCUMENT, &root, problems)?;
    let groundplan = fields.required("groundplan", "the format version, 1", version);
    let id = fields.required("id", "the id of the document", id);
    let name = fields.required("name", "the name that is displayed", text);
    let environments =
        fields.optional("environments", |v, p, s| by_id(v, p, s, environment)).unwrap_or_default();
    let nodes = fields.optional("nodes", |v, p, s| by_id(v, p, s, node)).unwrap_or_default();
    let connections =
        fields.optional("connections", |v, p, s| by_id(v, p, s, connection)).unwrap_or_default();
    let layout = fields.optional("layout", |v, p, s| by_id(v, p, s, frame)).unwrap_or_default();
    let usage = fields.optional("usage", |v, p, s| by_id(v, p, s, volumes)).unwrap_or_default();
    let suppressions =
        fields.optional("suppressions", |v, p, s| by_id(v, p, s, suppression)).unwrap_or_default();
    let answers = fields.optional("answers", |v, p, s| by_id(v, p, s, answer)).unwrap_or_default();
    let expectations =
        fields.optional("expectations", |v, p, s| by_id(v, p, s, expectation)).unwrap_or_default();
    let organisation_rules =
        fields.optional("organisation_rules", |v, p, s| by_id(v, p, s, rule_set)).unwrap_or_default();
    let rates = fields.optional("rates", |v, p, s| by_id(v, p, s, rate)).unwrap_or_default();
    let proposal = fields.optional("proposal", proposal);
    let mut map = |name: &str| -> Map { fields.optional(name, object).unwrap_or_default() };
    let (applications, notes) = (map("applications"), map("notes"));
    Some(Document {
        groundplan: groundplan?,
        id: id?,
        name: name?,
        environments,
        nodes,
        connections,
        layout,
        usage,
        suppressions,
        answers,
        applications,
        expectations,
        rates,
        proposal,
        organisation_rules,
        notes,
    })
}

fn stated_version(tree: &Tree<'_>) -> Option<u64> {
    let Tree::Object(entries) = tree else { return None };
    match entries.iter().find(|(key, _)| key == "groundplan")? {
        (_, Tree::Number(number)) => number.as_u64(),
        _ => None,
    }
}

fn version(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<u32> {
    match tree {
        Tree::Number(number) if number.as_u64() == Some(1) => Some(1),
        other => hole(path, problems, "the format version, 1", other),
    }
}

fn node(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Node> {
    const KNOWN: [&str; 7] = ["kind", "name", "parent", "in", "region", "replaces", "properties"];
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    let kind = fields.required("kind", "a kind such as vpc", text);
    let name = fields.optional("name", text);
    let parent = fields.optional("parent", id);
    let environments = fields.optional("in", |v, p, s| list(v, p, s, id));
    let region = fields.optional("region", text);
    let replaces = fields.optional("replaces", part);
    let properties = fields.optional("properties", object).unwrap_or_default();
    Some(Node { kind: kind?, name, parent, environments, region, replaces, properties: properties.into() })
}

fn part(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<PartRef> {
    let part = match &tree {
        Tree::Text(text) => PartRef::parse(text),
        _ => None,
    };
    part.or_else(|| hole(path, problems, "a part such as data/route-table/1", tree))
}

fn connection(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Connection> {
    const KNOWN: [&str; 5] = ["from", "kind", "to", "name", "properties"];
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    let from = fields.required("from", "the id of the node it starts at", id);
    let kind = fields.required("kind", "a kind of connection such as traffic", connection_kind);
    let to = fields.required("to", "the id of the node it ends at", id);
    let name = fields.optional("name", text);
    let properties = fields.optional("properties", object).unwrap_or_default();
    Some(Connection { from: from?, kind: kind?, to: to?, name, properties: properties.into() })
}

fn connection_kind(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<ConnectionKind> {
    word(tree, path, problems, &ConnectionKind::ALL.map(|kind| (kind.word(), kind)))
}

/// One of some words.
pub(super) fn word<T: Copy>(
    tree: Tree<'_>,
    path: &Path<'_>,
    problems: &Problems,
    words: &[(&str, T)],
) -> Option<T> {
    let found = match &tree {
        Tree::Text(text) => text.as_ref(),
        _ => "",
    };
    let hit = words.iter().find(|(word, _)| *word == found).map(|&(_, meaning)| meaning);
    if hit.is_none() {
        let expected = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let nearest = problems.nearest(found, words.iter().map(|(word, _)| *word));
        let expected = format!("one of {expected}");
        problems.push_hole(path, Fault::Expected { expected, found: describe(&tree.into()), nearest });
    }
    hit
}

fn environment(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Environment> {
    const KNOWN: [&str; 10] = [
        "account",
        "region",
        "tier",
        "profile",
        "zones",
        "workload",
        "budget_usd",
        "payments",
        "overrides",
        "usage",
    ];
    const TIERS: [(&str, Tier); 3] =
        [("production", Tier::Production), ("non-production", Tier::NonProduction), ("shared", Tier::Shared)];
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    let account = fields.required("account", "an account of twelve digits, as text", account);
    let region = fields.required("region", "an AWS region such as us-east-1", text);
    let tier =
        fields.required("tier", "one of production, non-production, shared", |v, p, s| word(v, p, s, &TIERS));
    let profile = fields.optional("profile", text);
    let zones = fields.optional("zones", |v, p, s| list(v, p, s, text));
    let workload = fields.optional("workload", workload);
    let budget_usd = fields.optional("budget_usd", number);
    let payments = fields.optional("payments", |v, p, s| by_id(v, p, s, payment)).unwrap_or_default();
    let overrides = fields
        .optional("overrides", |v, p, s| by_id(v, p, s, |tree, _, _| Some(tree.into())))
        .unwrap_or_default();
    let usage = fields.optional("usage", |v, p, s| by_id(v, p, s, volume_patch)).unwrap_or_default();
    let (account, region, tier) = (account?, region?, tier?);
    Some(Environment {
        account,
        region,
        tier,
        profile,
        zones,
        workload,
        budget_usd,
        payments,
        overrides,
        usage,
    })
}

fn account(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<String> {
    match tree {
        Tree::Text(text) => Some(text.into_owned()),
        other => hole(path, problems, "an account of twelve digits, as text in quotes", other),
    }
}

fn frame(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Frame> {
    four(&tree).or_else(|| hole(path, problems, "four whole numbers [x, y, width, height]", tree))
}

fn four(tree: &Tree<'_>) -> Option<Frame> {
    let whole = |tree: &Tree<'_>| match tree {
        Tree::Number(number) => number.as_i64().and_then(|number| i32::try_from(number).ok()),
        _ => None,
    };
    match tree {
        Tree::List(items) => match items.as_slice() {
            [x, y, width, height] => Some(Frame(whole(x)?, whole(y)?, whole(width)?, whole(height)?)),
            _ => None,
        },
        _ => None,
    }
}

fn volumes(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<BTreeMap<String, Quantity>> {
    by_name(tree, path, problems, quantity)
}

fn volume_patch(
    tree: Tree<'_>,
    path: &Path<'_>,
    problems: &Problems,
) -> Option<BTreeMap<String, Option<Quantity>>> {
    by_name(tree, path, problems, |tree, path, problems| match tree {
        Tree::Null => Some(None),
        tree => quantity(tree, path, problems).map(Some),
    })
}

pub(super) fn quantity(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Quantity> {
    const KNOWN: [&str; 3] = ["low", "typical", "high"];
    match tree {
        Tree::Number(number) => Some(Quantity::One(number)),
        Tree::Object(_) => {
            let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
            let low = fields.required("low", "a number", number);
            let typical = fields.required("typical", "a number", number);
            let high = fields.required("high", "a number", number);
            Some(Quantity::Range(QuantityRange { low: low?, typical: typical?, high: high? }))
        }
        other => hole(path, problems, "a number, or an object with low, typical and high", other),
    }
}

fn suppression(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Suppression> {
    const KNOWN: [&str; 6] = ["rule", "node", "part", "environments", "reason", "until"];
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    let rule = fields.required("rule", "the id of a rule", text);
    let node: Option<Id> = fields.required("node", "the id of a node", id);
    let part = fields.optional("part", text);
    let environments = fields.optional("environments", |v, p, s| list(v, p, s, id));
    let reason = fields.required("reason", "why the finding is accepted", text);
    let until = fields.required("until", "the last day it holds, YYYY-MM-DD", text);
    Some(Suppression { rule: rule?, node: node?, part, environments, reason: reason?, until: until? })
}

fn answer(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Answer> {
    const KNOWN: [&str; 6] = ["question", "choice", "note", "role", "date", "environments"];
    let choices = Choice::ALL.map(|choice| (choice.word(), choice));
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    let question = fields.required("question", "the id of a question such as SEC04", text);
    let choice = fields.required("choice", "one of met, partly-met, not-met, does-not-apply", |v, p, s| {
        word(v, p, s, &choices)
    });
    let note = fields.required("note", "why this is the answer", text);
    let role = fields.required("role", "the role of the person who answers", text);
    let date = fields.required("date", "the day it was answered, YYYY-MM-DD", text);
    let environments = fields.optional("environments", |v, p, s| list(v, p, s, id));
    Some(Answer { question: question?, choice: choice?, note: note?, role: role?, date: date?, environments })
}

fn expectation(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Expectation> {
    const KNOWN: [&str; 7] = ["demand", "from", "to", "port", "protocol", "reason", "environments"];
    let demands = Demand::ALL.map(|demand| (demand.word(), demand));
    let transports = Transport::ALL.map(|transport| (transport.word(), transport));
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    let demand = fields.required("demand", "one of must-reach, must-not-reach, only-from", |v, p, s| {
        word(v, p, s, &demands)
    });
    let from = fields.required("from", "a list of who calls", |v, p, s| list(v, p, s, end));
    let to = fields.required("to", "a list of what is called", |v, p, s| list(v, p, s, end));
    let port = fields.optional("port", port);
    let protocol = fields.optional("protocol", |v, p, s| word(v, p, s, &transports));
    let reason = fields.optional("reason", text);
    let environments = fields.optional("environments", |v, p, s| list(v, p, s, id));
    Some(Expectation { demand: demand?, from: from?, to: to?, port, protocol, reason, environments })
}

fn end(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<End> {
    let end = match &tree {
        Tree::Text(text) => End::parse(text),
        _ => None,
    };
    end.or_else(|| hole(path, problems, "`internet`, a block such as 10.0.0.0/16, or the id of a node", tree))
}

fn port(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<u16> {
    let port = match &tree {
        Tree::Number(number) => number.as_u64().and_then(|number| u16::try_from(number).ok()),
        _ => None,
    };
    port.or_else(|| hole(path, problems, "a port from 1 to 65535", tree))
}

fn rule_set(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<RuleSet> {
    const KNOWN: [&str; 2] = ["name", "text"];
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    let name = fields.required("name", "the name that is displayed", text);
    let lines =
        fields.required("text", "rules in the CloudFormation Guard language, a list of lines", |v, p, s| {
            list(v, p, s, text)
        });
    Some(RuleSet { name: name?, text: lines?.join("\n").into() })
}

/// A whole number that fits; the checks know its range.
pub(super) fn whole<T: TryFrom<u64>>(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<T> {
    let fitting = |number: &Number| number.as_u64().and_then(|number| T::try_from(number).ok());
    match &tree {
        Tree::Number(number) => fitting(number),
        _ => None,
    }
    .or_else(|| hole(path, problems, "a whole number from 0 up", tree))
}
