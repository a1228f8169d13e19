//! Text down a page and onto the next: where everything stands, in points from the top left.

use engine::scene::theme::Token;

use super::faces::{Faces, Weight};

/// A4.
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
/// On all sides.
pub const MARGIN: f32 = 48.0;
/// Where the lines end.
pub const RIGHT: f32 = WIDTH - MARGIN;
const BOTTOM: f32 = HEIGHT - MARGIN;

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub size: f32,
    pub leading: f32,
    pub weight: Weight,
    pub ink: Token,
}

#[derive(Debug, Clone)]
pub struct Run {
    pub x: f32,
    pub baseline: f32,
    pub size: f32,
    pub face: usize,
    pub ink: Token,
    pub text: String,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub fill: Token,
}

#[derive(Debug, Clone)]
pub struct Link {
    pub area: Bar,
    pub url: String,
}

#[derive(Debug, Clone, Default)]
pub struct Leaf {
    pub bars: Vec<Bar>,
    pub runs: Vec<Run>,
    pub links: Vec<Link>,
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
        if self.y + height > BOTTOM && self.y > MARGIN {
            self.leaves.push(Leaf::default());
            self.y = MARGIN;
        }
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
        let mut at = x;
        for (face, text, width) in self.faces.pieces(text, style.weight, style.size) {
            self.leaf().runs.push(Run { x: at, baseline, size: style.size, face, ink: style.ink, text });
            at += width;
        }
        at - x
    }

    /// The same so that it ends at `right`.
    pub fn put_left_of(&mut self, right: f32, style: Style, text: &str) {
        let width = self.faces.width(text, style.weight, style.size);
        self.put(right - width, style, text);
    }

    /// A filled rectangle, `below` under where the next line begins.
    pub fn bar(&mut self, x: f32, below: f32, width: f32, height: f32, fill: Token) {
        let y = self.y + below;
        self.leaf().bars.push(Bar { x, y, width, height, fill });
    }

    /// Makes the start of the line that stands next a link.
    pub fn link(&mut self, x: f32, width: f32, height: f32, url: String) {
        let area = Bar { x, y: self.y, width, height, fill: Token::Accent };
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
    fn lines(&mut self, text: &str, style: Style, width: f32) -> Vec<String> {
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
