//! What prices rest on: workloads, ways to pay, savings, budgets, years. Amounts are worked out by hand from rows of the
//! price book.
#![allow(clippy::unwrap_used, clippy::panic)]

use design::{
    Command, Payment,
    payment::{Term, Upfront},
};
use groundplan_engine::{
    Book, Decimal, Id, Origin, Services, Session, TEMPLATES, load, quantity, services::capacity::INSTANCES,
};
use serde_json::{Value, json};

const TODAY: &str = "2026-11-23";

fn session(environment: Value, nodes: Value) -> Session<'static> {
    connected(environment, nodes, json!({}), json!({}))
}

fn connected(environment: Value, nodes: Value, connections: Value, usage: Value) -> Session<'static> {
    let mut prod = json!({ "account": "333333333333", "region": "us-east-1", "tier": "production" });
    prod.as_object_mut().unwrap().extend(environment.as_object().unwrap().clone());
    let mut drawn = json!({
        "vpc": { "kind": "vpc", "properties": {} },
        "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private", "slot": 1 } },
        "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated", "slot": 2 } }
    });
    drawn.as_object_mut().unwrap().extend(nodes.as_object().unwrap().clone());
    let document = json!({
        "groundplan": 1, "id": "shop", "name": "Shop", "environments": { "prod": prod }, "nodes": drawn,
        "connections": connections, "usage": usage
    });
    Session::new(load(document.to_string().as_bytes(), &Services).unwrap(), Book::embedded(), TODAY)
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The same load at every hour, so that a month has 730 times what an hour has.
fn flat(requests_per_second: u32) -> Value {
    json!({ "requests_per_second": requests_per_second, "hours": vec![100; 24], "weekdays": vec![100; 7] })
}

/// Typical dollars a month of one element.
fn monthly(session: &mut Session<'_>, node: &str) -> Decimal {
    session.estimate("prod").unwrap().of_node(node).typical.round_dp(2)
}

#[test]
fn volumes_nobody_states_follow_the_workload() {
    let bucket = json!({ "files": { "kind": "s3_bucket", "properties": {} } });
    let mut workload = flat(10);
    workload["storage_gib"] = json!(50);
    let mut session = session(json!({ "workload": workload }), bucket);
    let assumed = session.assumed("prod").unwrap();
    let of =
        |name: &str| assumed.iter().find(|one| one.node == Some(id("files")) && one.name == name).unwrap();
    assert_eq!((of("storage_gib").value.typical, of("storage_gib").origin), (50.into(), Origin::Workload));
    // 10 a second × 3,600 × 730 = 26,280,000 requests, of which one in ten reads the bucket.
    assert_eq!(of("get_requests_per_month").value.typical, 2_628_000.into());
}

#[test]
fn a_quiet_night_has_fewer_requests() {
    let mut workload = flat(100);
    // Half the hours stand still, the weekend too: 100 × 3,600 × 730 × 1/2 × 5/7 = 93,857,143.
    workload["hours"] = json!([vec![0; 12], vec![100; 12]].concat());
    workload["weekdays"] = json!([100, 100, 100, 100, 100, 0, 0]);
    let bucket = json!({ "files": { "kind": "s3_bucket", "properties": {} } });
    let mut session = session(json!({ "workload": workload }), bucket);
    let assumed = session.assumed("prod").unwrap();
    let read = assumed.iter().find(|one| one.name == "get_requests_per_month").unwrap();
    assert_eq!(read.value.typical, 9_385_714.into());
}

#[test]
fn what_can_be_stopped_is_paid_for_the_hours_it_runs() {
    let nodes = json!({
        "api": { "kind": "ec2_instance", "parent": "app", "properties": { "instance_type": "m6i.large", "detailed_monitoring": false } }
    });
    let mut always = session(json!({}), nodes.clone());
    let mut office = session(json!({ "workload": { "hours_on_per_week": 60 } }), nodes);
    // 730 × 60 / 168 = 260.71 hours of $0.096 instead of 730; the disk stays.
    let saved = decimal("0.096") * (decimal("730") - decimal("260.71"));
    assert_eq!(monthly(&mut always, "api") - monthly(&mut office, "api"), saved.round_dp(2));
}

