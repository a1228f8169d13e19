//! IPv4 blocks.

use std::{fmt, net::Ipv4Addr};

/// An IPv4 block with zero host bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    network: u32,
    prefix: u8,
}

impl Cidr {
    /// All of IPv4.
    pub const ANYWHERE: Cidr = Cidr { network: 0, prefix: 0 };

    /// `None` if the prefix is over 32 or host bits are set.
    pub fn new(network: u32, prefix: u8) -> Option<Cidr> {
        (prefix <= 32 && network & !mask(prefix) == 0).then_some(Cidr { network, prefix })
    }

    /// Reads `10.0.0.0/16`.
    pub fn parse(text: &str) -> Option<Cidr> {
        let (address, prefix) = text.split_once('/')?;
        Cidr::new(u32::from(address.parse::<Ipv4Addr>().ok()?), prefix.parse().ok()?)
    }

    pub fn prefix(self) -> u8 {
        self.prefix
    }

    /// Addresses in the block; AWS keeps five of each subnet.
    pub fn size(self) -> u64 {
        1 << (32 - self.prefix)
    }

    pub fn first(self) -> u32 {
        self.network
    }

    pub fn last(self) -> u32 {
        self.network | !mask(self.prefix)
    }

    pub fn contains(self, other: Cidr) -> bool {
        self.prefix <= other.prefix && other.network & mask(self.prefix) == self.network
    }

    pub fn overlaps(self, other: Cidr) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The `index`-th block of `prefix` within this one.
    pub fn subnet(self, prefix: u8, index: u64) -> Option<Cidr> {
        if prefix < self.prefix || prefix > 32 || index >= 1 << (prefix - self.prefix) {
            return None;
        }
        let offset = u32::try_from(index << (32 - prefix)).ok()?;
        Cidr::new(self.network.checked_add(offset)?, prefix)
    }
}

fn mask(prefix: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0)
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.network), self.prefix)
    }
}

impl fmt::Debug for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_with_host_bits_or_nonsense_are_refused() {
        for text in ["10.0.0.1/16", "10.0.0.0/33", "10.0.0/16", "10.0.0.0", "x/8", "10.0.0.0/-1"] {
            assert_eq!(Cidr::parse(text), None, "{text}");
        }
        assert_eq!(Cidr::parse("0.0.0.0/0").map(|all| all.size()), Some(1 << 32));
    }

    #[test]
    fn subnets_are_counted_in_their_own_size() {
        let vpc = Cidr::parse("10.0.0.0/16").unwrap();
        assert_eq!(vpc.subnet(20, 2).unwrap().to_string(), "10.0.32.0/20");
        assert_eq!(vpc.subnet(20, 16), None);
        assert_eq!(vpc.subnet(8, 0), None);
        assert!(vpc.subnet(24, 255).unwrap().overlaps(vpc));
    }
}
