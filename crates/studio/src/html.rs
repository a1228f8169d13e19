//! Text into HTML.

use serde_json::Value;

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
