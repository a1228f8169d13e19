//! What becomes of answers of the price list, asked over HTTP.
#![allow(clippy::unwrap_used, clippy::panic)]

mod server;

use std::{collections::BTreeMap, time::Duration};

use access::Access;
use aws_sdk_pricing::config::{Credentials, SharedCredentialsProvider};
use groundplan_refresh::{
    Answer, Patience, Plan, PriceList, Problem, Progress, RefreshError, Refreshed, Store, refresh,
};
use pricing::{Book, Decimal, Fact};
use server::{Fault, Product, Server, balancers};

const TODAY: &str = "2026-11-29";

/// Answers in memory.
#[derive(Default)]
struct Kept(BTreeMap<String, Answer>);

impl Store for Kept {
    fn find(&self, id: &str) -> Option<Answer> {
        self.0.get(id).cloned()
    }

    fn keep(&mut self, id: &str, answer: &Answer) -> Result<(), String> {
        self.0.insert(id.to_owned(), answer.clone());
        Ok(())
    }
}

/// A price list that does not wait long.
async fn list_of(server: &Server) -> PriceList {
    let access = Access { profile: None, endpoint: Some(server.endpoint.clone()) };
    let credentials = Credentials::new("test", "test", None, None, "test");
    let config = access.configuration("us-east-1").await.unwrap();
    let config =
        config.into_builder().credentials_provider(SharedCredentialsProvider::new(credentials)).build();
    let wait = Duration::from_millis(1);
    PriceList::new(&config, "us-east-1", Patience { tries: 4, first_wait: wait, longest_wait: wait })
}

fn plan(places: &[&str], prefix: &str) -> Plan {
    let places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
    Plan::new(Book::embedded(), &places, prefix).unwrap()
}

async fn run(server: &Server, plan: &Plan, store: &mut Kept) -> Result<Refreshed, RefreshError> {
    let list = list_of(server).await;
    refresh(&list, Book::embedded(), plan, TODAY, store, &mut |_: &Progress| {}).await
}

/// Refreshes the prices of a region that begin so, from these items.
async fn asked(service: &str, items: Vec<String>, place: &str, prefix: &str) -> (Book, Refreshed) {
    let server = Server::start(&[(service, items)], 100, &[]);
    let refreshed = run(&server, &plan(&[place], prefix), &mut Kept::default()).await.unwrap();
    (Book::from_bytes(&refreshed.book).unwrap(), refreshed)
}

fn usd(fact: &Fact) -> Vec<String> {
    fact.tiers.iter().map(|tier| tier.usd.to_string()).collect()
}

fn price(book: &Book, place: &str, slug: &str) -> Option<Decimal> {
    book.fact(place, slug).map(|fact| fact.unit_price())
}

fn number(text: &str) -> Option<Decimal> {
    Some(text.parse().unwrap())
}

#[tokio::test]
async fn prices_are_read_over_several_pages_and_told_from_their_neighbours() {
    let server = Server::start(&[("AWSELB", balancers())], 3, &[]);
    let refreshed = run(&server, &plan(&["sa-east-1"], ""), &mut Kept::default()).await.unwrap();
    let pages: Vec<Option<String>> = server
        .asked()
        .into_iter()
        .filter(|asked| asked.service == "AWSELB")
        .map(|asked| {
            assert_eq!(asked.filters, ["regionCode=sa-east-1"]);
            asked.token
        })
        .collect();
    assert_eq!(pages, [None, Some("3".to_owned()), Some("6".to_owned()), Some("9".to_owned())]);
    let book = Book::from_bytes(&refreshed.book).unwrap();
    for (slug, usd) in [
        ("alb/hour", "0.04"),
        ("alb/lcu", "0.011"),
        ("nlb/hour", "0.034"),
        ("nlb/lcu", "0.00825"),
        ("gwlb/lcu", "0.0055"),
        ("clb/gib", "0.011"),
    ] {
        let fact = book.fact("sa-east-1", slug).unwrap();
        assert_eq!(Some(fact.unit_price()), number(usd), "{slug}");
        assert_eq!((&*fact.as_of, fact.confidence.as_str()), (TODAY, "high"), "{slug}");
        assert_eq!(&*fact.source, "AWS Price List API, AWSELB, published 2026-11-20", "{slug}");
    }
    let changes = refreshed.changes;
    assert_eq!(changes.problems, []);
    let changed: Vec<String> = changes
        .changed
        .iter()
        .map(|change| format!("{} {} {}", change.key, change.before, change.after))
        .collect();
    assert_eq!(changed, ["alb/hour in sa-east-1 0.034 0.04"]);
    assert_eq!(changes.same, 7);
    assert_eq!(price(&book, "us-east-1", "alb/hour"), price(Book::embedded(), "us-east-1", "alb/hour"));
    assert_eq!(book.as_of(), TODAY);
}

