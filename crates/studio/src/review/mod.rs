//! Reviews: a version goes out as one HTML page, its answer comes back as a small file.
//!
//! A version is the SHA-256 of its canonical document. An answer is bound to it, to each environment it covers as that
//! would be built ([`Bound`]), and to the price book. An approval holds as long as the environment would be built in
//! just this way: a box that moves does not void it, a resource that changes does.

mod answer;
mod assets;
mod bound;
mod dossier;
mod page;
mod plain;
mod records;
mod standing;

use std::{fmt::Write, path::Path};

use engine::{Book, Document, Project, canonical};
use sha2::{Digest, Sha256};

use crate::{Failure, ProjectFile, clock::Moment, files, person::Stamp, project_file::Comment};

pub use answer::{Answer, PriceBook, Remark, armour};
pub use assets::{Assets, FACES, icons};
pub use bound::{Bound, BoundStack, Difference, Source};
pub use records::{Decision, Records, Sent};
pub use standing::{Approval, Standing};
// who calls for a review need not know the engine
pub use engine::Language;

/// SHA-256 in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What is to be sent, and how.
#[derive(Debug)]
pub struct Order<'a> {
    /// Only these environments; all when empty.
    pub environments: &'a [String],
    /// Who may answer; whoever gets the page when empty.
    pub reviewers: &'a [String],
    pub language: Language,
    /// `YYYY-MM-DD`: decides which accepted findings still are.
    pub today: &'a str,
    pub stamp: Stamp,
    pub assets: &'a Assets,
    /// What it costs by which prices.
    pub book: &'a Book,
}

/// A version of a design, and what it is called.
#[derive(Debug)]
pub struct Version {
    pub project: Project,
    pub hash: String,
    /// In a project file.
    pub revision: Option<u32>,
    /// In words: a name, a revision or the beginning of the hash.
    pub label: String,
}

impl Version {
    /// The newest version of the design at a path.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(path: &Path, language: Language) -> Result<Version, Failure> {
        if path.as_os_str() == "-" || !files::is_project(path)? {
            let (document, _) = files::read_document(path)?;
            return Ok(Version::of(document));
        }
        let file = ProjectFile::open_to_read(path)?;
        let (document, head) = file.document()?;
        files::sound(path, &document)?;
        Ok(Version {
            label: label(&file, head.revision, language)?,
            project: Project::new(document),
            hash: head.hash,
            revision: Some(head.revision),
        })
    }

    /// A version that no project file knows.
    pub fn of(document: Document) -> Version {
        let hash = canonical::hash(&document);
        let label = canonical::short(&hash).to_owned();
        Version { project: Project::new(document), hash, revision: None, label }
    }

    /// How an environment would be built; `None` when it cannot be.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn bound(&self, environment: &str) -> Result<Option<Bound>, Failure> {
        let architecture =
            self.project.resolve(environment).map_err(|error| Failure::Input(error.to_string()))?;
        Ok(Bound::of(&self.project, &architecture).ok())
    }
}

/// What a revision is called: its name if it has one.
fn label(file: &ProjectFile, revision: u32, language: Language) -> Result<String, Failure> {
    let named = file.versions()?.into_iter().rfind(|version| version.revision == revision);
    Ok(match (named, language) {
        (Some(version), _) => version.name,
        (None, Language::English) => format!("revision {revision}"),
        (None, Language::Spanish) => format!("revisión {revision}"),
    })
}

/// Writes the page of the newest version of a design to `out`, and notes that it was sent.
///
/// # Errors
/// The design cannot be read, an environment is not there, nothing could be approved, `out` is no name of a page, or the
/// disk refuses.
pub fn export(path: &Path, order: &Order<'_>, out: &Path) -> Result<Sent, Failure> {
    // Which also keeps the design itself from being named by mistake.
    if !out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html")) {
        return Err(Failure::Input(format!("{}: name a file that ends in .html", out.display())));
    }
    let version = Version::read(path, order.language)?;
    let records = Records::open(path, version.project.document.id.as_str(), true)?;
    let (sent, html) = page(&version, &records, order)?;
    files::write(out, html.as_bytes())?;
    records.note_sent(&sent, version.revision.unwrap_or_default())?;
    Ok(sent)
}

