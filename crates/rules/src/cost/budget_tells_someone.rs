//! Budgets tell somebody.

use design::Words;
use serde_json::Value;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct BudgetTellsSomeone;

static BUILT: Built = Built {
    types: &["AWS::Budgets::Budget"],
    path: "NotificationsWithSubscribers",
    holds: |given| match given {
        Given::Known(Value::Array(list)) => Some(!list.is_empty()),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "budget-tells-someone",
    title: Words::new("Budgets tell somebody", "Los presupuestos avisan a alguien"),
    rationale: Words::new(
        "A budget without a subscriber is exceeded in silence; the bill tells a month later.",
        "Un presupuesto sin suscriptor se excede en silencio; la factura lo cuenta un mes después.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST02",
    peers: &["groundplan:GEN-007"],
    source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for BudgetTellsSomeone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” tells nobody.", "«{0}» no avisa a nadie.");
        let satisfied = Message::say("“{0}” tells its subscribers.", "«{0}» avisa a sus suscriptores.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }
}

impl Examples for BudgetTellsSomeone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no subscriber",
                design: r#"{"nodes":{"budget":{"kind":"cfn_resource","properties":{"type":"AWS::Budgets::Budget","properties":{"Budget":{"BudgetType":"COST","TimeUnit":"MONTHLY"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "at 80 %",
                design: r#"{"nodes":{"budget":{"kind":"cfn_resource","properties":{"type":"AWS::Budgets::Budget","properties":{"Budget":{"BudgetType":"COST","TimeUnit":"MONTHLY"},"NotificationsWithSubscribers":[{"Notification":{"NotificationType":"FORECASTED","ComparisonOperator":"GREATER_THAN","Threshold":80},"Subscribers":[{"SubscriptionType":"EMAIL","Address":"ops@example.com"}]}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no budget", design: r#"{}"# },
        ]
    }
}
