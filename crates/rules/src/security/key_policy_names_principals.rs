//! Key policies trust somebody in particular.

use design::Words;
use services::kinds::{cfn_resource, kms_key};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct KeyPolicyNamesPrincipals;

static BUILT: Built = Built {
    types: &["AWS::KMS::Key"],
    path: "KeyPolicy",
    holds: |given| policies::none(&policies::statements(*given), everyone),
};

static ABOUT: About = About {
    id: "key-policy-names-principals",
    title: Words::new("Key policies say whom they trust", "Las políticas de claves dicen en quién confían"),
    rationale: Words::new(
        "A key that everyone may use protects nothing: any AWS account can decrypt with it.",
        "Una clave que todos pueden usar no protege nada: cualquier cuenta de AWS puede descifrar con ella.",
    ),
    production: Severity::Critical,
    non_production: Severity::Critical,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:KMS-002",
        "checkov:CKV_AWS_33",
        "guard:KMS_NO_WILDCARD_PRINCIPAL",
        "security-hub:KMS.5",
    ],
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, kms_key::KIND],
};

impl Rule for KeyPolicyNamesPrincipals {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let satisfied = Message::say("“{0}” says who may use it.", "«{0}» dice quién puede usarla.");
        if site.is(kms_key::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if policies::raw_type(site) != Some("AWS::KMS::Key") {
            return Vec::new();
        }
        let statements = policies::statements(policies::raw(site, BUILT.path));
        if statements.is_empty() {
            return Vec::new();
        }
        let violated = Message::say(
            "Anybody may use “{0}” (principal {1}).",
            "Cualquiera puede usar «{0}» (principal {1}).",
        );
        vec![policies::judge(site, &statements, everyone, violated, satisfied)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mended =
            policies::mend(policies::raw(site, BUILT.path).known()?, everyone, policies::only_this_account);
        BUILT.fix(site, mended, Message::say("Trust this account only", "Confiar solo en esta cuenta"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for KeyPolicyNamesPrincipals {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everyone",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "everyone through a service",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key for disks of a group, which names its role in a condition",
                design: r#"{"nodes":{"key":{"kind":"kms_key","properties":{}},"web":{"kind":"auto_scaling_group","parent":"app","properties":{}}},"connections":{"web-key":{"from":"web","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the account",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},"Action":"kms:*","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no key", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "a policy that a function names",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Fn::If":["Prod",{},{}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw key with the policy AWS gives it",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"EnableKeyRotation":true}}}}}"#,
            },
        ]
    }
}

/// Conditions that narrow everybody down to someone known.
const NARROWING: [&str; 9] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "kms:CallerAccount",
];

fn everyone(statement: Given<'_>) -> Option<String> {
    let all = policies::principals(statement, "AWS").into_iter().find(|who| *who == "*")?;
    let open = policies::allows(statement) && !policies::asks_for(statement, &NARROWING);
    open.then(|| all.to_owned())
}
