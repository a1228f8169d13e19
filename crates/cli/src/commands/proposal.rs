//! `groundplan proposal`

use std::{
    fmt::Write as _,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use engine::{
    Command, Decimal, Id, Language,
    design::{
        Proposal, Tax,
        logo::{Logo, MOST_BYTES},
    },
};
use serde_json::json;

use super::Listing;
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

/// What can be stated with NAME=VALUE.
const NAMES: [&str; 9] =
    ["accent", "client", "colour", "company", "contact", "currency", "introduction", "tax", "valid_days"];

#[derive(clap::Args)]
pub struct Arguments {
    /// The design, which is changed if something is stated
    file: PathBuf,
    /// States company, client, contact, introduction, colour or accent (#rrggbb), currency (CLP), tax (IVA:19) or
    /// valid_days; may be repeated
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
    let Arguments { set, unset, exclude, logo, .. } = arguments;
    if set.is_empty() && unset.is_empty() && exclude.is_empty() && logo.is_none() {
        return list(arguments, context);
    }
    super::edit(&arguments.file, |document| {
        let mut proposal = document.proposal.clone().unwrap_or_default();
        for name in unset {
            take_back(&mut proposal, name)?;
        }
        for stated in set {
            state(&mut proposal, stated)?;
        }
        proposal.exclusions.extend(exclude.iter().cloned());
        if let Some(path) = logo {
            proposal.logo = Some(self::logo(path)?);
        }
        let label = match context.language {
            Language::English => "Changed how prices are offered",
            Language::Spanish => "Cambiado cómo se ofrecen los precios",
        };
        let proposal = Some(proposal).filter(|proposal| *proposal != Proposal::default());
        Ok((Command::SetProposal { proposal }, label.to_owned()))
    })
}

/// The picture of a file, as a document carries it.
pub fn logo(path: &Path) -> Result<String, Failure> {
    let wrong = |what: String| Failure::Input(format!("{}: {what}", path.display()));
    let mut bytes = Vec::new();
    // A byte more than may be: what is larger is not read whole.
    let most = MOST_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| wrong(format!("the logo cannot be read: {error}")))?;
    Logo::of(bytes).map(|logo| logo.url()).map_err(|error| wrong(error.to_string()))
}

fn state(proposal: &mut Proposal, stated: &str) -> Result<(), Failure> {
    let (name, value) = stated.split_once('=').ok_or_else(|| {
        Failure::Input(format!("“{stated}” states nothing; write NAME=VALUE, e.g. company=\"My company\""))
    })?;
    let text = Some(value.to_owned());
    match name {
        "company" => proposal.company = text,
        "client" => proposal.client = text,
        "contact" => proposal.contact = text,
        "introduction" => proposal.introduction = text,
        "colour" => proposal.colour = text,
        "accent" => proposal.accent = text,
        "currency" => {
            let id = Id::new(&value.to_ascii_lowercase());
            let wrong = || Failure::Input(format!("“{value}” is no ISO 4217 code such as CLP"));
            proposal.currency = Some(id.ok_or_else(wrong)?);
        }
        "tax" => proposal.tax = Some(tax(value)?),
        "valid_days" => {
            let wrong = |_| Failure::Input(format!("“{value}” is no number of days"));
            proposal.valid_days = Some(value.parse().map_err(wrong)?);
        }
        _ => return Err(super::unknown("such word of a proposal", name, NAMES)),
    }
    Ok(())
}

/// `IVA:19`.
fn tax(text: &str) -> Result<Tax, Failure> {
    let wrong = || Failure::Input(format!("“{text}” is no tax; write its name and per cent, e.g. IVA:19"));
    let (name, percent) = text.split_once(':').ok_or_else(wrong)?;
    let percent: Decimal = percent.trim_end_matches([' ', '%']).parse().map_err(|_| wrong())?;
    let percent = percent.normalize().to_string().parse().map_err(|_| wrong())?;
    Ok(Tax { name: name.trim().to_owned(), percent })
}

fn take_back(proposal: &mut Proposal, name: &str) -> Result<(), Failure> {
    match name {
        "company" => proposal.company = None,
        "client" => proposal.client = None,
        "contact" => proposal.contact = None,
        "introduction" => proposal.introduction = None,
        "colour" => proposal.colour = None,
        "accent" => proposal.accent = None,
        "currency" => proposal.currency = None,
        "tax" => proposal.tax = None,
        "valid_days" => proposal.valid_days = None,
        "logo" => proposal.logo = None,
        "exclusions" => proposal.exclusions.clear(),
        _ => {
            let known = NAMES.into_iter().chain(["logo", "exclusions"]);
            return Err(super::unknown("such word of a proposal", name, known));
        }
    }
    Ok(())
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
    let Proposal {
        company,
        client,
        contact,
        introduction,
        logo,
        colour,
        accent,
        currency,
        tax,
        valid_days,
        exclusions,
    } = proposal;
    let logo = logo.as_ref().and_then(|url| url.split_once(';')).map(|(media, rest)| {
        format!("{} ({} KiB)", media.trim_start_matches("data:"), (rest.len() * 3 / 4).div_ceil(1024))
    });
    let rows = [
        ("company", company.clone()),
        ("client", client.clone()),
        ("contact", contact.clone()),
        ("introduction", introduction.clone()),
        ("logo", logo),
        ("colour", colour.clone()),
        ("accent", accent.clone()),
        ("currency", currency.as_ref().map(|id| id.as_str().to_uppercase())),
        ("tax", tax.as_ref().map(|tax| format!("{} {} %", tax.name, tax.percent))),
        ("valid_days", valid_days.map(|days| days.to_string())),
    ];
    let mut out = String::new();
    for (name, value) in rows {
        if let Some(value) = value {
            let _ = writeln!(out, "{name:<13} {value}");
        }
    }
    for text in exclusions {
        let _ = writeln!(out, "exclusion     {text}");
    }
    out
}
