//! From an architecture to a board: what each element is in the grammar, and which wires are drawn.
//!
//! A service says its place itself ([`services::Lane`]); nothing here knows a kind by name except where
//! the grammar gives it a shape of its own (subnets, clusters, groups, gateways).

mod docked;
mod network;
mod regional;
mod wires;

use crate::{
    board::{Board, Edge, Lane, Outsider, Piece, Region, Vpc, Words},
    detail::{Detail, reduce},
    draw::{ActorGlyph, Severity, Subject},
    geometry::rect,
    layout::layout,
    lens::Lens,
    route::Memory,
    scene::{Scene, smallest_text},
    symbol,
};
use architecture::{Architecture, Element, Home, Ix};
use pricing::{Decimal, Estimate};
use services::{Site, service};
use std::collections::BTreeMap;
use text::{Currency, Format, Language};

/// What other answers add to a drawing.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    /// Typical price of an element, US dollars a month.
    pub amounts: BTreeMap<String, Decimal>,
    /// Worst open finding of an element, and how many there are.
    pub findings: BTreeMap<String, (Severity, usize)>,
    /// In which prices are written.
    pub currency: Currency,
    /// What the drawing is looked at for.
    pub lens: Option<Lens>,
}

impl Annotations {
    /// Adds the typical monthly price of each element.
    pub fn with_estimate(mut self, estimate: &Estimate) -> Self {
        for line in &estimate.lines {
            *self.amounts.entry(line.node.clone()).or_default() += line.monthly.typical;
        }
        self
    }

    /// Adds an open finding.
    pub fn add_finding(&mut self, node: &str, severity: Severity) {
        let entry = self.findings.entry(node.to_owned()).or_insert((severity, 0));
        *entry = (entry.0.max(severity), entry.1 + 1);
    }
}

/// How to draw.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Language of the drawing's own words.
    pub language: Language,
    /// How much is shown.
    pub detail: Detail,
}

/// Smallest text on a page, in points.
const LEGIBLE: f64 = 6.0;

/// Draws an architecture.
pub fn scene(architecture: &Architecture, annotations: &Annotations, options: &Options) -> Scene {
    scene_again(architecture, annotations, options, &mut Memory::default())
}

/// As [`scene`], faster the more is as it was in the drawing before.
pub fn scene_again(
    architecture: &Architecture,
    annotations: &Annotations,
    options: &Options,
    memory: &mut Memory,
) -> Scene {
    let (board, unshown) = board(architecture, annotations, options);
    let scene = match options.detail {
        Detail::Auto => {
            // the fullest level whose text stays legible on the page
            // sizes are cheap, wires are not: choose before drawing
            let levels = [Detail::Full, Detail::Names, Detail::Icons];
            let boards = levels.into_iter().map(|level| arranged(&board, level));
            let fits = |board: &Board| smallest_text(layout(board).size) >= LEGIBLE;
            let chosen = boards.into_iter().find(fits).unwrap_or_else(|| arranged(&board, Detail::Summary));
            Scene::again(&chosen, memory)
        }
        level => Scene::again(&arranged(&board, level), memory),
    };
    let scene = Scene { unshown, ..scene };
    match &annotations.lens {
        Some(lens) => scene.through(lens),
        None => scene,
    }
}

/// The board at a level; many networks stand side by side so that the page is filled best.
fn arranged(board: &Board, level: Detail) -> Board {
    let reduced = reduce(board.clone(), level);
    if level != Detail::Icons {
        return reduced;
    }
    let networks = reduced.regions.iter().map(|region| region.vpcs.len()).max().unwrap_or(0);
    let mut best = (smallest_text(layout(&reduced).size), reduced.clone());
    for abreast in 2..=networks.min(4) {
        let mut wider = reduced.clone();
        wider.regions.iter_mut().for_each(|region| region.abreast = abreast);
        let size = smallest_text(layout(&wider).size);
        if size > best.0 {
            best = (size, wider);
        }
    }
    best.1
}

/// The board of an architecture, and the ids of connections that are not drawn as wires.
pub fn board(
    architecture: &Architecture,
    annotations: &Annotations,
    options: &Options,
) -> (Board, Vec<String>) {
    let beside = docked::beside(architecture);
    Composer { architecture, annotations, language: options.language, beside }.board()
}

