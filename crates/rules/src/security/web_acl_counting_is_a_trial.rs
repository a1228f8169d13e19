//! Rule groups that only count are on trial.

use design::Words;
use services::kinds::waf_web_acl;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct WebAclCountingIsATrial;

static ABOUT: About = About {
    id: "web-acl-counting-is-a-trial",
    title: Words::new("Counting rule groups are on trial", "Los grupos que solo cuentan están a prueba"),
    rationale: Words::new(
        "A group that counts blocks nothing. Many stay that way for years after the trial they were meant for.",
        "Un grupo que cuenta no bloquea nada. Muchos quedan así años después de la prueba prevista.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html",
    scope: Scope::Node,
    kinds: &[waf_web_acl::KIND],
};

impl Rule for WebAclCountingIsATrial {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let groups = site.texts(&waf_web_acl::RULES);
        if groups.is_empty() {
            return Vec::new();
        }
        let counted = site.texts(&waf_web_acl::COUNTED);
        let only: Vec<&str> = groups.into_iter().filter(|group| counted.contains(group)).collect();
        let verdict = if only.is_empty() {
            Verdict::satisfied(
                Message::say("Every rule group of “{0}” blocks.", "Cada grupo de reglas de «{0}» bloquea.")
                    .with(site.name.clone()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "In “{0}” these only count: {1}. Is the trial still running?",
                    "En «{0}» estos solo cuentan: {1}. ¿Sigue la prueba?",
                )
                .with(site.name.clone())
                .with(only.join(", ")),
            )
        };
        vec![verdict.on(waf_web_acl::COUNTED.name)]
    }
}

impl Examples for WebAclCountingIsATrial {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "one counts",
                design: r#"{"nodes":{"own":{"kind":"waf_web_acl","properties":{"count_only":["common"]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "all block",
                design: r#"{"nodes":{"own":{"kind":"waf_web_acl","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
