//! No packet from the internet gets to a data store, by any route and rule.

use design::Words;
use network::{Answer, Place, words::INTERNET};
use services::kinds::rds_instance;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DataStoreUnreachableFromInternet;

static ABOUT: About = About {
    id: "data-store-unreachable-from-internet",
    title: Words::new(
        "Data stores cannot be reached from the internet",
        "No se llega a los almacenes de datos desde internet",
    ),
    rationale: Words::new(
        "A data store that answers the internet is attacked within minutes of its start; one weak password is then enough.",
        "Un almacén de datos que responde a internet es atacado a los minutos de iniciar; basta entonces una clave débil.",
    ),
    production: Severity::Critical,
    non_production: Severity::Critical,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:RDS-024", "groundplan:G-SG-01", "cdk-nag:AwsSolutions-RDS8"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_CommonTasks.Connect.html",
    scope: Scope::Vpc,
    kinds: &[rds_instance::KIND],
};

impl Rule for DataStoreUnreachableFromInternet {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = match site.network.any_port(Place::Internet, site.ix) {
            Answer::Passes(witness) => Verdict::violated(
                Message::say(
                    "Anyone on the internet reaches “{0}” on port {1}: {2}.",
                    "Cualquiera en internet llega a «{0}» por el puerto {1}: {2}.",
                )
                .with(site.name.clone())
                .with(witness.permit.to_string())
                .with(witness.path(site.architecture)),
            ),
            Answer::Blocked(_) => Verdict::satisfied(
                Message::say(
                    "No packet from the internet gets to “{0}”.",
                    "Ningún paquete de internet llega a «{0}».",
                )
                .with(site.name.clone()),
            ),
            Answer::CannotTell(unknown) => site.depends(INTERNET, &site.name, unknown),
        };
        vec![verdict]
    }
}

impl Examples for DataStoreUnreachableFromInternet {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "public address, public tier and open rule",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"publicly_accessible":true},"parent":"public"},"world":{"kind":"on_premises","properties":{"cidrs":["0.0.0.0/0"]}}},"connections":{"world-db":{"from":"world","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "opened in two halves",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"publicly_accessible":true},"parent":"public"},"world":{"kind":"on_premises","properties":{"cidrs":["0.0.0.0/1","128.0.0.0/1"]}}},"connections":{"world-db":{"from":"world","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "by an attached security group",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"publicly_accessible":true},"parent":"public"},"open":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"port":5432,"cidr":"0.0.0.0/0"}]}}},"connections":{"open-db":{"from":"open","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "open rule, but no public address",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"public"},"world":{"kind":"on_premises","properties":{"cidrs":["0.0.0.0/0"]}}},"connections":{"world-db":{"from":"world","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "open rule and public address, but no route",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"publicly_accessible":true},"parent":"data"},"world":{"kind":"on_premises","properties":{"cidrs":["0.0.0.0/0"]}}},"connections":{"world-db":{"from":"world","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "all open, but a network ACL that denies its port",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"publicly_accessible":true},"parent":"public"},"world":{"kind":"on_premises","properties":{"cidrs":["0.0.0.0/0"]}},"first":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetNetworkAclAssociation","properties":{"SubnetId":{"Ref":"PublicSubnet1"},"NetworkAclId":"acl-a"}}},"second":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetNetworkAclAssociation","properties":{"SubnetId":{"Ref":"PublicSubnet2"},"NetworkAclId":"acl-a"}}},"web":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-a","RuleNumber":100,"RuleAction":"allow","Protocol":6,"Egress":false,"CidrBlock":"0.0.0.0/0","PortRange":{"From":443,"To":443}}}},"answers":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-a","RuleNumber":100,"RuleAction":"allow","Protocol":-1,"Egress":true,"CidrBlock":"0.0.0.0/0"}}}},"connections":{"world-db":{"from":"world","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw rule beside its group",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"publicly_accessible":true},"parent":"public"},"hole":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroupIngress","properties":{"GroupId":{"Fn::GetAtt":["DbSecurityGroup","GroupId"]},"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"CidrIp":{"Ref":"Partner"}}}}},"connections":{}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no data store", design: r#"{}"# },
        ]
    }
}
