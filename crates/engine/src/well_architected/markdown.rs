//! The report as Markdown.

use std::fmt::Write;

use design::{Pillar, canonical};

use crate::markdown;

use super::{QuestionReport, ReportWords, WellArchitected, choice_words, standing_words};

impl WellArchitected {
    /// The report to read as text.
    pub fn markdown(&self) -> String {
        let say = |words| self.language.of(words);
        let mut out = format!(
            "# {}: {}\n\n{} `{}`, {} {}\n\n{}\n\n## {}\n\n",
            say(ReportWords::TITLE),
            plain(&self.name),
            say(ReportWords::VERSION),
            canonical::short(&self.version),
            say(ReportWords::JUDGED),
            self.date,
            say(ReportWords::READING),
            say(ReportWords::PROVEN),
        );
        let _ = write!(out, "| {} |", say(ReportWords::PILLAR));
        for environment in &self.environments {
            let _ = write!(out, " {} |", self.label(environment));
        }
        out.push_str("\n|---|");
        out.push_str(&"---:|".repeat(self.environments.len()));
        out.push('\n');
        for (at, pillar) in Pillar::ALL.into_iter().enumerate() {
            let _ = write!(out, "| {} |", say(pillar.title()));
            for score in self.environments.iter().filter_map(|environment| environment.pillars.get(at)) {
                let _ = write!(out, " {} |", WellArchitected::percent(score.proven));
            }
            out.push('\n');
        }
        for pillar in Pillar::ALL {
            let _ = write!(out, "\n## {}\n", say(pillar.title()));
            for report in self.of_pillar(pillar) {
                self.question(report, &mut out);
            }
        }
        out
    }

    fn question(&self, report: &QuestionReport, out: &mut String) {
        let say = |words| self.language.of(words);
        let question = report.question;
        let _ = write!(
            out,
            "\n### {}\n\n{} [AWS]({})\n\n| {} | {} | {} | {} | {} | {} | {} |\n|---|---|---:|---:|---:|---:|---:|\n",
            question.id,
            say(question.asks),
            question.url(),
            say(ReportWords::ENVIRONMENT),
            say(ReportWords::STATUS),
            say(ReportWords::PROVEN),
            say(ReportWords::SATISFIED),
            say(ReportWords::VIOLATED),
            say(ReportWords::CANNOT_TELL),
            say(ReportWords::ACCEPTED),
        );
        for (environment, here) in &report.environments {
            let checks = here.checks;
            let _ = writeln!(
                out,
                "| {environment} | {} | {} | {} | {} | {} | {} |",
                say(standing_words(here.status)),
                WellArchitected::percent(here.proven),
                checks.satisfied,
                checks.violated,
                checks.cannot_tell,
                checks.suppressed,
            );
        }
        out.push('\n');
        let rules = report.rules();
        if !rules.is_empty() {
            let _ = writeln!(out, "- {}: {}", say(ReportWords::RULES), rules.join(", "));
        }
        for (answer, environments) in report.answers() {
            let _ = writeln!(
                out,
                "- {} ({}, {}; {}): **{}**. {}",
                say(ReportWords::PERSON),
                plain(&answer.role),
                answer.date,
                environments.join(", "),
                say(choice_words(answer.choice)),
                plain(&answer.note),
            );
        }
        let unanswered = report.unanswered();
        if !unanswered.is_empty() {
            let _ = writeln!(out, "- {}: {}", say(ReportWords::UNANSWERED), unanswered.join(", "));
        }
        for (remark, environments) in report.remarks() {
            let _ = write!(
                out,
                "- {} ({}): {}",
                say(remark.word()),
                environments.join(", "),
                plain(&remark.message)
            );
            if let Some(reason) = &remark.suppressed {
                let _ = write!(out, " {}", plain(reason));
            }
            let _ = writeln!(out, " `{}`", remark.rule);
        }
    }
}

/// What a person wrote, as text that Markdown does not read as markup.
fn plain(text: &str) -> String {
    markdown::escaped(text, "\\`*_[]<>|#&~")
}
