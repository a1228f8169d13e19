//! Plain JSON designs: whole or not at all, and never over somebody else's edit.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use std::fs;

use engine::canonical;
use fixture::{Folder, design, number, site, step};
use groundplan_studio::{Failure, Live, ProjectFile};

#[test]
fn a_commit_rewrites_the_file_as_canonical_text() {
    let folder = Folder::new();
    let path = folder.file("site.json");
    let mut live = Live::create(&path, design()).unwrap();
    step(&mut live, 1);
    step(&mut live, 2);
    assert_eq!(live.revision(), 2);
    assert_eq!(fs::read_to_string(&path).unwrap(), canonical::print(live.document()));
    assert_eq!(live.hash(), canonical::hash(live.document()));
    assert_eq!(Live::open(&path).unwrap().document(), live.document());
    assert_eq!(folder.names(), ["site.json"]);
}

#[test]
fn an_edit_of_somebody_else_is_not_overwritten() {
    let folder = Folder::new();
    let path = folder.file("site.json");
    let mut live = Live::create(&path, design()).unwrap();
    let mut other = Live::open(&path).unwrap();
    step(&mut other, 7);
    let edit = number(live.document(), 1);
    let refused = live.commit(0, &[edit]).unwrap_err();
    assert!(matches!(&refused, Failure::Stale(message) if message.contains("changed on disk")), "{refused}");
    assert_eq!(live.revision(), 0);
    assert!(fs::read_to_string(&path).unwrap().contains("Site 7"));

    assert!(live.follow().unwrap());
    assert!(!live.follow().unwrap());
    assert_eq!((live.revision(), site(live.document())), (1, "Site 7"));
    step(&mut live, 8);
}

#[test]
fn a_file_that_went_away_is_not_written_anew() {
    let folder = Folder::new();
    let path = folder.file("site.json");
    let mut live = Live::create(&path, design()).unwrap();
    fs::remove_file(&path).unwrap();
    let edit = number(live.document(), 1);
    assert!(live.commit(0, &[edit]).is_err());
    assert!(!path.exists());
}

#[test]
fn a_broken_text_of_somebody_else_leaves_the_replica() {
    let folder = Folder::new();
    let path = folder.file("site.json");
    let mut live = Live::create(&path, design()).unwrap();
    fs::write(&path, "{ <<<<<<< ours").unwrap();
    assert!(matches!(live.follow(), Err(Failure::Input(_))));
    assert_eq!(live.document(), &design());
}

#[test]
fn a_plain_document_keeps_no_history() {
    let folder = Folder::new();
    let mut live = Live::create(&folder.file("site.json"), design()).unwrap();
    step(&mut live, 1);
    assert!(live.operations(None, 10).unwrap().is_empty() && live.versions().unwrap().is_empty());
    assert_eq!(live.document_at(1).unwrap(), *live.document());
    for refused in [live.document_at(0).map(drop), live.name_version(1, "x"), live.way_back(0).map(drop)] {
        assert!(
            matches!(&refused, Err(Failure::Input(message)) if message.contains(".groundplan")),
            "{refused:?}"
        );
    }
}

#[test]
fn saved_as_a_project_file_it_starts_a_history_and_back() {
    let folder = Folder::new();
    let mut live = Live::create(&folder.file("site.json"), design()).unwrap();
    step(&mut live, 1);
    let project = folder.file("site.groundplan");
    live.save_as(&project).unwrap();
    assert_eq!((live.path(), live.revision()), (project.as_path(), 0));
    step(&mut live, 2);
    assert_eq!(live.operations(None, 10).unwrap().len(), 2);

    let back = folder.file("back.json");
    live.save_as(&back).unwrap();
    assert_eq!(fs::read_to_string(&back).unwrap(), canonical::print(live.document()));
    assert!(fs::read_to_string(folder.file("site.json")).unwrap().contains("Site 1"), "left as it was");
    assert_eq!(ProjectFile::open(&project).unwrap().head().unwrap().revision, 1);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_outlive_a_commit() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    let (path, link) = (folder.file("site.json"), folder.file("link.json"));
    Live::create(&path, design()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&path, &link).unwrap();
    step(&mut Live::open(&link).unwrap(), 1);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&path).unwrap().contains("Site 1"));
}
