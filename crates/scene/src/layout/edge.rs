//! The edge row: names and distributions above the Regions, each with what is docked to its right.

use super::{CARD, DOCK, Plan, card_width, dock, label_gap, settle};
use crate::{
    board::{Board, Edge, Piece},
    geometry::{Rect, rect},
};

/// A card with its docked ones, side by side.
struct Unit<'a> {
    /// Left edge, relative to the centre line.
    x: i32,
    edge: &'a Edge,
}

/// The row before it has a place.
pub(super) struct EdgeRow<'a> {
    units: Vec<Unit<'a>>,
    /// How far it reaches left of the centre line.
    pub left: i32,
}

fn card_of(edge: &Edge) -> i32 {
    if edge.spine { card_width(&edge.piece, CARD, 200, 240) } else { card_width(&edge.piece, CARD, 120, 176) }
}

fn docked_width(piece: &Piece) -> i32 {
    card_width(piece, CARD, 108, 176)
}

/// Width of what is docked to a card, links included.
fn docked(edge: &Edge) -> i32 {
    edge.piece.docked.iter().map(|piece| docked_width(piece) + DOCK).sum()
}

/// Arranges the row around the centre line, on which the spine card stands.
pub(super) fn arrange(board: &Board) -> EdgeRow<'_> {
    let spine = board.edge.iter().position(|edge| edge.spine);
    let gap = |a: &Edge, b: &Edge| label_gap(board.label_between(&a.piece.key, &b.piece.key), 36);
    let (before, after) = board.edge.split_at(spine.unwrap_or(0));
    let start = spine.and_then(|at| board.edge.get(at)).map_or(0, |edge| -card_of(edge) / 2);
    let mut units = Vec::new();
    let (mut left, mut next) = (start, after.first());
    for edge in before.iter().rev() {
        left -= next.map_or(0, |next| gap(edge, next)) + docked(edge) + card_of(edge);
        units.push(Unit { x: left, edge });
        next = Some(edge);
    }
    let (mut right, mut previous) = (start, None);
    for edge in after {
        right += previous.map_or(0, |previous| gap(previous, edge));
        units.push(Unit { x: right, edge });
        right += card_of(edge) + docked(edge);
        previous = Some(edge);
    }
    EdgeRow { units, left: -left }
}

impl EdgeRow<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Draws the row at `y`, within a room in which a person may have placed some of it. Returns its right end.
    pub(super) fn place(&self, center: i32, y: i32, room: Rect, plan: &mut Plan) -> i32 {
        let slots: Vec<(Rect, Option<Rect>)> = self
            .units
            .iter()
            .map(|Unit { x, edge }| {
                let docked = docked(edge);
                let wanted = settle::card(&edge.piece).map(|at| Rect { w: at.w + docked, ..at });
                (rect(center + x, y, card_of(edge) + docked, CARD), wanted)
            })
            .collect();
        let settled = settle::settle(&slots, room, &[]);
        let mut end = 0;
        for (Unit { edge, .. }, at) in self.units.iter().zip(settled) {
            let card = Rect { w: at.w - docked(edge), ..at };
            plan.card(&edge.piece, card, None);
            let mut x = card.right();
            for piece in &edge.piece.docked {
                let width = docked_width(piece);
                plan.docked.push(dock(x, at.center().y));
                plan.card(piece, rect(x + DOCK, at.y, width, at.h), None);
                x += DOCK + width;
            }
            end = end.max(at.right());
        }
        end
    }
}
