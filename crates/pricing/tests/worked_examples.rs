//! Estimates with their arithmetic written out, on the embedded book.
#![allow(clippy::unwrap_used, reason = "a missing fact fails the test that names it")]

use groundplan_pricing::{
    Band, Book, Cause, Confidence, Decimal, Estimate, HOURS_PER_MONTH, Key, Ledger, Unit,
};
use serde_json::json;

const TODAY: &str = "2026-11-23";

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// One charge in a region.
fn charged(region: &str, slug: &str, quantity: impl Into<Band>) -> Estimate {
    let mut ledger = Ledger::new(Book::embedded(), region, TODAY);
    ledger.charge("it", None, "AWS", "something", slug, quantity);
    ledger.finish()
}

fn monthly(region: &str, slug: &str, quantity: impl Into<Band>) -> Decimal {
    let estimate = charged(region, slug, quantity);
    assert_eq!(estimate.unpriced, [], "{slug} in {region}");
    estimate.monthly.typical
}

fn usd(location: &str, slug: &str) -> Decimal {
    Book::embedded().fact(location, slug).unwrap().unit_price()
}

#[test]
fn a_month_of_an_instance() {
    // 730 h × 0.0416
    assert_eq!(monthly("us-east-1", "ec2/linux/t3.medium", HOURS_PER_MONTH), dec("30.368"));
    // 730 h × 0.0672
    assert_eq!(monthly("sa-east-1", "ec2/linux/t3.medium", HOURS_PER_MONTH), dec("49.056"));
}

#[test]
fn storage_fills_one_tier_after_the_other() {
    // 600 TiB = 614,400 GiB: 51,200 × 0.023 + 460,800 × 0.022 + 102,400 × 0.021 = 1,177.60 + 10,137.60 + 2,150.40
    let estimate = charged("us-east-1", "s3/standard/storage", 614_400u32);
    assert_eq!(estimate.monthly.typical, dec("13465.6"));
    let amounts: Vec<Decimal> = estimate.lines[0].tiers.iter().map(|tier| tier.amount).collect();
    assert_eq!(amounts, [dec("1177.6"), dec("10137.6"), dec("2150.4")]);
    // exactly at the border only the first tier is used, and a single tier is not spelled out
    let border = charged("us-east-1", "s3/standard/storage", 51_200u32);
    assert_eq!(border.monthly.typical, dec("1177.6"));
    assert_eq!(border.lines[0].tiers, []);
}

#[test]
fn requests_are_priced_singly_and_by_tiers() {
    // 3 million × 0.40 per million; the account's free million is not subtracted
    assert_eq!(monthly("us-east-1", "sqs/standard/requests", 3_000_000u32), dec("1.2"));
    // 150 thousand million: 100,000 million × 0.50 + 50,000 million × 0.40
    assert_eq!(monthly("us-east-1", "sqs/fifo/requests", 150_000_000_000u64), dec("70000"));
}

#[test]
fn multi_az_is_looked_up_not_doubled() {
    // 730 h × 0.065, while twice the single price would be 730 × 2 × 0.032 = 46.72
    assert_eq!(monthly("us-east-1", "rds/postgres/multi-az/db.t4g.small", HOURS_PER_MONTH), dec("47.45"));
    assert_eq!(usd("us-east-1", "rds/postgres/single-az/db.t4g.small"), dec("0.032"));
    // SQL Server Enterprise: the standby is not licensed like a second server
    let pair = usd("us-east-1", "rds/sqlserver-ee/multi-az/db.m5.12xlarge");
    let single = usd("us-east-1", "rds/sqlserver-ee/single-az/db.m5.12xlarge");
    assert!(pair < single * dec("1.5"), "{pair} for two, {single} for one");
    // storage of both copies: 0.438 a GiB in São Paulo, 40 GiB → 17.52
    assert_eq!(monthly("sa-east-1", "rds/storage/multi-az/gp3", 40u32), dec("17.52"));
}

#[test]
fn addresses_are_charged_one_by_one() {
    // an ALB in two zones and one NAT gateway: 3 × 730 h × 0.005
    let hours = Band::from(HOURS_PER_MONTH).scale(3u32);
    assert_eq!(monthly("us-east-1", "ipv4/hour", hours), dec("10.95"));
}

#[test]
fn extended_support_comes_on_top() {
    // 730 h × (0.10 + 0.50)
    let cluster = monthly("us-east-1", "eks/cluster-hour", HOURS_PER_MONTH);
    let extended = monthly("us-east-1", "eks/extended-hour", HOURS_PER_MONTH);
    assert_eq!(cluster + extended, dec("438"));
}

