//! A project file: what is acknowledged is in it, one writes, the others follow.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use std::fs;

use engine::{Id, canonical};
use fixture::{Folder, design, number, site, step};
use groundplan_studio::{Failure, Live, ProjectFile, files};

#[test]
fn a_committed_edit_is_there_when_the_file_is_opened_again() {
    let folder = Folder::new();
    let path = folder.file("site.groundplan");
    let mut live = Live::create(&path, design()).unwrap();
    assert_eq!((live.revision(), live.read_only()), (0, None));
    step(&mut live, 1);
    let two = number(live.document(), 2);
    live.commit(1, &[two]).unwrap();
    let (hash, document) = (live.hash().to_owned(), live.document().clone());
    live.close();

    let live = Live::open(&path).unwrap();
    assert_eq!((live.revision(), live.hash(), site(live.document())), (2, hash.as_str(), "Site 2"));
    assert_eq!(live.document(), &document);
    assert_eq!(canonical::hash(&document), hash);
    live.close();
    assert_eq!(folder.names(), ["site.groundplan"], "one file to hand over");
}

#[test]
fn an_edit_from_another_state_is_refused_and_changes_nothing() {
    let folder = Folder::new();
    let path = folder.file("site.groundplan");
    let mut live = Live::create(&path, design()).unwrap();
    let one = number(live.document(), 1);
    live.commit(0, std::slice::from_ref(&one)).unwrap();
    let hash = live.hash().to_owned();
    assert!(matches!(live.commit(0, std::slice::from_ref(&one)), Err(Failure::Stale(_))));
    // The first fits, the second does not: neither is made.
    let two = number(live.document(), 2);
    assert!(matches!(live.commit(1, &[two, one]), Err(Failure::Stale(_))));
    assert_eq!((live.revision(), live.hash()), (1, hash.as_str()));
    assert_eq!(ProjectFile::open(&path).unwrap().head().unwrap().revision, 1);
}

#[test]
fn an_edit_that_would_break_the_design_is_refused() {
    let folder = Folder::new();
    let mut live = Live::create(&folder.file("site.groundplan"), design()).unwrap();
    let mut broken = number(live.document(), 1);
    let node = broken.delta.nodes.values_mut().next().unwrap().after.as_mut().unwrap();
    node.parent = Some(Id::new("nowhere").unwrap());
    let refused = live.commit(0, &[broken]).unwrap_err();
    assert!(matches!(&refused, Failure::Input(message) if message.contains("nowhere")), "{refused}");
    assert_eq!((live.revision(), live.document()), (0, &design()));
}

#[test]
fn one_writes_and_the_others_follow() {
    let folder = Folder::new();
    let path = folder.file("site.groundplan");
    let mut writer = Live::create(&path, design()).unwrap();
    let mut reader = Live::open(&path).unwrap();
    let reason = reader.read_only().unwrap();
    assert!(reason.contains(&format!("process {}", std::process::id())), "{reason}");
    let operation = number(reader.document(), 9);
    let refused = reader.commit(0, &[operation]).unwrap_err();
    assert!(matches!(&refused, Failure::World(message) if message.contains("has it open")), "{refused}");

    assert!(!reader.follow().unwrap());
    for to in 1..=3 {
        step(&mut writer, to);
    }
    assert!(reader.follow().unwrap());
    assert_eq!((reader.revision(), reader.hash()), (3, writer.hash()));
    assert_eq!(site(reader.document()), "Site 3");

    writer.close();
    let mut next = Live::open(&path).unwrap();
    assert_eq!(next.read_only(), None, "free at once");
    step(&mut next, 4);
}

#[test]
fn every_command_reads_a_project_file_by_its_content() {
    let folder = Folder::new();
    let path = folder.file("site.groundplan");
    Live::create(&path, design()).unwrap().close();
    let renamed = folder.file("site.json");
    fs::rename(&path, &renamed).unwrap();
    let (document, text) = files::read_document(&renamed).unwrap();
    assert_eq!(document, design());
    assert_eq!(text, canonical::print(&document));

    let plain = folder.file("plain.groundplan");
    fs::write(&plain, &text).unwrap();
    assert_eq!(files::read_document(&plain).unwrap().0, document);
    let mut live = Live::open(&plain).unwrap();
    step(&mut live, 1);
    assert!(fs::read_to_string(&plain).unwrap().contains("Site 1"), "stays the text it was");
}
