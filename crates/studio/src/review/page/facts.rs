//! What is said of an environment: guarantees, findings, prices, and what an approval is bound to.

use std::{collections::BTreeMap, fmt::Write};

use engine::{Decimal, Expected, Finding, Format, Promise, Score, Severity, Status, canonical, guarantees};

use super::{Dossier, Html, Order, Say, Sent, escape, grouped};

/// Bars in a card, the dearest first.
const BARS: usize = 7;

/// The section of an environment.
pub fn write(page: &mut Html, dossier: &Dossier, sent: &Sent, order: &Order<'_>, say: Say, shown: bool) {
    let hidden = if shown { "" } else { " hidden" };
    page.raw(&format!(
        "<section class=\"facts\" role=\"tabpanel\" id=\"facts-{id}\" aria-labelledby=\"tab-{id}\" data-env=\"{id}\"{hidden}>\n",
        id = escape(&dossier.id)
    ));
    promises(page, dossier, order, say);
    findings(page, dossier, order, say);
    prices(page, dossier, sent, say);
    bound(page, dossier, say);
    page.raw("</section>\n");
}

fn glyph(page: &mut Html, name: &str, words: &str) {
    page.raw(&format!(
        "<svg class=\"glyph {name}\" role=\"img\" aria-label=\"{words}\"><use href=\"#u-{name}\"/></svg>"
    ));
}

fn severity(page: &mut Html, severity: Severity, say: Say) {
    glyph(page, severity.word(), say.0.of(severity.words()));
}

fn promises(page: &mut Html, dossier: &Dossier, order: &Order<'_>, say: Say) {
    let score = Score::by_environment(&dossier.findings).remove(&dossier.id).unwrap_or_default();
    let all = score.satisfied + score.violated + score.suppressed;
    page.raw(&format!(
        "<h2>{}<span class=\"pill {}\">{}</span></h2>\n<ul class=\"promises\">\n",
        say.of("What this version guarantees", "Qué garantiza esta versión"),
        if score.violated == 0 { "ok" } else { "med" },
        match order.language {
            engine::Language::English => format!("{} of {all} checks", score.satisfied),
            engine::Language::Spanish => format!("{} de {all} controles", score.satisfied),
        }
    ));
    for blocker in &dossier.blockers {
        page.raw("<li>");
        glyph(page, "critical", say.of("cannot be built", "no se puede construir"));
        page.raw("<div><b>").text(blocker).raw("</b><span>");
        page.raw(say.of(
            "It cannot be built like this, so it cannot be approved.",
            "Así no se puede construir, ni aprobar.",
        ));
        page.raw("</span></div></li>\n");
    }
    for expected in &dossier.expected {
        page.raw("<li>");
        demanded(page, expected, order, say);
        page.raw("</li>\n");
    }
    for promise in guarantees(&dossier.findings) {
        page.raw("<li>");
        promised(page, &promise, order, say);
        page.raw("</li>\n");
    }
    page.raw("</ul>\n");
}

/// What a person demanded: the sentence, and what carries or breaks it.
fn demanded(page: &mut Html, expected: &Expected, order: &Order<'_>, say: Say) {
    match expected.status {
        Status::Violated => glyph(page, "critical", say.of("not kept", "no se cumple")),
        Status::CannotTell => glyph(page, "ask", say.of("to be asked", "por preguntar")),
        Status::Satisfied => glyph(page, "ok", say.of("kept", "se cumple")),
    }
    page.raw("<div><b>").text(&expected.sentence.render(order.language)).raw("</b><span>");
    let evidence = expected.evidence.render(order.language);
    match (&expected.reason, expected.status) {
        (Some(reason), Status::Satisfied) => page.text(reason).raw(" · ").text(&evidence),
        _ => page.text(&evidence),
    };
    page.raw("</span></div>");
}

