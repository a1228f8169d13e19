//! AWS Secrets Manager.

use pricing::Unit;

use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AWSSecretsManager",
    rows: &[
        Row::new("secretsmanager/secret", Unit::SecretMonth, &["AWSSecretsManager-Secrets"]),
        Row::new("secretsmanager/requests", Unit::Request, &["AWSSecretsManagerAPIRequest"]),
    ],
    ..Table::REGIONAL
}];
