//! The proposal as PDF: first what it comes to, then the drawing, then what is in it and what is not.

mod beside;

use std::sync::Arc;

use engine::{
    Assumed, Band, Decimal, Format, Origin, ProposalReport, canonical,
    design::{Logo, Words, colour, logo::Media},
    proposal::{Offered, ProposalWords, Row as Priced, payment_words, unit_words},
    scene::theme::{Rgb, Token},
};
use resvg::usvg::Tree;

use super::{
    BODY, HEAD, SECTION, SMALL, TITLE,
    faces::{Faces, Weight as Thickness},
    paint::{About, paint},
    sheet::{MARGIN, RIGHT, Sheet, Style, ink},
    style,
    table::{Column, Row, Weight, columns, table},
};
use crate::{ExportError, FAMILIES, Fonts, Warning, tree};

const NAME: Style = style(26.0, 32.0, Thickness::Bold, Token::Ink);
const LEAD: Style = style(10.0, 15.0, Thickness::Regular, Token::Ink2);
const AMOUNT: Style = style(17.0, 22.0, Thickness::Bold, Token::Ink);
const HEADING: Style = style(10.5, 16.0, Thickness::Bold, Token::Ink);

/// The paper.
const WHITE: Rgb = Rgb(255, 255, 255);
/// The place of a logo.
const LOGO: (f32, f32) = (180.0, 44.0);
/// Environments side by side: more of them go into a second table.
const ABREAST: usize = 4;

/// The proposal as PDF with the drawing of an environment (its name, and SVG), and what is worth telling about it.
///
/// # Errors
/// There is no font to set it in, the drawing or the logo cannot be read, or a font cannot be embedded.
pub fn proposal(
    report: &ProposalReport,
    drawing: Option<(&str, &str)>,
    fonts: &Fonts,
) -> Result<(Vec<u8>, Vec<Warning>), ExportError> {
    let sheet = write(report, drawing, fonts)?;
    let say = |words| report.language.of(words);
    let title = format!("{}: {}", say(ProposalWords::TITLE), report.name);
    let foot = match &report.stated.company {
        Some(company) => format!("{company} · {} · {}", report.name, report.date),
        None => format!("{} · {}", report.name, report.date),
    };
    let about = About { title, language: report.language, foot, band: Some(Look::of(report).colour) };
    Ok((paint(sheet, &about)?, fonts.warnings(&FAMILIES)))
}

fn write<'f>(
    report: &ProposalReport,
    drawing: Option<(&str, &str)>,
    fonts: &'f Fonts,
) -> Result<Sheet<'f>, ExportError> {
    let mut writer = Writer { sheet: Sheet::new(Faces::new(fonts)?), report, look: Look::of(report) };
    writer.opening(logo(report, fonts)?);
    if let Some((environment, svg)) = drawing {
        writer.drawing(environment, Arc::new(tree(svg, fonts)?));
    }
    writer.scope();
    writer.prices();
    writer.beside();
    writer.assumptions();
    writer.payments();
    writer.exclusions();
    writer.sources();
    Ok(writer.sheet)
}

/// The company's colours, as far as they can be read on white.
struct Look {
    colour: Rgb,
    /// The same, or ink where it is too light for text.
    text: Rgb,
    accent: Rgb,
}

impl Look {
    fn of(report: &ProposalReport) -> Look {
        let stated = |text: &Option<String>| {
            text.as_deref().and_then(colour).map(|[red, green, blue]| Rgb(red, green, blue))
        };
        let colour = stated(&report.stated.colour).unwrap_or(ink(Token::Accent));
        let accent = stated(&report.stated.accent).unwrap_or(colour);
        let text = if colour.contrast(WHITE) >= 4.5 { colour } else { ink(Token::Ink) };
        Look { colour, text, accent }
    }
}

/// The company's sign in a drawing of its own, which keeps its proportions.
fn logo(report: &ProposalReport, fonts: &Fonts) -> Result<Option<Arc<Tree>>, ExportError> {
    let Some(url) = report.stated.logo.as_deref() else { return Ok(None) };
    let logo = Logo::parse(url).map_err(|_| ExportError::Logo)?;
    let (width, height) = LOGO;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><image width=\"{width}\" \
         height=\"{height}\" preserveAspectRatio=\"xMinYMid meet\" href=\"{}\"/></svg>",
        logo.url()
    );
    let tree = tree(&svg, fonts).map_err(|_| ExportError::Logo)?;
    let sound = match logo.media {
        Media::Png => krilla::image::Image::from_png(logo.bytes.into(), false).is_ok(),
        Media::Jpeg => krilla::image::Image::from_jpeg(logo.bytes.into(), false).is_ok(),
        Media::Svg => true,
    };
    // What cannot be read is left out of the tree.
    if sound && tree.root().has_children() { Ok(Some(Arc::new(tree))) } else { Err(ExportError::Logo) }
}

