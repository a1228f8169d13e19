//! How large text is drawn at a zoom: never under 9 px on the screen.

use crate::draw::TextStyle;

/// Smallest size of a text, in px on the screen.
pub(super) const SMALLEST: f64 = 9.0;

/// Text sizes for a zoom; 1 is 100 %.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    zoom: f64,
}

impl Sizes {
    pub const NATURAL: Sizes = Sizes { zoom: 1.0 };

    pub const fn at(zoom: f64) -> Sizes {
        Sizes { zoom }
    }

    /// Times its usual size.
    pub fn scale(self, style: TextStyle) -> f64 {
        (SMALLEST / (style.size() * self.zoom)).max(1.0)
    }

    /// Width of a text in px of the drawing.
    pub fn width(self, style: TextStyle, text: &str) -> f64 {
        style.width(text) * self.scale(style)
    }

    /// The text cut to fit into so many px of the drawing, with an ellipsis.
    pub fn fit(self, style: TextStyle, text: &str, room: f64) -> String {
        style.fit(text, room / self.scale(style))
    }
}
