//! Amazon ECR.

use pricing::Unit;

use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AmazonECR",
    rows: &[Row::new("ecr/storage", Unit::GibMonth, &["TimedStorage-ByteHrs"]).plain()],
    ..Table::REGIONAL
}];
