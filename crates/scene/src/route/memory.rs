//! What the last drawing found: a connection whose surroundings are as they were is not searched again.

use super::{Key, Router, Way};
use crate::{board::Link, geometry::Side};
use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// Straight lines are tried first, for all links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pass {
    Straight,
    Bent,
}

/// What a search looked at, hashed, and what it found.
type Ways = BTreeMap<(Key, Key, Pass), (u64, Option<Way>)>;

/// The ways of a drawing, to draw it again after an edit: the result is the same as without.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    ways: Ways,
}

/// What is known while a plan is routed.
pub(super) struct Known {
    before: Ways,
    now: Ways,
}

impl Known {
    pub fn from(memory: &mut Memory) -> Known {
        Known { before: std::mem::take(&mut memory.ways), now: Ways::new() }
    }

    /// Keeps what is known now, and forgets what is not there any more.
    pub fn remember(&mut self, memory: &mut Memory) {
        memory.ways = std::mem::take(&mut self.now);
    }

    /// What was found from the same: a way, or that there is none. `None`: it must be searched.
    pub fn way(&mut self, link: &Link, pass: Pass, seen: u64) -> Option<Option<Way>> {
        let (before, way) = self.before.remove(&(link.from.clone(), link.to.clone(), pass))?;
        (before == seen).then_some(way)
    }

    pub fn note(&mut self, link: &Link, pass: Pass, seen: u64, way: Option<Way>) {
        self.now.insert((link.from.clone(), link.to.clone(), pass), (seen, way));
    }
}

impl Router<'_> {
    /// Everything that the search of a way for this link reads, as 64 bits: two drawings of a link that differ are taken
    /// for the same once in 2⁶⁴.
    pub(super) fn seen(&self, trunk: usize, link: &Link) -> u64 {
        let mut seen = DefaultHasher::new();
        let kind = self.plan.sites.get(&link.from).map(|site| site.kind);
        let ends = (self.rect(&link.from), self.rect(&link.to));
        (trunk, &link.label, link.look, kind, ends, self.company(link)).hash(&mut seen);
        (self.plan.size, &self.plan.gaps).hash(&mut seen);
        let around = &self.around;
        (around.window, &around.solid, &around.texts, &around.borders, &around.pieces).hash(&mut seen);
        for key in [&link.from, &link.to] {
            for side in Side::ALL {
                self.ports.get(&(key.clone(), side)).hash(&mut seen);
            }
        }
        let siblings = self.siblings(trunk, link);
        siblings.len().hash(&mut seen);
        siblings.iter().for_each(|sibling| sibling.points.hash(&mut seen));
        for piece in self.alike(trunk, link) {
            piece.hash(&mut seen);
        }
        seen.finish()
    }
}
