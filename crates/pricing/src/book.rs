//! Looking facts up.

use std::{cmp::Ordering, fmt, sync::OnceLock};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Entry, Fact,
    codec::{self, Columns, LONGEST_SLUG},
};

/// The location of what AWS prices once for all regions.
pub const GLOBAL: &str = "global";

static EMBEDDED: &[u8] = include_bytes!("../data/book.bin");

/// A query into the book. Slugs are listed in `docs/price-keys.md`; the first word tells the service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// A region (`sa-east-1`), a Local Zone (`us-east-1-scl-1a`), an edge (`edge:south-america`) or `global`.
    pub location: String,
    /// E.g. `rds/postgres/multi-az/db.r6g.large`.
    pub slug: String,
}

impl Key {
    pub fn new(location: impl Into<String>, slug: impl Into<String>) -> Key {
        Key { location: location.into(), slug: slug.into() }
    }
}

impl Key {
    /// Whether both words are made as keys are: a location is a region, a zone, `global` or `edge:…`, a slug is words
    /// of a-z 0-9 . - between slashes.
    pub fn is_well_formed(&self) -> bool {
        let word = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
                && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'))
        };
        let place = self.location.strip_prefix("edge:").unwrap_or(&self.location);
        self.slug.len() <= LONGEST_SLUG
            && word(place)
            && self.slug.contains('/')
            && self.slug.split('/').all(word)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.slug, self.location)
    }
}

/// What the same thing costs at another place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hint {
    pub location: String,
    /// US dollars per unit in the first tier.
    pub usd: Decimal,
}

/// Why bytes are not a book.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum BookError {
    #[error("the price book cannot be decompressed: {0}")]
    Compression(String),
    #[error("these bytes are not a price book of a version that this program reads")]
    NotABook,
    #[error("the price book is damaged")]
    Damaged,
}

/// Facts by key, in the order (slug, location).
pub struct Book {
    columns: Columns,
    content: Vec<u8>,
    /// Computed when first asked for: most runs never do.
    digest: OnceLock<String>,
}

