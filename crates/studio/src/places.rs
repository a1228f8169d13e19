//! Where things lie on this machine: the folder for designs, and the list of those opened lately.

use std::{
    env, fs,
    path::{Path, PathBuf, absolute},
};

use directories::{ProjectDirs, UserDirs};
use serde::{Deserialize, Serialize};

use crate::{Failure, clock::Moment, files, project_file::ENDING};

/// Replaces every other place when it is set.
const HOME: &str = "GROUNDPLAN_HOME";

/// Designs the list of recent ones holds.
const RECENT: usize = 20;

/// Characters of a file's name, far from the limit of any file system.
const NAME: usize = 48;

/// The folders of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    state: PathBuf,
    data: PathBuf,
    projects: PathBuf,
}

/// A design that was opened lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    pub path: String,
    /// The design's own name.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub opened: String,
}

impl Recent {
    /// Whether the file is still where it was.
    pub fn is_there(&self) -> bool {
        Path::new(&self.path).is_file()
    }
}

impl Places {
    /// Those of the operating system, or all in `GROUNDPLAN_HOME` if that is set.
    ///
    /// # Errors
    /// The person has no home directory.
    pub fn find() -> Result<Places, Failure> {
        if let Some(home) = env::var_os(HOME).filter(|home| !home.is_empty()) {
            return Ok(Places::below(Path::new(&home)));
        }
        let homeless = || {
            Failure::World(format!(
                "this account has no home directory; set {HOME} to a folder to keep things in"
            ))
        };
        let user = UserDirs::new().ok_or_else(homeless)?;
        let ours = ProjectDirs::from("", "", "groundplan").ok_or_else(homeless)?;
        Ok(Places {
            state: ours.state_dir().unwrap_or_else(|| ours.data_local_dir()).to_owned(),
            data: ours.data_local_dir().to_owned(),
            projects: user.document_dir().unwrap_or_else(|| user.home_dir()).join("Groundplan"),
        })
    }

    /// All in one folder.
    pub fn below(home: &Path) -> Places {
        Places { state: home.to_owned(), data: home.to_owned(), projects: home.join("Groundplan") }
    }

    /// Where records about plain documents and lists lie.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// Where lies what is of use on this machine beyond one design: price books.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Where new designs go.
    pub fn projects(&self) -> &Path {
        &self.projects
    }

    /// A file for a new design of this name that is not there yet, in a folder that is.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new_file(&self, name: &str) -> Result<PathBuf, Failure> {
        files::folder(&self.projects)?;
        let stem = stem(name);
        let candidates = (1_u64..).map(|number| match number {
            1 => format!("{stem}.{ENDING}"),
            _ => format!("{stem} {number}.{ENDING}"),
        });
        let mut free = candidates.map(|file| self.projects.join(file)).filter(|path| !path.exists());
        free.next().ok_or_else(|| Failure::World(format!("{}: is full", self.projects.display())))
    }

    /// Designs that were opened lately, the latest first, also those whose file is not there any more: a drive may come
    /// back. A list that is missing or unreadable is empty: it is only a convenience.
    pub fn recent(&self) -> Vec<Recent> {
        let bytes = fs::read(self.list()).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Notes that a design was opened.
    ///
    /// # Errors
    /// The list cannot be written.
    pub fn opened(&self, path: &Path, name: &str, now: Moment) -> Result<(), Failure> {
        let Some(path) = text(path) else { return Ok(()) };
        let mut all = self.recent();
        all.retain(|one| one.path != path);
        all.insert(0, Recent { path, name: name.to_owned(), opened: now.date() });
        all.truncate(RECENT);
        self.note(&all)
    }

    /// Takes a design off the list.
    ///
    /// # Errors
    /// The list cannot be written.
    pub fn forget(&self, path: &Path) -> Result<(), Failure> {
        let mut all = self.recent();
        all.retain(|one| Some(&one.path) != text(path).as_ref());
        self.note(&all)
    }

    fn list(&self) -> PathBuf {
        self.state.join("recent.json")
    }

    fn note(&self, all: &[Recent]) -> Result<(), Failure> {
        files::folder(&self.state)?;
        let list = self.list();
        let text = serde_json::to_string_pretty(all)
            .map_err(|error| Failure::World(format!("{}: {error}", list.display())))?;
        files::write(&list, format!("{text}\n").as_bytes())
    }
}