/// The page of a version, and what is noted when it is sent.
///
/// # Errors
/// As [`export()`].
pub fn page(version: &Version, records: &Records, order: &Order<'_>) -> Result<(Sent, String), Failure> {
    let dossiers = dossier::all(&version.project, order)?;
    let time = order.stamp.time;
    // Two reviews of one version by one person at one time are one.
    let name = format!("{} {time} {}", version.hash, order.stamp.author);
    let sent = Sent {
        id: digest(name.as_bytes()).get(..16).unwrap_or_default().to_owned(),
        version: version.hash.clone(),
        label: version.label.clone(),
        time,
        author: order.stamp.author.clone(),
        reviewers: order.reviewers.to_vec(),
        price_book: price_book(order.book),
        environments: dossiers
            .iter()
            .filter_map(|dossier| Some((dossier.id.clone(), dossier.bound.clone()?)))
            .collect(),
        blocked: dossiers
            .iter()
            .filter(|dossier| dossier.bound.is_none())
            .map(|dossier| dossier.id.clone())
            .collect(),
    };
    if sent.environments.is_empty() {
        let blockers: Vec<&str> =
            dossiers.iter().flat_map(|dossier| &dossier.blockers).map(String::as_str).collect();
        return Err(Failure::Refused(format!(
            "nothing in it can be built, so there is nothing to approve: {}",
            blockers.join("; ")
        )));
    }
    let html = page::write(&version.project.document, &sent, &dossiers, &records.comments()?, order);
    Ok((sent, html))
}

fn price_book(book: &Book) -> PriceBook {
    PriceBook { as_of: book.as_of().to_owned(), digest: book.digest().to_owned() }
}

/// Takes an answer into the record of a design.
///
/// # Errors
/// [`Failure::Input`] for what is no answer, [`Failure::Refused`] for one that does not belong to the design as it is
/// now, was edited, or was taken before.
pub fn import(
    path: &Path,
    answer: &str,
    language: Language,
    book: &Book,
    now: Moment,
) -> Result<Answer, Failure> {
    let answer = Answer::read(answer)?;
    let version = Version::read(path, language)?;
    let records = Records::open(path, version.project.document.id.as_str(), true)?;
    fits(&answer, &version, &records, language, book)?;
    match records.note_answer(&answer, now)? {
        true => Ok(answer),
        false => {
            let before = records.decisions()?.into_iter().find(|decision| decision.answer == answer.id);
            let when = before.map(|decision| decision.imported.date()).unwrap_or_default();
            Err(Failure::Refused(format!(
                "this answer of {} was imported already, {when}; nothing is to be done",
                answer.reviewer
            )))
        }
    }
}

/// Whether an answer belongs to a version and a review of it.
fn fits(
    answer: &Answer,
    version: &Version,
    records: &Records,
    language: Language,
    book: &Book,
) -> Result<(), Failure> {
    let refused = |message: String| Err(Failure::Refused(message));
    let document = &version.project.document;
    if answer.document != document.id.as_str() {
        return refused(format!(
            "this answer is about the design “{}”, this one is “{}”; import it into the other",
            answer.document, document.id
        ));
    }
    let sent = records.sent()?;
    if answer.version != version.hash {
        let meant = sent.iter().find(|sent| sent.version == answer.version);
        let which = match meant {
            Some(sent) => {
                format!("{} ({}), sent {}", sent.label, canonical::short(&sent.version), sent.time.date())
            }
            None => format!("version {}, which was not sent from here", canonical::short(&answer.version)),
        };
        return refused(format!(
            "this answer of {} is for {which}; open now is {} ({}). Bring that version back and import it there \
             (`groundplan history restore`, or the commit it was sent from), or send the open one for review",
            answer.reviewer,
            version.label,
            canonical::short(&version.hash)
        ));
    }
    let review = sent.iter().find(|sent| sent.id == answer.review);
    match (review, records) {
        // Reviews of a plain document may have been sent from another machine.
        (None, Records::Plain(_)) => {}
        (None, Records::Project(file)) => {
            return refused(format!(
                "{}: knows of no review {} that this answer is for; import it into the project it was sent from",
                file.path().display(),
                answer.review
            ));
        }
        (Some(review), _) => {
            let named = |name: &String| name.trim() == answer.reviewer.trim();
            if !review.reviewers.is_empty() && !review.reviewers.iter().any(named) {
                return refused(format!(
                    "{} was not asked; this review is for {}",
                    answer.reviewer,
                    review.reviewers.join(", ")
                ));
            }
        }
    }
    let book = price_book(book);
    if answer.price_book != book {
        return refused(format!(
            "{} saw the prices of {} ({}), in use here are those of {} ({}); send the version for review again",
            answer.reviewer,
            answer.price_book.as_of,
            canonical::short(&answer.price_book.digest),
            book.as_of,
            canonical::short(&book.digest)
        ));
    }
    for (environment, seen) in &answer.environments {
        let Ok(now) = version.bound(environment) else {
            return refused(format!("this answer covers “{environment}”, which the design does not have"));
        };
        let Some(now) = now else {
            return refused(format!("this answer covers “{environment}”, which cannot be built"));
        };
        let differences = seen.differences(&now);
        if !differences.is_empty() {
            return refused(format!(
                "“{environment}” would not be built as {} saw it: {}; send the version for review again",
                answer.reviewer,
                bound::told(&differences, language)
            ));
        }
    }
    Ok(())
}

