//! Amazon OpenSearch Service, listed under the name it had.

use pricing::Unit;

use crate::table::{Row, Table, Usage};

pub const TABLES: &[Table] = &[Table {
    service: "AmazonES",
    rows: &[
        Row::by("opensearch/{instanceType}", Unit::Hour, Usage::Begins(&["ESInstance:"])),
        Row::new("opensearch/storage/gp2", Unit::GibMonth, &["ES:GP2-Storage"]),
        Row::new("opensearch/storage/gp3", Unit::GibMonth, &["ES:GP3-Storage"]),
        Row::new("opensearch/storage/io1", Unit::GibMonth, &["ES:PIOPS-Storage"]),
        Row::new("opensearch/storage/standard", Unit::GibMonth, &["ES:Magnetic-Storage"]),
        Row::new("opensearch/iops/io1", Unit::IopsMonth, &["ES:PIOPS"]),
        Row::new("opensearch/throughput/gp3", Unit::MibpsMonth, &["ES:GP3-Provisioned-Throughput"]).unsure(),
        Row::new("opensearch/direct-query/ocu", Unit::OcuHour, &["DirectQuery-OCU"]).unsure(),
    ],
    ..Table::REGIONAL
}];