#[test]
fn machines_follow_the_load_within_the_sizes_of_their_group() {
    let group = |max: u32| {
        json!({ "web": { "kind": "auto_scaling_group", "parent": "app",
            "properties": { "instance_type": "m6i.large", "min_size": 2, "max_size": max } } })
    };
    let count = |environment: Value, max: u32| {
        let mut session = session(environment, group(max));
        let assumed = session.assumed("prod").unwrap();
        let found = assumed.into_iter().find(|one| one.name == INSTANCES.name).unwrap();
        (found.value.typical, found.origin)
    };
    // 500 requests and 30 % more by 100 each: 6.5 machines, so 7.
    assert_eq!(count(json!({ "workload": flat(500) }), 10), (7.into(), Origin::Workload));
    assert_eq!(count(json!({ "workload": flat(500) }), 4), (4.into(), Origin::Workload));
    assert_eq!(count(json!({ "workload": flat(1) }), 10), (2.into(), Origin::Workload));
    assert_eq!(count(json!({}), 10), (2.into(), Origin::Default));
}

#[test]
fn ten_per_cent_more_of_a_number_moves_the_charges_that_rest_on_it() {
    let bucket = json!({ "files": { "kind": "s3_bucket", "properties": {} } });
    let mut session = session(json!({ "workload": { "storage_gib": 1000 } }), bucket);
    let assumed = session.assumed("prod").unwrap();
    let kept = assumed.iter().find(|one| one.node == Some(id("files")) && one.name == "storage_gib").unwrap();
    let moved = session.moved("prod", kept, 10).unwrap();
    // 100 GiB more of $0.023.
    assert_eq!(moved.monthly.round_dp(2), decimal("2.30"));
    assert!(moved.lines.iter().all(|(node, ..)| node == "files") && !moved.lines.is_empty());
    // The workload's own number moves all that follows it.
    let all = assumed.iter().find(|one| one.node.is_none() && one.name == "storage_gib").unwrap();
    assert!(session.moved("prod", all, 10).unwrap().monthly >= moved.monthly);
}

const DATABASE: &str = r#"{ "db": { "kind": "rds_instance", "parent": "data",
    "properties": { "engine": "postgres", "multi_az": true, "instance_class": "db.m6g.large", "allocated_gib": 100 } } }"#;

#[test]
fn reservations_stand_beside_the_price_on_demand() {
    let mut session = session(json!({}), serde_json::from_str(DATABASE).unwrap());
    let before = session.estimate("prod").unwrap().of_node("db").typical;
    let ways = session.ways_to_pay("prod", &id("db")).unwrap();
    let found: Vec<_> = ways
        .iter()
        .map(|way| (way.payment.clone(), (way.monthly - before).round_dp(2), way.upfront, way.break_even))
        .collect();
    let reserved = |term, upfront| Some(Payment::Reserved { term, upfront });
    assert_eq!(
        found,
        [
            (None, 0.into(), 0.into(), None),
            // 730 × ($0.2037 − $0.318)
            (reserved(Term::One, Upfront::No), decimal("-83.44"), 0.into(), None),
            // 730 × ($0.0652 − $0.318) + $1,713 / 36; the fee is paid back after 1,713 / (730 × ($0.318 − $0.0652)).
            (reserved(Term::Three, Upfront::Partial), decimal("-136.96"), 1713.into(), Some(decimal("9.3"))),
        ]
    );
    assert!(ways[0].chosen);
}

