//! Months of databases and search domains, computed by hand from the rows of the book.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{cents, dec, environment, estimate_on, open, paid, patch, priced};
use pricing::{Book, Decimal, Estimate};
use serde_json::{Value, json};

fn database(region: &str, properties: Value, usage: Value) -> Estimate {
    let nodes = json!({ "db": { "kind": "rds_instance", "parent": "data", "properties": properties } });
    priced(region, nodes, json!({}), json!({ "db": usage }))
}

#[test]
fn a_database_is_its_class_its_storage_its_logs_and_its_secret() {
    let properties =
        json!({ "instance_class": "db.r6g.large", "allocated_gib": 200, "backup_retention_days": 7 });
    let month = database("us-east-1", properties, json!({ "backup_gib": 0, "log_gib_per_month": 2 }));
    assert_eq!(paid(&month, "db", "rds/postgres/single-az/db.r6g.large"), dec("164.25")); // 730 h × 0.225
    assert_eq!(paid(&month, "db", "rds/storage/single-az/gp3"), dec("23")); // 200 GiB × 0.115
    assert_eq!(paid(&month, "db", "cloudwatch/logs/ingested"), dec("1")); // 2 GiB × 0.50
    // a year of them at 15 %: 2 × 365 / 30 × 0.15 = 3.65 GiB × 0.03
    assert_eq!(paid(&month, "db", "cloudwatch/logs/storage"), dec("0.1095"));
    assert_eq!(paid(&month, "db", "secretsmanager/secret"), dec("0.4"));
    assert_eq!(cents(month.of_node("db").typical), dec("188.76"));
}

#[test]
fn pitfall_05_a_pair_is_looked_up_and_holds_both_copies() {
    let properties = json!({ "instance_class": "db.t4g.small", "multi_az": true, "allocated_gib": 100 });
    let month = database("us-east-1", properties.clone(), json!({}));
    // 730 h × 0.065, while twice the single price of 0.032 would be 46.72
    assert_eq!(paid(&month, "db", "rds/postgres/multi-az/db.t4g.small"), dec("47.45"));
    // 100 GiB × 0.23 in Virginia, × 0.438 in São Paulo
    assert_eq!(paid(&month, "db", "rds/storage/multi-az/gp3"), dec("23"));
    let month = database("sa-east-1", properties, json!({}));
    assert_eq!(paid(&month, "db", "rds/storage/multi-az/gp3"), dec("43.8"));
    // what passes between the pair is free
    assert!(month.free.iter().any(|free| free.item == "Copies to the standby"));
}

#[test]
fn pitfall_05_a_pair_of_sql_server_is_not_two_licences() {
    let month = |multi_az: bool| {
        let properties =
            json!({ "engine": "sqlserver-ee", "instance_class": "db.m5.xlarge", "multi_az": multi_az });
        database("us-east-1", properties, json!({}))
    };
    // 730 h × 2.336 and 730 h × 3.328: 1.42 times as much
    assert_eq!(paid(&month(false), "db", "rds/sqlserver-ee/single-az/db.m5.xlarge"), dec("1705.28"));
    assert_eq!(paid(&month(true), "db", "rds/sqlserver-ee/multi-az/db.m5.xlarge"), dec("2429.44"));
    assert_eq!(paid(&month(true), "db", "rds/storage/multi-az-sqlserver/gp3"), dec("23")); // 100 GiB × 0.23
}

#[test]
fn pitfall_06_storage_of_rds_has_its_own_price() {
    let month = database("sa-east-1", json!({ "allocated_gib": 100 }), json!({}));
    // 100 GiB × 0.219; by the price of EBS it would be 15.20
    assert_eq!(paid(&month, "db", "rds/storage/single-az/gp3"), dec("21.9"));
}

#[test]
fn pitfall_06_from_400_gib_on_four_times_as_much_is_included() {
    let fast = |allocated: u32, multi_az: bool| {
        let properties = json!({
            "allocated_gib": allocated, "iops": 15_000, "multi_az": multi_az, "throughput_mibps": 700
        });
        database("us-east-1", properties, json!({}))
    };
    // (15,000 − 12,000) × 0.02 and (700 − 500) × 0.08
    let month = fast(500, false);
    assert_eq!(paid(&month, "db", "rds/iops/single-az/gp3"), dec("60"));
    assert_eq!(paid(&month, "db", "rds/throughput/single-az/gp3"), dec("16"));
    // of a pair both copies: × 0.04 and × 0.16
    let month = fast(500, true);
    assert_eq!(paid(&month, "db", "rds/iops/multi-az/gp3"), dec("120"));
    assert_eq!(paid(&month, "db", "rds/throughput/multi-az/gp3"), dec("32"));
    // smaller volumes have what is included and take no more
    assert!(fast(399, false).lines.iter().all(|line| !line.key.slug.contains("iops")));
}

