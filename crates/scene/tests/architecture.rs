//! Drawings of resolved documents.
#![allow(clippy::unwrap_used)]

mod fixture;
#[path = "fixture/laws.rs"]
mod laws;
#[path = "fixture/show.rs"]
mod show;

use architecture::resolve;
use design::Document;
use groundplan_scene::{
    Annotations, Options, Scene,
    draw::{Card, Severity, Shape},
    scene,
};
use services::Services;

fn draw(document: &str, environment: &str, annotations: &Annotations) -> Scene {
    let document: Document = serde_json::from_str(document).unwrap();
    let architecture = resolve(&document, environment, &Services).unwrap();
    scene(&architecture, annotations, &Options::default())
}

#[test]
fn every_template_in_every_environment_keeps_the_laws() {
    for folder in std::fs::read_dir("../../templates").unwrap() {
        let folder = folder.unwrap().path();
        let Ok(text) = std::fs::read_to_string(folder.join("design.json")) else { continue };
        let document: Document = serde_json::from_str(&text).unwrap();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        for environment in document.environments.keys() {
            let scene = draw(&text, environment.as_str(), &Annotations::default());
            show::show(&scene, &format!("{name}-{environment}"));
            assert_eq!(laws::broken(&scene), Vec::<String>::new(), "{name} {environment}");
            assert!(scene.stubs.is_empty(), "{name} {environment}: {:?}", scene.stubs);
            println!(
                "{name} {environment}: {}x{} {:.2} pt, unlabelled {:?}, unshown {:?}",
                scene.width,
                scene.height,
                scene.smallest_text_on_a4(),
                scene.unlabelled,
                scene.unshown
            );
        }
    }
}

const SMALL: &str = r#"{
  "connections": {
    "api-db": { "from": "api", "kind": "traffic", "properties": { "port": 5432 }, "to": "db" },
    "web": { "from": "people", "kind": "traffic", "properties": { "port": 443 }, "to": "proxy" }
  },
  "environments": {
    "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" }
  },
  "groundplan": 1,
  "id": "small",
  "name": "Small",
  "nodes": {
    "api": { "kind": "ec2_instance", "parent": "app", "properties": { "zone": 1 } },
    "app": { "kind": "subnet", "name": "Private app subnet", "parent": "vpc", "properties": { "access": "private" } },
    "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated" } },
    "db": { "kind": "rds_instance", "name": "orders-db", "parent": "data", "properties": { "multi_az": true } },
    "gateway": { "kind": "internet_gateway", "name": "Internet gateway", "parent": "vpc", "properties": {} },
    "key": { "kind": "kms_key", "properties": {} },
    "nat": { "kind": "nat_gateway", "name": "NAT gateway", "parent": "public", "properties": { "zone": 1 } },
    "people": { "kind": "users", "name": "Customers", "properties": {} },
    "proxy": { "kind": "ec2_instance", "parent": "public", "properties": { "zone": 2 } },
    "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public" } },
    "vpc": { "kind": "vpc", "properties": {} }
  }
}"#;

#[test]
fn a_small_document_becomes_a_drawing_with_prices_and_findings() {
    let mut annotations = Annotations::default();
    annotations.amounts.insert("db".to_owned(), "448.6".parse().unwrap());
    annotations.add_finding("db", Severity::Low);
    annotations.add_finding("db", Severity::Medium);
    let scene = draw(SMALL, "prod", &annotations);
    show::show(&scene, "small");
    assert_eq!(laws::broken(&scene), Vec::<String>::new());
    assert!(scene.stubs.is_empty() && scene.unlabelled.is_empty());
    insta::assert_snapshot!("small", fixture::describe(&scene));
}

#[test]
fn a_request_from_outside_enters_through_the_internet_gateway() {
    let scene = draw(SMALL, "prod", &Annotations::default());
    let ends: Vec<(&str, &str)> = scene
        .routed
        .iter()
        .filter(|routed| routed.link.subjects.iter().any(|subject| subject.node == "web"))
        .map(|routed| (routed.link.from.as_str(), routed.link.to.as_str()))
        .collect();
    assert!(ends.contains(&("people", "gateway")) && ends.contains(&("gateway", "proxy")), "{ends:?}");
}

#[test]
fn a_person_s_frame_is_kept_and_the_rest_flows_around_it() {
    let placed = SMALL
        .replace("\"name\": \"Small\",", "\"layout\": { \"db\": [40, 60, 300, 48] }, \"name\": \"Small\",");
    let scene = draw(&placed, "prod", &Annotations::default());
    assert_eq!(laws::broken(&scene), Vec::<String>::new());
    let text = fixture::describe(&scene);
    let row =
        text.lines().find(|line| line.contains("PrivateSubnet") && line.contains("data/subnet/1")).unwrap();
    let db = text.lines().find(|line| line.ends_with("| db") && line.starts_with("card")).unwrap();
    let numbers = |line: &str| -> Vec<i32> {
        line.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).take(4).collect()
    };
    let (row, db) = (numbers(row), numbers(db));
    assert_eq!([db[0] - row[0], db[1] - row[1], db[2], db[3]], [40, 60, 300, 48]);
}

