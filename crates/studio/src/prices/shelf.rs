//! Where price books stand. Each is a file that is written whole or not at all and never changed; designs do not
//! know of them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use engine::Book;
use serde::{Deserialize, Serialize};

use crate::{Failure, files, places::Places};

/// The book that came with the program.
pub const EMBEDDED: &str = "embedded";

const ENDING: &str = "book";

/// The books of a person.
#[derive(Debug, Clone)]
pub struct Shelf {
    books: PathBuf,
    unfinished: PathBuf,
}

/// A book that can be computed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// What it is called, e.g. `2026-11-29-3f2a91bc`.
    pub id: String,
    pub in_use: bool,
    pub as_of: String,
    pub digest: String,
    pub prices: usize,
    /// Why it cannot be read, if it cannot.
    pub problem: Option<String>,
}

/// A book of the shelf in somebody's hand: it stays what it is, whatever becomes of its file.
#[derive(Debug)]
pub struct Held {
    pub id: String,
    /// Read from the file, with its bytes; nothing for the embedded one.
    read: Option<(Book, Vec<u8>)>,
}

impl Held {
    /// The book that came with the program.
    pub fn embedded() -> Held {
        Held { id: EMBEDDED.to_owned(), read: None }
    }

    pub fn book(&self) -> &Book {
        self.read.as_ref().map_or_else(|| Book::embedded(), |(book, _)| book)
    }

    /// Its bytes for another part of the program; `None` for the embedded one, which each has.
    pub fn base64(&self) -> Option<String> {
        self.read.as_ref().map(|(_, bytes)| STANDARD.encode(bytes))
    }
}

/// Which book is in use.
#[derive(Serialize, Deserialize)]
struct Choice {
    book: String,
}

/// A book by its id or file, or the one in use. Without a home directory there is the embedded one.
///
/// # Errors
/// There is none of that name, it cannot be read, or the one in use is gone.
pub fn book(named: Option<&str>) -> Result<Book, Failure> {
    match (Shelf::find(), named) {
        (Ok(shelf), Some(named)) => shelf.open(named),
        (Ok(shelf), None) => shelf.open(&shelf.present()?),
        (Err(_), None | Some(EMBEDDED)) => embedded(),
        (Err(failure), Some(_)) => Err(failure),
    }
}

fn embedded() -> Result<Book, Failure> {
    read(Book::embedded_bytes(), Path::new(EMBEDDED))
}

impl Shelf {
    /// # Errors
    /// The person has no home directory.
    pub fn find() -> Result<Shelf, Failure> {
        Ok(Shelf::of(&Places::find()?))
    }

    pub fn of(places: &Places) -> Shelf {
        Shelf { books: places.data().join("prices"), unfinished: places.state().join("prices-refresh") }
    }

    /// Where the books lie.
    pub fn folder(&self) -> &Path {
        &self.books
    }

    /// Where the answers of a refresh lie that is not through.
    pub(super) fn unfinished(&self) -> &Path {
        &self.unfinished
    }

