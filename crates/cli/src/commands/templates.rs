//! `groundplan templates`

use engine::TEMPLATES;
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
    let text = match arguments.format {
        super::Listing::Text => TEMPLATES
            .iter()
            .map(|template| format!("{:<16} {}\n", template.name, context.language.of(template.description)))
            .collect(),
        super::Listing::Json => files::pretty(
            &TEMPLATES
                .iter()
                .map(|template| {
                    json!({
                        "name": template.name,
                        "title": context.language.of(template.title),
                        "description": context.language.of(template.description),
                    })
                })
                .collect(),
        ),
    };
    files::print(&text)?;
    Ok(Outcome::Fine)
}
