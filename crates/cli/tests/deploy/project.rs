//! Deployments of a project file are in the project file.

use engine::Services;
use studio::{Live, ProjectFile};

use crate::{designs::small, stage::Stage};

#[test]
fn deployments_are_recorded_in_the_project() {
    let Some(stage) = Stage::new("recorded") else { return };
    let text = small("recorded").to_string();
    let document = engine::load(text.as_bytes(), &Services).unwrap();
    let path = stage.folder.join("recorded.groundplan");
    let revision = Live::create(&path, document).unwrap().revision();

    stage.json("deploy", &path, &["--yes"]);
    stage.json("destroy", &path, &["--yes", "--confirm", "files,jobs"]);
    let file = ProjectFile::open_to_read(&path).unwrap();
    let deployments = file.deployments(Some("dev")).unwrap();
    let shown: Vec<(&str, Option<&str>, u32)> =
        deployments.iter().map(|it| (it.action.as_str(), it.outcome.as_deref(), it.revision)).collect();
    assert_eq!(shown, [("destroy", Some("complete"), revision), ("deploy", Some("complete"), revision)]);
    let events = file.events(deployments[1].id, 0).unwrap();
    let about = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    assert_eq!((about("sending"), about("settled"), about("ended")), (2, 2, 1));
    assert!(events.iter().any(|event| event.data["node"] == "files"), "events name their elements");
    let status = stage.json("status", &path, &[]);
    assert_eq!(status["last"]["work"], "destroy");
    assert!(stage.journal().is_empty(), "nowhere else");
}
