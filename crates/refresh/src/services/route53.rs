//! Amazon Route 53: zones, queries and health checks cost the same everywhere; resolver endpoints are regional.

use pricing::Unit;

use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[
    Table {
        service: "AmazonRoute53",
        rows: &[
            Row::new("route53/hosted-zone", Unit::HostedZoneMonth, &["HostedZone"]),
            Row::new("route53/queries/standard", Unit::Query, &["DNS-Queries"]),
            Row::new("route53/queries/latency", Unit::Query, &["LBR-Queries"]),
            Row::new("route53/queries/geolocation", Unit::Query, &["Geo-Queries"]),
            Row::new("route53/health-check/aws", Unit::HealthCheckMonth, &["Health-Check-AWS"]),
            Row::new("route53/health-check/other", Unit::HealthCheckMonth, &["Health-Check-Non-AWS"]),
        ],
        ..Table::GLOBAL
    },
    Table {
        service: "AmazonRoute53",
        rows: &[Row::new("route53/resolver/interface-hour", Unit::Hour, &["ResolverNetworkInterface"])],
        ..Table::REGIONAL
    },
];
