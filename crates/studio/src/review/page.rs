//! The review page: one HTML file that needs nothing else. What a person wrote is only ever text in it.

mod facts;
mod words;

use engine::{
    Document, Format,
    scene::svg::{self, Colours, SvgOptions},
};
use serde_json::{Map, Value, json};

use super::{
    Order, Sent, answer,
    dossier::{self, Dossier},
};
use crate::html::{self, Html, data, escape};
use crate::project_file::Comment;
use words::Say;

const STYLE: &str = include_str!("page/review.css");
const SCRIPT: &str = include_str!("page/review.js");

/// Writes the page.
pub fn write(
    document: &Document,
    sent: &Sent,
    dossiers: &[Dossier],
    comments: &[Comment],
    order: &Order<'_>,
) -> String {
    let say = Say(order.language);
    let style = format!("{}{}{STYLE}", html::faces(order.assets), html::tokens());
    let mut page = Html::default();
    let title = format!("{} · {}", document.name, sent.label);
    page.raw(&format!("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", say.code()));
    page.raw(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{}'; style-src '{}'; \
         font-src data:; base-uri 'none'; form-action 'none'\">\n",
        html::source(SCRIPT),
        html::source(&style)
    ));
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.raw(&format!("<title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n", escape(&title)));
    let shown = shown_first(dossiers);
    let drawing =
        SvgOptions { colours: Colours::Page, icons: Some(&order.assets.icons), title: "", dots: false };
    let items = dossiers.iter().flat_map(|dossier| &dossier.scene.items);
    page.raw("<svg class=\"definitions\" width=\"0\" height=\"0\" aria-hidden=\"true\">");
    page.raw(&svg::definitions(items, &drawing));
    page.raw(html::GLYPHS);
    page.raw("</svg>\n");
    header(&mut page, document, sent, say);
    page.raw("<main>\n<div class=\"left\">\n");
    board(&mut page, dossiers, shown, &drawing, say);
    cards(&mut page, dossiers, shown, say);
    page.raw("</div>\n<aside>\n");
    for (at, dossier) in dossiers.iter().enumerate() {
        facts::write(&mut page, dossier, sent, order, say, at == shown);
    }
    threads(&mut page, say);
    page.raw("</aside>\n</main>\n");
    bar(&mut page, sent, say);
    dialogs(&mut page, sent, dossiers, say);
    page.raw(&format!(
        "<script type=\"application/json\" id=\"review\">{}</script>\n",
        data(&carried(document, sent, dossiers, comments, say))
    ));
    page.raw(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    page.finish()
}

/// Production is what people ask about first.
fn shown_first(dossiers: &[Dossier]) -> usize {
    dossiers.iter().position(|dossier| dossier.tier == engine::design::Tier::Production).unwrap_or_default()
}

fn header(page: &mut Html, document: &Document, sent: &Sent, say: Say) {
    page.raw("<header class=\"top\">\n<svg class=\"brand\" aria-hidden=\"true\"><use href=\"#u-brand\"/></svg>\n<div>");
    page.raw("<h1>").text(&document.name).raw("</h1><p>");
    let prepared = say.of("Prepared by", "Preparado por");
    page.raw(prepared).raw(" ").text(&sent.author);
    if !sent.reviewers.is_empty() {
        page.raw(say.of(" for ", " para ")).text(&sent.reviewers.join(", "));
    }
    page.raw(&format!(" · {}</p></div>\n", say.date(sent.time)));
    page.raw(
        "<span class=\"state\" id=\"state\"><svg aria-hidden=\"true\"><use href=\"#u-clock\"/></svg><span>",
    );
    page.text(&sent.label).raw(" · ").raw(say.of("waiting for your decision", "a la espera de su decisión"));
    page.raw("</span></span>\n<span class=\"spring\"></span>\n");
    page.raw("<button type=\"button\" id=\"print\"><svg aria-hidden=\"true\"><use href=\"#u-print\"/></svg>");
    page.raw(say.of("Print or PDF", "Imprimir o PDF")).raw("</button>\n");
    page.raw(
        "<span class=\"who\" id=\"who\" hidden><span class=\"avatar\"></span><bdi></bdi></span>\n</header>\n",
    );
}

