//! The report's words in both languages, the same in every form it is written in.

use design::{Choice, Tier, Words};

use super::Standing;

pub fn standing_words(standing: Standing) -> Words {
    match standing {
        Standing::Open => Words::new("open", "abierta"),
        Standing::Unproven => Words::new("unproven", "sin demostrar"),
        Standing::PartlyProven => Words::new("partly proven", "demostrada en parte"),
        Standing::Proven => Words::new("proven", "demostrada"),
    }
}

pub fn choice_words(choice: Choice) -> Words {
    match choice {
        Choice::Met => Words::new("met", "se cumple"),
        Choice::PartlyMet => Words::new("partly met", "se cumple en parte"),
        Choice::NotMet => Words::new("not met", "no se cumple"),
        Choice::DoesNotApply => Words::new("does not apply", "no aplica"),
    }
}

pub fn tier_words(tier: Tier) -> Words {
    match tier {
        Tier::Production => Words::new("production", "producción"),
        Tier::NonProduction => Words::new("non-production", "no productivo"),
        Tier::Shared => Words::new("shared", "compartido"),
    }
}

/// Words that stand in every form of the report.
pub struct ReportWords;

impl ReportWords {
    pub const TITLE: Words = Words::new("Well-Architected report", "Informe Well-Architected");
    pub const PROVEN: Words = Words::new("Proven", "Demostrado");
    pub const PILLAR: Words = Words::new("Pillar", "Pilar");
    pub const ENVIRONMENT: Words = Words::new("Environment", "Entorno");
    pub const STATUS: Words = Words::new("Status", "Estado");
    pub const SATISFIED: Words = Words::new("Satisfied", "Cumplidas");
    pub const VIOLATED: Words = Words::new("Violated", "Incumplidas");
    pub const CANNOT_TELL: Words = Words::new("Cannot tell", "No se sabe");
    pub const ACCEPTED: Words = Words::new("Accepted", "Aceptadas");
    pub const PERSON: Words = Words::new("A person says", "Una persona dice");
    pub const UNANSWERED: Words =
        Words::new("A person has yet to answer", "Falta la respuesta de una persona");
    pub const RULES: Words =
        Words::new("Rules, satisfied of all checks", "Reglas, cumplidas de todas las comprobaciones");
    pub const VERSION: Words = Words::new("version", "versión");
    pub const JUDGED: Words = Words::new("judged on", "evaluado el");
    pub const READING: Words = Words::new(
        "A question counts as two halves: the share of its checks that the design satisfies, and the answer of a person. \
         A question that no rule looks at is for a person alone. What a design cannot tell, what was accepted though \
         violated, and what nobody answered prove nothing and stay in the count. A pillar is the mean of its questions.",
        "Una pregunta cuenta por dos mitades: la parte de sus comprobaciones que el diseño cumple, y la respuesta de una \
         persona. Una pregunta que ninguna regla mira depende solo de una persona. Lo que un diseño no puede decir, lo que se \
         aceptó aunque se incumpla y lo que nadie respondió no demuestra nada y sigue contando. Un pilar es la media de sus \
         preguntas.",
    );
}
