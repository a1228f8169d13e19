//! A failed deployment is rolled back by itself.

use design::Words;
use serde_json::json;
use services::kinds::{cfn_resource, codedeploy_group};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CodedeployAutomaticRollback;

static BUILT: Built = Built {
    types: &["AWS::CodeDeploy::DeploymentGroup"],
    path: "AutoRollbackConfiguration",
    holds: |given| given.at("Enabled").on(),
};

static ABOUT: About = About {
    id: "codedeploy-automatic-rollback",
    title: Words::new("Failed deployments are rolled back", "Los despliegues fallidos se revierten"),
    rationale: Words::new(
        "Rolling back by hand takes the longest when everybody is in a hurry.",
        "Revertir a mano tarda más cuando todos tienen prisa.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS06",
    peers: &["groundplan:CD-001"],
    source: "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codedeploy_group::KIND],
};

impl Rule for CodedeployAutomaticRollback {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” leaves a failed deployment as it is.",
            "«{0}» deja un despliegue fallido como está.",
        );
        let satisfied =
            Message::say("“{0}” rolls a failed deployment back.", "«{0}» revierte un despliegue fallido.");
        if let Some(verdict) = BUILT.judge(site, violated.clone(), satisfied.clone()) {
            return vec![verdict];
        }
        if !site.is(codedeploy_group::KIND) {
            return Vec::new();
        }
        let name = site.name.clone();
        let verdict = Verdict::either(
            !site.flag(&codedeploy_group::ROLLBACK),
            violated.with(name.clone()),
            satisfied.with(name),
        );
        vec![verdict.on(codedeploy_group::ROLLBACK.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Roll back by itself", "Revertir automáticamente");
        let set = || Fix::set(site, codedeploy_group::ROLLBACK.name, true, title.clone());
        Some(
            BUILT
                .fix(site, json!({ "Enabled": true, "Events": ["DEPLOYMENT_FAILURE"] }), title.clone())
                .unwrap_or_else(set),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodedeployAutomaticRollback {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{"automatic_rollback":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "to a group of machines",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{}},"web":{"kind":"auto_scaling_group","parent":"app","properties":{}}},"connections":{"deploy-web":{"from":"deploy","kind":"delivery","to":"web","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group that does not say",
                design: r#"{"nodes":{"deploy":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"ApplicationName":"web"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group that does",
                design: r#"{"nodes":{"deploy":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"AutoRollbackConfiguration":{"Enabled":true,"Events":["DEPLOYMENT_FAILURE"]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no deployment group", design: r#"{}"# },
        ]
    }
}
