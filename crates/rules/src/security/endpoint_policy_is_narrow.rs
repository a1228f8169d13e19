//! Interface endpoints have a security group and a policy that limits what passes.

use design::Words;
use serde_json::{Value, json};
use services::kinds::{cfn_resource, vpc_endpoint};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies, references,
};

pub struct EndpointPolicyIsNarrow;

/// Services known to take a policy on their endpoints.
/// Source: their user guides, as linked from the AWS PrivateLink guide.
const TAKE_POLICY: [&str; 27] = [
    "autoscaling",
    "codebuild",
    "codecommit",
    "codepipeline",
    "dynamodb",
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "ecs",
    "eks",
    "elasticloadbalancing",
    "events",
    "execute-api",
    "kinesis-streams",
    "kms",
    "lambda",
    "logs",
    "monitoring",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "ssmmessages",
    "states",
    "sts",
];

static ABOUT: About = About {
    id: "endpoint-policy-is-narrow",
    title: Words::new(
        "Interface endpoints limit what passes",
        "Los endpoints de interfaz limitan lo que pasa",
    ),
    rationale: Words::new(
        "An endpoint without a policy is a private way out for stolen data too: with keys of another account, anything can be written there.",
        "Un endpoint sin política es también una salida privada para datos robados: con claves de otra cuenta se puede escribir allí cualquier cosa.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:VPC-013"],
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, vpc_endpoint::KIND],
};

impl Rule for EndpointPolicyIsNarrow {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(endpoint) = Endpoint::of(site) else { return Vec::new() };
        let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
        let statements = policies::statements(endpoint.policy);
        let verdict = if !endpoint.grouped {
            Verdict::violated(say(
                "“{0}” names no security group: the default one of its network decides who gets in.",
                "«{0}» no indica grupo de seguridad: el predeterminado de su red decide quién entra.",
            ))
        } else if endpoint.policy == Given::Absent {
            match endpoint.takes_policy() {
                true => Verdict::violated(say(
                    "“{0}” has no policy: whoever reaches it may call everything through it, as any account.",
                    "«{0}» no tiene política: quien llegue puede llamar todo por él, como cualquier cuenta.",
                )),
                false => Verdict::cannot_tell(say(
                    "“{0}” has no policy: does its service take one?",
                    "«{0}» no tiene política: ¿admite una su servicio?",
                )),
            }
        } else {
            match policies::none(&statements, open) {
                Some(true) => Verdict::satisfied(say(
                    "The policy of “{0}” limits what passes.",
                    "La política de «{0}» limita lo que pasa.",
                )),
                Some(false) => Verdict::violated(say(
                    "The policy of “{0}” allows everybody everything.",
                    "La política de «{0}» permite todo a todos.",
                )),
                None => Verdict::cannot_tell(say(
                    "“{0}” leaves its policy to a function: it is known when it is built.",
                    "«{0}» deja su política a una función: se sabe cuando se crea.",
                )),
            }
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let endpoint = Endpoint::of(site)?;
        // Tokens of pods are exchanged at STS without a principal: a person has to say what else may pass.
        if !endpoint.grouped || !endpoint.takes_policy() || endpoint.service == Some("sts") {
            return None;
        }
        let title = Message::say(
            "Let only principals of this account pass",
            "Dejar pasar solo a principales de esta cuenta",
        );
        if site.is(vpc_endpoint::KIND) {
            return Some(Fix::set(site, vpc_endpoint::POLICY.name, own_account(), title));
        }
        let mut properties = companions::raw_properties(site);
        properties.insert("PolicyDocument".to_owned(), own_account());
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }
}

impl Examples for EndpointPolicyIsNarrow {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no policy",
                design: r#"{"nodes":{"logs":{"kind":"vpc_endpoint","properties":{"service":"logs"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a policy that allows everything",
                design: r#"{"nodes":{"ssm":{"kind":"vpc_endpoint","properties":{"service":"ssm","policy":{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw one without a security group",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCEndpoint","properties":{"VpcEndpointType":"Interface","ServiceName":"com.amazonaws.us-east-1.sqs","PolicyDocument":{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"333333333333"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw one without a policy",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCEndpoint","properties":{"VpcEndpointType":"Interface","ServiceName":{"Fn::Sub":"com.amazonaws.${AWS::Region}.sqs"},"SecurityGroupIds":["sg-0123456789abcdef0"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a policy for principals of the account",
                design: r#"{"nodes":{"kms":{"kind":"vpc_endpoint","properties":{"service":"kms","policy":{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"333333333333"}}}]}},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a service that may take no policy",
                design: r#"{"nodes":{"partner":{"kind":"vpc_endpoint","properties":{"service":"com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a gateway endpoint",
                design: r#"{"nodes":{"s3":{"kind":"vpc_endpoint","properties":{"service":"s3"},"parent":"vpc"}}}"#,
            },
        ]
    }
}

/// What an interface endpoint, drawn or raw, says of itself.
struct Endpoint<'a> {
    /// The short name of its service, where it is known.
    service: Option<&'a str>,
    /// Whether it has a security group of its own.
    grouped: bool,
    policy: Given<'a>,
}

impl<'a> Endpoint<'a> {
    /// `None` for anything else.
    fn of(site: &Case<'a>) -> Option<Endpoint<'a>> {
        let element = site.site.element();
        if site.is(vpc_endpoint::KIND) {
            let policy = element.properties.get(vpc_endpoint::POLICY.name);
            return (!vpc_endpoint::gateway(site)).then(|| Endpoint {
                service: short_name(element.text(&vpc_endpoint::SERVICE)),
                grouped: true,
                policy: policy.filter(|policy| !policy.is_null()).map_or(Given::Absent, Given::Known),
            });
        }
        let interface = policies::raw_type(site) == Some("AWS::EC2::VPCEndpoint")
            && policies::raw(site, "VpcEndpointType").is_one_of(&["Interface"]) == Some(true);
        let named = references::written(&site.site, "ServiceName");
        let name = named.and_then(|name| name.as_str().or_else(|| name.get("Fn::Sub")?.as_str()));
        interface.then(|| Endpoint {
            service: name.and_then(short_name),
            grouped: policies::raw(site, "SecurityGroupIds") != Given::Absent,
            policy: policies::raw(site, "PolicyDocument"),
        })
    }

    fn takes_policy(&self) -> bool {
        self.service.is_some_and(|service| TAKE_POLICY.contains(&service))
    }
}

/// The short name in a full one, such as `com.amazonaws.us-east-1.sqs`; a short one is itself.
fn short_name(name: &str) -> Option<&str> {
    match name.strip_prefix("com.amazonaws.") {
        Some(rest) => rest.split_once('.').map(|(_, short)| short),
        None => Some(name),
    }
}

/// A statement that allows everybody everything.
fn open(statement: Given<'_>) -> Option<String> {
    let everybody = policies::principals(statement, "AWS").contains(&"*");
    let limited = !everybody || policies::conditional(statement) || !policies::everywhere(statement);
    let everything = || policies::written(statement, "Action").into_iter().find(|action| *action == "*");
    (policies::allows(statement) && !limited).then(everything)?.map(str::to_owned)
}

/// Everything, for principals of the account that it is built in.
fn own_account() -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": "*",
            "Action": "*",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:PrincipalAccount": { "Ref": "AWS::AccountId" } } }
        }]
    })
}
