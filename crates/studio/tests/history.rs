//! What a project file remembers: every revision, by number and by name.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use std::fs;

use engine::{Document, canonical};
use fixture::{Folder, design, edit, number, site, step};
use groundplan_studio::{Failure, Live, Operation, clock::Moment, person, project_file::VERSION};
use serde_json::json;

#[test]
fn the_log_is_read_page_by_page() {
    let folder = Folder::new();
    let mut live = Live::create(&folder.file("site.groundplan"), design()).unwrap();
    for to in 1..=5 {
        step(&mut live, to);
    }
    let newest = live.operations(None, 2).unwrap();
    assert_eq!(newest.iter().map(|line| line.revision).collect::<Vec<_>>(), [5, 4]);
    assert_eq!((newest[0].hash.as_str(), newest[0].author.as_str()), (live.hash(), person::user().as_str()));
    assert_eq!(newest[0].label, "set-name");
    let rest = live.operations(Some(4), 100).unwrap();
    assert_eq!(rest.iter().map(|line| line.revision).collect::<Vec<_>>(), [3, 2, 1, 0]);
    assert_eq!(rest[3].label, "Created");
}

#[test]
fn every_revision_can_be_seen_across_snapshots() {
    let folder = Folder::new();
    let mut live = Live::create(&folder.file("site.groundplan"), design()).unwrap();
    // Past the point where old snapshots are dropped.
    while live.revision() < 1350 {
        let mut document = live.document().clone();
        let mut operations = Vec::new();
        for to in live.revision() + 1..=live.revision() + 45 {
            let operation = number(&document, to);
            operation.delta.apply(&mut document).unwrap();
            operations.push(operation);
        }
        live.commit(live.revision(), &operations).unwrap();
    }
    assert_eq!(live.document_at(0).unwrap(), design());
    for revision in [1, 99, 100, 101, 135, 999, 1000, 1080, 1349, 1350] {
        assert_eq!(site(&live.document_at(revision).unwrap()), format!("Site {revision}"));
    }
    let refused = live.document_at(1351).unwrap_err();
    assert!(matches!(&refused, Failure::Input(message) if message.contains("newest is 1350")), "{refused}");
    let file = live.project_file().unwrap();
    assert_eq!(file.verify().unwrap().revision, 1350);
    assert!(file.verify().unwrap().problems.is_empty());
}

/// Edits of many sorts, with removals and environments.
fn varied(live: &mut Live) {
    for command in [
        json!({ "do": "set-name", "id": "site", "name": "Pages" }),
        json!({ "do": "set-property", "id": "site", "environment": "dev", "path": ["versioning"], "value": false }),
        json!({ "do": "remove-node", "id": "logs" }),
        json!({ "do": "rename", "id": "site", "to": "pages" }),
        json!({ "do": "set-present", "id": "firewall", "environment": "dev", "present": false }),
    ] {
        let operation = edit(live.document(), command);
        live.commit(live.revision(), &[operation]).unwrap();
    }
}

#[test]
fn an_earlier_revision_comes_back_as_an_edit_of_its_own() {
    let folder = Folder::new();
    let mut live = Live::create(&folder.file("site.groundplan"), design()).unwrap();
    varied(&mut live);
    let seen: Vec<Document> = (0..=5).map(|revision| live.document_at(revision).unwrap()).collect();
    for revision in [2, 0, 4] {
        let delta = live.way_back(revision).unwrap();
        let before = live.revision();
        live.commit(before, &[Operation { label: "Restored".to_owned(), delta }]).unwrap();
        assert_eq!(live.revision(), before + 1);
        assert_eq!(live.document(), &seen[revision as usize]);
    }
    assert_eq!(live.document_at(5).unwrap(), seen[5], "history is not rewritten");
    assert!(live.way_back(4).unwrap().is_empty());
    assert!(live.project_file().unwrap().verify().unwrap().problems.is_empty());
}

#[test]
fn a_name_stays_with_its_revision() {
    let folder = Folder::new();
    let mut live = Live::create(&folder.file("site.groundplan"), design()).unwrap();
    step(&mut live, 1);
    live.name_version(0, "first").unwrap();
    live.name_version(1, " before review ").unwrap();
    let versions = live.versions().unwrap();
    let names: Vec<(&str, u32)> = versions.iter().map(|one| (one.name.as_str(), one.revision)).collect();
    assert_eq!(names, [("first", 0), ("before review", 1)]);
    assert_eq!(versions[0].hash, canonical::hash(&design()));
    for (revision, name, says) in [
        (1, "first", "revision 0 is called “first” already"),
        (9, "ninth", "no revision 9"),
        (1, "12", "numbers are revisions"),
        (1, " ", "cannot name a version"),
        (1, "a\nb", "cannot name a version"),
    ] {
        let refused = live.name_version(revision, name).unwrap_err();
        assert!(matches!(&refused, Failure::Input(message) if message.contains(says)), "{refused}");
    }
    let file = live.project_file().unwrap();
    assert_eq!(file.revision_called("before review").unwrap(), 1);
    assert_eq!(file.revision_called("1").unwrap(), 1);
    for (word, says) in
        [("last", "it has first, before review"), ("7", "no revision 7"), ("-1", "no version")]
    {
        let refused = file.revision_called(word).unwrap_err();
        assert!(refused.to_string().contains(says), "{refused}");
    }
}

