//! `groundplan rules`

use serde_json::json;

use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// How to print them
    #[arg(long, value_enum, default_value_t = super::Listing::Text)]
    format: super::Listing,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let language = context.language;
    let rules = engine::RULES.iter().map(|rule| rule.about());
    let text = match arguments.format {
        super::Listing::Text => rules
            .map(|about| {
                format!(
                    "{:<40} {:<8} {:<6} {}\n",
                    about.id,
                    about.production.word(),
                    about.question,
                    language.of(about.title)
                )
            })
            .collect(),
        super::Listing::Json => files::pretty(
            &rules
                .map(|about| {
                    json!({
                        "id": about.id,
                        "title": language.of(about.title),
                        "rationale": language.of(about.rationale),
                        "severity": {
                            "production": about.production.word(),
                            "non_production": about.non_production.word(),
                        },
                        "pillar": about.pillar.word(),
                        "question": about.question,
                        "peers": about.peers,
                        "source": about.source,
                    })
                })
                .collect(),
        ),
    };
    files::print(&text)?;
    Ok(Outcome::Fine)
}
