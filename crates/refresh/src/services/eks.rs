//! Amazon EKS: the control plane. Extended support is listed as what comes on top.

use pricing::Unit;

use crate::table::{Filter, Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AmazonEKS",
    // Its list has hundreds of instance types of Auto Mode besides.
    filters: &[Filter::Contains("usagetype", "AmazonEKS-Hours:")],
    rows: &[
        Row::new("eks/cluster-hour", Unit::Hour, &["AmazonEKS-Hours:perCluster"]),
        Row::new("eks/extended-hour", Unit::Hour, &["AmazonEKS-Hours:extendedSupport"]),
    ],
    ..Table::REGIONAL
}];
