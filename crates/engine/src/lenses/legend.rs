//! What the signs of lenses mean, in words.

use scene::{
    draw::{MarkLook, Severity},
    legend::{Legend, Row, Sample},
    lens::Lens,
};
use text::{Language, Words};

/// What a sign says of the element it stands at.
pub fn meaning(look: MarkLook) -> Words {
    match look {
        MarkLook::Pending => Words::new("not begun", "sin comenzar"),
        MarkLook::Done => Words::new("deployed", "desplegado"),
        MarkLook::Undone => Words::new("taken back", "revertido"),
        MarkLook::Working => Words::new("under way", "en curso"),
        MarkLook::Waiting => Words::new("waits for a person", "espera a una persona"),
        MarkLook::Added => Words::new("will be added", "se añadirá"),
        MarkLook::Changed => Words::new("will be changed", "se cambiará"),
        MarkLook::Replaced => Words::new("will be replaced", "se reemplazará"),
        MarkLook::Removed => Words::new("will be removed", "se eliminará"),
        MarkLook::Failed => Words::new("failed", "falló"),
        MarkLook::Meant => Words::new("on the way", "en el camino"),
        MarkLook::Unknown => Words::new("cannot be told", "no se puede saber"),
        MarkLook::Outbound => Words::new("gets out to the internet", "sale a internet"),
        MarkLook::Reached => Words::new("is reached", "es alcanzado"),
        MarkLook::Reaches => Words::new("reaches it", "llega a él"),
        MarkLook::Mutual => Words::new("reaches it and is reached", "llega a él y es alcanzado"),
        MarkLook::Exposed => Words::new("reached from the internet", "alcanzable desde internet"),
        MarkLook::Accepted => Words::new("accepted findings", "hallazgos aceptados"),
        MarkLook::Found(Severity::Critical) => {
            Words::new("critical security finding", "hallazgo de seguridad crítico")
        }
        MarkLook::Found(Severity::High) => Words::new("high security finding", "hallazgo de seguridad alto"),
        MarkLook::Found(Severity::Medium) => {
            Words::new("medium security finding", "hallazgo de seguridad medio")
        }
        MarkLook::Found(Severity::Low) => Words::new("low security finding", "hallazgo de seguridad bajo"),
    }
}

/// The legend of a lens: of these rows those that it shows.
pub fn explained(lens: &Lens, title: impl Into<String>, rows: Vec<Row>) -> Legend {
    let shown = |row: &Row| match row.sample {
        Sample::Wire(_) => false,
        Sample::Heat(_) => true,
        Sample::Way(course) => lens.ways.values().any(|way| *way == course),
        Sample::Sign(MarkLook::Exposed) => {
            lens.marks.values().any(|mark| mark.exposed || mark.look == MarkLook::Exposed)
        }
        Sample::Sign(look) => lens.marks.values().any(|mark| mark.look == look),
    };
    Legend { title: title.into(), rows: rows.into_iter().filter(shown).collect() }
}

/// A row for a sign.
pub(super) fn sign(look: MarkLook, language: Language) -> Row {
    Row::new(Sample::Sign(look), language.of(meaning(look)))
}
