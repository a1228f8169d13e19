//! What was sent and what was answered: in the project file, or for a plain document in the user's state folder.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Answer, Bound, answer::PriceBook, plain::PlainRecords};
use crate::{
    Failure, ProjectFile,
    clock::Moment,
    files,
    person::Stamp,
    places::Places,
    project_file::{Comment, NewApproval, Verdict},
};

/// A version that was given to somebody to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// Names the review; its answers carry it.
    pub id: String,
    /// SHA-256 of the canonical document.
    pub version: String,
    /// The version in words, such as `revision 12`.
    pub label: String,
    pub time: Moment,
    pub author: String,
    /// Who may answer; whoever gets the page when empty.
    pub reviewers: Vec<String>,
    pub price_book: PriceBook,
    /// What can be approved.
    pub environments: BTreeMap<String, Bound>,
    /// Environments shown that cannot be built, so cannot be approved.
    pub blocked: Vec<String>,
}

/// A decision about one environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Id of the answer it came with.
    pub answer: String,
    /// The review it answers.
    pub review: String,
    pub version: String,
    pub environment: String,
    pub decision: Verdict,
    pub reviewer: String,
    pub note: String,
    /// By the reviewer's clock.
    pub time: Moment,
    pub imported: Moment,
    pub bound: Bound,
}

/// The record of a design's reviews.
#[derive(Debug)]
pub enum Records {
    Project(ProjectFile),
    Plain(PlainRecords),
}

/// What stands in a project's row of an answer beside its columns.
#[derive(Serialize, Deserialize)]
struct Details {
    answer: String,
    review: String,
    note: String,
    imported: Moment,
    price_book: PriceBook,
    bound: Bound,
}

impl Records {
    /// Opens the record of the design at `path`, whose document has this id.
    ///
    /// # Errors
    /// The record cannot be read, or for `writing` not be written.
    pub fn open(path: &Path, document: &str, writing: bool) -> Result<Records, Failure> {
        if path.as_os_str() == "-" || !files::is_project(path)? {
            return Ok(Records::Plain(PlainRecords::new(Places::find()?.state(), document)));
        }
        let file = match writing {
            true => ProjectFile::open(path)?,
            false => ProjectFile::open_to_read(path)?,
        };
        match file.read_only().filter(|_| writing) {
            None => Ok(Records::Project(file)),
            Some(reason) => Err(Failure::World(format!(
                "{}: reviews are recorded in the project, but it cannot be written: {reason}",
                path.display()
            ))),
        }
    }

