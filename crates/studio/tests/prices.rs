//! The desk of a window's prices, against a price list on this machine.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../refresh/tests/server/mod.rs"]
mod server;

use std::{env, process::Command, time::Duration};

use groundplan_studio::{
    deploy::Access,
    places::Places,
    prices::{Desk, ENDPOINT_REGIONS, Order, Patience, Shelf, Stage, Watch},
};
use server::{Fault, Server, balancers};

/// Tells the test that the credentials of its environment are its own.
const ALONE: &str = "GROUNDPLAN_PRICES_ALONE";

/// Runs a test of this file again in a process of its own, with credentials that are nobody's; whether this is it.
fn alone(test: &str) -> bool {
    if env::var_os(ALONE).is_some() {
        return true;
    }
    let mut again = Command::new(env::current_exe().unwrap());
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("AWS_")) {
        again.env_remove(name);
    }
    let home = tempfile::tempdir().unwrap();
    let done = again
        .args(["--exact", test, "--nocapture"])
        .envs([("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), (ALONE, "1")])
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", home.path().join("config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", home.path().join("credentials"))
        .status();
    assert!(done.unwrap().success());
    false
}

/// All that is asked of São Paulo.
fn order(server: &Server) -> Order {
    Order {
        access: Access { profile: None, endpoint: Some(server.endpoint.clone()) },
        endpoint_region: ENDPOINT_REGIONS[0].to_owned(),
        places: vec!["sa-east-1".to_owned()],
        prefix: String::new(),
        patience: Patience::default(),
    }
}

/// What there is to see once it is as it should be.
async fn see(desk: &Desk, holds: impl Fn(&Watch) -> bool) -> Watch {
    let mut watch = desk.now();
    while !holds(&watch) {
        watch = desk.after(watch.revision, Duration::from_secs(60)).await;
    }
    watch
}

fn asking(watch: &Watch) -> bool {
    matches!(watch.stage, Stage::Asking)
}

#[tokio::test]
async fn a_refresh_is_stopped_goes_on_and_its_book_is_taken() {
    if !alone("a_refresh_is_stopped_goes_on_and_its_book_is_taken") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let shelf = Shelf::of(&Places::below(home.path()));
    let desk = Desk::new(Ok(shelf));
    // the third answer never comes
    let server = Server::start(&[("AWSELB", balancers())], 100, &[(2, Fault::Held)]);
    desk.begin(order(&server)).unwrap();
    let busy = desk.begin(order(&server)).unwrap_err().to_string();
    assert!(busy.contains("wait until it is through"), "{busy}");
    see(&desk, |watch| watch.answered == 2).await;
    // it is seen before it is sent
    while server.asked().len() < 3 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    desk.stop();
    let stopped = see(&desk, |watch| !asking(watch)).await;
    assert!(matches!(stopped.stage, Stage::Stopped), "{stopped:?}");
    assert_eq!(stopped.answered, 2);
    assert_eq!(desk.books().unwrap().len(), 1, "half a refresh makes no book");

    desk.begin(order(&server)).unwrap();
    let through = see(&desk, |watch| !asking(watch)).await;
    assert_eq!(through.resumed, 2, "what was answered is not asked again");
    let Stage::Through(outcome) = through.stage else { panic!("{:?}", through.stage) };
    assert_eq!(outcome.base, "embedded");
    let changed = &outcome.changes.changed[0];
    assert_eq!(changed.key.to_string(), "alb/hour in sa-east-1");
    assert_eq!(changed.how().as_deref(), Some("+17.6 %"));

    assert_eq!(desk.held().id, "embedded", "a refresh changes nothing that is computed");
    let held = desk.choose(&outcome.id).unwrap();
    let hour = held.book().fact("sa-east-1", "alb/hour").unwrap().unit_price();
    assert_eq!(hour, changed.after);
    // the next one starts from there
    desk.begin(order(&server)).unwrap();
    let again = see(&desk, |watch| !asking(watch)).await;
    let Stage::Through(again) = again.stage else { panic!("{:?}", again.stage) };
    assert_eq!((again.base.as_str(), again.changes.changed.len()), (outcome.id.as_str(), 0));
}