#[tokio::test]
async fn what_aws_no_longer_lists_is_gone_and_said() {
    let mut items = balancers();
    items.retain(|item| !item.contains("Load Balancer-Gateway"));
    let (book, refreshed) = asked("AWSELB", items, "sa-east-1", "gwlb/").await;
    assert_eq!(price(&book, "sa-east-1", "gwlb/hour"), None);
    let gone: Vec<String> = refreshed.changes.gone.iter().map(|price| price.key.to_string()).collect();
    assert_eq!(gone, ["gwlb/hour in sa-east-1", "gwlb/lcu in sa-east-1"]);
    assert!(price(&book, "us-east-1", "gwlb/hour").is_some(), "other regions were not asked about");
}

#[tokio::test]
async fn what_aws_cannot_say_stays_with_the_reason() {
    let balancers = balancers();
    let items = vec![Product::new("A", "sa-east-1", "SAE1-WebACLV2").at("WebACL", "5").text()];
    let server = Server::start(&[("awswaf", items), ("AWSELB", balancers)], 100, &[]);
    let refreshed = run(&server, &plan(&["sa-east-1"], ""), &mut Kept::default()).await.unwrap();
    let book = Book::from_bytes(&refreshed.book).unwrap();
    let why = |slug: &str| {
        let kept = refreshed.changes.kept.iter().find(|kept| kept.keys.iter().any(|key| key.slug == slug));
        assert_eq!(
            price(&book, "sa-east-1", slug),
            price(Book::embedded(), "sa-east-1", slug),
            "{slug} is as it was"
        );
        kept.map(|kept| kept.why.as_str()).unwrap_or_default()
    };
    assert!(why("waf/body-32-kib").contains("is not known here"));
    assert_eq!(why("nat/hour"), "AWS's answer was empty");
    let gone: Vec<&str> = refreshed.changes.gone.iter().map(|price| price.key.slug.as_str()).collect();
    assert_eq!(gone, ["waf/requests", "waf/rule"]);
    // A usage type that is only believed proves nothing by its absence.
    let mirrors = vec![Product::new("B", "sa-east-1", "SAE1-VpcEndpoint-Hours").at("Hrs", "0.021").text()];
    let (_, refreshed) = asked("AmazonVPC", mirrors, "sa-east-1", "vpc/traffic-mirror").await;
    assert_eq!(refreshed.changes.kept[0].why, "not found under the usage type that is known here");
}

#[tokio::test]
async fn broken_items_are_named_and_do_not_stop_the_rest() {
    let mut items = balancers();
    items.insert(0, "{\"product\":{\"sku\":\"BROKEN1\",\"attributes\":{\"usage".to_owned());
    items.insert(4, "not JSON at all".to_owned());
    let hours = |sku: &str, unit: &str, usd: &str| {
        let balancer = Product::new(sku, "sa-east-1", "SAE1-LoadBalancerUsage");
        balancer.family("Load Balancer-Network").at(unit, usd).text()
    };
    items.retain(|item| !item.contains("SJ7JZUWUJWFVHQX9") && !item.contains("REA3Q343V6AS95CN"));
    items.push(hours("BROKEN2", "Hrs", "0.03.4"));
    items.push(hours("BROKEN3", "GB", "0.034"));
    let (book, refreshed) = asked("AWSELB", items, "sa-east-1", "").await;
    let mut said: Vec<(Option<String>, String)> = refreshed
        .changes
        .problems
        .into_iter()
        .map(|trouble| match trouble.problem {
            Problem::Unreadable { sku, reason } => (sku, reason),
            other => panic!("{other:?}"),
        })
        .collect();
    said.sort();
    let skus: Vec<Option<&str>> = said.iter().map(|(sku, _)| sku.as_deref()).collect();
    assert_eq!(skus, [None, Some("BROKEN1"), Some("BROKEN2"), Some("BROKEN3")]);
    assert_eq!(said[2].1, "its price is “0.03.4”, which is no number from 0 up");
    assert_eq!(said[3].1, "its unit is “GB”, which is no hour");
    assert_eq!(price(&book, "sa-east-1", "alb/hour"), number("0.04"), "the rest is read");
    assert_eq!(price(&book, "sa-east-1", "nlb/hour"), number("0.034"), "as it was: nobody knows");
    assert!(refreshed.changes.gone.is_empty(), "the broken items may have been anything");
}