fn board(page: &mut Html, dossiers: &[Dossier], shown: usize, drawing: &SvgOptions<'_>, say: Say) {
    page.raw(&format!(
        "<section class=\"board\" id=\"board\" aria-label=\"{}\">\n",
        say.of("Diagram", "Diagrama")
    ));
    for (at, dossier) in dossiers.iter().enumerate() {
        let (width, height) = (dossier.scene.width, dossier.scene.height);
        let hidden = if at == shown { "" } else { " hidden" };
        page.raw(&format!(
            "<div class=\"drawing\" data-env=\"{}\"{hidden}><svg viewBox=\"0 0 {width} {height}\" data-width=\"{width}\" \
             data-height=\"{height}\" role=\"group\" aria-label=\"{}\"><g class=\"view\">\n",
            escape(&dossier.id),
            escape(&format!("{} {}", say.of("Diagram of", "Diagrama de"), dossier.id))
        ));
        page.raw(&svg::shapes(&dossier.scene.items, drawing));
        page.raw("</g><g class=\"pins\"></g></svg></div>\n");
    }
    page.raw("<div class=\"zoom\" role=\"group\">");
    let tools = [
        ("out", "minus", say.of("Zoom out", "Alejar")),
        ("fit", "fit", say.of("Show all", "Ver todo")),
        ("in", "plus", say.of("Zoom in", "Acercar")),
    ];
    for (name, glyph, words) in tools {
        page.raw(&format!(
            "<button type=\"button\" data-zoom=\"{name}\" aria-label=\"{words}\" title=\"{words}\"><svg \
             aria-hidden=\"true\"><use href=\"#u-{glyph}\"/></svg></button>"
        ));
    }
    page.raw("</div>\n</section>\n");
}

/// What each environment costs; pressing one shows it.
fn cards(page: &mut Html, dossiers: &[Dossier], shown: usize, say: Say) {
    let format = Format::new(say.0);
    page.raw(&format!(
        "<div class=\"cards\" role=\"tablist\" aria-label=\"{}\">\n",
        say.of("Environments", "Entornos")
    ));
    for (at, dossier) in dossiers.iter().enumerate() {
        let monthly = dossier.estimate.monthly;
        page.raw(&format!(
            "<button type=\"button\" role=\"tab\" class=\"card\" id=\"tab-{id}\" aria-controls=\"facts-{id}\" data-env=\"{id}\" \
             aria-selected=\"{}\" tabindex=\"{}\">",
            at == shown,
            if at == shown { "0" } else { "-1" },
            id = escape(&dossier.id)
        ));
        page.raw("<span class=\"price\"><span class=\"name\">").text(&dossier.id);
        let tier = say.tier(dossier.tier);
        if tier != dossier.id {
            page.raw(&format!(" <i>{tier}</i>"));
        }
        page.raw("</span>");
        page.raw(&format!("<b class=\"mono\">{}</b>", format.dollars(monthly.typical)));
        let band = match monthly.low == monthly.high {
            true => say.of("per month", "al mes").to_owned(),
            false => format!(
                "{} {}–{}",
                say.of("per month,", "al mes,"),
                format.dollars(monthly.low),
                format.dollars(monthly.high)
            ),
        };
        page.raw(&format!("<span class=\"band\">{band}</span></span>"));
        facts::bars(page, dossier, say);
        page.raw("</button>\n");
    }
    page.raw("</div>\n");
}

fn threads(page: &mut Html, say: Say) {
    page.raw(&format!(
        "<section class=\"comments\" aria-labelledby=\"comments-title\"><h2 id=\"comments-title\">{}<span id=\"count\" \
         role=\"status\"></span></h2>\n<div id=\"threads\"></div>\n",
        say.of("Comments", "Comentarios")
    ));
    page.raw(&format!(
        "<form id=\"compose\" class=\"compose\"><label for=\"about\">{}</label><select id=\"about\"></select>\
         <label class=\"unseen\" for=\"said\">{comment}</label><textarea id=\"said\" rows=\"3\" maxlength=\"10000\" \
         placeholder=\"{}\"></textarea><button type=\"submit\">{}</button></form>\n</section>\n",
        say.of("About", "Acerca de"),
        say.of("Press an element of the drawing, or write here", "Pulse un elemento del dibujo, o escriba aquí"),
        say.of("Add comment", "Añadir comentario"),
        comment = say.of("Comment", "Comentario"),
    ));
    page.raw(&format!(
        "<noscript><p>{}</p></noscript>\n",
        say.of(
            "To answer, this page needs its script; everything can be read without.",
            "Para responder, esta página necesita su script; todo se puede leer sin él."
        )
    ));
}

/// The version's hash in groups of four.
fn grouped(hash: &str) -> String {
    let groups: Vec<&str> =
        hash.as_bytes().chunks(4).map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(" ")
}

fn bar(page: &mut Html, sent: &Sent, say: Say) {
    page.raw("<footer class=\"bar\">\n<span class=\"avatar\" id=\"face\" hidden></span><div class=\"told\"><b id=\"doing\">");
    page.raw(say.of("You review ", "Usted revisa ")).text(&sent.label).raw("</b><span id=\"bound\">");
    page.raw(say.of(
        "Your decision is bound to this version and cannot be moved to another one.",
        "Su decisión queda ligada a esta versión y no vale para otra.",
    ));
    let first = grouped(sent.version.get(..16).unwrap_or(&sent.version));
    page.raw(&format!(
        "</span></div>\n<span class=\"spring\"></span>\n<div class=\"hash\"><span>{}</span><b class=\"mono\" title=\"{}\">{first}</b></div>\n",
        say.of("version hash", "hash de la versión"),
        grouped(&sent.version)
    ));
    page.raw(&format!(
        "<button type=\"button\" class=\"large\" id=\"request\"><svg aria-hidden=\"true\"><use href=\"#u-message\"/></svg>{}</button>\n",
        say.of("Request changes", "Pedir cambios")
    ));
    page.raw("<button type=\"button\" class=\"large approve\" id=\"approve\"><svg aria-hidden=\"true\"><use href=\"#u-check\"/></svg><span>");
    page.raw(say.of("Approve ", "Aprobar ")).text(&sent.label).raw("</span></button>\n</footer>\n");
}

