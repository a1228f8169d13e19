//! Price books: the one by which everything in the page is priced, those there are, and how AWS is asked for new ones.

use std::collections::BTreeMap;

use contract::{PriceBook, PriceBooks, RefreshNews, RefreshOrder, RefreshStage};
use editor::Editor;
use engine::{Book, Decimal, Document, Id, Language};
use leptos::{prelude::*, task::spawn_local};

use super::{App, Done, newest::Newest};
use crate::shell;

/// Which places AWS is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// Those of the book in use.
    Book,
    /// Those that the open design needs.
    Design,
    /// Those that a person names.
    Named,
}

/// Handles to what is seen of price books.
#[derive(Clone, Copy)]
pub struct Books {
    held: StoredValue<&'static Book>,
    /// Those that were used once, besides the embedded one.
    used: StoredValue<Vec<&'static Book>>,
    /// Whether one is being taken into use just now.
    taking: StoredValue<bool>,
    pub known: RwSignal<Option<PriceBooks>>,
    /// What a typical month of each environment would cost by the others.
    pub costs: RwSignal<BTreeMap<String, Vec<(Id, Decimal)>>>,
    listed: Newest,
    pub news: RwSignal<RefreshNews>,
    followed: StoredValue<bool>,
    /// What of all this did not work, and why.
    pub wrong: RwSignal<Option<String>>,
    // what is asked for stays as long as the page: to ask for the same again goes on where it stopped
    pub profile: RwSignal<String>,
    pub places: RwSignal<Places>,
    pub named: RwSignal<String>,
    pub prefix: RwSignal<String>,
    pub endpoint_region: RwSignal<String>,
    pub endpoint: RwSignal<String>,
}

impl Books {
    pub fn new() -> Books {
        let text = || RwSignal::new(String::new());
        Books {
            held: StoredValue::new(Book::embedded()),
            used: StoredValue::new(Vec::new()),
            taking: StoredValue::new(false),
            known: RwSignal::new(None),
            costs: RwSignal::new(BTreeMap::new()),
            listed: Newest::new(),
            news: RwSignal::new(RefreshNews::default()),
            followed: StoredValue::new(false),
            wrong: RwSignal::new(None),
            profile: text(),
            places: RwSignal::new(Places::Book),
            named: text(),
            prefix: text(),
            endpoint_region: text(),
            endpoint: text(),
        }
    }

    /// A book that lives as long as the page: editors hold it. There are as many as a person takes into use.
    fn keep(self, book: Book) -> &'static Book {
        let there =
            |used: &Vec<&'static Book>| used.iter().find(|one| one.digest() == book.digest()).copied();
        match self.used.with_value(there) {
            Some(book) => book,
            None => {
                let book: &'static Book = Box::leak(Box::new(book));
                self.used.update_value(|used| used.push(book));
                book
            }
        }
    }
}

impl App {
    /// A design to be shown, priced by the book in use.
    pub fn editor_of(self, document: Document) -> Editor {
        let mut editor = Editor::new(document, self.today(), Language::English);
        editor.take_book(self.books.held.get_value());
        editor
    }

    /// Prices everything in the page by a book.
    pub(super) fn take_book(self, taken: &PriceBook) -> Result<(), String> {
        let book = read(taken)?.map_or_else(Book::embedded, |book| self.books.keep(book));
        self.books.held.set_value(book);
        self.present.update_value(|present| {
            if let Some(editor) = present {
                editor.take_book(book);
            }
        });
        self.act(|editor| editor.take_book(book));
        Ok(())
    }

    /// Lists the books, and what the open design would cost by each.
    pub fn read_books(self) {
        let newest = self.books.listed.ask();
        spawn_local(async move {
            let known = match shell::price_books().await {
                Ok(known) => known,
                Err(failure) => return self.books.wrong.set(Some(failure.message)),
            };
            if !newest() {
                return;
            }
            let others = known.books.iter().filter(|book| !book.in_use && book.problem.is_none());
            let others: Vec<String> = others.map(|book| book.id.clone()).collect();
            self.books.costs.set(BTreeMap::new());
            self.books.known.set(Some(known));
            // the newest are what a person asks about
            for id in others.into_iter().rev() {
                let Ok(book) = shell::price_book(id.clone()).await else { continue };
                if !newest() {
                    return;
                }
                let Ok(book) = read(&book) else { continue };
                let book = book.as_ref().unwrap_or_else(|| Book::embedded());
                if let Some(Ok(costs)) = self.peek(|editor| editor.prices_by(book)) {
                    self.books.costs.update(|all| drop(all.insert(id, costs)));
                }
            }
        });
    }

