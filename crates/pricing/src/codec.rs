//! The book's bytes: gzip over columns, with texts, dates and sources in dictionaries and slugs by their difference
//! from the one before. Equal facts give equal content.
//!
//! Content: magic · three dictionaries (locations, dates, texts) · provenances · slugs (sorted; shared prefix, rest,
//! unit, number of facts) · facts in the order (slug, location), in columns. Numbers are LEB128.

use std::{collections::BTreeMap, io::Read, sync::Arc};

use rust_decimal::Decimal;

use crate::{Confidence, Entry, Fact, Key, Tier, Unit, book::BookError, build::BuildError};

const MAGIC: &[u8] = b"groundplan prices 1\n";

/// No book comes near this size; a larger one is refused instead of filling the memory.
const LARGEST: u64 = 64 << 20;

/// In bytes; keeps damaged books from growing while they are read.
pub(crate) const LONGEST_SLUG: usize = 200;

/// The uncompressed content of a book's bytes: the same for equal facts, whatever compressed it.
pub fn content(bytes: &[u8]) -> Result<Vec<u8>, BookError> {
    let mut content = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(bytes).take(LARGEST);
    reader.read_to_end(&mut content).map_err(|error| BookError::Compression(error.to_string()))?;
    Ok(content)
}

/// Where and when a fact was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Provenance {
    pub as_of: Arc<str>,
    pub source: Arc<str>,
    pub confidence: Confidence,
    pub derived_from: Option<Arc<str>>,
}

impl Provenance {
    fn of(fact: &Fact) -> Provenance {
        let Fact { as_of, source, confidence, derived_from, .. } = fact.clone();
        Provenance { as_of, source, confidence, derived_from }
    }
}

/// What the content holds, in vectors that refer to each other by position.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// Sorted.
    pub locations: Vec<String>,
    pub provenances: Vec<Provenance>,
    /// All slugs one after the other, sorted; `slugs` says where each ends.
    pub slug_text: String,
    pub slugs: Vec<Slug>,
    pub facts: Vec<Row>,
    pub tiers: Vec<Step>,
}

#[derive(Debug)]
pub(crate) struct Slug {
    pub text_end: usize,
    pub unit: Unit,
    pub facts_end: usize,
}

#[derive(Debug)]
pub(crate) struct Row {
    pub location: usize,
    pub provenance: usize,
    pub tiers_end: usize,
}

/// A tier without its beginning, which is the end of the one before.
#[derive(Debug)]
pub(crate) struct Step {
    pub to: Option<Decimal>,
    pub usd: Decimal,
}

/// A dictionary: values in order, each found by its position.
struct Dictionary<T>(BTreeMap<T, u64>);

impl<T: Ord> Dictionary<T> {
    fn new(values: impl Iterator<Item = T>) -> Dictionary<T> {
        let mut positions: BTreeMap<T, u64> = values.map(|value| (value, 0)).collect();
        for (position, slot) in (0..).zip(positions.values_mut()) {
            *slot = position;
        }
        Dictionary(positions)
    }

    fn position<Q: Ord + ?Sized>(&self, value: &Q) -> u64
    where
        T: std::borrow::Borrow<Q>,
    {
        self.0.get(value).copied().unwrap_or_default()
    }
}

