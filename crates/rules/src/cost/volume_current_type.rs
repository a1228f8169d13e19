//! Volumes are of a current type.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct VolumeCurrentType;

static BUILT: Built = Built {
    types: &["AWS::EC2::Volume"],
    path: "VolumeType",
    holds: |given| given.is_one_of(&["gp3", "io1", "io2", "sc1", "st1"]),
};

static ABOUT: About = About {
    id: "volume-current-type",
    title: Words::new("Volumes are of a current type", "Los volúmenes son de un tipo vigente"),
    rationale: Words::new(
        "gp3 costs less per GiB than gp2 and its speed does not depend on its size; gp2 is what AWS takes when no type is named.",
        "gp3 cuesta menos por GiB que gp2 y su velocidad no depende del tamaño; AWS toma gp2 si no se indica tipo.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:EC2-013"],
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for VolumeCurrentType {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is of the older type gp2 or standard.",
            "«{0}» es del tipo anterior gp2 o standard.",
        );
        let satisfied = Message::say("“{0}” is of a current type.", "«{0}» es de un tipo vigente.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "gp3", Message::say("Use gp3", "Usar gp3"))
    }
}

impl Examples for VolumeCurrentType {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw one that is not",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"Size":20}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one that is",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"VolumeType":"gp3"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
