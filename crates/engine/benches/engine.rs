//! resolve, validate, estimate and synthesize, each alone, on the reference topology and on generated designs.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use groundplan_engine::{Book, Command, Id, Project, Services, Session, TEMPLATES, generated, load};

const TODAY: &str = "2026-11-23";

fn designs() -> Vec<(String, Project)> {
    let mut designs = Vec::new();
    let reference = load(TEMPLATES[0].document.as_bytes(), &Services).unwrap();
    designs.push(("reference".to_owned(), Project::new(reference)));
    for nodes in [100, 1_000, 10_000] {
        let text = generated::design(nodes).to_string();
        designs.push((nodes.to_string(), Project::new(load(text.as_bytes(), &Services).unwrap())));
    }
    designs
}

fn bench(criterion: &mut Criterion) {
    let book = Book::embedded();
    for (name, project) in designs() {
        let architecture = project.resolve("prod").unwrap();
        let mut group = criterion.benchmark_group("engine");
        group.sample_size(if project.document.nodes.len() > 5_000 { 10 } else { 30 });
        group.bench_function(BenchmarkId::new("resolve", &name), |b| {
            b.iter(|| black_box(project.resolve("prod")))
        });
        group.bench_function(BenchmarkId::new("validate", &name), |b| {
            b.iter(|| black_box(project.validate(&architecture, TODAY)));
        });
        group.bench_function(BenchmarkId::new("estimate", &name), |b| {
            b.iter(|| black_box(project.estimate(&architecture, book, TODAY)));
        });
        group.bench_function(BenchmarkId::new("synthesize", &name), |b| {
            b.iter(|| black_box(project.synthesize(&architecture)));
        });
        // A property of a database changes in one environment, then all environments are asked everything.
        let database = project.document.nodes.iter().find(|(_, node)| node.kind == "rds_instance").unwrap().0;
        let environments: Vec<Id> = project.document.environments.keys().cloned().collect();
        let mut session = Session::new(project.document.clone(), book, TODAY);
        let mut days = 7;
        group.bench_function(BenchmarkId::new("after one edit, all environments", &name), |b| {
            b.iter(|| {
                days = 7 + (days + 1) % 20;
                let edit = Command::SetProperty {
                    id: database.clone(),
                    environment: Id::new("dev"),
                    path: vec!["backup_retention_days".to_owned()],
                    value: days.into(),
                };
                black_box(session.edit(edit).unwrap());
                for environment in &environments {
                    black_box(session.findings(environment.as_str()).unwrap());
                    black_box(session.estimate(environment.as_str()).unwrap());
                }
            });
        });
        group.finish();
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