#[tokio::test]
async fn several_prices_for_one_key_are_an_error_with_their_names() {
    let mut items = balancers();
    let other = Product::new("OTHER", "sa-east-1", "SAE1-LoadBalancerUsage").with(&[("operation", "New")]);
    items.push(other.family("Load Balancer-Application").at("Hrs", "0.05").text());
    // At the same price it makes no difference which one is meant.
    let same = Product::new("SAME", "sa-east-1", "SAE1-LoadBalancerUsage").family("Load Balancer-Network");
    items.push(same.at("Hrs", "0.034").text());
    let (book, refreshed) = asked("AWSELB", items, "sa-east-1", "").await;
    let [trouble] = refreshed.changes.problems.as_slice() else { panic!("{:?}", refreshed.changes.problems) };
    let Problem::Ambiguous { key, offers } = &trouble.problem else { panic!("{trouble:?}") };
    assert_eq!(key.slug, "alb/hour");
    let offers: Vec<(&str, &str, &str)> = offers
        .iter()
        .map(|seen| (seen.usage_type.as_str(), seen.operation.as_str(), seen.sku.as_str()))
        .collect();
    assert_eq!(
        offers,
        [("SAE1-LoadBalancerUsage", "", "4AJP3GA9ECKSCY5M"), ("SAE1-LoadBalancerUsage", "New", "OTHER"),]
    );
    assert_eq!(price(&book, "sa-east-1", "alb/hour"), number("0.034"), "as it was");
    assert_eq!(price(&book, "sa-east-1", "nlb/hour"), number("0.034"));
}

/// A Linux instance as AWS lists it.
fn instance(sku: &str, kind: &str, usage: &str) -> Product {
    Product::new(sku, "sa-east-1", usage).family("Compute Instance").with(&[
        ("instanceType", kind),
        ("operatingSystem", "Linux"),
        ("tenancy", "Shared"),
        ("preInstalledSw", "NA"),
        ("capacitystatus", "Used"),
        ("marketoption", "OnDemand"),
        ("licenseModel", "No License required"),
        ("operation", "RunInstances"),
    ])
}

#[tokio::test]
async fn instances_are_told_from_free_ones_windows_and_local_zones() {
    let items = vec![
        instance("A", "m5.large", "SAE1-BoxUsage:m5.large").at("Hrs", "0.1540000000").text(),
        instance("B", "m5.large", "SAE1-BoxUsage:m5.large").at("Hrs", "0.0000000000").text(),
        instance("C", "m5.large", "SAE1-UnusedBox:m5.large").at("Hrs", "0.2").text(),
        instance("D", "m5.large", "SAE1-BoxUsage:m5.large")
            .with(&[("operatingSystem", "Windows")])
            .at("Hrs", "0.3")
            .text(),
        instance("E", "m5.large", "SAE1-BoxUsage:m5.large")
            .with(&[("locationType", "AWS Local Zone")])
            .at("Hrs", "0.4")
            .text(),
        instance("F", "z9.tiny", "SAE1-BoxUsage:z9.tiny").at("Hrs", "0.01").text(),
    ];
    let (book, refreshed) = asked("AmazonEC2", items, "sa-east-1", "ec2/linux/").await;
    assert_eq!(price(&book, "sa-east-1", "ec2/linux/m5.large"), number("0.154"));
    let new: Vec<String> = refreshed.changes.new.iter().map(|price| price.key.to_string()).collect();
    assert_eq!(new, ["ec2/linux/z9.tiny in sa-east-1"]);
    assert_eq!(refreshed.changes.problems, []);
}

