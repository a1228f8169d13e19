//! What a rule says of a kind, the template of that kind shows: no rule is satisfied by a promise.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{document, judge, name, resolve, shown};
use groundplan_rules::{Expect, RULES, Status, examples};
use services::kinds::cfn_resource;

#[test]
fn templates_show_what_satisfied_rules_say() {
    let mut wrong = Vec::new();
    for (rule, built) in RULES.iter().filter_map(|rule| Some((*rule, rule.built()?))) {
        let mut proofs = 0;
        for example in examples(rule).iter().filter(|example| example.expect == Expect::Satisfied) {
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
