//! The page's words in both languages.

use engine::{Language, design::Tier};
use serde_json::{Map, Value};

use crate::clock::Moment;

#[derive(Debug, Clone, Copy)]
pub struct Say(pub Language);

/// Words the script uses: key, English, Spanish. `{0}` stands for a value.
const OF_SCRIPT: [(&str, &str, &str); 27] = [
    ("comment", "Comment {0}", "Comentario {0}"),
    ("whole", "The whole design", "Todo el diseño"),
    ("counts", "{0} open, {1} resolved", "{0} abiertos, {1} resueltos"),
    ("none", "None yet", "Ninguno aún"),
    ("you", "You", "Usted"),
    ("now", "just now", "ahora"),
    ("reply", "Reply", "Responder"),
    ("send", "Send the reply", "Enviar la respuesta"),
    ("resolve", "Resolve", "Resolver"),
    ("reopen", "Reopen", "Reabrir"),
    ("remove", "Remove", "Quitar"),
    ("resolved", "resolved", "resuelto"),
    ("approve", "Approve {0}", "Aprobar {0}"),
    ("request", "Request changes to {0}", "Pedir cambios a {0}"),
    ("approve-button", "Approve", "Aprobar"),
    ("request-button", "Request changes", "Pedir cambios"),
    ("approve-note", "Note (optional)", "Nota (opcional)"),
    ("request-note", "What should change?", "¿Qué debe cambiar?"),
    ("along", "{0} comments of yours go along.", "{0} comentarios suyos la acompañan."),
    ("need-name", "Say who answers.", "Diga quién responde."),
    ("need-environment", "Choose at least one environment.", "Elija al menos un entorno."),
    (
        "need-note",
        "Say what should change, here or in a comment.",
        "Diga qué debe cambiar, aquí o en un comentario.",
    ),
    ("approved", "You approve {0}", "Usted aprueba {0}"),
    ("requested", "You request changes to {0}", "Usted pide cambios a {0}"),
    (
        "give-back",
        "Give the answer back: nothing is sent by itself.",
        "Devuelva la respuesta: nada se envía solo.",
    ),
    ("copied", "Copied", "Copiado"),
    ("element", "{0}, {1}. Enter to comment.", "{0}, {1}. Intro para comentar."),
];

impl Say {
    pub fn of(self, english: &'static str, spanish: &'static str) -> &'static str {
        match self.0 {
            Language::English => english,
            Language::Spanish => spanish,
        }
    }

    /// Of the page, by ISO 639.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    pub fn tier(self, tier: Tier) -> &'static str {
        match tier {
            Tier::Production => self.of("production", "producción"),
            Tier::NonProduction => self.of("non-production", "no productivo"),
            Tier::Shared => self.of("shared", "compartido"),
        }
    }

    /// A day as people write it.
    pub fn date(self, moment: Moment) -> String {
        let date = moment.date();
        let months = self.of(
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            "ene feb mar abr may jun jul ago sep oct nov dic",
        );
        let month = date.get(5..7).and_then(|month| month.parse::<usize>().ok()).unwrap_or(1);
        let word = months.split(' ').nth(month.saturating_sub(1)).unwrap_or_default();
        let (year, day) = (date.get(..4).unwrap_or_default(), date.get(8..).unwrap_or_default());
        format!("{} {word} {year}", day.trim_start_matches('0'))
    }

    /// How many, with the word for one and for more.
    pub fn count(self, number: usize, one: [&'static str; 2], more: [&'static str; 2]) -> String {
        let [english, spanish] = if number == 1 { one } else { more };
        format!("{number} {}", self.of(english, spanish))
    }

    pub fn of_script(self) -> Map<String, Value> {
        OF_SCRIPT.iter().map(|(key, en, es)| ((*key).to_owned(), self.of(en, es).into())).collect()
    }
}
