//! Nothing uses AWS WAF Classic any more.

use design::Words;
use services::kinds::{cfn_resource, waf_web_acl};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct WafClassicLeft;

static BUILT: Built = Built {
    types: &["AWS::WAF::WebACL", "AWS::WAFRegional::WebACL"],
    path: "DefaultAction",
    holds: |_| Some(false),
};

static ABOUT: About = About {
    id: "waf-classic-left",
    title: Words::new("No AWS WAF Classic", "Sin AWS WAF Classic"),
    rationale: Words::new(
        "AWS is retiring WAF Classic: new protections exist only in the current AWS WAF, and what is left behind will stop working.",
        "AWS está retirando WAF Classic: las protecciones nuevas solo existen en el AWS WAF actual, y lo que quede dejará de funcionar.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/classic-waf-chapter.html",
    scope: Scope::Node,
    kinds: &[waf_web_acl::KIND, cfn_resource::KIND],
};

impl Rule for WafClassicLeft {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” belongs to AWS WAF Classic.", "«{0}» es de AWS WAF Classic.");
        let satisfied = Message::say("“{0}” belongs to the current AWS WAF.", "«{0}» es del AWS WAF actual.");
        if site.is(waf_web_acl::KIND) || policies::raw_type(site) == Some("AWS::WAFv2::WebACL") {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }
}

impl Examples for WafClassicLeft {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "for load balancers",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFRegional::WebACL","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "for CloudFront",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAF::WebACL","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the current one",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::WebACL","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every web ACL of this kind",
                design: r#"{"nodes":{"own":{"kind":"waf_web_acl","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
