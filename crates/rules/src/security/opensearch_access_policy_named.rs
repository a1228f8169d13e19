//! The access policy names who may call.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Status,
    Verdict, policies,
};

pub struct OpensearchAccessPolicyNamed;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "AccessPolicies",
    holds: |given| policies::none(&policies::statements(*given), open),
};

static ABOUT: About = About {
    id: "opensearch-access-policy-named",
    title: Words::new(
        "The access policy of OpenSearch names who may call",
        "La política de acceso de OpenSearch nombra quién puede llamar",
    ),
    rationale: Words::new(
        "A policy for everyone lets in whoever reaches the domain; all that is left is a password.",
        "Una política para todos deja entrar a quien alcance el dominio; lo único que queda es una contraseña.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:OS-011",
        "groundplan:OS-012",
        "cdk-nag:AwsSolutions-OS3",
        "cdk-nag:AwsSolutions-OS5",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchAccessPolicyNamed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let satisfied = Message::say("“{0}” names who may call.", "«{0}» nombra quién puede llamar.");
        let password = Message::say(
            "Whoever the network lets through reaches “{0}”, with a password. Could its callers use IAM?",
            "Quien pase la red alcanza «{0}», con una contraseña. ¿Podrían sus clientes usar IAM?",
        );
        let name = site.name.clone();
        if site.is(opensearch_domain::KIND) {
            let internal = site.text(&opensearch_domain::MASTER_USER) == "internal";
            let verdict = match internal {
                true => Verdict::cannot_tell(password.with(name)),
                false => Verdict::satisfied(satisfied.with(name)),
            };
            return vec![verdict.on(opensearch_domain::MASTER_USER.name)];
        }
        // Without a policy, only those of IAM let anybody in.
        let statements = policies::statements(policies::raw(site, BUILT.path));
        if !BUILT.concerns(site) || statements.is_empty() {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” lets in whoever reaches it (principal {1}).",
            "«{0}» deja entrar a quien lo alcance (principal {1}).",
        );
        let verdict = policies::judge(site, &statements, open, violated, satisfied);
        let guarded = policies::raw(site, "VPCOptions") != Given::Absent
            && policies::raw(site, "AdvancedSecurityOptions.InternalUserDatabaseEnabled").on() == Some(true);
        if verdict.status == Status::Violated && guarded {
            return vec![Verdict::cannot_tell(password.with(name)).on(cfn_resource::PROPERTIES.name)];
        }
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mended =
            policies::mend(policies::raw(site, BUILT.path).known()?, open, policies::only_this_account);
        BUILT.fix(site, mended, Message::say("Trust this account only", "Confiar solo en esta cuenta"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchAccessPolicyNamed {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "roles administer it",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a user with a password",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"administrator":"internal"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain for everyone",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"AccessPolicies":{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:*","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain for some addresses",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"AccessPolicies":{"Statement":[{"Effect":"Allow","Principal":"*","Action":"es:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24"]}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain for a role",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"AccessPolicies":{"Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::GetAtt":["Role","Arn"]}},"Action":"es:ESHttp*","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw domain whose only condition is TLS",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"AccessPolicies":{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain in a VPC with users of its own",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"AccessPolicies":{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:*","Resource":"*"}]},"VPCOptions":{"SubnetIds":["subnet-1"]},"AdvancedSecurityOptions":{"Enabled":true,"InternalUserDatabaseEnabled":true}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain whose policy a function names",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"AccessPolicies":{"Fn::If":["Prod",{},{}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw domain without a policy",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"OpenSearch_2.19"}}}}}"#,
            },
        ]
    }
}

/// Conditions that narrow everybody down to addresses or somebody known.
const NARROWING: [&str; 9] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:userid",
];

/// Whom a statement allows, if that is everyone from anywhere.
fn open(statement: Given<'_>) -> Option<String> {
    let all = policies::principals(statement, "AWS").into_iter().find(|who| *who == "*")?;
    let open = policies::allows(statement) && !policies::asks_for(statement, &NARROWING);
    open.then(|| all.to_owned())
}
