//! `groundplan rate`

use std::{fmt::Write as _, fs, path::PathBuf};

use engine::{Command, Decimal, Id, Language, design::Rate, number};
use serde_json::json;

use super::Listing;
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design, which is changed if a currency is named
    file: PathBuf,
    /// ISO 4217 code of the currency, e.g. CLP
    currency: Option<String>,
    /// Units of the currency for one US dollar
    #[arg(requires_all = ["date", "source"])]
    per_usd: Option<Decimal>,
    /// The day the rate was quoted, YYYY-MM-DD
    #[arg(long, value_name = "DAY", requires = "per_usd")]
    date: Option<String>,
    /// Who quoted it
    #[arg(long, value_name = "TEXT", requires = "per_usd")]
    source: Option<String>,
    /// Takes the rate back
    #[arg(long, requires = "currency", conflicts_with = "per_usd")]
    remove: bool,
    /// States all rates of a CSV file with the header currency,per_usd,date,source
    #[arg(long, value_name = "FILE", conflicts_with = "currency")]
    import: Option<PathBuf>,
    /// How to print the rates
    #[arg(long, value_enum, default_value_t = Listing::Text, conflicts_with_all = ["currency", "import"])]
    format: Listing,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    if let Some(path) = &arguments.import {
        let commands = imported(path)?;
        let label = match context.language {
            Language::English => format!("Imported {} exchange rates", commands.len()),
            Language::Spanish => format!("Importados {} tipos de cambio", commands.len()),
        };
        return super::edit(&arguments.file, |_| Ok((Command::Batch { commands }, label)));
    }
    let Some(code) = &arguments.currency else { return list(arguments, context) };
    let id = currency(code)?;
    super::edit(&arguments.file, |_| match (&arguments.per_usd, &arguments.date, &arguments.source) {
        (Some(per_usd), Some(date), Some(source)) => {
            let label = match context.language {
                Language::English => format!("Exchange rate of {}", id.as_str().to_uppercase()),
                Language::Spanish => format!("Tipo de cambio de {}", id.as_str().to_uppercase()),
            };
            Ok((stated(id, *per_usd, date, source), label))
        }
        _ if arguments.remove => {
            let label = match context.language {
                Language::English => format!("Withdrew the exchange rate of {}", id.as_str().to_uppercase()),
                Language::Spanish => format!("Retirado el tipo de cambio de {}", id.as_str().to_uppercase()),
            };
            Ok((Command::RemoveRate { id }, label))
        }
        _ => Err(Failure::Input(format!(
            "say what a US dollar costs: groundplan rate FILE {code} PER_USD --date YYYY-MM-DD --source WHO, or --remove it"
        ))),
    })
}

fn currency(code: &str) -> Result<Id, Failure> {
    let id = engine::currency_id(code).filter(|id| id.as_str().len() == 3);
    id.ok_or_else(|| Failure::Input(format!("“{code}” is no ISO 4217 code such as CLP")))
}

fn stated(id: Id, per_usd: Decimal, date: &str, source: &str) -> Command {
    let (per_usd, date, source) = (number(per_usd), date.to_owned(), source.to_owned());
    Command::SetRate { id, rate: Rate { per_usd, date, source } }
}

/// The rates of a CSV file.
fn imported(path: &std::path::Path) -> Result<Vec<Command>, Failure> {
    let text =
        fs::read_to_string(path).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
    let wrong = |line: usize, what: &str| Failure::Input(format!("{}:{line}: {what}", path.display()));
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let header = lines.next().map(|(_, header)| header.replace(' ', "")).unwrap_or_default();
    if header != "currency,per_usd,date,source" {
        return Err(wrong(1, "expected the header currency,per_usd,date,source"));
    }
    let mut commands = Vec::new();
    for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let mut cells = line.splitn(4, ',').map(str::trim);
        let (Some(code), Some(per_usd), Some(date), Some(source)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            return Err(wrong(at + 1, "expected currency,per_usd,date,source"));
        };
        let id = currency(code)
            .map_err(|_| wrong(at + 1, &format!("“{code}” is no ISO 4217 code such as CLP")))?;
        let per_usd = per_usd
            .parse::<Decimal>()
            .map_err(|_| wrong(at + 1, &format!("“{per_usd}” is no number of units for one US dollar")))?;
        commands.push(stated(id, per_usd, date, source.trim_matches('"')));
    }
    Ok(commands)
}

fn list(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let rates = files::read(&arguments.file)?.project.document.rates;
    arguments.format.print(
        || {
            if rates.is_empty() {
                return match context.language {
                    Language::English => "no exchange rate is stated\n".to_owned(),
                    Language::Spanish => "no se declara ningún tipo de cambio\n".to_owned(),
                };
            }
            rates.iter().fold(String::new(), |mut out, (id, rate)| {
                let code = id.as_str().to_uppercase();
                let _ = writeln!(out, "1 USD = {} {code}  {}  {}", rate.per_usd, rate.date, rate.source);
                out
            })
        },
        || json!({ "rates": rates }),
    )?;
    Ok(Outcome::Fine)
}