#[test]
fn only_what_is_over_the_included_amount_is_charged() {
    // 4,000 IOPS, 3,000 of them included: 1,000 × 0.005
    let iops = Band::from(4_000u32).over(3_000u32);
    assert_eq!(monthly("us-east-1", "ebs/gp3/iops", iops), dec("5"));
    assert_eq!(monthly("us-east-1", "ebs/gp3/iops", Band::from(1_000u32).over(3_000u32)), Decimal::ZERO);
}

#[test]
fn cloudfront_is_priced_by_the_edge() {
    // 12 TiB = 12,288 GiB from South America: 10,240 × 0.110 + 2,048 × 0.105 = 1,126.40 + 215.04
    let mut ledger = Ledger::new(Book::embedded(), "us-east-1", TODAY);
    let key = Key::new("edge:south-america", "cloudfront/egress");
    ledger.charge_at("cdn", None, "Amazon CloudFront", "to the internet", key, 12_288u32);
    assert_eq!(ledger.finish().monthly.typical, dec("1341.44"));
}

#[test]
fn what_looks_alike_costs_differently() {
    // a Local Zone is not its region, nor the nearest other one
    let places = ["us-east-1", "us-east-1-scl-1a", "us-east-1-lim-1a", "sa-east-1"];
    let prices = places.map(|place| usd(place, "ec2/linux/t3.medium"));
    assert_eq!(prices, [dec("0.0416"), dec("0.0706"), dec("0.084"), dec("0.0672")]);
    // a GiB of gp3 by itself, of a database and of a search domain
    let volumes = ["ebs/gp3/storage", "rds/storage/single-az/gp3", "opensearch/storage/gp3"];
    assert_eq!(volumes.map(|slug| usd("us-east-1", slug)), [dec("0.08"), dec("0.115"), dec("0.122")]);
    // the price list states throughput per GiB/s: 40.96 / 1,024
    assert_eq!(usd("us-east-1", "ebs/gp3/throughput"), dec("0.04"));
    // there is no one factor between two regions
    let ratio = |slug: &str| (usd("sa-east-1", slug) / usd("us-east-1", slug)).round_dp(2);
    assert_eq!(
        ["nat/hour", "ebs/gp3/storage", "eks/cluster-hour", "alb/hour"].map(ratio),
        [dec("2.07"), dec("1.90"), dec("1.00"), dec("1.51")]
    );
}

#[test]
fn a_missing_fact_is_unpriced_and_never_zero() {
    let estimate = charged("mx-central-1", "codebuild/linux/general1.small", 500u32);
    assert_eq!((estimate.lines.len(), estimate.monthly), (0, Band::ZERO));
    let [unpriced] = estimate.unpriced.as_slice() else { panic!("{:?}", estimate.unpriced) };
    assert_eq!(unpriced.cause, Cause::NoFact);
    assert_eq!(unpriced.why, "the price book has no codebuild/linux/general1.small in mx-central-1");
    let hint = unpriced.hint.clone().unwrap();
    assert_eq!((hint.location.as_str(), hint.usd), ("us-east-1", dec("0.005")));

    // a zone's hint comes from its own region, and an invented type has none
    let zone = charged("us-east-1-scl-1a", "ec2/linux/m6i.large", 730u32);
    assert_eq!(zone.unpriced[0].hint.as_ref().unwrap().location, "us-east-1");
    assert_eq!(charged("us-east-1", "ec2/linux/m99.large", 730u32).unpriced[0].hint, None);
}

#[test]
fn beyond_the_known_tiers_the_rest_is_unpriced() {
    // vended logs are known up to 10 TiB: 10,240 × 0.50, and 9,760 GiB stay open
    let estimate = charged("us-east-1", "cloudwatch/logs/vended", 20_000u32);
    assert_eq!(estimate.monthly.typical, dec("5120"));
    assert_eq!(
        estimate.unpriced[0].cause,
        Cause::BeyondKnownTiers { known_to: dec("10240"), unit: Unit::Gib }
    );
    assert_eq!(charged("us-east-1", "cloudwatch/logs/vended", 10_240u32).unpriced, []);
}

