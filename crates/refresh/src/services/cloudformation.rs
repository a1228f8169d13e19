//! AWS CloudFormation: resource types and hooks of others.

use pricing::Unit;

use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AWSCloudFormation",
    rows: &[Row::new(
        "cloudformation/third-party/operation",
        Unit::Operation,
        &["Resource-Invocation-Count"],
    )
    .unsure()],
    ..Table::REGIONAL
}];
