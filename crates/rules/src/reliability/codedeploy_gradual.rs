//! Instances are updated a few at a time.

use design::Words;
use services::kinds::{cfn_resource, codedeploy_group};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CodedeployGradual;

static BUILT: Built = Built {
    types: &["AWS::CodeDeploy::DeploymentGroup"],
    path: "DeploymentConfigName",
    holds: |given| given.is_one_of(&["CodeDeployDefault.AllAtOnce"]).map(|all| !all),
};

static ABOUT: About = About {
    id: "codedeploy-gradual",
    title: Words::new("Deployments are gradual", "Los despliegues son graduales"),
    rationale: Words::new(
        "If all instances are updated at once, a bad version is an outage for everybody.",
        "Si todas las instancias se actualizan a la vez, una mala versión es una caída para todos.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:CD-002"],
    source: "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codedeploy_group::KIND],
};

impl Rule for CodedeployGradual {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” updates all instances at once.",
            "«{0}» actualiza todas las instancias a la vez.",
        );
        let satisfied = Message::say(
            "“{0}” updates a few instances at a time.",
            "«{0}» actualiza pocas instancias a la vez.",
        );
        if let Some(verdict) = BUILT.judge(site, violated.clone(), satisfied.clone()) {
            return vec![verdict];
        }
        if !site.is(codedeploy_group::KIND) {
            return Vec::new();
        }
        let name = site.name.clone();
        let verdict = Verdict::either(
            site.text(&codedeploy_group::ROLLOUT) == "all-at-once",
            violated.with(name.clone()),
            satisfied.with(name),
        );
        vec![verdict.on(codedeploy_group::ROLLOUT.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Update half at a time", "Actualizar de a mitades");
        let set = || Fix::set(site, codedeploy_group::ROLLOUT.name, "half-at-a-time", title.clone());
        Some(BUILT.fix(site, "CodeDeployDefault.HalfAtATime", title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodedeployGradual {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "all at once",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{"rollout":"all-at-once"}}}}"#,
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
                name: "a raw group, all at once",
                design: r#"{"nodes":{"deploy":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"DeploymentConfigName":"CodeDeployDefault.AllAtOnce"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group, as CodeDeploy does by itself: one at a time",
                design: r#"{"nodes":{"deploy":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"ApplicationName":"web"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no deployment group", design: r#"{}"# },
        ]
    }
}
