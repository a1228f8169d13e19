//! The SVG writer: one self-contained file, or drawings inside an HTML page; the same bytes for the same scene.

use crate::{
    draw::Item,
    metrics::Font,
    paint::{Anchor, GREY, Mark, Paint, Stroke, ground, number, opacity, paint},
    symbol::{letters, look},
    theme::{Rgb, Theme, Token},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Icons by symbol: the text of one SVG file each.
#[derive(Clone, Debug, Default)]
pub struct IconSet {
    files: BTreeMap<String, Icon>,
}

#[derive(Clone, Debug)]
struct Icon {
    view_box: String,
    body: String,
}

impl IconSet {
    /// Adds the SVG file of a symbol. Returns false, and adds nothing, if it has no `<svg>` with a
    /// `viewBox` or brings scripts or references to elsewhere.
    pub fn insert(&mut self, symbol: impl Into<String>, svg: &str) -> bool {
        let symbol = symbol.into();
        match Icon::parse(&symbol, svg) {
            Some(icon) => self.files.insert(symbol, icon).is_none(),
            None => false,
        }
    }
    /// Whether no icon is there.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl Icon {
    fn parse(symbol: &str, svg: &str) -> Option<Icon> {
        let start = svg.find("<svg")?;
        let open = start + svg.get(start..)?.find('>')?;
        let head = svg.get(start..open)?;
        let body = svg.get(open + 1..svg.rfind("</svg>")?)?;
        let view_box = attribute(head, "viewBox")?;
        if !view_box.chars().all(|c| c.is_ascii_digit() || " .-,".contains(c)) {
            return None;
        }
        let body = without_comments(body)?;
        if !shapes_only(&body.to_ascii_lowercase()) {
            return None;
        }
        let body = match (body.find("<title>"), body.find("</title>")) {
            (Some(a), Some(b)) if a < b => format!("{}{}", body.get(..a)?, body.get(b + 8..)?),
            _ => body,
        };
        // ids of several inlined files must not meet
        let body = body
            .replace("id=\"", &format!("id=\"gp-{symbol}-"))
            .replace("url(#", &format!("url(#gp-{symbol}-"))
            .replace("href=\"#", &format!("href=\"#gp-{symbol}-"));
        Some(Icon { view_box, body })
    }
}

/// The elements an icon may be made of.
const ELEMENTS: [&str; 18] = [
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "g",
    "line",
    "lineargradient",
    "mask",
    "path",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "symbol",
    "title",
    "use",
];

fn without_comments(markup: &str) -> Option<String> {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out += before;
        rest = comment.split_once("-->")?.1;
    }
    out += rest;
    Some(out)
}

/// Whether markup (in small letters) draws and does nothing else: no other elements, no handlers of events, no
/// references to anything but its own ids.
fn shapes_only(markup: &str) -> bool {
    let name = |tag: &str| {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        ELEMENTS.contains(&name.as_str())
    };
    let own = |rest: &str| rest.trim_start_matches([' ', '=', '"', '\'']).starts_with('#');
    let handler = |word: &str| {
        word.strip_prefix("on").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
            && word.contains('=')
    };
    markup.split('<').skip(1).all(name)
        && markup.split("href").skip(1).all(own)
        && markup.split("url(").skip(1).all(own)
        && !markup.split(|c: char| c.is_whitespace() || "\"'/".contains(c)).any(handler)
}

fn attribute(head: &str, name: &str) -> Option<String> {
    let from = head.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = head.get(from..)?;
    Some(rest.get(..rest.find('"')?)?.to_owned())
}

/// Where colours come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Written out.
    Of(Theme),
    /// Custom properties of the page, such as `var(--ink)`: the page changes its theme, the drawing follows.
    Page,
}

impl Default for Colours {
    fn default() -> Self {
        Colours::Of(Theme::default())
    }
}

/// A colour as it is written.
enum Colour {
    Fixed(Rgb),
    Variable(&'static str),
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Colour::Fixed(rgb) => rgb.fmt(f),
            Colour::Variable(name) => write!(f, "var(--{name})"),
        }
    }
}

impl Colours {
    fn of(self, token: Token) -> Colour {
        match self {
            Colours::Of(theme) => Colour::Fixed(token.rgb(theme)),
            Colours::Page => Colour::Variable(token.css()),
        }
    }
}

/// How to write.
#[derive(Clone, Debug, Default)]
pub struct SvgOptions<'a> {
    /// Light, dark, or as the page around the drawing says.
    pub colours: Colours,
    /// Icons; without them, tiles with letters in AWS's category colours.
    pub icons: Option<&'a IconSet>,
    /// Title of the file, for readers and screen readers.
    pub title: &'a str,
    /// Whether to draw the dots of the canvas.
    pub dots: bool,
}

