//! `groundplan check`

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::PathBuf,
};

use clap::ValueEnum;
use engine::{
    BlockerReport, Environments, ExpectationReport, Finding, FindingReport, Judged, Language,
    OrganisationFinding, Project, RuleFault, Score, Severity, Status,
};
use serde_json::{Value, json};
use studio::{guard, prices};

use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design; `-` reads standard input
    file: PathBuf,
    /// Only this environment; all when left out
    #[arg(long, value_name = "ENVIRONMENT")]
    env: Option<String>,
    /// How to print findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 from this severity on
    #[arg(long, value_enum, default_value_t = FailOn::High, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Only what is new against this earlier JSON output
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Also judge by more rules in the CloudFormation Guard language than the design has itself: files, or folders of
    /// `.guard` files
    #[arg(long, value_name = "RULES", num_args = 1..)]
    guard: Vec<PathBuf>,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also list what is satisfied
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Low,
    Medium,
    High,
    Critical,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            FailOn::Low => Severity::Low,
            FailOn::Medium => Severity::Medium,
            FailOn::High => Severity::High,
            FailOn::Critical => Severity::Critical,
        }
    }
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let design = files::read(&arguments.file)?;
    let known = match &arguments.baseline {
        Some(path) => baseline(path)?,
        None => BTreeSet::new(),
    };
    let environments = design.project.environments(arguments.env.as_deref()).map_err(super::refused)?;
    let (book, today) = (prices::book(None)?, context.today());
    let mut findings: Vec<Finding> = Vec::new();
    let mut blockers: Vec<BlockerReport> = Vec::new();
    let mut expected: Vec<ExpectationReport> = Vec::new();
    for architecture in environments.values() {
        findings.extend(design.project.validate(architecture, &today));
        let estimate = design.project.estimate(architecture, &book, &today);
        findings.extend(engine::over_budget(&design.project.document, architecture, &estimate, &today));
        blockers.extend(BlockerReport::of(architecture));
        let judged = design.project.expectations(architecture);
        expected.extend(judged.iter().map(|one| ExpectationReport::new(one, context.language)));
    }
    let (mut judged, unjudged) = match organisation(arguments, &design.project, &environments) {
        // what else there is to say is said all the same
        Err(failure @ Failure::World(_)) => (Judged::default(), Some(failure)),
        judged => (judged?, None),
    };
    judged.mark_accepted(&design.project.document, &today);
    let Judged { findings: mut organisation, faults } = judged;
    organisation.retain(|finding| !known.contains(&organisation_identity(finding)));
    let scores = Score::by_environment(&findings);
    findings.retain(|finding| {
        (arguments.all || finding.status != Status::Satisfied) && !known.contains(&identity(finding))
    });
    let broken = expected.iter().any(|one| one.status == Status::Violated);
    expected.retain(|one| arguments.all || one.status != Status::Satisfied);
    findings.sort_by(|a, b| {
        (&a.environment, a.status, std::cmp::Reverse(a.severity), a.rule.id, &a.node, &a.part).cmp(&(
            &b.environment,
            b.status,
            std::cmp::Reverse(b.severity),
            b.rule.id,
            &b.node,
            &b.part,
        ))
    });
    let text = match arguments.format {
        Format::Text => {
            let environments: Vec<&str> = environments.keys().map(engine::Id::as_str).collect();
            text(&environments, &findings, &organisation, &blockers, &expected, &scores, context.language)
        }
        Format::Json => {
            let own = findings.iter().map(|finding| json!(FindingReport::new(finding, context.language)));
            let asked = organisation.iter().map(|finding| json!(finding.report()));
            files::pretty(&json!({
                "findings": own.chain(asked).collect::<Vec<_>>(),
                "blockers": blockers,
                "expectations": expected,
                "score": scores,
            }))
        }
        Format::Sarif => {
            let open: Vec<&Finding> =
                findings.iter().filter(|finding| finding.status == Status::Violated).collect();
            let uri = arguments.file.to_string_lossy().replace('\\', "/");
            files::pretty(&engine::sarif(&open, &organisation, &uri, &design.text, context.language))
        }
    };
    files::deliver(arguments.out.as_deref(), &text)?;
    // What could be judged is out; that some was not must not look like success.
    if let Some(failure) = unjudged {
        return Err(failure);
    }
    if !faults.is_empty() {
        let faults: Vec<String> = faults.iter().map(RuleFault::to_string).collect();
        return Err(Failure::Input(format!("not judged by all rules:\n  {}", faults.join("\n  "))));
    }
    let least = arguments.fail_on.severity();
    let failing = findings.iter().any(|finding| finding.open() && finding.severity >= least)
        || (OrganisationFinding::SEVERITY >= least && organisation.iter().any(OrganisationFinding::open));
    Ok(if failing || broken || !blockers.is_empty() { Outcome::Attention } else { Outcome::Fine })
}

