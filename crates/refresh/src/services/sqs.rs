//! Amazon SQS.

use pricing::Unit;

use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AWSQueueService",
    rows: &[
        Row::new("sqs/standard/requests", Unit::Request, &["Requests-Tier1", "Requests"])
            .with(&[("queueType", "Standard")]),
        Row::new("sqs/fifo/requests", Unit::Request, &["Requests-FIFO-Tier1", "Requests-FIFO"])
            .with(&[("queueType", "FIFO (first-in, first-out)")]),
    ],
    ..Table::REGIONAL
}];
