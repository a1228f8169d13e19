//! `groundplan proposal`

use std::{fmt::Write as _, path::PathBuf};

use engine::{
    Language,
    design::Proposal,
    proposal::{Misstated, restate, state, stated},
};
use serde_json::json;
use studio::report::logo;

use super::Listing;
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design, which is changed if something is stated
    file: PathBuf,
    /// States company, client, contact, introduction, colour or accent (#rrggbb), currency (CLP), tax (IVA:19),
    /// valid_days, or exclusions, a sentence a line; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Takes back what is stated of one of these, of logo or of exclusions; may be repeated
    #[arg(long, value_name = "NAME")]
    unset: Vec<String>,
    /// Adds a sentence on what is not included; may be repeated
    #[arg(long, value_name = "TEXT")]
    exclude: Vec<String>,
    /// The company's sign: PNG, JPEG or SVG of at most 256 KiB
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// How to print what is stated
    #[arg(long, value_enum, default_value_t = Listing::Text, conflicts_with_all = ["set", "unset", "exclude", "logo"])]
    format: Listing,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let Arguments { set, unset, exclude, logo: picture, .. } = arguments;
    if set.is_empty() && unset.is_empty() && exclude.is_empty() && picture.is_none() {
        return list(arguments, context);
    }
    super::edit(&arguments.file, |document| {
        let command = restate(document, |proposal| {
            for name in unset {
                state(proposal, name, None).map_err(wrong)?;
            }
            for said in set {
                let (name, text) = said.split_once('=').ok_or_else(|| {
                    Failure::Input(format!(
                        "“{said}” states nothing; write NAME=VALUE, e.g. company=\"My company\""
                    ))
                })?;
                state(proposal, name, Some(text)).map_err(wrong)?;
            }
            proposal.exclusions.extend(exclude.iter().cloned());
            if let Some(path) = picture {
                proposal.logo = Some(logo(path)?);
            }
            Ok(())
        })?;
        let label = match context.language {
            Language::English => "Changed how prices are offered",
            Language::Spanish => "Cambiado cómo se ofrecen los precios",
        };
        Ok((command, label.to_owned()))
    })
}

fn wrong(error: Misstated) -> Failure {
    match error {
        Misstated::Name(name) => super::unknown("such word of a proposal", &name, Proposal::NAMES),
        other => Failure::Input(other.to_string()),
    }
}

fn list(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let stated = files::read(&arguments.file)?.project.document.proposal;
    arguments.format.print(
        || match &stated {
            None => match context.language {
                Language::English => "nothing is stated of a proposal\n".to_owned(),
                Language::Spanish => "no se declara nada de una propuesta\n".to_owned(),
            },
            Some(proposal) => text(proposal),
        },
        || json!({ "proposal": stated }),
    )?;
    Ok(Outcome::Fine)
}

fn text(proposal: &Proposal) -> String {
    let mut out = String::new();
    for name in Proposal::NAMES {
        let Some(said) = stated(proposal, name) else { continue };
        let said = match said.strip_prefix("data:").and_then(|url| url.split_once(';')) {
            Some((media, data)) if name == "logo" => {
                format!("{media} ({} KiB)", (data.len() * 3 / 4).div_ceil(1024))
            }
            _ => said,
        };
        for line in said.lines() {
            let _ = writeln!(out, "{name:<13} {line}");
        }
    }
    out
}
