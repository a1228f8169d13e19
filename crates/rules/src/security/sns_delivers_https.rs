//! Topics deliver over HTTPS.

use design::{Map, Words};
use serde_json::Value;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies,
};

pub struct SnsDeliversHttps;

static BUILT: Built = Built {
    types: &["AWS::SNS::Subscription"],
    path: "Protocol",
    holds: |given| Some(!given.is_one_of(&["http"])?),
};

/// Subscriptions that the topic itself states.
static INLINE: Built = Built {
    types: &["AWS::SNS::Topic"],
    path: "Subscription",
    holds: |given| policies::all(given.items(), |one| (BUILT.holds)(&one.at("Protocol"))),
};

static ABOUT: About = About {
    id: "sns-delivers-https",
    title: Words::new("Topics deliver over HTTPS", "Los temas entregan por HTTPS"),
    rationale: Words::new(
        "Over plain HTTP each message can be read on its way: its signature shows who sent it, but hides nothing.",
        "Por HTTP simple cada mensaje se puede leer en el camino: su firma dice quién lo envió, pero no lo oculta.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for SnsDeliversHttps {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” delivers over plain HTTP.", "«{0}» entrega por HTTP simple.");
        let satisfied =
            Message::say("“{0}” does not deliver over plain HTTP.", "«{0}» no entrega por HTTP simple.");
        if INLINE.concerns(site) && policies::raw(site, INLINE.path).items().next().is_none() {
            return Vec::new();
        }
        let inline = INLINE.judge(site, violated.clone(), satisfied.clone());
        inline.or_else(|| BUILT.judge(site, violated, satisfied)).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut properties = companions::raw_properties(site);
        match properties.get_mut(INLINE.path).and_then(Value::as_array_mut) {
            Some(list) => list.iter_mut().filter_map(Value::as_object_mut).for_each(over_https),
            None => over_https(&mut properties),
        }
        let title = Message::say("Deliver over HTTPS", "Entregar por HTTPS");
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }
}

impl Examples for SnsDeliversHttps {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "HTTP",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Subscription","properties":{"Protocol":"http","Endpoint":"http://example.com"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "HTTP, stated by the topic",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"Subscription":[{"Protocol":"email","Endpoint":"ops@example.com"},{"Protocol":"http","Endpoint":"http://example.com"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "HTTPS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Subscription","properties":{"Protocol":"https","Endpoint":"https://example.com"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a topic without subscriptions",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"DisplayName":"news"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}

fn over_https(subscription: &mut Map) {
    if subscription.get("Protocol").and_then(Value::as_str) != Some("http") {
        return;
    }
    subscription.insert("Protocol".to_owned(), "https".into());
    let endpoint = subscription.get("Endpoint").and_then(Value::as_str).map(str::to_owned);
    if let Some(rest) = endpoint.as_deref().and_then(|endpoint| endpoint.strip_prefix("http://")) {
        subscription.insert("Endpoint".to_owned(), format!("https://{rest}").into());
    }
}