/// How the environments of a version stand with those who were asked.
///
/// # Errors
/// The record cannot be read, or there is no such environment.
pub fn approvals(
    version: &Version,
    records: &Records,
    environment: Option<&str>,
) -> Result<Vec<Approval>, Failure> {
    let (sent, decisions) = (records.sent()?, records.decisions()?);
    let ids: Vec<String> = match environment {
        Some(id) => vec![id.to_owned()],
        None => version.project.document.environments.keys().map(ToString::to_string).collect(),
    };
    let approval = |environment: String| {
        let now = version.bound(&environment)?;
        let standing = Standing::of(&environment, now.as_ref(), &sent, &decisions);
        Ok(Approval { environment, standing })
    };
    ids.into_iter().map(approval).collect()
}

/// Whether an environment of the design at a path, as it would be built now, is approved: what a deployment asks.
///
/// # Errors
/// The record cannot be read, or there is no such environment.
pub fn approval(path: &Path, project: &Project, environment: &str) -> Result<Approval, Failure> {
    let records = Records::open(path, project.document.id.as_str(), false)?;
    let version = Version::of(project.document.clone());
    let mut found = approvals(&version, &records, Some(environment))?;
    found.pop().ok_or_else(|| Failure::Input(format!("there is no environment “{environment}”")))
}

/// Answers a comment, in the name of who is logged in.
///
/// # Errors
/// There is no such comment, nothing is said, or the disk refuses.
pub fn answer_comment(path: &Path, id: &str, text: &str, stamp: &Stamp) -> Result<(), Failure> {
    let version = Version::read(path, Language::English)?;
    let records = Records::open(path, version.project.document.id.as_str(), true)?;
    let comments = records.comments()?;
    let Some(first) = comments.iter().find(|comment| comment.id == id) else {
        return Err(Failure::Input(format!("{}: has no comment {id}", path.display())));
    };
    if text.trim().is_empty() {
        return Err(Failure::Input("the answer to the comment is empty; write something".to_owned()));
    }
    let name = format!("{id} {} {} {}", stamp.time, stamp.author, text);
    records.add_comment(&Comment {
        id: digest(name.as_bytes()).get(..32).unwrap_or_default().to_owned(),
        hash: version.hash,
        element: first.element.clone(),
        answers: Some(id.to_owned()),
        time: stamp.time,
        author: stamp.author.clone(),
        text: text.trim().to_owned(),
        resolved: None,
    })
}

/// Marks a comment as dealt with, or open again.
///
/// # Errors
/// There is no such comment, or the disk refuses.
pub fn resolve_comment(path: &Path, id: &str, resolved: Option<Moment>) -> Result<(), Failure> {
    let version = Version::read(path, Language::English)?;
    let records = Records::open(path, version.project.document.id.as_str(), true)?;
    records.resolve_comment(id, resolved)
}