#[test]
fn a_range_of_quantities_gives_a_range_of_money() {
    let estimate = charged("us-east-1", "nat/gib", Band::new(dec("10"), dec("100"), dec("400")));
    // × 0.045
    assert_eq!(estimate.monthly, Band::new(dec("0.45"), dec("4.5"), dec("18")));
}

#[test]
fn derived_and_recalled_prices_say_so() {
    let derived = charged("sa-east-1", "opensearch/storage/gp3", 100u32);
    assert_eq!(derived.lines[0].confidence, Confidence::Low);
    assert!(derived.lines[0].derived_from.as_ref().unwrap().contains("us-east-1 OpenSearch rate"));
    let read = charged("us-east-1", "opensearch/storage/gp3", 100u32);
    assert_eq!(read.lines[0].derived_from, None);
    assert_eq!(charged("us-east-1", "acm/public-certificate", 1u32).lines[0].confidence, Confidence::Low);
}

#[test]
fn old_prices_say_so() {
    // read on 2026-03 or later by its month, and on 2024-07-18
    let (fresh, old) = ("sqs/standard/requests", "ebs/gp3/storage");
    let line = |slug: &str, day: &str| {
        let mut ledger = Ledger::new(Book::embedded(), "us-east-1", day);
        ledger.charge("it", None, "AWS", "something", slug, 1u32);
        ledger.finish().lines.remove(0)
    };
    assert!(!line(fresh, "2026-05-30").stale && line(fresh, "2026-05-31").stale);
    assert!(line(old, "2026-05-30").stale && !line(old, "2024-07-18").stale);
}

#[test]
fn the_estimate_in_json() {
    let mut ledger = Ledger::new(Book::embedded(), "us-east-1", TODAY);
    ledger.charge("net", "nat/1", "Amazon VPC", "NAT gateway", "nat/hour", HOURS_PER_MONTH);
    ledger.charge("dns", None, "Amazon Route 53", "hosted zone", "route53/hosted-zone", 1u32);
    ledger.free("net", "endpoint/s3", "Amazon VPC", "gateway endpoint", "not charged");
    ledger.unpriced("x", "", "AWS::Chatbot", "everything", "no prices for this type");
    ledger.assume("net", "nat/1", "gib_per_month", 50u32, "gib", "nobody stated it");
    let mut value = serde_json::to_value(ledger.finish()).unwrap();
    // sources are long and change with the book
    for line in value["lines"].as_array_mut().unwrap() {
        line["source"] = json!("…");
        line["as_of"] = json!("…");
        line.as_object_mut().unwrap().remove("stale");
    }
    let band = |amount: &str| json!({ "low": amount, "typical": amount, "high": amount });
    assert_eq!(
        value,
        json!({
            "monthly": band("33.35"),
            "lines": [
                { "node": "net", "part": "nat/1", "service": "Amazon VPC", "item": "NAT gateway", "quantity": band("730"),
                  "unit": "hour", "unit_price": "0.045", "monthly": band("32.85"), "confidence": "high",
                  "key": { "location": "us-east-1", "slug": "nat/hour" }, "source": "…", "as_of": "…" },
                { "node": "dns", "part": null, "service": "Amazon Route 53", "item": "hosted zone", "quantity": band("1"),
                  "unit": "hosted-zone-month", "unit_price": "0.5", "monthly": band("0.5"), "confidence": "medium",
                  "key": { "location": "global", "slug": "route53/hosted-zone" }, "source": "…", "as_of": "…" },
            ],
            "unpriced": [{ "node": "x", "part": null, "service": "AWS::Chatbot", "item": "everything",
                           "cause": { "code": "stated" }, "why": "no prices for this type" }],
            "free": [{ "node": "net", "part": "endpoint/s3", "service": "Amazon VPC", "item": "gateway endpoint",
                       "why": "not charged" }],
            "assumptions": [{ "node": "net", "part": "nat/1", "name": "gib_per_month", "value": band("50"),
                              "unit": "gib", "why": "nobody stated it" }],
        })
    );
}

#[test]
fn a_node_has_its_own_total() {
    let mut ledger = Ledger::new(Book::embedded(), "us-east-1", TODAY);
    ledger.charge("a", None, "AWS", "x", "nat/hour", 100u32);
    ledger.charge("b", None, "AWS", "x", "nat/gib", 100u32);
    ledger.charge("a", "part", "AWS", "x", "nat/gib", 100u32);
    let estimate = ledger.finish();
    assert_eq!(estimate.of_node("a").typical, dec("9"));
    assert_eq!(estimate.monthly.typical, dec("13.5"));
}