struct Writer<'a, 'f> {
    sheet: Sheet<'f>,
    report: &'a ProposalReport,
    look: Look,
}

impl<'a> Writer<'a, '_> {
    fn say(&self, words: Words) -> &'static str {
        self.report.language.of(words)
    }

    /// Who offers what to whom, until when, and what it comes to.
    fn opening(&mut self, logo: Option<Arc<Tree>>) {
        let report = self.report;
        let company = report.stated.company.as_deref();
        match logo {
            Some(logo) => {
                self.sheet.picture(MARGIN, LOGO.0, LOGO.1, logo);
                if let Some(company) = company {
                    self.sheet.put_left_of(RIGHT, HEAD, company);
                }
                if let Some(contact) = report.stated.contact.as_deref() {
                    self.sheet.y += HEAD.leading;
                    self.sheet.put_left_of(RIGHT, SMALL, contact);
                    self.sheet.y -= HEAD.leading;
                }
                self.sheet.space(LOGO.1 + 30.0);
            }
            None => {
                if let Some(company) = company {
                    self.sheet.put(MARGIN, TITLE, company);
                }
                if let Some(contact) = report.stated.contact.as_deref() {
                    self.sheet.put_left_of(RIGHT, SMALL, contact);
                }
                if company.is_some() || report.stated.contact.is_some() {
                    self.sheet.space(TITLE.leading + 26.0);
                }
            }
        }
        let title = self.say(ProposalWords::TITLE);
        self.sheet.paragraph(MARGIN, Style { ink: self.look.text, ..HEADING }, title);
        self.sheet.paragraph(MARGIN, NAME, &report.name);
        if let Some(client) = &report.stated.client {
            let line = format!("{} {client}", self.say(ProposalWords::FOR));
            self.sheet.paragraph(MARGIN, LEAD, &line);
        }
        self.sheet.space(12.0);
        self.facts();
        if let Some(text) = &report.stated.introduction {
            self.sheet.space(12.0);
            self.sheet.paragraph(MARGIN, LEAD, text);
        }
        self.section(ProposalWords::GLANCE);
        self.cards();
    }

    /// Four facts side by side.
    fn facts(&mut self) {
        let report = self.report;
        let format = Format::new(report.language);
        let facts = [
            (ProposalWords::DATE, format.date(&report.date)),
            (ProposalWords::VALID_UNTIL, format.date(&report.valid_until)),
            (ProposalWords::VERSION, canonical::short(&report.version).to_owned()),
            (ProposalWords::BOOK, format.date(&report.as_of)),
        ];
        let step = (RIGHT - MARGIN) / 4.0;
        self.sheet.bar(MARGIN, 0.0, RIGHT - MARGIN, 0.5, ink(Token::Line2));
        self.sheet.space(8.0);
        let mut x = MARGIN;
        for (words, fact) in facts {
            let words = self.say(words);
            self.sheet.put(x, SMALL, words);
            self.sheet.y += SMALL.leading;
            self.sheet.put(x, HEAD, &fact);
            self.sheet.y -= SMALL.leading;
            x += step;
        }
        self.sheet.space(SMALL.leading + HEAD.leading + 8.0);
        self.sheet.bar(MARGIN, 0.0, RIGHT - MARGIN, 0.5, ink(Token::Line2));
    }

    /// A card for each environment: what a typical month comes to.
    fn cards(&mut self) {
        const GAP: f32 = 12.0;
        const TALL: f32 = 92.0;
        let report = self.report;
        // No card is left alone in a second row where two rows can be full.
        let across: u8 = match report.environments.len() {
            1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        let gaps = GAP * f32::from(across - 1);
        let wide = (RIGHT - MARGIN - gaps) / f32::from(across);
        for row in report.environments.chunks(usize::from(across)) {
            self.sheet.need(TALL + GAP);
            let top = self.sheet.y;
            let mut x = MARGIN;
            for environment in row {
                self.sheet.y = top;
                self.card(environment, x, wide, TALL);
                x += wide + GAP;
            }
            self.sheet.y = top;
            self.sheet.space(TALL + GAP);
        }
    }

    fn card(&mut self, environment: &Offered, x: f32, wide: f32, tall: f32) {
        let report = self.report;
        let inset = x + 10.0;
        self.sheet.bar(x, 0.0, wide, tall, ink(Token::Sunken));
        self.sheet.bar(x, 0.0, wide, 2.0, self.look.accent);
        self.sheet.y += 9.0;
        self.sheet.put(inset, HEAD, &report.label(environment));
        self.sheet.y += HEAD.leading;
        self.sheet.put(inset, SMALL, &environment.region);
        self.sheet.y += SMALL.leading + 3.0;
        let monthly = environment.estimate.monthly;
        let width = self.sheet.put(inset, AMOUNT, &report.money(monthly.typical));
        let words = self.say(ProposalWords::A_MONTH);
        self.sheet.y += AMOUNT.leading - BODY.leading - 2.0;
        self.sheet.put(inset + width + 5.0, SMALL, words);
        self.sheet.y += BODY.leading + 2.0;
        let range = format!("{} – {}", report.money(monthly.low), report.money(monthly.high));
        self.sheet.put(inset, BODY, &range);
        self.sheet.y += BODY.leading;
        let tax = report.tax.as_ref().map(|tax| (tax, monthly.typical + tax.on(monthly.typical)));
        let mut rest: Vec<String> = report.converted(monthly.typical).into_iter().collect();
        rest.extend(tax.map(|(tax, with)| format!("{} {}", report.money(with), with_tax(tax, report))));
        self.sheet.put(inset, SMALL, &rest.join(" · "));
    }

    fn drawing(&mut self, environment: &str, tree: Arc<Tree>) {
        let heading = format!("{}: {environment}", self.say(ProposalWords::DIAGRAM));
        self.sheet.plate(Style { ink: self.look.text, ..SECTION }, &heading, tree);
        self.sheet.marks.push(super::sheet::Mark {
            text: heading,
            page: self.sheet.leaves.len() - 1,
            y: MARGIN,
        });
    }

    fn section(&mut self, words: Words) {
        let title = self.say(words);
        self.sheet.space(16.0);
        self.sheet.need(110.0);
        self.sheet.mark(title);
        self.sheet.paragraph(MARGIN, Style { ink: self.look.text, ..SECTION }, title);
        self.sheet.space(4.0);
    }

    fn heading(&mut self, words: Words) {
        let title = self.say(words);
        self.sheet.space(10.0);
        self.sheet.need(90.0);
        self.sheet.paragraph(MARGIN, HEADING, title);
    }

    /// The environments in groups that fit side by side, each with its place among all.
    fn abreast(&self) -> Vec<Vec<(usize, &'a Offered)>> {
        let all: Vec<(usize, &Offered)> = self.report.environments.iter().enumerate().collect();
        all.chunks(ABREAST).map(<[_]>::to_vec).collect()
    }

    fn scope(&mut self) {
        self.section(ProposalWords::SCOPE);
        for group in self.abreast() {
            let heads = group.iter().map(|(_, one)| one.id.to_string());
            let columns = columns((self.say(ProposalWords::ELEMENT), 120.0), heads, false);
            let mut rows = Vec::new();
            for container in &self.report.scope {
                let standing: Vec<Row> = container
                    .rows
                    .iter()
                    .filter(|row| group.iter().any(|(at, _)| row.made.get(*at).is_some_and(Option::is_some)))
                    .map(|row| {
                        let made = group.iter().map(|(at, _)| match row.made.get(*at).cloned().flatten() {
                            Some(spec) if spec.is_empty() => ("✓".to_owned(), String::new()),
                            Some(spec) => (spec, String::new()),
                            None => ("–".to_owned(), String::new()),
                        });
                        let kind = if row.kind == row.name { String::new() } else { row.kind.to_owned() };
                        let cells = std::iter::once((row.name.clone(), kind)).chain(made).collect();
                        Row { weight: Weight::Plain, cells }
                    })
                    .collect();
                if !standing.is_empty() {
                    rows.push(Row::group(&container.title));
                    rows.extend(standing);
                }
            }
            table(&mut self.sheet, &columns, &rows, self.look.text);
            self.sheet.space(8.0);
        }
    }

    fn prices(&mut self) {
        self.section(ProposalWords::PRICES);
        self.totals();
        self.heading(ProposalWords::BY_SERVICE);
        self.matrix(ProposalWords::SERVICE, &self.report.by_service());
        self.heading(ProposalWords::BY_ELEMENT);
        self.matrix(ProposalWords::ELEMENT, &self.report.by_element());
    }

    fn totals(&mut self) {
        let report = self.report;
        let totals = report.totals();
        for group in self.abreast() {
            let all = group.len() == report.environments.len() && group.len() > 1;
            let heads = group.iter().map(|(_, one)| one.id.to_string());
            let heads = heads.chain(all.then(|| self.say(ProposalWords::ALL).to_owned()));
            let columns = columns((self.say(ProposalWords::TOTALS), 135.0), heads, true);
            let cell = |usd: Decimal| (report.money(usd), report.converted(usd).unwrap_or_default());
            let rows: Vec<Row> = totals
                .iter()
                .map(|total| {
                    let amounts = group.iter().filter_map(|(at, _)| total.amounts.get(*at).copied());
                    let sum = all.then(|| total.amounts.iter().copied().sum());
                    let cells = std::iter::once((total.label.clone(), String::new()))
                        .chain(amounts.chain(sum).map(cell))
                        .collect();
                    Row { weight: if total.strong { Weight::Strong } else { Weight::Plain }, cells }
                })
                .collect();
            table(&mut self.sheet, &columns, &rows, self.look.text);
            self.sheet.space(6.0);
        }
        for environment in &report.environments {
            if let Some(budget) = environment.budget {
                let over = environment.estimate.monthly.typical > budget;
                let words = self.say(if over { ProposalWords::OVER } else { ProposalWords::WITHIN });
                let line = format!(
                    "{}: {} {} {}",
                    environment.id,
                    words,
                    report.money(budget),
                    self.say(ProposalWords::A_MONTH)
                );
                let token = if over { Token::High } else { Token::Ok };
                self.sheet.paragraph(MARGIN, Style { ink: ink(token), ..BODY }, &line);
            }
        }
    }

    fn matrix(&mut self, first: Words, priced: &[Priced]) {
        let report = self.report;
        for group in self.abreast() {
            let heads = group.iter().map(|(_, one)| one.id.to_string());
            let columns = columns((self.say(first), 165.0), heads, true);
            let rows: Vec<Row> = priced
                .iter()
                .filter(|row| group.iter().any(|(at, _)| row.monthly.get(*at).is_some_and(Option::is_some)))
                .map(|row| {
                    let amounts = group.iter().map(|(at, _)| {
                        row.monthly
                            .get(*at)
                            .copied()
                            .flatten()
                            .map_or(("–".to_owned(), String::new()), |band| {
                                (report.money(band.typical), self.range(band))
                            })
                    });
                    let cells = std::iter::once((row.label.clone(), String::new())).chain(amounts).collect();
                    Row { weight: Weight::Plain, cells }
                })
                .collect();
            table(&mut self.sheet, &columns, &rows, self.look.text);
            self.sheet.space(6.0);
        }
    }

    /// Low to high, where they differ.
    fn range(&self, band: Band) -> String {
        match band.is_certain() {
            true => String::new(),
            false => format!("{} – {}", self.report.money(band.low), self.report.money(band.high)),
        }
    }

    fn assumptions(&mut self) {
        self.section(ProposalWords::ASSUMPTIONS);
        let words = self.say(ProposalWords::READING_ASSUMPTIONS);
        self.sheet.paragraph(MARGIN, BODY, words);
        let report = self.report;
        let names = report.names();
        let format = Format::new(report.language);
        for environment in &report.environments {
            if environment.assumed.is_empty() {
                continue;
            }
            self.sheet.space(10.0);
            self.sheet.need(90.0);
            self.sheet.paragraph(MARGIN, HEADING, &report.label(environment));
            let columns = self.assumption_columns();
            let mut rows = Vec::new();
            let mut of = None;
            let said = |one: &&Assumed| one.origin != Origin::Default || one.value != Band::ZERO;
            for one in environment.assumed.iter().filter(said) {
                if of != Some(&one.node) {
                    let title = match &one.node {
                        None => self.say(ProposalWords::WORKLOAD),
                        Some(node) => names.get(node.as_str()).copied().unwrap_or(node.as_str()),
                    };
                    rows.push(Row::group(title));
                    of = Some(&one.node);
                }
                let Band { low, typical, high } = one.value;
                let certain = one.value.is_certain();
                let bound = |value: Decimal| if certain { String::new() } else { format.quantity(value) };
                rows.push(Row::plain([
                    report.language.of(one.help).to_owned(),
                    bound(low),
                    format.quantity(typical),
                    bound(high),
                    unit_words(one.unit, report.language).to_owned(),
                    self.say(one.origin.words()).to_owned(),
                ]));
            }
            table(&mut self.sheet, &columns, &rows, self.look.text);
        }
    }

    fn assumption_columns(&self) -> Vec<Column> {
        let column = |words, width, right| Column { head: self.say(words).to_owned(), width, right };
        vec![
            column(ProposalWords::ASSUMPTION, 165.0, false),
            column(ProposalWords::LOW, 58.0, true),
            column(ProposalWords::TYPICAL, 58.0, true),
            column(ProposalWords::HIGH, 66.0, true),
            column(ProposalWords::UNIT, 72.0, false),
            column(ProposalWords::ORIGIN, 80.0, false),
        ]
    }

    fn payments(&mut self) {
        self.section(ProposalWords::PAYMENTS);
        let report = self.report;
        let mut any = false;
        for environment in &report.environments {
            for (name, payment) in &environment.payments {
                any = true;
                let line =
                    format!("{} · {name}: {}", environment.id, payment_words(payment, report.language));
                self.item(&line);
            }
        }
        let words = self.say(if any { ProposalWords::ON_DEMAND } else { ProposalWords::ALL_ON_DEMAND });
        self.sheet.paragraph(MARGIN, BODY, words);
    }

    fn exclusions(&mut self) {
        self.section(ProposalWords::EXCLUDED);
        let report = self.report;
        for text in &report.stated.exclusions {
            self.item(text);
        }
        let taxes = match report.tax {
            Some(_) => ProposalWords::SUPPORT_EXCLUDED,
            None => ProposalWords::TAXES_EXCLUDED,
        };
        for words in [taxes, ProposalWords::DISCOUNTS_EXCLUDED] {
            let words = self.say(words);
            self.item(words);
        }
        let unpriced = report.unpriced();
        if !unpriced.is_empty() {
            self.sheet.space(6.0);
            let words = self.say(ProposalWords::UNPRICED);
            self.sheet.paragraph(MARGIN, HEAD, words);
            for (what, why, environments) in unpriced {
                self.item(&format!("{what} ({}): {why}", environments.join(", ")));
            }
        }
    }

    /// A sentence of a list.
    fn item(&mut self, text: &str) {
        self.sheet.need(BODY.leading);
        let dot = (BODY.leading - 3.0) / 2.0;
        self.sheet.bar(MARGIN + 2.0, dot, 3.0, 3.0, self.look.accent);
        self.sheet.paragraph(MARGIN + 12.0, BODY, text);
        self.sheet.space(2.0);
    }

    fn sources(&mut self) {
        self.section(ProposalWords::SOURCES);
        let report = self.report;
        let words = self.say(ProposalWords::READING_PRICES);
        self.sheet.paragraph(MARGIN, BODY, words);
        self.sheet.space(6.0);
        let uncertain = report.uncertain();
        if !uncertain.is_zero() {
            let line = format!("{} {}", report.money(uncertain), self.say(ProposalWords::UNCERTAIN));
            self.item(&line);
        }
        let book = format!(
            "{}: {} · SHA-256 {}",
            self.say(ProposalWords::BOOK),
            Format::new(report.language).date(&report.as_of),
            report.digest
        );
        self.item(&book);
        let version = format!("{}: SHA-256 {}", self.say(ProposalWords::VERSION), report.version);
        self.item(&version);
        if let Some(rate) = report.rate() {
            let line =
                format!("{}: {rate}. {}", self.say(ProposalWords::RATE), self.say(ProposalWords::CONVERTED));
            self.item(&line);
        }
    }
}

/// The words beside an amount with the tax.
fn with_tax(tax: &engine::Tax, report: &ProposalReport) -> String {
    let with = report.language.of(Words::new("with", "con"));
    format!("{with} {}", tax.label(Format::new(report.language)))
}

#[cfg(test)]
mod tests;
