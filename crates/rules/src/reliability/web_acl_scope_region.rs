//! A web ACL for CloudFront lies in us-east-1.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct WebAclScopeRegion;

static BUILT: Built =
    Built { types: &["AWS::WAFv2::WebACL"], path: "Scope", holds: |given| given.is_one_of(&["CLOUDFRONT"]) };

static ABOUT: About = About {
    id: "web-acl-scope-region",
    title: Words::new(
        "Web ACLs for CloudFront lie in us-east-1",
        "Las ACL web de CloudFront están en us-east-1",
    ),
    rationale: Words::new(
        "CloudFront only sees web ACLs of us-east-1; made elsewhere, the deployment fails.",
        "CloudFront solo ve ACL web de us-east-1; creada en otra región, el despliegue falla.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:WAF-007", "groundplan:G-EDGE-02"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-webacl.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for WebAclScopeRegion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !BUILT.concerns(site) {
            return Vec::new();
        }
        let edge = site
            .record(&cfn_resource::PROPERTIES)
            .and_then(|table| Given::read(table, "Scope").is_one_of(&["CLOUDFRONT"]));
        if edge != Some(true) {
            return Vec::new();
        }
        let verdict = Verdict::either(
            site.built_in() != "us-east-1",
            Message::say(
                "“{0}” is for CloudFront, but lies outside us-east-1.",
                "«{0}» es para CloudFront, pero está fuera de us-east-1.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” lies where CloudFront sees it.", "«{0}» está donde CloudFront la ve.")
                .with(site.name.clone()),
        );
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Build it in the stack at the edge", "Crearla en el stack del borde");
        Some(Fix::set(site, cfn_resource::STACK.name, "edge", title))
    }
}

impl Examples for WebAclScopeRegion {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "in another region",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","region":"sa-east-1","properties":{"type":"AWS::WAFv2::WebACL","properties":{"Scope":"CLOUDFRONT"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in us-east-1",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::WebACL","properties":{"Scope":"CLOUDFRONT"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in the stack at the edge",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","region":"sa-east-1","properties":{"type":"AWS::WAFv2::WebACL","stack":"edge","properties":{"Scope":"CLOUDFRONT"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "for load balancers",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::WebACL","properties":{"Scope":"REGIONAL"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
