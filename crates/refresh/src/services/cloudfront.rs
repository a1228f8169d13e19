//! Amazon CloudFront: prices of its edges, and of what it prices once.

use pricing::Unit;

use super::Kept;
use crate::table::{Places, Row, Table};

pub const TABLES: &[Table] = &[
    Table {
        service: "AmazonCloudFront",
        places: Places::Edges,
        rows: &[
            Row::new("cloudfront/egress", Unit::Gib, &["DataTransfer-Out-Bytes"]),
            Row::new("cloudfront/to-origin", Unit::Gib, &["DataTransfer-Out-OBytes"]),
            Row::new("cloudfront/requests/http", Unit::Request, &["Requests-Tier1"]).plain(),
            Row::new("cloudfront/requests/https", Unit::Request, &["Requests-Tier2-HTTPS"]).plain(),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonCloudFront",
        rows: &[
            Row::new("cloudfront/functions", Unit::Invocation, &["Executions-CloudFrontFunctions"]).unsure(),
            Row::new("cloudfront/invalidation", Unit::Path, &["Invalidations"]).unsure(),
            Row::new("cloudfront/dedicated-ip-certificate", Unit::CertificateMonth, &["SSL-Cert-Custom"])
                .unsure(),
        ],
        ..Table::GLOBAL
    },
];

pub const KEPT: &[Kept] = &[Kept {
    prefix: "cloudfront/plan/",
    why: "under which usage types the price list has flat-rate plans is not known here",
}];
