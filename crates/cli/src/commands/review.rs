//! `groundplan review`

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::Read,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use engine::{Language, canonical};
use serde_json::{Value, json};
use studio::{
    clock::Moment,
    person::Stamp,
    prices::Book,
    project_file::{Comment, Verdict},
    review::{self, Approval, Decision, Order, Records, Sent, Version},
};

use super::Listing;
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Review,
    /// How to print the answer
    #[arg(long, global = true, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

#[derive(Subcommand)]
enum Review {
    /// Writes the newest version as one HTML page to be read, commented and approved anywhere
    #[command(
        long_about = "Writes the newest version as one HTML page: diagram, prices, findings and guarantees of each \
                      environment. It works without network. Whoever gets it comments, approves or requests changes, \
                      and gives back an answer file for `groundplan review import`. That it was sent is recorded in \
                      the project file, or for a plain document in the state folder of this user."
    )]
    Export {
        /// The design; `-` reads standard input
        file: PathBuf,
        /// Only this environment; may be given several times
        #[arg(long, value_name = "ENVIRONMENT")]
        env: Vec<String>,
        /// File to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
        /// Who may answer, by name; may be given several times. Whoever gets the page when left out
        #[arg(long = "for", value_name = "NAME", value_parser = name)]
        reviewers: Vec<String>,
        /// Folder with `icons` and `webfonts`, as `cargo xtask assets` fetches them; without them tiles carry letters
        #[arg(long, env = "GROUNDPLAN_ASSETS", value_name = "DIR")]
        assets: Option<PathBuf>,
        #[command(flatten)]
        by: super::By,
    },
    /// Takes an answer into the record of the design; one for another version is refused
    Import {
        /// The design
        file: PathBuf,
        /// The answer: the page's file, or a text file with the block it gives for mail; `-` reads standard input
        answer: PathBuf,
        #[command(flatten)]
        by: super::By,
    },
    /// Says what was sent, what was answered, and which environments are approved as they are now
    Status {
        /// The design
        file: PathBuf,
        /// Only this environment; all when left out
        #[arg(long, value_name = "ENVIRONMENT")]
        env: Option<String>,
    },
}

fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("expected a name".to_owned()),
        name if name.chars().count() > 120 => Err("a name has at most 120 characters".to_owned()),
        name => Ok(name.to_owned()),
    }
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let say = Say { format: arguments.format, language: context.language };
    match &arguments.command {
        Review::Export { file, env, out, reviewers, assets, by } => {
            let assets = match assets.clone().or_else(super::render::beside_program) {
                Some(folder) => review::Assets::read(&folder)?,
                None => review::Assets::default(),
            };
            let order = Order {
                environments: env,
                reviewers,
                language: context.language,
                today: &context.today(),
                stamp: Stamp::now(),
                assets: &assets,
                book: &by.book()?,
            };
            export(file, &order, out, &say)
        }
        Review::Import { file, answer, by } => import(file, answer, &by.book()?, &say),
        Review::Status { file, env } => status(file, env.as_deref(), &say),
    }
}

/// How answers are given.
struct Say {
    format: Listing,
    language: Language,
}

impl Say {
    fn of(&self, english: &'static str, spanish: &'static str) -> &'static str {
        match self.language {
            Language::English => english,
            Language::Spanish => spanish,
        }
    }

    fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Approve => self.of("approves", "aprueba"),
            Verdict::RequestChanges => self.of("requests changes to", "pide cambios a"),
        }
    }

    fn answer(&self, text: &str, json: &Value) -> Result<Outcome, Failure> {
        match self.format {
            Listing::Text => files::print(text)?,
            Listing::Json => files::print(&files::pretty(json))?,
        }
        Ok(Outcome::Fine)
    }
}

fn export(file: &Path, order: &Order<'_>, out: &Path, say: &Say) -> Result<Outcome, Failure> {
    let sent = review::export(file, order, out)?;
    let environments: Vec<&str> = sent.environments.keys().map(String::as_str).collect();
    let mut text = format!(
        "{}: {} ({}), {}\n",
        out.display(),
        sent.label,
        canonical::short(&sent.version),
        environments.join(", ")
    );
    if !sent.blocked.is_empty() {
        let words =
            say.of("shown, but cannot be built nor approved", "se ve, pero no se puede construir ni aprobar");
        let _ = writeln!(text, "{}: {words}", sent.blocked.join(", "));
    }
    say.answer(&text, &json!({ "page": out.display().to_string(), "sent": told(&sent) }))
}