#[tokio::test]
async fn two_answers_that_contradict_each_other_are_an_error_too() {
    let metal = instance("B", "m5.large", "SAE1-BoxUsage:m5.large").family("Compute Instance (bare metal)");
    let items = vec![
        instance("A", "m5.large", "SAE1-BoxUsage:m5.large").at("Hrs", "0.154").text(),
        metal.at("Hrs", "0.2").text(),
    ];
    let (book, refreshed) = asked("AmazonEC2", items, "sa-east-1", "ec2/linux/m5.large").await;
    let [trouble] = refreshed.changes.problems.as_slice() else { panic!("{:?}", refreshed.changes.problems) };
    assert!(matches!(&trouble.problem, Problem::Ambiguous { offers, .. } if offers.len() == 2));
    let slug = "ec2/linux/m5.large";
    assert_eq!(price(&book, "sa-east-1", slug), price(Book::embedded(), "sa-east-1", slug), "as it was");
}

#[tokio::test]
async fn a_reservation_is_an_hourly_part_and_a_fee() {
    let item = instance("A", "m5.large", "SAE1-BoxUsage:m5.large")
        .at("Hrs", "0.154")
        .reserved("standard", "1yr", "Partial Upfront", "0.0430000000", "377")
        .reserved("standard", "3yr", "All Upfront", "0.0000000000", "1500")
        .reserved("convertible", "1yr", "No Upfront", "0.12", "");
    let (book, refreshed) = asked("AmazonEC2", vec![item.text()], "sa-east-1", "ec2/reserved").await;
    for (slug, usd) in [
        ("ec2/reserved/linux/standard-1y-partial-upfront/m5.large", Some("0.043")),
        ("ec2/reserved-fee/linux/standard-1y-partial-upfront/m5.large", Some("377")),
        ("ec2/reserved-fee/linux/standard-3y-all-upfront/m5.large", Some("1500")),
        ("ec2/reserved/linux/convertible-1y-no-upfront/m5.large", Some("0.12")),
        // In the old book, and no longer offered.
        ("ec2/reserved/linux/standard-1y-no-upfront/m5.large", None),
    ] {
        assert_eq!(price(&book, "sa-east-1", slug), usd.and_then(number), "{slug}");
    }
    assert_eq!(refreshed.changes.problems, []);
}

#[tokio::test]
async fn steps_of_a_price_become_its_tiers_and_throughput_is_told_by_the_mib() {
    let ebs = |sku: &str, usage: &str, unit: &str, usd: &str| {
        Product::new(sku, "us-east-1", usage).at(unit, usd).text()
    };
    let items = vec![
        ebs("A", "EBS:VolumeP-IOPS.io2.tier3", "IOPS-Mo", "0.03"),
        ebs("B", "EBS:VolumeP-IOPS.io2", "IOPS-Mo", "0.065"),
        ebs("C", "EBS:VolumeP-IOPS.io2.tier2", "IOPS-Mo", "0.0455"),
        ebs("D", "EBS:VolumeP-Throughput.gp3", "GiBps-mo", "51.2000000000"),
        ebs("E", "EBS:VolumeUsage.gp3", "GB-Mo", "0.08"),
        ebs("F", "EBS:VolumeUsage", "GB-Mo", "0.05"),
    ];
    let (book, refreshed) = asked("AmazonEC2", items, "us-east-1", "ebs/").await;
    let io2 = book.fact("us-east-1", "ebs/io2/iops").unwrap();
    assert_eq!(usd(&io2), ["0.065", "0.0455", "0.03"]);
    assert_eq!(io2.tiers[1].from, Decimal::from(32_000));
    assert_eq!(price(&book, "us-east-1", "ebs/gp3/throughput"), number("0.05"));
    assert_eq!(price(&book, "us-east-1", "ebs/standard/storage"), number("0.05"));
    let changed: Vec<&str> = refreshed.changes.changed.iter().map(|one| one.key.slug.as_str()).collect();
    assert_eq!(changed, ["ebs/gp3/throughput", "ebs/io2/iops"]);
}

