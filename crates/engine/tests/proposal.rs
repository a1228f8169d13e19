//! What is offered: its totals, what stands in it, and how its quantities follow what they rest on.
#![allow(clippy::unwrap_used)]

use groundplan_engine::{
    Band, Book, Command, Decimal, Id, Language, Services, Session, TEMPLATES,
    design::{Settings, Workload, workload::Preset},
    proposal::{Line, ProposalError, Volume, Workings},
};

/// The reference topology with a workload in production.
fn session() -> Session<'static> {
    let document = groundplan_engine::load(TEMPLATES[0].document.as_bytes(), &Services).unwrap();
    let mut session = Session::new(document, Book::embedded(), "2026-11-29");
    let id = Id::new("prod").unwrap();
    let workload = Workload { preset: Some(Preset::Medium), ..Workload::default() };
    let settings = Settings::of(&session.document().environments[&id]);
    let settings = Settings { workload: Some(workload), ..settings };
    session.edit(Command::ChangeEnvironment { id, settings }).unwrap();
    session
}

#[test]
fn rows_and_totals_come_to_the_estimates() {
    let mut session = session();
    let report = session.proposal(None, None, None, Language::English).unwrap();
    assert_eq!((report.date.as_str(), report.valid_until.as_str()), ("2026-11-29", "2026-12-29"));
    assert_eq!(report.shown().unwrap().id.as_str(), "prod");
    for rows in [report.by_service(), report.by_element()] {
        for (at, environment) in report.environments.iter().enumerate() {
            let sum: Decimal = rows.iter().filter_map(|row| row.monthly[at]).map(|band| band.typical).sum();
            assert_eq!(sum, environment.estimate.monthly.typical, "{}", environment.id);
        }
    }
}

#[test]
fn everything_that_is_built_is_listed_once_in_its_container() {
    let report = session().proposal(Some("prod"), None, None, Language::English).unwrap();
    let mut listed: Vec<&str> =
        report.scope.iter().flat_map(|container| &container.rows).map(|row| row.id.as_str()).collect();
    let titles: Vec<&str> = report.scope.iter().map(|container| container.title.as_str()).collect();
    assert!(titles.contains(&"VPC › Private data subnet"), "{titles:?}");
    let all = listed.len();
    listed.sort_unstable();
    listed.dedup();
    assert_eq!(listed.len(), all);
    assert!(listed.contains(&"db") && !listed.contains(&"customers"), "people are not built");
}

#[test]
fn what_cannot_be_offered_says_why() {
    let mut session = session();
    assert!(matches!(
        session.proposal(Some("prd"), None, None, Language::English),
        Err(ProposalError::Engine(_))
    ));
    let error = session.proposal(None, Some("CLP"), None, Language::English).unwrap_err();
    assert!(error.to_string().contains("groundplan rate FILE CLP"), "{error}");
}

/// Quantities by their forms are those of the estimate, as they are and wherever a volume is said to move them.
#[test]
fn quantities_follow_their_volumes_as_the_estimate_does() {
    let mut session = session();
    for environment in ["prod", "dev", "shared"] {
        let workings = session.workings(environment).unwrap();
        let estimate = session.estimate(environment).unwrap().clone();
        let values: Vec<Band> = workings.volumes.iter().map(|volume| volume.assumed.value).collect();
        for driven in &workings.lines {
            let close = driven.form.agrees(driven.form.at(&values), driven.line.quantity);
            assert!(close, "{environment}: {}", driven.line.item);
        }
        let sum: Decimal = workings.lines.iter().map(|driven| driven.line.monthly.typical).sum();
        assert_eq!(sum, estimate.monthly.typical, "{environment}");
        for (at, volume) in workings.volumes.iter().enumerate().filter(|(_, one)| one.assumed.node.is_some())
        {
            let more = volume.assumed.value.scale(Decimal::from(7));
            let mut values = values.clone();
            values[at] = more;
            let command =
                session.stating(environment, &volume.assumed, groundplan_engine::quantity(more)).unwrap();
            let Ok(mut after) = session.tried(command) else { continue };
            let after = after.estimate(environment).unwrap();
            for driven in volume.moves.iter().map(|index| &workings.lines[*index]) {
                let is = |line: &&groundplan_engine::proposal::Line| {
                    line.node == driven.line.node
                        && line.item == driven.line.item
                        && line.key == driven.line.key
                };
                let real = after.lines.iter().find(is).map(|line| line.quantity).unwrap_or_default();
                let told = driven.form.at(&values);
                let close = driven.form.agrees(told, real);
                assert!(
                    close,
                    "{environment}: {} by {}: {told:?} {real:?}",
                    driven.line.item, volume.assumed.name
                );
            }
        }
    }
}

