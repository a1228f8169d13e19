//! Who stands outside the account.

use super::{GATE, Plan, SiteKind, settle};
use crate::{
    board::{Board, Outsider},
    draw::{Item, Shape, TextStyle, chip_width},
    geometry::{Rect, even, rect},
};

const HEIGHT: i32 = 56;
const APART: i32 = 14;

/// Width of the column of actors with the space for their longest label.
pub(super) fn column(board: &Board) -> (i32, i32) {
    if board.actors.is_empty() {
        return (0, 20);
    }
    let width = board
        .actors
        .iter()
        .map(|actor| even(TextStyle::Actor.room(&actor.piece.name) + 10).clamp(64, 108))
        .max()
        .unwrap_or(64);
    let label = board
        .links
        .iter()
        .filter(|link| board.actors.iter().any(|a| a.piece.key == link.from || a.piece.key == link.to))
        .map(|link| if link.label.is_empty() { 0 } else { chip_width(&link.label) })
        .max()
        .unwrap_or(0);
    // the wire passes the account's border: 22 px of padding follow it
    (width, (label + 30 - 22).max(16))
}

/// The height an actor would stand at: that of what it feeds.
fn height(board: &Board, actor: &Outsider, account: Rect, plan: &Plan) -> i32 {
    let key = &actor.piece.key;
    let gate = |at: Rect| at.h == GATE && at.w == GATE;
    let fed = board.links.iter().filter_map(|link| {
        let other = if &link.from == key {
            &link.to
        } else if &link.to == key {
            &link.from
        } else {
            return None;
        };
        let at = plan.sites.get(other)?.rect;
        Some((gate(at), if gate(at) { at.y - 22 } else { at.center().y }))
    });
    let fed = fed.min_by_key(|(gate, _)| *gate).map(|(_, y)| y);
    // who feeds two cards of the edge row reaches the farther one over the nearer
    let edges = board.edge.iter().filter(|edge| {
        let other = &edge.piece.key;
        board.links.iter().any(|link| &link.from == key && &link.to == other)
    });
    let raise = if edges.count() > 1 { 16 } else { 0 };
    fed.unwrap_or(account.y + 60) - HEIGHT / 2 - raise
}

/// Actors stand at the height of what they feed, without touching each other, or where a person placed them
/// around the account.
pub(super) fn place(board: &Board, x: i32, width: i32, account: Rect, plan: &mut Plan) {
    let mut order: Vec<(i32, &Outsider)> =
        board.actors.iter().map(|actor| (height(board, actor, account, plan), actor)).collect();
    order.sort_by_key(|(y, _)| *y);
    let mut free = account.y;
    let mut slots = Vec::new();
    for (y, actor) in &order {
        let at = rect(x, free.max(*y), width, HEIGHT);
        slots.push((at, settle::actor(&actor.piece)));
        free = at.bottom() + APART;
    }
    let settled = settle::settle(&slots, settle::room(APART, APART), &[account]);
    for ((_, actor), at) in order.into_iter().zip(settled) {
        plan.cards.push(Item::new(
            actor.piece.subjects.clone(),
            Shape::Actor { rect: at, glyph: actor.glyph, name: actor.piece.name.clone() },
        ));
        plan.site(&actor.piece.key, at, SiteKind::Card, None);
        plan.badge(&actor.piece, at);
    }
}