    /// Takes a book into use, here and in the shell.
    pub fn use_book(self, id: String) {
        // one after the other: shell and page are to end with the same
        if self.books.taking.get_value() {
            return;
        }
        self.books.taking.set_value(true);
        self.books.wrong.set(None);
        spawn_local(async move {
            let taken = shell::use_price_book(id).await.map_err(|failure| failure.message);
            match taken.and_then(|taken| self.take_book(&taken)) {
                Ok(()) => {
                    let day = self.books.held.get_value().as_of();
                    self.note(Done::Prices, format!("Prices as of {day} are in use"));
                    self.said.set(format!("Prices as of {day} are in use"));
                }
                Err(why) => self.books.wrong.set(Some(why)),
            }
            self.books.taking.set_value(false);
            self.read_books();
        });
    }

    /// Asks AWS for a new book of the one in use.
    pub fn ask_prices(self) {
        let books = self.books;
        let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let stated = |field: RwSignal<String>| Some(text(field)).filter(|text| !text.is_empty());
        let places = match books.places.get_untracked() {
            Places::Book => Vec::new(),
            Places::Design => self.priced_places(),
            Places::Named => {
                let named = text(books.named);
                let words = named.split([',', ' ']).filter(|word| !word.is_empty());
                words.map(str::to_owned).collect()
            }
        };
        if places.is_empty() && books.places.get_untracked() != Places::Book {
            let why = "Name the places to ask about, such as sa-east-1, or choose all of the book.";
            return books.wrong.set(Some(why.to_owned()));
        }
        let regions = books.known.with_untracked(|known| known.as_ref()?.endpoint_regions.first().cloned());
        let order = RefreshOrder {
            profile: stated(books.profile),
            endpoint: stated(books.endpoint),
            endpoint_region: stated(books.endpoint_region).or(regions).unwrap_or_default(),
            places,
            prefix: text(books.prefix),
        };
        self.tell_books(shell::refresh_prices(order));
    }

    /// The places whose prices the open design needs.
    pub fn priced_places(self) -> Vec<String> {
        self.peek(|editor| editor.priced_places()).unwrap_or_default().into_iter().collect()
    }

    /// Stops asking; what was answered is kept.
    pub fn stop_asking_prices(self) {
        self.tell_books(shell::stop_refresh());
    }

    fn tell_books(self, done: impl Future<Output = Result<(), contract::Failure>> + 'static) {
        self.books.wrong.set(None);
        spawn_local(async move {
            if let Err(failure) = done.await {
                self.books.wrong.set(Some(failure.message));
            }
        });
    }

    /// Follows the refresh, from the first time a person wants to see it; a page that comes later sees at once where it
    /// stands.
    pub fn follow_refresh(self) {
        if self.books.followed.get_value() {
            return;
        }
        self.books.followed.set_value(true);
        spawn_local(async move {
            let mut seen = u32::MAX;
            while let Ok(news) = shell::refresh_news(seen).await {
                if news.revision == seen {
                    continue;
                }
                seen = news.revision;
                let asked = self.books.news.with_untracked(|news| news.stage) == RefreshStage::Asking;
                match (&news.outcome, &news.failure) {
                    (Some(made), _) if asked => {
                        self.note(Done::Prices, format!("New prices as of {}: see Price books", made.as_of));
                    }
                    (_, Some(why)) if asked => self.note(Done::Failed, format!("No new prices: {why}")),
                    _ => {}
                }
                let through = news.stage == RefreshStage::Through;
                self.books.news.set(news);
                if through {
                    // the new book stands among the others
                    self.read_books();
                }
            }
            self.books.followed.set_value(false);
        });
    }
}

/// The book that the shell sends; `None` for the embedded one.
fn read(sent: &PriceBook) -> Result<Option<Book>, String> {
    let Some(text) = &sent.bytes else { return Ok(None) };
    let wrong = |why: String| format!("The price book {} cannot be read: {why}", sent.id);
    let bytes = window().atob(text).map_err(|_| wrong("it is no base64".to_owned()))?;
    // one letter a byte
    let bytes: Vec<u8> = bytes.chars().filter_map(|letter| u8::try_from(letter).ok()).collect();
    Book::from_bytes(&bytes).map(Some).map_err(|error| wrong(error.to_string()))
}
