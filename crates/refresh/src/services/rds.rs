//! Amazon RDS: instances by engine, storage, and what else databases use.

use pricing::Unit;

use super::Kept;
use crate::table::{Filter, Reservation, Row, Table, Usage};

/// AWS lists some sizes shortened in the usage type, so the attribute names the type.
const INSTANCES: Usage = Usage::Begins(&["InstanceUsage:", "Multi-AZUsage:", "MirrorUsage:"]);

const SINGLE: (&str, &str) = ("deploymentOption", "Single-AZ");
const MULTI: (&str, &str) = ("deploymentOption", "Multi-AZ");
const MIRROR: (&str, &str) = ("deploymentOption", "Multi-AZ (SQL Server Mirror)");
const INCLUDED: (&str, &str) = ("licenseModel", "License included");

const NO_UPFRONT: Reservation =
    Reservation { class: "standard", years: "1yr", option: "No Upfront", fee: false };
const PARTIAL: Reservation =
    Reservation { class: "standard", years: "3yr", option: "Partial Upfront", fee: false };
const FEE: Reservation = Reservation { fee: true, ..PARTIAL };

const fn instance(slug: &'static str, attributes: &'static [(&'static str, &'static str)]) -> Row {
    Row::by(slug, Unit::Hour, INSTANCES).with(attributes)
}

const fn reserved(
    slug: &'static str,
    attributes: &'static [(&'static str, &'static str)],
    reservation: Reservation,
) -> Row {
    let unit = if reservation.fee { Unit::Once } else { Unit::Hour };
    Row::by(slug, unit, INSTANCES).with(attributes).reserved(reservation)
}