/// Compiles entries that are sorted by (slug, location) and checked.
pub(crate) fn encode(entries: Vec<Entry>) -> Result<Vec<u8>, BuildError> {
    let locations = Dictionary::new(entries.iter().map(|entry| entry.key.location.as_str()));
    let provenances = Dictionary::new(entries.iter().map(|entry| Provenance::of(&entry.fact)));
    let dates = Dictionary::new(provenances.0.keys().map(|from| &*from.as_of));
    let texts = Dictionary::new(
        provenances
            .0
            .keys()
            .flat_map(|from| std::iter::once(&*from.source).chain(from.derived_from.as_deref())),
    );

    let mut out = MAGIC.to_vec();
    for dictionary in [&locations, &dates, &texts] {
        put(&mut out, dictionary.0.len() as u64);
        for text in dictionary.0.keys() {
            put(&mut out, text.len() as u64);
            out.extend_from_slice(text.as_bytes());
        }
    }
    put(&mut out, provenances.0.len() as u64);
    for from in provenances.0.keys() {
        put(&mut out, dates.position(&*from.as_of));
        put(&mut out, texts.position(&*from.source));
        put(&mut out, from.confidence as u64);
        put(&mut out, from.derived_from.as_deref().map_or(0, |rule| texts.position(rule) + 1));
    }

    let (mut slugs, mut places, mut froms, mut counts, mut steps) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut slug_count = 0;
    let mut before = "";
    for group in entries.chunk_by(|one, next| one.key.slug == next.key.slug) {
        let Some(Entry { key, fact }) = group.first() else { continue };
        let slug = key.slug.as_str();
        let shared = slug.bytes().zip(before.bytes()).take_while(|(here, there)| here == there).count();
        put(&mut slugs, shared as u64);
        put(&mut slugs, (slug.len() - shared) as u64);
        slugs.extend(slug.bytes().skip(shared));
        put(&mut slugs, fact.unit as u64);
        put(&mut slugs, group.len() as u64);
        slug_count += 1;
        before = slug;
    }
    for Entry { key, fact } in &entries {
        put(&mut places, locations.position(key.location.as_str()));
        put(&mut froms, provenances.position(&Provenance::of(fact)));
        put(&mut counts, fact.tiers.len() as u64);
        for tier in &fact.tiers {
            put_number(&mut steps, tier.usd, key)?;
            put(&mut steps, u64::from(tier.to.is_some()));
            if let Some(to) = tier.to {
                put_number(&mut steps, to, key)?;
            }
        }
    }
    put(&mut out, slug_count);
    put(&mut out, entries.len() as u64);
    for column in [slugs, places, froms, counts, steps] {
        out.extend_from_slice(&column);
    }
    compress(&out).map_err(|error| BuildError::Compress(error.to_string()))
}

