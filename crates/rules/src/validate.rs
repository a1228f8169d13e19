//! Running the rules on an architecture.

use architecture::{Architecture, Ix};
use design::{Suppression, Tier};
use services::Site;

use crate::{Finding, RULES, Rule, Status, Suppressed};

/// The rule with an id.
pub fn rule(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.about().id == id)
}

/// All rules on all elements built in this environment, in order of element, rule and part. `today` (`YYYY-MM-DD`)
/// decides which suppressions still hold.
pub fn validate<'s>(
    architecture: &Architecture,
    suppressions: impl IntoIterator<Item = (&'s design::Id, &'s Suppression)> + Clone,
    today: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (ix, _) in architecture.own() {
        for rule in RULES {
            check_element(*rule, architecture, ix, &mut findings);
        }
    }
    for (id, suppression) in suppressions {
        // Dates in this form compare as text.
        let holds_here = suppression.until.as_str() >= today
            && suppression
                .environments
                .as_ref()
                .is_none_or(|named| named.contains(&architecture.environment));
        if !holds_here {
            continue;
        }
        for finding in &mut findings {
            let meant = finding.rule.id == suppression.rule
                && finding.node == suppression.node
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
    findings
}

/// One rule on one element; nothing where it does not apply.
pub fn check_element(
    rule: &'static dyn Rule,
    architecture: &Architecture,
    ix: Ix,
    findings: &mut Vec<Finding>,
) {
    let about = rule.about();
    let site = Site::new(architecture, ix);
    if !about.kinds.is_empty() && !about.kinds.contains(&site.kind.name) {
        return;
    }
    for verdict in rule.check(&site) {
        let fix = if verdict.status == Status::Violated { rule.fix(&site, &verdict) } else { None };
        findings.push(Finding {
            rule: about,
            severity: if architecture.tier == Tier::NonProduction {
                about.non_production
            } else {
                about.production
            },
            status: verdict.status,
            node: site.id.clone(),
            part: verdict.part,
            property: verdict.property,
            environment: architecture.environment.clone(),
            message: verdict.evidence,
            fix,
            suppressed: None,
        });
    }
}