#[test]
fn what_a_person_enters_is_taken_off() {
    let pay = |payment: Value| {
        let environment = json!({ "payments": { "db": payment } });
        let mut session = session(environment, serde_json::from_str(DATABASE).unwrap());
        let estimate = session.estimate("prod").unwrap();
        let line = estimate.lines.iter().find(|line| line.item.contains("db.m6g.large")).unwrap();
        (line.monthly.typical.round_dp(2), line.derived_from.as_deref().unwrap_or_default().to_owned())
    };
    // 730 × $0.318 less 20 %.
    let (monthly, derived) = pay(json!({ "way": "savings-plan", "discount_percent": 20 }));
    assert_eq!(monthly, decimal("185.71"));
    assert!(derived.contains("20 %"), "{derived}");
}

#[test]
fn each_saving_is_what_its_edit_saves() {
    let reference = TEMPLATES.iter().find(|template| template.name == "reference").unwrap();
    let document = load(reference.document.as_bytes(), &Services).unwrap();
    let mut session = Session::new(document, Book::embedded(), TODAY);
    let savings = session.savings("dev").unwrap();
    let keys: Vec<&str> = savings.iter().map(|saving| saving.key.as_str()).collect();
    assert!(keys.contains(&"office-hours"), "{keys:?}");
    assert!(savings.windows(2).all(|pair| pair[0].monthly >= pair[1].monthly));
    for saving in savings {
        let before = session.estimate("dev").unwrap().monthly.typical;
        let mut after = session.tried(saving.command.clone()).unwrap();
        assert_eq!(before - after.estimate("dev").unwrap().monthly.typical, saving.monthly, "{}", saving.key);
    }
}

#[test]
fn a_type_that_is_left_at_its_default_is_offered_others_too() {
    let nodes = |types: Value| {
        json!({
            "api": { "kind": "ec2_instance", "parent": "app", "properties": {} },
            "cluster": { "kind": "eks_cluster", "parent": "app", "properties": {} },
            "workers": { "kind": "eks_workers", "parent": "cluster", "properties": types },
            "search": { "kind": "opensearch_domain", "parent": "data", "properties": {} }
        })
    };
    let mut silent = session(json!({}), nodes(json!({})));
    let savings = silent.savings("prod").unwrap();
    let of = |key: &str| savings.iter().find(|saving| saving.key == key).unwrap();
    // t4g.small to t4g.micro: 730 hours of $0.0084 less.
    assert_eq!(of("api/smaller").monthly, decimal("6.132"));
    assert!(of("search/smaller").monthly > Decimal::ZERO);
    let mut stated = session(json!({}), nodes(json!({ "instance_type": "m6i.large" })));
    let offered = stated.savings("prod").unwrap();
    assert!(offered.contains(of("workers/graviton")), "as where the same type is stated");
    silent.edit(of("workers/graviton").command.clone()).unwrap();
    let after = silent.architecture("prod").unwrap();
    let workers = after.element("workers").unwrap();
    assert!(workers.properties["instance_type"].as_str().unwrap().contains("g."), "it is stated now");
}

#[test]
fn what_a_finding_about_costs_offers_is_among_the_savings() {
    let nodes = json!({
        "files": { "kind": "s3_bucket", "properties": {} },
        "jobs": { "kind": "sqs_queue", "properties": {} },
        "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public", "slot": 0 } },
        "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} },
        "worker": { "kind": "ec2_instance", "parent": "app", "properties": {} }
    });
    let calls = json!({
        "worker-files": { "from": "worker", "kind": "uses", "to": "files" },
        "worker-jobs": { "from": "worker", "kind": "uses", "to": "jobs" }
    });
    let gib = json!({ "worker-files": { "gib_per_month": 310 }, "worker-jobs": { "gib_per_month": 200 } });
    let mut session = connected(json!({}), nodes, calls, gib);
    let savings = session.savings("prod").unwrap();
    let endpoint = savings.iter().find(|saving| saving.key == "vpc/s3-through-gateway-endpoint").unwrap();
    // 310 GiB less × 0.045 through the gateway; half of them crossed to its zone, 155 × 2 sides × 0.01
    assert_eq!(endpoint.monthly, decimal("17.05"));
}

