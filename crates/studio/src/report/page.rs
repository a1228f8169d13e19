//! The report as one HTML file without a script: what a person wrote is only ever text in it.

use engine::{
    Status, WellArchitected, canonical,
    design::{Pillar, Words},
    well_architected::{QuestionReport, Remark, ReportWords, Standing, choice_words, standing_words},
};

use crate::{
    html::{self, GLYPHS, Html, escape},
    review::Assets,
};

const STYLE: &str = include_str!("page.css");

pub fn write(report: &WellArchitected, assets: &Assets) -> String {
    let say = |words: Words| report.language.of(words);
    let style = format!("{}{}{STYLE}", html::faces(assets), html::tokens());
    let code = report.language.code();
    let mut page = Html::default();
    page.raw(&format!("<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n"));
    page.raw(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; font-src data:; \
         base-uri 'none'; form-action 'none'\">\n",
        html::source(&style)
    ));
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.raw(&format!(
        "<title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        escape(&format!("{} · {}", report.name, say(ReportWords::TITLE)))
    ));
    page.raw("<svg class=\"definitions\" width=\"0\" height=\"0\" aria-hidden=\"true\">")
        .raw(GLYPHS)
        .raw("</svg>\n");
    page.raw("<header><svg class=\"brand\" aria-hidden=\"true\"><use href=\"#u-brand\"/></svg>\n<div><h1>");
    page.text(&report.name).raw("</h1><p>").raw(say(ReportWords::TITLE));
    page.raw(&format!(
        " · {} <span class=\"mono\">{}</span> · {} {}</p></div></header>\n<main>\n",
        say(ReportWords::VERSION),
        escape(canonical::short(&report.version)),
        say(ReportWords::JUDGED),
        escape(&report.date)
    ));
    scores(&mut page, report);
    page.raw(&format!("<p class=\"reading\">{}</p>\n", say(ReportWords::READING)));
    for pillar in Pillar::ALL {
        page.raw(&format!("<section id=\"{}\">\n<h2>{}</h2>\n", pillar.word(), say(pillar.title())));
        for question in report.of_pillar(pillar) {
            self::question(&mut page, report, question);
        }
        page.raw("</section>\n");
    }
    page.raw("</main>\n</body>\n</html>\n");
    page.finish()
}

/// A card for each environment, a bar for each of its pillars.
fn scores(page: &mut Html, report: &WellArchitected) {
    page.raw("<div class=\"cards\">\n");
    for environment in &report.environments {
        page.raw("<article class=\"card\"><h2>").text(&environment.id);
        if let Some(tier) = report.tier(environment) {
            page.raw(&format!(" <i>{tier}</i>"));
        }
        page.raw("</h2><table>\n");
        for score in &environment.pillars {
            // A bar is 100 units long: the attribute needs no style, which the policy would refuse.
            page.raw(&format!(
                "<tr><th scope=\"row\"><a href=\"#{}\">{}</a></th><td><svg class=\"bar\" viewBox=\"0 0 100 6\" \
                 preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"whole\" width=\"100\" height=\"6\" rx=\"2\"/>\
                 <rect width=\"{:.2}\" height=\"6\" rx=\"2\"/></svg></td><td class=\"mono\">{}</td></tr>\n",
                score.pillar.word(),
                report.language.of(score.pillar.title()),
                score.proven * 100.0,
                WellArchitected::percent(score.proven)
            ));
        }
        page.raw("</table></article>\n");
    }
    page.raw("</div>\n");
}

