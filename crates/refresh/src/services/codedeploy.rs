//! AWS CodeDeploy: servers of one's own cost, AWS's do not.

use pricing::Unit;

use super::Kept;
use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AWSCodeDeploy",
    rows: &[Row::new("codedeploy/on-premises", Unit::Update, &["OnPremises", "OnPremises-Updates"]).unsure()],
    ..Table::GLOBAL
}];

pub const KEPT: &[Kept] =
    &[Kept { prefix: "codedeploy/aws", why: "what is free has no entry in the price list" }];