fn promised(page: &mut Html, promise: &Promise<'_>, order: &Order<'_>, say: Say) {
    let title = order.language.of(promise.guarantee.title);
    let told = |finding: &Finding| finding.message.render(order.language);
    if let Some(worst) = promise.open.first() {
        severity(page, worst.severity, say);
        page.raw("<div><b>").text(&told(worst)).raw("</b><span>");
        page.raw(say.of("Not kept: ", "No se cumple: ")).raw(&lower(title));
        if promise.open.len() > 1 {
            page.raw(&format!(
                " · {}",
                say.count(promise.open.len(), ["finding", "hallazgo"], ["findings", "hallazgos"])
            ));
        }
        if promise.open.iter().all(|finding| finding.fix.is_some()) {
            page.raw(say.of(" · a fix is known", " · hay corrección"));
        }
        page.raw("</span></div>");
        return;
    }
    match (promise.accepted.first(), promise.kept.first(), promise.asked.first()) {
        (Some(accepted), ..) => {
            glyph(page, "accepted", say.of("accepted", "aceptado"));
            page.raw(&format!("<div><b>{title}</b><span>{} ", say.of("Accepted:", "Aceptado:")));
            let why = accepted.suppressed.as_ref();
            page.text(why.map_or("", |why| &why.reason));
            page.raw(&format!(
                " ({} {})</span></div>",
                say.of("until", "hasta"),
                why.map_or("", |why| &why.until)
            ));
        }
        (None, Some(kept), _) => {
            glyph(page, "ok", say.of("kept", "se cumple"));
            page.raw(&format!("<div><b>{title}</b><span>")).text(&told(kept));
            if promise.kept.len() > 1 {
                let more = promise.kept.len() - 1;
                let words = say.count(more, ["more check", "control más"], ["more checks", "controles más"]);
                page.raw(&format!(" <em>· {words}</em>"));
            }
            page.raw("</span></div>");
        }
        (None, None, asked) => {
            glyph(page, "ask", say.of("to be asked", "por preguntar"));
            page.raw(&format!("<div><b>{title}</b><span>"))
                .text(&asked.map(|one| told(one)).unwrap_or_default());
            page.raw("</span></div>");
        }
    }
}