fn dialogs(page: &mut Html, sent: &Sent, dossiers: &[Dossier], say: Say) {
    let format = Format::new(say.0);
    page.raw("<dialog id=\"decide\" aria-labelledby=\"decide-title\"><form method=\"dialog\">\n<h2 id=\"decide-title\"></h2>\n");
    page.raw(&format!("<label for=\"name\">{}</label>", say.of("Your name", "Su nombre")));
    match sent.reviewers.as_slice() {
        [] => {
            page.raw("<input id=\"name\" autocomplete=\"name\" required maxlength=\"120\">\n");
        }
        named => {
            page.raw("<select id=\"name\" required>");
            for name in named {
                page.raw("<option>").plain(name).raw("</option>");
            }
            page.raw("</select>\n");
        }
    }
    page.raw(&format!("<fieldset><legend>{}</legend>\n", say.of("What it covers", "Qué abarca")));
    for dossier in dossiers.iter().filter(|dossier| dossier.bound.is_some()) {
        page.raw(&format!(
            "<label class=\"covers\"><input type=\"checkbox\" value=\"{}\" checked><span>",
            escape(&dossier.id)
        ));
        page.raw("<b>").text(&dossier.id).raw("</b> ");
        page.raw(&format!(
            "<span class=\"mono\">{} · {}</span></span><b class=\"mono\">{}</b></label>\n",
            escape(&dossier.account),
            escape(&dossier.region),
            format.dollars(dossier.estimate.monthly.typical)
        ));
    }
    if !sent.blocked.is_empty() {
        page.raw("<p>").text(&sent.blocked.join(", ")).raw(say.of(
            ": cannot be built, so cannot be approved.",
            ": no se puede construir, así que no se puede aprobar.",
        ));
        page.raw("</p>");
    }
    page.raw("</fieldset>\n<label for=\"note\" id=\"note-label\"></label><textarea id=\"note\" rows=\"3\" maxlength=\"10000\"></textarea>\n");
    page.raw(
        "<p id=\"along\"></p><p class=\"wrong\" id=\"wrong\" role=\"alert\"></p>\n<div class=\"buttons\">",
    );
    page.raw(&format!(
        "<button type=\"button\" data-close>{}</button><button type=\"submit\" id=\"give\"></button></div>\n</form></dialog>\n",
        say.of("Cancel", "Cancelar")
    ));
    page.raw("<dialog id=\"given\" aria-labelledby=\"given-title\"><h2 id=\"given-title\"></h2><p>");
    page.raw(say.of(
        "Nothing is sent by itself: give this answer back to ",
        "Nada se envía solo: devuelva esta respuesta a ",
    ));
    page.text(&sent.author).raw(
        say.of(", as a file or as text in a mail.</p>\n", ", como archivo o como texto en un correo.</p>\n"),
    );
    page.raw(&format!(
        "<div class=\"buttons start\"><button type=\"button\" class=\"primary\" id=\"download\"><svg aria-hidden=\"true\"><use \
         href=\"#u-download\"/></svg>{}</button><button type=\"button\" id=\"copy\"><svg aria-hidden=\"true\"><use \
         href=\"#u-copy\"/></svg><span>{}</span></button></div>\n<label for=\"text\">{}</label><textarea id=\"text\" class=\"mono\" \
         rows=\"8\" readonly></textarea>\n<div class=\"buttons\"><button type=\"button\" data-close>{}</button></div></dialog>\n",
        say.of("Download the answer", "Descargar la respuesta"),
        say.of("Copy as text", "Copiar como texto"),
        say.of("The answer as text", "La respuesta como texto"),
        say.of("Close", "Cerrar"),
    ));
}

/// What the script works with.
fn carried(document: &Document, sent: &Sent, dossiers: &[Dossier], comments: &[Comment], say: Say) -> Value {
    let environments: Map<String, Value> = dossiers
        .iter()
        .map(|dossier| {
            let elements: Vec<Value> = dossier
                .elements
                .iter()
                .map(|element| {
                    let (letters, ground) = dossier::tile(&element.symbol);
                    json!({ "id": element.id, "name": element.name, "kind": element.kind,
                            "symbol": element.symbol, "letters": letters, "ground": ground })
                })
                .collect();
            (dossier.id.clone(), json!({ "bound": dossier.bound, "elements": elements }))
        })
        .collect();
    json!({
        "form": answer::FORM,
        "review": sent.id,
        "document": document.id,
        "version": sent.version,
        "label": sent.label,
        "price_book": sent.price_book,
        "environments": environments,
        "comments": comments,
        "reviewers": sent.reviewers,
        "words": say.of_script(),
    })
}