#[test]
fn frames_on_the_page_hold_for_actors_edge_services_and_steps() {
    let open = SMALL.replace(
        "\"nodes\": {",
        r#""nodes": { "build": { "kind": "codebuild_project", "properties": {} },
            "dns": { "kind": "route53_zone", "properties": { "domain": "example.com" } },
            "queue": { "kind": "sqs_queue", "properties": {} },"#,
    );
    let before = draw(&open, "prod", &Annotations::default());
    let build = cards(&before)["build"].rect;
    let frames = [
        ("build", [build.x + 300, build.y + 20, 180, 40]),
        ("dns", [640, 58, 160, 44]),
        ("key", [960, 420, 210, 48]),
        ("people", [20, 320, 80, 56]),
    ];
    let layout: serde_json::Map<_, _> =
        frames.iter().map(|(id, frame)| ((*id).to_owned(), serde_json::json!(frame))).collect();
    let layout = serde_json::Value::Object(layout);
    let placed = open.replace("\"name\": \"Small\",", &format!("\"layout\": {layout}, \"name\": \"Small\","));
    let after = draw(&placed, "prod", &Annotations::default());
    show::show(&after, "placed");
    assert_eq!(laws::broken(&after), Vec::<String>::new());
    let stands = |scene: &Scene, id: &str| {
        let found = scene.items.iter().find_map(|item| match &item.shape {
            Shape::Card(card) if item.subjects.first()?.node == id => Some(card.rect),
            Shape::Actor { rect, .. } if item.subjects.first()?.node == id => Some(*rect),
            _ => None,
        });
        found.map(|at| [at.x, at.y, at.w, at.h])
    };
    for (id, frame) in frames {
        assert_eq!(stands(&after, id), Some(frame), "{id}");
    }
    for id in ["api", "db", "nat", "proxy", "queue"] {
        assert_eq!(stands(&after, id), stands(&before, id), "{id} stays where it was");
    }
}

/// The cards of a drawing by the node they stand for.
fn cards(scene: &Scene) -> std::collections::BTreeMap<&str, &Card> {
    let cards = scene.items.iter().filter_map(|item| match &item.shape {
        Shape::Card(card) => Some((item.subjects.first()?.node.as_str(), card)),
        _ => None,
    });
    cards.collect()
}

#[test]
fn the_web_acl_of_a_load_balancer_is_docked_to_it() {
    let document = SMALL
        .replace(
            "\"connections\": {",
            r#""connections": { "guard": { "from": "acl", "kind": "attached", "to": "lb" },"#,
        )
        .replace(
            "\"nodes\": {",
            r#""nodes": { "acl": { "kind": "waf_web_acl", "properties": {} },
                "lb": { "kind": "alb", "parent": "public", "properties": {} },"#,
        );
    let scene = draw(&document, "prod", &Annotations::default());
    assert_eq!(laws::broken(&scene), Vec::<String>::new());
    let cards = cards(&scene);
    let (balancer, guard) = (cards["lb"].rect, cards["acl"].rect);
    assert_eq!((guard.x, guard.center().y), (balancer.right() + 12, balancer.center().y));
}

#[test]
fn the_reference_shows_names_in_any_number_of_zones() {
    for zones in 1..=4 {
        let text = include_str!("../../../templates/reference/design.json");
        let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
        document["nodes"]["vpc"]["properties"]["zones"] = zones.into();
        let scene = draw(&document.to_string(), "prod", &Annotations::default());
        show::show(&scene, &format!("reference-{zones}"));
        assert_eq!(laws::broken(&scene), Vec::<String>::new());
        assert_eq!(cards(&scene)["db"].name, "Orders database", "{zones} zones");
        assert!(scene.smallest_text_on_a4() >= 6.0, "{zones} zones");
    }
}

/// Networks with three tiers of instances each, in one document.
fn large(networks: usize, instances: usize) -> String {
    let mut nodes = serde_json::Map::new();
    let mut links = serde_json::Map::new();
    for network in 0..networks {
        let vpc = format!("net{network}");
        nodes.insert(vpc.clone(), serde_json::json!({ "kind": "vpc", "properties": { "zones": 3 } }));
        for (tier, access) in [("web", "public"), ("app", "private"), ("data", "isolated")] {
            let id = format!("{tier}{network}");
            nodes.insert(
                id.clone(),
                serde_json::json!({ "kind": "subnet", "parent": vpc, "properties": { "access": access } }),
            );
            for index in 0..instances {
                nodes.insert(
                    format!("{id}-{index}"),
                    serde_json::json!({ "kind": "ec2_instance", "parent": id, "properties": { "zone": 1 + index % 3 } }),
                );
            }
        }
        for index in 0..instances {
            links.insert(
                format!("link{network}-{index}"),
                serde_json::json!({ "from": format!("web{network}-{index}"), "kind": "traffic",
                    "properties": { "port": 8080 }, "to": format!("app{network}-{index}") }),
            );
        }
        nodes.insert(format!("key{network}"), serde_json::json!({ "kind": "kms_key", "properties": {} }));
    }
    serde_json::json!({
        "connections": links, "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "groundplan": 1, "id": "large", "name": "Large", "nodes": nodes
    })
    .to_string()
}

#[test]
fn large_designs_show_less_instead_of_smaller() {
    for (networks, instances) in [(1, 4), (2, 8), (6, 24)] {
        let scene = draw(&large(networks, instances), "prod", &Annotations::default());
        show::show(&scene, &format!("large-{networks}"));
        assert_eq!(laws::broken(&scene), Vec::<String>::new(), "{networks} networks");
        let smallest = scene.smallest_text_on_a4();
        assert!(smallest >= 6.0, "{networks} networks: {}x{} {smallest:.2} pt", scene.width, scene.height);
    }
}

#[test]
fn every_service_that_is_drawn_has_an_icon() {
    let map: std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>> =
        serde_json::from_str(include_str!("../../../assets/icons.json")).unwrap();
    let known = |name: &str| map.values().any(|section| section.contains_key(name));
    for service in services::SERVICES {
        let about = service.about();
        let drawn = !matches!(about.lane, services::Lane::Actor | services::Lane::Hidden);
        assert!(!drawn || known(about.kind.name), "assets/icons.json has no icon for {}", about.kind.name);
    }
}
