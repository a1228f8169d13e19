//! AWS KMS, whose usage types begin with the whole name of the region.

use pricing::Unit;

use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "awskms",
    rows: &[
        Row::new("kms/key", Unit::KeyMonth, &["KMS-Keys"]),
        Row::new("kms/requests", Unit::Request, &["KMS-Requests"]).plain(),
        Row::new("kms/requests/asymmetric", Unit::Request, &["KMS-Requests-Asymmetric"]).plain(),
        Row::new("kms/requests/rsa-2048", Unit::Request, &["KMS-Requests-Asymmetric-RSA_2048"]).plain(),
    ],
    ..Table::REGIONAL
}];
