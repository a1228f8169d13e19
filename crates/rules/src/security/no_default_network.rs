//! Nothing falls into the default network.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    raw_database,
};

pub struct NoDefaultNetwork;

/// Types that fall into the default network unless they state one of these properties.
const PLACED: [(&str, &[&str]); 8] = [
    ("AWS::AutoScaling::AutoScalingGroup", &["VPCZoneIdentifier"]),
    ("AWS::EC2::Instance", &["SubnetId", "NetworkInterfaces"]),
    ("AWS::EC2::SecurityGroup", &["VpcId"]),
    ("AWS::ElastiCache::CacheCluster", &["CacheSubnetGroupName"]),
    ("AWS::ElastiCache::ReplicationGroup", &["CacheSubnetGroupName"]),
    ("AWS::RDS::DBCluster", &["DBSubnetGroupName"]),
    ("AWS::RDS::DBInstance", &["DBSubnetGroupName"]),
    ("AWS::Redshift::Cluster", &["ClusterSubnetGroupName"]),
];

static ABOUT: About = About {
    id: "no-default-network",
    title: Words::new("Nothing falls into the default network", "Nada cae en la red por defecto"),
    rationale: Words::new(
        "What names no subnet lands in the default VPC, whose subnets all hand out public addresses and which nobody designed.",
        "Lo que no indica subred cae en la VPC por defecto, cuyas subredes dan direcciones públicas y que nadie diseñó.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:VPC-003", "checkov:CKV_AWS_148", "guard:EC2_INSTANCES_IN_VPC", "trivy:AWS-0101"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for NoDefaultNetwork {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let of = policies::raw_type(site);
        let Some((_, properties)) = PLACED.iter().find(|(placed, _)| Some(*placed) == of) else {
            return Vec::new();
        };
        // Instances of a cluster and copies stand with what they belong to.
        if raw_database::in_cluster(site) || raw_database::replica(site) {
            return Vec::new();
        }
        let mut stated = properties.iter().map(|property| policies::raw(site, property));
        let place = stated.find(|given| *given != Given::Absent).unwrap_or(Given::Absent);
        let name = site.name.clone();
        let left = || {
            let templates = ["LaunchTemplate", "MixedInstancesPolicy"];
            templates.iter().any(|template| policies::raw(site, template) != Given::Absent)
        };
        let verdict = if place == Given::Absent && left() {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” leaves its subnet to its launch template: does that name one?",
                    "«{0}» deja su subred a su plantilla de lanzamiento: ¿indica alguna?",
                )
                .with(name),
            )
        } else {
            Verdict::either(
                place == Given::Absent || place.is_one_of(&["default"]) == Some(true),
                Message::say(
                    "“{0}” names no network of its own and falls into the default VPC.",
                    "«{0}» no indica red propia y cae en la VPC por defecto.",
                )
                .with(name.clone()),
                Message::say("“{0}” names its network.", "«{0}» indica su red.").with(name),
            )
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }
}

impl Examples for NoDefaultNetwork {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "an instance without a subnet",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"ImageId":"ami-0123456789abcdef0"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a group of machines by zone names",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"AvailabilityZones":["us-east-1a"],"LaunchConfigurationName":"old"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a database in the default subnet group",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DBSubnetGroupName":"default"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an instance in a subnet",
                design: r#"{"nodes":{"placed":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"SubnetId":{"Ref":"AppSubnet1"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "an instance of a launch template",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"LaunchTemplate":{"LaunchTemplateName":"web","Version":"1"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "drawn machines, which stand in a tier",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "an instance of a database cluster",
                design: r#"{"nodes":{"reader":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DBClusterIdentifier":{"Ref":"Cluster"}}}}}}"#,
            },
        ]
    }
}
