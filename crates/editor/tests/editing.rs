//! Adding, removing, naming, copying and connecting elements.
#![allow(clippy::unwrap_used)]

mod common;

use common::{empty, id, open, reference};
use engine::{Services, canonical, design::ConnectionKind, load, services::SERVICES};
use groundplan_editor::{AddRefusal, Editor, PasteRefusal};

fn loadable(editor: &Editor) {
    let text = canonical::print(editor.document());
    assert_eq!(&load(text.as_bytes(), &Services).unwrap(), editor.document());
}

fn kind<'e>(editor: &'e Editor, node: &str) -> &'e str {
    &editor.document().nodes[node].kind
}

fn parent<'e>(editor: &'e Editor, node: &str) -> Option<&'e str> {
    editor.document().nodes[node].parent.as_ref().map(|id| id.as_str())
}

// ── adding ───────────────────────────────────────────────────────────────────────────────────────────────────────

/// Whatever the kind: added to an empty design, with the containers it needs, it leaves a design that loads, that can
/// be undone in one step, and that shows it.
#[test]
fn every_kind_can_be_added_to_an_empty_design() {
    for service in SERVICES {
        let kind = service.about().kind.name;
        let mut editor = empty();
        let start = editor.document().clone();
        let added = editor.add_with_containers(kind).unwrap_or_else(|refusal| panic!("{kind}: {refusal}"));
        assert_eq!(editor.document().nodes[&added].kind, kind);
        assert_eq!(editor.selection().iter().collect::<Vec<_>>(), [&added]);
        loadable(&editor);
        editor.scene().unwrap();
        editor.undo().unwrap();
        assert_eq!(editor.document(), &start, "{kind}");
    }
}

#[test]
fn a_new_element_says_which_containers_it_lacks() {
    let mut editor = empty();
    let start = editor.document().clone();
    let refusal = editor.add("rds_instance").unwrap_err();
    assert_eq!(refusal, AddRefusal::NeedsContainers { kind: "rds_instance", chain: vec!["vpc", "subnet"] });
    assert_eq!(
        editor.why_not_added(&refusal),
        "RDS DB instance needs VPC › Subnet tier, which this design does not have yet."
    );
    assert_eq!(editor.document(), &start);

    editor.add("vpc").unwrap();
    let refusal = editor.add("rds_instance").unwrap_err();
    assert_eq!(refusal, AddRefusal::NeedsContainers { kind: "rds_instance", chain: vec!["subnet"] });
}

#[test]
fn containers_made_on_the_way_suit_what_they_are_made_for() {
    let mut editor = empty();
    editor.add_with_containers("rds_instance").unwrap();
    assert_eq!(editor.document().nodes["subnet"].properties["access"], "isolated");
    editor.add_with_containers("nat_gateway").unwrap();
    assert_eq!(parent(&editor, "nat-gateway"), Some("subnet"), "there is a tier now, though not the best");

    let mut editor = empty();
    editor.add_with_containers("nat_gateway").unwrap();
    assert_eq!(editor.document().nodes["subnet"].properties["access"], "public");
    assert_eq!(parent(&editor, "internet-gateway"), Some("vpc"), "a public tier needs the way out");
}

#[test]
fn a_new_element_goes_into_the_selected_container_else_into_the_best() {
    let mut editor = reference();
    editor.select([id("data")]);
    let first = editor.add("rds_instance").unwrap();
    assert_eq!(parent(&editor, first.as_str()), Some("data"));
    assert_eq!(editor.name_of(&first), "RDS DB instance");

    editor.select([]);
    let second = editor.add("rds_instance").unwrap();
    assert_eq!((second.as_str(), parent(&editor, second.as_str())), ("rds-instance-2", Some("data")));
    assert_eq!(editor.name_of(&second), "RDS DB instance 2");

    editor.select([id("nat-1")]);
    let beside = editor.add("ec2_instance").unwrap();
    assert_eq!(parent(&editor, beside.as_str()), Some("public"), "beside what is selected");
    assert_eq!(editor.document().nodes[&beside].properties["zone"], 1, "zone 2 has the bastion");
}

