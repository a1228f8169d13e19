//! The lens over cost: what is said of elements and frames adds up to the estimate.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use groundplan_engine::{
    Architecture, Book, Command, Currency, Decimal, Estimate, Id, Language, Project, Services, Session,
    TEMPLATES, currency, generated, load,
    scene::{
        cost::{Cost, Costs, Heat},
        edge_row,
        lens::Lens,
    },
    services::{Lane, service},
};
use serde_json::{Value, json};

const TODAY: &str = "2026-11-23";

fn project(text: &str) -> Project {
    Project::new(load(text.as_bytes(), &Services).unwrap())
}

/// Designs of several kinds, with all their environments.
fn priced() -> Vec<(Architecture, Estimate, Costs)> {
    let mut designs: Vec<String> = TEMPLATES.iter().map(|template| template.document.to_owned()).collect();
    designs.push(generated::design(60).to_string());
    let mut out = Vec::new();
    for project in designs.iter().map(|text| project(text)) {
        for architecture in project.environments(None).unwrap().into_values() {
            let estimate = project.estimate(&architecture, Book::embedded(), TODAY);
            let lens = project.cost_lens(
                &architecture,
                Book::embedded(),
                TODAY,
                Language::English,
                &Currency::usd(),
            );
            out.push((architecture, estimate, lens.costs.unwrap()));
        }
    }
    out
}

fn usd(costs: &BTreeMap<String, Cost>, key: &str) -> Decimal {
    costs.get(key).map(|cost| cost.usd).unwrap_or_default()
}

#[test]
fn all_of_it_together_is_the_estimate() {
    for (architecture, estimate, costs) in priced() {
        let whole: Decimal = costs.elements.values().map(|cost| cost.usd).sum();
        assert_eq!(whole, estimate.monthly.typical, "{}", architecture.environment);
        assert_eq!(usd(&costs.frames, ""), estimate.monthly.typical);
        assert_eq!(costs.frames[""].unpriced, !estimate.unpriced.is_empty());
    }
}

#[test]
fn a_network_or_tier_is_what_stands_in_it_and_its_zones_add_up_to_it() {
    for (architecture, _, costs) in priced() {
        for (at, frame) in architecture.own().filter(|(_, element)| element.is("vpc") || element.is("subnet"))
        {
            let inside = architecture.own().filter(|(ix, _)| architecture.ancestors(*ix).any(|up| up == at));
            let sum: Decimal = inside.map(|(_, element)| usd(&costs.elements, element.id.as_str())).sum();
            let told = format!("{} in {}", frame.id, architecture.environment);
            assert_eq!(usd(&costs.frames, frame.id.as_str()), sum, "{told}");
            if frame.subnets().next().is_some() {
                let zones = frame.subnets().map(|(zone, _)| format!("{}/subnet/{zone}", frame.id));
                assert_eq!(zones.map(|key| usd(&costs.frames, &key)).sum::<Decimal>(), sum, "{told}");
            }
        }
    }
}

#[test]
fn a_region_is_what_is_drawn_in_it() {
    for (architecture, estimate, costs) in priced() {
        let edge = edge_row(&architecture);
        let lane = |kind: &str| service(kind).map(|service| service.about().lane);
        let sum = |of: &dyn Fn(&str, &str) -> bool| {
            let own = architecture.own().filter(|(_, element)| of(element.id.as_str(), element.kind.name));
            own.map(|(_, element)| usd(&costs.elements, element.id.as_str())).sum::<Decimal>()
        };
        let region = |key: &String| key.starts_with("region/") && !key.ends_with("/delivery");
        let regions: Decimal =
            costs.frames.iter().filter(|(key, _)| region(key)).map(|(_, cost)| cost.usd).sum();
        let elements = sum(&|_, _| true);
        let outside = sum(&|id, kind| edge.iter().any(|key| key == id) || lane(kind) == Some(Lane::Actor));
        assert_eq!(regions, elements - outside, "{}", architecture.environment);
        assert!(elements <= estimate.monthly.typical);
        let steps = sum(&|_, kind| matches!(lane(kind), Some(Lane::Delivery(_))));
        let lanes: Decimal =
            costs.frames.iter().filter(|(key, _)| key.ends_with("/delivery")).map(|(_, cost)| cost.usd).sum();
        assert_eq!(lanes, steps, "{}", architecture.environment);
    }
}