/// Ids of the elements that are drawn in the account's edge row, outside of every Region.
pub fn edge_row(architecture: &Architecture) -> Vec<String> {
    let (annotations, beside) = (Annotations::default(), docked::beside(architecture));
    let composer =
        Composer { architecture, annotations: &annotations, language: Language::default(), beside };
    composer.edge().into_iter().flat_map(|edge| keys(&edge)).collect()
}

/// What stands in the edge row as one: a card and what is docked to it.
fn keys(edge: &Edge) -> Vec<String> {
    std::iter::once(&edge.piece).chain(&edge.piece.docked).map(|piece| piece.key.clone()).collect()
}

struct Composer<'a> {
    architecture: &'a Architecture,
    annotations: &'a Annotations,
    language: Language,
    /// Per load balancer the web ACL or certificate that is docked to it.
    beside: BTreeMap<Ix, Ix>,
}

fn lane_of(element: &Element) -> services::Lane {
    service(element.kind.name).map_or(services::Lane::Regional(99), |service| service.about().lane)
}

/// Names of Regions, as AWS writes them in its consoles.
pub fn place(region: &str) -> Option<&'static str> {
    Some(match region {
        "af-south-1" => "Cape Town",
        "ap-east-1" => "Hong Kong",
        "ap-northeast-1" => "Tokyo",
        "ap-northeast-2" => "Seoul",
        "ap-northeast-3" => "Osaka",
        "ap-south-1" => "Mumbai",
        "ap-southeast-1" => "Singapore",
        "ap-southeast-2" => "Sydney",
        "ca-central-1" => "Canada",
        "eu-central-1" => "Frankfurt",
        "eu-north-1" => "Stockholm",
        "eu-south-1" => "Milan",
        "eu-south-2" => "Spain",
        "eu-west-1" => "Ireland",
        "eu-west-2" => "London",
        "eu-west-3" => "Paris",
        "mx-central-1" => "Mexico",
        "sa-east-1" => "São Paulo",
        "us-east-1" => "N. Virginia",
        "us-east-2" => "Ohio",
        "us-west-1" => "N. California",
        "us-west-2" => "Oregon",
        _ => return None,
    })
}