/// Text for an XML attribute or text node; characters XML cannot hold become `�`.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' => out.push(' '),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

struct Writer<'a> {
    out: String,
    options: &'a SvgOptions<'a>,
}

/// Writes a draw list of `width` × `height` px.
pub fn write(items: &[Item], width: i32, height: i32, options: &SvgOptions<'_>) -> String {
    let title = escape(options.title);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n"
    );
    out += &definitions(items, options);
    let canvas = options.colours.of(Token::Canvas);
    out += &format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{canvas}\"/>\n");
    if options.dots {
        out += &format!("<rect width=\"{width}\" height=\"{height}\" fill=\"url(#gp-dots)\"/>\n");
    }
    out += &shapes(items, options);
    out += "</svg>\n";
    out
}

/// What the items refer to: icons, clips and the dots, as one `<defs>`. Several drawings on one page share it.
pub fn definitions<'i>(items: impl IntoIterator<Item = &'i Item>, options: &SvgOptions<'_>) -> String {
    let mut writer = Writer { out: String::new(), options };
    writer.definitions(items.into_iter().flat_map(paint));
    writer.out
}

/// The items alone, to stand in an `<svg>` beside the [`definitions`] they need.
pub fn shapes(items: &[Item], options: &SvgOptions<'_>) -> String {
    let mut writer = Writer { out: String::new(), options };
    for item in items {
        writer.item(item, &paint(item));
    }
    writer.out
}

fn clip_id(size: f64, corners: [f64; 4]) -> String {
    let corners = corners.map(number).join("-");
    format!("gp-clip-{}-{corners}", number(size)).replace('.', "_")
}

