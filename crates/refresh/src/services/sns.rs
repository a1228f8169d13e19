//! Amazon SNS: publishing, and deliveries by protocol.

use pricing::Unit;

use crate::table::{Row, Table};

const fn deliveries(slug: &'static str, usage: &'static [&'static str]) -> Row {
    Row::new(slug, Unit::Notification, usage)
}

pub const TABLES: &[Table] = &[Table {
    service: "AmazonSNS",
    rows: &[
        Row::new("sns/standard/publishes", Unit::Request, &["Requests-Tier1"]).plain(),
        Row::new("sns/fifo/publishes", Unit::Request, &["Requests-FIFO", "Requests-FIFO-Tier1"]).unsure(),
        Row::new("sns/fifo/publish-payload", Unit::Gib, &["FIFO-Publish-Payload"]).unsure(),
        Row::new("sns/fifo/deliveries", Unit::Message, &["FIFO-Subscription-Messages"]).unsure(),
        Row::new("sns/fifo/delivery-payload", Unit::Gib, &["FIFO-Subscription-Payload"]).unsure(),
        deliveries("sns/deliveries/http", &["DeliveryAttempts-HTTP"]),
        deliveries("sns/deliveries/email", &["DeliveryAttempts-SMTP"]),
        deliveries("sns/deliveries/firehose", &["DeliveryAttempts-FIREHOSE"]).unsure(),
        deliveries("sns/deliveries/mobile-push", &["DeliveryAttempts-APNS"]).unsure(),
        deliveries("sns/deliveries/sqs", &["DeliveryAttempts-SQS"]).or_free().unsure(),
        deliveries("sns/deliveries/lambda", &["DeliveryAttempts-LAMBDA"]).or_free().unsure(),
    ],
    ..Table::REGIONAL
}];
