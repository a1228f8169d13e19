//! What an RDS DB instance costs: its class, storage beyond what is included, backups, support past its time, logs.

use design::{Follows, UsageField, Words};
use pricing::{Band, HOURS_PER_MONTH, Ledger};
use rust_decimal::Decimal;

use crate::{
    Site,
    kinds::rds_instance::{
        ALLOCATED, BACKUP_DAYS, ENGINE, IOPS, LOG_EXPORTS, MULTI_AZ, PERFORMANCE_INSIGHTS, PUBLIC,
        STORAGE_TYPE, THROUGHPUT, class, version,
    },
    log_retention,
    machines::{self, SURPLUS},
    payment::Hours,
};

const SERVICE: &str = "Amazon RDS";

/// RDS keeps exported logs for ever: a year of them is charged.
const LOG_DAYS: i64 = 365;

const BACKUP: UsageField = UsageField {
    name: "backup_gib",
    unit: "GiB",
    help: Words::new(
        "Backup storage beyond the allocated size, which is free.",
        "Copias por encima del tamaño asignado, que es gratis.",
    ),
    assumed: ["0", "0", "50"],
    follows: Follows::Nothing,
};
const LOGS: UsageField = UsageField {
    name: "log_gib_per_month",
    unit: "GiB",
    help: Words::new("Logs it exports a month.", "Registros que exporta al mes."),
    assumed: ["0.1", "1", "5"],
    follows: Follows::Nothing,
};

pub(crate) const USAGE: &[UsageField] = &[BACKUP, LOGS, SURPLUS];

pub(crate) const PRICES: &[&str] = &[
    "cloudwatch/logs/ingested",
    "cloudwatch/logs/storage",
    "ipv4/hour",
    "rds/backup/storage",
    "rds/cpu-credits/db.t3",
    "rds/cpu-credits/db.t4g",
    "rds/extended-support/year-1-2",
    "rds/extended-support/year-3",
    "rds/iops/{deployment}/gp3",
    "rds/iops/{deployment}/io1",
    "rds/iops/{deployment}/io2",
    "rds/storage/multi-az-sqlserver/io2",
    "rds/storage/{deployment}/gp2",
    "rds/storage/{deployment}/gp3",
    "rds/storage/{deployment}/io1",
    "rds/storage/{deployment}/io2",
    "rds/throughput/multi-az-sqlserver/gp3",
    "rds/throughput/{deployment}/gp3",
    "rds/{engine}/multi-az/db.{type}",
    "rds/{engine}/single-az/db.{type}",
    "secretsmanager/secret",
];

pub(crate) fn price(site: &Site<'_>, ledger: &mut Ledger<'_>) {
    let node = site.node();
    let deployment = if site.flag(&MULTI_AZ) { "multi-az" } else { "single-az" };
    let (engine, class) = (site.text(&ENGINE), class(site));
    let item = format!("{class} ({deployment})");
    let slug = format!("rds/{engine}/{deployment}/{class}");
    Hours { service: SERVICE, item: &item, slug: &slug, hours: site.hours_on().into() }.charge(site, ledger);
    machines::charge_surplus(site, SERVICE, "rds", class, ledger);
    extended_support(site, ledger);
    // The prices of a pair hold both copies.
    match engine.starts_with("sqlserver") && site.flag(&MULTI_AZ) {
        true => storage(site, "multi-az-sqlserver", ledger),
        false => storage(site, deployment, ledger),
    }
    if site.integer(&BACKUP_DAYS) > 0 {
        let backup = site.volume(BACKUP.name, ledger);
        if backup != Band::ZERO {
            let item = "Backup storage over the free part";
            ledger.charge(node, "", SERVICE, item, "rds/backup/storage", backup);
        }
    }
    if site.flag(&PUBLIC) {
        ledger.charge(node, "", "Amazon VPC", "Public IPv4 address", "ipv4/hour", HOURS_PER_MONTH);
    }
    if site.flag(&MULTI_AZ) {
        ledger.free(
            node,
            "",
            SERVICE,
            "Copies to the standby",
            "AWS does not charge what passes between the pair.",
        );
    }
    if site.flag(&PERFORMANCE_INSIGHTS) {
        ledger.free(node, "", SERVICE, "Performance Insights", "AWS does not charge seven days of it.");
    }
    if site.flag(&LOG_EXPORTS) {
        let volume = site.volume(LOGS.name, ledger);
        log_retention::charge(site, "", volume, LOG_DAYS, ledger);
    }
    let secret = "secretsmanager/secret";
    ledger.charge(node, "master-secret", "AWS Secrets Manager", "Master user secret", secret, Decimal::ONE);
}

