//! A web ACL blocks the common attacks and known bad inputs.

use design::Words;
use services::{Site, kinds::waf_web_acl};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct WebAclManagedRules;

static ABOUT: About = About {
    id: "web-acl-managed-rules",
    title: Words::new("Web ACLs use AWS managed rules", "Las ACL web usan reglas administradas de AWS"),
    rationale: Words::new(
        "AWS keeps these rules current against what is being exploited now, Log4Shell and its kind included.",
        "AWS mantiene estas reglas al día frente a lo que se explota hoy, incluidos Log4Shell y similares.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:WAF-001",
        "groundplan:WAF-004",
        "groundplan:WAF-005",
        "checkov:CKV_AWS_192",
        "checkov:CKV_AWS_175",
        "security-hub:WAF.10",
    ],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
    scope: Scope::Node,
    kinds: &[waf_web_acl::KIND],
};

impl Rule for WebAclManagedRules {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let missing = missing(site);
        let verdict = if missing.is_empty() {
            Verdict::satisfied(
                Message::say(
                    "“{0}” blocks common attacks and known bad inputs.",
                    "«{0}» bloquea ataques comunes y entradas maliciosas conocidas.",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::violated(
                Message::say(
                    "“{0}” does not block what these rule groups know: {1}.",
                    "«{0}» no bloquea lo que conocen estos grupos de reglas: {1}.",
                )
                .with(site.name.clone())
                .with(missing.join(", ")),
            )
        };
        vec![verdict.on(waf_web_acl::RULES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        // Counting may be a trial on purpose: only what is left out is added.
        if BASELINE.iter().any(|group| site.texts(&waf_web_acl::COUNTED).contains(group)) {
            return None;
        }
        let mut groups: Vec<serde_json::Value> =
            site.texts(&waf_web_acl::RULES).into_iter().map(Into::into).collect();
        groups.extend(missing(site).into_iter().map(serde_json::Value::from));
        Some(Fix::set(
            site,
            waf_web_acl::RULES.name,
            groups,
            Message::say("Add the missing rule groups", "Añadir los grupos de reglas que faltan"),
        ))
    }
}

impl Examples for WebAclManagedRules {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one group",
                design: r#"{"nodes":{"waf":{"kind":"waf_web_acl","properties":{"rule_groups":["ip-reputation"]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "only counting",
                design: r#"{"nodes":{"waf":{"kind":"waf_web_acl","properties":{"count_only":["common"]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"waf":{"kind":"waf_web_acl","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no web ACL", design: r#"{}"# },
        ]
    }
}

const BASELINE: [&str; 2] = ["common", "known-bad-inputs"];

/// The baseline groups that are left out, or count without blocking.
fn missing(site: &Site<'_>) -> Vec<&'static str> {
    let (groups, counted) = (site.texts(&waf_web_acl::RULES), site.texts(&waf_web_acl::COUNTED));
    BASELINE.into_iter().filter(|group| !groups.contains(group) || counted.contains(group)).collect()
}