fn question(page: &mut Html, report: &WellArchitected, question: &QuestionReport) {
    let say = |words: Words| report.language.of(words);
    page.raw(&format!(
        "<article class=\"question\" id=\"{id}\"><h3><a class=\"mono\" href=\"{}\" rel=\"noreferrer\">{id}</a> {}</h3>\n<table \
         class=\"standing\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>",
        escape(&question.question.url()),
        escape(say(question.question.asks)),
        say(ReportWords::ENVIRONMENT),
        say(ReportWords::STATUS),
        id = question.question.id,
    ));
    for words in [
        ReportWords::PROVEN,
        ReportWords::SATISFIED,
        ReportWords::VIOLATED,
        ReportWords::CANNOT_TELL,
        ReportWords::ACCEPTED,
    ] {
        page.raw(&format!("<th scope=\"col\">{}</th>", say(words)));
    }
    page.raw("</tr></thead>\n");
    for (environment, here) in &question.environments {
        let checks = here.checks;
        page.raw("<tr><th scope=\"row\">").text(environment).raw(&format!(
            "</th><td><span class=\"pill {}\">{}</span></td><td class=\"mono\">{}</td>",
            class(here.status),
            say(standing_words(here.status)),
            WellArchitected::percent(here.proven)
        ));
        for count in [checks.satisfied, checks.violated, checks.cannot_tell, checks.suppressed] {
            page.raw(&format!("<td class=\"mono\">{count}</td>"));
        }
        page.raw("</tr>\n");
    }
    page.raw("</table>\n");
    let rules = question.rules();
    if !rules.is_empty() {
        page.raw(&format!("<p class=\"rules\">{}: {}</p>\n", say(ReportWords::RULES), rules.join(", ")));
    }
    page.raw("<ul>\n");
    for (answer, environments) in question.answers() {
        item(page, "ok", say(ReportWords::PERSON), &environments);
        page.raw("<b>").raw(say(choice_words(answer.choice))).raw("</b>. ").text(&answer.note).raw("<span>");
        page.text(&answer.role).raw(" · ").plain(&answer.date).raw("</span></div></li>\n");
    }
    let unanswered = question.unanswered();
    if !unanswered.is_empty() {
        item(page, "ask", say(ReportWords::UNANSWERED), &unanswered);
        page.raw("</div></li>\n");
    }
    for (remark, environments) in question.remarks() {
        item(page, glyph(remark), say(remark.word()), &environments);
        page.text(&remark.message);
        if let Some(reason) = &remark.suppressed {
            page.raw("<span>").text(reason).raw("</span>");
        }
        page.raw(&format!("<span class=\"mono\">{}</span></div></li>\n", remark.rule));
    }
    page.raw("</ul></article>\n");
}

/// Begins an item of a question's list: what it is, and where it is true.
fn item(page: &mut Html, glyph: &str, words: &str, environments: &[&str]) {
    page.raw(&format!(
        "<li><svg class=\"glyph\" aria-hidden=\"true\"><use href=\"#u-{glyph}\"/></svg><div><em>{words} ({})</em> ",
        escape(&environments.join(", "))
    ));
}

fn glyph(remark: &Remark) -> &'static str {
    match (remark.status, &remark.suppressed) {
        (Status::Violated, Some(_)) => "accepted",
        (Status::Violated, None) => "medium",
        _ => "ask",
    }
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "high",
        Standing::Unproven => "low",
        Standing::PartlyProven => "med",
        Standing::Proven => "ok",
    }
}

#[cfg(test)]
mod tests {
    use engine::{Language, Project, Services};

    use super::*;

    fn page(language: Language) -> String {
        let text = r#"{
            "groundplan": 1, "id": "shop", "name": "<script>alert(1)</script>",
            "answers": { "a": { "question": "OPS03", "choice": "met", "date": "2026-11-20",
                                "note": "</style><img src=x onerror=alert(2)>", "role": "\"><b>boss</b>" } },
            "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
            "nodes": { "files": { "kind": "s3_bucket", "name": "<i>files</i>" } }
        }"#;
        let project = Project::new(engine::load(text.as_bytes(), &Services).unwrap());
        let environments = project.environments(None).unwrap();
        write(&project.well_architected(&environments, "2026-11-23", language), &Assets::default())
    }

    #[test]
    fn a_page_needs_nothing_else_and_runs_nothing() {
        let page = page(Language::English);
        for outside in
            ["<script", "<link", "<iframe", "@import", "url(http", "<img", " style=", "onerror=alert(2)>"]
        {
            assert!(!page.contains(outside), "{outside}");
        }
        let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        let policy = format!("default-src 'none'; style-src '{}'", html::source(style));
        assert!(page.contains(&policy), "the policy names another style");
    }

    #[test]
    fn what_a_person_wrote_is_text() {
        let page = page(Language::English);
        for text in [
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&lt;/style&gt;&lt;img",
            "&quot;&gt;&lt;b&gt;boss&lt;/b&gt;",
        ] {
            assert!(page.contains(text), "{text}");
        }
        assert!(!page.contains("<i>files</i>"));
    }

    #[test]
    fn all_57_questions_are_there_in_both_languages() {
        for language in [Language::English, Language::Spanish] {
            let page = page(language);
            for question in engine::design::framework::questions() {
                assert!(page.contains(&escape(language.of(question.asks))), "{}", question.id);
                assert!(page.contains(&question.url()), "{}", question.id);
            }
        }
    }
}