#[test]
fn pitfall_06_sql_server_is_not_striped() {
    let properties = json!({
        "engine": "sqlserver-se", "instance_class": "db.m5.xlarge", "allocated_gib": 500, "iops": 5_000,
        "throughput_mibps": 225
    });
    let month = database("us-east-1", properties, json!({}));
    // (5,000 − 3,000) × 0.02 and (225 − 125) × 0.08
    assert_eq!(paid(&month, "db", "rds/iops/single-az/gp3"), dec("40"));
    assert_eq!(paid(&month, "db", "rds/throughput/single-az/gp3"), dec("8"));
}

#[test]
fn provisioned_iops_are_charged_from_the_first() {
    let properties = json!({ "storage_type": "io1", "allocated_gib": 100, "iops": 3_000 });
    let month = database("us-east-1", properties, json!({}));
    // 100 GiB × 0.125 + 3,000 × 0.10
    let storage = paid(&month, "db", "rds/storage/single-az/io1");
    assert_eq!(storage + paid(&month, "db", "rds/iops/single-az/io1"), dec("312.5"));
    // the book knows the storage of io2 and not its IOPS
    let month = database("us-east-1", json!({ "storage_type": "io2", "iops": 3_000 }), json!({}));
    assert_eq!(paid(&month, "db", "rds/storage/single-az/io2"), dec("12.5"));
    assert_eq!(open(&month, "db"), [("io2 IOPS over the included", "rds/iops/single-az/io2")]);
    // none stated: AWS asks for them, so their price is open
    let month = database("us-east-1", json!({ "storage_type": "io1" }), json!({}));
    assert_eq!(open(&month, "db"), [("io1 IOPS", "")]);
}

fn on(day: &str, properties: Value) -> Estimate {
    let mut design = common::document(
        json!({ "db": { "kind": "rds_instance", "parent": "data", "properties": {} } }),
        json!({}),
    );
    patch(&mut design, json!({ "nodes": { "db": { "properties": properties } } }));
    estimate_on(&environment(&design, "prod"), day)
}

#[test]
fn pitfall_07_extended_support_of_a_database_counts_processors_of_both_copies() {
    let old = json!({ "engine_version": "12.22", "instance_class": "db.r6g.large", "multi_az": true });
    // support ended on 2025-02-28: 2 vCPUs × 2 instances × 730 h × 0.10
    let slug = "rds/extended-support/year-1-2";
    assert_eq!(paid(&on("2026-11-23", old.clone()), "db", slug), dec("292"));
    assert_eq!(paid(&on("2025-02-28", old), "db", slug), Decimal::ZERO);
    let mysql = json!({ "engine": "mysql", "engine_version": "8.0.43", "instance_class": "db.m6g.xlarge" });
    // of MySQL 8.0 it ends on 2026-07-31: 4 × 730 h × 0.10
    assert_eq!(paid(&on("2026-08-01", mysql.clone()), "db", slug), dec("292"));
    assert_eq!(paid(&on("2026-07-31", mysql), "db", slug), Decimal::ZERO);
    // 17 is supported, and SQL Server has no such thing
    let current = on("2026-11-23", json!({}));
    assert!(
        current.lines.iter().all(|line| !line.key.slug.contains("extended"))
            && open(&current, "db").is_empty()
    );
}

#[test]
fn pitfall_07_the_third_year_is_another_price() {
    let old = json!({ "engine_version": "11.22", "instance_class": "db.r6g.large" });
    // support ended on 2024-02-29; two years later the price doubles, and the book does not have it
    assert_eq!(paid(&on("2026-02-28", old.clone()), "db", "rds/extended-support/year-1-2"), dec("146"));
    let month = on("2026-03-01", old);
    assert_eq!(open(&month, "db"), [("Extended support of postgres 11.22", "rds/extended-support/year-3")]);
}

#[test]
fn pitfall_21_backups_are_free_up_to_the_size_of_the_database() {
    let month = database("us-east-1", json!({}), json!({ "backup_gib": 50 }));
    // what is over it: 50 GiB × 0.095
    assert_eq!(paid(&month, "db", "rds/backup/storage"), dec("4.75"));
    let none = database("us-east-1", json!({ "backup_retention_days": 0 }), json!({ "backup_gib": 50 }));
    assert!(none.lines.iter().all(|line| line.key.slug != "rds/backup/storage"));
}

#[test]
fn pitfall_09_a_public_database_has_an_address() {
    let month = database("us-east-1", json!({ "publicly_accessible": true }), json!({}));
    // 730 h × 0.005
    assert_eq!(paid(&month, "db", "ipv4/hour"), dec("3.65"));
}

