//! Each rule of a web ACL counts what it does.

use design::{Map, Words};
use serde_json::{Value, json};
use services::kinds::{cfn_resource, waf_web_acl};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies,
};

pub struct WebAclMetrics;

static BUILT: Built = Built {
    types: &["AWS::WAFv2::WebACL", "AWS::WAFv2::RuleGroup"],
    path: "Rules",
    holds: |given| {
        if *given == Given::Computed {
            return None;
        }
        policies::all(given.items(), |rule| rule.at("VisibilityConfig.CloudWatchMetricsEnabled").on())
    },
};

static ABOUT: About = About {
    id: "web-acl-metrics",
    title: Words::new("Rules of web ACLs publish metrics", "Las reglas de las ACL web publican métricas"),
    rationale: Words::new(
        "Without metrics nobody sees a rule that blocks customers, or one that never blocks anything.",
        "Sin métricas nadie ve una regla que bloquea clientes, ni una que nunca bloquea nada.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &["groundplan:WAF-003", "security-hub:WAF.12"],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html",
    scope: Scope::Node,
    kinds: &[waf_web_acl::KIND, cfn_resource::KIND],
};

impl Rule for WebAclMetrics {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("A rule of “{0}” publishes no metric.", "Una regla de «{0}» no publica métricas.");
        let satisfied = Message::say(
            "Every rule of “{0}” publishes a metric.",
            "Cada regla de «{0}» publica una métrica.",
        );
        if site.is(waf_web_acl::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut properties = companions::raw_properties(site);
        let rules = properties.get_mut(BUILT.path).and_then(Value::as_array_mut)?;
        rules.iter_mut().filter_map(Value::as_object_mut).for_each(measure);
        let title = Message::say("Publish a metric for each rule", "Publicar una métrica por regla");
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for WebAclMetrics {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one of two",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::WebACL","properties":{"Rules":[{"Name":"rate","Priority":0,"VisibilityConfig":{"CloudWatchMetricsEnabled":true,"SampledRequestsEnabled":true,"MetricName":"m"}},{"Name":"country","Priority":1}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "each",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::WebACL","properties":{"Rules":[{"Name":"rate","Priority":0,"VisibilityConfig":{"CloudWatchMetricsEnabled":true,"SampledRequestsEnabled":true,"MetricName":"m"}}]}}}}}"#,
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

fn measure(rule: &mut Map) {
    let name = rule.get("Name").cloned().unwrap_or_else(|| "rule".into());
    let stated = rule.entry("VisibilityConfig").or_insert_with(|| json!({}));
    if let Some(stated) = stated.as_object_mut() {
        stated.insert("CloudWatchMetricsEnabled".to_owned(), true.into());
        stated.entry("MetricName").or_insert(name);
        stated.entry("SampledRequestsEnabled").or_insert(true.into());
    }
}
