//! Months of instances, Auto Scaling groups and EKS clusters, computed by hand from the rows of the book.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{dec, environment, estimate_on, open, paid, patch, priced};
use pricing::{Band, Book, Decimal, Estimate, Key, Ledger};
use serde_json::{Value, json};

fn instance(region: &str, properties: Value, usage: Value) -> Estimate {
    let nodes = json!({ "a": { "kind": "ec2_instance", "parent": "app", "properties": properties } });
    priced(region, nodes, json!({}), json!({ "a": usage }))
}

#[test]
fn pitfall_01_a_month_has_730_hours() {
    let month = instance("us-east-1", json!({ "instance_type": "t3.medium" }), json!({}));
    let line = month.lines.iter().find(|line| line.key.slug == "ec2/linux/t3.medium").unwrap();
    assert_eq!(line.quantity, Band::from(730u32));
    // 730 h × 0.0416; August's 744 h would be 30.95
    assert_eq!(line.monthly.typical, dec("30.368"));
}

#[test]
fn pitfall_14_an_instance_costs_1_61_times_as_much_in_sao_paulo() {
    let month = instance("sa-east-1", json!({ "instance_type": "t3.medium" }), json!({}));
    // 730 h × 0.0672, while its disk is 1.9 times as much: 20 GiB × 0.152
    assert_eq!(paid(&month, "a", "ec2/linux/t3.medium"), dec("49.056"));
    assert_eq!(paid(&month, "a", "ebs/gp3/storage"), dec("3.04"));
}

#[test]
fn pitfall_21_a_stopped_instance_keeps_its_disk() {
    let month = instance(
        "us-east-1",
        json!({ "instance_type": "t3.medium", "root_gib": 50 }),
        json!({ "hours_per_month": 0 }),
    );
    assert_eq!(paid(&month, "a", "ec2/linux/t3.medium"), Decimal::ZERO);
    // 50 GiB × 0.08
    assert_eq!(month.of_node("a").typical, dec("4"));
}

#[test]
fn nights_and_weekends_off_cost_the_hours_that_are_left() {
    let month =
        instance("us-east-1", json!({ "instance_type": "t3.medium" }), json!({ "hours_per_month": 220 }));
    // 220 h × 0.0416
    assert_eq!(paid(&month, "a", "ec2/linux/t3.medium"), dec("9.152"));
    // seven metrics for 220 of 730 hours: 7 × 220 / 730 × 0.30 = 0.6329
    assert_eq!(common::cents(paid(&month, "a", "cloudwatch/metric")), dec("0.63"));
}

#[test]
fn pitfall_18_detailed_monitoring_is_seven_metrics() {
    let month = instance("us-east-1", json!({ "detailed_monitoring": true }), json!({}));
    // 7 × 0.30
    assert_eq!(paid(&month, "a", "cloudwatch/metric"), dec("2.1"));
}

#[test]
fn pitfall_19_surplus_credits_can_cost_more_than_the_instance() {
    let usage = json!({ "surplus_vcpu_hours_per_month": 1460 });
    let month = instance("us-east-1", json!({ "instance_type": "t3.medium" }), usage.clone());
    // two vCPUs all month: 1,460 × 0.05, beside 30.368 for the instance
    assert_eq!(paid(&month, "a", "ec2/cpu-credits/t3"), dec("73"));
    // the book knows no price of T4g: unpriced, not nothing
    let month = instance("us-east-1", json!({ "instance_type": "t4g.medium" }), usage.clone());
    assert_eq!(open(&month, "a"), [("t4g surplus credits", "ec2/cpu-credits/t4g")]);
    // T2 slows down, and others have no credits
    for kind in ["t2.medium", "m6i.large"] {
        let month = instance("us-east-1", json!({ "instance_type": kind }), usage.clone());
        assert!(
            month.lines.iter().all(|line| !line.key.slug.contains("credits")) && open(&month, "a").is_empty()
        );
    }
}

#[test]
fn pitfall_24_a_local_zone_is_neither_its_region_nor_its_neighbour() {
    let hour = |place: &str| {
        let mut ledger = Ledger::new(Book::embedded(), place, common::TODAY);
        ledger.charge("a", None, "Amazon EC2", "t3.medium", "ec2/linux/t3.medium", 1u32);
        ledger.finish().monthly.typical
    };
    let places = ["us-east-1", "us-east-1-scl-1a", "us-east-1-lim-1a", "sa-east-1", "mx-central-1"];
    assert_eq!(places.map(hour), [dec("0.0416"), dec("0.0706"), dec("0.084"), dec("0.0672"), dec("0.0437")]);
}

#[test]
fn pitfall_23_each_price_carries_its_date_and_ages() {
    let nodes = json!({ "a": { "kind": "ec2_instance", "parent": "app", "properties": { "instance_type": "m6g.metal" } } });
    let found = common::architecture(nodes, json!({}));
    let line = |day: &str| {
        let month = estimate_on(&found, day);
        month.lines.into_iter().find(|line| line.key.slug == "ec2/linux/m6g.metal").unwrap()
    };
    // read on 2026-07-20: 90 days later it is still young, one more and it is not
    assert_eq!(&*line("2026-10-18").as_of, "2026-07-20");
    assert_eq!((line("2026-10-18").stale, line("2026-10-19").stale), (false, true));
    // 730 h × 2.6112
    assert_eq!(line("2026-10-19").monthly.typical, dec("1906.176"));
}

