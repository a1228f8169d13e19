//! Ports that security groups open to anyone on the internet.

use architecture::Source;
use network::Direction;
use services::kinds::{
    alb, auto_scaling_group, cfn_resource, ec2_instance, eks_cluster, eks_node_group, eks_workers,
    opensearch_domain, rds_instance,
};
use text::Message;

use crate::{Case, Verdict, raw_groups};

/// What has groups that people state rules of.
pub(crate) const KINDS: &[&str] = &[
    alb::KIND,
    auto_scaling_group::KIND,
    cfn_resource::KIND,
    ec2_instance::KIND,
    eks_cluster::KIND,
    eks_node_group::KIND,
    eks_workers::KIND,
    opensearch_domain::KIND,
    rds_instance::KIND,
];

pub(crate) fn open() -> Message {
    Message::say(
        "Port {1} of “{0}” is open to the internet, by rules of “{2}”.",
        "El puerto {1} de «{0}» está abierto a internet, por reglas de «{2}».",
    )
}

/// Whether a group opens one of some ports to the internet: those in force on a drawn element, or the rules of a raw
/// group. `{0}` in the messages is the name; in the first, `{1}` is the port and `{2}` who holds the rule. Nothing for
/// other raw resources.
pub(crate) fn judge(
    site: &Case<'_>,
    ports: &[u16],
    violated: Message,
    satisfied: Message,
) -> Option<Verdict> {
    if site.is(cfn_resource::KIND) {
        return raw_groups::judge(site, ports, violated, satisfied);
    }
    let wide = |held: &network::Held<'_>| {
        let anyone = matches!(held.rule.peer, Source::Cidr(block) if network::open_to_internet(block));
        let permit = network::Permit::of(held.rule);
        let port = ports.iter().copied().find(|port| anyone && permit.contains(*port));
        port.map(|port| (held.holder, port))
    };
    let open = network::rules(site.architecture, site.ix, Direction::In).find_map(|held| wide(&held));
    let name = site.name.clone();
    Some(match open {
        Some((holder, port)) => {
            let violated = violated.with(name).with(port.to_string());
            Verdict::violated(violated.with(site.at(holder).name.clone()))
        }
        None => Verdict::satisfied(satisfied.with(name)),
    })
}
