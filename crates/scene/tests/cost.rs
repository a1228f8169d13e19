//! The lens over cost: nothing moves, cards are filled by what they cost, frames say what all in them costs.
#![allow(clippy::unwrap_used)]

#[path = "fixture/documents.rs"]
mod documents;
mod fixture;
#[path = "fixture/show.rs"]
mod show;

use architecture::resolve;
use groundplan_scene::{
    Annotations, Detail, Options, Scene,
    cost::{Cost, Costs, Heat},
    draw::{Card, Frame, FrameLook, Item, Shape},
    geometry::{Rect, rect},
    legend::{Legend, Row, Sample},
    lens::Lens,
    paint::{Mark, paint, paint_at},
    scene,
    svg::SvgOptions,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use services::Services;
use text::{Currency, Quoted};

fn usd(amount: &str) -> Cost {
    Cost { usd: amount.parse().unwrap(), unpriced: false }
}

fn lens(costs: Costs) -> Lens {
    let row = |heat: &Heat| Row::new(Sample::Heat(*heat), format!("{heat:?}"));
    let legend = Legend { title: "Cost".to_owned(), rows: Heat::STEPS.iter().map(row).collect() };
    Lens { costs: Some(costs), legend, ..Lens::default() }
}

/// Frames of a drawing, by the name under which a lens has their sum.
fn frames(scene: &Scene) -> Vec<(String, &Frame)> {
    let frame = |item: &'_ Item| item.subjects.first().map(|subject| subject.name());
    let all = scene.items.iter().filter_map(|item| match &item.shape {
        Shape::Frame(found) => Some((frame(item).unwrap_or_else(|| found.sum.clone()), found)),
        _ => None,
    });
    all.collect()
}

/// Every element and every frame costs something.
fn everything(scene: &Scene) -> Lens {
    let nodes = scene.items.iter().flat_map(|item| &item.subjects).map(|subject| subject.node.clone());
    let elements = nodes
        .zip(1..)
        .map(|(node, step)| (node, Cost { usd: Decimal::new(step * 1737, 2), unpriced: step % 5 == 0 }));
    let frames = frames(scene).into_iter().map(|(name, _)| (name, usd("1351.20"))).collect();
    lens(Costs { elements: elements.collect(), frames, ..Costs::default() })
}

fn reference() -> Scene {
    Scene::of(&fixture::reference(2))
}

/// The reference as the product would price it.
fn priced() -> Lens {
    let elements = [
        ("cdn", usd("86.40")),
        ("alb", usd("34.31")),
        ("nat", usd("52.93")),
        ("bastion", usd("8.76")),
        ("workers", usd("335.80")),
        ("db", usd("448.60")),
        ("search", usd("315.06")),
        ("queue", Cost { usd: Decimal::ZERO, unpriced: true }),
        ("assets", Cost { usd: Decimal::new(2355, 2), unpriced: true }),
        ("cert", usd("0")),
    ];
    let frames =
        [("", "1456.51"), ("vpc", "1268.46"), ("tier/subnet/1", "381.83"), ("tier/subnet/2", "381.83")];
    lens(Costs {
        elements: elements.map(|(node, cost)| (node.to_owned(), cost)).into(),
        frames: frames.map(|(name, cost)| (name.to_owned(), usd(cost))).into(),
        ..Costs::default()
    })
}

fn card(scene: &Scene, node: &str) -> Card {
    let of = |item: &&Item| item.subjects.iter().any(|subject| subject.node == node);
    let mut cards = scene.items.iter().filter(of).filter_map(|item| match &item.shape {
        Shape::Card(card) => Some(card.clone()),
        _ => None,
    });
    cards.next().unwrap()
}

/// Where everything stands, without what a lens takes off and puts on.
fn places(scene: &Scene) -> Vec<Rect> {
    let place = |item: &Item| match &item.shape {
        Shape::Frame(Frame { rect, .. })
        | Shape::Card(Card { rect, .. })
        | Shape::Actor { rect, .. }
        | Shape::Gate { rect, .. }
        | Shape::Chip { rect, .. }
        | Shape::Policy { rect, .. }
        | Shape::Icon { rect, .. }
        | Shape::Count { rect, .. } => Some(vec![*rect]),
        Shape::Wire(wire) => Some(wire.pieces().collect()),
        _ => None,
    };
    scene.items.iter().filter_map(place).flatten().collect()
}

#[test]
fn cards_are_filled_by_what_they_cost_and_say_it() {
    let plain = reference();
    let seen = plain.through(&priced());
    show::show(&seen, "lens-cost");
    assert_eq!(places(&seen), places(&plain), "nothing moves");
    let told = |node: &str| {
        let card = card(&seen, node);
        (card.heat.unwrap(), card.price)
    };
    assert_eq!(told("bastion"), (Heat::Under20, "$8.76".to_owned()));
    assert_eq!(told("alb"), (Heat::Under60, "$34.31".to_owned()));
    assert_eq!(told("cdn"), (Heat::Under120, "$86.40".to_owned()));
    assert_eq!(told("search"), (Heat::Under330, "$315.06".to_owned()));
    assert_eq!(told("db"), (Heat::Above, "$448.60".to_owned()));
    // what has no price is never free, and what is free is not warm
    assert_eq!(told("queue"), (Heat::Cold, "unpriced".to_owned()));
    assert_eq!(told("assets"), (Heat::Under60, "$23.55 + ?".to_owned()));
    assert_eq!(told("cert"), (Heat::Cold, "$0.00".to_owned()));
    assert_eq!(told("roles"), (Heat::Cold, String::new()));
    // a group is paid for as one: its machines are not warm by themselves
    let (_, workers) = frames(&seen).into_iter().find(|(name, _)| name == "workers").unwrap();
    assert_eq!((workers.heat, workers.note.as_str()), (Some(Heat::Above), "$335.80"));
    let inside = seen.items.iter().filter_map(|item| match &item.shape {
        Shape::Card(card) if workers.rect.contains(card.rect) => Some((card.heat, card.price.as_str())),
        _ => None,
    });
    let inside: Vec<_> = inside.collect();
    assert!(!inside.is_empty() && inside.iter().all(|it| *it == (Some(Heat::Cold), "")), "{inside:?}");
}

#[test]
fn amounts_are_written_in_the_currency_chosen_and_heat_stays_as_it_is() {
    let (mut lens, plain) = (priced(), reference());
    let dollars = plain.through(&lens);
    let quoted = Quoted { date: "2026-11-20".to_owned(), source: "a bank".to_owned() };
    let pesos = Currency { code: "CLP".to_owned(), per_usd: Decimal::new(9415, 1), quoted: Some(quoted) };
    lens.costs.as_mut().unwrap().currency = pesos;
    let seen = plain.through(&lens);
    // 448.60 × 941.5 = 422,356.9
    assert_eq!(card(&seen, "db").price, "CLP 422,357");
    assert_eq!(card(&seen, "assets").price, "CLP 22,172 + ?");
    assert_eq!(card(&seen, "queue").price, "unpriced");
    assert_eq!(card(&seen, "db").heat, card(&dollars, "db").heat);
    let sums = frames(&seen).into_iter().filter_map(|(_, frame)| Some(frame.subtotal.clone()?.text));
    assert!(sums.clone().count() > 0 && sums.clone().all(|sum| sum.starts_with("CLP ")));
}

#[test]
fn what_is_not_about_cost_steps_back_or_is_left_out() {
    let seen = reference().through(&priced());
    for item in &seen.items {
        match &item.shape {
            Shape::Badge { .. } | Shape::Mark(_) => panic!("{item:?}"),
            Shape::Wire(_) | Shape::Junction { .. } | Shape::Policy { .. } => assert!(item.faded, "{item:?}"),
            Shape::Frame(frame) if !matches!(frame.look, FrameLook::Cluster | FrameLook::Scaling) => {
                assert_eq!(frame.detail, "", "the sum takes the place of the address");
            }
            _ => assert!(!item.faded, "{item:?}"),
        }
    }
    let sums =
        frames(&seen).into_iter().filter_map(|(name, frame)| Some((name, frame.subtotal.clone()?.text)));
    let sums: Vec<_> = sums.collect();
    let sum = |name: &str| sums.iter().find(|(of, _)| of == name).map(|(_, sum)| sum.as_str());
    assert_eq!((sum(""), sum("vpc"), sum("tier/subnet/1")), (Some("$1,457"), Some("$1,268"), Some("$382")));
    assert_eq!(sum("region/us-east-1"), None, "nothing is said of what the lens does not know");
}

#[test]
fn icons_lose_their_colour_and_the_price_is_what_stands_out() {
    let seen = reference().through(&priced());
    let greys = |item: &Item| paint(item).iter().filter(|mark| matches!(mark, Mark::Grey { .. })).count();
    for item in &seen.items {
        let expected = match &item.shape {
            Shape::Card(_) => 1,
            Shape::Frame(frame) => usize::from(frame.look == FrameLook::Cluster),
            _ => 0,
        };
        assert_eq!(greys(item), expected, "{item:?}");
    }
    let svg = seen.to_svg(&SvgOptions::default());
    assert!(svg.contains("mix-blend-mode:saturation") && svg.contains(">$448.60<"));
    assert!(!reference().to_svg(&SvgOptions::default()).contains("mix-blend-mode"));
    // from afar: heat still, down to the smallest tiles
    for zoom in [0.6, 0.3, 0.1] {
        let heat = Heat::Above.fill();
        let db = seen.items.iter().find(|item| item.subjects.iter().any(|subject| subject.node == "db"));
        let marks = paint_at(db.unwrap(), zoom);
        let warm = |mark: &Mark| matches!(mark, Mark::Rect { fill: Some(paint), .. } if paint.token == heat);
        assert!(marks.iter().any(warm), "{zoom}");
    }
}

/// What sums of frames lie on, or stand outside of.
fn broken(scene: &Scene) -> Vec<String> {
    let mut out = Vec::new();
    let pills: Vec<(&Frame, Rect)> = frames(scene)
        .into_iter()
        .filter_map(|(_, frame)| Some((frame, frame.subtotal.as_ref()?.rect)))
        .collect();
    for (index, (frame, at)) in pills.iter().enumerate() {
        let told = format!("the sum of {:?} {} at {at:?}", frame.look, frame.label);
        if !frame.rect.contains(*at) {
            out.push(format!("{told} leaves its frame"));
        }
        if pills.iter().skip(index + 1).any(|(_, other)| other.overlaps(*at)) {
            out.push(format!("{told} lies on another"));
        }
        for item in &scene.items {
            let met = match &item.shape {
                Shape::Card(Card { rect, .. })
                | Shape::Actor { rect, .. }
                | Shape::Gate { rect, .. }
                | Shape::Chip { rect, .. }
                | Shape::Policy { rect, .. }
                | Shape::Icon { rect, .. }
                | Shape::Count { rect, .. }
                | Shape::Legend { rect, .. } => rect.overlaps(*at),
                Shape::Junction { at: middle, .. } => rect(middle.x - 3, middle.y - 3, 6, 6).overlaps(*at),
                Shape::Wire(wire) => wire.points.windows(2).any(|pair| at.cuts(pair[0], pair[1])),
                // a frame's border
                Shape::Frame(other) => !other.rect.contains(*at) && other.rect.overlaps(*at),
                _ => false,
            };
            if met {
                out.push(format!("{told} lies on {:?} {:?}", item.subjects, item.shape));
            }
        }
    }
    out
}

#[test]
fn sums_stand_free_in_the_reference_with_any_number_of_zones() {
    for zones in 1..=4 {
        let plain = Scene::of(&fixture::reference(zones));
        let seen = plain.through(&everything(&plain));
        assert_eq!(broken(&seen), Vec::<String>::new(), "{zones} zones");
        let with = |frame: &Frame| frame.subtotal.is_some();
        let told = frames(&seen).into_iter().filter(|(_, frame)| with(frame)).count();
        assert!(told >= 4, "account, Region, network and tiers have room: {told} in {zones} zones");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_stand_free_in_random_documents_at_every_level(design in documents::design()) {
        let architecture = resolve(&design.0, "prod", &Services).unwrap();
        for detail in [Detail::Full, Detail::Names, Detail::Icons, Detail::Summary] {
            let options = Options { detail, ..Options::default() };
            let plain = scene(&architecture, &Annotations::default(), &options);
            let seen = plain.through(&everything(&plain));
            prop_assert_eq!(places(&seen), places(&plain));
            let broken = broken(&seen);
            prop_assert!(broken.is_empty(), "{:?}: {}", detail, broken.join("\n"));
        }
    }
}
