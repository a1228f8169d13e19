//! `groundplan rules`

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use engine::{RULES, RuleReport};

use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// File to write instead of standard output; of `md` the folder of its pages, made if missing
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    /// Pages to read, in English: README.md with a table of all, and a page for each pillar
    Md,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let out = arguments.out.as_deref();
    match (arguments.format, out) {
        (Format::Md, Some(folder)) => write_pages(folder)?,
        (Format::Md, None) => {
            return Err(Failure::Input(
                "--format md writes several pages: name their folder with --out".to_owned(),
            ));
        }
        (Format::Json, _) => {
            let reports: Vec<_> = RULES.iter().map(|rule| RuleReport::new(*rule, context.language)).collect();
            files::deliver(out, &files::pretty(&serde_json::json!(reports)))?;
        }
        (Format::Text, _) => files::deliver(out, &listed(context))?,
    }
    Ok(Outcome::Fine)
}

/// One line for each rule.
fn listed(context: &Context) -> String {
    let line = |about: &engine::About| {
        format!(
            "{:<40} {:<8} {:<6} {}\n",
            about.id,
            about.production.word(),
            about.question,
            context.language.of(about.title)
        )
    };
    RULES.iter().map(|rule| line(rule.about())).collect()
}

fn write_pages(folder: &Path) -> Result<(), Failure> {
    files::folder(folder)?;
    for (name, text) in engine::rule_pages() {
        let path = folder.join(name);
        files::write(&path, text.as_bytes())?;
        files::print(&format!("{}\n", path.display()))?;
    }
    Ok(())
}
