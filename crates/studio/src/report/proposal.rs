//! A proposal as a file of its own: PDF, or a workbook that recomputes.

use std::{fs::File, io::Read, path::Path};

use engine::{
    Against, IconSet, Language, ProposalReport, Session, Theme,
    design::logo::{Logo, MOST_BYTES},
    proposal::ProposalError,
};
use export::{ExportError, Fonts, Warning};

use crate::{
    Failure, files,
    outputs::{self, Look},
};

/// What a proposal can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalForm {
    Pdf,
    Xlsx,
}

impl ProposalForm {
    /// What the ending of a file's name says.
    ///
    /// # Errors
    /// It says neither.
    pub fn of(path: &Path) -> Result<ProposalForm, Failure> {
        match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("pdf") => Ok(ProposalForm::Pdf),
            Some("xlsx") => Ok(ProposalForm::Xlsx),
            _ => Err(Failure::Input(format!("{}: name a file that ends in .pdf or .xlsx", path.display()))),
        }
    }
}

/// Why there is no proposal: what was asked for is not there, or cannot be built.
fn refused(error: ProposalError) -> Failure {
    match error {
        ProposalError::Engine(error) => outputs::refused(error),
        other => Failure::Input(other.to_string()),
    }
}

/// What is asked of a proposal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Only this environment.
    pub environment: Option<&'a str>,
    /// Also in a currency by its code, else in the one that the design states.
    pub currency: Option<&'a str>,
    /// Beside something else.
    pub against: Option<&'a Against>,
    pub language: Language,
}

/// Writes what is offered of the environments of a design. A PDF is set in `fonts`, its drawing has `icons`.
///
/// # Errors
/// There is no such environment or rate, it cannot be compared so, the logo cannot be drawn, a PDF has no font to be set
/// in, or the disk refuses.
pub fn proposal(
    path: &Path,
    session: &mut Session<'_>,
    asked: Asked<'_>,
    icons: impl FnOnce() -> Result<IconSet, Failure>,
    fonts: impl FnOnce() -> Fonts,
) -> Result<Vec<Warning>, Failure> {
    let Asked { environment, currency, against, language } = asked;
    let form = ProposalForm::of(path)?;
    let report = session.proposal(environment, currency, against, language).map_err(refused)?;
    let (bytes, warnings) = match form {
        ProposalForm::Pdf => pdf(&report, session, &icons()?, &fonts()),
        ProposalForm::Xlsx => {
            let all: Result<Vec<_>, _> =
                report.environments.iter().map(|one| session.workings(one.id.as_str())).collect();
            export::workbook(&report, &all.map_err(outputs::refused)?).map(|bytes| (bytes, Vec::new()))
        }
    }
    .map_err(|error| match error {
        ExportError::Logo => Failure::Input(format!("{}: {error}", path.display())),
        _ => Failure::World(format!("{}: {error}", path.display())),
    })?;
    files::write(path, &bytes)?;
    Ok(warnings)
}

fn pdf(
    report: &ProposalReport,
    session: &mut Session<'_>,
    icons: &IconSet,
    fonts: &Fonts,
) -> Result<(Vec<u8>, Vec<Warning>), ExportError> {
    let shown = report.shown().map(|one| one.id.to_string());
    let drawing = shown.and_then(|id| {
        let project = outputs::Project::new(session.document().clone());
        let architecture = session.shared_architecture(&id).ok()?;
        let prices = Some((session.book(), session.today()));
        let look = Look {
            theme: Theme::Light,
            language: report.language,
            // what is offered is in US dollars; another currency stands beside its totals
            currency: &outputs::Currency::usd(),
            prices,
            findings: None,
            lens: None,
        };
        let svg = outputs::drawing(&project, &architecture, look, icons);
        Some((id, svg))
    });
    let drawing = drawing.as_ref().map(|(id, svg)| (id.as_str(), svg.as_str()));
    export::proposal(report, drawing, fonts)
}

/// The picture of a file, as a document carries it.
///
/// # Errors
/// It cannot be read, is no picture, or is too large.
pub fn logo(path: &Path) -> Result<String, Failure> {
    let wrong = |what: String| Failure::Input(format!("{}: {what}", path.display()));
    let mut bytes = Vec::new();
    // A byte more than may be: what is larger is not read whole.
    let most = MOST_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| wrong(format!("the logo cannot be read: {error}")))?;
    Logo::of(bytes).map(|logo| logo.url()).map_err(|error| wrong(error.to_string()))
}