#[tokio::test]
async fn prices_of_engines_and_deployments_keep_apart() {
    let db = |sku: &str, usage: &str, attributes: &[(&str, &str)]| {
        let product = Product::new(sku, "sa-east-1", usage).family("Database Instance");
        product.with(&[("instanceType", "db.r6g.large")]).with(attributes)
    };
    let postgres = |sku: &str, usage: &str, deployment: &str| {
        db(sku, usage, &[("databaseEngine", "PostgreSQL"), ("deploymentOption", deployment)])
    };
    let sql = |sku: &str, deployment: &str, licence: &str| {
        let attributes = [
            ("databaseEngine", "SQL Server"),
            ("databaseEdition", "Standard"),
            ("deploymentOption", deployment),
            ("licenseModel", licence),
        ];
        db(sku, "SAE1-InstanceUsage:db.r6g.large", &attributes)
    };
    let items = vec![
        postgres("A", "SAE1-InstanceUsage:db.r6g.large", "Single-AZ").at("Hrs", "0.4").text(),
        postgres("B", "SAE1-Multi-AZUsage:db.r6g.large", "Multi-AZ").at("Hrs", "0.8").text(),
        postgres("C", "SAE1-Multi-AZClusterUsage:db.r6g.large", "Multi-AZ (readable standbys)")
            .at("Hrs", "1.2")
            .text(),
        sql("D", "Single-AZ", "License included").at("Hrs", "1").text(),
        sql("E", "Multi-AZ (SQL Server Mirror)", "License included").at("Hrs", "2").text(),
        sql("F", "Single-AZ", "Bring your own license").at("Hrs", "0.5").text(),
    ];
    let (book, refreshed) = asked("AmazonRDS", items, "sa-east-1", "rds/").await;
    for (slug, usd) in [
        ("rds/postgres/single-az/db.r6g.large", "0.4"),
        ("rds/postgres/multi-az/db.r6g.large", "0.8"),
        ("rds/sqlserver-se/single-az/db.r6g.large", "1"),
        ("rds/sqlserver-se/multi-az/db.r6g.large", "2"),
    ] {
        assert_eq!(price(&book, "sa-east-1", slug), number(usd), "{slug}");
    }
    assert_eq!(refreshed.changes.problems, []);
}

#[tokio::test]
async fn edges_and_regions_that_data_goes_to_are_told_by_their_usage_types_and_attributes() {
    let edge = |sku: &str, usage: &str, usd: &str| Product::new(sku, "", usage).at("GB", usd).text();
    let items = vec![
        edge("A", "SA-DataTransfer-Out-Bytes", "0.11"),
        edge("B", "EU-DataTransfer-Out-Bytes", "0.085"),
        edge("C", "Global-DataTransfer-Out-Bytes", "0.5"),
    ];
    let (book, _) = asked("AmazonCloudFront", items, "edges", "cloudfront/egress").await;
    assert_eq!(price(&book, "edge:south-america", "cloudfront/egress"), number("0.11"));
    assert_eq!(price(&book, "edge:europe", "cloudfront/egress"), number("0.085"));
    assert_eq!(price(&book, "edge:japan", "cloudfront/egress"), None);

    let outbound = |sku: &str, usage: &str, to: &str, usd: &str| {
        let product = Product::new(sku, "", usage).with(&[
            ("fromRegionCode", "sa-east-1"),
            ("toRegionCode", to),
            ("transferType", "InterRegion Outbound"),
        ]);
        product.at("GB", usd).text()
    };
    let items = vec![
        outbound("A", "SAE1-USE1-AWS-Out-Bytes", "us-east-1", "0.139"),
        outbound("B", "SAE1-LAX1-AWS-Out-Bytes", "us-west-2-lax-1", "0.2"),
        outbound("C", "SAE1-USE1-S3RTC-Out-Bytes", "us-east-1", "0.3"),
    ];
    let (book, refreshed) = asked("AWSDataTransfer", items, "sa-east-1", "transfer/region").await;
    assert_eq!(price(&book, "sa-east-1", "transfer/region/us-east-1"), number("0.139"));
    assert!(refreshed.changes.new.is_empty());
}

