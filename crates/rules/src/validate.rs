//! Running the rules on an architecture.

use std::{collections::BTreeMap, sync::LazyLock};

use architecture::{Architecture, Ix};
use design::{Suppression, Tier};
use services::{SERVICES, Site};

use crate::{Case, Finding, RULES, Rule, Status, Suppressed};

/// The rules that look at elements of a kind, in order of their ids; made once from the registry.
static BY_KIND: LazyLock<BTreeMap<&'static str, Vec<&'static dyn Rule>>> = LazyLock::new(|| {
    let of_kind = |kind: &'static str| {
        let looks = |rule: &&dyn Rule| {
            let kinds = rule.about().kinds;
            kinds.is_empty() || kinds.contains(&kind)
        };
        (kind, RULES.iter().copied().filter(looks).collect())
    };
    SERVICES.iter().map(|service| of_kind(service.about().kind.name)).collect()
});

/// The rule with an id.
pub fn rule(id: &str) -> Option<&'static dyn Rule> {
    let at = RULES.binary_search_by(|rule| rule.about().id.cmp(id)).ok()?;
    RULES.get(at).copied()
}

/// The rules that look at elements of a kind, in order of their ids.
pub fn rules_of(kind: &str) -> &'static [&'static dyn Rule] {
    BY_KIND.get(kind).map(Vec::as_slice).unwrap_or_default()
}

/// All rules on all elements built in this environment, in order of element, rule and part. `today` (`YYYY-MM-DD`)
/// decides which suppressions and which versions still hold.
pub fn validate<'s>(
    architecture: &Architecture,
    suppressions: impl IntoIterator<Item = (&'s design::Id, &'s Suppression)>,
    today: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (ix, element) in architecture.own() {
        for rule in rules_of(element.kind.name) {
            judge(*rule, architecture, ix, today, &mut findings);
        }
    }
    for (id, suppression) in suppressions {
        // Dates in this form compare as text.
        let holds_here = suppression.until.as_str() >= today
            && suppression
                .environments
                .as_ref()
                .is_none_or(|named| named.contains(&architecture.environment));
        if holds_here {
            suppress(&mut findings, id, suppression);
        }
    }
    findings
}

/// Marks what a suppression is about. Findings are in order of their elements.
fn suppress(findings: &mut [Finding], id: &design::Id, suppression: &Suppression) {
    let first = findings.partition_point(|finding| finding.node < suppression.node);
    let about_it = findings.iter_mut().skip(first).take_while(|finding| finding.node == suppression.node);
    for finding in about_it {
        let meant = finding.rule.id == suppression.rule
            && suppression.part.as_ref().is_none_or(|part| *part == finding.part);
        if meant {
            finding.suppressed = Some(Suppressed {
                id: id.clone(),
                reason: suppression.reason.clone(),
                until: suppression.until.clone(),
            });
        }
    }
}

/// One rule on one element; nothing where it does not apply.
pub fn check_element(
    rule: &'static dyn Rule,
    architecture: &Architecture,
    ix: Ix,
    today: &str,
    findings: &mut Vec<Finding>,
) {
    let kinds = rule.about().kinds;
    if kinds.is_empty()
        || architecture.elements.get(ix).is_some_and(|element| kinds.contains(&element.kind.name))
    {
        judge(rule, architecture, ix, today, findings);
    }
}

fn judge(
    rule: &'static dyn Rule,
    architecture: &Architecture,
    ix: Ix,
    today: &str,
    findings: &mut Vec<Finding>,
) {
    let about = rule.about();
    let case = Case { site: Site::new(architecture, ix), today };
    let severity =
        if architecture.tier == Tier::NonProduction { about.non_production } else { about.production };
    for verdict in rule.check(&case) {
        let fix = if verdict.status == Status::Violated { rule.fix(&case, &verdict) } else { None };
        findings.push(Finding {
            rule: about,
            severity,
            status: verdict.status,
            node: case.id.clone(),
            part: verdict.part,
            property: verdict.property,
            environment: architecture.environment.clone(),
            message: verdict.evidence,
            fix,
            suppressed: None,
        });
    }
}
