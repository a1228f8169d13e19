//! Elastic Load Balancing: four kinds with the same usage types, told apart by their product family.

use pricing::Unit;

use crate::table::{Places, Row, Table};

const ALB: &[(&str, &str)] = &[("productFamily", "Load Balancer-Application")];
const NLB: &[(&str, &str)] = &[("productFamily", "Load Balancer-Network")];
const GWLB: &[(&str, &str)] = &[("productFamily", "Load Balancer-Gateway")];
const CLB: &[(&str, &str)] = &[("productFamily", "Load Balancer")];

pub const TABLES: &[Table] = &[Table {
    service: "AWSELB",
    places: Places::RegionsAndZones,
    rows: &[
        Row::new("alb/hour", Unit::Hour, &["LoadBalancerUsage"]).with(ALB),
        Row::new("alb/lcu", Unit::LcuHour, &["LCUUsage"]).with(ALB),
        Row::new("nlb/hour", Unit::Hour, &["LoadBalancerUsage"]).with(NLB),
        Row::new("nlb/lcu", Unit::LcuHour, &["LCUUsage"]).with(NLB),
        Row::new("gwlb/hour", Unit::Hour, &["LoadBalancerUsage"]).with(GWLB),
        Row::new("gwlb/lcu", Unit::LcuHour, &["LCUUsage"]).with(GWLB),
        Row::new("clb/hour", Unit::Hour, &["LoadBalancerUsage"]).with(CLB),
        Row::new("clb/gib", Unit::Gib, &["DataProcessing-Bytes"]).with(CLB),
    ],
    ..Table::REGIONAL
}];
