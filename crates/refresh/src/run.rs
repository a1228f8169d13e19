//! A refresh from beginning to end.

use pricing::{Book, BuildError};
use serde::Serialize;

use crate::{
    ask::{PriceList, Unanswered, ask},
    changes::{Changes, merge},
    plan::Plan,
    query::Query,
    select::Answer,
};

/// Answers that were finished, so that a refresh which is interrupted goes on where it was.
pub trait Store {
    /// The answer to a query, if it was kept.
    fn find(&self, id: &str) -> Option<Answer>;

    /// Keeps an answer. It is there when this returns.
    ///
    /// # Errors
    /// Why it cannot be kept.
    fn keep(&mut self, id: &str, answer: &Answer) -> Result<(), String>;
}

/// A step as it happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "progress", rename_all = "kebab-case")]
pub enum Progress {
    /// An interrupted refresh goes on: so many of its queries are answered.
    Resuming { answered: usize, of: usize },
    /// A query is asked, after so many.
    Asking { query: String, answered: usize, of: usize },
}

/// Who is told.
pub trait Observer {
    fn see(&mut self, progress: &Progress);
}

impl<F: FnMut(&Progress)> Observer for F {
    fn see(&mut self, progress: &Progress) {
        self(progress);
    }
}

/// A new book and what is different in it.
#[derive(Debug)]
pub struct Refreshed {
    /// The compiled book.
    pub book: Vec<u8>,
    pub changes: Changes,
    pub queries: usize,
    /// Products that were read.
    pub items: usize,
}

/// Why there is no new book.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    #[error("{reason} (asking for {query}, after {answered} of {of} queries)")]
    Stopped { query: String, reason: String, answered: usize, of: usize },
    #[error("{0}")]
    Store(String),
    #[error("the new prices make no book: {0}")]
    Build(#[from] BuildError),
}

/// Asks what a plan says, and makes a new book of an old one. `as_of` is today, `YYYY-MM-DD`.
///
/// # Errors
/// AWS cannot be reached or lets nobody in, or answers cannot be kept. What was answered is kept, so that the same
/// call goes on from there.
pub async fn refresh(
    list: &PriceList,
    old: &Book,
    plan: &Plan,
    as_of: &str,
    store: &mut dyn Store,
    observer: &mut dyn Observer,
) -> Result<Refreshed, RefreshError> {
    let of = plan.queries().len();
    let before: Vec<Option<Answer>> = plan.queries().iter().map(|query| store.find(&query.id())).collect();
    let mut answered = before.iter().flatten().count();
    if answered > 0 {
        observer.see(&Progress::Resuming { answered, of });
    }
    let mut answers: Vec<(&Query, Answer)> = Vec::new();
    let mut reached = false;
    for (query, before) in plan.queries().iter().zip(before) {
        if let Some(answer) = before {
            answers.push((query, answer));
            continue;
        }
        observer.see(&Progress::Asking { query: query.to_string(), answered, of });
        let answer = match ask(list.client(reached), query, as_of).await {
            Ok(answer) => {
                store.keep(&query.id(), &answer).map_err(RefreshError::Store)?;
                answer
            }
            Err(Unanswered::Refused(reason)) => Answer::refused(reason),
            Err(Unanswered::Stopped(reason)) => {
                return Err(RefreshError::Stopped { query: query.to_string(), reason, answered, of });
            }
        };
        answers.push((query, answer));
        answered += 1;
        reached = true;
    }
    let items = answers.iter().map(|(_, answer)| answer.items).sum();
    let (entries, changes) = merge(old, plan, &answers);
    Ok(Refreshed { book: pricing::build(entries)?, changes, queries: of, items })
}
