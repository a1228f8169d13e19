//! Somebody watches each cluster.

use design::Words;
use services::kinds::eks_cluster;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, alarms};

pub struct ClusterWatched;

static ABOUT: About = About {
    id: "cluster-watched",
    title: Words::new("Clusters are watched by an alarm", "Una alarma vigila cada clúster"),
    rationale: Words::new(
        "Pods that find no node wait without a sound.",
        "Los pods que no encuentran nodo esperan sin hacer ruido.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:CW-005", "groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/eks-observe.html",
    scope: Scope::Neighbours,
    kinds: &[eks_cluster::KIND],
};

impl Rule for ClusterWatched {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = match alarms::on(site).next() {
            Some(_) => Verdict::satisfied(alarms::watches(site)),
            None => Verdict::cannot_tell(
                Message::say(
                    "No alarm is drawn for “{0}”: what watches it from inside, and whom does that tell?",
                    "No hay alarma dibujada para «{0}»: ¿qué lo vigila desde dentro, y a quién avisa?",
                )
                .with(site.name.clone()),
            ),
        };
        vec![verdict]
    }
}

impl Examples for ClusterWatched {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "no alarm",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","parent":"app","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","parent":"app","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-on":{"from":"alarm","kind":"attached","to":"cluster","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
