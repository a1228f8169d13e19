//! The shell's commands. Generated from their types (`UPDATE=1 cargo test -p groundplan-app`); do not edit.

use contract::*;

use super::call::{Nothing, ask};

/// What the page shows first: the design named on the command line, or, when the page's process had ended, what was open.
pub async fn start() -> Result<Start, Failure> {
    ask("start", &Nothing {}).await
}

/// A fault stopped the page's program; whether the page is to load itself again.
pub async fn page_failed(message: String) -> Result<bool, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        message: String,
    }
    ask("page_failed", &Arguments { message }).await
}

/// Opens a design.
pub async fn open(path: String) -> Result<Opened, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
    }
    ask("open", &Arguments { path }).await
}

/// Starts a design as a project file of its own, in the folder for designs.
pub async fn begin(document: String) -> Result<Opened, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        document: String,
    }
    ask("begin", &Arguments { document }).await
}

/// Writes a document as a new design and opens it.
pub async fn create(path: String, document: String) -> Result<Opened, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
        document: String,
    }
    ask("create", &Arguments { path, document }).await
}

/// Lets a person choose a file and opens it; `None` when nothing was chosen.
pub async fn pick() -> Result<Option<Opened>, Failure> {
    ask("pick", &Nothing {}).await
}

/// Lets a person choose another design, to be looked at beside the open one; `None` when nothing was chosen.
pub async fn choose_other() -> Result<Option<String>, Failure> {
    ask("choose_other", &Nothing {}).await
}

/// Another design as it is on disk.
pub async fn other_design(path: String) -> Result<OtherDesign, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
    }
    ask("other_design", &Arguments { path }).await
}

/// Lets a person choose where a copy goes, with its history; it is then the open design. `None`: nothing was chosen.
pub async fn save_as() -> Result<Option<Opened>, Failure> {
    ask("save_as", &Nothing {}).await
}

/// Closes the open design and tells what to open next.
pub async fn close() -> Result<Vec<Recent>, Failure> {
    ask("close", &Nothing {}).await
}

/// Writes edits; the answer comes when they are on disk.
pub async fn commit(commit: Commit) -> Result<Acknowledged, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        commit: Commit,
    }
    ask("commit", &Arguments { commit }).await
}

/// The design as it is on disk, for a page whose state is not the shell's.
pub async fn reload() -> Result<Opened, Failure> {
    ask("reload", &Nothing {}).await
}

/// Writes a plain document as it is here over what another program made of it.
pub async fn keep_mine() -> Result<(), Failure> {
    ask("keep_mine", &Nothing {}).await
}

/// Asks for the right to edit a design that was opened to be read.
pub async fn claim() -> Result<Opened, Failure> {
    ask("claim", &Nothing {}).await
}

/// What happened to the open design outside this window since the revision the page shows.
pub async fn news(seen: u32) -> Result<News, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        seen: u32,
    }
    ask("news", &Arguments { seen }).await
}

/// Takes a design off the list of those opened lately, and gives the list.
pub async fn forget(path: String) -> Result<Vec<Recent>, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
    }
    ask("forget", &Arguments { path }).await
}

/// Whether the page has edits that are not on disk: the window then asks it before it closes.
pub async fn hold(unsaved: bool) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        unsaved: bool,
    }
    ask("hold", &Arguments { unsaved }).await
}

/// Writes the window's title.
pub async fn entitle(title: String) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        title: String,
    }
    ask("entitle", &Arguments { title }).await
}

/// Closes the window.
pub async fn quit() -> Result<(), Failure> {
    ask("quit", &Nothing {}).await
}

/// Lets a person choose where, and writes it (drawings in light or dark colours, with prices in a currency by its code, as
/// they are seen through a lens if there is one); `None` when nothing was chosen, else what was written.
pub async fn export(
    what: Export,
    environment: String,
    dark: bool,
    currency: String,
    seen: Option<Seen>,
) -> Result<Option<Vec<String>>, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        what: Export,
        environment: String,
        dark: bool,
        currency: String,
        seen: Option<Seen>,
    }
    ask("export", &Arguments { what, environment, dark, currency, seen }).await
}

/// Lets a person choose where the report goes; `None` when nothing was chosen.
pub async fn choose_report(form: ReportForm) -> Result<Option<String>, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        form: ReportForm,
    }
    ask("choose_report", &Arguments { form }).await
}

/// Writes the report of the open design; the ending of the file's name says what as.
pub async fn export_report(path: String) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
    }
    ask("export_report", &Arguments { path }).await
}

/// Lets a person choose where the proposal goes; `None` when nothing was chosen.
pub async fn choose_proposal(form: ProposalForm) -> Result<Option<String>, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        form: ProposalForm,
    }
    ask("choose_proposal", &Arguments { form }).await
}

/// Writes the proposal of the open design, of one environment or of all, beside something else if there is a name for
/// it; the ending of the file's name says what as.
pub async fn export_proposal(
    path: String,
    environment: Option<String>,
    against: Option<String>,
    spanish: bool,
) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
        environment: Option<String>,
        against: Option<String>,
        spanish: bool,
    }
    ask("export_proposal", &Arguments { path, environment, against, spanish }).await
}

/// Lets a person choose a logo, as a design carries it; `None` when nothing was chosen.
pub async fn choose_logo() -> Result<Option<String>, Failure> {
    ask("choose_logo", &Nothing {}).await
}

