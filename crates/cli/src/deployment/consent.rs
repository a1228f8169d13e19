//! What a person has to allow: the plan as a whole, and each loss of data by name.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead, IsTerminal, Write},
};

use studio::deploy::{Change, Plan};

use super::Text;
use crate::failure::Failure;

/// What was allowed on the command line.
#[derive(clap::Args)]
pub struct Consent {
    /// Do what the plan shows without asking
    #[arg(long)]
    yes: bool,
    /// Nodes whose data may go: replaced, or removed
    #[arg(long, value_name = "NODE", value_delimiter = ',')]
    confirm: Vec<String>,
}

impl Consent {
    pub fn confirmed(&self) -> BTreeSet<String> {
        self.confirm.iter().cloned().collect()
    }

    /// Whether somebody is there who did not allow everything beforehand.
    pub fn can_be_asked(&self) -> bool {
        !self.yes && attended()
    }
}

/// Whether a person can be asked.
fn attended() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for what the command line does not allow yet. Gives every node whose data may go.
///
/// # Errors
/// [`Failure::Refused`] when it is not allowed, or nobody is there to be asked.
pub fn ask(
    consent: &Consent,
    mut confirmed: BTreeSet<String>,
    plan: &Plan,
    question: &str,
    text: Text,
) -> Result<BTreeSet<String>, Failure> {
    let mut open: BTreeMap<String, Vec<&Change>> = BTreeMap::new();
    for change in plan.unconfirmed(&confirmed) {
        open.entry(change.named().to_owned()).or_default().push(change);
    }
    if !open.is_empty() && !attended() {
        let names: Vec<&str> = open.keys().map(String::as_str).collect();
        return Err(Failure::Refused(text.unconfirmed(&names)));
    }
    for (name, changes) in open {
        for change in changes {
            eprintln!("{}", text.loss(change));
        }
        if answer(&text.type_name(&name))? != name {
            return Err(Failure::Refused(text.nothing_done().to_owned()));
        }
        confirmed.insert(name);
    }
    if consent.yes {
        return Ok(confirmed);
    }
    if !attended() {
        return Err(Failure::Refused(text.add_yes().to_owned()));
    }
    match answer(question)?.to_lowercase().as_str() {
        "y" | "yes" | "s" | "si" | "sí" => Ok(confirmed),
        _ => Err(Failure::Refused(text.nothing_done().to_owned())),
    }
}

fn answer(question: &str) -> Result<String, Failure> {
    let terminal = |error: io::Error| Failure::World(format!("terminal: {error}"));
    eprint!("{question} ");
    io::stderr().flush().map_err(terminal)?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(terminal)?;
    Ok(line.trim().to_owned())
}
