//! `groundplan history`

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use engine::{Language, canonical};
use serde_json::{Value, json};
use studio::{
    Live, Operation, ProjectFile,
    person::Stamp,
    project_file::{self, Verification},
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
    command: History,
    /// How to print the answer
    #[arg(long, global = true, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

#[derive(Subcommand)]
enum History {
    /// Lists what was done, the newest first
    List {
        /// The project file
        file: PathBuf,
        /// Only so many
        #[arg(long, value_name = "NUMBER", default_value_t = u32::MAX, hide_default_value = true)]
        limit: u32,
    },
    /// Prints the design as it was
    Show {
        /// The project file
        file: PathBuf,
        /// A revision's number or a version's name; the newest when left out
        revision: Option<String>,
        /// File to write instead of standard output
        #[arg(short, long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Brings the design to what it was, as one more operation
    Restore {
        /// The project file
        file: PathBuf,
        /// A revision's number or a version's name
        revision: String,
    },
    /// Names a revision
    Name {
        /// The project file
        file: PathBuf,
        /// The revision's number (the newest when left out) and its name
        #[arg(required = true, num_args = 1..=2, value_names = ["REVISION", "NAME"])]
        words: Vec<String>,
    },
    /// Replays what was done and compares every hash; exits with 1 if anything is wrong
    Verify {
        /// The project file
        file: PathBuf,
    },
    /// Writes the newest sound design of a damaged file
    Salvage {
        /// The damaged file; it is left as it is
        file: PathBuf,
        /// File to write instead of standard output; it must not be there yet
        #[arg(short, long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let say = Say { format: arguments.format, spanish: context.language == Language::Spanish };
    match &arguments.command {
        History::List { file, limit } => list(file, *limit, &say),
        History::Show { file, revision, out } => show(file, revision.as_deref(), out.as_deref()),
        History::Restore { file, revision } => restore(file, revision, &say),
        History::Name { file, words } => name(file, words, &say),
        History::Verify { file } => verify(file, &say),
        History::Salvage { file, out } => salvage(file, out.as_deref(), &say),
    }
}

/// How answers are given.
struct Say {
    format: Listing,
    spanish: bool,
}

impl Say {
    fn words(&self, english: String, spanish: String) -> String {
        if self.spanish { spanish } else { english }
    }

    fn answer(&self, text: String, json: &Value) -> Result<(), Failure> {
        match self.format {
            Listing::Text => files::print(&text),
            Listing::Json => files::print(&files::pretty(json)),
        }
    }
}

/// The file, if it is one that keeps a history.
fn history(path: &Path) -> Result<ProjectFile, Failure> {
    if !studio::files::is_project(path)? {
        return Err(project_file::plain(path));
    }
    ProjectFile::open_to_read(path)
}

fn list(path: &Path, limit: u32, say: &Say) -> Result<Outcome, Failure> {
    let file = history(path)?;
    let operations = file.operations(None, limit)?;
    let versions = file.versions()?;
    let mut text = String::new();
    for line in &operations {
        let time = line.time.to_string();
        let (date, hour) = (line.time.date(), time.get(11..16).unwrap_or_default());
        let _ = write!(text, "{:>6}  {date} {hour}  {:<12} {}", line.revision, line.author, line.label);
        for version in versions.iter().filter(|version| version.revision == line.revision) {
            let _ = write!(text, "  [{}]", version.name);
        }
        text.push('\n');
    }
    let head = file.head()?;
    let json = json!({
        "revision": head.revision,
        "hash": head.hash,
        "operations": operations,
        "versions": versions,
    });
    say.answer(text, &json)?;
    Ok(Outcome::Fine)
}

fn show(path: &Path, revision: Option<&str>, out: Option<&Path>) -> Result<Outcome, Failure> {
    let file = history(path)?;
    let document = match revision {
        Some(word) => file.document_at(file.revision_called(word)?)?,
        None => file.document()?.0,
    };
    match out {
        Some(out) => studio::files::write_document(out, document)?,
        None => files::print(&canonical::print(&document))?,
    }
    Ok(Outcome::Fine)
}

fn restore(path: &Path, word: &str, say: &Say) -> Result<Outcome, Failure> {
    let revision = history(path)?.revision_called(word)?;
    let mut live = Live::open(path)?;
    let delta = live.way_back(revision)?;
    let changed = !delta.is_empty();
    if changed {
        let label =
            say.words(format!("Restored revision {revision}"), format!("Restaurada la revisión {revision}"));
        live.commit(live.revision(), &[Operation { label, delta }])?;
    }
    let (shown, now) = (path.display(), live.revision());
    let text = match changed {
        true => say.words(
            format!("{shown}: revision {now} is as revision {revision} was\n"),
            format!("{shown}: la revisión {now} es como fue la revisión {revision}\n"),
        ),
        false => say.words(
            format!("{shown}: is as revision {revision} was already\n"),
            format!("{shown}: ya es como fue la revisión {revision}\n"),
        ),
    };
    say.answer(
        text,
        &json!({ "revision": now, "hash": live.hash(), "restored": revision, "changed": changed }),
    )?;
    Ok(Outcome::Fine)
}

fn name(path: &Path, words: &[String], say: &Say) -> Result<Outcome, Failure> {
    history(path)?;
    let file = ProjectFile::open(path)?;
    let (revision, name) = match words {
        [revision, name] => (file.revision_called(revision)?, name),
        [name] => (file.head()?.revision, name),
        _ => return Err(Failure::Input("name one revision".to_owned())),
    };
    file.name_version(revision, name, &Stamp::now())?;
    let name = name.trim();
    let shown = path.display();
    let text = say.words(
        format!("{shown}: revision {revision} is called “{name}”\n"),
        format!("{shown}: la revisión {revision} se llama «{name}»\n"),
    );
    say.answer(text, &json!({ "revision": revision, "name": name }))?;
    Ok(Outcome::Fine)
}

fn verify(path: &Path, say: &Say) -> Result<Outcome, Failure> {
    let Verification { revision, problems } = history(path)?.verify()?;
    let shown = path.display();
    let mut text = match problems.is_empty() {
        true => say.words(
            format!("{shown}: sound, every hash up to revision {revision} agrees\n"),
            format!("{shown}: íntegro, cada hash hasta la revisión {revision} coincide\n"),
        ),
        false => say.words(
            format!("{shown}: is damaged; `groundplan history salvage` writes its newest sound design\n"),
            format!("{shown}: está dañado; `groundplan history salvage` escribe su último diseño íntegro\n"),
        ),
    };
    for problem in &problems {
        let _ = writeln!(text, "  {problem}");
    }
    let sound = problems.is_empty();
    say.answer(text, &json!({ "sound": sound, "revision": revision, "problems": problems }))?;
    Ok(if sound { Outcome::Fine } else { Outcome::Attention })
}

fn salvage(path: &Path, out: Option<&Path>, say: &Say) -> Result<Outcome, Failure> {
    if let Some(out) = out {
        files::not_there(out, "name a new file")?;
    }
    let found = project_file::salvage(path)?;
    let (shown, revision, newest) = (path.display(), found.revision, found.newest);
    let mut text = say.words(
        format!("{shown}: revision {revision} of {newest} is sound"),
        format!("{shown}: la revisión {revision} de {newest} está íntegra"),
    );
    if !found.proven {
        text.push_str(&say.words(
            " (its hash is lost: look through it)".to_owned(),
            " (su hash se perdió: revíselo)".to_owned(),
        ));
    }
    text.push('\n');
    match out {
        Some(out) => {
            studio::files::write_document(out, found.document)?;
            let json = json!({ "revision": revision, "newest": newest, "proven": found.proven, "out": out });
            say.answer(text, &json)?;
        }
        None => {
            eprint!("groundplan: {text}");
            files::print(&canonical::print(&found.document))?;
        }
    }
    Ok(Outcome::Fine)
}
