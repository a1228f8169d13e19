//! The desk of a window's deployments, as far as it works without AWS: what is refused before anything is asked.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, path::Path, time::Duration};

use engine::Services;
use groundplan_studio::{
    Failure, Live,
    deploy::{Access, Desk, Order, Site, Stage, Watch, Work},
};

/// A database in two zones of a network that has one.
const BLOCKED: &str = r#"{ "groundplan": 1, "id": "blocked", "name": "Blocked", "connections": {},
    "environments": { "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" } },
    "nodes": { "vpc": { "kind": "vpc", "properties": { "zones": 1 } },
        "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated" } },
        "db": { "kind": "rds_instance", "parent": "data", "properties": { "multi_az": true } } } }"#;

fn site(folder: &Path, environment: &str) -> Site {
    let document = engine::load(BLOCKED.as_bytes(), &Services).unwrap();
    let live = Live::create(&folder.join("blocked.groundplan"), document).unwrap();
    Site::of(&live, environment.to_owned(), Access::default(), Default::default())
}

/// What there is to see at the end.
async fn end(desk: &Desk) -> Watch {
    let mut watch = desk.now();
    while watch.stage.busy() {
        watch = desk.after(watch.revision, Duration::from_secs(60)).await;
    }
    watch
}

#[tokio::test]
async fn what_cannot_be_built_is_said_before_anybody_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::default();
    desk.begin(site(folder.path(), "dev"), Order::Plan(Work::Deploy)).unwrap();
    let watch = end(&desk).await;
    assert_eq!((watch.stage, watch.environment.as_deref()), (Stage::Failed, Some("dev")));
    assert!(watch.failure.unwrap().contains("cannot be built yet"));
    assert!(watch.plan.is_none());

    desk.begin(site(folder.path(), "prod"), Order::Look).unwrap();
    assert!(end(&desk).await.failure.unwrap().contains("prod"), "there is no such environment");
}

#[tokio::test]
async fn nothing_is_done_without_a_plan_of_this_very_design() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::default();
    let site = site(folder.path(), "dev");
    let refused = desk.begin(site.clone(), Order::Execute(BTreeSet::new()));
    assert!(matches!(refused, Err(Failure::Stale(ref why)) if why.contains("plan again")), "{refused:?}");
    assert_eq!(desk.now().stage, Stage::Idle, "what is seen is as it was");
    // also after a plan that failed
    desk.begin(site.clone(), Order::Plan(Work::Deploy)).unwrap();
    end(&desk).await;
    assert!(desk.begin(site, Order::Execute(BTreeSet::new())).is_err());
}

#[tokio::test]
async fn another_design_begins_with_nothing_to_see() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::default();
    desk.begin(site(folder.path(), "dev"), Order::Plan(Work::Deploy)).unwrap();
    let seen = end(&desk).await;
    desk.forget();
    let now = desk.after(seen.revision, Duration::from_secs(60)).await;
    assert_eq!((now.stage, now.environment, now.failure), (Stage::Idle, None, None));
    // a page that saw all of it is told so again after a while
    let again = desk.after(now.revision, Duration::ZERO).await;
    assert_eq!(again.revision, now.revision);
}
