//! Files that are not what they should be: refused with a message one can act on, left as they are, and saved as far
//! as they hold anything sound.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use std::{
    fs::{self, OpenOptions},
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use engine::{Document, canonical};
use fixture::{Folder, design as small, number, reference as design, step};
use groundplan_studio::{Failure, Live, ProjectFile, files, project_file::salvage};
use proptest::prelude::*;
use rusqlite::Connection;

/// A project file with a history, closed.
fn made(folder: &Folder, revisions: u32) -> PathBuf {
    written(folder, design(), revisions)
}

fn written(folder: &Folder, design: Document, revisions: u32) -> PathBuf {
    let path = folder.file("site.groundplan");
    let mut live = Live::create(&path, design).unwrap();
    while live.revision() < revisions {
        let mut document = live.document().clone();
        let mut operations = Vec::new();
        for to in live.revision() + 1..=revisions.min(live.revision() + 30) {
            let operation = number(&document, to);
            operation.delta.apply(&mut document).unwrap();
            operations.push(operation);
        }
        live.commit(live.revision(), &operations).unwrap();
    }
    path
}

/// What `made` has at a revision.
fn at(revision: u32) -> Document {
    of(design(), revision)
}

fn of(mut document: Document, revision: u32) -> Document {
    if revision > 0 {
        number(&document, revision).delta.apply(&mut document).unwrap();
    }
    document
}

fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

fn overwrite(path: &Path, from: u64, bytes: &[u8]) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(bytes).unwrap();
}

