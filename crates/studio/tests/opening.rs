//! One design takes the place of another only once it is open itself.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use std::fs;

use fixture::{Folder, design, site, step};
use groundplan_studio::{Failure, Live};

#[test]
fn what_cannot_be_opened_leaves_the_open_design_with_its_right_to_edit() {
    let folder = Folder::new();
    let mut open = Some(Live::create(&folder.file("site.groundplan"), design()).unwrap());
    let damaged = folder.file("damaged.groundplan");
    fs::write(&damaged, "no design").unwrap();
    for path in [damaged, folder.file("missing.json")] {
        assert!(Live::open_instead(&mut open, &path).is_err());
        let live = open.as_mut().unwrap();
        assert_eq!((live.path(), live.read_only()), (folder.file("site.groundplan").as_path(), None));
    }
    step(open.as_mut().unwrap(), 1);
}

#[test]
fn what_cannot_be_written_leaves_the_open_design() {
    let folder = Folder::new();
    let mut open = Some(Live::create(&folder.file("site.groundplan"), design()).unwrap());
    let nowhere = folder.file("nowhere").join("new.groundplan");
    assert!(Live::create_instead(&mut open, &nowhere, design()).is_err());
    step(open.as_mut().unwrap(), 1);
}

#[test]
fn the_same_file_is_opened_again_to_edit() {
    let folder = Folder::new();
    let path = folder.file("site.groundplan");
    let mut open = Some(Live::create(&path, design()).unwrap());
    step(open.as_mut().unwrap(), 1);
    let live = Live::open_instead(&mut open, &path).unwrap();
    assert_eq!((live.revision(), live.read_only()), (1, None));
    step(live, 2);
    assert!(Live::open(&path).unwrap().read_only().is_some(), "the right to edit is held again");
}

#[test]
fn the_design_before_is_free_once_another_has_taken_its_place() {
    let folder = Folder::new();
    let (first, second) = (folder.file("first.groundplan"), folder.file("second.json"));
    let mut open = Some(Live::create(&first, design()).unwrap());
    Live::create_instead(&mut open, &second, design()).unwrap();
    assert_eq!(Live::open(&first).unwrap().read_only(), None);
}

#[test]
fn a_reader_edits_once_the_writer_is_done() {
    let folder = Folder::new();
    let path = folder.file("site.groundplan");
    let mut writer = Live::create(&path, design()).unwrap();
    let mut reader = Live::open(&path).unwrap();
    assert!(!reader.claim().unwrap());
    assert!(reader.read_only().unwrap().contains("has it open"));
    assert!(reader.held().unwrap().is_some());
    step(&mut writer, 1);
    writer.close();
    assert_eq!(reader.held().unwrap(), None);
    assert!(reader.claim().unwrap());
    assert_eq!(site(reader.document()), "Site 1", "with what the writer did last");
    step(&mut reader, 2);
}

#[test]
fn a_copy_of_a_project_that_another_wrote_is_what_is_open_here() {
    let folder = Folder::new();
    let path = folder.file("site.groundplan");
    let mut writer = Live::create(&path, design()).unwrap();
    let mut reader = Live::open(&path).unwrap();
    step(&mut writer, 1);
    reader.save_as(&folder.file("copy.groundplan")).unwrap();
    assert_eq!(reader.document(), &design());
}

#[test]
fn a_plain_document_that_another_program_changed_is_noticed_and_one_s_own_can_be_kept() {
    let folder = Folder::new();
    let path = folder.file("site.json");
    let mut mine = Live::create(&path, design()).unwrap();
    assert!(!mine.changed_elsewhere().unwrap());
    let mut theirs = Live::open(&path).unwrap();
    step(&mut theirs, 7);
    assert!(mine.changed_elsewhere().unwrap());
    let edit = fixture::number(mine.document(), 1);
    let refused = mine.commit(mine.revision(), std::slice::from_ref(&edit));
    assert!(matches!(refused, Err(Failure::Stale(_))), "never over somebody else's edit unasked");

    mine.keep_mine().unwrap();
    assert!(!mine.changed_elsewhere().unwrap());
    mine.commit(mine.revision(), &[edit]).unwrap();
    assert_eq!(site(Live::open(&path).unwrap().document()), "Site 1");
}
