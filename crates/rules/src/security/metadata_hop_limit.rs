//! Metadata of a machine stays on the machine.

use design::Words;
use serde_json::Value;
use services::kinds::{auto_scaling_group, cfn_resource, ec2_instance, eks_node_group, eks_workers};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct MetadataHopLimit;

static BUILT: Built = Built {
    types: &["AWS::EC2::LaunchTemplate"],
    path: "LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit",
    // Two for nodes, whose pods are a network of their own.
    holds: |given| hops(given).map(|hops| hops <= 2),
};

static ABOUT: About = About {
    id: "metadata-hop-limit",
    title: Words::new("Metadata stays on the machine", "Los metadatos no salen de la máquina"),
    rationale: Words::new(
        "Each hop lets the answer of the metadata service travel one network further: with more than it takes, a container or a relayed request reads the credentials of the machine.",
        "Cada salto deja que la respuesta del servicio de metadatos avance una red más: con más de los necesarios, un contenedor o una petición reenviada lee las credenciales de la máquina.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:EC2-003", "checkov:CKV_AWS_341", "security-hub:AutoScaling.4"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html",
    scope: Scope::Node,
    kinds: &[
        auto_scaling_group::KIND,
        cfn_resource::KIND,
        ec2_instance::KIND,
        eks_node_group::KIND,
        eks_workers::KIND,
    ],
};

impl Rule for MetadataHopLimit {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
        let near = || {
            Verdict::satisfied(say(
                "Metadata of “{0}” goes no further than it is needed.",
                "Los metadatos de «{0}» no llegan más allá de lo necesario.",
            ))
        };
        if !site.is(cfn_resource::KIND) {
            return vec![near()];
        }
        let path = match policies::raw_type(site) {
            Some("AWS::EC2::LaunchTemplate") => BUILT.path,
            Some("AWS::AutoScaling::LaunchConfiguration" | "AWS::EC2::Instance") => {
                "MetadataOptions.HttpPutResponseHopLimit"
            }
            _ => return Vec::new(),
        };
        let verdict = match hops(&policies::raw(site, path)) {
            Some(1) => near(),
            Some(2) => Verdict::cannot_tell(say(
                "Metadata of “{0}” reaches one network further. Do containers on it need that?",
                "Los metadatos de «{0}» llegan una red más allá. ¿Lo necesitan sus contenedores?",
            )),
            Some(_) => Verdict::violated(say(
                "Metadata of “{0}” travels further than any container on it.",
                "Los metadatos de «{0}» llegan más lejos que cualquier contenedor suyo.",
            )),
            None => Verdict::cannot_tell(say(
                "“{0}” leaves the reach of its metadata to a function: it is known when it is built.",
                "«{0}» deja el alcance de sus metadatos a una función: se sabe cuando se crea.",
            )),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, 1, Message::say("Keep it on the machine", "Dejarlos en la máquina"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for MetadataHopLimit {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw template with five hops",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"MetadataOptions":{"HttpTokens":"required","HttpPutResponseHopLimit":5}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw template with two",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"MetadataOptions":{"HttpTokens":"required","HttpPutResponseHopLimit":"2"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw template with one",
                design: r#"{"nodes":{"tight":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"MetadataOptions":{"HttpTokens":"required","HttpPutResponseHopLimit":1}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no machine", design: r#"{}"# },
        ]
    }
}

/// How far answers travel; AWS says one where nothing is stated. `None` where a function decides.
fn hops(given: &Given<'_>) -> Option<i64> {
    match given {
        Given::Absent => Some(1),
        Given::Computed => None,
        Given::Known(Value::String(text)) => text.parse().ok(),
        Given::Known(value) => value.as_i64(),
    }
}
