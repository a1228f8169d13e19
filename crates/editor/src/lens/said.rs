//! What lenses say of elements, in words.

use engine::{
    Language,
    design::Words,
    scene::draw::{MarkLook, Severity},
};

/// A look as a word for programs.
pub fn word(look: MarkLook) -> &'static str {
    match look {
        MarkLook::Pending => "pending",
        MarkLook::Done => "done",
        MarkLook::Undone => "undone",
        MarkLook::Working => "working",
        MarkLook::Waiting => "waiting",
        MarkLook::Added => "added",
        MarkLook::Changed => "changed",
        MarkLook::Replaced => "replaced",
        MarkLook::Removed => "removed",
        MarkLook::Failed => "failed",
        MarkLook::Meant => "meant",
        MarkLook::Unknown => "unknown",
        MarkLook::Outbound => "outbound",
        MarkLook::Reached => "reached",
        MarkLook::Reaches => "reaches",
        MarkLook::Mutual => "mutual",
        MarkLook::Exposed => "exposed",
        MarkLook::Accepted => "accepted",
        MarkLook::Found(Severity::Critical) => "critical",
        MarkLook::Found(Severity::High) => "high",
        MarkLook::Found(Severity::Medium) => "medium",
        MarkLook::Found(Severity::Low) => "low",
    }
}

/// A look as it is read out.
pub fn said(look: MarkLook, language: Language) -> &'static str {
    language.of(match look {
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
    })
}