#[test]
fn an_environment_over_its_budget_is_a_finding_on_what_costs_most() {
    let nodes: Value = serde_json::from_str(DATABASE).unwrap();
    let mut over = session(json!({ "budget_usd": 100 }), nodes.clone());
    let finding = over.over_budget("prod").unwrap().unwrap();
    assert_eq!(finding.node, id("db"));
    let said = finding.message.render(groundplan_engine::Language::English);
    assert!(said.contains("over its budget of US$100.00"), "{said}");
    let mut within = session(json!({ "budget_usd": 1000 }), nodes.clone());
    assert!(within.over_budget("prod").unwrap().is_none());
    assert!(session(json!({}), nodes).over_budget("prod").unwrap().is_none());
}

#[test]
fn years_grow_with_the_workload_and_stand_still_without() {
    let bucket = json!({ "files": { "kind": "s3_bucket", "properties": {} } });
    let mut workload = flat(0);
    workload["storage_gib"] = json!(1000);
    workload["growth_percent_per_year"] = json!(50);
    let mut growing = session(json!({ "workload": workload }), bucket.clone());
    let years = growing.years("prod").unwrap();
    let [first, second, third] = years.monthly.map(|month| month.typical);
    // 1,000, 1,500 and 2,250 GiB of standard storage: what is charged for them grows alike.
    assert!(first < second && second < third);
    assert_eq!(years.three_years().typical, (first + second + third) * Decimal::from(12));
    let still = session(json!({}), bucket).years("prod").unwrap();
    assert_eq!(still.monthly[0], still.monthly[2]);
}

#[test]
fn the_curve_has_a_step_where_a_machine_is_added() {
    let nodes = json!({ "web": { "kind": "auto_scaling_group", "parent": "app",
        "properties": { "instance_type": "m6i.large", "min_size": 1, "max_size": 5 } } });
    let mut workload = flat(100);
    workload["headroom_percent"] = json!(0);
    let mut session = session(json!({ "workload": workload }), nodes);
    let loads = ["0", "100", "101", "250"].map(decimal);
    let machines: Vec<Decimal> =
        session.curve("prod", &loads).unwrap().iter().map(|point| point.machines[0].1).collect();
    assert_eq!(machines, [1, 1, 2, 3].map(Decimal::from));
    assert_eq!(session.loads("prod", 4).unwrap(), ["0", "100", "200", "300", "400"].map(decimal));
}

#[test]
fn paying_goes_with_an_element_and_is_undone() {
    let mut session = session(json!({}), serde_json::from_str(DATABASE).unwrap());
    let payment = Some(Payment::Reserved { term: Term::One, upfront: Upfront::No });
    let before = session.document().clone();
    let paid = session.edit(Command::SetPayment { id: id("db"), environment: id("prod"), payment }).unwrap();
    session.edit(Command::Rename { id: id("db"), to: id("orders") }).unwrap();
    assert!(session.document().environments[&id("prod")].payments.contains_key(&id("orders")));
    let gone = session.edit(Command::RemoveNode { id: id("orders") }).unwrap();
    assert!(session.document().environments[&id("prod")].payments.is_empty());
    session.replay(&gone.inverse()).unwrap();
    session.edit(Command::Rename { id: id("orders"), to: id("db") }).unwrap();
    session.replay(&paid.inverse()).unwrap();
    assert_eq!(*session.document(), before);
}

#[test]
fn a_quantity_is_written_as_a_person_writes_it() {
    let band = |low: &str, typical: &str, high: &str| {
        let [low, typical, high] = [low, typical, high].map(decimal);
        serde_json::to_value(quantity(groundplan_engine::Band { low, typical, high })).unwrap()
    };
    assert_eq!(band("5", "5", "5"), json!(5));
    assert_eq!(band("0.5", "1", "2"), json!({ "low": 0.5, "typical": 1, "high": 2 }));
}