pub const TABLES: &[Table] = &[
    Table {
        service: "AmazonRDS",
        filters: &[
            Filter::Is("productFamily", "Database Instance"),
            Filter::Is("databaseEngine", "PostgreSQL"),
        ],
        rows: &[
            instance("rds/postgres/single-az/{instanceType}", &[SINGLE]),
            instance("rds/postgres/multi-az/{instanceType}", &[MULTI]),
            reserved("rds/reserved/postgres/single-az/1y-no-upfront/{instanceType}", &[SINGLE], NO_UPFRONT),
            reserved("rds/reserved/postgres/multi-az/1y-no-upfront/{instanceType}", &[MULTI], NO_UPFRONT),
            reserved("rds/reserved/postgres/single-az/3y-partial-upfront/{instanceType}", &[SINGLE], PARTIAL),
            reserved("rds/reserved/postgres/multi-az/3y-partial-upfront/{instanceType}", &[MULTI], PARTIAL),
            reserved("rds/reserved-fee/postgres/single-az/3y-partial-upfront/{instanceType}", &[SINGLE], FEE),
            reserved("rds/reserved-fee/postgres/multi-az/3y-partial-upfront/{instanceType}", &[MULTI], FEE),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonRDS",
        filters: &[Filter::Is("productFamily", "Database Instance"), Filter::Is("databaseEngine", "MySQL")],
        rows: &[
            instance("rds/mysql/single-az/{instanceType}", &[SINGLE]),
            instance("rds/mysql/multi-az/{instanceType}", &[MULTI]),
            reserved("rds/reserved/mysql/single-az/1y-no-upfront/{instanceType}", &[SINGLE], NO_UPFRONT),
            reserved("rds/reserved/mysql/multi-az/1y-no-upfront/{instanceType}", &[MULTI], NO_UPFRONT),
            reserved("rds/reserved/mysql/single-az/3y-partial-upfront/{instanceType}", &[SINGLE], PARTIAL),
            reserved("rds/reserved/mysql/multi-az/3y-partial-upfront/{instanceType}", &[MULTI], PARTIAL),
            reserved("rds/reserved-fee/mysql/single-az/3y-partial-upfront/{instanceType}", &[SINGLE], FEE),
            reserved("rds/reserved-fee/mysql/multi-az/3y-partial-upfront/{instanceType}", &[MULTI], FEE),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonRDS",
        filters: &[Filter::Is("productFamily", "Database Instance"), Filter::Is("databaseEngine", "MariaDB")],
        rows: &[
            instance("rds/mariadb/single-az/{instanceType}", &[SINGLE]),
            instance("rds/mariadb/multi-az/{instanceType}", &[MULTI]),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonRDS",
        filters: &[
            Filter::Is("productFamily", "Database Instance"),
            Filter::Is("databaseEngine", "SQL Server"),
        ],
        rows: &[
            instance(
                "rds/sqlserver-ee/single-az/{instanceType}",
                &[SINGLE, INCLUDED, ("databaseEdition", "Enterprise")],
            ),
            instance(
                "rds/sqlserver-ee/multi-az/{instanceType}",
                &[MIRROR, INCLUDED, ("databaseEdition", "Enterprise")],
            ),
            instance(
                "rds/sqlserver-se/single-az/{instanceType}",
                &[SINGLE, INCLUDED, ("databaseEdition", "Standard")],
            ),
            instance(
                "rds/sqlserver-se/multi-az/{instanceType}",
                &[MIRROR, INCLUDED, ("databaseEdition", "Standard")],
            ),
            instance(
                "rds/sqlserver-web/single-az/{instanceType}",
                &[SINGLE, INCLUDED, ("databaseEdition", "Web")],
            ),
            instance(
                "rds/sqlserver-web/multi-az/{instanceType}",
                &[MIRROR, INCLUDED, ("databaseEdition", "Web")],
            ),
            instance(
                "rds/sqlserver-ex/single-az/{instanceType}",
                &[SINGLE, INCLUDED, ("databaseEdition", "Express")],
            ),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonRDS",
        filters: &[Filter::Contains("usagetype", "RDS:")],
        rows: &[
            Row::new("rds/storage/single-az/gp2", Unit::GibMonth, &["RDS:GP2-Storage"]),
            Row::new("rds/storage/single-az/gp3", Unit::GibMonth, &["RDS:GP3-Storage"]),
            Row::new("rds/storage/single-az/io1", Unit::GibMonth, &["RDS:PIOPS-Storage"]),
            Row::new("rds/storage/single-az/io2", Unit::GibMonth, &["RDS:PIOPS-Storage-IO2"]),
            Row::new("rds/storage/single-az/magnetic", Unit::GibMonth, &["RDS:StorageUsage"]),
            Row::new("rds/storage/multi-az/gp2", Unit::GibMonth, &["RDS:Multi-AZ-GP2-Storage"]),
            Row::new("rds/storage/multi-az/gp3", Unit::GibMonth, &["RDS:Multi-AZ-GP3-Storage"]),
            Row::new("rds/storage/multi-az/io1", Unit::GibMonth, &["RDS:Multi-AZ-PIOPS-Storage"]),
            Row::new("rds/storage/multi-az/io2", Unit::GibMonth, &["RDS:Multi-AZ-PIOPS-Storage-IO2"]),
            Row::new("rds/storage/multi-az/magnetic", Unit::GibMonth, &["RDS:Multi-AZ-StorageUsage"]),
            Row::new("rds/storage/multi-az-sqlserver/gp2", Unit::GibMonth, &["RDS:Mirror-GP2-Storage"]),
            Row::new("rds/storage/multi-az-sqlserver/gp3", Unit::GibMonth, &["RDS:Mirror-GP3-Storage"]),
            Row::new("rds/storage/multi-az-sqlserver/io1", Unit::GibMonth, &["RDS:Mirror-PIOPS-Storage"]),
            Row::new("rds/iops/single-az/gp3", Unit::IopsMonth, &["RDS:GP3-PIOPS"]),
            Row::new("rds/iops/single-az/io1", Unit::IopsMonth, &["RDS:PIOPS"]),
            Row::new("rds/iops/multi-az/gp3", Unit::IopsMonth, &["RDS:Multi-AZ-GP3-PIOPS"]),
            Row::new("rds/iops/multi-az/io1", Unit::IopsMonth, &["RDS:Multi-AZ-PIOPS"]),
            Row::new("rds/iops/multi-az-sqlserver/gp3", Unit::IopsMonth, &["RDS:Mirror-GP3-PIOPS"]),
            Row::new("rds/iops/multi-az-sqlserver/io1", Unit::IopsMonth, &["RDS:Mirror-PIOPS"]),
            Row::new("rds/throughput/single-az/gp3", Unit::MibpsMonth, &["RDS:GP3-Throughput"]).unsure(),
            Row::new("rds/throughput/multi-az/gp3", Unit::MibpsMonth, &["RDS:Multi-AZ-GP3-Throughput"])
                .unsure(),
            Row::new("rds/backup/storage", Unit::GibMonth, &["RDS:ChargedBackupUsage"]),
            Row::new("rds/snapshot-export/gib", Unit::Gib, &["RDS:SnapshotExportToS3"]).unsure(),
            Row::new("rds/proxy/vcpu-hour", Unit::VcpuHour, &["RDS:ProxyUsage"]),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonRDS",
        filters: &[Filter::Contains("usagetype", "CPUCredits:")],
        rows: &[Row::by(
            "rds/cpu-credits/{rest}",
            Unit::VcpuHour,
            Usage::Begins(&["CPUCredits:", "RDS:CPUCredits:"]),
        )
        .unsure()],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonRDS",
        filters: &[Filter::Contains("usagetype", "ExtendedSupport:Yr1-Yr2:")],
        // One price for all engines and versions.
        rows: &[Row::by(
            "rds/extended-support/year-1-2",
            Unit::VcpuHour,
            Usage::Begins(&["ExtendedSupport:Yr1-Yr2:"]),
        )
        .unsure()],
        ..Table::REGIONAL
    },
];

pub const KEPT: &[Kept] = &[Kept {
    prefix: "rds/performance-insights/",
    why: "under which usage types the price list has Performance Insights is not known here",
}];
