//! Volumes are gp3.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct OpensearchGp3;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "EBSOptions.VolumeType",
    holds: |given| match given {
        Given::Absent => None,
        given => given.is_one_of(&["gp2", "standard"]).map(|old| !old),
    },
};

static ABOUT: About = About {
    id: "opensearch-gp3",
    title: Words::new("OpenSearch stores on gp3", "OpenSearch almacena en gp3"),
    rationale: Words::new(
        "gp3 costs less than gp2 for the same size and brings its speed without buying space for it.",
        "gp3 cuesta menos que gp2 por el mismo tamaño y trae su velocidad sin comprar espacio para obtenerla.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:OS-014"],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchGp3 {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” stores on volumes of an older type.",
            "«{0}» almacena en volúmenes de un tipo anterior.",
        );
        let satisfied = Message::say(
            "“{0}” does not store on volumes of an older type.",
            "«{0}» no almacena en volúmenes de un tipo anterior.",
        );
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // Its nodes may have disks of their own, and CloudFormation’s reference names no default.
        if policies::raw(site, BUILT.path) == Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "gp3", Message::say("Change to gp3", "Cambiar a gp3"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchGp3 {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every domain of this kind",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain on gp2",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EBSOptions":{"EBSEnabled":true,"VolumeType":"gp2","VolumeSize":100}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EBSOptions":{"EBSEnabled":true,"VolumeType":"gp3","VolumeSize":100}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain that buys speed",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EBSOptions":{"EBSEnabled":true,"VolumeType":"io1","Iops":4000,"VolumeSize":100}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw domain on disks of its nodes",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EBSOptions":{"EBSEnabled":false}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain whose type a parameter names",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EBSOptions":{"EBSEnabled":true,"VolumeType":{"Ref":"Volume"}}}}}}}"#,
            },
        ]
    }
}
