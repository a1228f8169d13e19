//! What a rule says of a kind, the template of that kind shows: no rule is satisfied by a promise.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{document, judge, name, resolve};
use groundplan_rules::{Built, Expect, RULES, Status};
use serde_json::Value;
use services::kinds::cfn_resource;

/// The resources of a template that a property decides about: node, and whether it is as it should be.
fn shown(built: &Built, template: &cloudformation::Template) -> Vec<(String, Option<bool>)> {
    let json: Value = serde_json::from_str(&cloudformation::template_to_json(template).unwrap()).unwrap();
    let mut shown = Vec::new();
    for (id, resource) in json["Resources"].as_object().unwrap() {
        if !built.types.contains(&resource["Type"].as_str().unwrap()) {
            continue;
        }
        let given = built.given(resource["Properties"].as_object(), resource.as_object());
        let node = resource["Metadata"]["Groundplan"].as_str().unwrap_or(id).split('/').next().unwrap_or(id);
        shown.push((node.to_owned(), (built.holds)(&given)));
    }
    shown
}

#[test]
fn templates_show_what_satisfied_rules_say() {
    let mut wrong = Vec::new();
    for (rule, built) in RULES.iter().filter_map(|rule| Some((*rule, rule.built()?))) {
        let mut proofs = 0;
        for example in rule.examples().iter().filter(|example| example.expect == Expect::Satisfied) {
            let what = name(rule, example);
            let architecture = resolve(&document(rule, example), &what);
            let satisfied: Vec<String> = judge(rule, &architecture)
                .iter()
                .filter(|finding| finding.status == Status::Satisfied)
                .map(|finding| finding.node.to_string())
                .filter(|node| !architecture.element(node).unwrap().is(cfn_resource::KIND))
                .collect();
            if satisfied.is_empty() {
                continue;
            }
            // one that cannot be built proves nothing
            let Ok(synthesis) = services::synthesize(&architecture, &[]) else { continue };
            for (node, holds) in synthesis.stacks.iter().flat_map(|stack| shown(built, &stack.template)) {
                if satisfied.contains(&node) {
                    proofs += 1;
                    if holds != Some(true) {
                        wrong.push(format!("{what}: the template of “{node}” has {} otherwise", built.path));
                    }
                }
            }
        }
        if proofs == 0 {
            wrong.push(format!("{}: no example's template shows {}", rule.about().id, built.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
