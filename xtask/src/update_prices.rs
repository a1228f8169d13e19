//! `cargo xtask update-prices`: compiles `data/prices/*.csv` into the book that the program embeds.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, bail};

const TABLES: &str = "data/prices";
const BOOK: &str = "crates/pricing/data/book.bin";

/// The embedded book may not be larger.
const LARGEST: usize = 150 * 1024;

/// Writes the book, or with `check` says whether the committed one is up to date.
pub fn run(check: bool) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")?;
    let entries = read(&root.join(TABLES))?;
    let mut services = BTreeMap::<String, usize>::new();
    let mut confidences = BTreeMap::<pricing::Confidence, usize>::new();
    for entry in &entries {
        let service = entry.key.slug.split('/').next().unwrap_or_default();
        *services.entry(service.to_owned()).or_default() += 1;
        *confidences.entry(entry.fact.confidence).or_default() += 1;
    }
    let count = entries.len();
    let bytes = pricing::build(entries)?;
    let book = pricing::Book::from_bytes(&bytes)?;
    let content = pricing::content(&bytes)?;

    println!("{count} facts at {} locations, newest {}", book.locations().count(), book.as_of());
    for (service, facts) in &services {
        println!("  {service:<18} {facts:>5}");
    }
    for (confidence, facts) in confidences.iter().rev() {
        println!("  {:<6} confidence {facts:>5}", confidence.as_str());
    }
    println!(
        "{} bytes compressed, {} bytes of content, digest {}",
        bytes.len(),
        content.len(),
        book.digest()
    );
    if bytes.len() > LARGEST {
        bail!("the book is larger than {LARGEST} bytes: leave out facts that no service file uses");
    }

    let path = root.join(BOOK);
    // the content counts: another version of the compressor may give other bytes
    let committed = fs::read(&path).ok().and_then(|old| pricing::content(&old).ok());
    if committed.as_deref() == Some(&content) {
        println!("{BOOK} is up to date");
    } else if check {
        bail!("{BOOK} is not what {TABLES} compiles to: run `cargo xtask update-prices` and commit it");
    } else {
        fs::write(&path, &bytes).with_context(|| format!("writing {BOOK}"))?;
        println!("{BOOK} written");
    }
    Ok(())
}

fn read(folder: &Path) -> anyhow::Result<Vec<pricing::Entry>> {
    let text = |path: &Path| fs::read_to_string(path).with_context(|| format!("reading {}", path.display()));
    let sources = pricing::read_sources("sources.csv", &text(&folder.join("sources.csv"))?)?;
    let mut paths = Vec::new();
    for file in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        paths.push(file?.path());
    }
    paths.sort();
    let mut entries = Vec::new();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if name.ends_with(".csv") && name != "sources.csv" {
            entries.extend(pricing::read_table(&name, &text(&path)?, &sources)?);
        }
    }
    Ok(entries)
}
