//! Amazon CloudWatch: metrics, alarms, logs.

use pricing::Unit;

use super::Kept;
use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AmazonCloudWatch",
    rows: &[
        Row::new("cloudwatch/metric", Unit::MetricMonth, &["CW:MetricMonitorUsage"]).plain(),
        Row::new("cloudwatch/alarm/standard", Unit::AlarmMonth, &["CW:AlarmMonitorUsage"]),
        Row::new("cloudwatch/alarm/high-resolution", Unit::AlarmMonth, &["CW:HighResAlarmMonitorUsage"]),
        Row::new("cloudwatch/alarm/composite", Unit::AlarmMonth, &["CW:CompositeAlarmMonitorUsage"]),
        Row::new("cloudwatch/logs/ingested", Unit::Gib, &["DataProcessing-Bytes"]).plain(),
        Row::new("cloudwatch/logs/ingested-infrequent", Unit::Gib, &["DataProcessingIA-Bytes"]).plain(),
        Row::new("cloudwatch/logs/vended", Unit::Gib, &["VendedLog-Bytes"]).plain(),
        Row::new("cloudwatch/logs/storage", Unit::GibMonth, &["TimedStorage-ByteHrs"]).plain(),
        Row::new("cloudwatch/logs/scanned", Unit::Gib, &["DataScanned-Bytes"]).plain(),
        Row::new("cloudwatch/requests", Unit::Request, &["CW:Requests"]).plain(),
        Row::new("cloudwatch/get-metric-data", Unit::Metric, &["CW:GMD-Metrics"]),
        Row::new("cloudwatch/metric-stream", Unit::Update, &["CW:MetricStreamUsage"]).unsure(),
    ],
    ..Table::REGIONAL
}];

pub const KEPT: &[Kept] = &[Kept {
    prefix: "cloudwatch/dashboard",
    why: "AWS lists dashboards by the hour and region; how that adds up to the price of a month is not known here",
}];