    /// All books, the embedded one first, then the oldest, where this one is computed with.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn books(&self, used: &str) -> Result<Vec<Standing>, Failure> {
        let mut all = vec![EMBEDDED.to_owned()];
        all.extend(self.ids()?);
        Ok(all
            .into_iter()
            .map(|id| {
                let in_use = id == used;
                match self.open(&id) {
                    Ok(book) => Standing {
                        in_use,
                        as_of: book.as_of().to_owned(),
                        digest: book.digest().to_owned(),
                        prices: book.len(),
                        problem: None,
                        id,
                    },
                    Err(failure) => Standing {
                        id,
                        in_use,
                        as_of: String::new(),
                        digest: String::new(),
                        prices: 0,
                        problem: Some(failure.to_string()),
                    },
                }
            })
            .collect())
    }

    /// A book by its id, or from a file.
    ///
    /// # Errors
    /// There is none of that name, or what is there is no book.
    pub fn open(&self, named: &str) -> Result<Book, Failure> {
        if named == EMBEDDED {
            return embedded();
        }
        let path = self.file(named).unwrap_or_else(|| PathBuf::from(named));
        if !path.exists() {
            return Err(self.unknown(named));
        }
        read(&files::read_bytes(&path)?, &path)
    }

    /// The id of the book that is in use: the embedded one, unless another was chosen.
    ///
    /// # Errors
    /// The choice cannot be read.
    fn chosen(&self) -> Result<String, Failure> {
        let path = self.choice();
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(EMBEDDED.to_owned()),
            read => read.map_err(|error| Failure::disk(&path, "cannot be read", &error))?,
        };
        match serde_json::from_slice(&bytes) {
            Ok(Choice { book }) => Ok(book),
            Err(error) => Err(Failure::Input(format!("{}: {error}; {MEND}", path.display()))),
        }
    }

    /// The id of the book that is in use, where it is there.
    ///
    /// # Errors
    /// The choice cannot be read, or what was chosen is gone.
    pub fn present(&self) -> Result<String, Failure> {
        let chosen = self.chosen()?;
        if chosen == EMBEDDED || self.file(&chosen).is_some() {
            return Ok(chosen);
        }
        let books = self.books.display();
        Err(Failure::Input(format!("the price book {chosen} that is in use is not in {books}; {MEND}")))
    }

    /// The book that is in use.
    ///
    /// # Errors
    /// The one that was chosen is not there any more, or damaged: another is not taken silently.
    pub fn in_use(&self) -> Result<Held, Failure> {
        self.hold(&self.present()?)
    }

    /// A book by its id.
    ///
    /// # Errors
    /// There is none of that id, or what is there is no book.
    pub fn hold(&self, id: &str) -> Result<Held, Failure> {
        if id == EMBEDDED {
            return Ok(Held::embedded());
        }
        let path = self.file(id).ok_or_else(|| self.unknown(id))?;
        let bytes = files::read_bytes(&path)?;
        Ok(Held { id: id.to_owned(), read: Some((read(&bytes, &path)?, bytes)) })
    }

    /// Takes a book into use, from now on.
    ///
    /// # Errors
    /// There is none of that id, it cannot be read, or the disk refuses.
    pub fn choose(&self, id: &str) -> Result<Held, Failure> {
        let held = self.hold(id)?;
        files::folder(&self.books)?;
        let path = self.choice();
        let text = serde_json::to_string(&Choice { book: id.to_owned() })
            .map_err(|error| Failure::World(format!("{}: {error}", path.display())))?;
        files::write(&path, format!("{text}\n").as_bytes())?;
        Ok(held)
    }

    /// Puts a compiled book on the shelf, beside those that are there, and gives its id.
    ///
    /// # Errors
    /// The bytes are no book, or the disk refuses; then nothing has changed.
    pub fn keep(&self, bytes: &[u8]) -> Result<String, Failure> {
        let book = read(bytes, &self.books)?;
        let short: String = book.digest().chars().take(8).collect();
        let id = format!("{}-{short}", book.as_of());
        files::folder(&self.books)?;
        files::write(&self.books.join(format!("{id}.{ENDING}")), bytes)?;
        Ok(id)
    }

    /// Removes what programs left that were stopped while they wrote. Nobody else may be writing.
    pub(super) fn sweep(&self) {
        for path in self.entries().unwrap_or_default() {
            if path.extension().is_some_and(|ending| ending == "part") {
                // That it stays does no harm.
                let _ = fs::remove_file(path);
            }
        }
    }

    fn choice(&self) -> PathBuf {
        self.books.join("in-use.json")
    }

    /// The file of an id; none for what cannot be one.
    fn path(&self, id: &str) -> Option<PathBuf> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (!id.is_empty() && id.bytes().all(plain)).then(|| self.books.join(format!("{id}.{ENDING}")))
    }

    /// Where a book of that id lies, if there is one.
    fn file(&self, id: &str) -> Option<PathBuf> {
        self.path(id).filter(|path| path.is_file())
    }

    fn ids(&self) -> Result<Vec<String>, Failure> {
        let of_book = |path: PathBuf| {
            let name = path.file_stem()?.to_str()?.to_owned();
            (path.extension()? == ENDING && self.path(&name).is_some()).then_some(name)
        };
        let mut ids: Vec<String> = self.entries()?.into_iter().filter_map(of_book).collect();
        ids.sort();
        Ok(ids)
    }

    fn entries(&self) -> Result<Vec<PathBuf>, Failure> {
        let failed = |error: io::Error| Failure::disk(&self.books, "cannot be read", &error);
        match fs::read_dir(&self.books) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(failed(error)),
            Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path()).map_err(failed)).collect(),
        }
    }

    fn unknown(&self, named: &str) -> Failure {
        let mut known = vec![EMBEDDED.to_owned()];
        known.extend(self.ids().unwrap_or_default());
        Failure::Input(format!("“{named}” is no price book; there are {}", known.join(", ")))
    }
}

