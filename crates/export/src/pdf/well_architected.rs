//! The Well-Architected report as PDF: pillars are bookmarks.

use engine::{
    Status, WellArchitected, canonical,
    design::{Pillar, Words},
    scene::theme::Token,
    well_architected::{QuestionReport, ReportWords, choice_words, standing_words},
};

use super::{
    BODY, HEAD, QUESTION, SECTION, SMALL, TITLE,
    faces::Faces,
    paint::{About, paint},
    sheet::{MARGIN, RIGHT, Sheet, Style, ink},
};
use crate::{ExportError, Fonts, Warning};

/// The report as PDF, and what is worth telling about it.
///
/// # Errors
/// There is no font to set it in, or a font cannot be embedded.
pub fn pdf(report: &WellArchitected, fonts: &Fonts) -> Result<(Vec<u8>, Vec<Warning>), ExportError> {
    let mut sheet = Sheet::new(Faces::new(fonts)?);
    write(&mut sheet, report);
    let title = format!("{}: {}", report.language.of(ReportWords::TITLE), report.name);
    let about = About { title, language: report.language, foot: String::new(), band: None };
    // The report has no text in the other family.
    Ok((paint(sheet, &about)?, fonts.warnings(&["Inter"])))
}

fn write(sheet: &mut Sheet<'_>, report: &WellArchitected) {
    let say = |words: Words| report.language.of(words);
    sheet.paragraph(MARGIN, TITLE, &report.name);
    let version = canonical::short(&report.version);
    let line = format!(
        "{} · {} {version} · {} {}",
        say(ReportWords::TITLE),
        say(ReportWords::VERSION),
        say(ReportWords::JUDGED),
        report.date
    );
    sheet.paragraph(MARGIN, BODY, &line);
    sheet.space(10.0);
    for environment in &report.environments {
        scores(sheet, report, environment);
    }
    sheet.space(4.0);
    sheet.paragraph(MARGIN, SMALL, say(ReportWords::READING));
    for pillar in Pillar::ALL {
        sheet.space(14.0);
        sheet.need(90.0);
        sheet.mark(say(pillar.title()));
        sheet.paragraph(MARGIN, SECTION, say(pillar.title()));
        for question in report.of_pillar(pillar) {
            self::question(sheet, report, question);
        }
    }
}

fn scores(
    sheet: &mut Sheet<'_>,
    report: &WellArchitected,
    environment: &engine::well_architected::EnvironmentScore,
) {
    const BAR: f32 = 180.0;
    sheet.need(HEAD.leading * 8.0);
    sheet.paragraph(MARGIN, HEAD, &report.label(environment));
    for score in &environment.pillars {
        sheet.put(MARGIN, BODY, report.language.of(score.pillar.title()));
        sheet.bar(MARGIN + 170.0, 4.0, BAR, 4.0, ink(Token::Line2));
        #[allow(clippy::cast_possible_truncation)]
        let proven = score.proven as f32;
        if proven > 0.0 {
            sheet.bar(MARGIN + 170.0, 4.0, BAR * proven, 4.0, ink(Token::AccentFill));
        }
        sheet.put_left_of(MARGIN + 170.0 + BAR + 40.0, BODY, &WellArchitected::percent(score.proven));
        sheet.space(BODY.leading);
    }
    sheet.space(8.0);
}

