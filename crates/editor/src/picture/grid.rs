//! A uniform grid over the world: which things may touch an area.

use std::collections::BTreeMap;

use engine::scene::geometry::Rect;

use crate::space::Area;

/// Side of a cell in world px: a card or two.
const CELL: i32 = 256;
/// Beyond this many cells an area is not looked up cell by cell.
const MANY: i64 = 4096;

#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Things by cell, each list ascending.
    cells: BTreeMap<(i32, i32), Vec<usize>>,
}

impl Grid {
    /// Adds a thing; things are added in ascending order.
    pub fn insert(&mut self, thing: usize, rect: Rect) {
        for x in rect.x.div_euclid(CELL)..=rect.right().div_euclid(CELL) {
            for y in rect.y.div_euclid(CELL)..=rect.bottom().div_euclid(CELL) {
                let cell = self.cells.entry((x, y)).or_default();
                if cell.last() != Some(&thing) {
                    cell.push(thing);
                }
            }
        }
    }

    /// The things of all cells that an area touches, ascending.
    pub fn near(&self, area: Area) -> Vec<usize> {
        let (left, right) = (cell(area.x), cell(area.right()));
        let (top, bottom) = (cell(area.y), cell(area.bottom()));
        let many = i64::from(right) - i64::from(left) > MANY || i64::from(bottom) - i64::from(top) > MANY;
        let mut found: Vec<usize> = if many {
            let inside = |(x, y): (i32, i32)| (left..=right).contains(&x) && (top..=bottom).contains(&y);
            self.cells.iter().filter(|(at, _)| inside(**at)).flat_map(|(_, things)| things).copied().collect()
        } else {
            let columns = (left..=right).map(|x| self.cells.range((x, top)..=(x, bottom)));
            columns.flatten().flat_map(|(_, things)| things).copied().collect()
        };
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn cell(at: f64) -> i32 {
    // saturates, which is what is wanted far away
    #[allow(clippy::cast_possible_truncation)]
    let cell = (at / f64::from(CELL)).floor() as i32;
    cell
}
