//! Levels of detail: what a board shows when the page or the screen is too small for all of it.
//!
//! A level changes the board, not the scale: text stays as large as it is, there is less of it.

use crate::board::{Board, Content, Extent, Group, Icon, Key, Link, Piece};
use std::collections::BTreeMap;

/// How much is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// As much as an A4 page in landscape holds with text of 6 pt or more.
    #[default]
    Auto,
    /// Everything.
    Full,
    /// Icon and name, without second lines, prices and nodes.
    Names,
    /// Icons alone inside the networks; one card per kind of regional service.
    Icons,
    /// One card per network, and per kind of everything else.
    Summary,
}

/// The board at a level; [`Detail::Auto`] and [`Detail::Full`] leave it as it is.
pub(crate) fn reduce(board: Board, detail: Detail) -> Board {
    match detail {
        Detail::Auto | Detail::Full => board,
        Detail::Names => names(board),
        Detail::Icons => icons(board),
        Detail::Summary => summary(icons(board)),
    }
}

fn name_only(piece: &mut Piece) {
    piece.spec.clear();
    piece.price.clear();
    piece.policy = None;
    piece.standby = None;
    piece.docked.iter_mut().for_each(name_only);
}

fn names(mut board: Board) -> Board {
    for edge in &mut board.edge {
        name_only(&mut edge.piece);
    }
    for region in &mut board.regions {
        region.regional.iter_mut().chain(&mut region.lane.pieces).for_each(name_only);
        for vpc in &mut region.vpcs {
            vpc.band.iter_mut().for_each(name_only);
            for content in vpc.tiers.iter_mut().flat_map(|tier| &mut tier.contents) {
                match content {
                    Content::Zonal(_, piece) => name_only(piece),
                    Content::Span(extent, piece) => {
                        name_only(piece);
                        *extent = Extent::Middle;
                    }
                    Content::Cluster(piece, groups) => {
                        name_only(piece);
                        groups.iter_mut().for_each(few);
                    }
                    Content::Group(group) => few(group),
                    Content::Icons(_) => {}
                }
            }
        }
    }
    board
}

/// A group without its nodes: their number stands in its header.
fn few(group: &mut Group) {
    group.nodes.clear();
    group.piece.price.clear();
}

fn icon(zone: usize, piece: &Piece) -> Icon {
    Icon { zone, symbol: piece.symbol.clone(), subjects: piece.subjects.clone() }
}

fn icons(board: Board) -> Board {
    let mut board = names(board);
    // what is drawn is smaller and fewer than what a person placed
    let actors = board.actors.iter_mut().map(|actor| &mut actor.piece);
    let edge = board.edge.iter_mut().map(|edge| &mut edge.piece);
    let regional =
        board.regions.iter_mut().flat_map(|region| region.regional.iter_mut().chain(&mut region.lane.pieces));
    actors.chain(edge).chain(regional).for_each(|piece| piece.placed = None);
    // what lies in a network is called by its network; regional services by their kind
    let mut alias: BTreeMap<Key, Key> = BTreeMap::new();
    for region in &mut board.regions {
        for vpc in &mut region.vpcs {
            let home = vpc.key.clone();
            let zones = vpc.zones.len().max(1);
            vpc.band.drain(..).for_each(|piece| {
                alias.insert(piece.key, home.clone());
            });
            vpc.right.drain(..).chain(vpc.left.drain(..)).for_each(|piece| {
                alias.insert(piece.key, home.clone());
            });
            for tier in &mut vpc.tiers {
                alias.insert(tier.key.clone(), home.clone());
                for subnet in tier.subnets.iter_mut().flatten() {
                    subnet.0.clear();
                }
                tier.label.0.clone_from(&tier.label.1);
                let mut shown = Vec::new();
                for content in tier.contents.drain(..) {
                    let mut add = |zone: usize, piece: &Piece| {
                        shown.push(icon(zone, piece));
                        alias.insert(piece.key.clone(), home.clone());
                    };
                    match &content {
                        Content::Zonal(zone, piece) => add(*zone, piece),
                        Content::Span(_, piece) => {
                            let all = std::iter::once(piece).chain(&piece.docked);
                            all.for_each(|piece| (0..zones).for_each(|zone| add(zone, piece)));
                        }
                        Content::Group(group) => (0..zones).for_each(|zone| add(zone, &group.piece)),
                        Content::Cluster(piece, groups) => {
                            for zone in 0..zones {
                                add(zone, piece);
                                groups.iter().for_each(|group| add(zone, &group.piece));
                            }
                        }
                        Content::Icons(icons) => shown.extend(icons.iter().cloned()),
                    }
                }
                if !shown.is_empty() {
                    tier.contents.push(Content::Icons(shown));
                }
            }
        }
        region.regional = by_kind(std::mem::take(&mut region.regional), &region.detail, &mut alias);
    }
    board.links = links(std::mem::take(&mut board.links), &alias);
    // a gateway stands on its network's border: the way on from it leads nowhere else
    let vpcs: Vec<_> = board.regions.iter().flat_map(|region| &region.vpcs).collect();
    board.links.retain(|link| {
        let own = |vpc: &&crate::board::Vpc| {
            vpc.key == link.to && vpc.internet.as_ref().is_some_and(|gate| gate.key == link.from)
        };
        !vpcs.iter().any(own)
    });
    board
}