#[tokio::test]
async fn throttling_outages_and_lost_connections_pass_unnoticed() {
    for fault in [Fault::Throttled, Fault::Internal, Fault::Dropped, Fault::Cut] {
        let faults = [(0, fault), (2, fault), (3, fault)];
        let server = Server::start(&[("AWSELB", balancers())], 4, &faults);
        let refreshed = run(&server, &plan(&["sa-east-1"], "alb/"), &mut Kept::default()).await.unwrap();
        assert_eq!(refreshed.items, 11, "{fault:?}");
        assert_eq!(server.asked().len(), 6, "{fault:?}: three pages, and one more for each fault");
    }
}

#[tokio::test]
async fn an_expired_place_in_the_answer_begins_the_query_again() {
    let server = Server::start(&[("AWSELB", balancers())], 4, &[(2, Fault::Expired)]);
    let refreshed = run(&server, &plan(&["sa-east-1"], "alb/"), &mut Kept::default()).await.unwrap();
    let tokens: Vec<Option<String>> = server.asked().into_iter().map(|asked| asked.token).collect();
    let token = |text: &str| Some(text.to_owned());
    assert_eq!(tokens, [None, token("4"), token("8"), None, token("4"), token("8")]);
    assert_eq!(refreshed.items, 11, "no page counts twice");
    assert_eq!(refreshed.changes.problems, []);

    // Not for ever.
    let always: Vec<(usize, Fault)> = (0..40).map(|number| (number * 2 + 1, Fault::Expired)).collect();
    let server = Server::start(&[("AWSELB", balancers())], 4, &always);
    let stopped = run(&server, &plan(&["sa-east-1"], "alb/"), &mut Kept::default()).await.unwrap_err();
    assert!(stopped.to_string().contains("lost its place"), "{stopped}");
}

#[tokio::test]
async fn an_interrupted_refresh_goes_on_where_it_was() {
    let items = || {
        let nat = Product::new("N", "sa-east-1", "SAE1-NatGateway-Hours").at("Hrs", "0.1").text();
        [("AWSELB", balancers()), ("AmazonEC2", vec![nat])]
    };
    let plan = plan(&["sa-east-1"], "");
    let whole = Server::start(&items(), 100, &[]);
    let expected = run(&whole, &plan, &mut Kept::default()).await.unwrap();
    let queries = plan.queries().len();
    assert_eq!(whole.asked().len(), queries);

    // Nobody is let in any more from the tenth request on.
    let denied: Vec<(usize, Fault)> = (10..100).map(|number| (number, Fault::Denied)).collect();
    let stopping = Server::start(&items(), 100, &denied);
    let mut store = Kept::default();
    let stopped = run(&stopping, &plan, &mut store).await.unwrap_err();
    let RefreshError::Stopped { answered: 10, of, reason, .. } = &stopped else { panic!("{stopped:?}") };
    assert_eq!(*of, queries);
    assert!(reason.contains("AccessDeniedException"), "{reason}");
    assert_eq!(store.0.len(), 10);

    let server = Server::start(&items(), 100, &[]);
    let mut seen = Vec::new();
    let list = list_of(&server).await;
    let mut observer = |progress: &Progress| seen.push(progress.clone());
    let refreshed = refresh(&list, Book::embedded(), &plan, TODAY, &mut store, &mut observer).await.unwrap();
    assert_eq!(server.asked().len(), queries - 10, "what was answered is not asked again");
    assert_eq!(refreshed.book, expected.book, "the same book as without a stop");
    assert_eq!(seen.first(), Some(&Progress::Resuming { answered: 10, of: queries }));
}

#[tokio::test]
async fn a_query_that_aws_does_not_take_leaves_its_prices_as_they_were() {
    let server = Server::start(&[("AWSELB", balancers())], 100, &[(0, Fault::InvalidParameter)]);
    let mut store = Kept::default();
    let refreshed = run(&server, &plan(&["sa-east-1"], "alb/"), &mut store).await.unwrap();
    let [trouble] = refreshed.changes.problems.as_slice() else { panic!() };
    assert_eq!(trouble.query, "AWSELB sa-east-1");
    assert!(matches!(&trouble.problem, Problem::Refused { reason } if reason.contains("InvalidParameter")));
    assert_eq!(refreshed.changes.kept[0].why, "AWS refused the query");
    assert!(store.0.is_empty(), "it is asked again next time");
}
