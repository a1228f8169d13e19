//! Rules of the organisation: the shell judges the open design by them while a person goes on.

use std::time::Duration;

use editor::Editor;
use engine::{Judged, OrganisationFinding, RuleFault};
use leptos::{prelude::*, task::spawn_local};

use super::App;
use crate::{kit::later::Later, shell};

/// All templates are written and judged anew: not before a person rests so long.
const REST: Duration = Duration::from_millis(700);

impl App {
    /// Keeps what the rules say current: each state at which a person rests is judged, one after the other.
    pub fn follow_rules(self) {
        let later = Later::new();
        Effect::new(move |_| {
            self.derive(|_| ());
            later.after(REST, move || self.judge(later));
        });
    }

    fn judge(self, later: Later) {
        if self.judging.get_value() {
            return;
        }
        let Some((revision, document)) = self.peek(Editor::to_judge).flatten() else { return };
        let shown = self.shown.get_untracked();
        self.judging.set_value(true);
        spawn_local(async move {
            let said = shell::judge(document).await.map(heard).map_err(|failure| failure.message);
            self.judging.set_value(false);
            // another design is open meanwhile: it is not what was judged
            if self.shown.get_untracked() == shown {
                self.peek(|editor| editor.take_judged(revision, said));
                self.show_again();
            }
            // what was edited or opened while the answer was waited for
            later.after(REST, move || self.judge(later));
        });
    }
}

fn heard(judged: contract::Judged) -> Judged {
    let findings = judged.findings.into_iter().map(|found| OrganisationFinding {
        environment: found.environment,
        rule: found.rule,
        node: found.node,
        part: found.part,
        property: found.property,
        message: found.message,
        suppressed: None,
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
