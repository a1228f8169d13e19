//! Groups start from launch templates.

use design::Words;
use services::kinds::{auto_scaling_group, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct GroupLaunchTemplate;

static BUILT: Built = Built {
    types: &["AWS::AutoScaling::AutoScalingGroup"],
    path: "LaunchConfigurationName",
    holds: |given| given.present().map(|stated| !stated),
};

static ABOUT: About = About {
    id: "group-launch-template",
    title: Words::new("Groups start from launch templates", "Los grupos parten de plantillas de lanzamiento"),
    rationale: Words::new(
        "Launch configurations have no versions, get no new features, and new accounts can no longer make them.",
        "Las configuraciones de lanzamiento no tienen versiones ni funciones nuevas, y las cuentas nuevas ya no pueden crearlas.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:ASG-003", "checkov:CKV_AWS_315", "security-hub:AutoScaling.9"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND],
};

impl Rule for GroupLaunchTemplate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” starts from a launch configuration.",
            "«{0}» parte de una configuración de lanzamiento.",
        );
        let satisfied = Message::say(
            "“{0}” starts from a launch template.",
            "«{0}» parte de una plantilla de lanzamiento.",
        );
        if site.is(auto_scaling_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let stated = |property: &str| policies::raw(site, property) != Given::Absent;
        let templates = ["LaunchTemplate", "MixedInstancesPolicy"].into_iter().any(stated);
        // AWS makes a launch configuration after a given instance.
        if !templates && BUILT.concerns(site) && stated("InstanceId") {
            let verdict = Verdict::violated(violated.with(site.name.clone()));
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        if !templates && !stated(BUILT.path) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for GroupLaunchTemplate {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group of the old way",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"LaunchConfigurationName":"web"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group after an instance",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"InstanceId":"i-0123456789abcdef0"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group of several types",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MixedInstancesPolicy":{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateId":{"Ref":"Template"},"Version":"1"}}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
