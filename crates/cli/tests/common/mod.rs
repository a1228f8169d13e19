//! What tests of the command line share.
#![allow(dead_code)] // each test takes what it needs

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

pub fn groundplan(arguments: &[&str]) -> Output {
    command(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("home")).args(arguments).output().unwrap()
}

/// The program with what it keeps in a folder of the test's, and nothing of the person who runs the tests.
pub fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
    for (name, _) in std::env::vars() {
        if name.starts_with("AWS_") {
            command.env_remove(name);
        }
    }
    command.env("GROUNDPLAN_HOME", home);
    command
}

/// As of a day on which nothing of the reference topology has passed.
pub fn dated(arguments: &[&str]) -> Output {
    groundplan(&[&["--date", "2026-11-23"], arguments].concat())
}

/// An empty folder of a test's own.
pub fn folder(of: &str, name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(of).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The reference topology as a file in a folder of a test's own.
pub fn reference(of: &str, name: &str, file: &str) -> PathBuf {
    let path = folder(of, name).join(file);
    let made = groundplan(&["new", "--template", "reference", "-o", text(&path)]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    path
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A program that runs this shell script.
#[cfg(unix)]
pub fn script(path: PathBuf, script: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;

    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// A PDF that was written to `out`, or what is said where the machine has no font for it.
#[track_caller]
pub fn pdf_or_no_font(output: Output, out: &Path) {
    let message = String::from_utf8(output.stderr).unwrap();
    match output.status.code() {
        Some(0) => assert!(fs::read(out).unwrap().starts_with(b"%PDF-")),
        Some(3) => assert!(message.contains("no font is there") && !out.exists(), "{message}"),
        other => panic!("{other:?}: {message}"),
    }
}

/// That the input was refused, with these words.
#[track_caller]
pub fn refused(output: &Output, says: &str) {
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains(says), "{message}");
}
