//! Reports as PDF, through krilla: text is text, drawings are vectors, fonts are embedded, sections are bookmarks.

mod faces;
mod paint;
mod proposal;
mod sheet;
mod table;
mod well_architected;

use engine::scene::theme::Token;

use faces::Weight;
use sheet::Style;

pub use proposal::proposal;
pub(crate) use sheet::ink;
pub use well_architected::pdf;

const fn style(size: f32, leading: f32, weight: Weight, token: Token) -> Style {
    Style { size, leading, weight, ink: ink(token) }
}

const TITLE: Style = style(18.0, 24.0, Weight::Bold, Token::Ink);
const SECTION: Style = style(13.0, 20.0, Weight::Bold, Token::Ink);
const QUESTION: Style = style(9.5, 13.0, Weight::Bold, Token::Ink);
const BODY: Style = style(8.5, 12.0, Weight::Regular, Token::Ink2);
const SMALL: Style = style(7.5, 11.0, Weight::Regular, Token::Ink3);
const HEAD: Style = style(8.5, 12.0, Weight::Bold, Token::Ink);
