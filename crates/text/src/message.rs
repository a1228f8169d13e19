//! A sentence in both languages, with values in it.

use design::Words;
use smol_str::SmolStr;

/// A language of the product.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    #[default]
    English,
    Spanish,
}

impl Language {
    pub fn of(self, words: Words) -> &'static str {
        match self {
            Language::English => words.en,
            Language::Spanish => words.es,
        }
    }

    /// By ISO 639.
    pub fn code(self) -> &'static str {
        self.of(Words::new("en", "es"))
    }
}

/// Words with `{0}`, `{1}` … standing for values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub words: Words,
    pub values: Vec<SmolStr>,
}

impl Message {
    pub fn new(words: Words) -> Message {
        Message { words, values: Vec::new() }
    }

    /// Words in both languages, values to follow.
    pub fn say(en: &'static str, es: &'static str) -> Message {
        Message::new(Words::new(en, es))
    }

    /// Adds the next value.
    pub fn with(mut self, value: impl Into<SmolStr>) -> Message {
        self.values.push(value.into());
        self
    }

    pub fn render(&self, language: Language) -> String {
        let mut text = language.of(self.words).to_owned();
        for (at, value) in self.values.iter().enumerate() {
            text = text.replace(&format!("{{{at}}}"), value);
        }
        text
    }
}

impl From<Words> for Message {
    fn from(words: Words) -> Message {
        Message::new(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_each_language_wants_them() {
        let message =
            Message::new(Words::new("{0} of {1}", "de {1}, {0}")).with("3").with("nodes".to_owned());
        assert_eq!(message.render(Language::English), "3 of nodes");
        assert_eq!(message.render(Language::Spanish), "de nodes, 3");
    }
}
