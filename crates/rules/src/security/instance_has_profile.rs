//! Instances have a role.

use design::Words;
use services::kinds::{cfn_resource, ec2_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, launched,
};

pub struct InstanceHasProfile;

static BUILT: Built =
    Built { types: &["AWS::EC2::Instance"], path: "IamInstanceProfile", holds: |given| given.present() };

static ABOUT: About = About {
    id: "instance-has-profile",
    title: Words::new("Instances have a role", "Las instancias tienen un rol"),
    rationale: Words::new(
        "A machine without a role ends up with copied keys, which leak and never expire.",
        "Una máquina sin rol termina con claves copiadas, que se filtran y no vencen.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:EC2-009", "checkov:CKV2_AWS_41", "guard:EC2_INSTANCE_PROFILE_ATTACHED"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for InstanceHasProfile {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” has no instance profile.", "«{0}» no tiene perfil de instancia.");
        let satisfied = Message::say("“{0}” has an instance profile.", "«{0}» tiene un perfil de instancia.");
        if site.is(ec2_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let left = launched::left_to_template(&BUILT, site);
        left.or_else(|| BUILT.judge(site, violated, satisfied)).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for InstanceHasProfile {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw instance without",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every instance",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance with one",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"IamInstanceProfile":{"Ref":"Profile"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw instance from a launch template",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"LaunchTemplate":{"LaunchTemplateId":"lt-1","Version":"1"}}}}}}"#,
            },
        ]
    }
}
