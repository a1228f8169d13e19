//! Reviews of the open design: asked of the shell, sent, answered.

use contract::Failure;
use leptos::{prelude::*, task::spawn_local};

use super::{App, Saved, Side};
use crate::shell;

impl App {
    /// Keeps the reviews current while a panel shows them. What is on disk is what is sent and compared.
    pub fn follow_reviews(self) {
        Effect::new(move |before: Option<String>| {
            let path = self.path.get();
            if before.is_some_and(|before| before != path) {
                self.reviews.set(None);
            }
            if self.saved.get() != Saved::Pending {
                self.read_reviews();
            }
            path
        });
    }

    /// Asks the shell: what is not saved yet is not in its answer.
    fn read_reviews(self) {
        let newest = self.reviews_asked.ask();
        spawn_local(async move {
            let answer = shell::reviews().await;
            if !newest() {
                return;
            }
            match answer {
                // what a person is typing stays while nothing else is there
                Ok(reviews) if self.reviews.with_untracked(|shown| shown.as_ref() == Some(&reviews)) => {}
                Ok(reviews) => self.reviews.set(Some(reviews)),
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    /// Lets a person choose where the page goes, and writes it.
    pub fn export_review(self, reviewers: Vec<String>) {
        self.review(async move {
            let Some(path) = shell::choose_review_page().await? else { return Ok(None) };
            shell::export_review(path.clone(), reviewers).await?;
            Ok(Some(format!("The review page is written: {path}")))
        });
    }

    /// Lets a person choose an answer, and takes it into the record.
    pub fn import_answer(self) {
        self.review(async move {
            let Some(path) = shell::choose_review_answer().await? else { return Ok(None) };
            shell::import_answer(path).await.map(Some)
        });
    }

    /// Takes a file that was dropped on the window: an answer of the open design's reviewers, or another design.
    pub fn take_dropped(self, path: String) {
        spawn_local(async move {
            if self.open.get_untracked() && shell::is_answer(path.clone()).await == Ok(true) {
                self.side.set(Some(Side::Review));
                self.review(async move { shell::import_answer(path).await.map(Some) });
            } else {
                self.load(path);
            }
        });
    }

    pub fn answer_comment(self, id: String, text: String) {
        self.review(async move { shell::answer_comment(id, text).await.map(|()| None) });
    }

    pub fn resolve_comment(self, id: String, resolved: bool) {
        self.review(async move { shell::resolve_comment(id, resolved).await.map(|()| None) });
    }

    /// Does something with the record, says what came of it, and reads the record again.
    fn review(self, work: impl Future<Output = Result<Option<String>, Failure>> + 'static) {
        spawn_local(async move {
            match work.await {
                Ok(Some(said)) => self.said.set(said),
                Ok(None) => {}
                Err(failure) => self.notice.set(Some(failure.message)),
            }
            self.read_reviews();
        });
    }
}