#[test]
fn a_copy_under_another_name_has_the_history_and_its_own_writer() {
    let folder = Folder::new();
    let (one, two) = (folder.file("one.groundplan"), folder.file("two.groundplan"));
    let mut live = Live::create(&one, design()).unwrap();
    step(&mut live, 1);
    live.name_version(1, "first").unwrap();
    live.save_as(&two).unwrap();
    assert_eq!((live.path(), live.revision(), live.read_only()), (two.as_path(), 1, None));
    step(&mut live, 2);
    assert_eq!(live.versions().unwrap().len(), 1);
    let original = Live::open(&one).unwrap();
    assert_eq!((original.revision(), original.read_only()), (1, None), "it is free again");

    let refused = live.save_as(&one).unwrap_err();
    assert!(matches!(&refused, Failure::World(message) if message.contains("has it open")), "{refused}");
    original.close();
    live.save_as(&one).unwrap();
    assert_eq!(Live::open(&one).unwrap().revision(), 2);
    assert_eq!(folder.names().into_iter().filter(|name| name.contains("part")).count(), 0);
}

#[test]
fn a_log_that_was_left_behind_does_not_get_into_a_new_file() {
    let folder = Folder::new();
    let path = folder.file("site.groundplan");
    let mut live = Live::create(&path, design()).unwrap();
    step(&mut live, 1);
    fs::copy(folder.file("site.groundplan-wal"), folder.file("new.groundplan-wal")).unwrap();
    let refused = Live::create(&folder.file("new.groundplan"), design()).unwrap_err();
    assert!(
        matches!(&refused, Failure::World(message) if message.contains("new.groundplan-wal")),
        "{refused}"
    );
    assert!(!folder.file("new.groundplan").exists());

    // One that belongs to a whole file, as a crash leaves them, is taken in before the file is replaced.
    let crashed = folder.file("crashed.groundplan");
    fs::copy(&path, &crashed).unwrap();
    fs::rename(folder.file("new.groundplan-wal"), folder.file("crashed.groundplan-wal")).unwrap();
    change_holder(&crashed);
    let replaced = Live::create(&crashed, design()).unwrap();
    assert_eq!(replaced.revision(), 0);
    assert!(replaced.project_file().unwrap().verify().unwrap().problems.is_empty());
}

/// As if the program that wrote it had died.
fn change_holder(path: &std::path::Path) {
    let rows = rusqlite::Connection::open(path).unwrap();
    rows.execute("UPDATE lease SET heartbeat = 0", []).unwrap();
}

#[test]
fn files_of_every_version_open_with_all_they_hold() {
    let folder = Folder::new();
    for version in 1..=VERSION {
        let fixture = format!("{}/tests/project_files/{version}.sql", env!("CARGO_MANIFEST_DIR"));
        let path = folder.file(&format!("{version}.groundplan"));
        let rows = rusqlite::Connection::open(&path).unwrap();
        rows.execute_batch(&fs::read_to_string(&fixture).expect(&fixture)).unwrap();
        rows.close().unwrap();

        let mut live = Live::open(&path).unwrap();
        assert_eq!((live.revision(), site(live.document()), live.read_only()), (2, "Site 2", None));
        let file = live.project_file().unwrap();
        let time = Moment::from_millis(1_795_000_000_000);
        let lines = file.operations(None, 10).unwrap();
        assert!(lines.iter().all(|line| line.author == "ana" && line.time == time));
        assert_eq!(file.versions().unwrap()[0].name, "first");
        assert_eq!(file.events(file.deployments(Some("prod")).unwrap()[0].id, 0).unwrap().len(), 2);
        assert_eq!(file.reviews().unwrap()[0].revision, 1);
        assert_eq!(file.approvals(Some("prod")).unwrap()[0].reviewer, "ana");
        assert_eq!(file.comments().unwrap().len(), 1);
        assert!(file.verify().unwrap().problems.is_empty());
        step(&mut live, 3);
    }
}
