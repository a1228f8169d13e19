//! Addresses of elements.

use std::sync::LazyLock;

use architecture::{Cidr, SECURITY_GROUP};
use services::{Site, kinds::ec2_instance};

/// Blocks at least this large reach beyond any one network: a rule that names one is open to the internet.
const WIDEST_NETWORK: u8 = 8;

/// Whether a block means “anyone on the internet”: wider than a /8. Two halves of the internet count like the whole.
pub fn open_to_internet(block: Cidr) -> bool {
    block.prefix() < WIDEST_NETWORK
}

/// Whether the element has an address on the internet. Whether packets get there is another matter: that takes a
/// route and a rule.
pub fn public_address(site: &Site<'_>) -> bool {
    let in_public_tier =
        || site.tier().is_some_and(|tier| tier.text(&services::kinds::subnet::ACCESS) == "public");
    match site.kind.name {
        ec2_instance::KIND => ec2_instance::public(site),
        "rds_instance" => site.flag(&services::kinds::rds_instance::PUBLIC),
        "auto_scaling_group" => in_public_tier(),
        "alb" => match site.properties.get("scheme").and_then(serde_json::Value::as_str) {
            Some("internet-facing") => true,
            Some("internal") => false,
            _ => in_public_tier(),
        },
        _ => false,
    }
}

/// Whether the element has network interfaces here: then, and only then, it was given a security group.
pub(crate) fn has_interface(site: &Site<'_>) -> bool {
    site.element().part(SECURITY_GROUP).is_some()
}

/// One address, as rules, entries and routes see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Address {
    Known(u32),
    /// Someone's on the internet, of a network that no narrow block names.
    Anyone(u32),
}

impl Address {
    pub(crate) fn within(self, block: Cidr) -> bool {
        match self {
            Address::Known(at) => (block.first()..=block.last()).contains(&at),
            Address::Anyone(at) => open_to_internet(block) && (block.first()..=block.last()).contains(&at),
        }
    }

    /// Whether it never crosses the internet.
    pub(crate) fn private(self) -> bool {
        matches!(self, Address::Known(_)) && private_blocks().iter().any(|block| self.within(*block))
    }
}

/// Addresses that never cross the internet. Source: RFC 1918, RFC 6598.
static PRIVATE: LazyLock<Vec<Cidr>> = LazyLock::new(|| {
    let blocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
    blocks.into_iter().filter_map(Cidr::parse).collect()
});

pub(crate) fn private_blocks() -> &'static [Cidr] {
    &PRIVATE
}

/// One address for each way that these blocks can treat the addresses of `block`: answers change only at their ends.
pub(crate) fn samples(block: Cidr, ends: impl IntoIterator<Item = Cidr>) -> Vec<u32> {
    let edges = ends.into_iter().flat_map(|end| [Some(end.first()), end.last().checked_add(1)]).flatten();
    let mut found: Vec<u32> =
        edges.filter(|at| (block.first()..=block.last()).contains(at)).chain([block.first()]).collect();
    found.sort_unstable();
    found.dedup();
    found
}
