//! What is offered: its totals, what stands in it, and how its quantities follow what they rest on.
#![allow(clippy::unwrap_used)]

use groundplan_engine::{
    Band, Book, Command, Decimal, Id, Language, Services, Session, TEMPLATES,
    design::{Settings, Workload, workload::Preset},
    proposal::{ProposalError, Volume},
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

#[test]
fn most_lines_follow_and_what_does_not_is_named() {
    let workings = session().workings("prod").unwrap();
    let of = |node: Option<&str>, name: &str| {
        let is = |volume: &&Volume| {
            volume.assumed.node.as_ref().map(Id::as_str) == node && volume.assumed.name == name
        };
        workings.volumes.iter().find(is).unwrap()
    };
    // A queue's requests are three for each message.
    let messages = of(Some("orders"), "messages_per_month");
    let line = &workings.lines[messages.moves[0]];
    assert!(line.form.terms.iter().any(|(_, factor)| *factor == Decimal::from(3)), "{:?}", line.form.terms);
    // Machines follow the load hour by hour, which is no straight line.
    let busiest = of(None, "requests_per_second");
    assert!(busiest.unmoved.iter().any(|at| workings.lines[*at].line.service == "Amazon EC2"));
}