fn import(file: &Path, path: &Path, book: &Book, say: &Say) -> Result<Outcome, Failure> {
    let text = match path.as_os_str() == "-" {
        true => read_stdin()?,
        false => files::read_text(path)?,
    };
    let answer = review::import(file, &text, say.language, book, Moment::now())?;
    let environments: Vec<&str> = answer.environments.keys().map(String::as_str).collect();
    let mut text = format!(
        "{}: {} {} {}\n",
        file.display(),
        answer.reviewer,
        say.verdict(answer.decision),
        environments.join(", ")
    );
    if !answer.note.trim().is_empty() {
        let _ = writeln!(text, "  {}", answer.note.trim());
    }
    for comment in &answer.comments {
        let about = comment.element.as_deref().unwrap_or(say.of("the whole design", "todo el diseño"));
        let _ = writeln!(text, "  {about}: {}", comment.text.trim());
    }
    say.answer(
        &text,
        &json!({
            "decision": answer.decision,
            "reviewer": answer.reviewer,
            "note": answer.note,
            "time": answer.time,
            "version": answer.version,
            "environments": environments,
            "comments": answer.comments.len(),
        }),
    )
}

fn read_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    let read = std::io::stdin().take(64 << 20).read_to_string(&mut text);
    read.map_err(|error| Failure::Input(format!("standard input: {error}")))?;
    Ok(text)
}

fn status(file: &Path, environment: Option<&str>, say: &Say) -> Result<Outcome, Failure> {
    let version = Version::read(file, say.language)?;
    let records = Records::open(file, version.project.document.id.as_str(), false)?;
    let approvals = review::approvals(&version, &records, environment)?;
    let (sent, decisions, comments) = (records.sent()?, records.decisions()?, records.comments()?);
    let mut text = lines(&version, &approvals, &sent, &decisions, &comments, say);
    if let Records::Plain(plain) = &records {
        let words = say.of("\nRecorded for this user in", "\nRegistrado para este usuario en");
        let _ = writeln!(text, "{words} {}", plain.path().display());
    }
    let by_environment: BTreeMap<&str, &review::Standing> =
        approvals.iter().map(|approval| (approval.environment.as_str(), &approval.standing)).collect();
    let record = match &records {
        Records::Project(_) => file.display().to_string(),
        Records::Plain(plain) => plain.path().display().to_string(),
    };
    say.answer(
        &text,
        &json!({
            "version": version.hash,
            "label": version.label,
            "record": record,
            "environments": by_environment,
            "sent": sent.iter().map(told).collect::<Vec<_>>(),
            "answers": decisions.iter().map(given).collect::<Vec<_>>(),
            "comments": comments,
        }),
    )
}

fn lines(
    version: &Version,
    approvals: &[Approval],
    sent: &[Sent],
    decisions: &[Decision],
    comments: &[Comment],
    say: &Say,
) -> String {
    let mut out = format!("{} ({})\n", version.label, canonical::short(&version.hash));
    let width = approvals.iter().map(|one| one.environment.chars().count()).max().unwrap_or(0);
    for approval in approvals {
        let _ =
            writeln!(out, "  {:width$}  {}", approval.environment, approval.standing.render(say.language));
    }
    if !sent.is_empty() {
        let _ = writeln!(out, "\n{}", say.of("Sent", "Enviado"));
    }
    for one in sent {
        let to = match one.reviewers.is_empty() {
            true => String::new(),
            false => format!(" → {}", one.reviewers.join(", ")),
        };
        let _ = writeln!(
            out,
            "  {}  {} ({})  {}{to}",
            one.time.date(),
            one.label,
            canonical::short(&one.version),
            one.author
        );
        for decision in decisions.iter().filter(|decision| decision.review == one.id) {
            let words = say.verdict(decision.decision);
            let _ = writeln!(
                out,
                "    {}  {} {words} {}",
                decision.time.date(),
                decision.reviewer,
                decision.environment
            );
        }
    }
    let open: Vec<&Comment> =
        comments.iter().filter(|comment| comment.resolved.is_none() && comment.answers.is_none()).collect();
    if !open.is_empty() {
        let _ = writeln!(out, "\n{}", say.of("Open comments", "Comentarios abiertos"));
    }
    for comment in open {
        let about = comment.element.as_deref().unwrap_or(say.of("the whole design", "todo el diseño"));
        let _ = writeln!(out, "  {about}: {} ({})", comment.text, comment.author);
        for answer in comments.iter().filter(|other| other.answers.as_ref() == Some(&comment.id)) {
            let _ = writeln!(out, "    {} ({})", answer.text, answer.author);
        }
    }
    out
}

fn told(sent: &Sent) -> Value {
    json!({
        "review": sent.id,
        "version": sent.version,
        "label": sent.label,
        "time": sent.time,
        "author": sent.author,
        "reviewers": sent.reviewers,
        "price_book": sent.price_book,
        "environments": sent.environments,
        "blocked": sent.blocked,
    })
}

fn given(decision: &Decision) -> Value {
    json!({
        "review": decision.review,
        "version": decision.version,
        "environment": decision.environment,
        "decision": decision.decision,
        "reviewer": decision.reviewer,
        "note": decision.note,
        "time": decision.time,
        "imported": decision.imported,
    })
}