#[test]
fn pitfall_08_only_what_is_over_the_included_iops_and_throughput_is_charged() {
    let over = |slug: &str, wanted: u32, included: u32| {
        let mut ledger = Ledger::new(Book::embedded(), "us-east-1", common::TODAY);
        ledger.charge("a", None, "Amazon EBS", "gp3", slug, Band::from(wanted).over(included));
        ledger.finish().monthly.typical
    };
    // 5,000 − 3,000 IOPS × 0.005, and 300 − 125 MiB/s × 0.04
    assert_eq!(over("ebs/gp3/iops", 5_000, 3_000), dec("10"));
    assert_eq!(over("ebs/gp3/throughput", 300, 125), dec("7"));
}

#[test]
fn a_group_is_as_many_instances_as_run() {
    let nodes = json!({ "web": {
        "kind": "auto_scaling_group", "parent": "app",
        "properties": { "instance_type": "t4g.small", "min_size": 2, "desired_size": 3, "max_size": 6 }
    } });
    let month = priced("us-east-1", nodes, json!({}), json!({}));
    let line = month.lines.iter().find(|line| line.key.slug == "ec2/linux/t4g.small").unwrap();
    // 2, 3 and 6 × 730 h × 0.0168
    assert_eq!(line.monthly, Band::new(dec("24.528"), dec("36.792"), dec("73.584")));
}

#[test]
fn a_group_in_a_public_tier_has_an_address_for_each_instance() {
    let nodes = json!({ "web": { "kind": "auto_scaling_group", "parent": "public", "properties": {} } });
    let usage = json!({ "web": { "instances": 3, "hours_per_month": 100, "internet_gib_per_month": 10 } });
    let month = priced("us-east-1", nodes, json!({}), usage);
    // 3 × 100 h × 0.005, and 10 GiB × 0.09
    assert_eq!(paid(&month, "web", "ipv4/hour"), dec("1.5"));
    assert_eq!(paid(&month, "web", "transfer/internet/out"), dec("0.9"));
}

/// What the control plane of a version costs on a day.
fn control_plane(properties: Value, day: &str) -> Decimal {
    let nodes = json!({ "eks": { "kind": "eks_cluster", "parent": "app", "properties": {} } });
    let mut design = common::document(nodes, json!({}));
    patch(&mut design, json!({ "nodes": { "eks": { "properties": properties } } }));
    let month = estimate_on(&environment(&design, "prod"), day);
    paid(&month, "eks", "eks/cluster-hour") + paid(&month, "eks", "eks/extended-hour")
}

#[test]
fn pitfall_07_extended_support_of_eks_depends_on_version_and_day() {
    let of = |version: &str, day: &str| control_plane(json!({ "version": version }), day);
    // 730 h × 0.10, and 730 h × (0.10 + 0.50)
    assert_eq!(of("1.35", "2026-11-23"), dec("73"));
    assert_eq!(of("1.33", "2026-11-23"), dec("438"));
    // standard support of 1.34 ends on 2026-12-02
    assert_eq!(of("1.34", "2026-12-02"), dec("73"));
    assert_eq!(of("1.34", "2026-12-03"), dec("438"));
    // 1.31 is past its extended support: AWS upgrades it to 1.32, which is in extended support
    assert_eq!(of("1.31", "2026-11-27"), dec("438"));
}

#[test]
fn a_cluster_that_takes_no_extended_support_never_pays_for_it() {
    assert_eq!(control_plane(json!({ "version": "1.33", "support": "standard" }), "2026-11-23"), dec("73"));
}

fn nodes_of_a_cluster(kind: &str, properties: Value, usage: Value) -> Estimate {
    let nodes = json!({
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": {} },
        "work": { "kind": kind, "parent": "eks", "properties": properties }
    });
    priced("us-east-1", nodes, json!({}), json!({ "work": usage }))
}

#[test]
fn nodes_are_instances_with_disks_and_metrics() {
    let properties =
        json!({ "instance_type": "m6i.large", "min": 2, "desired": 2, "max": 2, "volume_gib": 80 });
    let usage = json!({ "pod_gib_between_zones_per_month": 0 });
    let month = nodes_of_a_cluster("eks_workers", properties, usage);
    // 2 × 730 h × 0.096 + 2 × 80 GiB × 0.08 + 14 metrics × 0.30 = 140.16 + 12.80 + 4.20
    assert_eq!(month.of_node("work").typical, dec("157.16"));
}

#[test]
fn pitfall_10_pods_of_two_zones_pay_on_both_sides() {
    let month =
        nodes_of_a_cluster("eks_workers", json!({}), json!({ "pod_gib_between_zones_per_month": 100 }));
    // 100 GiB × 2 × 0.01
    assert_eq!(paid(&month, "work", "transfer/between-zones"), dec("2"));
}

#[test]
fn spot_nodes_have_no_price_and_their_disks_have() {
    let properties = json!({ "capacity": "spot", "min": 3, "desired": 3, "max": 3, "volume_gib": 100 });
    let month = nodes_of_a_cluster("eks_node_group", properties, json!({}));
    assert_eq!(open(&month, "work"), [("m6i.large Spot nodes", "")]);
    // 3 × 100 GiB × 0.08
    assert_eq!(paid(&month, "work", "ebs/gp3/storage"), dec("24"));
}

#[test]
fn pitfall_22_another_place_never_lends_its_price() {
    // m6i.large is known in Virginia; the zone in Santiago has no such row and must not take it
    let key = Key::new("us-east-1-scl-1a", "ec2/linux/m6i.large");
    assert_eq!(Book::embedded().find(&key), None);
    let month = instance("mx-central-1", json!({ "instance_type": "c4.large" }), json!({}));
    assert!(open(&month, "a").contains(&("c4.large", "ec2/linux/c4.large")));
    assert!(month.lines.iter().all(|line| !line.key.slug.starts_with("ec2/linux")));
}