/// Networks as cards before the regional services.
fn summary(mut board: Board) -> Board {
    let mut alias = BTreeMap::new();
    for region in &mut board.regions {
        let mut cards = Vec::new();
        for vpc in region.vpcs.drain(..) {
            if let Some(gate) = &vpc.internet {
                alias.insert(gate.key.clone(), vpc.key.clone());
            }
            let elements: usize = vpc.tiers.iter().flat_map(|tier| &tier.contents).map(size).sum();
            cards.push(Piece {
                key: vpc.key,
                subjects: vpc.subjects,
                symbol: "vpc".to_owned(),
                name: if vpc.label == "VPC" { vpc.detail } else { vpc.label },
                spec: format!("{} AZ · × {elements}", vpc.zones.len()),
                price: vpc.price,
                badge: vpc.badge,
                ..Piece::default()
            });
        }
        cards.append(&mut region.regional);
        region.regional = cards;
    }
    board.links = links(std::mem::take(&mut board.links), &alias);
    board
}

/// How many different elements the icons stand for.
fn size(content: &Content) -> usize {
    match content {
        Content::Icons(icons) => {
            let all: std::collections::BTreeSet<_> = icons.iter().flat_map(|icon| &icon.subjects).collect();
            all.len()
        }
        _ => 1,
    }
}

/// One card for each kind, with how many there are.
fn by_kind(pieces: Vec<Piece>, region: &str, alias: &mut BTreeMap<Key, Key>) -> Vec<Piece> {
    let mut out: Vec<(usize, Piece)> = Vec::new();
    for piece in pieces {
        let key = format!("{region}/{}", piece.symbol);
        alias.insert(piece.key.clone(), key.clone());
        match out.iter_mut().find(|(_, other)| other.key == key) {
            Some((count, other)) => {
                *count += piece.subjects.len();
                other.subjects.extend(piece.subjects);
                other.badge = other.badge.max(piece.badge);
                other.name = piece.symbol.replace(['_', '-'], " ");
            }
            None => out.push((piece.subjects.len(), Piece { key, ..piece })),
        }
    }
    out.into_iter()
        .map(|(count, piece)| {
            let spec = if count > 1 { format!("× {count}") } else { String::new() };
            Piece { spec, ..piece }
        })
        .collect()
}

/// Links between what is left; several between the same two become one with their number.
fn links(links: Vec<Link>, alias: &BTreeMap<Key, Key>) -> Vec<Link> {
    let mut out: Vec<(usize, Link)> = Vec::new();
    for mut link in links {
        for end in [&mut link.from, &mut link.to] {
            if let Some(other) = alias.get(end) {
                end.clone_from(other);
            }
        }
        if link.from == link.to {
            continue;
        }
        match out.iter_mut().find(|(_, other)| other.from == link.from && other.to == link.to) {
            Some((count, other)) => {
                *count += 1;
                other.subjects.extend(link.subjects);
                other.look = other.look.min(link.look);
            }
            None => out.push((1, link)),
        }
    }
    out.into_iter()
        .map(|(count, link)| if count > 1 { Link { label: format!("×{count}"), ..link } } else { link })
        .collect()
}
