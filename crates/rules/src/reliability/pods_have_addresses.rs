//! Subnets have an address for each pod of a cluster at its largest.

use design::Words;
use services::{Site, kinds::subnet};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, machines, room,
};

pub struct PodsHaveAddresses;

static ABOUT: About = About {
    id: "pods-have-addresses",
    title: Words::new("Every pod finds an address", "Cada pod encuentra una dirección"),
    rationale: Words::new(
        "Each pod takes an address of the subnet, and each node keeps more of them ready. When they run out, new pods wait and new nodes do not join, though there is processor and memory left.",
        "Cada pod ocupa una dirección de la subred, y cada nodo guarda más en reserva. Cuando se acaban, los pods nuevos esperan y los nodos nuevos no se unen, aunque sobre procesador y memoria.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL01",
    peers: &["groundplan:G-IP-01"],
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/vpc-cni.html",
    scope: Scope::Vpc,
    kinds: &[subnet::KIND],
};

impl Rule for PodsHaveAddresses {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let groups = machines::cluster_nodes(site);
        if groups.is_empty() {
            return Vec::new();
        }
        if let Some(unknown) = groups.iter().find(|group| addresses(group).is_none()) {
            let message = Message::say(
                "How many addresses a node of “{0}” takes is not known for its type: does “{1}” have them?",
                "Cuántas direcciones ocupa un nodo de «{0}» no se sabe para su tipo: ¿las tiene «{1}»?",
            );
            return vec![Verdict::cannot_tell(message.with(unknown.name.clone()).with(site.name.clone()))];
        }
        let (least, most) = (needed(site, Reserve::Least), needed(site, Reserve::Most));
        let verdict = |(zone, block): (u8, architecture::Cidr)| {
            let usable = block.size().saturating_sub(room::KEPT_BY_AWS);
            let message = |en: &'static str, es: &'static str, taken: u64| {
                Message::say(en, es)
                    .with(site.name.clone())
                    .with(zone.to_string())
                    .with(usable.to_string())
                    .with(taken.to_string())
            };
            let verdict = if usable >= most {
                Verdict::satisfied(message(
                    "“{0}” in zone {1} has {2} usable addresses for at most {3}, nodes full of pods included.",
                    "«{0}» en la zona {1} tiene {2} direcciones útiles para a lo más {3}, con nodos llenos de pods.",
                    most,
                ))
            } else if usable < least {
                Verdict::violated(message(
                    "“{0}” in zone {1} has {2} usable addresses, and nodes at their most reserve {3} before many pods run.",
                    "«{0}» en la zona {1} tiene {2} direcciones útiles, y los nodos en su máximo reservan {3} aun con pocos pods.",
                    least,
                ))
            } else {
                Verdict::cannot_tell(message(
                    "“{0}” in zone {1} has {2} usable addresses; nodes full of pods take {3}. How many pods run on a node?",
                    "«{0}» en la zona {1} tiene {2} direcciones útiles; nodos llenos de pods ocupan {3}. ¿Cuántos pods hay por nodo?",
                    most,
                ))
            };
            verdict.part(format!("subnet/{zone}")).on(subnet::PREFIX.name)
        };
        site.element().subnets().map(verdict).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        room::widened(site, needed(site, Reserve::Most))
    }
}

impl Examples for PodsHaveAddresses {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "many nodes in a small subnet",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"max":20,"desired":2,"min":2},"parent":"cluster"},"app":{"properties":{"access":"private","slot":1,"prefix_length":26}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "room for some pods, not for all",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"max":4,"desired":2,"min":2,"instance_type":"m6i.2xlarge"},"parent":"cluster"},"app":{"properties":{"access":"private","slot":1,"prefix_length":25}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a type that is not known",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"instance_type":"x9z.large"},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default size",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a tier without nodes",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}

/// What a node keeps: two interfaces, of which one is spare, as the network plugin does by default; or all.
#[derive(Clone, Copy, PartialEq)]
enum Reserve {
    Least,
    Most,
}

fn addresses(group: &Site<'_>) -> Option<(u64, u64)> {
    machines::interfaces(group.text(machines::instance_type_property(group)?))
}

/// What all that stands in a tier takes of each of its subnets.
fn needed(tier: &Site<'_>, reserve: Reserve) -> u64 {
    room::needed_with(tier, &|group| {
        let (interfaces, each) = addresses(group).unwrap_or_default();
        if reserve == Reserve::Least { interfaces.min(2) * each } else { interfaces * each }
    })
}