/// What the design's own rules and those of `--guard` say of the environments that can be built.
fn organisation(
    arguments: &Arguments,
    project: &Project,
    environments: &Environments,
) -> Result<Judged, Failure> {
    let mut rules = guard::sources(&project.document);
    rules.extend(guard::read(&arguments.guard)?);
    guard::judge(project, environments, &rules)
}

fn organisation_identity(finding: &OrganisationFinding) -> [String; 4] {
    [&finding.rule, &finding.environment, &finding.node, &finding.part].map(String::clone)
}

/// What makes a finding the same in two runs.
fn identity(finding: &Finding) -> [String; 4] {
    [
        finding.rule.id.to_owned(),
        finding.environment.to_string(),
        finding.node.to_string(),
        finding.part.to_string(),
    ]
}

fn baseline(path: &std::path::Path) -> Result<BTreeSet<[String; 4]>, Failure> {
    let shown = path.display();
    let text = files::read_text(path)?;
    let value: Value =
        serde_json::from_str(&text).map_err(|error| Failure::Input(format!("{shown}: {error}")))?;
    let findings = value.get("findings").and_then(Value::as_array).ok_or_else(|| {
        Failure::Input(format!(
            "{shown}: has no “findings”; a baseline is the output of `groundplan check --format json`"
        ))
    })?;
    let word =
        |finding: &Value, key: &str| finding.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(findings
        .iter()
        .filter(|finding| word(finding, "status") == "violated")
        .map(|finding| ["rule", "environment", "node", "part"].map(|key| word(finding, key)))
        .collect())
}

fn text(
    environments: &[&str],
    findings: &[Finding],
    organisation: &[OrganisationFinding],
    blockers: &[BlockerReport],
    expected: &[ExpectationReport],
    scores: &BTreeMap<String, Score>,
    language: Language,
) -> String {
    let spanish = language == Language::Spanish;
    let accepted = if spanish { "aceptado" } else { "accepted" };
    let mut out = String::new();
    for environment in environments {
        let score = scores.get(*environment).copied().unwrap_or_default();
        let counts = if spanish {
            format!(
                "{} abiertos, {} cumplidos, {} sin respuesta, {} aceptados",
                score.violated, score.satisfied, score.cannot_tell, score.suppressed
            )
        } else {
            format!(
                "{} open, {} satisfied, {} cannot tell, {} accepted",
                score.violated, score.satisfied, score.cannot_tell, score.suppressed
            )
        };
        let _ = writeln!(out, "{environment}: {counts}");
        for report in blockers.iter().filter(|report| report.environment == *environment) {
            let word = if spanish { "bloqueo" } else { "blocker" };
            let at = super::element(&report.blocker.node, &report.blocker.part);
            line(&mut out, word, report.blocker.code, &at, &report.blocker.message);
        }
        for report in expected.iter().filter(|report| report.environment == *environment) {
            super::expect::line(report, language, &mut out);
        }
        for finding in findings.iter().filter(|finding| finding.environment == *environment) {
            let word = match finding.status {
                Status::Violated if finding.suppressed.is_some() => accepted,
                Status::Violated => finding.severity.word(),
                Status::CannotTell => "?",
                Status::Satisfied => "ok",
            };
            let at = super::element(finding.node.as_str(), &finding.part);
            line(&mut out, word, finding.rule.id, &at, &finding.message.render(language));
            if let Some(fix) = finding.fix.as_ref().filter(|_| finding.open()) {
                more(&mut out, &format!("→ {}", fix.title.render(language)));
            }
            if let Some(by) = &finding.suppressed {
                more(&mut out, &engine::accepted(&by.reason, &by.until, language));
            }
        }
        for finding in organisation.iter().filter(|finding| finding.environment == *environment) {
            let word = if finding.open() { OrganisationFinding::SEVERITY.word() } else { accepted };
            line(
                &mut out,
                word,
                &finding.rule,
                &super::element(&finding.node, &finding.part),
                &finding.message,
            );
            if let Some(property) = &finding.property {
                more(&mut out, property);
            }
            if let Some(by) = &finding.suppressed {
                more(&mut out, &engine::accepted(&by.reason, &by.until, language));
            }
        }
        out.push('\n');
    }
    out
}

/// What is found by which rule, on what: rule and element as `accept` takes them.
fn line(out: &mut String, word: &str, rule: &str, element: &str, message: &str) {
    let _ = writeln!(out, "  {word:<9} {rule:<34} {element:<20} {message}");
}

/// More of what a line says.
fn more(out: &mut String, text: &str) {
    line(out, "", "", "", text);
}
