//! A VPC's tiers, clusters, groups and gates.

use super::Composer;
use crate::{
    board::{Content, Extent, Group, Piece, Tier, Vpc},
    draw::{Standby, Subject},
};
use architecture::{Element, Ix, element::read};
use design::ConnectionKind;
use services::Lane;
use std::cmp::Reverse;

/// Endpoints beyond this many become one gate with their number.
const GATES: usize = 6;

pub(super) fn vpc(composer: &Composer<'_>, ix: Ix, element: &Element) -> Vpc {
    let architecture = composer.architecture;
    let count = element.zones.len().max(1);
    let zones = (0..count).map(|zone| {
        architecture
            .zones
            .get(zone)
            .cloned()
            .unwrap_or_else(|| format!("{} {}", composer.word("zone", "zona"), zone + 1))
    });
    let mut made = Vpc {
        key: element.id.to_string(),
        subjects: vec![Subject::node(element.id.as_str())],
        label: if element.name == element.id.as_str() { "VPC".to_owned() } else { element.name.to_string() },
        detail: composer.piece(ix, element).spec,
        zones: zones.collect(),
        ..Vpc::default()
    };
    let mut tiers: Vec<(u8, Reverse<i64>, Ix)> = Vec::new();
    let mut gates = Vec::new();
    for &child in &element.children {
        let Some(found) = architecture.elements.get(child) else { continue };
        match composer.lane(found) {
            Lane::Frame if found.is("subnet") => {
                tiers.push((access_rank(found), Reverse(flow(composer, child)), child));
            }
            Lane::TopBorder if made.internet.is_none() => made.internet = Some(composer.piece(child, found)),
            Lane::RightBorder => gates.push(child),
            Lane::Hidden => {}
            _ => made.band.push(composer.piece(child, found)),
        }
    }
    tiers.sort_unstable();
    for (_, _, child) in tiers {
        let Some(found) = architecture.elements.get(child) else { continue };
        made.tiers.push(tier(composer, found, count));
        let inner = found.children.iter().copied();
        gates.extend(inner.filter(|ix| {
            architecture.elements.get(*ix).is_some_and(|e| composer.lane(e) == Lane::RightBorder)
        }));
    }
    made.right = gate_pieces(composer, &gates);
    let inside: Vec<Ix> = (0..architecture.elements.len())
        .filter(|at| architecture.enclosing(*at, "vpc") == Some(ix))
        .collect();
    made.price = composer.sum(&inside);
    made.badge = composer.worst(&inside);
    made
}

fn access(element: &Element) -> &str {
    element.properties.get("access").and_then(|value| value.as_str()).unwrap_or("private")
}

fn access_rank(element: &Element) -> u8 {
    match access(element) {
        "public" => 0,
        "private" => 1,
        _ => 2,
    }
}

/// How much more traffic leaves a tier for others than enters it: what asks stands above what answers.
fn flow(composer: &Composer<'_>, tier: Ix) -> i64 {
    let architecture = composer.architecture;
    let home = |ix: Ix| architecture.enclosing(ix, "subnet");
    architecture
        .edges
        .iter()
        .filter(|edge| matches!(edge.kind, ConnectionKind::Traffic | ConnectionKind::Target))
        .filter_map(|edge| Some((home(edge.from)?, home(edge.to)?)))
        .filter(|(from, to)| from != to)
        .map(|(from, to)| i64::from(from == tier) - i64::from(to == tier))
        .sum()
}

