//! Running the rules on an architecture.

use std::{cmp::Ordering, collections::BTreeMap, ops::Range, sync::LazyLock};

use architecture::{Architecture, Followed, Ix};
use design::{Suppression, Tier};
use network::Network;
use services::{SERVICES, Site};

use crate::{Case, Finding, RULES, Rule, Scope, Status, Suppressed, sight};

/// The rules that look at elements of a kind, in order of their ids: those of each scope and of all wider ones.
struct OfKind([Vec<&'static dyn Rule>; Scope::ALL.len()]);

/// Made once from the registry.
static BY_KIND: LazyLock<BTreeMap<&'static str, OfKind>> = LazyLock::new(|| {
    let of_kind = |kind: &'static str| {
        let looks = |rule: &&dyn Rule| {
            let kinds = rule.about().kinds;
            kinds.is_empty() || kinds.contains(&kind)
        };
        let from = |scope| {
            let far = |rule: &&dyn Rule| rule.about().scope >= scope;
            RULES.iter().copied().filter(looks).filter(far).collect()
        };
        (kind, OfKind(Scope::ALL.map(from)))
    };
    SERVICES.iter().map(|service| of_kind(service.about().kind.name)).collect()
});

/// The rule with an id.
pub fn rule(id: &str) -> Option<&'static dyn Rule> {
    RULES.get(position(id)?).copied()
}

/// Where a rule stands among the rules.
pub(crate) fn position(id: &str) -> Option<usize> {
    RULES.binary_search_by(|rule| rule.about().id.cmp(id)).ok()
}

/// The rules that look at elements of a kind, in order of their ids.
pub fn rules_of(kind: &str) -> &'static [&'static dyn Rule] {
    rules_from(kind, Scope::Node)
}

/// Those of a scope and of all wider ones.
fn rules_from(kind: &str, scope: Scope) -> &'static [&'static dyn Rule] {
    BY_KIND.get(kind).map(|OfKind(from)| from[scope as usize].as_slice()).unwrap_or_default()
}

/// All rules on all elements built in this environment, in order of element, rule and part. `today` (`YYYY-MM-DD`)
/// decides which suppressions and which versions still hold.
pub fn validate<'s>(
    architecture: &Architecture,
    suppressions: impl IntoIterator<Item = (&'s design::Id, &'s Suppression)>,
    today: &str,
) -> Vec<Finding> {
    let network = Network::of(architecture);
    let mut findings = Vec::new();
    for (ix, element) in architecture.own() {
        for rule in rules_of(element.kind.name) {
            judge(*rule, &network, ix, today, &mut findings);
        }
    }
    mark_accepted(&mut findings, architecture, suppressions, today);
    findings
}

/// Brings findings of [`validate`] up to date after edits: runs the rules whose scope can see what differs.
pub fn revalidate<'s>(
    findings: &mut Vec<Finding>,
    architecture: &Architecture,
    edits: &Followed,
    suppressions: impl IntoIterator<Item = (&'s design::Id, &'s Suppression)>,
    today: &str,
) {
    let network = Network::of(architecture);
    let holding: Vec<_> = holding(architecture, suppressions, today).collect();
    let of_raw = edits.differ.iter().any(|&ix| sight::raw(architecture, ix));
    let mut again = Vec::new();
    for (ix, element) in architecture.own() {
        let Some(scope) = sight::touched(architecture, ix, edits, of_raw) else { continue };
        let rules = rules_from(element.kind.name, scope);
        if rules.is_empty() {
            continue;
        }
        let mut of_element = places(findings, |finding| finding.node.cmp(&element.id));
        for rule in rules {
            judge(*rule, &network, ix, today, &mut again);
            for (id, suppression) in &holding {
                suppress(&mut again, id, suppression);
            }
            let before =
                places(&findings[of_element.clone()], |finding| finding.rule.id.cmp(rule.about().id));
            let at = of_element.start + before.start..of_element.start + before.end;
            of_element.end = of_element.end - at.len() + again.len();
            // Where there are as many as before, nothing else moves.
            findings.splice(at, again.drain(..));
        }
    }
}

/// Where the findings stand that `place` says are equal.
fn places(findings: &[Finding], place: impl Fn(&Finding) -> Ordering) -> Range<usize> {
    let start = findings.partition_point(|finding| place(finding).is_lt());
    let count = findings.iter().skip(start).take_while(|finding| place(finding).is_eq()).count();
    start..start + count
}

/// Marks the findings that a person accepted. They are in order of their elements.
pub fn mark_accepted<'s>(
    findings: &mut [Finding],
    architecture: &Architecture,
    suppressions: impl IntoIterator<Item = (&'s design::Id, &'s Suppression)>,
    today: &str,
) {
    for (id, suppression) in holding(architecture, suppressions, today) {
        suppress(findings, id, suppression);
    }
}

/// The suppressions that hold in an environment on a day.
fn holding<'s>(
    architecture: &Architecture,
    suppressions: impl IntoIterator<Item = (&'s design::Id, &'s Suppression)>,
    today: &str,
) -> impl Iterator<Item = (&'s design::Id, &'s Suppression)> {
    suppressions.into_iter().filter(move |(_, suppression)| {
        !suppression.past(today) && suppression.holds_in(&architecture.environment)
    })
}

/// Marks what a suppression is about. Findings are in order of their elements.
fn suppress(findings: &mut [Finding], id: &design::Id, suppression: &Suppression) {
    let first = findings.partition_point(|finding| finding.node < suppression.node);
    let about_it = findings.iter_mut().skip(first).take_while(|finding| finding.node == suppression.node);
    for finding in about_it {
        if suppression.is_about(finding.rule.id, finding.node.as_str(), &finding.part) {
            finding.suppressed = Some(Box::new(Suppressed {
                id: id.clone(),
                reason: suppression.reason.clone(),
                until: suppression.until.clone(),
            }));
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
        judge(rule, &Network::of(architecture), ix, today, findings);
    }
}

fn judge<'a>(
    rule: &'static dyn Rule,
    network: &'a Network<'a>,
    ix: Ix,
    today: &'a str,
    findings: &mut Vec<Finding>,
) {
    let about = rule.about();
    let architecture = network.architecture();
    let case = Case { site: Site::new(architecture, ix), network, today };
    let severity =
        if architecture.tier == Tier::NonProduction { about.non_production } else { about.production };
    for verdict in rule.check(&case) {
        let fix =
            if verdict.status == Status::Violated { rule.fix(&case, &verdict).map(Box::new) } else { None };
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
