//! The embedded book: that it is the one its tables compile to, and that its documentation names every slug.
#![allow(clippy::unwrap_used, reason = "a missing file fails the test that reads it")]

use std::{collections::BTreeSet, fs, path::PathBuf};

use groundplan_pricing::{Book, BookError, build, content, read_sources, read_table};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn it_is_what_the_tables_compile_to() {
    let folder = root().join("data/prices");
    let sources =
        read_sources("sources.csv", &fs::read_to_string(folder.join("sources.csv")).unwrap()).unwrap();
    let mut entries = Vec::new();
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".csv") && name != "sources.csv" {
            entries.extend(read_table(&name, &fs::read_to_string(&path).unwrap(), &sources).unwrap());
        }
    }
    let compiled = content(&build(entries).unwrap()).unwrap();
    let embedded = content(Book::embedded_bytes()).unwrap();
    assert!(compiled == embedded, "run `cargo xtask update-prices` and commit the book");
    assert!(Book::embedded_bytes().len() <= 150 * 1024);
}

#[test]
fn it_covers_the_six_regions_three_local_zones_and_nine_edges() {
    let locations: Vec<&str> = Book::embedded().locations().collect();
    assert_eq!(
        locations,
        [
            "edge:asia-pacific",
            "edge:australia",
            "edge:canada",
            "edge:europe",
            "edge:india",
            "edge:japan",
            "edge:south-africa-middle-east",
            "edge:south-america",
            "edge:united-states",
            "eu-west-1",
            "global",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-1-bue-1a",
            "us-east-1-lim-1a",
            "us-east-1-scl-1a",
            "us-east-2",
            "us-west-2",
        ]
    );
}

#[test]
fn the_documentation_names_each_slug_and_nothing_else() {
    let page = fs::read_to_string(root().join("docs/price-keys.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")).map(|row| {
        let mut cells = row.split(" | ");
        (cells.next().unwrap().trim_end_matches('`').to_owned(), cells.next().unwrap().trim().to_owned())
    });
    let patterns: Vec<(String, String)> = rows.collect();
    let mut used = BTreeSet::new();
    for slug in Book::embedded().slugs() {
        let Some(pattern) =
            patterns.iter().filter(|(pattern, _)| matches(pattern, slug)).max_by_key(|(pattern, _)| {
                // a literal row goes before one with a variable word
                pattern.split('/').filter(|word| !word.starts_with('{')).count()
            })
        else {
            panic!("{slug} has no row in docs/price-keys.md");
        };
        let location = Book::embedded().locations_of(slug).next().unwrap();
        let unit = Book::embedded().fact(location, slug).unwrap().unit;
        assert!(pattern.1 == "various" || pattern.1 == unit.as_str(), "{slug}: {} is per {unit}", pattern.0);
        used.insert(&pattern.0);
    }
    for (pattern, _) in &patterns {
        assert!(used.contains(pattern), "{pattern} finds nothing in the book");
    }
}

/// Whether a slug fits a pattern whose words in braces stand for one word, or begin one: `lambda-{architecture}`.
fn matches(pattern: &str, slug: &str) -> bool {
    let (pattern, slug): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), slug.split('/').collect());
    pattern.len() == slug.len()
        && pattern.iter().zip(slug).all(|(pattern, word)| match pattern.split_once('{') {
            Some((prefix, _)) => word.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()),
            None => *pattern == word,
        })
}

#[test]
fn lookups_find_exactly_what_is_asked() {
    let book = Book::embedded();
    assert!(book.fact("us-east-1", "nat/hour").is_some());
    for (location, slug) in [
        ("us-east-1", "nat/hou"),
        ("us-east-1", "nat/hours"),
        ("us-east", "nat/hour"),
        ("", "nat/hour"),
        ("us-east-1", ""),
        ("global", "nat/hour"),
    ] {
        assert_eq!(book.fact(location, slug), None, "{slug} in {location}");
    }
    let nat: Vec<&str> = book.facts("sa-east-1", "nat/").map(|(slug, _)| slug).collect();
    assert_eq!(nat, ["nat/gib", "nat/hour"]);
    assert_eq!(book.facts("mars-north-1", "").count(), 0);
    let edges: Vec<&str> = book.locations_of("cloudfront/egress").collect();
    assert_eq!(edges.len(), 9);
}

#[test]
fn it_names_itself_by_date_and_content() {
    let book = Book::embedded();
    assert_eq!(book.as_of(), "2026-10-01");
    assert_eq!(book.digest().len(), 64);
    assert_eq!(Book::from_bytes(Book::embedded_bytes()).unwrap().digest(), book.digest());
}

#[test]
fn other_bytes_are_refused_by_name() {
    assert!(matches!(Book::from_bytes(b"location,slug\n"), Err(BookError::Compression(_))));
    // a well-formed gzip of nothing
    let empty = [31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(Book::from_bytes(&empty).unwrap_err(), BookError::NotABook);
}
