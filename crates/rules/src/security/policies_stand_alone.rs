//! Permissions stand in managed policies, not inside of who has them.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Edit, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies,
};

pub struct PoliciesStandAlone;

/// A policy that is put into groups, roles or users.
const INLINE: &str = "AWS::IAM::Policy";

static ABOUT: About = About {
    id: "policies-stand-alone",
    title: Words::new(
        "Permissions stand in managed policies",
        "Los permisos están en políticas administradas",
    ),
    rationale: Words::new(
        "A policy inside a role, group or user is seen only by who opens it: it has no versions, cannot be attached elsewhere and is missed in reviews. (What is drawn as a connection is reviewed as one, and its policy is written with its role.)",
        "Una política dentro de un rol, grupo o usuario la ve solo quien lo abre: no tiene versiones, no se reutiliza y escapa a las revisiones. (Lo dibujado como conexión se revisa como tal, y su política se escribe con su rol.)",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:IAM-011", "guard:IAM_NO_INLINE_POLICY_CHECK"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for PoliciesStandAlone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let inline = match policies::raw_type(site) {
            Some("AWS::IAM::Group" | "AWS::IAM::Role" | "AWS::IAM::User") => {
                match policies::raw(site, "Policies") {
                    Given::Absent if policies::raw(site, "ManagedPolicyArns") == Given::Absent => {
                        return Vec::new();
                    }
                    Given::Absent => Some(false),
                    Given::Known(list) => Some(list.as_array().is_none_or(|list| !list.is_empty())),
                    Given::Computed => None,
                }
            }
            Some("AWS::IAM::ManagedPolicy") => Some(false),
            Some(INLINE | "AWS::IAM::GroupPolicy" | "AWS::IAM::RolePolicy" | "AWS::IAM::UserPolicy") => {
                Some(true)
            }
            _ => return Vec::new(),
        };
        let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
        let verdict = match inline {
            Some(inline) => Verdict::either(
                inline,
                say("“{0}” holds permissions inline.", "«{0}» tiene permisos dentro de sí."),
                say("“{0}” has managed policies.", "«{0}» usa políticas administradas."),
            ),
            None => Verdict::cannot_tell(say(
                "“{0}” leaves its policies to a function: they are known when it is built.",
                "«{0}» deja sus políticas a una función: se conocen cuando se crea.",
            )),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if policies::raw_type(site) != Some(INLINE) {
            return None;
        }
        let mut properties = companions::raw_properties(site);
        // Names are left to CloudFormation.
        properties.remove("PolicyName");
        let of = Edit::Set {
            id: site.id.clone(),
            property: cfn_resource::TYPE.name,
            value: "AWS::IAM::ManagedPolicy".into(),
        };
        let edits = std::iter::once(of).chain(companions::rewrite(site, properties)).collect();
        Some(Fix {
            title: Message::say("Make it a managed policy", "Hacerla una política administrada"),
            edits,
        })
    }
}

impl Examples for PoliciesStandAlone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a role with a policy inside",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{},"Policies":[{"PolicyName":"read","PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::files/*"}]}}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "an inline policy of its own",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Policy","properties":{"PolicyName":"read","PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::files/*"}]},"Roles":["app"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a managed policy",
                design: r#"{"nodes":{"reads":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::files/*"}]},"Roles":["app"]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "policies of a function",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{},"Policies":{"Fn::If":["Prod",[],[]]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "roles of drawn elements",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"files":{"kind":"s3_bucket","properties":{}}},"connections":{"api-files":{"from":"api","kind":"uses","to":"files","properties":{}}}}"#,
            },
        ]
    }
}
