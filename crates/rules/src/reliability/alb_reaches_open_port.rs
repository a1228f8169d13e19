//! A load balancer calls nodes on the port their service listens on.

use architecture::Edge;
use design::{ConnectionKind, Words};
use serde_json::Value;
use services::{
    Site,
    kinds::{alb, eks_node_group, eks_workers},
};
use text::Message;

use crate::{About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbReachesOpenPort;

static ABOUT: About = About {
    id: "alb-reaches-open-port",
    title: Words::new(
        "Load balancers call nodes on the port they listen on",
        "Los balanceadores llaman a los nodos en el puerto en que escuchan",
    ),
    rationale: Words::new(
        "Workers answer on their node port, pods on theirs. A connection with another port leads to targets that are never well.",
        "Los nodos responden en su NodePort, los pods en el suyo. Una conexión con otro puerto lleva a destinos que nunca están sanos.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-ALB-02"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbReachesOpenPort {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = |(edge, target): (&Edge, Site<'_>)| {
            let listens = listens(edge, &target)?;
            let called = called(edge, listens);
            if called != listens && !wrong(site, edge, &target) && !stated(&target) {
                return None;
            }
            let say = |en: &'static str, es: &'static str| {
                let names = Message::say(en, es).with(site.name.clone()).with(target.name.clone());
                names.with(called.to_string()).with(listens.to_string())
            };
            Some(if called == listens {
                Verdict::satisfied(
                    Message::say(
                        "“{0}” calls “{1}” on port {2}, where it listens.",
                        "«{0}» llama a «{1}» en el puerto {2}, donde escucha.",
                    )
                    .with(site.name.clone())
                    .with(target.name.clone())
                    .with(called.to_string()),
                )
            } else if wrong(site, edge, &target) {
                Verdict::violated(say(
                    "“{0}” calls “{1}” on port {2}, which listens on {3}.",
                    "«{0}» llama a «{1}» en el puerto {2}, que escucha en {3}.",
                ))
            } else {
                Verdict::cannot_tell(say(
                    "“{0}” calls “{1}” on port {2} beside {3}: does a second service listen there?",
                    "«{0}» llama a «{1}» en el puerto {2} además del {3}: ¿escucha allí un segundo servicio?",
                ))
            })
        };
        site.to(ConnectionKind::Target).filter_map(verdict).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let edits = site
            .to(ConnectionKind::Target)
            .filter(|(edge, target)| wrong(site, edge, target))
            .map(|(edge, _)| Edit::Set { id: edge.id.clone(), property: "port", value: Value::Null })
            .collect();
        Some(Fix {
            title: Message::say("Call the port it listens on", "Llamar al puerto en que escucha"),
            edits,
        })
    }
}

impl Examples for AlbReachesOpenPort {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "workers on another port than their service’s",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{},"parent":"cluster"}},"connections":{"t":{"from":"alb","kind":"target","to":"nodes","properties":{"port":8080}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "pods on another port than theirs",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"pod_port":3000},"parent":"cluster"}},"connections":{"t":{"from":"alb","kind":"target","to":"nodes","properties":{"port":8080,"target_type":"ip"}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a second service beside the first",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{"node_port":30080},"parent":"cluster"}},"connections":{"t":{"from":"alb","kind":"target","to":"nodes","properties":{}},"u":{"from":"alb","kind":"target","to":"nodes","properties":{"port":30081,"path":"/admin/*"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "workers on their node port",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{"node_port":31000},"parent":"cluster"}},"connections":{"t":{"from":"alb","kind":"target","to":"nodes","properties":{"port":31000}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "no port is stated",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}},"connections":{"t":{"from":"alb","kind":"target","to":"nodes","properties":{"target_type":"ip"}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "pods of which only the connection says where they listen",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}},"connections":{"t":{"from":"alb","kind":"target","to":"nodes","properties":{"port":3000,"target_type":"ip"}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "instances, which do not say where they listen for it",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
        ]
    }
}

/// The port the application on nodes listens on; workers do not say where their pods do.
fn listens(edge: &Edge, target: &Site<'_>) -> Option<i64> {
    match target.kind.name {
        eks_workers::KIND if edge.text("target_type") != "ip" => {
            Some(target.integer(&eks_workers::NODE_PORT))
        }
        eks_node_group::KIND => Some(target.integer(&eks_node_group::POD_PORT)),
        _ => None,
    }
}

fn called(edge: &Edge, listens: i64) -> i64 {
    edge.port("port").map_or(listens, i64::from)
}

/// Whether the nodes themselves say on which port they listen.
fn stated(target: &Site<'_>) -> bool {
    [eks_workers::NODE_PORT.name, eks_node_group::POD_PORT.name]
        .iter()
        .any(|name| target.properties.get(*name).is_some())
}

/// Whether nothing can listen on the port called: it is no node port, or no connection calls the one that is stated.
fn wrong(site: &Case<'_>, edge: &Edge, target: &Site<'_>) -> bool {
    let Some(listens) = listens(edge, target) else { return false };
    let stray = called(edge, listens);
    if stray == listens {
        return false;
    }
    // The range Kubernetes gives to node ports.
    if target.is(eks_workers::KIND) && !(30_000..=32_767).contains(&stray) {
        return true;
    }
    let mut others = site.to(ConnectionKind::Target).filter(|(_, other)| other.ix == target.ix);
    stated(target) && !others.any(|(other, _)| called(other, listens) == listens)
}
