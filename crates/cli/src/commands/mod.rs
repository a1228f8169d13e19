//! One command, one file.

pub mod accept;
pub mod answer;
pub mod check;
pub mod completions;
pub mod cost;
pub mod deploy;
pub mod destroy;
pub mod expect;
pub mod history;
pub mod new;
pub mod open;
pub mod organisation;
pub mod prices;
pub mod proposal;
pub mod rate;
pub mod reach;
pub mod render;
pub mod report;
pub mod review;
pub mod rules;
pub mod schema;
pub mod status;
pub mod synth;
pub mod templates;
pub mod usage;

use std::path::Path;

use engine::{
    Command, Currency, Document, Id, Language, Services,
    design::{self, Fault, problem::nearest},
};
use serde_json::Value;
use studio::{
    Live, Operation,
    outputs::{self, refused},
    prices::{self as books, Book},
};

use crate::{
    failure::{Failure, Outcome},
    files,
};

/// How lists are printed.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Listing {
    Text,
    Json,
}

/// By which prices.
#[derive(clap::Args)]
pub struct By {
    /// Price book, a file or an id of `groundplan prices books`; the one in use when left out
    #[arg(long, value_name = "FILE|ID")]
    book: Option<String>,
}

impl By {
    pub fn book(&self) -> Result<Book, Failure> {
        books::book(self.book.as_deref())
    }
}

/// The protocol of a port.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Wire {
    Tcp,
    Udp,
}

impl From<Wire> for engine::Protocol {
    fn from(wire: Wire) -> engine::Protocol {
        match wire {
            Wire::Tcp => engine::Protocol::Tcp,
            Wire::Udp => engine::Protocol::Udp,
        }
    }
}

impl Listing {
    /// Prints what is asked for.
    pub fn print(self, text: impl FnOnce() -> String, json: impl FnOnce() -> Value) -> Result<(), Failure> {
        files::print(&match self {
            Listing::Text => text(),
            Listing::Json => files::pretty(&json()),
        })
    }
}

/// Makes one edit of a design, as one step of its history, and says what was done: `edit` gives the command and the
/// step's words, or what is wrong with what was asked.
pub fn edit(
    file: &Path,
    edit: impl FnOnce(&Document) -> Result<(Command, String), Failure>,
) -> Result<Outcome, Failure> {
    let mut live = Live::open(file)?;
    let (command, label) = edit(live.document()).map_err(of(file))?;
    let mut document = live.document().clone();
    let delta = design::apply(&mut document, &Services, command)
        .map_err(|refusal| of(file)(Failure::Input(refusal.to_string())))?;
    if !delta.is_empty() {
        live.commit(live.revision(), &[Operation { label: label.clone(), delta }])?;
    }
    files::print(&format!("{}: {label}\n", file.display()))?;
    Ok(Outcome::Fine)
}

/// Says of bad input which design it was about.
pub fn of(file: &Path) -> impl Fn(Failure) -> Failure {
    move |failure| match failure {
        Failure::Input(what) => Failure::Input(format!("{}: {what}", file.display())),
        other => other,
    }
}

/// That there is no such thing as was named, and what it may be instead.
pub fn unknown<'k>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'k str>) -> Failure {
    let known: Vec<&str> = known.into_iter().collect();
    let nearest = nearest(name, known.iter().copied());
    let all = match (&nearest, known.len()) {
        (None, 1..=12) => format!("; there are {}", known.join(", ")),
        _ => String::new(),
    };
    let fault = Fault::Dangling { what, found: name.to_owned(), nearest };
    Failure::Input(format!("{fault}{all}"))
}

/// A new id, as it was named.
pub fn id(named: &str) -> Result<Id, Failure> {
    Id::new(named).ok_or_else(|| {
        let found = named.chars().take(80).collect();
        Failure::Input(Fault::BadId { found, nearest: None }.to_string())
    })
}

/// The environments named with `--env`; `None`, which is all of them, when there are none.
pub fn environments(document: &Document, named: &[String]) -> Result<Option<Vec<Id>>, Failure> {
    let known = &document.environments;
    let id = |name: &String| {
        let id = Id::new(name).filter(|id| known.contains_key(id));
        id.ok_or_else(|| unknown("environment", name, known.keys().map(Id::as_str)))
    };
    let ids = named.iter().map(id).collect::<Result<Vec<_>, _>>()?;
    Ok((!ids.is_empty()).then_some(ids))
}

/// The environment named with `--env`, or all of them.
pub fn asked(document: &Document, named: Option<&String>) -> Result<Vec<Id>, Failure> {
    let named = environments(document, named.map_or(&[], std::slice::from_ref))?;
    Ok(named.unwrap_or_else(|| document.environments.keys().cloned().collect()))
}

/// The currency named with `--currency`; US dollars when there is none.
pub fn currency(document: &Document, named: Option<&str>) -> Result<Currency, Failure> {
    named.map_or_else(|| Ok(Currency::usd()), |code| outputs::currency(document, code))
}

/// An element or one of its parts, as `accept` takes it.
pub fn element(node: &str, part: &str) -> String {
    if part.is_empty() { node.to_owned() } else { format!("{node}/{part}") }
}

/// Environments in words.
pub fn places(environments: Option<&[Id]>, language: Language) -> String {
    match (environments, language) {
        (None, Language::English) => "all environments".to_owned(),
        (None, Language::Spanish) => "todos los entornos".to_owned(),
        (Some(named), _) => named.iter().map(Id::as_str).collect::<Vec<_>>().join(", "),
    }
}
