//! `cargo xtask comparison`: `docs/comparison.md`, what cfn-lint and Checkov find in the templates of all designs, and
//! what our rules say of the same elements.

mod design;
mod judge;
mod otherwise;
mod page;
mod peers;

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{product, project, python, templates};
use design::{Crosswalk, Resources, Verdicts};

const PAGE: &str = "docs/comparison.md";

/// What one peer check found on one resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// As rules name it in their crosswalk: `checkov:CKV_AWS_16`.
    pub check: String,
    pub title: String,
    pub design: String,
    pub environment: String,
    /// Logical id.
    pub resource: String,
    pub file: String,
}

/// Writes the page, or with `check` fails where it is not current; fails on a finding that nothing answers.
pub fn run(check: bool) -> Result<String> {
    let designs = product::designs()?;
    let binary = product::build(false)?;
    python::TOOLS.ensure()?;
    python::CHECKOV.ensure()?;
    let place = project::target_dir().join("comparison");
    let templates = templates::synthesise(&binary, &designs, &place)?;
    let resources = Resources::read(&designs, &templates)?;
    let lint = peers::cfn_lint(&templates)?;
    let checkov = peers::checkov(&place)?;
    let crosswalk = Crosswalk::read(&binary)?;
    let verdicts = Verdicts::read(&binary, &designs)?;
    let findings: Vec<Finding> = lint.into_iter().chain(checkov.findings).collect();
    let rows = judge::rows(&findings, &resources, &crosswalk, &verdicts, otherwise::OTHERWISE)?;
    let about = page::About {
        tools: [python::TOOLS.names()?, python::CHECKOV.names()?].concat(),
        designs: designs.len(),
        environments: designs.iter().map(|design| design.environments.len()).sum(),
        templates: templates.len(),
        resources: resources.len(),
    };
    let page = page::write(&about, &rows, &checkov.passed, &crosswalk);
    let path = project::root().join(PAGE);
    if check {
        let current = fs::read_to_string(&path).is_ok_and(|committed| committed == page);
        ensure!(current, "{PAGE} is stale: run `cargo xtask comparison` and commit");
    } else {
        fs::write(&path, page).with_context(|| format!("cannot write {PAGE}"))?;
    }
    let open = judge::open(&rows);
    ensure!(open.is_empty(), "nothing of ours answers: {}", open.join(", "));
    Ok(format!("{PAGE} is current: {} findings of others, each answered", findings.len()))
}