impl<'a> Composer<'a> {
    fn word(&self, english: &'static str, spanish: &'static str) -> &'static str {
        match self.language {
            Language::English => english,
            Language::Spanish => spanish,
        }
    }

    fn elements(&self) -> impl Iterator<Item = (Ix, &'a Element)> {
        self.architecture.elements.iter().enumerate()
    }

    fn lane(&self, element: &Element) -> services::Lane {
        lane_of(element)
    }

    fn site(&self, ix: Ix) -> Site<'a> {
        Site::new(self.architecture, ix)
    }

    /// The symbol of a kind: its own name where the icon set knows it, else what its service says.
    fn symbol(&self, element: &Element) -> String {
        let kind = element.kind.name;
        match (symbol::look(kind), service(kind)) {
            (None, Some(service)) => service.about().icon.to_owned(),
            _ => kind.to_owned(),
        }
    }

    fn piece(&self, ix: Ix, element: &Element) -> Piece {
        let id = element.id.as_str();
        let mut spec = service(element.kind.name).map(|s| s.spec(&self.site(ix))).unwrap_or_default();
        let elsewhere = match element.home {
            Home::Here => false,
            Home::Peer(peer) => {
                if let Some(peer) = self.architecture.peers.get(peer) {
                    spec = format!("{} {}", self.word("in", "en"), peer.environment);
                }
                true
            }
        };
        if spec == element.name {
            spec.clear();
        }
        Piece {
            key: id.to_owned(),
            subjects: vec![Subject::node(id)],
            symbol: self.symbol(element),
            name: element.name.to_string(),
            short: if element.is("nat_gateway") { "NAT".to_owned() } else { String::new() },
            spec,
            price: if elsewhere { String::new() } else { self.price(id) },
            badge: self.annotations.findings.get(id).copied(),
            elsewhere,
            placed: element.frame.map(|frame| rect(frame.0, frame.1, frame.2, frame.3)),
            ..Piece::default()
        }
    }

    fn price(&self, id: &str) -> String {
        self.annotations.amounts.get(id).map(|sum| self.amount(*sum)).unwrap_or_default()
    }

    fn amount(&self, usd: Decimal) -> String {
        self.annotations.currency.brief(usd, Format::new(self.language))
    }

    fn board(&self) -> (Board, Vec<String>) {
        let architecture = self.architecture;
        let edge = self.edge();
        let shown: Vec<String> = edge.iter().flat_map(keys).collect();
        let mut regions: BTreeMap<&str, Region> = BTreeMap::new();
        // the environment's own Region is always there, and first
        regions.insert(architecture.region.as_str(), Region::default());
        let mut regional: BTreeMap<&str, Vec<(u8, Ix)>> = BTreeMap::new();
        let mut lane: BTreeMap<&str, Vec<(u8, Ix)>> = BTreeMap::new();
        for (ix, element) in self.elements() {
            let region = element.region.as_str();
            let inside = architecture.enclosing(ix, "vpc").is_some();
            match self.lane(element) {
                services::Lane::Regional(rank) if !inside => {
                    regional.entry(region).or_default().push((rank, ix));
                }
                services::Lane::Delivery(rank) => lane.entry(region).or_default().push((rank, ix)),
                services::Lane::Docked
                    if !shown.iter().any(|key| key == element.id.as_str())
                        && !self.beside.values().any(|docked| *docked == ix) =>
                {
                    regional.entry(region).or_default().push((25, ix));
                }
                services::Lane::Frame if element.is("vpc") => {
                    let vpc = self.vpc(ix, element);
                    regions.entry(region).or_default().vpcs.push(vpc);
                }
                // what should stand in a network but was drawn without one
                services::Lane::Frame | services::Lane::Zonal | services::Lane::Spanning if !inside => {
                    regional.entry(region).or_default().push((80, ix));
                }
                services::Lane::TopBorder | services::Lane::RightBorder if !inside => {
                    regional.entry(region).or_default().push((85, ix));
                }
                _ => {}
            }
        }
        let mut alias = BTreeMap::new();
        for (region, mut list) in regional {
            list.sort_unstable_by_key(|(rank, ix)| (*rank, *ix));
            let pieces = self.regional(&list, &mut alias);
            regions.entry(region).or_default().regional = pieces;
        }
        for (region, mut list) in lane {
            list.sort_unstable_by_key(|(rank, ix)| (*rank, *ix));
            let pieces =
                list.iter().filter_map(|(_, ix)| Some(self.piece(*ix, architecture.elements.get(*ix)?)));
            regions.entry(region).or_default().lane = Lane {
                label: self.word("Delivery", "Entrega").to_owned(),
                detail: String::new(),
                pieces: pieces.collect(),
            };
        }
        let cross = self.cross();
        regions.entry(architecture.region.as_str()).or_default().regional.extend(cross);

        let mut ordered = Vec::new();
        let own = regions.remove(architecture.region.as_str()).unwrap_or_default();
        for (code, mut region) in std::iter::once((architecture.region.as_str(), own)).chain(regions) {
            region.code = code.to_owned();
            region.label = self.word("Region", "Región").to_owned();
            region.detail = place(code).map_or_else(|| code.to_owned(), |name| format!("{code} · {name}"));
            ordered.push(region);
        }
        let mut board = Board {
            actors: self.actors(),
            account: self.word("AWS account", "Cuenta de AWS").to_owned(),
            account_detail: format!("{} · {}", architecture.account, architecture.environment),
            edge,
            regions: ordered,
            links: Vec::new(),
            words: self.words(),
        };
        let unshown = self.wires(&mut board, &alias);
        (board, unshown)
    }

    fn words(&self) -> Words {
        match self.language {
            Language::English => Words::default(),
            Language::Spanish => Words {
                regional: "Servicios regionales".into(),
                connectors: "Conexiones".into(),
                traffic: "tráfico, con su puerto".into(),
                control: "control, entrega, salida".into(),
                attached: "asociado a".into(),
            },
        }
    }

    fn actors(&self) -> Vec<Outsider> {
        self.elements()
            .filter(|(_, element)| self.lane(element) == services::Lane::Actor)
            .map(|(ix, element)| Outsider {
                piece: self.piece(ix, element),
                glyph: match element.kind.name {
                    "on_premises" => ActorGlyph::Building,
                    "users" => ActorGlyph::People,
                    _ => ActorGlyph::Git,
                },
            })
            .collect()
    }

    /// The edge row: names before what they lead to, each with what is attached to it.
    fn edge(&self) -> Vec<Edge> {
        let mut row: Vec<(Ix, &Element)> =
            self.elements().filter(|(_, element)| self.lane(element) == services::Lane::Edge).collect();
        let leads = |ix: Ix| {
            let edges = &self.architecture.edges;
            let to_edge =
                edges.iter().any(|edge| edge.from == ix && row.iter().any(|(other, _)| *other == edge.to));
            !to_edge
        };
        let order: BTreeMap<Ix, bool> = row.iter().map(|(ix, _)| (*ix, leads(*ix))).collect();
        row.sort_by_key(|(ix, element)| (element.is("cloudfront_distribution"), order.get(ix).copied(), *ix));
        let into_network = |ix: Ix| {
            self.architecture
                .edges
                .iter()
                .any(|edge| edge.from == ix && self.architecture.enclosing(edge.to, "vpc").is_some())
        };
        let spine = row
            .iter()
            .position(|(ix, element)| element.is("cloudfront_distribution") && into_network(*ix))
            .or_else(|| row.iter().position(|(ix, _)| into_network(*ix)))
            .or_else(|| row.iter().position(|(_, element)| element.is("cloudfront_distribution")));
        let mut docked = self.docked(&row, spine);
        let mut out = Vec::new();
        for (index, (ix, element)) in row.iter().enumerate() {
            let mut piece = self.piece(*ix, element);
            piece.policy = policy(element);
            piece.docked = docked.remove(&index).unwrap_or_default();
            out.push(Edge { piece, spine: spine == Some(index) });
        }
        let apart = docked.into_values().flatten();
        out.extend(apart.map(|piece| Edge { piece, spine: false }));
        out
    }

    fn vpc(&self, ix: Ix, element: &Element) -> Vpc {
        network::vpc(self, ix, element)
    }

    /// In the shared environment: a card for each environment at the other ends of its connections.
    fn cross(&self) -> Vec<Piece> {
        let mut out: Vec<(Piece, Vec<&str>)> = Vec::new();
        for edge in &self.architecture.cross {
            let key = cross_key(self.architecture, edge);
            let there = edge.there.as_str();
            let kind = edge.there_kind.name;
            match out.iter_mut().find(|(piece, _)| piece.key == key) {
                Some((_, known)) if known.contains(&there) => {}
                Some((piece, known)) => {
                    known.push(there);
                    piece.subjects.push(Subject::node(there));
                }
                None => {
                    let environment = key.trim_start_matches(CROSS);
                    let piece = Piece {
                        subjects: vec![Subject::node(there)],
                        symbol: match (symbol::look(kind), service(kind)) {
                            (None, Some(service)) => service.about().icon.to_owned(),
                            _ => kind.to_owned(),
                        },
                        name: format!("{} {environment}", self.word("Environment", "Entorno")),
                        elsewhere: true,
                        key,
                        ..Piece::default()
                    };
                    out.push((piece, vec![there]));
                }
            }
        }
        let named = out.into_iter().map(|(piece, there)| Piece { spec: there.join(" · "), ..piece });
        named.collect()
    }
}

/// What keys of other environments begin with: no element's id has a slash.
const CROSS: &str = "environment/";

/// The key of the far end of a connection into another environment.
fn cross_key(architecture: &Architecture, edge: &architecture::CrossEdge) -> String {
    let environment = architecture.peers.get(edge.peer).map(|peer| peer.environment.as_str());
    format!("{CROSS}{}", environment.unwrap_or_default())
}

/// The headers that a distribution adds, as its pill says.
fn policy(element: &Element) -> Option<String> {
    let on = |name: &str| {
        let property = element.kind.properties.iter().find(|property| property.name == name)?;
        let value = element.value(property)?;
        Some(match value.as_ref() {
            serde_json::Value::String(text) => !text.is_empty() && text != "off",
            serde_json::Value::Number(number) => number.as_i64() != Some(0),
            serde_json::Value::Bool(on) => *on,
            _ => false,
        })
    };
    let parts = [("CSP", "content_security_policy"), ("HSTS", "hsts_max_age_days")];
    let words: Vec<&str> =
        parts.iter().filter(|(_, name)| on(name) == Some(true)).map(|(word, _)| *word).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}