impl Writer<'_> {
    fn definitions(&mut self, marks: impl Iterator<Item = Mark>) {
        let mut symbols = BTreeSet::new();
        let mut clips = BTreeMap::new();
        for mark in marks {
            if let Mark::Icon { symbol, size, corners, .. } = mark {
                if corners.iter().any(|r| *r > 0.0) {
                    clips.insert(clip_id(size, corners), (size, corners));
                }
                symbols.insert(symbol);
            }
        }
        self.out += "<defs>\n";
        if self.options.dots {
            let dot = self.options.colours.of(Token::Dot);
            self.out += &format!(
                "<pattern id=\"gp-dots\" width=\"20\" height=\"20\" patternUnits=\"userSpaceOnUse\">\
                 <circle cx=\"10\" cy=\"10\" r=\"1\" fill=\"{dot}\"/></pattern>\n"
            );
        }
        for (id, (size, corners)) in clips {
            self.out += &format!(
                "<clipPath id=\"{id}\"><path d=\"{}\"/></clipPath>\n",
                rounded_square(size, corners)
            );
        }
        if let Some(icons) = self.options.icons {
            for symbol in symbols {
                if let Some(icon) = icons.files.get(&symbol) {
                    self.out += &format!(
                        "<symbol id=\"gp-icon-{}\" viewBox=\"{}\">{}</symbol>\n",
                        escape(&symbol),
                        icon.view_box,
                        icon.body
                    );
                }
            }
        }
        self.out += "</defs>\n";
    }

    fn item(&mut self, item: &Item, marks: &[Mark]) {
        self.out += "<g";
        if let Some(subject) = item.subjects.first() {
            self.out += &format!(" data-node=\"{}\"", escape(&subject.node));
            if let Some(part) = &subject.part {
                self.out += &format!(" data-part=\"{}\"", escape(part));
            }
        }
        self.out += ">\n";
        if let Some(ground) = ground(item) {
            self.mark(&ground);
        }
        let faded = opacity(item) < 1.0;
        if faded {
            self.out += &format!("<g opacity=\"{}\">\n", number(opacity(item)));
        }
        for mark in marks {
            self.mark(mark);
        }
        self.out += if faded { "</g>\n</g>\n" } else { "</g>\n" };
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Rect { x, y, w, h, radius, fill, stroke } => {
                let (x, y, w, h) = (number(*x), number(*y), number(*w), number(*h));
                self.out += &format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"");
                if *radius > 0.0 {
                    self.out += &format!(" rx=\"{}\"", number(*radius));
                }
                self.dress(*fill, *stroke);
            }
            Mark::Path { d, fill, stroke } => {
                self.out += &format!("<path d=\"{d}\"");
                self.dress(*fill, *stroke);
            }
            Mark::Circle { x, y, r, fill, stroke } => {
                self.out +=
                    &format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", number(*x), number(*y), number(*r));
                self.dress(*fill, *stroke);
            }
            Mark::Text { x, y, text, style, token, anchor, scale } => {
                let font = (style.font(), style.size() * scale, style.spacing());
                self.text(*x, *y, text, font, *token, *anchor);
            }
            Mark::Icon { symbol, x, y, size, corners } => self.icon(symbol, *x, *y, *size, *corners),
            Mark::Grey { x, y, size, corners } => {
                self.out += &format!(
                    "<path transform=\"translate({} {})\" d=\"{}\" fill=\"{}\" fill-opacity=\"{GREY}\" \
                     style=\"mix-blend-mode:saturation\"/>\n",
                    number(*x),
                    number(*y),
                    rounded_square(*size, *corners),
                    self.options.colours.of(Token::OnFill)
                );
            }
        }
    }

    fn dress(&mut self, fill: Option<Paint>, stroke: Option<Stroke>) {
        match fill {
            None => self.out += " fill=\"none\"",
            Some(paint) => {
                self.out += &format!(" fill=\"{}\"", self.options.colours.of(paint.token));
                if paint.opacity < 1.0 {
                    self.out += &format!(" fill-opacity=\"{}\"", paint.opacity);
                }
            }
        }
        if let Some(Stroke { paint, width, dash }) = stroke {
            let color = self.options.colours.of(paint.token);
            self.out += &format!(" stroke=\"{color}\" stroke-width=\"{}\"", number(width));
            if paint.opacity < 1.0 {
                self.out += &format!(" stroke-opacity=\"{}\"", paint.opacity);
            }
            if let Some((on, off)) = dash {
                self.out += &format!(" stroke-dasharray=\"{} {}\"", number(on), number(off));
            }
            self.out += " stroke-linejoin=\"round\"";
        }
        self.out += "/>\n";
    }

    fn text(
        &mut self,
        x: f64,
        y: f64,
        text: &str,
        (font, size, spacing): (Font, f64, f64),
        token: Token,
        anchor: Anchor,
    ) {
        if text.is_empty() {
            return;
        }
        let family = match font {
            Font::Inter(_) => "Inter, 'Helvetica Neue', Arial, sans-serif",
            Font::Mono(_) => "'JetBrains Mono', Menlo, Consolas, monospace",
        };
        // 550 and 650 exist only in the variable font
        let weight = font.weight();
        self.out += &format!(
            "<text x=\"{}\" y=\"{}\" font-family=\"{family}\" font-size=\"{}\" font-weight=\"{weight}\"",
            number(x),
            number(y),
            number(size)
        );
        if spacing != 0.0 {
            self.out += &format!(" letter-spacing=\"{}\"", number(spacing * size));
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.out += " text-anchor=\"middle\"",
            Anchor::End => self.out += " text-anchor=\"end\"",
        }
        self.out += &format!(" fill=\"{}\">{}</text>\n", self.options.colours.of(token), escape(text));
    }

    fn icon(&mut self, symbol: &str, x: f64, y: f64, size: f64, corners: [f64; 4]) {
        let place = format!("translate({} {})", number(x), number(y));
        let clip = if corners.iter().any(|r| *r > 0.0) {
            format!(" clip-path=\"url(#{})\"", clip_id(size, corners))
        } else {
            String::new()
        };
        if self.options.icons.is_some_and(|icons| icons.files.contains_key(symbol)) {
            self.out += &format!(
                "<g transform=\"{place}\"{clip}><use href=\"#gp-icon-{}\" width=\"{s}\" height=\"{s}\"/></g>\n",
                escape(symbol),
                s = number(size)
            );
            return;
        }
        let known = look(symbol);
        let color = self.options.colours.of(known.map_or(Token::CategoryGeneral, |look| look.color));
        let text = known.map_or_else(|| letters(symbol), |look| look.letters.to_owned());
        self.out += &format!(
            "<g transform=\"{place}\"><path d=\"{}\" fill=\"{color}\"/></g>\n",
            rounded_square(size, corners)
        );
        let font = Font::Inter(650);
        let fit = size * 0.8 / font.width(&text, 1.0, 0.0).max(0.1);
        let letter = (size * 0.36).min(fit);
        self.text(
            x + size / 2.0,
            y + size / 2.0 + letter * 0.36,
            &text,
            (font, letter, 0.0),
            Token::OnFill,
            Anchor::Middle,
        );
    }
}

fn rounded_square(size: f64, [tl, tr, br, bl]: [f64; 4]) -> String {
    let arc = |r: f64, x: f64, y: f64| {
        if r > 0.0 {
            format!("A{r} {r} 0 0 1 {} {}", number(x), number(y), r = number(r))
        } else {
            String::new()
        }
    };
    format!(
        "M{} 0H{}{}V{}{}H{}{}V{}{}Z",
        number(tl),
        number(size - tr),
        arc(tr, size, tr),
        number(size - br),
        arc(br, size - br, size),
        number(bl),
        arc(bl, 0.0, size - bl),
        number(tl),
        arc(tl, tl, 0.0),
    )
}