/// A whole path; `None` for one that is no text and could not be noted.
fn text(path: &Path) -> Option<String> {
    absolute(path).ok()?.into_os_string().into_string().ok()
}

/// A design's name as part of a file name on every operating system.
fn stem(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|letter| match letter {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect();
    let words: Vec<&str> = safe.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(NAME).collect();
    // Hidden files, and endings that Windows drops.
    let stem = short.trim_matches(['.', ' ']);
    match stem.is_empty() || reserved(stem) {
        true => format!("Design {stem}").trim_end().to_owned(),
        false => stem.to_owned(),
    }
}

/// Names of devices on Windows.
fn reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered =
        |name: &str| first.strip_prefix(name).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Moment {
        Moment::from_millis(day * 86_400_000)
    }

    fn places() -> (tempfile::TempDir, Places) {
        let home = tempfile::tempdir().unwrap();
        let places = Places::below(&home.path().join("new"));
        (home, places)
    }

    fn file(home: &tempfile::TempDir, name: &str) -> PathBuf {
        let path = home.path().join(name);
        fs::write(&path, "").unwrap();
        path
    }

    #[test]
    fn the_latest_stands_first_and_each_once() {
        let (home, places) = places();
        assert!(places.recent().is_empty());
        let (a, b) = (file(&home, "a"), file(&home, "b"));
        for (day, path) in [(0, &a), (1, &b), (2, &a)] {
            places.opened(path, "Name", at(day)).unwrap();
        }
        let recent = places.recent();
        assert_eq!(recent.iter().map(|one| Path::new(&one.path)).collect::<Vec<_>>(), [&a, &b]);
        assert_eq!(recent[0].opened, "1970-01-03");
        places.forget(&a).unwrap();
        assert_eq!(places.recent().len(), 1);
    }

    #[test]
    fn only_twenty_are_kept_and_missing_ones_are_told_apart() {
        let (home, places) = places();
        for number in 0..25 {
            places.opened(&file(&home, &number.to_string()), "Name", at(0)).unwrap();
        }
        assert_eq!(places.recent().len(), 20);
        let newest = home.path().join("24");
        fs::remove_file(&newest).unwrap();
        let there = |places: &Places| places.recent().iter().filter(|one| one.is_there()).count();
        assert_eq!((places.recent().len(), there(&places)), (20, 19));
        fs::write(&newest, "").unwrap();
        assert_eq!(there(&places), 20, "a drive that was away is back");
        fs::remove_file(&newest).unwrap();
        places.forget(&newest).unwrap();
        assert_eq!(places.recent().len(), 19, "what is gone can be taken off");
    }

    #[test]
    fn a_broken_list_is_begun_anew() {
        let (home, places) = places();
        files::folder(&places.state).unwrap();
        fs::write(places.list(), "[{").unwrap();
        assert!(places.recent().is_empty());
        places.opened(&file(&home, "a"), "Name", at(0)).unwrap();
        assert_eq!(places.recent().len(), 1);
    }

    #[test]
    fn new_files_are_named_after_the_design_and_never_taken() {
        let (_home, places) = places();
        for expected in
            ["Legal platform.groundplan", "Legal platform 2.groundplan", "Legal platform 3.groundplan"]
        {
            let path = places.new_file("Legal platform").unwrap();
            assert_eq!(path, places.projects().join(expected));
            fs::write(path, "").unwrap();
        }
    }

    #[test]
    fn names_suit_every_file_system() {
        for (name, expected) in [
            ("Año: zonas / redes", "Año zonas redes"),
            ("../../etc/passwd", "etc passwd"),
            ("", "Design"),
            (" . ", "Design"),
            ("con", "Design con"),
            ("COM1.x", "Design COM1.x"),
            ("Console", "Console"),
            ("a\nb\0c", "a b c"),
        ] {
            assert_eq!(stem(name), expected, "{name:?}");
        }
        assert_eq!(stem(&"ü".repeat(500)).chars().count(), NAME);
    }
}
