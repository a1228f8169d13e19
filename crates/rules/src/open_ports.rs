//! Ports that security groups open to anyone on the internet.

use architecture::Source;
use network::Direction;
use services::kinds::cfn_resource;
use text::Message;

use crate::{Case, Verdict, raw_groups};

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
