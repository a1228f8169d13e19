//! The answer of a reviewer: a small file that the review page writes, read as something anybody can have edited.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Bound, digest};
use crate::{Failure, clock::Moment, project_file::Verdict};

/// The version of the form; a page writes it into its answers.
pub const FORM: u32 = 1;

/// Around an answer that is sent as text: mail may break its lines and quote them.
const BEGIN: &str = "-----BEGIN GROUNDPLAN ANSWER-----";
const END: &str = "-----END GROUNDPLAN ANSWER-----";

/// What a person writes, in characters.
const NAME: usize = 120;
const TEXT: usize = 10_000;
const COMMENTS: usize = 1000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub groundplan_answer: u32,
    /// Chosen at random by the page: an answer counts once.
    pub id: String,
    /// The review it answers.
    pub review: String,
    /// The document's id.
    pub document: String,
    /// SHA-256 of the canonical document.
    pub version: String,
    pub decision: Verdict,
    pub reviewer: String,
    #[serde(default)]
    pub note: String,
    /// By the reviewer's clock, as `2026-11-23T10:15:30.123Z`.
    pub time: String,
    pub price_book: PriceBook,
    /// What it covers, as the reviewer saw it.
    pub environments: BTreeMap<String, Bound>,
    #[serde(default)]
    pub comments: Vec<Remark>,
    /// Comments that the reviewer regards as dealt with.
    #[serde(default)]
    pub resolved: Vec<String>,
    /// SHA-256 of all the rest as compact JSON with sorted keys: what was edited on the way shows. It does not prove
    /// who wrote it.
    pub seal: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceBook {
    pub as_of: String,
    pub digest: String,
}

/// A comment made on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    pub id: String,
    /// Node or connection; the whole design without.
    #[serde(default)]
    pub element: Option<String>,
    /// The comment it answers.
    #[serde(default)]
    pub answers: Option<String>,
    pub text: String,
}

impl Answer {
    /// Whether a text means to be an answer, whole or not.
    pub fn is_meant(text: &str) -> bool {
        text.contains(BEGIN) || text.contains("\"groundplan_answer\"")
    }

    /// Reads an answer: JSON, or the block of text for mail with whatever stands around it.
    ///
    /// # Errors
    /// [`Failure::Input`] for what is no answer of a form known here, [`Failure::Refused`] for one that was edited.
    pub fn read(text: &str) -> Result<Answer, Failure> {
        let malformed = |why: String| {
            Failure::Input(format!(
                "this is no whole answer of a review page ({why}); take the file or the text block the page gave"
            ))
        };
        let json = match text.split_once(BEGIN) {
            None => text.trim_start_matches('\u{feff}').to_owned(),
            Some((_, rest)) => {
                let (block, _) =
                    rest.split_once(END).ok_or_else(|| malformed("its end is missing".into()))?;
                let letters: String =
                    block.chars().filter(|c| c.is_ascii_alphanumeric() || "+/=".contains(*c)).collect();
                let bytes = STANDARD.decode(letters).map_err(|error| malformed(error.to_string()))?;
                String::from_utf8(bytes).map_err(|error| malformed(error.to_string()))?
            }
        };
        let value: Value = serde_json::from_str(&json).map_err(|error| malformed(error.to_string()))?;
        match value.get("groundplan_answer").and_then(Value::as_u64) {
            None => return Err(malformed("it has no “groundplan_answer”".to_owned())),
            Some(form) if form > u64::from(FORM) => {
                return Err(Failure::Input(format!(
                    "this answer is of form {form}, this program knows {FORM}: read it with a current Groundplan"
                )));
            }
            Some(_) => {}
        }
        let answer: Answer =
            serde_json::from_value(value.clone()).map_err(|error| malformed(error.to_string()))?;
        if seal(value) != answer.seal {
            return Err(Failure::Refused(
                "this answer is not as its page wrote it: it was edited or cut on the way; ask the reviewer for the \
                 file again"
                    .to_owned(),
            ));
        }
        answer.sensible().map_err(malformed)?;
        Ok(answer)
    }

    /// When it was given, by the reviewer's clock.
    pub fn moment(&self) -> Option<Moment> {
        Moment::parse(&self.time)
    }

    /// Whether lengths and words are what the page can have written.
    fn sensible(&self) -> Result<(), String> {
        let long = |text: &str, most: usize| text.chars().count() > most;
        let word = |text: &str| {
            !text.is_empty()
                && text.len() <= 64
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if self.reviewer.trim().is_empty() || long(&self.reviewer, NAME) {
            return Err("it does not say who answers".to_owned());
        }
        if self.environments.is_empty() {
            return Err("it covers no environment".to_owned());
        }
        if self.moment().is_none() {
            return Err(format!("“{}” is no time", self.time.escape_debug()));
        }
        if long(&self.note, TEXT) || self.comments.len() > COMMENTS || self.resolved.len() > COMMENTS {
            return Err("it is longer than any answer".to_owned());
        }
        let comments = self.comments.iter().all(|comment| {
            word(&comment.id) && !comment.text.trim().is_empty() && !long(&comment.text, TEXT)
        });
        match comments && word(&self.id) && word(&self.review) {
            true => Ok(()),
            false => Err("an id or a comment in it is not in form".to_owned()),
        }
    }
}

/// What [`Answer::seal`] must be.
pub(crate) fn seal(mut answer: Value) -> String {
    if let Some(object) = answer.as_object_mut() {
        object.remove("seal");
    }
    digest(answer.to_string().as_bytes())
}

/// An answer as text for mail.
pub fn armour(json: &str) -> String {
    let letters = STANDARD.encode(json);
    let lines: Vec<&str> =
        letters.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap_or_default()).collect();
    format!("{BEGIN}\n{}\n{END}\n", lines.join("\n"))
}