impl Book {
    /// The book that came with the program, read once.
    pub fn embedded() -> &'static Book {
        static BOOK: OnceLock<Book> = OnceLock::new();
        BOOK.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "a constant; the tests read it")]
            Book::from_bytes(EMBEDDED).expect("the embedded price book is whole")
        })
    }

    /// The bytes of the book that came with the program.
    pub fn embedded_bytes() -> &'static [u8] {
        EMBEDDED
    }

    /// Reads a compiled book.
    ///
    /// # Errors
    /// Bytes that [`build`](crate::build()) did not make, or that were damaged since.
    pub fn from_bytes(bytes: &[u8]) -> Result<Book, BookError> {
        let content = codec::content(bytes)?;
        Ok(Book { columns: codec::decode(&content)?, content, digest: OnceLock::new() })
    }

    /// The newest date in the book.
    pub fn as_of(&self) -> &str {
        self.columns.provenances.iter().map(|from| &*from.as_of).max().unwrap_or_default()
    }

    /// SHA-256 of the content, in hexadecimal: the book's name in reviews and estimates.
    pub fn digest(&self) -> &str {
        self.digest
            .get_or_init(|| Sha256::digest(&self.content).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The number of facts.
    pub fn len(&self) -> usize {
        self.columns.facts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.columns.facts.is_empty()
    }

    /// The one fact of a key.
    pub fn find(&self, key: &Key) -> Option<Fact> {
        self.fact(&key.location, &key.slug)
    }

    /// The one fact of a key given as its two words.
    pub fn fact(&self, location: &str, slug: &str) -> Option<Fact> {
        let place = self.columns.locations.binary_search_by(|text| text.as_str().cmp(location)).ok()?;
        let slug = self.slug_position(slug)?;
        let row = self
            .rows(slug)
            .find(|row| self.columns.facts.get(*row).is_some_and(|row| row.location == place))?;
        self.fact_at(slug, row)
    }

    /// All facts of a location whose slug begins with `prefix`, by slug.
    pub fn facts<'b>(&'b self, location: &str, prefix: &str) -> impl Iterator<Item = (&'b str, Fact)> + 'b {
        let place = self.columns.locations.binary_search_by(|text| text.as_str().cmp(location)).ok();
        let first = self.first_slug(|slug| slug < prefix);
        let prefix = prefix.to_owned();
        (first..self.columns.slugs.len())
            .map_while(move |slug| {
                self.slug_at(slug).filter(|text| text.starts_with(&prefix)).map(|text| (slug, text))
            })
            .flat_map(move |(slug, text)| self.rows(slug).map(move |row| (slug, text, row)))
            .filter(move |(_, _, row)| self.columns.facts.get(*row).map(|row| row.location) == place)
            .filter_map(|(slug, text, row)| Some((text, self.fact_at(slug, row)?)))
    }

    /// All facts with their keys, by slug and location: what [`build`](crate::build()) makes the same book of again.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        (0..self.columns.slugs.len()).flat_map(move |slug| {
            self.rows(slug).filter_map(move |row| {
                let location = self.columns.locations.get(self.columns.facts.get(row)?.location)?;
                let key = Key::new(location.as_str(), self.slug_at(slug)?);
                Some(Entry { key, fact: self.fact_at(slug, row)? })
            })
        })
    }

    /// All slugs, sorted.
    pub fn slugs(&self) -> impl Iterator<Item = &str> {
        (0..self.columns.slugs.len()).filter_map(|slug| self.slug_at(slug))
    }

    /// All locations, sorted.
    pub fn locations(&self) -> impl Iterator<Item = &str> {
        self.columns.locations.iter().map(String::as_str)
    }

    /// The locations that have a fact for a slug, sorted.
    pub fn locations_of(&self, slug: &str) -> impl Iterator<Item = &str> {
        self.slug_position(slug)
            .into_iter()
            .flat_map(|slug| self.rows(slug))
            .filter_map(|row| self.columns.locations.get(self.columns.facts.get(row)?.location))
            .map(String::as_str)
    }

    /// The price of the same slug elsewhere: in the zone's own region, else in the same part of the world (`sa-`, `eu-`),
    /// else in us-east-1, else wherever it is known. An orientation for a reader, never a price.
    pub fn hint(&self, key: &Key) -> Option<Hint> {
        let area = |location: &str| location.split('-').next().map(str::to_owned);
        let rank = |location: &str| {
            if key.location.strip_prefix(location).is_some_and(|zone| zone.starts_with('-')) {
                0
            } else if area(location) == area(&key.location) {
                1
            } else if location == "us-east-1" {
                2
            } else {
                3
            }
        };
        let location =
            self.locations_of(&key.slug).filter(|other| *other != key.location).min_by_key(|l| rank(l))?;
        let fact = self.fact(location, &key.slug)?;
        Some(Hint { location: location.to_owned(), usd: fact.unit_price() })
    }

    fn slug_at(&self, slug: usize) -> Option<&str> {
        let start = match slug.checked_sub(1) {
            Some(before) => self.columns.slugs.get(before)?.text_end,
            None => 0,
        };
        self.columns.slug_text.get(start..self.columns.slugs.get(slug)?.text_end)
    }

    /// The first slug for which `before` no longer holds.
    fn first_slug(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.columns.slugs.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.slug_at(middle).is_some_and(&before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn slug_position(&self, slug: &str) -> Option<usize> {
        let position = self.first_slug(|other| other.cmp(slug) == Ordering::Less);
        (self.slug_at(position) == Some(slug)).then_some(position)
    }

    /// The positions of a slug's facts.
    fn rows(&self, slug: usize) -> std::ops::Range<usize> {
        let start =
            slug.checked_sub(1).and_then(|before| self.columns.slugs.get(before)).map_or(0, |s| s.facts_end);
        start..self.columns.slugs.get(slug).map_or(start, |slug| slug.facts_end)
    }

    fn fact_at(&self, slug: usize, row: usize) -> Option<Fact> {
        let here = self.columns.facts.get(row)?;
        let start =
            row.checked_sub(1).and_then(|before| self.columns.facts.get(before)).map_or(0, |r| r.tiers_end);
        let from = self.columns.provenances.get(here.provenance)?.clone();
        Some(Fact {
            unit: self.columns.slugs.get(slug)?.unit,
            tiers: codec::tiers(self.columns.tiers.get(start..here.tiers_end)?),
            as_of: from.as_of,
            source: from.source,
            confidence: from.confidence,
            derived_from: from.derived_from,
        })
    }
}

impl fmt::Debug for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Book({} facts, {}, {})", self.len(), self.as_of(), self.digest())
    }
}
