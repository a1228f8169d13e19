//! AWS CodeCommit.

use pricing::Unit;

use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AWSCodeCommit",
    rows: &[Row::new("codecommit/user", Unit::UserMonth, &["User-Month"])],
    ..Table::GLOBAL
}];
