//! Reviews, approvals and comments. Any program that may write the file may record them, also while another one
//! edits the design.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ProjectFile, row::json, trouble::Trouble};
use crate::{Failure, clock::Moment, person::Stamp};

/// A version that was given to somebody to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    pub id: i64,
    pub revision: u32,
    /// SHA-256 of the canonical document.
    pub hash: String,
    pub time: Moment,
    pub author: String,
    pub details: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Approve,
    RequestChanges,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Approve => "approve",
            Verdict::RequestChanges => "request-changes",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct NewApproval<'a> {
    /// The review it answers, if it is one of this file.
    pub review: Option<i64>,
    pub hash: &'a str,
    pub environment: &'a str,
    pub verdict: Verdict,
    /// The author is who answered; the time is when.
    pub stamp: &'a Stamp,
    /// What it is bound to: account, region, stacks, template hashes, wiring, price book.
    pub details: &'a Value,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    pub id: i64,
    pub review: Option<i64>,
    pub hash: String,
    pub environment: String,
    pub verdict: Verdict,
    pub reviewer: String,
    pub time: Moment,
    pub details: Value,
}

/// A remark on the design or one of its elements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Chosen by who writes it, so that a comment that comes twice stands once.
    pub id: String,
    /// The version it was made on.
    pub hash: String,
    pub element: Option<String>,
    /// The comment it answers.
    pub answers: Option<String>,
    pub time: Moment,
    pub author: String,
    pub text: String,
    pub resolved: Option<Moment>,
}

impl ProjectFile {
    /// Notes that a version goes out for review, and gives the review's id.
    ///
    /// # Errors
    /// There is no such revision, or the disk refuses.
    pub fn add_review(
        &self,
        revision: u32,
        hash: &str,
        details: &Value,
        stamp: &Stamp,
    ) -> Result<i64, Failure> {
        self.insert(
            "INSERT INTO reviews (revision, hash, time, author, details) VALUES (?, ?, ?, ?, ?)",
            params![revision, hash, stamp.time, stamp.author, details.to_string()],
        )
    }

    /// All reviews, the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reviews(&self) -> Result<Vec<Review>, Failure> {
        self.all("SELECT * FROM reviews ORDER BY id DESC", [], review)
    }

    /// Notes an answer and gives its id.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn add_approval(&self, new: &NewApproval<'_>) -> Result<i64, Failure> {
        self.write(|rows| {
            insert_approval(rows, new)?;
            Ok(rows.last_insert_rowid())
        })
    }

    /// Notes all of an answer or nothing: approvals, comments, and comments that are dealt with. False, and nothing is
    /// noted, when approvals with this `"answer"` in their details are there already.
    ///
    /// # Errors
    /// A comment answers one that is not there, or the disk refuses.
    pub fn add_answer(
        &self,
        answer: &str,
        approvals: &[NewApproval<'_>],
        comments: &[Comment],
        resolved: &[String],
        now: Moment,
    ) -> Result<bool, Failure> {
        self.write(|rows| {
            let sql = "SELECT count(*) FROM approvals WHERE json_extract(details, '$.answer') = ?";
            if rows.query_row(sql, [answer], |row| row.get::<_, i64>(0))? > 0 {
                return Ok(false);
            }
            for approval in approvals {
                insert_approval(rows, approval)?;
            }
            for comment in comments {
                insert_comment(rows, comment)?;
            }
            for id in resolved {
                let sql = "UPDATE comments SET resolved = ? WHERE id = ? AND resolved IS NULL";
                rows.execute(sql, params![now, id])?;
            }
            Ok(true)
        })
    }

    /// Answers for one environment or all, the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn approvals(&self, environment: Option<&str>) -> Result<Vec<Approval>, Failure> {
        let sql = "SELECT * FROM approvals WHERE ?1 IS NULL OR environment = ?1 ORDER BY id DESC";
        self.all(sql, [environment], approval)
    }

    /// Adds a comment; one whose id is there already stays as it is.
    ///
    /// # Errors
    /// It answers a comment that is not there, or the disk refuses.
    pub fn add_comment(&self, new: &Comment) -> Result<(), Failure> {
        self.write(|rows| insert_comment(rows, new))
    }

    /// All comments in the order in which they were made.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn comments(&self) -> Result<Vec<Comment>, Failure> {
        self.all("SELECT * FROM comments ORDER BY time, id", [], comment)
    }

    /// Marks a comment as dealt with, or open again.
    ///
    /// # Errors
    /// There is no such comment, or the disk refuses.
    pub fn resolve_comment(&self, id: &str, resolved: Option<Moment>) -> Result<(), Failure> {
        let sql = "UPDATE comments SET resolved = ? WHERE id = ?";
        self.update(&format!("comment {id}"), sql, params![resolved, id])
    }
}

fn insert_approval(rows: &Connection, new: &NewApproval<'_>) -> Result<(), Trouble> {
    rows.execute(
        "INSERT INTO approvals (review, hash, environment, verdict, reviewer, time, details)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![
            new.review,
            new.hash,
            new.environment,
            new.verdict.word(),
            new.stamp.author,
            new.stamp.time,
            new.details.to_string()
        ],
    )?;
    Ok(())
}

fn insert_comment(rows: &Connection, new: &Comment) -> Result<(), Trouble> {
    rows.execute(
        "INSERT INTO comments (id, hash, element, answers, time, author, text, resolved)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        params![new.id, new.hash, new.element, new.answers, new.time, new.author, new.text, new.resolved],
    )?;
    Ok(())
}

fn review(row: &Row<'_>) -> rusqlite::Result<Review> {
    Ok(Review {
        id: row.get("id")?,
        revision: row.get("revision")?,
        hash: row.get("hash")?,
        time: row.get("time")?,
        author: row.get("author")?,
        details: json(row, "details")?,
    })
}

fn approval(row: &Row<'_>) -> rusqlite::Result<Approval> {
    Ok(Approval {
        id: row.get("id")?,
        review: row.get("review")?,
        hash: row.get("hash")?,
        environment: row.get("environment")?,
        // The table admits no third word.
        verdict: match row.get_ref("verdict")?.as_str()? {
            "approve" => Verdict::Approve,
            _ => Verdict::RequestChanges,
        },
        reviewer: row.get("reviewer")?,
        time: row.get("time")?,
        details: json(row, "details")?,
    })
}

fn comment(row: &Row<'_>) -> rusqlite::Result<Comment> {
    Ok(Comment {
        id: row.get("id")?,
        hash: row.get("hash")?,
        element: row.get("element")?,
        answers: row.get("answers")?,
        time: row.get("time")?,
        author: row.get("author")?,
        text: row.get("text")?,
        resolved: row.get("resolved")?,
    })
}