fn compress(content: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Write;
    // no time, no file name, no operating system in the header: equal content is equal bytes
    let mut writer = flate2::GzBuilder::new().mtime(0).write(Vec::new(), flate2::Compression::best());
    writer.write_all(content)?;
    writer.finish()
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_number(out: &mut Vec<u8>, value: Decimal, key: &Key) -> Result<(), BuildError> {
    let value = value.normalize();
    let mantissa = u64::try_from(value.mantissa()).map_err(|_| BuildError::Number(key.clone()))?;
    out.push(value.scale() as u8);
    put(out, mantissa);
    Ok(())
}

/// Reads content back, refusing whatever does not hold together.
pub(crate) fn decode(content: &[u8]) -> Result<Columns, BookError> {
    let rest = content.strip_prefix(MAGIC).ok_or(BookError::NotABook)?;
    let mut reader = Reader { rest };
    let locations = reader.texts()?;
    let dates: Vec<Arc<str>> = reader.texts()?.into_iter().map(Arc::from).collect();
    let texts: Vec<Arc<str>> = reader.texts()?.into_iter().map(Arc::from).collect();
    let mut provenances = Vec::new();
    for _ in 0..reader.size()? {
        let as_of = dates.get(reader.size()?).ok_or(BookError::Damaged)?.clone();
        let source = texts.get(reader.size()?).ok_or(BookError::Damaged)?.clone();
        let confidence = match reader.number()? {
            0 => Confidence::Low,
            1 => Confidence::Medium,
            2 => Confidence::High,
            _ => return Err(BookError::Damaged),
        };
        let derived_from = match reader.size()?.checked_sub(1) {
            None => None,
            Some(rule) => Some(texts.get(rule).ok_or(BookError::Damaged)?.clone()),
        };
        provenances.push(Provenance { as_of, source, confidence, derived_from });
    }

    let (slug_count, fact_count) = (reader.size()?, reader.size()?);
    let mut columns = Columns { locations, provenances, ..Columns::default() };
    let mut start = 0usize;
    let mut facts_end = 0usize;
    for _ in 0..slug_count {
        let (shared, rest) = (reader.size()?, reader.size()?);
        let prefix =
            columns.slug_text.get(start..start.saturating_add(shared)).ok_or(BookError::Damaged)?.to_owned();
        if shared.saturating_add(rest) > LONGEST_SLUG {
            return Err(BookError::Damaged);
        }
        start = columns.slug_text.len();
        columns.slug_text.push_str(&prefix);
        columns.slug_text.push_str(std::str::from_utf8(reader.take(rest)?).map_err(|_| BookError::Damaged)?);
        let unit = *Unit::ALL.get(reader.size()?).ok_or(BookError::Damaged)?;
        facts_end = facts_end.saturating_add(reader.size()?);
        columns.slugs.push(Slug { text_end: columns.slug_text.len(), unit, facts_end });
    }
    if facts_end != fact_count || fact_count > content.len() {
        return Err(BookError::Damaged);
    }
    for _ in 0..fact_count {
        let location = reader.size()?;
        if location >= columns.locations.len() {
            return Err(BookError::Damaged);
        }
        columns.facts.push(Row { location, provenance: 0, tiers_end: 0 });
    }
    for row in &mut columns.facts {
        row.provenance = reader.size()?;
        if row.provenance >= columns.provenances.len() {
            return Err(BookError::Damaged);
        }
    }
    let mut tiers_end = 0usize;
    for row in &mut columns.facts {
        let count = reader.size()?;
        if count == 0 {
            return Err(BookError::Damaged);
        }
        tiers_end = tiers_end.saturating_add(count);
        row.tiers_end = tiers_end;
    }
    let mut start = 0;
    for row in &columns.facts {
        let mut from = Some(Decimal::ZERO);
        for _ in start..row.tiers_end {
            let usd = reader.decimal()?;
            let to = match reader.number()? {
                0 => None,
                _ => Some(reader.decimal()?),
            };
            // ascending, and nothing follows a tier without an end
            if from.is_none_or(|from| to.is_some_and(|to| to <= from)) {
                return Err(BookError::Damaged);
            }
            from = to;
            columns.tiers.push(Step { to, usd });
        }
        start = row.tiers_end;
    }
    if reader.rest.is_empty() { Ok(columns) } else { Err(BookError::Damaged) }
}

struct Reader<'c> {
    rest: &'c [u8],
}

impl<'c> Reader<'c> {
    fn take(&mut self, count: usize) -> Result<&'c [u8], BookError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(BookError::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u64, BookError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first().ok_or(BookError::Damaged)?;
            self.rest = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(BookError::Damaged)
    }

    fn size(&mut self) -> Result<usize, BookError> {
        usize::try_from(self.number()?).map_err(|_| BookError::Damaged)
    }

    fn decimal(&mut self) -> Result<Decimal, BookError> {
        let scale = u32::from(*self.take(1)?.first().ok_or(BookError::Damaged)?);
        let mantissa = i128::from(self.number()?);
        Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| BookError::Damaged)
    }

    fn texts(&mut self) -> Result<Vec<String>, BookError> {
        let mut texts = Vec::new();
        for _ in 0..self.size()? {
            let length = self.size()?;
            let text = std::str::from_utf8(self.take(length)?).map_err(|_| BookError::Damaged)?;
            texts.push(text.to_owned());
        }
        Ok(texts)
    }
}

/// The tiers of a fact, each beginning where the one before ends.
pub(crate) fn tiers(steps: &[Step]) -> Vec<Tier> {
    let mut from = Decimal::ZERO;
    steps
        .iter()
        .map(|step| {
            let tier = Tier { from, to: step.to, usd: step.usd };
            from = step.to.unwrap_or(from);
            tier
        })
        .collect()
}
