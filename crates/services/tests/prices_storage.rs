//! Months of buckets, queues, topics and image repositories, computed by hand from the rows of the book.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{cents, dec, open, paid, priced};
use pricing::{Decimal, Estimate};
use serde_json::{Value, json};

fn bucket(properties: Value, usage: Value) -> Estimate {
    let nodes = json!({ "files": { "kind": "s3_bucket", "properties": properties } });
    priced("us-east-1", nodes, json!({}), json!({ "files": usage }))
}

#[test]
fn pitfall_02_storage_fills_tiers_of_1024_gib_each() {
    let month = bucket(json!({}), json!({ "storage_gib": 61_440 }));
    // 60 TiB: 51,200 × 0.023 + 10,240 × 0.022 = 1,177.60 + 225.28
    assert_eq!(paid(&month, "files", "s3/standard/storage"), dec("1402.88"));
}

#[test]
fn requests_of_a_bucket_are_single_ones() {
    let usage = json!({ "put_requests_per_month": 1_000_000, "get_requests_per_month": 10_000_000 });
    let month = bucket(json!({}), usage);
    // × 0.000005 and × 0.0000004
    assert_eq!(paid(&month, "files", "s3/standard/put"), dec("5"));
    assert_eq!(paid(&month, "files", "s3/standard/get"), dec("4"));
}

#[test]
fn pitfall_21_small_objects_count_as_128_kib_in_the_infrequent_class() {
    let properties = json!({ "tiering": "standard-ia" });
    let month = bucket(properties, json!({ "cold_gib": 10, "cold_objects": 1_000_000 }));
    // a million × 128 KiB = 122.0703 GiB, not 10: × 0.0125 = 1.5259
    assert_eq!(cents(paid(&month, "files", "s3/standard-ia/storage")), dec("1.53"));
    // fewer and larger ones count as what they are: 100 GiB × 0.0125
    let month =
        bucket(json!({ "tiering": "standard-ia" }), json!({ "cold_gib": 100, "cold_objects": 1_000 }));
    assert_eq!(paid(&month, "files", "s3/standard-ia/storage"), dec("1.25"));
}

#[test]
fn pitfall_21_what_leaves_early_is_paid_to_the_end_of_thirty_days() {
    let properties = json!({ "tiering": "standard-ia", "tiering_days": 30, "expire_days": 40 });
    let month = bucket(properties, json!({ "cold_gib": 100, "cold_objects": 0 }));
    // kept ten days and paid thirty: 3 × 100 GiB × 0.0125
    assert_eq!(paid(&month, "files", "s3/standard-ia/storage"), dec("3.75"));
}

#[test]
fn pitfall_21_moving_objects_is_charged_by_the_object() {
    let month = bucket(json!({ "tiering": "glacier-ir" }), json!({ "moved_objects_per_month": 50_000 }));
    // 50,000 × 0.00002; by size the same objects would move for nothing
    assert_eq!(paid(&month, "files", "s3/lifecycle/to-glacier-ir"), dec("1"));
    // reading them back has no price in the book
    assert_eq!(open(&month, "files"), [("Read back from glacier-ir", "s3/glacier-ir/retrieval")]);
}

#[test]
fn intelligent_tiering_watches_each_object_at_a_price() {
    let usage = json!({ "cold_gib": 100, "cold_objects": 1_000_000, "moved_objects_per_month": 100_000 });
    let month = bucket(json!({ "tiering": "intelligent-tiering" }), usage);
    // 100 GiB × 0.0125, a million × 0.0000025, 100,000 × 0.00001
    assert_eq!(paid(&month, "files", "s3/intelligent-tiering/infrequent/storage"), dec("1.25"));
    assert_eq!(paid(&month, "files", "s3/intelligent-tiering/monitoring"), dec("2.5"));
    assert_eq!(paid(&month, "files", "s3/lifecycle/to-intelligent-tiering"), dec("1"));
}

#[test]
fn reading_back_from_the_infrequent_class_is_charged_by_gib() {
    let month = bucket(json!({ "tiering": "standard-ia" }), json!({ "cold_retrieval_gib_per_month": 40 }));
    // 40 GiB × 0.01
    assert_eq!(paid(&month, "files", "s3/standard-ia/retrieval"), dec("0.4"));
}

#[test]
fn a_bucket_is_priced_where_it_lies() {
    let nodes = json!({ "files": { "kind": "s3_bucket", "region": "sa-east-1", "properties": {} } });
    let month = priced("us-east-1", nodes, json!({}), json!({ "files": { "storage_gib": 100 } }));
    // 100 GiB × 0.0405, though its environment is in Virginia
    assert_eq!(paid(&month, "files", "s3/standard/storage"), dec("4.05"));
}

fn queue(properties: Value, usage: Value) -> Estimate {
    let nodes = json!({ "jobs": { "kind": "sqs_queue", "properties": properties } });
    priced("us-east-1", nodes, json!({}), json!({ "jobs": usage }))
}