/// A selection is often what was added last: a tier takes what is at home in it, the rest goes to its network's tier
/// for such things.
#[test]
fn an_element_goes_where_such_things_stand_when_the_selected_tier_does_not_suit() {
    let cases = [
        ("public", [("alb", "public"), ("nat_gateway", "public"), ("ec2_instance", "public")]),
        ("app", [("alb", "public"), ("rds_instance", "data"), ("ec2_instance", "app")]),
        ("data", [("nat_gateway", "public"), ("ec2_instance", "app"), ("eks_cluster", "app")]),
        ("db", [("alb", "public"), ("auto_scaling_group", "app"), ("opensearch_domain", "data")]),
    ];
    for (selected, added) in cases {
        for (kind, expected) in added {
            let mut editor = reference();
            editor.select([id(selected)]);
            let new = editor.add(kind).unwrap();
            assert_eq!(parent(&editor, new.as_str()), Some(expected), "{kind} with {selected} selected");
        }
    }
}

#[test]
fn a_tier_that_does_not_suit_is_used_where_its_network_has_no_better_one() {
    let mut editor = reference();
    let network = editor.add("vpc").unwrap();
    editor.select([network.clone()]);
    let tier = editor.add("subnet").unwrap();
    editor.select([tier.clone()]);
    let balancer = editor.add("alb").unwrap();
    assert_eq!(editor.document().nodes[&balancer].parent.as_ref(), Some(&tier), "not into another network");
}

#[test]
fn new_networks_and_tiers_get_addresses_nobody_has() {
    let mut editor = reference();
    let network = editor.add("vpc").unwrap();
    assert!(!editor.document().nodes[&network].properties.contains_key("cidr"), "10.0.0.0/16 is free");
    let another = editor.add("vpc").unwrap();
    assert_eq!(editor.document().nodes[&another].properties["cidr"], "10.1.0.0/16");

    let blocks = |editor: &mut Editor| -> Vec<String> {
        let architecture = editor.architecture("prod").unwrap();
        let tiers = architecture.of_kind("subnet").flat_map(|(_, tier)| tier.subnets());
        tiers.map(|(_, block)| block.to_string()).collect()
    };
    let before = blocks(&mut editor);
    editor.select([id("vpc")]);
    let tier = editor.add("subnet").unwrap();
    assert_eq!(parent(&editor, tier.as_str()), Some("vpc"));
    let after = blocks(&mut editor);
    assert!(before.iter().all(|block| after.contains(block)), "no tier is renumbered: {before:?} {after:?}");
    assert_eq!(after.len(), before.len() + 2);
}

#[test]
fn what_is_added_while_a_shared_environment_is_shown_stands_there() {
    let mut editor = reference();
    editor.show("shared");
    let added = editor.add("codebuild_project").unwrap();
    assert_eq!(editor.document().nodes[&added].environments.as_deref(), Some(&[id("shared")][..]));
    editor.show("prod");
    let added = editor.add("s3_bucket").unwrap();
    assert_eq!(editor.document().nodes[&added].environments, None);
}

#[test]
fn an_element_is_not_added_where_it_does_not_stand() {
    let mut editor = reference();
    let refusal = editor.add_into("rds_instance", Some(&id("vpc")), None).unwrap_err();
    assert_eq!(
        editor.why_not_added(&refusal),
        "RDS DB instance does not stand in VPC; it needs Subnet tier."
    );
    let refusal = editor.add_into("s3_bucket", Some(&id("vpc")), None).unwrap_err();
    assert_eq!(editor.why_not_added(&refusal), "S3 bucket stands in no container.");
    assert_eq!(editor.add("teapot"), Err(AddRefusal::UnknownKind("teapot".into())));
    assert!(!editor.can_undo());
}

// ── removing, naming ─────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn removing_a_container_says_how_much_goes_with_it() {
    let mut editor = reference();
    editor.select([id("app"), id("eks"), id("workers")]);
    assert_eq!(editor.delete_label().as_deref(), Some("Delete Private app subnet and 4 inside"));
    editor.delete().unwrap();
    assert!(!editor.document().nodes.contains_key("workers"));
    assert!(!editor.document().connections.contains_key("workers-db"), "its connections went too");
    assert!(editor.selection().is_empty());
    loadable(&editor);
    editor.undo().unwrap();
    assert_eq!(editor.document(), reference().document());
}