fn question(sheet: &mut Sheet<'_>, report: &WellArchitected, question: &QuestionReport) {
    let say = |words: Words| report.language.of(words);
    sheet.space(7.0);
    sheet.need(QUESTION.leading * 2.0 + BODY.leading * 2.0);
    sheet.bar(MARGIN, 0.0, RIGHT - MARGIN, 0.5, ink(Token::Line));
    sheet.space(4.0);
    let id = question.question.id;
    let width = sheet.put(MARGIN, Style { ink: ink(Token::Accent), ..QUESTION }, id);
    sheet.link(MARGIN, width, QUESTION.leading, question.question.url());
    sheet.paragraph(MARGIN + 46.0, QUESTION, say(question.question.asks));
    for (environment, here) in &question.environments {
        let checks = here.checks;
        let mut line = format!(
            "{environment}: {} · {}",
            say(standing_words(here.status)),
            WellArchitected::percent(here.proven)
        );
        for (words, count) in [
            (ReportWords::SATISFIED, checks.satisfied),
            (ReportWords::VIOLATED, checks.violated),
            (ReportWords::CANNOT_TELL, checks.cannot_tell),
            (ReportWords::ACCEPTED, checks.suppressed),
        ] {
            if count > 0 {
                line.push_str(&format!(" · {} {count}", say(words).to_lowercase()));
            }
        }
        sheet.paragraph(MARGIN + 46.0, BODY, &line);
    }
    let rules = question.rules();
    if !rules.is_empty() {
        let line = format!("{}: {}", say(ReportWords::RULES), rules.join(", "));
        sheet.paragraph(MARGIN + 46.0, SMALL, &line);
    }
    for (answer, environments) in question.answers() {
        let line = format!(
            "{} ({}): {}. {} ({}, {})",
            say(ReportWords::PERSON),
            environments.join(", "),
            say(choice_words(answer.choice)),
            answer.note,
            answer.role,
            answer.date
        );
        sheet.paragraph(MARGIN + 46.0, Style { ink: ink(Token::Ink), ..BODY }, &line);
    }
    let unanswered = question.unanswered();
    if !unanswered.is_empty() {
        let line = format!("{}: {}", say(ReportWords::UNANSWERED), unanswered.join(", "));
        sheet.paragraph(MARGIN + 46.0, SMALL, &line);
    }
    for (remark, environments) in question.remarks() {
        let token = match (remark.status, &remark.suppressed) {
            (Status::Violated, Some(_)) => Token::Low,
            (Status::Violated, None) => Token::High,
            _ => Token::Ink3,
        };
        let reason = remark.suppressed.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
        let line =
            format!("{} ({}): {}{reason}", say(remark.word()), environments.join(", "), remark.message);
        sheet.paragraph(MARGIN + 46.0, Style { ink: ink(token), ..SMALL }, &line);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use engine::{Language, Project, Services, TEMPLATES};
    use resvg::usvg::fontdb::Database;

    use super::*;
    use crate::pdf::sheet::HEIGHT;

    fn report() -> WellArchitected {
        let mut document = engine::load(TEMPLATES[0].document.as_bytes(), &Services).unwrap();
        document.name = format!("Diseño 設計 {}", "x".repeat(300));
        let project = Project::new(document);
        let environments = project.environments(None).unwrap();
        project.well_architected(&environments, "2026-11-23", Language::English)
    }

    /// The fonts of this machine; `None` on one that has none, where no PDF is made.
    fn fonts() -> Option<Fonts> {
        Some(Fonts::load(None)).filter(|fonts| fonts.database.faces().next().is_some())
    }

    #[test]
    fn without_any_font_there_is_no_pdf_and_a_word_on_it() {
        let none = Fonts { database: Arc::new(Database::new()), missing: vec!["Inter"] };
        let error = pdf(&report(), &none).unwrap_err();
        assert!(error.to_string().contains("cargo xtask assets"), "{error}");
    }

    #[test]
    fn nothing_leaves_the_page_and_every_pillar_can_be_gone_to() {
        let Some(fonts) = fonts() else { return };
        let report = report();
        let mut sheet = Sheet::new(Faces::new(&fonts).unwrap());
        write(&mut sheet, &report);
        assert!(sheet.leaves.len() > 3, "57 questions take several pages");
        let mut ruler = Sheet::new(Faces::new(&fonts).unwrap());
        for leaf in &sheet.leaves {
            assert!(!leaf.runs.is_empty());
            for run in &leaf.runs {
                let width = ruler.put(0.0, BODY, &run.text) / BODY.size * run.size;
                // Bold is a little wider than regular, which measures here: that may not hide a line that is not broken.
                assert!(
                    run.x >= MARGIN && run.x + width <= RIGHT + 40.0,
                    "{run:?} ends at {}",
                    run.x + width
                );
                assert!(run.baseline > MARGIN && run.baseline <= HEIGHT - MARGIN, "{run:?}");
            }
            for bar in &leaf.bars {
                assert!(bar.x + bar.width <= RIGHT + 0.1 && bar.y <= HEIGHT - MARGIN, "{bar:?}");
            }
        }
        let marks: Vec<&str> = sheet.marks.iter().map(|mark| mark.text.as_str()).collect();
        assert_eq!(marks, Pillar::ALL.map(|pillar| pillar.title().en));
        let links: Vec<&str> =
            sheet.leaves.iter().flat_map(|leaf| &leaf.links).map(|link| link.url.as_str()).collect();
        assert_eq!(links.len(), 57);
    }

    #[test]
    fn a_pdf_is_the_same_bytes_each_time() {
        let Some(fonts) = fonts() else { return };
        let report = report();
        let (bytes, _) = pdf(&report, &fonts).unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
        assert_eq!(bytes, pdf(&report, &fonts).unwrap().0);
    }
}
