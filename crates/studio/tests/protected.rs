//! Files and folders that cannot be written are read, and say why they are not written.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use std::{
    env, fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::Command,
};

use fixture::{Folder, design, number, step};
use groundplan_studio::{Failure, Live, files};

/// Tells the reader's test where to look.
const FOLDER: &str = "GROUNDPLAN_PROTECTED_FOLDER";

fn protect(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Makes the files: a folder that can be written with files that cannot, and the other way round.
fn made(folder: &Folder) -> PathBuf {
    let home = folder.file("");
    for name in ["file", "folder"] {
        let inner = folder.file(name);
        fs::create_dir(&inner).unwrap();
        for ending in ["json", "groundplan"] {
            let path = inner.join(format!("100% #1?.{ending}"));
            step(&mut Live::create(&path, design()).unwrap(), 1);
            protect(&path, if name == "file" { 0o444 } else { 0o666 });
        }
        protect(&inner, if name == "file" { 0o777 } else { 0o555 });
    }
    // As a crash leaves it: the last edit is only in the log.
    let crashed = folder.file("crashed");
    fs::create_dir(&crashed).unwrap();
    let mut live = Live::create(&folder.file("live.groundplan"), design()).unwrap();
    step(&mut live, 1);
    for ending in ["", "-wal"] {
        let from = folder.file(&format!("live.groundplan{ending}"));
        fs::copy(from, crashed.join(format!("x.groundplan{ending}"))).unwrap();
    }
    protect(&crashed, 0o555);
    protect(&home, 0o755);
    home
}

fn look(home: &Path) {
    for (name, reason) in [("file", "write-protected"), ("folder", "its folder cannot be written")] {
        for ending in ["json", "groundplan"] {
            let path = home.join(name).join(format!("100% #1?.{ending}"));
            let before = fs::read(&path).unwrap();
            let mut live = Live::open(&path).unwrap();
            assert!(live.read_only().unwrap().contains(reason), "{ending}: {:?}", live.read_only());
            let edit = number(live.document(), 2);
            let refused = live.commit(live.revision(), &[edit]).unwrap_err();
            assert!(matches!(&refused, Failure::World(message) if message.contains(reason)), "{refused}");
            assert_eq!(&files::read_document(&path).unwrap().0, live.document());
            if let Some(file) = live.project_file() {
                assert!(file.verify().unwrap().problems.is_empty());
                assert!(live.name_version(1, "first").unwrap_err().to_string().contains(reason));
            }
            live.close();
            assert!(fs::read(&path).unwrap() == before);
            let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(Result::unwrap).collect();
            assert_eq!(left.len(), 2, "nothing is left beside them: {left:?}");
        }
    }
    let refused = Live::open(&home.join("crashed/x.groundplan")).unwrap_err();
    assert!(matches!(&refused, Failure::World(message) if message.contains("x.groundplan-wal")), "{refused}");
    let refused = Live::create(&home.join("folder/new.groundplan"), design()).unwrap_err();
    assert!(matches!(&refused, Failure::World(_)), "{refused}");
}

#[test]
fn what_cannot_be_written_is_read_and_says_why() {
    if let Some(home) = env::var_os(FOLDER) {
        return look(Path::new(&home));
    }
    let folder = Folder::new();
    let home = made(&folder);
    // nobody may not enter the folder of root in which this program lies
    let program = folder.file("looker");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    protect(&program, 0o755);
    let mut looker = Command::new(&program);
    looker.args(["--exact", "what_cannot_be_written_is_read_and_says_why", "--nocapture"]).env(FOLDER, &home);
    // Root writes everywhere; nobody does not.
    if rustix::process::geteuid().is_root() {
        looker.uid(65_534).gid(65_534);
    }
    let looked = looker.output().unwrap();
    for name in ["folder", "crashed"] {
        protect(&folder.file(name), 0o755);
    }
    assert!(looked.status.success(), "{}", String::from_utf8_lossy(&looked.stderr));
}
