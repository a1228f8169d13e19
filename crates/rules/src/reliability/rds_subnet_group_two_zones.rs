//! The subnet group spans zones.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, rds_instance, subnet};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct RdsSubnetGroupTwoZones;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBSubnetGroup"],
    path: "SubnetIds",
    holds: |given| match given {
        Given::Computed => None,
        given => Some(given.items().count() >= 2),
    },
};

static ABOUT: About = About {
    id: "rds-subnet-group-two-zones",
    title: Words::new(
        "Subnet groups of databases span zones",
        "Los grupos de subredes de bases de datos abarcan zonas",
    ),
    rationale: Words::new(
        "A database can fail over only to a zone in which it has a subnet. AWS refuses a group with one.",
        "Una base solo puede conmutar a una zona donde tiene una subred. AWS rechaza un grupo con una sola.",
    ),
    production: Severity::Critical,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:RDS-016"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    scope: Scope::Neighbours,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsSubnetGroupTwoZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” has subnets in one zone only.", "«{0}» tiene subredes en una sola zona.");
        let satisfied =
            Message::say("“{0}” has subnets in several zones.", "«{0}» tiene subredes en varias zonas.");
        if site.is(rds_instance::KIND) {
            let name = site.name.clone();
            return vec![Verdict::either(
                site.zones.len() < 2,
                violated.with(name.clone()),
                satisfied.with(name),
            )];
        }
        let satisfied = Message::say(
            "“{0}” lists several subnets, and AWS takes them only from several zones.",
            "«{0}» lista varias subredes, y AWS solo las acepta de varias zonas.",
        );
        let violated = Message::say("“{0}” lists one subnet only.", "«{0}» lista una sola subred.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let tier = site.tier().filter(|_| site.is(rds_instance::KIND))?;
        // All zones of the VPC, unless it has but one.
        let several = tier.vpc()?.zones.len() > 1 && tier.zones.len() < 2;
        let title =
            Message::say("Spread its tier over the VPC’s zones", "Extender su capa a las zonas de la VPC");
        several.then(|| Fix::set(&tier, subnet::ZONES.name, Value::Null, title))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsSubnetGroupTwoZones {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "the zones of its tier",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a tier of one zone",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"data":{"properties":{"access":"isolated","slot":2,"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group of one subnet",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBSubnetGroup","properties":{"SubnetIds":["subnet-1"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group of two",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBSubnetGroup","properties":{"SubnetIds":["subnet-1","subnet-2"]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
