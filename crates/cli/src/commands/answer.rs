//! `groundplan answer`

use std::path::PathBuf;

use clap::ValueEnum;
use engine::{
    Command, Document, Id, Language, Services,
    design::{self, Answer, Choice, framework},
};
use studio::{Live, Operation};

use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design, which is changed
    file: PathBuf,
    /// The question of the AWS Well-Architected Framework, e.g. SEC10
    question: String,
    /// How far what it asks for is done
    #[arg(long, value_enum, required_unless_present = "withdraw")]
    choice: Option<Said>,
    /// Why: what is done, or where it is written down
    #[arg(long, value_name = "TEXT", required_unless_present = "withdraw")]
    note: Option<String>,
    /// What the person who answers is to the system, e.g. "head of operations"; no name
    #[arg(long, value_name = "ROLE", required_unless_present = "withdraw")]
    role: Option<String>,
    /// Only in this environment; may be repeated; all when left out
    #[arg(long, value_name = "ENVIRONMENT")]
    env: Vec<String>,
    /// Takes the answer for just these environments back
    #[arg(long, conflicts_with_all = ["choice", "note", "role"])]
    withdraw: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Said {
    Met,
    PartlyMet,
    NotMet,
    DoesNotApply,
}

impl From<Said> for Choice {
    fn from(said: Said) -> Choice {
        match said {
            Said::Met => Choice::Met,
            Said::PartlyMet => Choice::PartlyMet,
            Said::NotMet => Choice::NotMet,
            Said::DoesNotApply => Choice::DoesNotApply,
        }
    }
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let shown = arguments.file.display();
    let wrong = |what: String| Failure::Input(format!("{shown}: {what}"));
    let question = arguments.question.to_ascii_uppercase();
    if framework::question(&question).is_none() {
        let known = "they are OPS01 to OPS11, SEC01 to SEC11, REL01 to REL13, PERF01 to PERF05, COST01 to COST11 and \
                     SUS01 to SUS06";
        return Err(Failure::Input(format!("there is no question “{}”; {known}", arguments.question)));
    }
    let mut live = Live::open(&arguments.file)?;
    let environments = environments(&arguments.env).map_err(wrong)?;
    let standing = standing(live.document(), &question, environments.as_deref());
    let command = match (arguments.choice, &arguments.note, &arguments.role) {
        (Some(choice), Some(note), Some(role)) => Command::Answer {
            id: match standing {
                Some(id) => id,
                None => fresh(live.document(), &question, &arguments.env).map_err(wrong)?,
            },
            answer: Answer {
                question: question.clone(),
                choice: choice.into(),
                note: note.clone(),
                role: role.clone(),
                date: context.today(),
                environments,
            },
        },
        _ => Command::WithdrawAnswer {
            id: standing.ok_or_else(|| {
                let there =
                    format!("{question} has no answer for {}", named(&arguments.env, Language::English));
                wrong(format!("{there}; name the environments it was given for with --env"))
            })?,
        },
    };
    let mut document = live.document().clone();
    let delta =
        design::apply(&mut document, &Services, command).map_err(|refusal| wrong(refusal.to_string()))?;
    let label = label(&question, arguments, context.language);
    if !delta.is_empty() {
        live.commit(live.revision(), &[Operation { label: label.clone(), delta }])?;
    }
    files::print(&format!("{shown}: {label}\n"))?;
    Ok(Outcome::Fine)
}

fn environments(named: &[String]) -> Result<Option<Vec<Id>>, String> {
    if named.is_empty() {
        return Ok(None);
    }
    let id = |name: &String| Id::new(name).ok_or_else(|| format!("“{name}” is no environment"));
    named.iter().map(id).collect::<Result<Vec<_>, _>>().map(Some)
}

/// The answer that was given for just these environments.
fn standing(document: &Document, question: &str, environments: Option<&[Id]>) -> Option<Id> {
    let sorted = |named: Option<&[Id]>| {
        named.map(|named| {
            let mut named = named.to_vec();
            named.sort();
            named
        })
    };
    let same = |answer: &Answer| {
        answer.question == question && sorted(answer.environments.as_deref()) == sorted(environments)
    };
    document.answers.iter().find(|(_, answer)| same(answer)).map(|(id, _)| id.clone())
}

/// `sec10-prod`, or with a number behind where that is taken.
fn fresh(document: &Document, question: &str, environments: &[String]) -> Result<Id, String> {
    let mut words = vec![question.to_ascii_lowercase()];
    words.extend(environments.iter().cloned());
    let whole = words.join("-");
    // Many environments would make too long an id; the question alone says enough.
    let stem = if Id::new(&whole).is_some() { whole } else { question.to_ascii_lowercase() };
    let candidates = std::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
    candidates
        .take(1000)
        .filter_map(|text| Id::new(&text))
        .find(|id| !document.answers.contains_key(id))
        .ok_or_else(|| format!("{question} has too many answers"))
}

fn named(environments: &[String], language: Language) -> String {
    match (environments, language) {
        ([], Language::English) => "all environments".to_owned(),
        ([], Language::Spanish) => "todos los entornos".to_owned(),
        (named, _) => named.join(", "),
    }
}

/// What was done, as the history tells it.
fn label(question: &str, arguments: &Arguments, language: Language) -> String {
    let place = named(&arguments.env, language);
    let choice =
        arguments.choice.map(|said| language.of(engine::well_architected::choice_words(said.into())));
    match (choice, language) {
        (Some(choice), Language::English) => format!("Answered {question} for {place}: {choice}"),
        (Some(choice), Language::Spanish) => format!("Respondida {question} para {place}: {choice}"),
        (None, Language::English) => format!("Withdrew the answer to {question} for {place}"),
        (None, Language::Spanish) => format!("Retirada la respuesta a {question} para {place}"),
    }
}
