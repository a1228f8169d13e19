//! `groundplan answer`

use std::path::PathBuf;

use clap::ValueEnum;
use engine::{
    Command, Document, Id, Language,
    design::{Answer, Choice, framework, ids::Ids},
};

use crate::{
    Context,
    failure::{Failure, Outcome},
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
    let question = arguments.question.to_ascii_uppercase();
    if framework::question(&question).is_none() {
        let known = "they are OPS01 to OPS11, SEC01 to SEC11, REL01 to REL13, PERF01 to PERF05, COST01 to COST11 and \
                     SUS01 to SUS06";
        return Err(Failure::Input(format!("there is no question “{}”; {known}", arguments.question)));
    }
    super::edit(&arguments.file, |document| {
        let environments = super::environments(document, &arguments.env)?;
        let places = super::places(environments.as_deref(), context.language);
        let standing = standing(document, &question, environments.as_deref());
        match (arguments.choice, &arguments.note, &arguments.role) {
            (Some(choice), Some(note), Some(role)) => {
                let id = standing.unwrap_or_else(|| {
                    let words: Vec<&str> = environments.iter().flatten().map(Id::as_str).collect();
                    Ids::new(document).give(&format!("{question}-{}", words.join("-")))
                });
                let label = given(&question, choice.into(), &places, context.language);
                let answer = Answer {
                    question: question.clone(),
                    choice: choice.into(),
                    note: note.clone(),
                    role: role.clone(),
                    date: context.today(),
                    environments,
                };
                Ok((Command::Answer { id, answer }, label))
            }
            _ => {
                let id = standing.ok_or_else(|| {
                    let places = super::places(environments.as_deref(), Language::English);
                    Failure::Input(format!(
                        "{question} has no answer for {places}; name the environments it was given for with --env"
                    ))
                })?;
                let label = match context.language {
                    Language::English => format!("Withdrew the answer to {question} for {places}"),
                    Language::Spanish => format!("Retirada la respuesta a {question} para {places}"),
                };
                Ok((Command::WithdrawAnswer { id }, label))
            }
        }
    })
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

/// What was done, as the history tells it.
fn given(question: &str, choice: Choice, places: &str, language: Language) -> String {
    let choice = language.of(engine::well_architected::choice_words(choice));
    match language {
        Language::English => format!("Answered {question} for {places}: {choice}"),
        Language::Spanish => format!("Respondida {question} para {places}: {choice}"),
    }
}