#[test]
fn pitfall_17_a_message_is_three_requests() {
    let usage =
        json!({ "messages_per_month": 1_000_000, "kib_per_message": 4, "empty_receives_per_month": 0 });
    // 3 million × 0.0000004, and FIFO × 0.0000005
    assert_eq!(paid(&queue(json!({}), usage.clone()), "jobs", "sqs/standard/requests"), dec("1.2"));
    assert_eq!(paid(&queue(json!({ "fifo": true }), usage), "jobs", "sqs/fifo/requests"), dec("1.5"));
}

#[test]
fn pitfall_17_each_64_kib_begun_is_a_request() {
    let usage =
        json!({ "messages_per_month": 1_000_000, "kib_per_message": 100, "empty_receives_per_month": 0 });
    // sent in two, received in two, deleted at once: 5 million × 0.0000004
    assert_eq!(paid(&queue(json!({}), usage), "jobs", "sqs/standard/requests"), dec("2"));
}

#[test]
fn pitfall_17_receives_that_find_nothing_are_charged() {
    let usage = json!({ "messages_per_month": 0, "empty_receives_per_month": 10_000_000 });
    // 10 million × 0.0000004
    assert_eq!(paid(&queue(json!({}), usage), "jobs", "sqs/standard/requests"), dec("4"));
}

#[test]
fn pitfall_17_tiers_begin_at_100_billion_requests() {
    let usage = json!({
        "messages_per_month": 40_000_000_000_u64, "kib_per_message": 1, "empty_receives_per_month": 0
    });
    // 120 billion of FIFO: 100 billion × 0.0000005 + 20 billion × 0.0000004
    assert_eq!(paid(&queue(json!({ "fifo": true }), usage), "jobs", "sqs/fifo/requests"), dec("58000"));
}

#[test]
fn pitfall_03_what_is_free_for_an_account_is_not_taken_off_a_queue() {
    let usage = json!({ "messages_per_month": 100_000, "kib_per_message": 1, "empty_receives_per_month": 0 });
    // 300,000 are within the account's free million and cost × 0.0000004 all the same
    assert_eq!(paid(&queue(json!({}), usage), "jobs", "sqs/standard/requests"), dec("0.12"));
}

#[test]
fn a_topic_charges_messages_and_letters_and_not_queues() {
    let nodes = json!({
        "jobs": { "kind": "sqs_queue", "properties": {} },
        "news": { "kind": "sns_topic", "properties": { "emails": ["a@example.com", "b@example.com"] } }
    });
    let event = json!({ "news-jobs": { "from": "news", "kind": "event", "to": "jobs" } });
    let month = priced("us-east-1", nodes, event, json!({ "news": { "messages_per_month": 100_000 } }));
    // 100,000 × 0.0000005, and to two readers 200,000 × 0.00002
    assert_eq!(paid(&month, "news", "sns/standard/publishes"), dec("0.05"));
    assert_eq!(paid(&month, "news", "sns/deliveries/email"), dec("4"));
    assert!(month.free.iter().any(|free| free.node == "news"));
}

#[test]
fn a_fifo_topic_charges_messages_and_their_size_twice() {
    let nodes = json!({
        "jobs": { "kind": "sqs_queue", "properties": { "fifo": true } },
        "news": { "kind": "sns_topic", "properties": { "fifo": true } }
    });
    let event = json!({ "news-jobs": { "from": "news", "kind": "event", "to": "jobs" } });
    let month = priced("us-east-1", nodes, event, json!({ "news": { "messages_per_month": 104_857_600 } }));
    // a hundred million and more of 1 KiB are 100 GiB: × 0.0000003 + 100 × 0.017, and out × 0.00000001 + 100 × 0.001
    assert_eq!(paid(&month, "news", "sns/fifo/publishes"), dec("31.45728"));
    assert_eq!(paid(&month, "news", "sns/fifo/publish-payload"), dec("1.7"));
    assert_eq!(paid(&month, "news", "sns/fifo/deliveries"), dec("1.048576"));
    assert_eq!(paid(&month, "news", "sns/fifo/delivery-payload"), dec("0.1"));
}

#[test]
fn images_are_kept_and_copied_at_a_price() {
    let nodes =
        json!({ "images": { "kind": "ecr_repository", "properties": { "replica_regions": ["sa-east-1"] } } });
    let usage = json!({ "images": { "storage_gib": 50, "pushed_gib_per_month": 5 } });
    let month = priced("us-east-1", nodes, json!({}), usage);
    // 50 GiB × 0.10 in both regions, and 5 GiB × 0.02 on their way
    assert_eq!(paid(&month, "images", "ecr/storage"), dec("10"));
    assert_eq!(paid(&month, "images", "transfer/region/sa-east-1"), dec("0.1"));
    assert_eq!(month.of_node("images").typical, dec("10.1"));
}

#[test]
fn a_bucket_without_anything_costs_nothing_and_still_has_its_lines() {
    let none = json!({ "storage_gib": 0, "put_requests_per_month": 0, "get_requests_per_month": 0 });
    let month = bucket(json!({}), none);
    assert_eq!(month.of_node("files").typical, Decimal::ZERO);
    assert!(
        month.lines.iter().filter(|line| line.node == "files").all(|line| line.quantity.typical.is_zero())
    );
}