/// The log before a revision, or its newest lines.
pub async fn history(before: Option<u32>) -> Result<Log, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        before: Option<u32>,
    }
    ask("history", &Arguments { before }).await
}

/// The document as it was.
pub async fn document_at(revision: u32) -> Result<String, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        revision: u32,
    }
    ask("document_at", &Arguments { revision }).await
}

/// The change, as JSON, that brings the design to what it was: an edit like any other.
pub async fn way_back(revision: u32) -> Result<String, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        revision: u32,
    }
    ask("way_back", &Arguments { revision }).await
}

/// Gives a revision a name.
pub async fn name_version(revision: u32, name: String) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        revision: u32,
        name: String,
    }
    ask("name_version", &Arguments { revision, name }).await
}

/// What the rules that a design holds say of it. The page sends the document: it may have edits that are not on disk.
pub async fn judge(document: String) -> Result<Judged, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        document: String,
    }
    ask("judge", &Arguments { document }).await
}

/// Where an environment is, and what was deployed there before; nothing is asked of AWS.
pub async fn deployment_record(access: DeploymentAccess) -> Result<DeploymentRecord, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        access: DeploymentAccess,
    }
    ask("deployment_record", &Arguments { access }).await
}

/// Begins to find out what deploying or destroying would do.
pub async fn deployment_plan(access: DeploymentAccess, work: Work) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        access: DeploymentAccess,
        work: Work,
    }
    ask("deployment_plan", &Arguments { access, work }).await
}

/// Begins to do what the plan shows; data of the nodes named may go.
pub async fn deployment_execute(access: DeploymentAccess, confirmed: Vec<String>) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        access: DeploymentAccess,
        confirmed: Vec<String>,
    }
    ask("deployment_execute", &Arguments { access, confirmed }).await
}

/// Goes on with what was interrupted.
pub async fn deployment_resume(access: DeploymentAccess) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        access: DeploymentAccess,
    }
    ask("deployment_resume", &Arguments { access }).await
}

/// Begins to look up what stands in the account.
pub async fn deployment_status(access: DeploymentAccess) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        access: DeploymentAccess,
    }
    ask("deployment_status", &Arguments { access }).await
}

/// Stops following what is under way; in AWS it goes on.
pub async fn deployment_leave() -> Result<(), Failure> {
    ask("deployment_leave", &Nothing {}).await
}

/// What there is to see, once it is not what the page saw last.
pub async fn deployment_news(seen: u32) -> Result<Deployment, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        seen: u32,
    }
    ask("deployment_news", &Arguments { seen }).await
}

/// The books on this machine, and which is in use.
pub async fn price_books() -> Result<PriceBooks, Failure> {
    ask("price_books", &Nothing {}).await
}

/// A book to look at.
pub async fn price_book(id: String) -> Result<PriceBook, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        id: String,
    }
    ask("price_book", &Arguments { id }).await
}

/// Takes a book into use: everything in this window is priced by it, and in windows that are opened later.
pub async fn use_price_book(id: String) -> Result<PriceBook, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        id: String,
    }
    ask("use_price_book", &Arguments { id }).await
}

/// Begins to ask AWS for a new book of the one in use.
pub async fn refresh_prices(order: RefreshOrder) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        order: RefreshOrder,
    }
    ask("refresh_prices", &Arguments { order }).await
}

/// Stops asking; what was answered is kept.
pub async fn stop_refresh() -> Result<(), Failure> {
    ask("stop_refresh", &Nothing {}).await
}

/// How far the refresh is, once that is not what the page saw last.
pub async fn refresh_news(seen: u32) -> Result<RefreshNews, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        seen: u32,
    }
    ask("refresh_news", &Arguments { seen }).await
}

/// What was sent and answered of the open design.
pub async fn reviews() -> Result<Reviews, Failure> {
    ask("reviews", &Nothing {}).await
}

/// Lets a person choose where the page goes; `None` when nothing was chosen.
pub async fn choose_review_page() -> Result<Option<String>, Failure> {
    ask("choose_review_page", &Nothing {}).await
}

/// Lets a person choose an answer; `None` when nothing was chosen.
pub async fn choose_review_answer() -> Result<Option<String>, Failure> {
    ask("choose_review_answer", &Nothing {}).await
}

/// Whether a file means to be an answer, and not a design.
pub async fn is_answer(path: String) -> Result<bool, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
    }
    ask("is_answer", &Arguments { path }).await
}

/// Writes the review page of the open version and notes that it was sent.
pub async fn export_review(path: String, reviewers: Vec<String>) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
        reviewers: Vec<String>,
    }
    ask("export_review", &Arguments { path, reviewers }).await
}

/// Takes an answer into the record of the open design, and says what it was.
pub async fn import_answer(path: String) -> Result<String, Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        path: String,
    }
    ask("import_answer", &Arguments { path }).await
}

/// Answers a comment.
pub async fn answer_comment(id: String, text: String) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        id: String,
        text: String,
    }
    ask("answer_comment", &Arguments { id, text }).await
}

/// Marks a comment as dealt with, or open again.
pub async fn resolve_comment(id: String, resolved: bool) -> Result<(), Failure> {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Arguments {
        id: String,
        resolved: bool,
    }
    ask("resolve_comment", &Arguments { id, resolved }).await
}