    /// What was sent, the latest first.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn sent(&self) -> Result<Vec<Sent>, Failure> {
        match self {
            Records::Project(file) => {
                file.reviews()?.into_iter().map(|review| understood(file.path(), review.details)).collect()
            }
            Records::Plain(plain) => plain.sent(),
        }
    }

    /// What was answered, the latest import first.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, Failure> {
        let Records::Project(file) = self else {
            let Records::Plain(plain) = self else { return Ok(Vec::new()) };
            return plain.decisions();
        };
        let decision = |approval: crate::project_file::Approval| {
            let details: Details = understood(file.path(), approval.details)?;
            Ok(Decision {
                answer: details.answer,
                review: details.review,
                version: approval.hash,
                environment: approval.environment,
                decision: approval.verdict,
                reviewer: approval.reviewer,
                note: details.note,
                time: approval.time,
                imported: details.imported,
                bound: details.bound,
            })
        };
        file.approvals(None)?.into_iter().map(decision).collect()
    }

    /// Comments in the order in which they were made.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn comments(&self) -> Result<Vec<Comment>, Failure> {
        match self {
            Records::Project(file) => file.comments(),
            Records::Plain(plain) => plain.comments(),
        }
    }

    /// Notes that a version is sent. `revision` is the project's.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn note_sent(&self, sent: &Sent, revision: u32) -> Result<(), Failure> {
        match self {
            Records::Project(file) => {
                let stamp = Stamp { time: sent.time, author: sent.author.clone() };
                file.add_review(revision, &sent.version, &told(file.path(), sent)?, &stamp).map(drop)
            }
            Records::Plain(plain) => plain.note_sent(sent),
        }
    }

    /// Notes an answer, all of it or nothing; false when it is noted already.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn note_answer(&self, answer: &Answer, now: Moment) -> Result<bool, Failure> {
        let decisions = decisions(answer, now);
        let comments = comments(answer, now);
        let file = match self {
            Records::Plain(plain) => return plain.note_answer(answer, &decisions, &comments, now),
            Records::Project(file) => file,
        };
        let review = file
            .reviews()?
            .into_iter()
            .find(|review| review.details.get("id").and_then(Value::as_str) == Some(answer.review.as_str()));
        let noted: Vec<(&Decision, Stamp, Value)> = decisions
            .iter()
            .map(|decision| {
                let details = Details {
                    answer: decision.answer.clone(),
                    review: decision.review.clone(),
                    note: decision.note.clone(),
                    imported: now,
                    price_book: answer.price_book.clone(),
                    bound: decision.bound.clone(),
                };
                let stamp = Stamp { time: decision.time, author: decision.reviewer.clone() };
                Ok((decision, stamp, told(file.path(), &details)?))
            })
            .collect::<Result<_, Failure>>()?;
        let approvals: Vec<NewApproval<'_>> = noted
            .iter()
            .map(|(decision, stamp, details)| NewApproval {
                review: review.as_ref().map(|review| review.id),
                hash: &decision.version,
                environment: &decision.environment,
                verdict: decision.decision,
                stamp,
                details,
            })
            .collect();
        file.add_answer(&answer.id, &approvals, &comments, &answer.resolved, now)
    }

    /// Adds a comment made here.
    ///
    /// # Errors
    /// It answers a comment that is not there, or the disk refuses.
    pub fn add_comment(&self, comment: &Comment) -> Result<(), Failure> {
        match self {
            Records::Project(file) => file.add_comment(comment),
            Records::Plain(plain) => plain.add_comment(comment),
        }
    }

    /// Marks a comment as dealt with, or open again.
    ///
    /// # Errors
    /// There is no such comment, or the disk refuses.
    pub fn resolve_comment(&self, id: &str, resolved: Option<Moment>) -> Result<(), Failure> {
        match self {
            Records::Project(file) => file.resolve_comment(id, resolved),
            Records::Plain(plain) => plain.resolve_comment(id, resolved),
        }
    }
}

fn decisions(answer: &Answer, now: Moment) -> Vec<Decision> {
    let decision = |(environment, bound): (&String, &Bound)| Decision {
        answer: answer.id.clone(),
        review: answer.review.clone(),
        version: answer.version.clone(),
        environment: environment.clone(),
        decision: answer.decision,
        reviewer: answer.reviewer.trim().to_owned(),
        note: answer.note.clone(),
        time: answer.moment().unwrap_or(now),
        imported: now,
        bound: bound.clone(),
    };
    answer.environments.iter().map(decision).collect()
}

/// The comments of an answer; they were made in this order, and all by the time it was given.
fn comments(answer: &Answer, now: Moment) -> Vec<Comment> {
    let given = answer.moment().unwrap_or(now).millis();
    let count = i64::try_from(answer.comments.len()).unwrap_or_default();
    let comment = |(at, remark): (i64, &super::answer::Remark)| Comment {
        id: remark.id.clone(),
        hash: answer.version.clone(),
        element: remark.element.clone(),
        answers: remark.answers.clone(),
        time: Moment::from_millis(given - count + at),
        author: answer.reviewer.trim().to_owned(),
        text: remark.text.trim().to_owned(),
        resolved: None,
    };
    (0..).zip(&answer.comments).map(comment).collect()
}

fn understood<T: DeserializeOwned>(path: &Path, value: Value) -> Result<T, Failure> {
    serde_json::from_value(value).map_err(|error| {
        Failure::World(format!("{}: a review in it cannot be read: {error}", path.display()))
    })
}

fn told(path: &Path, what: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(what).map_err(|error| Failure::World(format!("{}: {error}", path.display())))
}
