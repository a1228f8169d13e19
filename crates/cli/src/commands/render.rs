//! `groundplan render`

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use engine::Theme;
use studio::outputs::{self, Fonts, Form, Lens, Look};

use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design; `-` reads standard input
    file: PathBuf,
    /// The environment; without it each is drawn, and its name added to the file's
    #[arg(long, value_name = "ENVIRONMENT")]
    env: Option<String>,
    /// File to write; its ending says what: .svg or .png
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Colours
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    theme: Colours,
    /// Pixels per drawing unit of a PNG
    #[arg(long, default_value_t = 2.0, value_parser = scale)]
    scale: f32,
    /// What the drawing is looked at for: the rest steps back
    #[arg(long, value_enum)]
    lens: Option<Through>,
    /// Leave out prices
    #[arg(long)]
    no_prices: bool,
    #[command(flatten)]
    by: super::By,
    /// Show amounts in this currency, e.g. CLP, by the rate the design states
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Leave out findings
    #[arg(long)]
    no_findings: bool,
    /// Folder with `icons` and `fonts`, as `cargo xtask assets` fetches them; without them tiles carry letters
    #[arg(long, env = "GROUNDPLAN_ASSETS", value_name = "DIR")]
    assets: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colours {
    Light,
    Dark,
}

#[derive(Clone, Copy, ValueEnum)]
enum Through {
    /// What the internet reaches, on which ports, and what gets out to it
    Network,
    /// What of security is open, how bad it is and what is weak, and what of it the internet reaches
    Security,
    /// What a typical month costs: elements by five steps of heat, frames with their sums
    Cost,
}

fn scale(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(scale) if (0.1..=8.0).contains(&scale) => Ok(scale),
        _ => Err("expected a number between 0.1 and 8".to_owned()),
    }
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let form = Form::of(&arguments.out)?;
    let design = files::read(&arguments.file)?;
    let environments = design.project.environments(arguments.env.as_deref()).map_err(super::refused)?;
    let assets = arguments.assets.clone().or_else(beside_program);
    let icons = assets.as_deref().map(studio::review::icons).transpose()?.unwrap_or_default();
    let fonts =
        (form == Form::Png).then(|| Fonts::load(assets.map(|folder| folder.join("fonts")).as_deref()));
    let today = context.today();
    // the lens over cost is about prices
    let priced = !arguments.no_prices || matches!(arguments.lens, Some(Through::Cost));
    let book = priced.then(|| arguments.by.book()).transpose()?;
    let currency = super::currency(&design.project.document, arguments.currency.as_deref());
    let currency = currency.map_err(super::of(&arguments.file))?;
    let look = Look {
        theme: match arguments.theme {
            Colours::Light => Theme::Light,
            Colours::Dark => Theme::Dark,
        },
        language: context.language,
        currency: &currency,
        prices: book.as_ref().map(|book| (book, today.as_str())),
        findings: (!arguments.no_findings).then_some(today.as_str()),
        lens: arguments.lens.and_then(|lens| match lens {
            Through::Network => Some(Lens::Network),
            Through::Security => Some(Lens::Security(&today)),
            Through::Cost => book.as_ref().map(|book| Lens::Cost(book, &today)),
        }),
    };
    for (id, architecture) in &environments {
        let svg = outputs::drawing(&design.project, architecture, look, &icons);
        let path = match arguments.env {
            Some(_) => arguments.out.clone(),
            None => named(&arguments.out, id.as_str()),
        };
        let raster = fonts.as_ref().map(|fonts| (fonts, arguments.scale));
        for warning in outputs::write_drawing(&path, &svg, raster)? {
            eprintln!("groundplan: {warning}");
        }
        files::print(&format!("{}\n", path.display()))?;
    }
    Ok(Outcome::Fine)
}

/// `plan.svg` of `prod` is `plan-prod.svg`.
fn named(out: &Path, environment: &str) -> PathBuf {
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    let ending = out.extension().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!("{stem}-{environment}.{ending}"))
}

/// The assets of a build tree or an installation: `assets` in the program's folder or the one above.
pub fn beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    program
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("assets"))
        .find(|folder| folder.join("icons").is_dir())
}