/// Size, IOPS and throughput; the latter over what its type includes.
fn storage(site: &Site<'_>, copies: &str, ledger: &mut Ledger<'_>) {
    let (node, kind) = (site.node(), site.text(&STORAGE_TYPE));
    let allocated = site.integer(&ALLOCATED);
    let slug = format!("rds/storage/{copies}/{kind}");
    ledger.charge(node, "", SERVICE, &format!("{kind} storage"), &slug, allocated);
    // Source: RDS user guide, gp3 storage: 400 GiB and more are striped over four volumes, but for SQL Server; smaller
    // ones have what is included and no more.
    let server = site.text(&ENGINE).starts_with("sqlserver");
    let (included_iops, included_rate) = match kind {
        "gp3" if server => (3_000, 125),
        "gp3" if allocated >= 400 => (12_000, 500),
        "gp2" | "gp3" => return,
        _ => (0, 0),
    };
    let item = |what: &str| format!("{kind} {what} over the included");
    match site.optional_integer(&IOPS) {
        Some(iops) if iops > included_iops => {
            let slug = format!("rds/iops/{copies}/{kind}");
            ledger.charge(node, "", SERVICE, &item("IOPS"), &slug, iops - included_iops);
        }
        None if kind != "gp3" => {
            let why = "RDS asks for the IOPS of such a volume, and none are stated.";
            ledger.unpriced(node, "", SERVICE, &format!("{kind} IOPS"), why);
        }
        _ => {}
    }
    if let Some(rate) =
        site.optional_integer(&THROUGHPUT).filter(|rate| kind == "gp3" && *rate > included_rate)
    {
        let slug = format!("rds/throughput/{copies}/gp3");
        ledger.charge(node, "", SERVICE, &item("throughput"), &slug, rate - included_rate);
    }
}

/// Past standard support AWS charges each vCPU, of a standby too, and more from the third year on.
///
/// Source: RDS user guide, “Amazon RDS Extended Support charges”.
fn extended_support(site: &Site<'_>, ledger: &mut Ledger<'_>) {
    let (engine, version) = (site.text(&ENGINE), version(site));
    let Some(last) = standard_until(engine, version).filter(|last| ledger.day() > *last) else { return };
    let slug = match ledger.day() > later(last, 2).as_str() {
        true => "rds/extended-support/year-3",
        false => "rds/extended-support/year-1-2",
    };
    let item = format!("Extended support of {engine} {version}");
    let Some(vcpus) = vcpus(class(site)) else {
        let why = format!("How many vCPUs {} has, by which AWS charges, is not known here.", class(site));
        return ledger.unpriced(site.node(), "", SERVICE, &item, why);
    };
    let instances = if site.flag(&MULTI_AZ) { 2 } else { 1 };
    ledger.charge(
        site.node(),
        "",
        SERVICE,
        &item,
        slug,
        Band::from(HOURS_PER_MONTH).scale(vcpus * instances),
    );
}

/// A day some years later; the end of February stays what it is.
fn later(day: &str, years: u32) -> String {
    let (year, rest) = day.split_at_checked(4).unwrap_or((day, ""));
    format!("{}{rest}", year.parse::<u32>().unwrap_or_default() + years)
}

/// vCPUs of a class, by its size. Source: RDS user guide, “Hardware specifications for DB instance classes”.
pub fn vcpus(class: &str) -> Option<u32> {
    let mut words = class.trim_start_matches("db.").split('.');
    let (family, size) = (words.next()?, words.next()?);
    match size {
        "micro" | "small" if family == "t2" => Some(1),
        "micro" | "small" | "medium" if family.starts_with('t') => Some(2),
        "large" => Some(2),
        "xlarge" => Some(4),
        size => size.strip_suffix("xlarge")?.parse::<u32>().ok()?.checked_mul(4),
    }
}

/// Last day of standard support of a major version; `None` where it is not known, and for engines without extended
/// support.
///
/// Source: Amazon RDS user guide, release calendars of RDS for PostgreSQL and MySQL, as published until 2026-04.
pub fn standard_until(engine: &str, version: &str) -> Option<&'static str> {
    let mut words = version.split('.').map(|word| word.parse::<u32>().unwrap_or_default());
    let (major, minor) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match (engine, major, minor) {
        ("postgres", 0..=11, _) => Some("2024-02-29"),
        ("postgres", 12, _) => Some("2025-02-28"),
        ("postgres", 13, _) => Some("2026-02-28"),
        ("postgres", 14, _) => Some("2027-02-28"),
        ("postgres", 15, _) => Some("2028-02-29"),
        ("postgres", 16, _) => Some("2029-02-28"),
        ("mysql", 0..=5, _) => Some("2024-02-29"),
        ("mysql", 8, 0) => Some("2026-07-31"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_the_processors_of_their_size() {
        for (class, expected) in [
            ("db.t2.small", Some(1)),
            ("db.t4g.micro", Some(2)),
            ("db.t3.xlarge", Some(4)),
            ("db.r6g.large", Some(2)),
            ("db.m6i.32xlarge", Some(128)),
            ("db.r7i.metal-24xl", None),
            ("db.r6g", None),
        ] {
            assert_eq!(vcpus(class), expected, "{class}");
        }
    }

    #[test]
    fn the_third_year_begins_two_years_later() {
        assert_eq!(later("2025-02-28", 2), "2027-02-28");
        assert_eq!(later("2024-02-29", 2), "2026-02-29");
    }
}