const MEND: &str = "`groundplan prices use` takes another, `groundplan prices books` lists them";

fn read(bytes: &[u8], path: &Path) -> Result<Book, Failure> {
    Book::from_bytes(bytes).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf() -> (tempfile::TempDir, Shelf) {
        let home = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(&Places::below(home.path()));
        (home, shelf)
    }

    fn ids(shelf: &Shelf) -> Vec<(String, bool)> {
        shelf
            .books(&shelf.present().unwrap())
            .unwrap()
            .into_iter()
            .map(|book| (book.id, book.in_use))
            .collect()
    }

    #[test]
    fn the_embedded_book_is_in_use_until_another_is_chosen() {
        let (_home, shelf) = shelf();
        assert_eq!(ids(&shelf), [("embedded".to_owned(), true)]);
        let id = shelf.keep(Book::embedded_bytes()).unwrap();
        assert!(id.starts_with(Book::embedded().as_of()), "{id}");
        assert_eq!(ids(&shelf), [("embedded".to_owned(), true), (id.clone(), false)]);
        shelf.choose(&id).unwrap();
        assert_eq!(ids(&shelf), [("embedded".to_owned(), false), (id.clone(), true)]);
        assert_eq!(shelf.in_use().unwrap().book().digest(), Book::embedded().digest());
        shelf.choose(EMBEDDED).unwrap();
        assert_eq!(ids(&shelf), [("embedded".to_owned(), true), (id, false)]);
    }

    #[test]
    fn a_book_that_is_gone_or_damaged_is_said_and_no_other_taken() {
        let (_home, shelf) = shelf();
        let id = shelf.keep(Book::embedded_bytes()).unwrap();
        shelf.choose(&id).unwrap();
        let path = shelf.folder().join(format!("{id}.book"));
        fs::write(&path, b"half a bo").unwrap();
        assert!(shelf.in_use().unwrap_err().to_string().contains(&id));
        let listed = shelf.books(&id).unwrap();
        assert!(listed[1].problem.is_some() && listed[1].in_use, "{listed:?}");
        fs::remove_file(&path).unwrap();
        let gone = shelf.in_use().unwrap_err().to_string();
        assert!(gone.contains("is not in") && gone.contains("groundplan prices use"), "{gone}");
        assert!(shelf.choose(EMBEDDED).is_ok());
    }

    #[test]
    fn a_program_stopped_between_writing_and_renaming_leaves_the_old_books_as_they_were() {
        let (_home, shelf) = shelf();
        let id = shelf.keep(Book::embedded_bytes()).unwrap();
        shelf.choose(&id).unwrap();
        // What `files::write` has on disk before it renames, and the name a later book would have had.
        let part = shelf.folder().join("2027-01-01-00000000.book.4711.part");
        fs::write(&part, &Book::embedded_bytes()[..1000]).unwrap();
        assert_eq!(ids(&shelf), [("embedded".to_owned(), false), (id.clone(), true)]);
        assert_eq!(shelf.in_use().unwrap().book().digest(), Book::embedded().digest());
        shelf.sweep();
        assert!(!part.exists());
        assert_eq!(ids(&shelf).len(), 2);
    }

    #[test]
    fn a_file_is_a_book_by_its_name_and_nothing_else_is() {
        let (home, shelf) = shelf();
        let file = home.path().join("mine");
        fs::write(&file, Book::embedded_bytes()).unwrap();
        assert!(shelf.open(file.to_str().unwrap()).is_ok());
        for named in ["2026-01-01-00000000", "../mine", "in-use", ""] {
            let failure = shelf.open(named).unwrap_err().to_string();
            assert!(failure.contains("no price book") || failure.contains("directory"), "{named}: {failure}");
            assert!(shelf.choose(named).is_err());
        }
        assert!(shelf.choose(file.to_str().unwrap()).is_err(), "only a book that stays can be in use");
    }
}