#[test]
fn pitfall_19_databases_pay_for_surplus_credits_too() {
    let usage = json!({ "surplus_vcpu_hours_per_month": 100 });
    let month = database("us-east-1", json!({ "instance_class": "db.t3.medium" }), usage);
    // 100 × 0.075
    assert_eq!(paid(&month, "db", "rds/cpu-credits/db.t3"), dec("7.5"));
}

/// Databases have reservations and, since 2025-12, savings plans: an estimate by use claims neither, and both are known
/// as prices of their own or not at all.
#[test]
fn pitfall_25_what_is_charged_by_use_is_not_the_only_way_to_pay() {
    let properties = json!({ "instance_class": "db.r6g.large" });
    let month = database("us-east-1", properties, json!({}));
    assert!(month.lines.iter().all(|line| !line.key.slug.contains("reserved")));
    // 730 h × 0.225 by use, beside a reservation of a year that is a row of its own
    let reserved =
        Book::embedded().fact("us-east-1", "rds/reserved/postgres/single-az/1y-no-upfront/db.r6g.large");
    assert_eq!(paid(&month, "db", "rds/postgres/single-az/db.r6g.large"), dec("164.25"));
    assert!(reserved.unwrap().unit_price() < dec("0.225"));
}

fn domain(region: &str, properties: Value, usage: Value) -> Estimate {
    let nodes =
        json!({ "search": { "kind": "opensearch_domain", "parent": "data", "properties": properties } });
    priced(region, nodes, json!({}), json!({ "search": usage }))
}

#[test]
fn pitfall_15_each_data_node_has_its_volume() {
    let properties = json!({ "zones": 3, "data_nodes": 3, "volume_gib": 400, "dedicated_masters": "0" });
    let month = domain("us-east-1", properties, json!({}));
    // 3 × 730 h × 0.178
    assert_eq!(paid(&month, "search", "opensearch/r7g.large.search"), dec("389.82"));
    // 3 × 400 GiB × 0.122; the price of one volume would be 48.80, and EBS's own 96
    assert_eq!(paid(&month, "search", "opensearch/storage/gp3"), dec("146.4"));
}

#[test]
fn pitfall_15_masters_are_nodes_of_their_own() {
    let month = domain("us-east-1", json!({}), json!({ "log_gib_per_month": 10 }));
    // 2 × 730 h × 0.178, 3 × 730 h × 0.068, 200 GiB × 0.122
    assert_eq!(paid(&month, "search", "opensearch/r7g.large.search"), dec("259.88"));
    assert_eq!(paid(&month, "search", "opensearch/m7g.medium.search"), dec("148.92"));
    assert_eq!(paid(&month, "search", "opensearch/storage/gp3"), dec("24.4"));
    // 10 GiB × 0.50, and 90 days at 15 %: 4.5 GiB × 0.03
    assert_eq!(paid(&month, "search", "cloudwatch/logs/ingested"), dec("5"));
    assert_eq!(paid(&month, "search", "cloudwatch/logs/storage"), dec("0.135"));
}

#[test]
fn pitfall_15_included_throughput_grows_with_the_volume() {
    let fast = |gib: u32| {
        let properties = json!({ "data_nodes": 2, "volume_gib": gib, "throughput_mibps": 600 });
        paid(&domain("us-east-1", properties, json!({})), "search", "opensearch/throughput/gp3")
    };
    // two nodes × 0.064 of 600 MiB/s over 125, 250, 500
    assert_eq!(fast(170), dec("60.8"));
    assert_eq!(fast(400), dec("44.8"));
    assert_eq!(fast(3_001), dec("12.8"));
}

#[test]
fn pitfall_15_warm_nodes_are_charged_by_themselves() {
    let month = domain("us-east-1", json!({ "warm_nodes": 2 }), json!({ "warm_gib": 1000 }));
    // 2 × 730 h × 0.238; what they keep on S3 has no price in the book
    assert_eq!(paid(&month, "search", "opensearch/ultrawarm1.medium.search"), dec("347.48"));
    assert_eq!(open(&month, "search"), [("Storage of warm nodes", "opensearch/storage/managed")]);
}

#[test]
fn iops_of_search_beyond_the_included_are_unpriced() {
    let month = domain("us-east-1", json!({ "iops": 5000 }), json!({}));
    assert_eq!(open(&month, "search"), [("gp3 IOPS over the included", "opensearch/iops/gp3")]);
}

#[test]
fn a_derived_price_is_used_and_says_so() {
    let month = domain("sa-east-1", json!({}), json!({}));
    let line = month.lines.iter().find(|line| line.key.slug == "opensearch/storage/gp3").unwrap();
    // 200 GiB × 0.2318
    assert_eq!(line.monthly.typical, dec("46.36"));
    assert!(line.derived_from.is_some() && line.confidence.as_str() == "low");
}
