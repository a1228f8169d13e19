//! Text widths from the fonts' advance widths, so that a picture does not depend on what is installed.

use crate::advances::{INTER_400, INTER_500, INTER_550, INTER_600, INTER_650, MONO, RANGES};
use serde::Serialize;

/// A font with the weight it is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Font {
    /// Inter with a weight of 400, 500, 550, 600 or 650 (others are measured as the nearest).
    Inter(u16),
    /// JetBrains Mono with a weight of 400, 500 or 600; all have one width.
    Mono(u16),
}

/// Advance of a code point the font lacks, in thousandths of an em: wide scripts take a full em.
fn missing(code: u32) -> u16 {
    if code >= 0x1100 { 1000 } else { 620 }
}

fn index(code: u32) -> Option<usize> {
    let mut before = 0;
    for (first, last) in RANGES {
        if (first..=last).contains(&code) {
            return usize::try_from(before + code - first).ok();
        }
        before += last - first + 1;
    }
    None
}

impl Font {
    /// The weight, as in CSS.
    pub const fn weight(self) -> u16 {
        match self {
            Font::Inter(weight) | Font::Mono(weight) => weight,
        }
    }

    fn advance(self, c: char) -> u16 {
        let code = u32::from(c);
        let table = match self {
            Font::Mono(_) => return if code >= 0x1100 { 1000 } else { MONO },
            Font::Inter(0..=449) => &INTER_400,
            Font::Inter(450..=524) => &INTER_500,
            Font::Inter(525..=574) => &INTER_550,
            Font::Inter(575..=624) => &INTER_600,
            Font::Inter(_) => &INTER_650,
        };
        match index(code).and_then(|at| table.get(at)) {
            Some(0) | None => missing(code),
            Some(width) => *width,
        }
    }

    /// Width in px of `text` at `size` px with `spacing` em between letters.
    pub fn width(self, text: &str, size: f64, spacing: f64) -> f64 {
        let (units, letters) =
            text.chars().fold((0_u64, 0_u32), |(w, n), c| (w + u64::from(self.advance(c)), n + 1));
        #[allow(clippy::cast_precision_loss)]
        let units = units as f64;
        size * (units / 1000.0 + f64::from(letters) * spacing)
    }

    /// `text`, or as much of it as fits in `room` px followed by an ellipsis; empty if not even that fits.
    pub fn fit(self, text: &str, size: f64, spacing: f64, room: f64) -> String {
        if self.width(text, size, spacing) <= room {
            return text.to_owned();
        }
        let mut left = room - self.width("…", size, spacing);
        if left < 0.0 {
            return String::new();
        }
        let mut kept = String::new();
        for c in text.chars() {
            left -= size * (f64::from(self.advance(c)) / 1000.0 + spacing);
            if left < 0.0 {
                break;
            }
            kept.push(c);
        }
        kept.truncate(kept.trim_end_matches([' ', '·', '-', '.']).len());
        kept.push('…');
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Font = Font::Inter(600);

    #[test]
    fn heavier_is_wider_and_mono_is_even() {
        let text = "Private data subnet";
        let widths = [400, 500, 550, 600, 650].map(|w| Font::Inter(w).width(text, 11.0, 0.0));
        assert!(widths.is_sorted(), "{widths:?}");
        assert_eq!(Font::Mono(500).width("10.0.0.0/16", 10.0, 0.0), 66.0);
    }

    #[test]
    fn what_fits_is_left_alone_and_the_rest_ends_in_an_ellipsis() {
        assert_eq!(NAME.fit("orders-db", 11.5, 0.0, 200.0), "orders-db");
        let cut = NAME.fit("orders-db-with-a-long-name", 11.5, 0.0, 80.0);
        assert!(cut.ends_with('…') && cut.starts_with("orders"), "{cut}");
        assert!(NAME.width(&cut, 11.5, 0.0) <= 80.0);
        assert_eq!(NAME.fit("orders", 11.5, 0.0, 3.0), "");
    }

    #[test]
    fn characters_the_font_lacks_still_take_room() {
        assert!(NAME.width("数据库", 10.0, 0.0) >= 30.0);
        assert!(NAME.width("\u{16a0}", 10.0, 0.0) > 5.0);
    }
}
