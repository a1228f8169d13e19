//! A writer that is killed at any moment loses nothing that was acknowledged.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use std::{
    env,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use fixture::{Folder, design, site, step};
use groundplan_studio::{Live, ProjectFile};

/// Tells the writer's test to write for ever, and where.
const FILE: &str = "GROUNDPLAN_CRASH_FILE";

/// Starts each line by which the writer says what is acknowledged.
const MARK: &str = "acknowledged ";

/// The writer: started by the other test it goes on until it is killed, by itself it stops after a few edits.
#[test]
fn a_writer_says_what_is_acknowledged() {
    let folder = Folder::new();
    let (path, last) = match env::var_os(FILE) {
        Some(path) => (PathBuf::from(path), u32::MAX),
        None => (folder.file("site.groundplan"), 7),
    };
    let mut live = match path.exists() {
        true => Live::open(&path).unwrap(),
        false => Live::create(&path, design()).unwrap(),
    };
    assert_eq!(live.read_only(), None, "what a killed writer held is free");
    while live.revision() < last {
        let next = live.revision() + 1;
        step(&mut live, next);
        println!("{MARK}{next}");
    }
    live.close();
    assert_eq!(Live::open(&path).unwrap().revision(), last);
}

/// Kills a writer after it acknowledged some edits, or while it starts, and gives what it said last.
fn killed(path: &Path, edits: usize, moment: Duration) -> Option<u32> {
    let mut writer = Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_writer_says_what_is_acknowledged", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines().map(Result::unwrap);
    // The first words of a line may be those of the test runner.
    let said = |line: String| line.split_once(MARK).map(|(_, number)| number.parse::<u32>().unwrap());
    let mut last = lines.by_ref().filter_map(said).take(edits).last();
    std::thread::sleep(moment);
    writer.kill().unwrap();
    // What it said before it died still stands in the pipe; a line that was cut off was not said.
    for line in lines {
        if let Some((_, number)) = line.split_once(MARK) {
            last = last.max(number.parse().ok());
        }
    }
    writer.wait().unwrap();
    last
}

/// Numbers that look random and are the same each time (a linear congruential generator).
fn numbers() -> impl FnMut(u64) -> u64 {
    let mut state = 20_261_123_u64;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

#[test]
fn fifty_kills_lose_no_acknowledged_edit() {
    let folder = Folder::new();
    let mut number = numbers();
    for file in 0..5 {
        let path = folder.file(&format!("{file}.groundplan"));
        let mut known = 0;
        for kill in 0..10 {
            // Every fifth dies while it starts: the first of them while the file is made.
            let (edits, micros) = match kill % 5 {
                0 => (0, number(30_000)),
                _ => (1 + number(6) as usize, number(3_000)),
            };
            let said = killed(&path, edits, Duration::from_micros(micros));
            if !path.exists() {
                assert_eq!((said, known), (None, 0), "made whole or not at all");
                continue;
            }
            let live = Live::open(&path).unwrap();
            let revision = live.revision();
            assert!(
                revision >= said.unwrap_or(known),
                "kill {kill}: {said:?} was acknowledged, {revision} is there"
            );
            assert!(revision >= known, "kill {kill}: {known} was there, {revision} is");
            if revision > 0 {
                assert_eq!(site(live.document()), format!("Site {revision}"));
            }
            assert_eq!(live.read_only(), None);
            live.close();
            let found = ProjectFile::open_to_read(&path).unwrap().verify().unwrap();
            assert!(found.problems.is_empty() && found.revision == revision, "{found:?}");
            known = revision;
        }
        assert!(known >= 8, "the writers wrote: {known}");
    }
    let left = folder.names().into_iter().filter(|name| !name.ends_with(".groundplan")).collect::<Vec<_>>();
    assert!(left.iter().all(|name| name.ends_with(".part") || name.ends_with(".part-journal")), "{left:?}");
}
