//! AWS Systems Manager: parameters and servers of one's own; most of it is free.

use pricing::Unit;

use super::Kept;
use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AWSSystemsManager",
    rows: &[
        Row::new("ssm/advanced-parameter/hour", Unit::ParameterHour, &["PS-Advanced-Param-Tier1"]),
        Row::new(
            "ssm/advanced-parameter/requests",
            Unit::Request,
            &["PS-Advanced-Param-API", "PS-Param-Processed-Tier1"],
        )
        .unsure(),
        Row::new("ssm/higher-throughput/requests", Unit::Request, &["PS-Param-Processed-Tier2"]).unsure(),
        Row::new("ssm/advanced-on-premises-instance/hour", Unit::Hour, &["MI-AdvInstances-Hrs"]),
    ],
    ..Table::REGIONAL
}];

const FREE: &str = "what is free has no entry in the price list";

pub const KEPT: &[Kept] = &[
    Kept { prefix: "ssm/session-manager", why: FREE },
    Kept { prefix: "ssm/run-command", why: FREE },
    Kept { prefix: "ssm/patch-manager", why: FREE },
    Kept { prefix: "ssm/state-manager", why: FREE },
    Kept { prefix: "ssm/inventory", why: FREE },
    Kept { prefix: "ssm/maintenance-windows", why: FREE },
    Kept { prefix: "ssm/standard-parameters", why: FREE },
];
