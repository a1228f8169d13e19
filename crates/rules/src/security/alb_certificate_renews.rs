//! The certificate of a load balancer renews itself.

use design::Words;
use serde_json::Value;
use services::kinds::{acm_certificate, alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, attributes,
    policies, references,
};

pub struct AlbCertificateRenews;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::Listener"],
    path: "Certificates.0.CertificateArn",
    holds: |given| match given {
        // A reference to a certificate of the design, or a parameter with its ARN.
        Given::Computed => None,
        Given::Absent => Some(false),
        // A dynamic reference is text, and no ARN yet.
        Given::Known(Value::String(text)) if text.starts_with("{{resolve:") => None,
        Given::Known(value) => Some(value.as_str().is_some_and(|arn| arn.contains(":acm:"))),
    },
};

static ABOUT: About = About {
    id: "alb-certificate-renews",
    title: Words::new(
        "Certificates of load balancers come from ACM",
        "Los certificados de los balanceadores vienen de ACM",
    ),
    rationale: Words::new(
        "A certificate that someone uploaded expires on a day nobody has in their calendar, and the site is down. ACM renews its own.",
        "Un certificado subido a mano vence un día que nadie tiene en su calendario, y el sitio se cae. ACM renueva los suyos.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:ALB-004", "guard:ELBV2_ACM_CERTIFICATE_REQUIRED"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
    scope: Scope::Whole,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbCertificateRenews {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The certificate of “{0}” does not come from ACM.",
            "El certificado de «{0}» no viene de ACM.",
        );
        let satisfied =
            Message::say("The certificate of “{0}” comes from ACM.", "El certificado de «{0}» viene de ACM.");
        if site.is(alb::KIND) && alb::secure(site) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // Without any certificate AWS refuses the listener.
        if !BUILT.concerns(site)
            || !attributes::encrypted_listener(site)
            || policies::raw(site, "Certificates") == Given::Absent
        {
            return Vec::new();
        }
        match named(site) {
            Some(value) if drawn(site, value) => {
                let verdict = Verdict::satisfied(satisfied.with(site.name.clone()));
                vec![verdict.on(cfn_resource::PROPERTIES.name)]
            }
            _ => BUILT.judge(site, violated, satisfied).into_iter().collect(),
        }
    }
}

impl Examples for AlbCertificateRenews {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every load balancer with a certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"alb-cert":{"from":"alb","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw listener with an uploaded certificate",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","Certificates":[{"CertificateArn":"arn:aws:iam::333333333333:server-certificate/www"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw listener with one of ACM",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","Certificates":[{"CertificateArn":"arn:aws:acm:us-east-1:333333333333:certificate/1"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw listener that refers to one of the design",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","Certificates":[{"CertificateArn":{"Ref":"Site"}}]}}},"site":{"kind":"cfn_resource","properties":{"type":"AWS::CertificateManager::Certificate","properties":{"DomainName":"app.example.com","ValidationMethod":"DNS"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw listener that takes it from a parameter",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","Certificates":[{"CertificateArn":{"Ref":"Certificate"}}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw listener without TLS",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTP"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}

/// What a raw listener names as its certificate.
fn named<'a>(site: &Case<'a>) -> Option<&'a Value> {
    let table = site.site.element().record(&cfn_resource::PROPERTIES)?;
    table.get("Certificates")?.get(0)?.get("CertificateArn")
}

/// Whether a value refers to a certificate of ACM that stands in the design.
fn drawn(site: &Case<'_>, value: &Value) -> bool {
    site.architecture.own().any(|(_, element)| {
        let of_acm = element.is(acm_certificate::KIND)
            || (element.is(cfn_resource::KIND)
                && element.optional_text(&cfn_resource::TYPE)
                    == Some("AWS::CertificateManager::Certificate"));
        of_acm && references::value_names(value, &cloudformation::logical_id(element.id.as_str(), ""))
    })
}
