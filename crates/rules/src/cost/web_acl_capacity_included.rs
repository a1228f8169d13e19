//! A web ACL stays within the capacity that is included.

use design::Words;
use services::{
    kinds::waf_web_acl,
    web_acl::{INCLUDED_CAPACITY, MAX_CAPACITY},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct WebAclCapacityIncluded;

static ABOUT: About = About {
    id: "web-acl-capacity-included",
    title: Words::new(
        "Web ACLs stay within the included capacity",
        "Las ACL web no exceden la capacidad incluida",
    ),
    rationale: Words::new(
        "Over 1,500 capacity units every request costs more, and over 5,000 AWS WAF refuses the rules.",
        "Sobre 1.500 unidades de capacidad cada solicitud cuesta más, y sobre 5.000 AWS WAF rechaza las reglas.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:WAF-009"],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html",
    scope: Scope::Node,
    kinds: &[waf_web_acl::KIND],
};

impl Rule for WebAclCapacityIncluded {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let capacity = waf_web_acl::capacity(site);
        let units = capacity.to_string();
        let verdict = if capacity > MAX_CAPACITY {
            Verdict::violated(
                Message::say(
                    "“{0}” takes {1} units, which AWS WAF refuses.",
                    "«{0}» ocupa {1} unidades, que AWS WAF rechaza.",
                )
                .with(site.name.clone())
                .with(units),
            )
        } else if capacity > INCLUDED_CAPACITY {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” takes {1} units, so each request costs more: is every rule group needed?",
                    "«{0}» ocupa {1} unidades, y cada solicitud cuesta más: ¿hacen falta todos los grupos?",
                )
                .with(site.name.clone())
                .with(units),
            )
        } else {
            Verdict::satisfied(
                Message::say(
                    "“{0}” takes {1} units, which are included.",
                    "«{0}» ocupa {1} unidades, que están incluidas.",
                )
                .with(site.name.clone())
                .with(units),
            )
        };
        vec![verdict.on(waf_web_acl::RULES.name)]
    }
}

impl Examples for WebAclCapacityIncluded {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "every group",
                design: r#"{"nodes":{"own":{"kind":"waf_web_acl","properties":{"rule_groups":["admin-protection","anonymous-ip","common","ip-reputation","known-bad-inputs","linux","php","sql","windows"]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the usual ones",
                design: r#"{"nodes":{"own":{"kind":"waf_web_acl","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