/// Endpoints by the service they lead to.
fn gate_pieces(composer: &Composer<'_>, gates: &[Ix]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = gates
        .iter()
        .filter_map(|ix| {
            let element = composer.architecture.elements.get(*ix)?;
            let mut piece = composer.piece(*ix, element);
            if let Some(service) = element.properties.get("service").and_then(|value| value.as_str()) {
                piece.name = service.to_owned();
            }
            piece.symbol = "vpc_endpoint".to_owned();
            Some(piece)
        })
        .collect();
    if pieces.len() > GATES {
        let count = pieces.len();
        let subjects = pieces.iter().flat_map(|piece| piece.subjects.clone()).collect();
        let badge = pieces.iter().filter_map(|piece| piece.badge).max();
        let name = format!("{count} {}", composer.word("endpoints", "puntos de enlace"));
        if let Some(first) = pieces.first().cloned() {
            pieces = vec![Piece { subjects, badge, name, ..first }];
        }
    }
    pieces
}

fn tier(composer: &Composer<'_>, element: &Element, count: usize) -> Tier {
    let public = access(element) == "public";
    let id = element.id.as_str();
    let kind = match access(element) {
        "public" => composer.word("Public subnet", "Subred pública"),
        "private" => composer.word("Private subnet", "Subred privada"),
        _ => composer.word("Isolated subnet", "Subred aislada"),
    };
    let label = if element.name == id {
        (unnamed(kind, id), id.to_owned())
    } else {
        (element.name.to_string(), id.to_owned())
    };
    let mut subnets = vec![None; count];
    for (zone, cidr) in element.subnets() {
        if let Some(at) = subnets.get_mut(usize::from(zone).saturating_sub(1)) {
            *at = Some((cidr.to_string(), Subject::part(id, format!("subnet/{zone}"))));
        }
    }
    if subnets.iter().all(Option::is_none) {
        subnets = vec![Some((String::new(), Subject::node(id))); count];
    }
    let mut contents = Vec::new();
    for &child in &element.children {
        let Some(found) = composer.architecture.elements.get(child) else { continue };
        if let Some(content) = content(composer, child, found, count) {
            contents.push(content);
        }
    }
    // load balancers before what they serve, full rows last
    contents.sort_by_key(rank);
    Tier { key: id.to_owned(), label, public, subnets, contents }
}

/// What a tier without a name is called: its kind and its id, which says “subnet” itself where it was made up from it.
fn unnamed(kind: &str, id: &str) -> String {
    let own = id.strip_prefix("subnet").filter(|rest| rest.is_empty() || rest.starts_with('-'));
    let own = own.map_or(id, |rest| rest.trim_start_matches('-'));
    if own.is_empty() { kind.to_owned() } else { format!("{kind} {own}") }
}

fn rank(content: &Content) -> u8 {
    match content {
        Content::Span(Extent::Middle, _) => 0,
        // a group stands small above the cluster, which leaves the cluster the way down to its data
        Content::Group(_) => 1,
        Content::Cluster(..) => 2,
        Content::Span(Extent::Halves, _) => 3,
        Content::Span(Extent::Full, _) => 4,
        Content::Zonal(..) | Content::Icons(_) => 5,
    }
}

fn content(composer: &Composer<'_>, ix: Ix, element: &Element, count: usize) -> Option<Content> {
    let zone = element.zones.first().map_or(0, |zone| usize::from(*zone).saturating_sub(1));
    Some(match composer.lane(element) {
        Lane::Hidden | Lane::RightBorder => return None,
        Lane::Zonal => Content::Zonal(zone, composer.piece(ix, element)),
        Lane::Frame => {
            let groups = element.children.iter().filter_map(|child| {
                let found = composer.architecture.elements.get(*child)?;
                Some(group(composer, *child, found, count))
            });
            Content::Cluster(composer.piece(ix, element), groups.collect())
        }
        _ if number(element, &["max", "max_size"]).is_some() => {
            Content::Group(group(composer, ix, element, count))
        }
        _ => span(composer, ix, element, count),
    })
}

