//! Text down a page and onto the next: where everything stands, in points from the top left.

use std::sync::Arc;

use engine::scene::theme::{Rgb, Theme, Token};
use resvg::usvg::Tree;

use super::faces::{Faces, Weight};

/// A4.
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
/// On all sides.
pub const MARGIN: f32 = 48.0;
/// Where the lines end.
pub const RIGHT: f32 = WIDTH - MARGIN;
const BOTTOM: f32 = HEIGHT - MARGIN;

/// A colour of ours on paper.
pub const fn ink(token: Token) -> Rgb {
    token.rgb(Theme::Light)
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub size: f32,
    pub leading: f32,
    pub weight: Weight,
    pub ink: Rgb,
}

#[derive(Debug, Clone)]
pub struct Run {
    pub x: f32,
    pub baseline: f32,
    pub size: f32,
    pub face: usize,
    pub ink: Rgb,
    pub text: String,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub fill: Rgb,
}

#[derive(Debug, Clone)]
pub struct Link {
    pub area: Bar,
    pub url: String,
}

/// A drawing, as large as fits into a place without being stretched.
#[derive(Debug, Clone)]
pub struct Plate {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub tree: Arc<Tree>,
}

#[derive(Debug, Clone, Default)]
pub struct Leaf {
    /// The page lies on its long side.
    pub landscape: bool,
    pub bars: Vec<Bar>,
    pub runs: Vec<Run>,
    pub links: Vec<Link>,
    pub plates: Vec<Plate>,
}

impl Leaf {
    /// Width and height.
    pub fn size(&self) -> (f32, f32) {
        if self.landscape { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) }
    }
}

/// A place to go to: text, page and height on it.
#[derive(Debug, Clone)]
pub struct Mark {
    pub text: String,
    pub page: usize,
    pub y: f32,
}

pub struct Sheet<'a> {
    faces: Faces<'a>,
    pub leaves: Vec<Leaf>,
    pub marks: Vec<Mark>,
    /// Where the next line begins.
    pub y: f32,
}

impl<'a> Sheet<'a> {
    pub fn new(faces: Faces<'a>) -> Sheet<'a> {
        Sheet { faces, leaves: vec![Leaf::default()], marks: Vec::new(), y: MARGIN }
    }

    pub fn faces(&self) -> &Faces<'a> {
        &self.faces
    }

    /// Goes on to the next page where less than `height` is left.
    pub fn need(&mut self, height: f32) {
        if !self.fits(height) && self.y > MARGIN {
            self.turn();
        }
    }

