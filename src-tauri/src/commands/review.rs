//! Reviews: the page that goes out, the answers that come back.

use std::path::PathBuf;

use contract::{ApprovalState, EnvironmentApproval, ReviewAnswer, ReviewComment, Reviews, SentReview};
use studio::{
    clock::{self, Moment},
    files,
    person::Stamp,
    project_file::{Comment, Verdict},
    review::{self, Approval, Decision, Language, Order, Records, Sent, Standing, Version},
};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, book, chosen, chosen_place, failure, nothing_open};
use crate::{embedded, state::Shell};

/// The window's language.
pub const LANGUAGE: Language = Language::English;

/// Where the open design is.
pub fn path(app: &AppHandle) -> Answer<PathBuf> {
    app.state::<Shell>().open().as_ref().map(|live| live.path().to_owned()).ok_or_else(nothing_open)
}

/// Does what waits for the disk away from the window.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, studio::Failure> + Send + 'static,
) -> Answer<T> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(done) => done.map_err(failure),
        Err(error) => Err(failure(studio::Failure::World(error.to_string()))),
    }
}

/// What was sent and answered of the open design.
#[tauri::command]
#[specta::specta]
pub async fn reviews(app: AppHandle) -> Answer<Reviews> {
    let path = path(&app)?;
    aside(move || {
        let version = Version::read(&path, LANGUAGE)?;
        let records = Records::open(&path, version.project.document.id.as_str(), false)?;
        let approvals = review::approvals(&version, &records, None)?;
        let (sent, decisions) = (records.sent()?, records.decisions()?);
        Ok(Reviews {
            label: version.label,
            version: version.hash,
            environments: approvals.into_iter().map(approval).collect(),
            sent: sent.into_iter().map(|one| told(one, &decisions)).collect(),
            comments: records.comments()?.into_iter().map(comment).collect(),
        })
    })
    .await
}

fn approval(approval: Approval) -> EnvironmentApproval {
    let state = match approval.standing {
        Standing::Blocked => ApprovalState::Blocked,
        Standing::NotSent => ApprovalState::NotSent,
        Standing::Waiting { .. } => ApprovalState::Waiting,
        Standing::Approved { .. } => ApprovalState::Approved,
        Standing::ChangesRequested { .. } => ApprovalState::ChangesRequested,
        Standing::Outdated { .. } => ApprovalState::Outdated,
    };
    EnvironmentApproval {
        environment: approval.environment,
        state,
        words: approval.standing.render(LANGUAGE),
    }
}

fn told(sent: Sent, decisions: &[Decision]) -> SentReview {
    let mut answers: Vec<(&str, ReviewAnswer)> = Vec::new();
    for decision in decisions.iter().filter(|decision| decision.review == sent.id) {
        if let Some((_, answer)) = answers.iter_mut().find(|(id, _)| *id == decision.answer) {
            answer.environments.push(decision.environment.clone());
            continue;
        }
        let answer = ReviewAnswer {
            reviewer: decision.reviewer.clone(),
            approves: decision.decision == Verdict::Approve,
            environments: vec![decision.environment.clone()],
            note: decision.note.clone(),
            date: decision.time.date(),
        };
        answers.push((&decision.answer, answer));
    }
    let answers = answers.into_iter().map(|(_, mut answer)| {
        answer.environments.sort();
        answer
    });
    SentReview {
        answers: answers.collect(),
        id: sent.id,
        label: sent.label,
        version: sent.version,
        date: sent.time.date(),
        reviewers: sent.reviewers,
    }
}

fn comment(comment: Comment) -> ReviewComment {
    ReviewComment {
        id: comment.id,
        element: comment.element,
        answers: comment.answers,
        author: comment.author,
        date: comment.time.date(),
        text: comment.text,
        resolved: comment.resolved.is_some(),
    }
}

/// Lets a person choose where the page goes; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_review_page(app: AppHandle) -> Answer<Option<String>> {
    let near = path(&app)?;
    let place = chosen_place(&app, &near, "review", ("Review page", "html")).await?;
    Ok(place.and_then(named))
}

/// Lets a person choose an answer; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_review_answer(app: AppHandle) -> Answer<Option<String>> {
    let dialog = app.dialog().file().add_filter("Answer", &["json", "txt", "eml"]);
    Ok(chosen(|answer| dialog.pick_file(answer)).await.and_then(named))
}

/// What was chosen, as the page names it.
pub fn named(path: PathBuf) -> Option<String> {
    path.into_os_string().into_string().ok()
}

/// Writes the review page of the open version and notes that it was sent.
#[tauri::command]
#[specta::specta]
pub async fn export_review(app: AppHandle, path: String, reviewers: Vec<String>) -> Answer<()> {
    let design = self::path(&app)?;
    aside(move || {
        let held = book(&app);
        let order = Order {
            environments: &[],
            reviewers: &reviewers,
            language: LANGUAGE,
            today: &clock::today(),
            stamp: Stamp::now(),
            assets: &embedded::assets(&app),
            book: held.book(),
        };
        review::export(&design, &order, path.as_ref()).map(drop)
    })
    .await
}

/// Whether a file means to be an answer, and not a design.
#[tauri::command]
#[specta::specta]
pub async fn is_answer(path: String) -> Answer<bool> {
    aside(move || Ok(files::read_text(path.as_ref()).is_ok_and(|text| review::Answer::is_meant(&text)))).await
}

/// Takes an answer into the record of the open design, and says what it was.
#[tauri::command]
#[specta::specta]
pub async fn import_answer(app: AppHandle, path: String) -> Answer<String> {
    let design = self::path(&app)?;
    aside(move || {
        let text = files::read_text(path.as_ref())?;
        let answer = review::import(&design, &text, LANGUAGE, book(&app).book(), Moment::now())?;
        let environments: Vec<&str> = answer.environments.keys().map(String::as_str).collect();
        let what = match answer.decision {
            Verdict::Approve => "approves",
            Verdict::RequestChanges => "requests changes to",
        };
        Ok(format!("{} {what} {}", answer.reviewer, environments.join(", ")))
    })
    .await
}

/// Answers a comment.
#[tauri::command]
#[specta::specta]
pub async fn answer_comment(app: AppHandle, id: String, text: String) -> Answer<()> {
    let design = path(&app)?;
    aside(move || review::answer_comment(&design, &id, &text, &Stamp::now())).await
}

/// Marks a comment as dealt with, or open again.
#[tauri::command]
#[specta::specta]
pub async fn resolve_comment(app: AppHandle, id: String, resolved: bool) -> Answer<()> {
    let design = path(&app)?;
    aside(move || review::resolve_comment(&design, &id, resolved.then(Moment::now))).await
}