/// A title within a sentence.
fn lower(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn findings(page: &mut Html, dossier: &Dossier, order: &Order<'_>, say: Say) {
    let violated = dossier.findings.iter().filter(|finding| finding.status == Status::Violated);
    let mut listed: Vec<&Finding> = violated.collect();
    listed.sort_by_key(|finding| {
        (finding.suppressed.is_some(), std::cmp::Reverse(finding.severity), finding.rule.id)
    });
    let open = listed.iter().filter(|finding| finding.open()).count();
    page.raw(&format!(
        "<details><summary>{}<span>{}, {}</span></summary>\n",
        say.of("Findings", "Hallazgos"),
        say.count(open, ["open", "abierto"], ["open", "abiertos"]),
        say.count(listed.len() - open, ["accepted", "aceptado"], ["accepted", "aceptados"])
    ));
    if listed.is_empty() {
        page.raw(&format!(
            "<p>{}</p>",
            say.of(
                "Every practice that a design can show is kept.",
                "Se cumple toda práctica que un diseño puede mostrar."
            )
        ));
    }
    page.raw("<ul class=\"findings\">\n");
    for finding in listed {
        page.raw(&format!("<li data-of=\"{}\">", escape(finding.node.as_str())));
        match &finding.suppressed {
            None => severity(page, finding.severity, say),
            Some(_) => glyph(page, "accepted", say.of("accepted", "aceptado")),
        }
        page.raw("<div>").text(&finding.message.render(order.language));
        page.raw(&format!("<span class=\"mono\">{}</span>", finding.rule.id));
        if let Some(why) = &finding.suppressed {
            page.raw("<span>").text(&why.reason).raw(&format!(
                " ({} {})</span>",
                say.of("until", "hasta"),
                escape(&why.until)
            ));
        }
        page.raw("</div></li>\n");
    }
    page.raw("</ul></details>\n");
}

/// Typical price of each element, the dearest first.
fn by_element(dossier: &Dossier) -> Vec<(&str, Decimal)> {
    let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
    for line in &dossier.estimate.lines {
        *sums.entry(&line.node).or_default() += line.monthly.typical;
    }
    let mut sums: Vec<_> = sums.into_iter().filter(|(_, amount)| !amount.is_zero()).collect();
    sums.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
    sums
}

fn name<'d>(dossier: &'d Dossier, id: &'d str) -> &'d str {
    dossier.elements.iter().find(|element| element.id == id).map_or(id, |element| &element.name)
}

/// The dearest elements as bars, the dearest at the right.
pub fn bars(page: &mut Html, dossier: &Dossier, say: Say) {
    let prices = by_element(dossier);
    let Some((_, most)) = prices.first().filter(|(_, most)| *most > Decimal::ZERO) else { return };
    let format = Format::new(say.0);
    page.raw("<svg class=\"bars\" viewBox=\"0 0 132 48\" aria-hidden=\"true\">");
    for (at, (id, amount)) in prices.iter().take(BARS).enumerate() {
        let share = (amount * Decimal::from(44) / most).round_dp(1).max(Decimal::TWO);
        let (x, y) = ((BARS - 1 - at) * 19 + 2, Decimal::from(48) - share);
        let class = if at == 0 { " class=\"most\"" } else { "" };
        page.raw(&format!(
            "<rect{class} x=\"{x}\" y=\"{y}\" width=\"13\" height=\"{share}\" rx=\"3\"><title>"
        ));
        page.plain(&format!("{} {}", name(dossier, id), format.dollars(*amount))).raw("</title></rect>");
    }
    page.raw("</svg>");
}

fn prices(page: &mut Html, dossier: &Dossier, sent: &Sent, say: Say) {
    let format = Format::new(say.0);
    let monthly = dossier.estimate.monthly;
    page.raw(&format!(
        "<details><summary>{}<span class=\"mono\">{}</span></summary>\n<table class=\"prices\">\n",
        say.of("What it costs a month", "Cuánto cuesta al mes"),
        format.dollars(monthly.typical)
    ));
    for (id, amount) in by_element(dossier) {
        page.raw(&format!("<tr data-of=\"{}\"><th scope=\"row\">", escape(id))).text(name(dossier, id));
        page.raw(&format!("</th><td class=\"mono\">{}</td></tr>\n", format.dollars(amount)));
    }
    let totals = [
        (say.of("Low", "Bajo"), monthly.low),
        (say.of("Typical", "Típico"), monthly.typical),
        (say.of("High", "Alto"), monthly.high),
    ];
    for (words, amount) in totals {
        page.raw(&format!(
            "<tr class=\"total\"><th scope=\"row\">{words}</th><td class=\"mono\">{}</td></tr>\n",
            format.dollars(amount)
        ));
    }
    page.raw("</table>\n");
    if !dossier.estimate.unpriced.is_empty() {
        page.raw(&format!("<p>{} ", say.of("Not priced, so in no total:", "Sin precio, en ningún total:")));
        let mut names: Vec<String> = dossier
            .estimate
            .unpriced
            .iter()
            .map(|line| format!("{} ({})", name(dossier, &line.node), line.item))
            .collect();
        names.sort();
        names.dedup();
        page.text(&names.join("; ")).raw("</p>\n");
    }
    let assumed = dossier.estimate.assumptions.len();
    let mut note = format!(
        "{} {} <span class=\"mono\">{}</span>",
        say.of("US dollars; price book of", "Dólares de EE. UU.; libro de precios del"),
        escape(&sent.price_book.as_of),
        escape(canonical::short(&sent.price_book.digest))
    );
    if assumed > 0 {
        let _ = write!(
            note,
            ". {}",
            say.count(
                assumed,
                ["volume is assumed", "volumen supuesto"],
                ["volumes are assumed", "volúmenes supuestos"]
            )
        );
    }
    page.raw(&format!("<p>{note}.</p></details>\n"));
}

/// What an approval holds for.
fn bound(page: &mut Html, dossier: &Dossier, say: Say) {
    let Some(bound) = &dossier.bound else { return };
    let stacks = say.count(bound.stacks.len(), ["stack", "pila"], ["stacks", "pilas"]);
    page.raw(&format!(
        "<details><summary>{}<span>{stacks}</span></summary>\n<p>{} <span class=\"mono\">{}</span>, <span class=\"mono\">{}</span></p>\n",
        say.of("What would be built", "Qué se construiría"),
        say.of("Account", "Cuenta"),
        escape(&bound.account),
        escape(&bound.region)
    ));
    page.raw("<table class=\"stacks\">\n");
    for stack in &bound.stacks {
        page.raw(&format!("<tr><th scope=\"row\" class=\"mono\">{}", escape(&stack.name)));
        if stack.region != bound.region {
            page.raw(&format!(" ({})", escape(&stack.region)));
        }
        page.raw(&format!(
            "</th><td class=\"mono\" title=\"{}\">{}</td></tr>\n",
            stack.template,
            grouped(stack.template.get(..8).unwrap_or(&stack.template))
        ));
    }
    page.raw("</table></details>\n");
}
