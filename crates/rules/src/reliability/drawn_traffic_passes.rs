//! Every drawn flow has a route and the rules it needs.

use design::{ConnectionKind, Words};
use network::{Answer, Place, Port, Protocol};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DrawnTrafficPasses;

static ABOUT: About = About {
    id: "drawn-traffic-passes",
    title: Words::new("Drawn traffic gets through", "El tráfico dibujado pasa"),
    rationale: Words::new(
        "An arrow that no route or rule carries looks fine on paper and times out in production.",
        "Una flecha que ninguna ruta ni regla sostiene se ve bien en papel y falla por tiempo de espera en producción.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-SG-03", "groundplan:G-SG-04", "groundplan:G-SG-05"],
    source: "https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html",
    scope: Scope::Vpc,
    kinds: &[],
};

impl Rule for DrawnTrafficPasses {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for (edge, target) in site.to(ConnectionKind::Traffic).chain(site.to(ConnectionKind::Target)) {
            let Some(kind) = services::service(target.kind.name) else { continue };
            if !target.here() || !kind.interface(&target) {
                continue;
            }
            let number = edge.port("port").or_else(|| kind.port(&target, edge.kind));
            let protocol = if edge.text("protocol") == "udp" { Protocol::Udp } else { Protocol::Tcp };
            let from = Place::Element(site.ix);
            let answer = match number {
                Some(number) => site.network.flow(from, Place::Element(target.ix), Port { protocol, number }),
                None => site.network.any_port(from, target.ix),
            };
            let verdict = match network::words::why(site.architecture, &site.name, &target.name, &answer) {
                None => Verdict::satisfied(
                    Message::say("“{0}” reaches “{1}”.", "«{0}» llega a «{1}».")
                        .with(site.name.clone())
                        .with(target.name.clone()),
                ),
                Some(why) if matches!(answer, Answer::CannotTell(_)) => Verdict::cannot_tell(why),
                Some(why) => Verdict::violated(why),
            };
            verdicts.push(verdict);
        }
        verdicts
    }
}

impl Examples for DrawnTrafficPasses {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "users of an instance without a public address",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":443}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "between two networks that nothing joins",
                design: r#"{"nodes":{"other":{"kind":"vpc","properties":{"cidr":"10.1.0.0/16"}},"other-app":{"kind":"subnet","properties":{},"parent":"other"},"caller":{"kind":"ec2_instance","properties":{},"parent":"other-app"},"api":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"caller-api":{"from":"caller","kind":"traffic","to":"api","properties":{"port":8080}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "between two networks that a peering joins, without a route over it",
                design: r#"{"nodes":{"other":{"kind":"vpc","properties":{"cidr":"10.1.0.0/16"}},"other-app":{"kind":"subnet","properties":{},"parent":"other"},"caller":{"kind":"ec2_instance","properties":{},"parent":"other-app"},"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"peering":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCPeeringConnection","properties":{"VpcId":{"Ref":"Other"},"PeerVpcId":{"Ref":"Vpc"}}}}},"connections":{"caller-api":{"from":"caller","kind":"traffic","to":"api","properties":{"port":8080}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "between two networks with routes over a peering, which are not followed",
                design: r#"{"nodes":{"other":{"kind":"vpc","properties":{"cidr":"10.1.0.0/16"}},"other-app":{"kind":"subnet","properties":{},"parent":"other"},"caller":{"kind":"ec2_instance","properties":{},"parent":"other-app"},"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"peering":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCPeeringConnection","properties":{"VpcId":{"Ref":"Other"},"PeerVpcId":{"Ref":"Vpc"}}}},"there":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"OtherAppRouteTable1"},"DestinationCidrBlock":"10.0.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}},"back":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"AppRouteTable1"},"DestinationCidrBlock":"10.1.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}}},"connections":{"caller-api":{"from":"caller","kind":"traffic","to":"api","properties":{"port":8080}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "users of a public instance",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":443}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a network of one's own, by private addresses",
                design: r#"{"nodes":{"office":{"kind":"on_premises","properties":{}},"db":{"kind":"rds_instance","properties":{},"parent":"data"}},"connections":{"office-db":{"from":"office","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a network ACL that lets no answer out",
                design: r#"{"nodes":{"office":{"kind":"on_premises","properties":{}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"list":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetNetworkAclAssociation","properties":{"SubnetId":{"Ref":"AppSubnet1"},"NetworkAclId":"acl-a"}}},"in":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-a","RuleNumber":100,"RuleAction":"allow","Protocol":6,"Egress":false,"CidrBlock":"0.0.0.0/0","PortRange":{"From":8080,"To":8080}}}}},"connections":{"office-api":{"from":"office","kind":"traffic","to":"api","properties":{"port":8080}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a network ACL open both ways",
                design: r#"{"nodes":{"office":{"kind":"on_premises","properties":{}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"list":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetNetworkAclAssociation","properties":{"SubnetId":{"Ref":"AppSubnet1"},"NetworkAclId":"acl-a"}}},"in":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-a","RuleNumber":100,"RuleAction":"allow","Protocol":6,"Egress":false,"CidrBlock":"0.0.0.0/0","PortRange":{"From":8080,"To":8080}}}},"out":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-a","RuleNumber":100,"RuleAction":"allow","Protocol":6,"Egress":true,"CidrBlock":"0.0.0.0/0","PortRange":{"From":1024,"To":65535}}}}},"connections":{"office-api":{"from":"office","kind":"traffic","to":"api","properties":{"port":8080}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a network ACL whose source a parameter names",
                design: r#"{"nodes":{"office":{"kind":"on_premises","properties":{}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"list":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetNetworkAclAssociation","properties":{"SubnetId":{"Ref":"AppSubnet1"},"NetworkAclId":"acl-a"}}},"from-office":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-a","RuleNumber":100,"RuleAction":"allow","Protocol":6,"Egress":false,"CidrBlock":{"Ref":"Office"},"PortRange":{"From":8080,"To":8080}}}},"out":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-a","RuleNumber":100,"RuleAction":"allow","Protocol":6,"Egress":true,"CidrBlock":"0.0.0.0/0","PortRange":{"From":1024,"To":65535}}}}},"connections":{"office-api":{"from":"office","kind":"traffic","to":"api","properties":{"port":8080}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing drawn",
                design: r#"{"nodes":{"web":{"kind":"ec2_instance","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}
