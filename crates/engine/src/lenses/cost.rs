//! What things cost, as a lens shows it.

use std::collections::BTreeMap;

use architecture::{Architecture, Element, Ix};
use pricing::{Decimal, Estimate};
use scene::{
    cost::{Cost, Costs, Heat},
    edge_row,
    legend::{Legend, Row, Sample},
    lens::Lens,
};
use services::{Lane, service};
use text::{Currency, Language, Message, Words};

/// The lens over what a typical month costs: of each element for which something is charged, and of all
/// that stands in a frame. What spans the zones of a tier counts in each of them with an equal share. The account has
/// all of the estimate, also what is of no single element.
pub fn costs(
    architecture: &Architecture,
    estimate: &Estimate,
    language: Language,
    currency: &Currency,
) -> Lens {
    let mut elements: BTreeMap<String, Cost> = BTreeMap::new();
    let priced = estimate.lines.iter().map(|line| (&line.node, line.monthly.typical, false));
    let unpriced = estimate.unpriced.iter().map(|missing| (&missing.node, Decimal::ZERO, true));
    for (node, usd, unpriced) in priced.chain(unpriced) {
        add(&mut elements, node.clone(), Cost { usd, unpriced });
    }
    let account = Cost { usd: estimate.monthly.typical, unpriced: !estimate.unpriced.is_empty() };
    let mut frames = BTreeMap::from([(String::new(), account)]);
    let edge = edge_row(architecture);
    for (ix, element) in architecture.own() {
        let id = element.id.as_str();
        let Some(&cost) = elements.get(id) else { continue };
        for at in architecture.ancestors(ix) {
            around(architecture, at, element, cost, &mut frames);
        }
        let lane = service(element.kind.name).map(|service| service.about().lane);
        if lane == Some(Lane::Actor) || edge.iter().any(|key| key == id) {
            continue;
        }
        let region = format!("region/{}", element.region);
        if let Some(Lane::Delivery(_)) = lane {
            add(&mut frames, format!("{region}/delivery"), cost);
        }
        add(&mut frames, region, cost);
    }
    let costs = Costs { elements, frames, language, currency: currency.clone() };
    Lens { legend: legend(&costs), costs: Some(costs), ..Lens::default() }
}

/// Adds what an element costs to a network or tier that it stands in.
fn around(
    architecture: &Architecture,
    at: Ix,
    element: &Element,
    cost: Cost,
    frames: &mut BTreeMap<String, Cost>,
) {
    let frame = &architecture.elements[at];
    if !frame.is("vpc") && !frame.is("subnet") {
        return;
    }
    add(frames, frame.id.to_string(), cost);
    let zones: Vec<u8> = frame.subnets().map(|(zone, _)| zone).collect();
    let own: Vec<u8> = zones.iter().copied().filter(|zone| element.zones.contains(zone)).collect();
    let zones = if own.is_empty() { zones } else { own };
    let count = Decimal::from(zones.len());
    let each = cost.usd.checked_div(count).unwrap_or_default();
    for (at, zone) in zones.into_iter().enumerate() {
        // the first has what a division leaves over: the zones add up to the tier
        let usd = if at == 0 { cost.usd - each * (count - Decimal::ONE) } else { each };
        add(frames, format!("{}/subnet/{zone}", frame.id), Cost { usd, ..cost });
    }
}

fn add(to: &mut BTreeMap<String, Cost>, key: String, cost: Cost) {
    let sum = to.entry(key).or_default();
    *sum = sum.plus(cost);
}

fn legend(costs: &Costs) -> Legend {
    let language = costs.language;
    let row = |heat: Heat| {
        let [from, under] = heat.bounds().map(|bound| bound.map(|usd| costs.short(usd)));
        let words = match (from, under) {
            (None, None) => Message::say("nothing", "nada"),
            (None, Some(under)) => Message::say("under {0}", "menos de {0}").with(under),
            (Some(from), Some(under)) => Message::say("{0} to {1}", "{0} a {1}").with(from).with(under),
            (Some(from), None) => Message::say("{0} and more", "{0} y más").with(from),
        };
        Row::new(Sample::Heat(heat), words.render(language))
    };
    let title = language.of(Words::new("Cost of a typical month", "Costo de un mes típico"));
    Legend { title: title.to_owned(), rows: Heat::STEPS.map(row).to_vec() }
}
