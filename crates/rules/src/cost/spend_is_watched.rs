//! Somebody hears of costs before the bill.

use design::Words;
use services::kinds::vpc;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, references};

pub struct SpendIsWatched;

static ABOUT: About = About {
    id: "spend-is-watched",
    title: Words::new("Spending is watched", "El gasto está vigilado"),
    rationale: Words::new(
        "A forgotten cluster or a loop costs a month's budget in a weekend. The bill tells a month later.",
        "Un clúster olvidado o un bucle cuesta el presupuesto de un mes en un fin de semana. La factura lo cuenta un mes después.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST02",
    peers: &["groundplan:GEN-007"],
    source: "https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html",
    scope: Scope::Whole,
    kinds: &[vpc::KIND],
};

impl Rule for SpendIsWatched {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.speaks_for_all() {
            return Vec::new();
        }
        let watching = ["AWS::Budgets::Budget", "AWS::CE::AnomalyMonitor", "AWS::CE::AnomalySubscription"];
        let verdict = match references::raw(site).iter().any(|(_, _, of)| watching.contains(of)) {
            true => Verdict::satisfied(Message::say(
                "A budget or an anomaly monitor watches the spending.",
                "Un presupuesto o un monitor de anomalías vigila el gasto.",
            )),
            false => Verdict::cannot_tell(Message::say(
                "The design has no budget: is there one for this account, and whom does it tell?",
                "El diseño no tiene presupuesto: ¿hay uno para esta cuenta, y a quién avisa?",
            )),
        };
        vec![verdict]
    }
}

impl Examples for SpendIsWatched {
    fn examples(&self) -> &'static [Example] {
        &[
            Example { expect: Expect::CannotTell, name: "no budget drawn", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a budget",
                design: r#"{"nodes":{"budget":{"kind":"cfn_resource","properties":{"type":"AWS::Budgets::Budget","properties":{"Budget":{"BudgetType":"COST","TimeUnit":"MONTHLY"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no network",
                design: r#"{"nodes":{"vpc":null,"igw":null,"public":null,"app":null,"data":null}}"#,
            },
        ]
    }
}