/// Refused by every way in, as bad input, and left byte by byte.
#[track_caller]
fn refused(path: &Path, says: &str) {
    let before = fs::read(path).unwrap();
    let ways = [
        Live::open(path).map(drop),
        files::read_document(path).map(drop),
        ProjectFile::open(path).and_then(|file| file.document()).map(drop),
    ];
    for way in ways {
        match way {
            Err(Failure::Input(message)) => {
                assert!(message.contains(path.to_str().unwrap()) && message.contains(says), "{message}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(fs::read(path).unwrap() == before, "{} was changed", path.display());
}

#[test]
fn a_newer_file_is_refused_unharmed() {
    let folder = Folder::new();
    let path = made(&folder, 3);
    change(&path, "PRAGMA user_version = 99; ALTER TABLE operations ADD COLUMN colour TEXT;");
    refused(&path, "newer Groundplan (file version 99");
    assert_eq!(folder.names(), ["site.groundplan"]);
}

#[test]
fn a_database_of_another_program_is_not_a_design() {
    let folder = Folder::new();
    let path = folder.file("other.db");
    change(&path, "CREATE TABLE songs (title TEXT)");
    refused(&path, "another program");
}

#[test]
fn an_empty_file_and_one_of_something_else_are_not_designs() {
    let folder = Folder::new();
    for (name, bytes, says) in [
        ("empty.groundplan", &b""[..], "is empty"),
        ("picture.groundplan", &b"\x89PNG\r\n\x1a\n0000000000000000"[..], "no Groundplan project file"),
        ("short.groundplan", &b"SQLite format 3\0"[..], "no Groundplan project file"),
    ] {
        let path = folder.file(name);
        fs::write(&path, bytes).unwrap();
        refused(&path, says);
    }
}

#[test]
fn a_directory_or_a_missing_file_is_said_to_be_one() {
    let folder = Folder::new();
    let path = folder.file("dir.groundplan");
    fs::create_dir(&path).unwrap();
    for (path, says) in [(path, "is a directory"), (folder.file("no.groundplan"), "no such file")] {
        for way in [Live::open(&path).map(drop), files::read_document(&path).map(drop)] {
            assert!(matches!(&way, Err(Failure::Input(message)) if message.contains(says)), "{way:?}");
        }
    }
    assert_eq!(folder.names(), ["dir.groundplan"]);
}

#[test]
fn a_file_that_was_cut_off_is_refused_and_its_older_part_saved() {
    let folder = Folder::new();
    let path = made(&folder, 230);
    let whole = fs::read(&path).unwrap();
    let mut newest = Vec::new();
    for tenth in (1..10).rev() {
        fs::write(&path, &whole[..whole.len() * tenth / 10]).unwrap();
        refused(&path, "is damaged");
        match salvage(&path) {
            Ok(saved) => {
                assert_eq!(saved.document, at(saved.revision), "{tenth} tenths");
                newest.push(saved.revision);
            }
            Err(failure) => assert!(failure.to_string().contains("no sound design any more"), "{failure}"),
        }
    }
    assert!(newest.len() >= 5 && newest[0] > 200 && newest.is_sorted_by(|a, b| a > b), "{newest:?}");
}

#[test]
fn a_lost_beginning_is_replaced() {
    let folder = Folder::new();
    let path = made(&folder, 120);
    for lost in [16, 100, 4096] {
        overwrite(&path, 0, &vec![0; lost]);
        refused(&path, "its beginning is damaged");
        let saved = salvage(&path).unwrap();
        assert_eq!((saved.revision, saved.newest, saved.proven), (120, 120, true), "{lost} bytes");
        assert_eq!(saved.document, at(120));
    }
}

#[test]
fn edits_that_are_only_in_the_log_beside_the_file_are_saved_too() {
    let folder = Folder::new();
    let path = made(&folder, 3);
    let mut live = Live::open(&path).unwrap();
    step(&mut live, 4);
    // As a power failure leaves it, with the beginning lost.
    let left = folder.file("left.groundplan");
    fs::copy(&path, &left).unwrap();
    fs::copy(folder.file("site.groundplan-wal"), folder.file("left.groundplan-wal")).unwrap();
    overwrite(&left, 0, &[0; 100]);
    assert_eq!(salvage(&left).unwrap().revision, 4);
}

#[test]
fn what_was_tampered_with_is_found() {
    let folder = Folder::new();
    let path = made(&folder, 120);
    let sound = fs::read(&path).unwrap();
    assert!(ProjectFile::open_to_read(&path).unwrap().verify().unwrap().problems.is_empty());
    for (sql, says) in [
        ("UPDATE operations SET delta = replace(delta, 'Site 50', 'Sight 50') WHERE revision = 50", "hash"),
        ("UPDATE operations SET hash = replace(hash, 'a', 'b') WHERE revision = 50", "revision 50"),
        ("UPDATE operations SET delta = '{' WHERE revision = 50", "revision 50"),
        ("DELETE FROM operations WHERE revision = 50", "revision 50 should stand before it"),
        ("DELETE FROM beginning", "the document it begins with is missing"),
        ("UPDATE snapshots SET document = replace(document, 'Site', 'Sight')", "snapshot"),
        (
            "PRAGMA foreign_keys = OFF; INSERT INTO versions VALUES ('v', 700, 0, 'ana')",
            "a row of versions refers to a row of operations",
        ),
        ("PRAGMA ignore_check_constraints = ON; INSERT INTO lease VALUES (2, '', '', '', 0, 0, 0)", "CHECK"),
    ] {
        fs::write(&path, &sound).unwrap();
        change(&path, sql);
        let found = ProjectFile::open_to_read(&path).unwrap().verify().unwrap();
        assert!(found.problems.iter().any(|problem| problem.contains(says)), "{sql}: {found:?}");
    }
}

#[test]
fn a_document_that_does_not_have_its_hash_is_not_opened() {
    let folder = Folder::new();
    let path = made(&folder, 5);
    change(&path, "UPDATE operations SET delta = replace(delta, 'Site 5', 'Sight 5') WHERE revision = 5");
    refused(&path, "is damaged");
    let saved = salvage(&path).unwrap();
    assert_eq!((saved.revision, saved.newest), (4, 5));
    assert_eq!(saved.document, at(4));
}

proptest! {
    /// Whatever happens to the bytes: no panic, and what comes out is a document that was there.
    #[test]
    fn damage_never_yields_a_wrong_document(
        places in prop::collection::vec((0.0..1.0f64, 1usize..3000, any::<u8>()), 1..4),
    ) {
        let folder = Folder::new();
        let path = folder.file("site.groundplan");
        fs::write(&path, pristine()).unwrap();
        let length = fs::metadata(&path).unwrap().len();
        for (place, size, byte) in places {
            let from = (place * length as f64) as u64;
            let size = size.min((length - from) as usize);
            overwrite(&path, from, &vec![byte; size]);
        }
        if let Ok((document, head)) = ProjectFile::open_to_read(&path).and_then(|file| file.document()) {
            prop_assert_eq!(canonical::hash(&document), head.hash);
            prop_assert!(document == of(small(), head.revision));
        }
        if let Ok(file) = ProjectFile::open_to_read(&path) {
            let _ = file.verify();
        }
        if let Ok(saved) = salvage(&path) && saved.proven {
            prop_assert!(saved.document == of(small(), saved.revision));
        }
    }
}

/// The bytes of a sound file, made once.
fn pristine() -> &'static [u8] {
    static BYTES: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = Folder::new();
        fs::read(written(&folder, small(), 130)).unwrap()
    })
}
