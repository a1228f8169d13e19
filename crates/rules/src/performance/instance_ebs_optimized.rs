//! Disks have a path of their own.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, ec2_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct InstanceEbsOptimized;

static BUILT: Built =
    Built { types: &["AWS::EC2::Instance"], path: "EbsOptimized", holds: |given| given.on() };

/// Types that can be EBS-optimized and are not by default; all others are, or cannot be.
/// Source: Amazon EC2 user guide, “Amazon EBS-optimized instance types”.
const ON_REQUEST: [&str; 17] = [
    "c1.xlarge",
    "c3.xlarge",
    "c3.2xlarge",
    "c3.4xlarge",
    "g2.2xlarge",
    "i2.xlarge",
    "i2.2xlarge",
    "i2.4xlarge",
    "m1.large",
    "m1.xlarge",
    "m2.2xlarge",
    "m2.4xlarge",
    "m3.xlarge",
    "m3.2xlarge",
    "r3.xlarge",
    "r3.2xlarge",
    "r3.4xlarge",
];

static ABOUT: About = About {
    id: "instance-ebs-optimized",
    title: Words::new("Disks have a path of their own", "Los discos tienen su propia vía"),
    rationale: Words::new(
        "Where disk and network share one path, a busy network slows the disk.",
        "Donde disco y red comparten vía, una red ocupada frena el disco.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF02",
    peers: &["groundplan:EC2-012", "checkov:CKV_AWS_135", "guard:EBS_OPTIMIZED_INSTANCE"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for InstanceEbsOptimized {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is an {1}, which is EBS-optimized only where that is asked for.",
            "«{0}» es una {1}, que está optimizada para EBS solo si se pide.",
        );
        let satisfied = Message::say("“{0}” is EBS-optimized.", "«{0}» está optimizada para EBS.");
        if site.is(ec2_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if !BUILT.concerns(site) {
            return Vec::new();
        }
        let (stated, of) = (policies::raw(site, BUILT.path).on(), policies::raw(site, "InstanceType"));
        let name = site.name.clone();
        let verdict = match of.known().and_then(Value::as_str) {
            _ if stated == Some(true) => Verdict::satisfied(satisfied.with(name)),
            Some(of) if ON_REQUEST.contains(&of) && stated.is_some() => {
                Verdict::violated(violated.with(name).with(of.to_owned()))
            }
            Some(of) if !ON_REQUEST.contains(&of) => return Vec::new(),
            None if of == Given::Absent => return Vec::new(),
            _ => Verdict::cannot_tell(
                Message::say(
                    "“{0}” leaves its type, or whether it is EBS-optimized, to a function.",
                    "«{0}» deja a una función su tipo, o si está optimizada para EBS.",
                )
                .with(name),
            ),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Turn it on", "Activarla"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for InstanceEbsOptimized {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw instance of a type that asks for it",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"InstanceType":"r3.xlarge"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every instance",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a type that always is",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"InstanceType":"m7g.large","EbsOptimized":false}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance that asks for it",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"InstanceType":"r3.xlarge","EbsOptimized":"true"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a type that a parameter names",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"InstanceType":{"Ref":"Type"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no type named",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"LaunchTemplate":{"LaunchTemplateId":"lt-1","Version":"1"}}}}}}"#,
            },
        ]
    }
}
