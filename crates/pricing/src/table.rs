//! The tables of `data/prices/`: comma-separated, one row per tier, readable in a diff.

use std::{collections::BTreeMap, str::FromStr, sync::Arc};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Fact, Key, Tier, day};

/// The columns of a table of prices.
pub const COLUMNS: [&str; 10] = [
    "location",
    "slug",
    "unit",
    "usd",
    "tier_from",
    "tier_to",
    "as_of",
    "confidence",
    "source",
    "derived_from",
];

/// A fact under its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub key: Key,
    pub fact: Fact,
}

/// A row that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{file}:{line}: {problem}")]
pub struct TableError {
    pub file: String,
    /// 1-based, the header being line 1.
    pub line: usize,
    pub problem: String,
}

/// Reads the table of sources: `id,reference`.
pub fn read_sources(file: &str, text: &str) -> Result<BTreeMap<String, String>, TableError> {
    let mut sources = BTreeMap::new();
    for row in rows(file, text, &["id", "reference"])? {
        let [id, reference] = row.fields.as_slice() else { return Err(row.wrong("expected 2 fields")) };
        if sources.insert(id.clone(), reference.clone()).is_some() {
            return Err(row.wrong(format!("source {id} stands twice")));
        }
    }
    Ok(sources)
}

/// Reads a table of prices. Rows of one key stand together, lowest tier first.
///
/// # Errors
/// The first row that breaks the form: wrong number of fields, an unknown unit, confidence or source, a number or date
/// that is none, tiers with gaps, a key in two places, rows of one key that differ in more than their tier.
pub fn read_table(
    file: &str,
    text: &str,
    sources: &BTreeMap<String, String>,
) -> Result<Vec<Entry>, TableError> {
    let mut entries: Vec<Entry> = Vec::new();
    for row in rows(file, text, &COLUMNS)? {
        let [location, slug, unit, usd, from, to, as_of, confidence, source, derived_from] =
            row.fields.as_slice()
        else {
            return Err(row.wrong(format!("expected {} fields", COLUMNS.len())));
        };
        let number = |name: &str, text: &str| {
            Decimal::from_str(text)
                .ok()
                .filter(|value| !value.is_sign_negative())
                .map(|value| value.normalize())
                .ok_or_else(|| row.wrong(format!("{name} is not a number from 0 up: {text}")))
        };
        let tier = Tier {
            from: number("tier_from", from)?,
            to: if to.is_empty() { None } else { Some(number("tier_to", to)?) },
            usd: number("usd", usd)?,
        };
        if tier.to.is_some_and(|to| to <= tier.from) {
            return Err(row.wrong("a tier must end above where it begins"));
        }
        if day::earliest(as_of).is_none() {
            return Err(
                row.wrong(format!("as_of is not a date such as 2026-08-13, 2026-08 or 2026: {as_of}"))
            );
        }
        let mut references = Vec::new();
        for id in source.split(' ') {
            let reference = sources.get(id).ok_or_else(|| row.wrong(format!("unknown source {id}")))?;
            references.push(reference.as_str());
        }
        let fact = Fact {
            unit: unit.parse().map_err(|()| row.wrong(format!("unknown unit {unit}")))?,
            tiers: vec![tier],
            as_of: as_of.as_str().into(),
            source: references.join("; ").into(),
            confidence: confidence
                .parse()
                .map_err(|()| row.wrong(format!("confidence is high, medium or low, not {confidence}")))?,
            derived_from: (!derived_from.is_empty()).then(|| Arc::from(derived_from.as_str())),
        };
        let key = Key::new(location.as_str(), slug.as_str());
        match entries.last_mut().filter(|entry| entry.key == key) {
            Some(entry) => {
                if entry.fact.tiers.last().and_then(|tier| tier.to) != Some(tier.from) {
                    return Err(
                        row.wrong(format!("{slug}: the tier does not begin where the one before ends"))
                    );
                }
                let Fact { tiers, .. } = &entry.fact;
                if (Fact { tiers: tiers.clone(), ..fact }) != entry.fact {
                    return Err(
                        row.wrong(format!("{slug}: the rows of one key differ in more than their tier"))
                    );
                }
                entry.fact.tiers.push(tier);
            }
            None if tier.from.is_zero() => entries.push(Entry { key, fact }),
            None => return Err(row.wrong(format!("{slug}: the first tier begins at 0"))),
        }
    }
    Ok(entries)
}

