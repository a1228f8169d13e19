//! Budgets: an environment that costs more than a person allows is a finding like any other.

use std::collections::BTreeMap;

use architecture::Architecture;
use design::{Document, Pillar, Words};
use pricing::{Band, Estimate};
use rules::{About, Finding, Scope, Severity, Status};
use rust_decimal::Decimal;
use text::Message;

use crate::Id;

/// The practice. It is no rule of the rules' crate: rules read no prices.
pub static WITHIN_BUDGET: About = About {
    id: "environment-within-budget",
    title: Words::new("An environment costs what it may", "Un entorno cuesta lo que puede costar"),
    rationale: Words::new(
        "Somebody stated the most this environment may cost a month. More than that needs their word, or a cheaper design.",
        "Alguien declaró lo máximo que este entorno puede costar al mes. Más que eso requiere su acuerdo, o un diseño más barato.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::CostOptimization,
    question: "COST02",
    peers: &[],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/cost_govern_usage_cost_controls.html",
    scope: Scope::Whole,
    kinds: &[],
};

/// The finding where the typical month of an environment is over its budget, on the element that costs most.
pub fn over_budget(
    document: &Document,
    architecture: &Architecture,
    estimate: &Estimate,
    today: &str,
) -> Option<Finding> {
    let budget = document.environments.get(&architecture.environment)?.budget_usd.as_ref()?;
    let budget = services::decimal(budget);
    let monthly = estimate.monthly.typical;
    if monthly <= budget {
        return None;
    }
    let mut shares: BTreeMap<&str, Band> = BTreeMap::new();
    for line in &estimate.lines {
        let share = shares.entry(&line.node).or_default();
        *share = share.plus(line.monthly);
    }
    let (node, share) = shares.into_iter().max_by_key(|(_, share)| share.typical)?;
    let node = Id::new(node)?;
    let name = architecture.index_of(node.as_str()).map(|ix| architecture.elements[ix].name.clone());
    let usd = |amount: Decimal| format!("US${:.2}", amount);
    let mut finding = Finding {
        rule: &WITHIN_BUDGET,
        severity: Severity::High,
        status: Status::Violated,
        node: node.clone(),
        part: "".into(),
        property: None,
        environment: architecture.environment.clone(),
        message: Message::say(
            "{0} costs {1} a month, {2} over its budget of {3}; “{4}” is the largest part with {5}.",
            "{0} cuesta {1} al mes, {2} sobre su presupuesto de {3}; «{4}» es la mayor parte con {5}.",
        )
        .with(architecture.environment.as_str())
        .with(usd(monthly))
        .with(usd(monthly - budget))
        .with(usd(budget))
        .with(name.unwrap_or_else(|| node.as_str().into()))
        .with(usd(share.typical)),
        fix: None,
        suppressed: None,
    };
    rules::mark_accepted(std::slice::from_mut(&mut finding), architecture, &document.suppressions, today);
    Some(finding)
}