fn span(composer: &Composer<'_>, ix: Ix, element: &Element, count: usize) -> Content {
    let mut piece = composer.piece(ix, element);
    let beside =
        composer.beside.get(&ix).and_then(|at| Some((*at, composer.architecture.elements.get(*at)?)));
    piece.docked = beside.map(|(at, element)| composer.piece(at, element)).into_iter().collect();
    if element.is("opensearch_domain") {
        return Content::Span(Extent::Full, piece);
    }
    let standby = flag(element, "multi_az") && count > 1;
    if standby {
        piece.standby = Some(Standby {
            name: "Standby".to_owned(),
            spec: composer.word("takes over by itself", "toma el relevo sola").to_owned(),
            link: "sync".to_owned(),
        });
        return Content::Span(Extent::Halves, piece);
    }
    if element.is("rds_instance") && element.zones.len() == 1 {
        let zone = element.zones.first().map_or(0, |zone| usize::from(*zone).saturating_sub(1));
        return Content::Zonal(zone, piece);
    }
    Content::Span(Extent::Middle, piece)
}

fn flag(element: &Element, name: &str) -> bool {
    let property = element.kind.properties.iter().find(|property| property.name == name);
    property.is_some_and(|property| read::flag(&element.properties, property))
}

/// A whole number by the first of several property names that the kind has.
fn number(element: &Element, names: &[&str]) -> Option<i64> {
    names.iter().find_map(|name| {
        let property = element.kind.properties.iter().find(|property| property.name == *name)?;
        read::integer(&element.properties, property)
    })
}

/// An Auto Scaling group with the nodes it starts with, spread over its zones.
fn group(composer: &Composer<'_>, ix: Ix, element: &Element, count: usize) -> Group {
    let mut piece = composer.piece(ix, element);
    let least = number(element, &["min", "min_size"]).unwrap_or(0);
    let most = number(element, &["max", "max_size"]).unwrap_or(least);
    let now = number(element, &["desired", "desired_size"]).unwrap_or(least).max(0);
    let kind = element.properties.get("instance_type").and_then(|value| value.as_str()).map(str::to_owned);
    let preset = || {
        let property = element.kind.properties.iter().find(|property| property.name == "instance_type")?;
        read::text(&element.properties, property).map(str::to_owned)
    };
    let machine = kind.or_else(preset).unwrap_or_default();
    piece.spec = format!("min {least} · {} {now} · max {most}", composer.word("now", "hoy"));
    let mut zones: Vec<usize> =
        element.zones.iter().map(|zone| usize::from(*zone).saturating_sub(1)).collect();
    if zones.is_empty() {
        zones = (0..count).collect();
    }
    let node = composer.word("node", "nodo");
    let nodes = (0..usize::try_from(now).unwrap_or(0).min(200)).filter_map(|index| {
        let zone = *zones.get(index % zones.len().max(1))?;
        let letter = composer.architecture.zones.get(zone).and_then(|name| name.chars().last());
        let number = index / zones.len().max(1) + 1;
        let made = Piece {
            key: format!("{}/node/{index}", element.id),
            subjects: piece.subjects.clone(),
            symbol: "ec2_node".to_owned(),
            name: match letter {
                Some(letter) if letter.is_ascii_lowercase() => format!("{node} {letter}-{number}"),
                _ => format!("{node} {}-{number}", zone + 1),
            },
            spec: machine.clone(),
            ..Piece::default()
        };
        Some((zone, made))
    });
    let nodes = nodes.collect();
    Group { piece, nodes }
}

#[cfg(test)]
mod tests {
    use super::unnamed;

    #[test]
    fn a_tier_without_a_name_says_its_kind_once() {
        assert_eq!(unnamed("Private subnet", "subnet"), "Private subnet");
        assert_eq!(unnamed("Private subnet", "subnet-2"), "Private subnet 2");
        assert_eq!(unnamed("Subred privada", "subnet-2"), "Subred privada 2");
        assert_eq!(unnamed("Isolated subnet", "data"), "Isolated subnet data");
        assert_eq!(unnamed("Public subnet", "subnets"), "Public subnet subnets");
    }
}
