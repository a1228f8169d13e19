//! Examples of rules: small designs that are their tests.

use architecture::Architecture;
use serde_json::{Value, json};
use services::Services;

use crate::{Rule, check_element, registry::EXAMPLES, validate::position};

/// The day examples are judged on (`YYYY-MM-DD`): supported versions depend on it.
pub const EXAMPLE_DAY: &str = "2026-11-23";

/// What a rule must say of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    Violated,
    Satisfied,
    CannotTell,
    /// The rule says nothing at all.
    NotApplicable,
}

/// A design and what the rule must say of it.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    pub expect: Expect,
    /// Why, in a few words.
    pub name: &'static str,
    /// `{"nodes": {…}, "connections": {…}}`, merged into [`example_document`]; `"environment"` may change `prod`.
    pub design: &'static str,
}

/// The examples of a rule. Apart from [`Rule`], so that a program that judges does not carry them: they are a third of
/// what rules weigh.
pub trait Examples: Sync {
    /// Small designs that violate it, satisfy it, and to which it does not apply.
    fn examples(&self) -> &'static [Example];
}

/// The examples of one of our rules.
pub fn examples(rule: &dyn Rule) -> &'static [Example] {
    position(rule.about().id).and_then(|at| EXAMPLES.get(at)).map_or(&[], |one| one.examples())
}

/// The design every example is merged into (RFC 7396): an environment `prod`, a shared one, and a VPC `vpc` over
/// two zones with the tiers `public`, `app` (private) and `data` (isolated), and the internet gateway `igw`.
pub fn example_document(example: &Example) -> Result<Value, serde_json::Error> {
    let mut document = json!({
        "groundplan": 1,
        "id": "example",
        "name": "Example",
        "environments": {
            "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" },
            "shared": { "account": "444444444444", "region": "us-east-1", "tier": "shared" }
        },
        "nodes": {
            "vpc": { "kind": "vpc", "properties": {} },
            "igw": { "kind": "internet_gateway", "parent": "vpc", "properties": {} },
            "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public", "slot": 0 } },
            "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private", "slot": 1 } },
            "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated", "slot": 2 } }
        }
    });
    let patch: Value = serde_json::from_str(example.design)?;
    merge(&mut document, &patch);
    Ok(document)
}

/// Whether the rule knows how to mend one of its examples.
pub fn offers_fix(rule: &'static dyn Rule) -> bool {
    let violated = examples(rule).iter().filter(|example| example.expect == Expect::Violated);
    violated.filter_map(resolved).any(|architecture| {
        let mut findings = Vec::new();
        for (ix, _) in architecture.own() {
            check_element(rule, &architecture, ix, EXAMPLE_DAY, &mut findings);
        }
        findings.iter().any(|finding| finding.fix.is_some())
    })
}

/// An example's `prod`; `None` where the example is no design, which its tests tell.
fn resolved(example: &Example) -> Option<Architecture> {
    let document = example_document(example).ok()?;
    let document = design::load(document.to_string().as_bytes(), &Services).ok()?;
    architecture::resolve(&document, "prod", &Services).ok()
}

fn merge(target: &mut Value, patch: &Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => design::merge_patch(target, patch),
        (target, patch) => *target = patch.clone(),
    }
}
