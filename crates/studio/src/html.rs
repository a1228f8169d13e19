//! Pages that need nothing else: text into HTML, and what every page carries.

use std::fmt::Write;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use engine::scene::theme::{Theme, Token};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::review::{Assets, FACES};

/// Glyphs for `<use>`.
pub const GLYPHS: &str = include_str!("review/page/glyphs.svg");

/// A page as it grows.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Markup of ours.
    pub fn raw(&mut self, markup: &str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    /// What a person wrote: escaped, and its direction of writing is its own.
    pub fn text(&mut self, text: &str) -> &mut Html {
        self.0.push_str("<bdi>");
        self.plain(text);
        self.raw("</bdi>")
    }

    /// The same where no element may stand.
    pub fn plain(&mut self, text: &str) -> &mut Html {
        self.0.push_str(&escape(text));
        self
    }

    pub fn finish(self) -> String {
        self.0
    }
}

/// Text as the content of an element or between double quotes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// JSON inside a `<script>`: nothing in it can end the element or begin another.
pub fn data(value: &Value) -> String {
    let mut out = String::new();
    for letter in value.to_string().chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)))
            }
            letter => out.push(letter),
        }
    }
    out
}

/// A script or style as a source of the content security policy.
pub fn source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// The fonts, as CSS.
pub fn faces(assets: &Assets) -> String {
    assets.faces.iter().fold(String::new(), |mut css, (at, bytes)| {
        if let Some((_, family, weight)) = FACES.get(*at) {
            let _ = writeln!(
                css,
                "@font-face{{font-family:\"{family}\";font-weight:{weight};src:url(data:font/woff2;base64,{}) \
                 format(\"woff2\")}}",
                STANDARD.encode(bytes)
            );
        }
        css
    })
}

/// The engine's colours, as CSS; paper is light.
pub fn tokens() -> String {
    let list = |theme: Theme| {
        Token::ALL.iter().fold(String::new(), |mut css, token| {
            let _ = write!(css, "--{}:{};", token.css(), token.rgb(theme));
            css
        })
    };
    format!(
        ":root{{{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n",
        list(Theme::Light),
        list(Theme::Dark)
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        assert_eq!(escape("</b><script>\"'&\0"), "&lt;/b&gt;&lt;script&gt;&quot;&#39;&amp;\u{fffd}");
        let hostile = json!("</script><!--&\u{2028}");
        let written = data(&hostile);
        assert_eq!(written, r#""\u003c/script\u003e\u003c!--\u0026\u2028""#);
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), hostile);
    }
}
