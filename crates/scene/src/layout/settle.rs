//! What a person placed on the page keeps its place; what would lie on it moves to the nearest free one.

use crate::{
    board::Piece,
    geometry::{Rect, rect},
};

/// Distance that cards keep from each other when one of them gives way.
const APART: i32 = 10;
/// How far from the page's corner a place still makes sense.
pub(super) const FARTHEST: i32 = 4000;

/// Where cards may stand: from a corner to the right and down.
pub(super) const fn room(x: i32, y: i32) -> Rect {
    rect(x, y, FARTHEST + 1000, FARTHEST + 1000)
}

/// A person's frame on the page, when it is a sensible one for a card.
pub(super) fn card(piece: &Piece) -> Option<Rect> {
    wanted(piece, (80, 800), (36, 80))
}

/// A person's frame of an actor.
pub(super) fn actor(piece: &Piece) -> Option<Rect> {
    wanted(piece, (48, 200), (40, 120))
}

fn wanted(piece: &Piece, width: (i32, i32), height: (i32, i32)) -> Option<Rect> {
    let placed = piece.placed?;
    let sane = (width.0..=width.1).contains(&placed.w)
        && (height.0..=height.1).contains(&placed.h)
        && (0..=FARTHEST).contains(&placed.x)
        && (0..=FARTHEST).contains(&placed.y);
    sane.then_some(placed)
}

/// Places cards in a room around what is solid: first those that a person placed and that fit, in order; then
/// the others, where the layout would have them or as near as the placed ones leave room.
pub(super) fn settle(slots: &[(Rect, Option<Rect>)], room: Rect, solid: &[Rect]) -> Vec<Rect> {
    let fits = |wanted: &Rect| wanted.w <= room.w && wanted.h <= room.h;
    let slots: Vec<_> = slots.iter().map(|(slot, wanted)| (*slot, wanted.filter(fits))).collect();
    let mut out: Vec<Rect> = slots.iter().map(|(slot, _)| *slot).collect();
    let mut taken = solid.to_vec();
    for (at, (_, wanted)) in out.iter_mut().zip(&slots) {
        if let Some(wanted) = wanted {
            *at = nearest(*wanted, room, &taken);
            taken.push(*at);
        }
    }
    let placed = taken.split_off(solid.len());
    if placed.is_empty() {
        return out;
    }
    let gives_way = |slot: &Rect| placed.iter().any(|other| other.inflate(APART).overlaps(*slot));
    let stays = slots.iter().filter(|(slot, wanted)| wanted.is_none() && !gives_way(slot));
    taken.extend(stays.map(|(slot, _)| *slot));
    taken.extend(&placed);
    for (at, (slot, wanted)) in out.iter_mut().zip(&slots) {
        if wanted.is_none() && gives_way(slot) {
            *at = nearest(*slot, room, &taken);
            taken.push(*at);
        }
    }
    out
}

/// The free place nearest to the wanted one: there, or beside something that is taken.
fn nearest(wanted: Rect, room: Rect, taken: &[Rect]) -> Rect {
    let taken: Vec<Rect> = taken.iter().map(|other| other.inflate(APART)).collect();
    let start = rect(
        wanted.x.clamp(room.x, (room.right() - wanted.w).max(room.x)),
        wanted.y.clamp(room.y, (room.bottom() - wanted.h).max(room.y)),
        wanted.w,
        wanted.h,
    );
    let is_free = |at: Rect| room.contains(at) && !taken.iter().any(|other| other.overlaps(at));
    if is_free(start) {
        return start;
    }
    let beside = |first: i32, places: &mut dyn Iterator<Item = [i32; 2]>| {
        let mut all: Vec<i32> = places.flatten().chain([first]).collect();
        all.sort_unstable_by_key(|at| ((at - first).abs(), *at));
        all.dedup();
        all
    };
    let xs = beside(start.x, &mut taken.iter().map(|other| [other.x - start.w, other.right()]));
    let ys = beside(start.y, &mut taken.iter().map(|other| [other.y - start.h, other.bottom()]));
    let mut best: Option<(i32, Rect)> = None;
    for y in ys {
        for x in &xs {
            let distance = (x - start.x).abs() + (y - start.y).abs();
            // the rest of this row is farther still
            if best.is_some_and(|(least, _)| distance >= least) {
                break;
            }
            let at = Rect { x: *x, y, ..start };
            if is_free(at) {
                best = Some((distance, at));
                break;
            }
        }
    }
    // a full room: below everything
    let below = taken.iter().map(|other| other.bottom()).max().unwrap_or(start.y);
    best.map_or(Rect { y: below, ..start }, |(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = room(0, 0);

    const fn at(x: i32, y: i32) -> Rect {
        rect(x, y, 100, 40)
    }

    #[test]
    fn a_free_place_is_kept_and_a_taken_one_moves_as_little_as_it_can() {
        let solid = [rect(0, 0, 300, 100)];
        assert_eq!(nearest(at(400, 20), ROOM, &solid), at(400, 20));
        assert_eq!(nearest(at(250, 20), ROOM, &solid), at(310, 20), "to the right is nearest");
        assert_eq!(nearest(at(100, 80), ROOM, &solid), at(100, 110), "below is nearest");
        assert_eq!(nearest(at(-50, 300), ROOM, &solid), at(0, 300), "into the room");
    }

    #[test]
    fn who_was_placed_stays_and_who_was_not_gives_way() {
        let slots = [(at(0, 0), None), (at(0, 60), None), (at(0, 120), Some(at(20, 10)))];
        assert_eq!(settle(&slots, ROOM, &[]), [at(0, 110), at(0, 60), at(20, 10)]);
    }

    #[test]
    fn of_two_in_one_place_the_first_keeps_it() {
        let slots = [(at(0, 0), Some(at(500, 500))), (at(0, 60), Some(at(500, 500)))];
        assert_eq!(settle(&slots, ROOM, &[]), [at(500, 500), at(500, 450)]);
    }

    #[test]
    fn without_a_placed_card_nothing_moves() {
        let slots = [(at(0, 0), None), (at(50, 0), None)];
        assert_eq!(settle(&slots, ROOM, &[rect(0, 0, 10, 10)]), [at(0, 0), at(50, 0)]);
    }
}