#[test]
fn connections_are_removed_alone_or_with_their_ends() {
    let mut editor = reference();
    editor.select([id("workers-db"), id("assets"), id("cdn-assets")]);
    assert_eq!(editor.delete_label().as_deref(), Some("Delete 2 elements"), "cdn-assets goes with assets");
    editor.delete().unwrap();
    assert!(!editor.document().connections.contains_key("workers-db"));
    loadable(&editor);
    assert_eq!(editor.delete_label(), None);
}

#[test]
fn renaming_changes_what_is_displayed_and_never_the_id() {
    let mut editor = reference();
    editor.rename(&id("db"), "  Ledger ").unwrap();
    assert_eq!(editor.name_of(&id("db")), "Ledger");
    editor.rename(&id("db"), "  ").unwrap();
    assert_eq!(editor.name_of(&id("db")), "Ledger", "a name is not empty");
    editor.rename(&id("db"), "db").unwrap();
    assert_eq!(editor.document().nodes["db"].name, None, "the id is the name when there is none");
    assert_eq!(editor.undo_label(), Some("Rename Ledger"));
}

// ── copying ──────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_duplicate_has_the_same_contents_connections_sizes_and_environments() {
    let mut editor = reference();
    editor.select([id("eks"), id("db")]);
    let made = editor.duplicate().unwrap();
    assert_eq!(made, [id("db-2"), id("eks-2")]);
    assert_eq!(parent(&editor, "workers-2"), Some("eks-2"));
    assert_eq!(parent(&editor, "eks-2"), Some("app"));
    let connection = &editor.document().connections["workers-2-db-2"];
    assert_eq!((connection.from.as_str(), connection.to.as_str()), ("workers-2", "db-2"));
    assert_eq!(connection.properties, editor.document().connections["workers-db"].properties);
    assert!(
        !editor
            .document()
            .connections
            .values()
            .any(|found| found.from == "workers-2" && found.to == "search")
    );
    let dev = &editor.document().environments["dev"].overrides;
    assert_eq!(dev["db-2"], dev["db"]);
    assert_eq!(editor.name_of(&id("db-2")), "Orders database 2");
    loadable(&editor);
    editor.undo().unwrap();
    assert_eq!(editor.document(), reference().document());
}

#[test]
fn pasting_again_counts_on_and_goes_into_the_selected_container() {
    let mut editor = reference();
    editor.select([id("nat-1")]);
    let text = editor.copy().unwrap();
    editor.select([id("public")]);
    assert_eq!(editor.paste(&text).unwrap(), [id("nat-3")]);
    editor.select([id("app")]);
    assert_eq!(editor.paste(&text).unwrap(), [id("nat-4")]);
    assert_eq!(parent(&editor, "nat-4"), Some("app"));
    editor.select([id("cdn")]);
    editor.paste(&text).unwrap();
    assert_eq!(parent(&editor, "nat-5"), Some("public"), "else beside the original");
}

#[test]
fn a_copied_network_gets_addresses_of_its_own() {
    let mut editor = reference();
    editor.select([id("vpc")]);
    editor.duplicate().unwrap();
    loadable(&editor);
    assert_eq!(editor.document().nodes["vpc-2"].properties["cidr"], "10.0.0.0/16");
    editor.select([id("app")]);
    editor.duplicate().unwrap();
    let blocked: Vec<String> =
        editor.architecture("prod").unwrap().blockers.iter().map(|blocker| blocker.code.to_owned()).collect();
    assert!(!blocked.iter().any(|code| code.contains("block") || code.contains("address")), "{blocked:?}");
}

