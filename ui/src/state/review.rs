//! Reviews of the open design: asked of the shell, sent, answered.

use contract::{Failure, Reviews};
use leptos::{prelude::*, task::spawn_local};

use super::App;
use crate::shell;

impl App {
    /// Reads the reviews into the panel. They are the shell's: what is not saved yet is not in them.
    pub fn read_reviews(self, into: RwSignal<Option<Reviews>>) {
        spawn_local(async move {
            match shell::reviews().await {
                // what a person is typing stays while nothing else is there
                Ok(reviews) if into.with_untracked(|shown| shown.as_ref() == Some(&reviews)) => {}
                Ok(reviews) => into.set(Some(reviews)),
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    /// Lets a person choose where the page goes, and writes it.
    pub fn export_review(self, reviewers: Vec<String>, into: RwSignal<Option<Reviews>>) {
        self.review(into, async move {
            let Some(path) = shell::choose_review_page().await? else { return Ok(None) };
            shell::export_review(path.clone(), reviewers).await?;
            Ok(Some(format!("The review page is written: {path}")))
        });
    }

    /// Lets a person choose an answer, and takes it into the record.
    pub fn import_answer(self, into: RwSignal<Option<Reviews>>) {
        self.review(into, async move {
            let Some(path) = shell::choose_review_answer().await? else { return Ok(None) };
            shell::import_answer(path).await.map(Some)
        });
    }

    pub fn answer_comment(self, id: String, text: String, into: RwSignal<Option<Reviews>>) {
        self.review(into, async move { shell::answer_comment(id, text).await.map(|()| None) });
    }

    pub fn resolve_comment(self, id: String, resolved: bool, into: RwSignal<Option<Reviews>>) {
        self.review(into, async move { shell::resolve_comment(id, resolved).await.map(|()| None) });
    }

    /// Does something with the record, says what came of it, and reads the record again.
    fn review(
        self,
        into: RwSignal<Option<Reviews>>,
        work: impl Future<Output = Result<Option<String>, Failure>> + 'static,
    ) {
        spawn_local(async move {
            match work.await {
                Ok(Some(said)) => self.said.set(said),
                Ok(None) => {}
                Err(failure) => self.notice.set(Some(failure.message)),
            }
            self.read_reviews(into);
        });
    }
}