    /// Whether so much is left of the page.
    pub fn fits(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    /// Goes on to the next page.
    pub fn turn(&mut self) {
        self.leaves.push(Leaf::default());
        self.y = MARGIN;
    }

    /// A page of its own, on its long side, with a heading over a drawing.
    pub fn plate(&mut self, style: Style, heading: &str, tree: Arc<Tree>) {
        self.leaves.push(Leaf { landscape: true, ..Leaf::default() });
        self.y = MARGIN * 0.75;
        self.put(MARGIN, style, heading);
        let y = self.y + style.leading + 6.0;
        let (width, height) = (HEIGHT - 2.0 * MARGIN, WIDTH - MARGIN - y);
        self.leaf().plates.push(Plate { x: MARGIN, y, width, height, tree });
        // The next line begins on a page of its own.
        self.y = BOTTOM;
    }

    /// A drawing on the page, below where the next line begins.
    pub fn picture(&mut self, x: f32, width: f32, height: f32, tree: Arc<Tree>) {
        let y = self.y;
        self.leaf().plates.push(Plate { x, y, width, height, tree });
    }

    pub fn space(&mut self, height: f32) {
        self.y = (self.y + height).min(BOTTOM);
    }

    /// Notes that the next line can be gone to.
    pub fn mark(&mut self, text: &str) {
        self.marks.push(Mark { text: text.to_owned(), page: self.leaves.len() - 1, y: self.y });
    }

    /// A text as wide as the page from `x` on.
    pub fn paragraph(&mut self, x: f32, style: Style, text: &str) {
        for line in self.lines(text, style, RIGHT - x) {
            self.need(style.leading);
            self.put(x, style, &line);
            self.y += style.leading;
        }
    }

    /// A text on the line that stands next, without going on; gives its width.
    pub fn put(&mut self, x: f32, style: Style, text: &str) -> f32 {
        let baseline = self.y + style.leading * 0.76;
        let runs = self.runs(x, baseline, style, text);
        let width = runs.iter().map(|(_, width)| width).sum();
        self.leaf().runs.extend(runs.into_iter().map(|(run, _)| run));
        width
    }

    /// A text on a baseline, in pieces of one face each, with their widths.
    fn runs(&mut self, x: f32, baseline: f32, style: Style, text: &str) -> Vec<(Run, f32)> {
        let Style { size, ink, .. } = style;
        let mut at = x;
        let run = |(face, text, width)| {
            let run = Run { x: at, baseline, size, face, ink, text };
            at += width;
            (run, width)
        };
        self.faces.pieces(text, style.weight, size).into_iter().map(run).collect()
    }

    /// Puts the page's number and a text at the foot of each page there is.
    pub fn feet(&mut self, style: Style, text: &str) {
        let count = self.leaves.len();
        for at in 0..count {
            let baseline = self.leaves[at].size().1 - MARGIN / 2.0;
            for (x, text) in [(MARGIN, &*format!("{} / {count}", at + 1)), (MARGIN + 48.0, text)] {
                let runs = self.runs(x, baseline, style, text);
                self.leaves[at].runs.extend(runs.into_iter().map(|(run, _)| run));
            }
        }
    }

    /// The same so that it ends at `right`.
    pub fn put_left_of(&mut self, right: f32, style: Style, text: &str) {
        let width = self.faces.width(text, style.weight, style.size);
        self.put(right - width, style, text);
    }

    /// A filled rectangle, `below` under where the next line begins.
    pub fn bar(&mut self, x: f32, below: f32, width: f32, height: f32, fill: Rgb) {
        let y = self.y + below;
        self.leaf().bars.push(Bar { x, y, width, height, fill });
    }

    /// Makes the start of the line that stands next a link.
    pub fn link(&mut self, x: f32, width: f32, height: f32, url: String) {
        let area = Bar { x, y: self.y, width, height, fill: ink(Token::Accent) };
        self.leaf().links.push(Link { area, url });
    }

    fn leaf(&mut self) -> &mut Leaf {
        if self.leaves.is_empty() {
            self.leaves.push(Leaf::default());
        }
        let last = self.leaves.len() - 1;
        &mut self.leaves[last]
    }

    /// A text in lines of at most `width`; a word that is longer is cut.
    pub fn lines(&mut self, text: &str, style: Style, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut used = 0.0;
        let space = self.faces.width(" ", style.weight, style.size);
        for word in text.split_whitespace() {
            let long = self.faces.width(word, style.weight, style.size);
            let gap = if used > 0.0 { space } else { 0.0 };
            if used + gap + long > width && used > 0.0 {
                lines.push(String::new());
                used = 0.0;
            }
            let Some(line) = lines.last_mut() else { continue };
            if used > 0.0 {
                line.push(' ');
                used += space;
            }
            if used + long <= width {
                line.push_str(word);
                used += long;
                continue;
            }
            for letter in word.chars() {
                let wide = self.faces.width(letter.encode_utf8(&mut [0; 4]), style.weight, style.size);
                if used + wide > width && used > 0.0 {
                    lines.push(String::new());
                    used = 0.0;
                }
                if let Some(line) = lines.last_mut() {
                    line.push(letter);
                }
                used += wide;
            }
        }
        lines
    }
}