/// A NAT gateway in the first zone and a load balancer over both; a resource that no fact prices.
fn small() -> Value {
    json!({
        "groundplan": 1, "id": "shop", "name": "Shop",
        "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "nodes": {
            "vpc": { "kind": "vpc" },
            "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public" } },
            "alb": { "kind": "alb", "parent": "public" },
            "nat": { "kind": "nat_gateway", "parent": "public", "properties": { "zone": 1 } },
            "role": { "kind": "iam_role" },
            "raw": { "kind": "cfn_resource", "properties": { "type": "AWS::Transfer::Server", "properties": {} } }
        }
    })
}

#[test]
fn what_spans_zones_counts_in_each_and_what_stands_in_one_there() {
    let project = project(&small().to_string());
    let architecture = project.resolve("prod").unwrap();
    let lens = project.cost_lens(&architecture, Book::embedded(), TODAY, Language::English, &Currency::usd());
    let Costs { elements, frames, .. } = lens.costs.unwrap();
    let (alb, nat) = (usd(&elements, "alb"), usd(&elements, "nat"));
    assert!(alb > Decimal::ZERO && nat > Decimal::ZERO);
    let second = usd(&frames, "public/subnet/2");
    assert_eq!(second, alb / Decimal::TWO);
    assert_eq!(usd(&frames, "public/subnet/1"), alb - second + nat);
}

#[test]
fn what_has_no_price_is_said_to_have_none_and_what_is_free_is_not_there() {
    let project = project(&small().to_string());
    let architecture = project.resolve("prod").unwrap();
    let lens =
        |language| project.cost_lens(&architecture, Book::embedded(), TODAY, language, &Currency::usd());
    let Lens { costs, legend, .. } = lens(Language::English);
    let costs = costs.unwrap();
    let raw = costs.elements["raw"];
    assert!(raw.unpriced && raw.usd.is_zero() && Heat::of(raw.usd) == Heat::Cold, "{raw:?}");
    assert_eq!(costs.words(raw), "unpriced");
    assert!(!costs.elements.contains_key("role"));
    assert!(
        costs.frames[""].unpriced
            && costs.frames["region/us-east-1"].unpriced
            && !costs.frames["vpc"].unpriced
    );
    insta::assert_snapshot!(legend.words(), @"Cost of a typical month: under $20; $20 to $60; $60 to $120; $120 to $330; $330 and more");
    insta::assert_snapshot!(lens(Language::Spanish).legend.words(), @"Costo de un mes típico: menos de $20; $20 a $60; $60 a $120; $120 a $330; $330 y más");
}

#[test]
fn another_currency_is_written_on_all_of_it_by_the_rate_that_is_stated() {
    let mut document = small();
    document["rates"] = json!({ "clp": { "per_usd": 941.5, "date": "2026-11-20", "source": "a bank" } });
    let project = project(&document.to_string());
    let architecture = project.resolve("prod").unwrap();
    let pesos = currency(&project.document, "clp").unwrap();
    let lens = project.cost_lens(&architecture, Book::embedded(), TODAY, Language::English, &pesos);
    let costs = lens.costs.unwrap();
    assert!(costs.words(costs.elements["nat"]).starts_with("CLP "));
    insta::assert_snapshot!(lens.legend.words(), @"Cost of a typical month: under CLP 18,830; CLP 18,830 to CLP 56,490; CLP 56,490 to CLP 112,980; CLP 112,980 to CLP 310,695; CLP 310,695 and more");
    assert!(currency(&project.document, "pen").unwrap_err().to_string().contains("it has CLP"));
}

#[test]
fn a_session_says_what_a_project_says_after_every_edit() {
    let project = project(&small().to_string());
    let mut session = Session::new(project.document.clone(), Book::embedded(), TODAY);
    let before = session.cost_lens("prod", Language::Spanish, &Currency::usd()).unwrap();
    let removed = Command::RemoveNode { id: Id::new("nat").unwrap() };
    session.edit(removed).unwrap();
    let after = session.cost_lens("prod", Language::Spanish, &Currency::usd()).unwrap();
    let again = Project::new(session.document().clone());
    let architecture = again.resolve("prod").unwrap();
    assert_eq!(
        after,
        again.cost_lens(&architecture, Book::embedded(), TODAY, Language::Spanish, &Currency::usd())
    );
    assert_ne!(before, after);
    // handed on as JSON, it is what it was
    let text = serde_json::to_string(&after).unwrap();
    assert_eq!(serde_json::from_str::<Lens>(&text).unwrap(), after);
}
