//! Addresses of tiers: stable slots, so that growing never renumbers.
//!
//! A VPC is cut into units of 1/64 (a /16 into /22). A tier owns four units per slot, one for each possible zone,
//! times its size: tier in slot `s` and zone `z` begins at unit `4·s + (z − 1)·k`, where `k` units hold one of its
//! subnets. Nothing depends on how many zones or tiers there are, only on slot, zone and prefix length.

use crate::Cidr;

/// Units a VPC is cut into: 16 slots of four zones.
const UNIT_BITS: u8 = 6;
/// Slots of a VPC.
pub const SLOTS: u8 = 16;
/// Zones a tier may span.
pub const MAX_ZONES: u8 = 4;

/// The block of a tier's subnet in one zone; `None` if it does not fit the VPC.
///
/// `prefix` is the prefix length of the subnet; shorter than a unit, it takes several slots, and `slot` must be a
/// multiple of [`slots_taken`].
pub fn block(vpc: Cidr, slot: u8, zone: u8, prefix: u8) -> Option<Cidr> {
    let unit = vpc.prefix() + UNIT_BITS;
    if zone == 0
        || zone > MAX_ZONES
        || prefix <= vpc.prefix()
        || prefix > 28
        || !slot.is_multiple_of(slots_taken(vpc, prefix))
    {
        return None;
    }
    let units_each = 1u64 << unit.saturating_sub(prefix);
    let start = u64::from(slot) * 4 + u64::from(zone - 1) * units_each;
    let at = vpc.subnet(unit.max(prefix), start << prefix.saturating_sub(unit).min(32))?;
    // A subnet longer than a unit stands at the unit's start; a shorter one covers whole units.
    Cidr::new(at.first(), prefix).filter(|found| vpc.contains(*found))
}

/// Slots a tier with subnets of this prefix length takes.
pub fn slots_taken(vpc: Cidr, prefix: u8) -> u8 {
    1 << (vpc.prefix() + UNIT_BITS).saturating_sub(prefix).min(4)
}

/// The slots of several tiers: those that ask for one keep it; the others get, in order, the lowest that is free.
///
/// `None` for a tier that finds no room or whose wish is taken.
pub fn assign(vpc: Cidr, tiers: &[(Option<u8>, u8)]) -> Vec<Option<u8>> {
    let mut taken = [false; SLOTS as usize];
    let mut claim = |slot: u8, prefix: u8| -> bool {
        let range = usize::from(slot)..usize::from(slot) + usize::from(slots_taken(vpc, prefix));
        let Some(wanted) = taken.get_mut(range) else { return false };
        if wanted.iter().any(|used| *used) {
            return false;
        }
        wanted.fill(true);
        true
    };
    let mut slots: Vec<Option<u8>> = tiers
        .iter()
        .map(|&(wish, prefix)| {
            wish.filter(|&slot| slot.is_multiple_of(slots_taken(vpc, prefix)) && claim(slot, prefix))
        })
        .collect();
    for (slot, &(wish, prefix)) in slots.iter_mut().zip(tiers) {
        if wish.is_none() {
            *slot =
                (0..SLOTS).step_by(usize::from(slots_taken(vpc, prefix))).find(|&free| claim(free, prefix));
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vpc() -> Cidr {
        Cidr::parse("10.0.0.0/16").unwrap()
    }

    #[test]
    fn a_tier_of_default_size_fills_its_units_zone_by_zone() {
        let blocks: Vec<_> = (1..=4).map(|zone| block(vpc(), 1, zone, 22).unwrap().to_string()).collect();
        assert_eq!(blocks, ["10.0.16.0/22", "10.0.20.0/22", "10.0.24.0/22", "10.0.28.0/22"]);
        assert_eq!(block(vpc(), 0, 2, 24).unwrap().to_string(), "10.0.4.0/24");
        assert_eq!(block(vpc(), 4, 2, 20).unwrap().to_string(), "10.0.80.0/20");
        assert_eq!(
            block(vpc(), 1, 1, 20),
            None,
            "a /20 tier takes four slots and starts at a multiple of four"
        );
    }

    #[test]
    fn wishes_are_kept_and_the_rest_fills_the_gaps() {
        let slots = assign(vpc(), &[(None, 22), (Some(0), 24), (None, 20), (Some(0), 22)]);
        assert_eq!(slots, [Some(1), Some(0), Some(4), None]);
    }

    proptest! {
        #[test]
        fn blocks_of_different_tiers_and_zones_never_overlap(
            prefixes in proptest::collection::vec(18u8..=28, 1..6),
            vpc_prefix in 16u8..=20,
        ) {
            let vpc = Cidr::new(0x0a00_0000, vpc_prefix).unwrap();
            let tiers: Vec<_> = prefixes.iter().map(|&prefix| (None, prefix.clamp(vpc_prefix + 2, 28))).collect();
            let slots = assign(vpc, &tiers);
            let mut blocks = Vec::new();
            for (slot, (_, prefix)) in slots.iter().zip(&tiers) {
                let Some(slot) = slot else { continue };
                for zone in 1..=MAX_ZONES {
                    let Some(found) = block(vpc, *slot, zone, *prefix) else { continue };
                    prop_assert!(vpc.contains(found));
                    for other in &blocks {
                        prop_assert!(!found.overlaps(*other), "{found} overlaps {other}");
                    }
                    blocks.push(found);
                }
            }
        }
    }
}
