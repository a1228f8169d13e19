//! Every drawn flow has a route and the rules it needs.

use design::{ConnectionKind, Words};
use network::{Answer, Blocked, Direction, Place};
use services::Site;
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

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
    peers: &["groundplan:G-SG-03"],
    source: "https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html",
    // Network ACLs are raw resources, which may stand anywhere.
    scope: Scope::Whole,
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
            let port = edge.port("port").or_else(|| kind.port(&target, edge.kind));
            let from = Place::Element(site.ix);
            let passes = || {
                Verdict::satisfied(
                    Message::say("“{0}” reaches “{1}”.", "«{0}» llega a «{1}».")
                        .with(site.name.clone())
                        .with(target.name.clone()),
                )
            };
            // Flows are walked for TCP; of others the groups and routes are known.
            let verdict = match port.filter(|_| edge.text("protocol") != "udp") {
                Some(port) => match network::flow(site.architecture, from, Place::Element(target.ix), port) {
                    Answer::Passes(_) => passes(),
                    Answer::Blocked(blocked) => Verdict::violated(why(site, &target, blocked)),
                    Answer::CannotTell(unknown) => Verdict::cannot_tell(
                        Message::say(
                            "Whether “{0}” reaches “{1}” depends on {2} of “{3}”, which is known when it is built.",
                            "Si «{0}» llega a «{1}» depende de {2} de «{3}», que se sabe cuando se crea.",
                        )
                        .with(site.name.clone())
                        .with(target.name.clone())
                        .with(unknown.property)
                        .with(site.architecture.elements[unknown.element].name.clone()),
                    ),
                },
                None => match network::reach(site.architecture, from, target.ix, port) {
                    Ok(_) => passes(),
                    Err(blocked) => Verdict::violated(why(site, &target, blocked)),
                },
            };
            verdicts.push(verdict);
        }
        verdicts
    }

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

/// What stops the flow, as a sentence.
fn why(site: &Site<'_>, target: &Site<'_>, blocked: Blocked) -> Message {
    let message = match blocked {
        Blocked::NoPublicAddress(_) | Blocked::NoInterface(_) => Message::say(
            "“{0}” does not reach “{1}”, which has no public address.",
            "«{0}» no llega a «{1}», que no tiene dirección pública.",
        ),
        Blocked::NoRoute(_) => Message::say(
            "“{0}” does not reach “{1}”: its tier has no route to an internet gateway.",
            "«{0}» no llega a «{1}»: su capa no tiene ruta a un internet gateway.",
        ),
        Blocked::OtherNetwork(..) => Message::say(
            "“{0}” does not reach “{1}”: they stand in different networks that nothing joins.",
            "«{0}» no llega a «{1}»: están en redes distintas que nada une.",
        ),
        Blocked::NoEgress(_) => Message::say(
            "“{0}” does not reach “{1}”: no outbound rule lets it out.",
            "«{0}» no llega a «{1}»: ninguna regla de salida lo permite.",
        ),
        Blocked::Outside => {
            Message::say("“{0}” and “{1}” both stand outside.", "«{0}» y «{1}» están ambos fuera.")
        }
        Blocked::NetworkAcl { reply, direction, .. } => acl(reply, direction),
        Blocked::NoIngress(_) => Message::say(
            "“{0}” does not reach “{1}”: no inbound rule lets it in.",
            "«{0}» no llega a «{1}»: ninguna regla de entrada lo permite.",
        ),
    };
    let message = message.with(site.name.clone()).with(target.name.clone());
    match blocked {
        Blocked::NetworkAcl { port, reply: false, .. } => message.with(port.to_string()),
        _ => message,
    }
}

/// That a network ACL stops it, and what it would have to permit.
fn acl(reply: bool, direction: Direction) -> Message {
    match (reply, direction) {
        (true, Direction::In) => Message::say(
            "“{0}” gets no answer from “{1}”: a network ACL does not permit inbound TCP on ports 1024-65535.",
            "«{0}» no recibe respuesta de «{1}»: una ACL de red no permite TCP de entrada en los puertos 1024-65535.",
        ),
        (true, Direction::Out) => Message::say(
            "“{0}” gets no answer from “{1}”: a network ACL does not permit outbound TCP on ports 1024-65535.",
            "«{0}» no recibe respuesta de «{1}»: una ACL de red no permite TCP de salida en los puertos 1024-65535.",
        ),
        (false, Direction::In) => Message::say(
            "“{0}” does not reach “{1}”: a network ACL does not permit inbound TCP on port {2}.",
            "«{0}» no llega a «{1}»: una ACL de red no permite TCP de entrada en el puerto {2}.",
        ),
        (false, Direction::Out) => Message::say(
            "“{0}” does not reach “{1}”: a network ACL does not permit outbound TCP on port {2}.",
            "«{0}» no llega a «{1}»: una ACL de red no permite TCP de salida en el puerto {2}.",
        ),
    }
}
