//! `groundplan reach`

use std::{fmt::Write as _, path::PathBuf};

use engine::{Asked, FlowReport, Language, Network, Port, ReachReport, StepReport};
use serde_json::json;

use super::{Listing, Wire};
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design; `-` reads standard input
    file: PathBuf,
    /// Environment to ask about
    #[arg(long, value_name = "ENVIRONMENT")]
    env: String,
    /// Where requests come from: an element's id, `internet`, or a block such as 10.0.0.0/16
    from: String,
    /// Where they go, likewise
    to: String,
    /// Port that is called; all that TO declares when left out
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// Protocol of the port
    #[arg(long, value_enum, default_value_t = Wire::Tcp, requires = "port")]
    protocol: Wire,
    /// How to print answers
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let design = files::read(&arguments.file)?;
    let architecture = design.project.resolve(&arguments.env).map_err(super::refused)?;
    let network = Network::of(&architecture);
    let port = arguments.port.map(|number| Port { protocol: arguments.protocol.into(), number });
    let asked = Asked::read(&network, &arguments.from, &arguments.to, port).map_err(|error| {
        let mend = if matches!(error, engine::ReachError::NoPort { .. }) { " with --port" } else { "" };
        Failure::Input(format!("{}: {error}{mend}", arguments.file.display()))
    })?;
    let answers = ReachReport::answers(&network, &asked, context.language);
    arguments.format.print(|| text(&answers, context.language), || json!({ "answers": answers }))?;
    let reached = answers.iter().any(ReachReport::reached);
    Ok(if reached { Outcome::Fine } else { Outcome::Attention })
}

fn text(answers: &[ReachReport], language: Language) -> String {
    let spanish = language == Language::Spanish;
    let mut out = String::new();
    for answer in answers {
        let word = match (answer.answer, spanish) {
            ("reached", false) => "reached",
            ("reached", true) => "llega",
            ("blocked", false) => "not reached",
            ("blocked", true) => "no llega",
            (_, false) => "cannot tell",
            (_, true) => "no se puede saber",
        };
        let ReachReport { environment, from, to, port, protocol, .. } = answer;
        let _ = writeln!(out, "{environment}: {from} → {to}, {port}/{protocol}: {word}");
        for flow in &answer.flows {
            way(flow, spanish, &mut out);
        }
        if let Some(why) = &answer.why {
            let _ = writeln!(out, "  {why}");
        }
        if let Some(at) = &answer.at {
            let word = if spanish { "Se detiene en" } else { "Stopped at" };
            let _ = writeln!(out, "  {word}: {at}");
        }
        if let Some(opens) = &answer.opens {
            let word = if spanish { "Lo abriría" } else { "It takes" };
            let _ = writeln!(out, "  {word}: {opens}");
        }
    }
    out
}

/// One flow, a step a line.
fn way(flow: &FlowReport, spanish: bool, out: &mut String) {
    let ends = [flow.path.first(), flow.path.last()].map(|step| step.map_or("", |step| step.name.as_str()));
    let _ = writeln!(out, "  {} → {}", ends[0], ends[1]);
    let line = |step: &StepReport, out: &mut String| {
        let _ = writeln!(out, "    {:<30} {}", step.name, step.words);
    };
    for step in &flow.path {
        line(step, out);
    }
    if !flow.reply.is_empty() {
        let _ = writeln!(out, "    {}", if spanish { "y la respuesta" } else { "and the answer" });
    }
    for step in &flow.reply {
        line(step, out);
    }
}
