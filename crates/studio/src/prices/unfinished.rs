//! Answers of a refresh that is not through: a file for each query, so that a stopped program goes on.

use std::{
    fs,
    path::{Path, PathBuf},
};

use refresh::{Answer, Store};
use serde::{Deserialize, Serialize};

use crate::{Failure, clock::Moment, files};

/// An answer that is older is asked for again: a book is not made of prices of different weeks.
const LONGEST: i64 = 24 * 3_600_000;

/// The answers in a folder.
#[derive(Debug)]
pub struct Unfinished {
    folder: PathBuf,
    now: Moment,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    asked: Moment,
    answer: Answer,
}

impl Unfinished {
    /// # Errors
    /// The folder cannot be made.
    pub fn open(folder: &Path, now: Moment) -> Result<Unfinished, Failure> {
        files::folder(folder)?;
        Ok(Unfinished { folder: folder.to_owned(), now })
    }

    /// Forgets the answers: they are in a book.
    pub fn done(self) {
        // What stays is not read again once it is a day old.
        let _ = fs::remove_dir_all(&self.folder);
    }

    fn path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }
}

impl Store for Unfinished {
    fn find(&self, id: &str) -> Option<Answer> {
        // What cannot be read is asked for again.
        let Kept { asked, answer } = serde_json::from_slice(&fs::read(self.path(id)).ok()?).ok()?;
        let age = self.now.millis() - asked.millis();
        (0..LONGEST).contains(&age).then_some(answer)
    }

    fn keep(&mut self, id: &str, answer: &Answer) -> Result<(), String> {
        let kept = Kept { asked: self.now, answer: answer.clone() };
        let bytes = serde_json::to_vec(&kept).map_err(|error| error.to_string())?;
        files::write(&self.path(id), &bytes).map_err(|failure| failure.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_for_a_day() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("unfinished");
        let at =
            |hours: i64| Unfinished::open(&folder, Moment::from_millis((1000 + hours) * 3_600_000)).unwrap();
        let answer = Answer { items: 7, ..Answer::default() };
        at(0).keep("a", &answer).unwrap();
        assert_eq!(at(0).find("a"), Some(answer.clone()));
        assert_eq!(at(23).find("a"), Some(answer));
        assert_eq!((at(24).find("a"), at(-1).find("a"), at(0).find("b")), (None, None, None));
        fs::write(folder.join("a.json"), "{").unwrap();
        assert_eq!(at(0).find("a"), None, "what was cut short is asked for again");
        at(0).done();
        assert!(!folder.exists());
    }
}
