//! Databases in raw CloudFormation: which engine they run, and what they leave to a cluster.

use crate::{Case, Given, policies};

/// Whether it is an instance of a cluster, which holds the data and decides about them.
pub(crate) fn in_cluster(case: &Case<'_>) -> bool {
    policies::raw_type(case) == Some("AWS::RDS::DBInstance")
        && policies::raw(case, "DBClusterIdentifier") != Given::Absent
}

/// Whether it copies another instance, which holds the data.
pub(crate) fn replica(case: &Case<'_>) -> bool {
    policies::raw_type(case) == Some("AWS::RDS::DBInstance")
        && policies::raw(case, "SourceDBInstanceIdentifier") != Given::Absent
}

/// Whether its engine is MariaDB, MySQL or PostgreSQL, or Aurora after one of them.
pub(crate) fn open_engine(case: &Case<'_>) -> bool {
    let Given::Known(engine) = policies::raw(case, "Engine") else { return false };
    let open =
        |engine: &str| ["aurora", "mariadb", "mysql", "postgres"].iter().any(|it| engine.starts_with(it));
    engine.as_str().is_some_and(open)
}
