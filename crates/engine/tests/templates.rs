//! Every starting point: canonical, buildable, and what it says of itself.
#![allow(clippy::unwrap_used, clippy::panic)]

use groundplan_engine::{Book, Language, Project, Services, Status, TEMPLATES, load, template_files};

const TODAY: &str = "2026-11-23";

fn projects() -> Vec<(&'static str, Project)> {
    TEMPLATES
        .iter()
        .map(|template| {
            let document = load(template.document.as_bytes(), &Services)
                .unwrap_or_else(|problems| panic!("{}: {problems}", template.name));
            (template.name, Project::new(document))
        })
        .collect()
}

#[test]
fn templates_are_canonical() {
    for template in TEMPLATES {
        let document = load(template.document.as_bytes(), &Services).unwrap();
        similar_asserts(template.name, &design::canonical::print(&document), template.document);
    }
}

#[track_caller]
fn similar_asserts(name: &str, canonical: &str, written: &str) {
    if let Some((at, (a, b))) = canonical.lines().zip(written.lines()).enumerate().find(|(_, (a, b))| a != b)
    {
        panic!("{name}, line {}: canonical is\n{a}\nwritten is\n{b}", at + 1);
    }
    assert_eq!(canonical.len(), written.len(), "{name}");
}

#[test]
fn every_environment_can_be_built_and_only_refers_backwards() {
    for (name, project) in projects() {
        for (environment, architecture) in project.environments(None).unwrap() {
            assert_eq!(architecture.blockers, [], "{name}, {environment}");
            // Linking refuses a reference that points forward or to nothing.
            let synthesis = project
                .synthesize(&architecture)
                .unwrap_or_else(|error| panic!("{name}, {environment}: {error}"));
            let order: Vec<_> = synthesis.stacks.iter().map(|stack| stack.name.as_str()).collect();
            for (at, stack) in synthesis.stacks.iter().enumerate() {
                for wire in &stack.wires {
                    let same = wire.environment == environment;
                    assert!(
                        !same || order[..at].contains(&wire.stack.as_str()),
                        "{name}: {} takes {wire:?}",
                        stack.name
                    );
                }
                assert!(
                    stack.template.resources.values().all(|resource| resource.part.is_some()),
                    "every resource of {} carries its (node, part)",
                    stack.name
                );
            }
        }
    }
}

#[test]
fn what_another_environment_gives_is_among_its_outputs() {
    for (name, project) in projects() {
        let environments = project.environments(None).unwrap();
        let made: Vec<_> = environments
            .iter()
            .map(|(id, architecture)| (id, project.synthesize(architecture).unwrap()))
            .collect();
        for (_, synthesis) in &made {
            for wire in synthesis.stacks.iter().flat_map(|stack| &stack.wires) {
                let source = made
                    .iter()
                    .filter(|(id, _)| **id == wire.environment)
                    .flat_map(|(_, synthesis)| &synthesis.stacks)
                    .find(|stack| stack.name == wire.stack)
                    .unwrap_or_else(|| panic!("{name}: no stack {}", wire.stack));
                assert!(source.template.outputs.contains_key(&wire.output), "{name}: {wire:?}");
            }
        }
    }
}

#[test]
fn equal_designs_give_equal_bytes() {
    for (_, project) in projects() {
        for architecture in project.environments(None).unwrap().values() {
            let files = || template_files(&project.synthesize(architecture).unwrap()).unwrap();
            assert_eq!(files(), files());
        }
    }
}

#[test]
fn production_is_clean_but_for_what_is_accepted() {
    for (name, project) in projects() {
        let architecture = project.resolve("prod").unwrap();
        let open: Vec<String> = project
            .validate(&architecture, TODAY)
            .iter()
            .filter(|finding| finding.status == Status::Violated && finding.suppressed.is_none())
            .map(|finding| format!("{}: {}", finding.rule.id, finding.node))
            .collect();
        assert!(open.is_empty(), "{name}: {open:#?}");
    }
}

#[test]
fn what_is_expected_holds_wherever_it_says_something() {
    for (name, project) in projects() {
        let environments = project.environments(None).unwrap();
        let judged: Vec<_> =
            environments.values().flat_map(|architecture| project.expectations(architecture)).collect();
        for one in &judged {
            let evidence = one.evidence.render(Language::English);
            assert_eq!(one.status, Status::Satisfied, "{name}, {}: {}: {evidence}", one.environment, one.id);
        }
        for id in project.document.expectations.keys() {
            for environment in ["dev", "prod", "test"] {
                let here = judged.iter().any(|one| one.id == *id && one.environment.as_str() == environment);
                assert!(here, "{name}, {environment}: {id} says nothing");
            }
        }
    }
}

#[test]
fn the_reference_price_is_known() {
    let (_, project) = projects().remove(0);
    let mut months = String::new();
    for (id, architecture) in project.environments(None).unwrap() {
        let estimate = project.estimate(&architecture, Book::embedded(), TODAY);
        let unpriced: Vec<_> =
            estimate.unpriced.iter().map(|entry| format!("{}: {}", entry.node, entry.item)).collect();
        months.push_str(&format!(
            "{id}: {:.2} / {:.2} / {:.2}, unpriced {unpriced:?}\n",
            estimate.monthly.low, estimate.monthly.typical, estimate.monthly.high
        ));
    }
    insta::assert_snapshot!(months);
}

#[test]
fn the_reference_is_priced_completely_in_virginia_and_sao_paulo() {
    for region in ["us-east-1", "sa-east-1"] {
        let mut design: serde_json::Value = serde_json::from_str(TEMPLATES[0].document).unwrap();
        for environment in design["environments"].as_object_mut().unwrap().values_mut() {
            environment["region"] = region.into();
        }
        let document = load(design.to_string().as_bytes(), &Services).unwrap();
        let project = Project::new(document);
        for (id, architecture) in project.environments(None).unwrap() {
            let estimate = project.estimate(&architecture, Book::embedded(), TODAY);
            let open: Vec<_> =
                estimate.unpriced.iter().map(|entry| format!("{}: {}", entry.node, entry.item)).collect();
            assert!(open.is_empty(), "{id} in {region}: {open:?}");
        }
    }
}
