//! Reading, checking, viewing, editing and printing a design of 10,000 nodes.
#![allow(clippy::unwrap_used)]

#[path = "../tests/fake/mod.rs"]
mod fake;

use std::{fmt::Write, hint::black_box};

use criterion::{Criterion, criterion_group, criterion_main};
use fake::Fake;
use groundplan_design::{Command, View, apply, canonical, check, load};

/// Ten networks of a hundred tiers each, servers and databases in them, a connection per server, overlays,
/// usage and frames.
fn design(nodes: usize) -> String {
    let (mut drawn, mut wires, mut usage, mut frames, mut overlays) = Default::default();
    let each = |list: &mut String, line: String| {
        let _ = write!(list, "{}{line}", if list.is_empty() { "" } else { "," });
    };
    let (vpcs, subnets) = (nodes / 1000 + 1, nodes / 10);
    for n in 0..vpcs {
        each(
            &mut drawn,
            format!(r#""vpc-{n}":{{"kind":"vpc","properties":{{"cidr":"10.{n}.0.0/16","zones":3}}}}"#),
        );
    }
    for n in 0..subnets {
        let vpc = n % vpcs;
        each(
            &mut drawn,
            format!(
                r#""tier-{n}":{{"kind":"subnet","parent":"vpc-{vpc}","properties":{{"access":"private"}}}}"#
            ),
        );
    }
    let mut database = 0;
    for n in vpcs + subnets..nodes {
        let subnet = n % subnets;
        if n % 5 == 0 {
            database = n;
            each(
                &mut drawn,
                format!(
                    r#""db-{n}":{{"kind":"rds_instance","name":"Database {n}","parent":"tier-{subnet}","properties":{{"engine":"postgres","instance_class":"db.r6g.large","multi_az":true}}}}"#
                ),
            );
            each(&mut overlays, format!(r#""db-{n}":{{"instance_class":"db.t4g.medium","multi_az":false}}"#));
        } else {
            each(
                &mut drawn,
                format!(
                    r#""api-{n}":{{"kind":"ec2_instance","name":"Server {n}","parent":"tier-{subnet}","properties":{{"instance_type":"m6i.large","zone":1}}}}"#
                ),
            );
            each(&mut frames, format!(r#""api-{n}":[{n},40,440,44]"#));
            if database > 0 {
                each(
                    &mut wires,
                    format!(
                        r#""wire-{n}":{{"from":"api-{n}","kind":"traffic","properties":{{"port":5432}},"to":"db-{database}"}}"#
                    ),
                );
                each(&mut usage, format!(r#""wire-{n}":{{"gib_per_month":{n}}}"#));
            }
        }
    }
    format!(
        r#"{{"groundplan":1,"id":"large","name":"Large","environments":{{"dev":{{"account":"111111111111","region":"us-east-1","tier":"non-production","overrides":{{{overlays}}}}},"prod":{{"account":"333333333333","region":"us-east-1","tier":"production"}}}},"nodes":{{{drawn}}},"connections":{{{wires}}},"layout":{{{frames}}},"usage":{{{usage}}}}}"#
    )
}

fn benches(criterion: &mut Criterion) {
    let text = design(10_000);
    let mut document = load(text.as_bytes(), &Fake).unwrap();
    let text = canonical::print(&document);
    let wrong = text.replace("\"to\": \"db-", "\"to\": \"dc-");
    let mut group = criterion.benchmark_group("10000 nodes");
    group.sample_size(20);
    group.bench_function("load", |b| b.iter(|| load(black_box(text.as_bytes()), &Fake).unwrap()));
    group.bench_function("load with every connection wrong", |b| {
        b.iter(|| load(black_box(wrong.as_bytes()), &Fake).unwrap_err())
    });
    group.bench_function("check", |b| b.iter(|| check(black_box(&document), &Fake)));
    group.bench_function("view", |b| b.iter(|| View::new(black_box(&document), "dev").nodes().count()));
    group.bench_function("print", |b| b.iter(|| canonical::print(black_box(&document))));
    let mut zone = 1;
    group.bench_function("set a property", |b| {
        b.iter(|| {
            zone = zone % 4 + 1;
            let id = groundplan_design::Id::new("api-4001").unwrap();
            let path = vec!["zone".to_owned()];
            let edit = Command::SetProperty { id, environment: None, path, value: zone.into() };
            apply(&mut document, &Fake, edit).unwrap()
        })
    });
    group.finish();
}

criterion_group!(load_benches, benches);
criterion_main!(load_benches);