struct Row<'f> {
    file: &'f str,
    line: usize,
    fields: Vec<String>,
}

impl Row<'_> {
    fn wrong(&self, problem: impl Into<String>) -> TableError {
        TableError { file: self.file.to_owned(), line: self.line, problem: problem.into() }
    }
}

fn rows<'f>(file: &'f str, text: &str, header: &[&str]) -> Result<Vec<Row<'f>>, TableError> {
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let row = Row { file, line: index + 1, fields: split(line) };
        if index == 0 {
            if row.fields != header {
                return Err(row.wrong(format!("expected the header {}", header.join(","))));
            }
        } else {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// One line's fields; a field in quotes may hold commas, and a quote written twice.
fn split(line: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            _ => field.push(character),
        }
    }
    fields.push(field);
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "location,slug,unit,usd,tier_from,tier_to,as_of,confidence,source,derived_from";

    fn read(rows: &str) -> Result<Vec<Entry>, String> {
        let sources = read_sources("sources.csv", "id,reference\na,\"a page, read\"\nb,another\n").unwrap();
        read_table("x.csv", &format!("{HEADER}\n{rows}"), &sources).map_err(|error| error.to_string())
    }

    #[test]
    fn rows_of_one_key_become_the_tiers_of_one_fact() {
        let entries = read(
            "us-east-1,s3/standard/storage,gib-month,0.023,0,51200,2025-10-22,high,a b,\n\
             us-east-1,s3/standard/storage,gib-month,0.022,51200,,2025-10-22,high,a b,\n",
        )
        .unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].fact.tiers.len(), 2);
        assert_eq!(&*entries[0].fact.source, "a page, read; another");
    }

    #[test]
    fn each_broken_row_is_refused_with_its_place() {
        let cases = [
            ("us-east-1,a,gib,1,5,,2026,high,a,", "x.csv:2: a: the first tier begins at 0"),
            ("us-east-1,a,gib,1,0,0,2026,high,a,", "x.csv:2: a tier must end above where it begins"),
            ("us-east-1,a,gb,1,0,,2026,high,a,", "x.csv:2: unknown unit gb"),
            ("us-east-1,a,gib,-1,0,,2026,high,a,", "x.csv:2: usd is not a number from 0 up: -1"),
            ("us-east-1,a,gib,1,0,,2026,sure,a,", "x.csv:2: confidence is high, medium or low, not sure"),
            ("us-east-1,a,gib,1,0,,2026,high,c,", "x.csv:2: unknown source c"),
            ("us-east-1,a,gib,1,0,,2026,high,a", "x.csv:2: expected 10 fields"),
            (
                "us-east-1,a,gib,1,0,,2026-02-29,high,a,",
                "x.csv:2: as_of is not a date such as 2026-08-13, 2026-08 or 2026: 2026-02-29",
            ),
            (
                "us-east-1,a,gib,1,0,5,2026,high,a,\nus-east-1,a,gib,1,6,,2026,high,a,",
                "x.csv:3: a: the tier does not begin where the one before ends",
            ),
            (
                "us-east-1,a,gib,1,0,5,2026,high,a,\nus-east-1,a,gib,1,5,,2026,low,a,",
                "x.csv:3: a: the rows of one key differ in more than their tier",
            ),
        ];
        for (row, message) in cases {
            assert_eq!(read(row).unwrap_err(), message);
        }
    }
}
