//! What is recorded about a design stays in its file.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use fixture::{Folder, design};
use groundplan_studio::{
    Failure, Live, ProjectFile,
    clock::Moment,
    person::Stamp,
    project_file::{Comment, NewApproval, NewDeployment, NewEvent, Verdict},
};
use serde_json::json;

fn stamp(seconds: i64) -> Stamp {
    Stamp { time: Moment::from_millis(1_790_000_000_000 + seconds * 1000), author: "ana".to_owned() }
}

/// A project file that somebody else has open for editing, and a second look at it.
fn open(folder: &Folder) -> (Live, ProjectFile) {
    let path = folder.file("site.groundplan");
    (Live::create(&path, design()).unwrap(), ProjectFile::open(&path).unwrap())
}

#[test]
fn a_deployment_is_written_step_by_step_and_can_be_gone_on_with() {
    let folder = Folder::new();
    let (live, file) = open(&folder);
    let new = NewDeployment {
        action: "deploy",
        environment: "prod",
        account: "333333333333",
        region: "us-east-1",
        revision: 0,
        hash: live.hash(),
        plan: &json!({ "stacks": ["network", "data"] }),
    };
    let id = file.start_deployment(&new, &json!({ "next": "network" }), &stamp(0)).unwrap();
    let refused = file.start_deployment(&new, &json!({}), &stamp(1)).unwrap_err();
    assert!(matches!(&refused, Failure::Refused(message) if message.contains("deploy of prod")), "{refused}");
    let other = NewDeployment { environment: "dev", ..new.clone() };
    file.start_deployment(&other, &json!({}), &stamp(2)).unwrap();

    for (second, kind) in [(3, "sent"), (4, "CREATE_IN_PROGRESS"), (5, "CREATE_COMPLETE")] {
        let data = json!({ "token": "t-1" });
        let event = NewEvent { time: stamp(second).time, stack: Some("network"), kind, data: &data };
        assert_eq!(file.add_event(id, &event).unwrap(), second as u32 - 2);
    }
    file.set_deployment_state(id, &json!({ "next": "data" })).unwrap();

    // As another program finds it.
    let again = ProjectFile::open(file.path()).unwrap();
    let running = &again.deployments(Some("prod")).unwrap()[0];
    assert_eq!((running.state.clone(), running.ended), (json!({ "next": "data" }), None));
    assert_eq!(running.plan, *new.plan);
    let kinds: Vec<String> = again.events(id, 1).unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["CREATE_IN_PROGRESS", "CREATE_COMPLETE"]);
    again.end_deployment(id, "complete", stamp(9).time).unwrap();

    let ended = &file.deployments(Some("prod")).unwrap()[0];
    assert_eq!((ended.ended, ended.outcome.as_deref()), (Some(stamp(9).time), Some("complete")));
    let late = file.set_deployment_state(id, &json!({})).unwrap_err();
    assert!(
        matches!(&late, Failure::Input(message) if message.contains("no running deployment 1")),
        "{late}"
    );
    file.start_deployment(&new, &json!({}), &stamp(10)).unwrap();
    let environments: Vec<String> =
        file.deployments(None).unwrap().into_iter().map(|one| one.environment).collect();
    assert_eq!(environments, ["prod", "dev", "prod"]);
}

#[test]
fn an_event_needs_its_deployment() {
    let folder = Folder::new();
    let (_live, file) = open(&folder);
    let event = NewEvent { time: stamp(0).time, stack: None, kind: "sent", data: &json!(null) };
    assert!(matches!(file.add_event(7, &event), Err(Failure::Input(_))));
}

#[test]
fn reviews_and_answers_are_kept_with_what_they_are_bound_to() {
    let folder = Folder::new();
    let (live, file) = open(&folder);
    let review = file.add_review(0, live.hash(), &json!({ "for": "security" }), &stamp(0)).unwrap();
    assert!(
        matches!(file.add_review(7, "", &json!(null), &stamp(0)), Err(Failure::Input(_))),
        "no revision 7"
    );
    for (second, verdict) in [(1, Verdict::RequestChanges), (2, Verdict::Approve)] {
        let details = json!({ "templates": { "network": "abc" } });
        let (hash, stamp) = (live.hash(), stamp(second));
        let review = Some(review);
        let new =
            NewApproval { review, hash, environment: "prod", verdict, stamp: &stamp, details: &details };
        file.add_approval(&new).unwrap();
    }
    let approvals = file.approvals(Some("prod")).unwrap();
    assert_eq!(approvals[0].verdict, Verdict::Approve);
    assert_eq!(approvals[1].verdict, Verdict::RequestChanges);
    assert_eq!(approvals[0].details["templates"]["network"], "abc");
    assert!(file.approvals(Some("dev")).unwrap().is_empty());
    assert_eq!(file.reviews().unwrap()[0].details, json!({ "for": "security" }));
}

#[test]
fn a_comment_that_comes_twice_stands_once() {
    let folder = Folder::new();
    let (live, file) = open(&folder);
    let first = Comment {
        id: "a1".to_owned(),
        hash: live.hash().to_owned(),
        element: Some("site".to_owned()),
        answers: None,
        time: stamp(0).time,
        author: "ana".to_owned(),
        text: "Versioned?".to_owned(),
        resolved: None,
    };
    let answer = Comment {
        id: "b1".to_owned(),
        element: None,
        answers: Some("a1".to_owned()),
        time: stamp(1).time,
        text: "Yes.".to_owned(),
        ..first.clone()
    };
    for comment in [&first, &answer, &first] {
        file.add_comment(comment).unwrap();
    }
    assert_eq!(file.comments().unwrap(), [first.clone(), answer.clone()]);
    file.resolve_comment("a1", Some(stamp(2).time)).unwrap();
    assert_eq!(file.comments().unwrap()[0].resolved, Some(stamp(2).time));
    let astray = Comment { id: "c1".to_owned(), answers: Some("zz".to_owned()), ..first };
    assert!(matches!(file.add_comment(&astray), Err(Failure::Input(_))));
    assert!(matches!(file.resolve_comment("zz", None), Err(Failure::Input(_))));
}