/// A line that none of them is said to move otherwise is told right whatever all of them are.
#[test]
fn what_follows_is_right_wherever_all_volumes_are() {
    let mut session = session();
    for (environment, turn) in ["prod", "dev", "shared"].into_iter().flat_map(|id| [(id, 3), (id, 5)]) {
        let workings = session.workings(environment).unwrap();
        let mut values: Vec<Band> = workings.volumes.iter().map(|volume| volume.assumed.value).collect();
        let mut commands = Vec::new();
        for (at, volume) in workings.volumes.iter().enumerate().filter(|(_, one)| one.assumed.node.is_some())
        {
            let factor = Decimal::new([3, 70, 11, 1400, 8][at * turn % 5], 1);
            values[at] = values[at].scale(factor);
            commands.extend(session.stating(
                environment,
                &volume.assumed,
                groundplan_engine::quantity(values[at]),
            ));
        }
        let mut after = session.tried(Command::Batch { commands }).unwrap();
        let after = after.estimate(environment).unwrap();
        let staying: Vec<usize> = workings.volumes.iter().flat_map(|volume| volume.unmoved.clone()).collect();
        let mut followed = 0;
        for (at, driven) in workings.lines.iter().enumerate().filter(|(at, _)| !staying.contains(at)) {
            let line = &driven.line;
            let is = |other: &&Line| {
                (&other.node, &other.part, &other.item, &other.key)
                    == (&line.node, &line.part, &line.item, &line.key)
            };
            let real = after.lines.iter().find(is).map(|line| line.quantity).unwrap_or_default();
            let told = driven.form.at(&values);
            let at = format!("{environment}, {at}: {} of {}: {told:?} {real:?}", line.item, line.node);
            assert!(driven.form.agrees(told, real), "{at}");
            followed += usize::from(!driven.form.is_fixed());
        }
        assert!(followed > 3, "{environment}");
    }
}

fn volume<'w>(workings: &'w Workings, node: &str, name: &str) -> (usize, &'w Volume) {
    let is = |volume: &Volume| {
        volume.assumed.node.as_ref().map(Id::as_str) == Some(node) && volume.assumed.name == name
    };
    let at = workings.volumes.iter().position(is).unwrap();
    (at, &workings.volumes[at])
}

/// The typical quantity of a line where some volumes are these numbers.
fn typical(workings: &Workings, item: &str, stated: &[(usize, u64)]) -> Decimal {
    let driven = workings.lines.iter().find(|driven| driven.line.item.starts_with(item)).unwrap();
    let mut values: Vec<Band> = workings.volumes.iter().map(|volume| volume.assumed.value).collect();
    for (at, number) in stated {
        values[*at] = Band::from(*number);
    }
    driven.form.at(&values).typical
}

#[test]
fn capacity_units_follow_the_highest_of_what_they_count() {
    let workings = session().workings("prod").unwrap();
    let (opened, volume_of_opened) = volume(&workings, "alb", "new_connections_per_month");
    let (open, volume_of_open) = volume(&workings, "alb", "open_connections");
    assert!(volume_of_opened.unmoved.is_empty() && volume_of_open.unmoved.is_empty());
    assert!(!volume_of_open.moves.is_empty(), "it decides as soon as it is the highest");
    let units = |stated: &[(usize, u64)]| typical(&workings, "Load balancer capacity units", stated);
    // 25 new connections a second are 90,000 an hour; 3,000 open ones for 730 hours.
    assert_eq!(units(&[(opened, 9_000_000_000), (open, 3_000)]), Decimal::from(100_000));
    assert_eq!(units(&[(opened, 0), (open, 3_000_000)]), Decimal::from(730_000));
}

#[test]
fn a_product_of_two_volumes_follows_both() {
    let workings = session().workings("prod").unwrap();
    let (messages, _) = volume(&workings, "orders", "messages_per_month");
    let (size, volume_of_size) = volume(&workings, "orders", "kib_per_message");
    assert!(volume_of_size.unmoved.is_empty());
    let requests = |kib: u64| typical(&workings, "Requests (fifo)", &[(messages, 1000), (size, kib)]);
    // Sent and received in pieces of 64 KiB begun, and deleted.
    assert_eq!([1, 64, 65, 256].map(requests), [3000, 3000, 5000, 9000].map(Decimal::from));
}

/// What stays although a volume of an element or connection moves it, in all templates.
#[test]
fn most_lines_follow_and_what_does_not_is_named() {
    let mut staying = std::collections::BTreeSet::new();
    for template in TEMPLATES {
        let document = groundplan_engine::load(template.document.as_bytes(), &Services).unwrap();
        let environments: Vec<Id> = document.environments.keys().cloned().collect();
        let mut session = Session::new(document, Book::embedded(), "2026-11-29");
        for id in environments {
            let workings = session.workings(id.as_str()).unwrap();
            for volume in workings.volumes.iter().filter(|volume| volume.assumed.node.is_some()) {
                // Without the place: `HTTPS requests (Japan)` by `gib_japan`.
                let by = volume.assumed.name.split('_').next().unwrap();
                let lines = volume.unmoved.iter().map(|at| &workings.lines[*at].line.item);
                staying.extend(lines.map(|item| format!("{} by {by}", item.split(" (").next().unwrap())));
            }
        }
    }
    let staying: Vec<String> = staying.into_iter().collect();
    // They are spread like the data: each place has its part of the whole.
    assert_eq!(staying, ["Data to origins by gib", "HTTPS requests by gib"]);
    // Machines follow the load hour by hour, which is no straight line.
    let workings = session().workings("prod").unwrap();
    let busiest =
        workings.volumes.iter().find(|volume| volume.assumed.name == "requests_per_second").unwrap();
    assert!(busiest.unmoved.iter().any(|at| workings.lines[*at].line.service == "Amazon EC2"));
}