#[test]
fn elements_can_be_taken_into_another_design() {
    let mut from = reference();
    from.select([id("vpc"), id("key"), id("build")]);
    let text = from.copy().unwrap();
    let mut to = empty();
    to.paste(&text).unwrap();
    loadable(&to);
    assert_eq!(kind(&to, "db"), "rds_instance", "ids that are free stay");
    assert_eq!(to.document().environments["dev"].overrides["db"]["multi_az"], false);
    assert!(!to.document().environments.contains_key("test"), "environments are not pasted");
    assert_eq!(to.document().connections["db-key"].to, id("key"));

    from.select([id("db")]);
    let text = from.copy().unwrap();
    let mut to = empty();
    let refusal = to.paste(&text).unwrap_err();
    assert_eq!(refusal, PasteRefusal::NoContainer { kind: "rds_instance" });
    assert_eq!(to.why_not_pasted(&refusal), "RDS DB instance needs Subnet tier.");
}

#[test]
fn properties_that_name_nodes_follow_into_the_copy() {
    let mut editor = open(
        r#"{ "groundplan": 1, "id": "d", "name": "D",
             "environments": { "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" } },
             "nodes": {
               "net": { "kind": "vpc", "properties": {} },
               "tier": { "kind": "subnet", "parent": "net", "properties": {} },
               "gate": { "kind": "internet_gateway", "parent": "net", "properties": {} },
               "routes": { "kind": "route_table", "parent": "net", "replaces": "tier/route-table/1",
                 "properties": { "routes": [{ "destination": "0.0.0.0/0", "node": "gate" }] } } } }"#,
    );
    editor.select([id("net")]);
    editor.duplicate().unwrap();
    let copy = &editor.document().nodes["routes-2"];
    assert_eq!(copy.properties["routes"][0]["node"], "gate-2");
    assert_eq!(copy.replaces.as_ref().unwrap().to_string(), "tier-2/route-table/1");

    editor.select([id("routes")]);
    editor.duplicate().unwrap();
    let copy = &editor.document().nodes["routes-3"];
    assert_eq!(copy.properties["routes"][0]["node"], "gate", "what was not copied is still meant");
    assert_eq!(copy.replaces, None, "a part is made explicit once");
    loadable(&editor);
}

#[test]
fn other_text_is_not_pasted() {
    let mut editor = reference();
    for text in
        ["", "{}", "hello", r#"{"groundplan-elements": 2, "nodes": {}}"#, r#"{"groundplan-elements": 1}"#]
    {
        assert_eq!(editor.paste(text), Err(PasteRefusal::NotElements), "{text}");
    }
    let foreign = r#"{"groundplan-elements": 1, "nodes": {"a": {"kind": "teapot", "properties": {}}}}"#;
    assert_eq!(editor.paste(foreign), Err(PasteRefusal::UnknownKind("teapot".into())));
    let broken =
        r#"{"groundplan-elements": 1, "nodes": {"a": {"kind": "s3_bucket", "properties": {"x": 1}}}}"#;
    assert!(matches!(editor.paste(broken), Err(PasteRefusal::Refused(_))));
    assert_eq!(editor.document(), reference().document());
}

// ── connecting ───────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn connections_get_readable_ids_that_are_free() {
    let mut editor = reference();
    let legal = editor.legal_connections(&id("bastion"), &id("search"));
    assert_eq!(legal, [ConnectionKind::Traffic, ConnectionKind::Uses]);
    let first = editor.connect(&id("bastion"), &id("search"), ConnectionKind::Traffic).unwrap();
    let second = editor.connect(&id("bastion"), &id("search"), ConnectionKind::Traffic).unwrap();
    assert_eq!((first.as_str(), second.as_str()), ("bastion-search", "bastion-search-2"));
    assert_eq!(editor.undo_label(), Some("Connect Bastion to Search"));
    loadable(&editor);
}

#[test]
fn what_cannot_be_connected_says_why_and_what_can() {
    let editor = reference();
    let why = |from: &str, to: &str| editor.why_not_connected(&id(from), &id(to));
    assert_eq!(why("alb", "workers"), None);
    assert_eq!(
        why("db", "bastion").as_deref(),
        Some("RDS DB instance starts no connection to EC2 instance; draw it the other way round.")
    );
    assert_eq!(
        why("db", "search").as_deref(),
        Some("RDS DB instance cannot be connected to OpenSearch domain; it leads to KMS key.")
    );
    assert_eq!(why("db", "db").as_deref(), Some("An element is not connected to itself."));
}
