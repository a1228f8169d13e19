//! Rules of the organisation that a design holds.

use contract::{Judged, RuleFault, RuleFinding};
use studio::guard;

use super::{Answer, review::aside};

/// What the rules that a design holds say of it. The page sends the document: it may have edits that are not on disk.
#[tauri::command]
#[specta::specta]
pub async fn judge(document: String) -> Answer<Judged> {
    aside(move || guard::judge_text(&document)).await.map(told)
}

fn told(judged: guard::Judged) -> Judged {
    let findings = judged.findings.into_iter().map(|found| RuleFinding {
        environment: found.environment,
        rule: found.rule,
        node: found.node,
        part: found.part,
        property: found.property,
        message: found.message,
    });
    let faults = judged.faults.into_iter().map(|fault| RuleFault {
        rules: fault.rules,
        line: fault.line,
        column: fault.column,
        template: fault.template,
        message: fault.message,
    });
    Judged { findings: findings.collect(), faults: faults.collect() }
}
