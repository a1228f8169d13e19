//! What stands between a person and a deployment, said in words. A plan is carried out only as it was seen.

use std::collections::BTreeMap;

use engine::{Id, Language, canonical, design::Words};

use super::Block;
use crate::editor::Editor;

/// A plan as far as it matters here.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// The environment it is for, and the SHA-256 of the document it is of.
    pub environment: &'a str,
    pub hash: &'a str,
    /// It would do nothing.
    pub nothing: bool,
    /// Names to be typed, because data goes.
    pub names: &'a [String],
}

impl Editor {
    /// Why nothing can be planned for the environment shown; none when it can.
    pub fn plan_barrier(&mut self) -> Option<String> {
        let Some(environment) = self.environment().cloned() else {
            return Some(
                self.say("The design has no environment.", "El diseño no tiene entornos.").to_owned(),
            );
        };
        let here = |block: &Block| block.environment == environment;
        if let Some(broken) = self.broken().into_iter().find(here) {
            return Some(self.tell(
                "{0} is not as expected: {1}",
                "{0} no es como se espera: {1}",
                [environment.to_string(), broken.message],
            ));
        }
        let blocks = self.blockers();
        let own: Vec<_> = blocks.iter().filter(|block| here(block)).collect();
        let first = own.first()?;
        let count = own.len().to_string();
        Some(match own.len() {
            1 => self.tell(
                "{0} cannot be built yet: {1}",
                "{0} aún no se puede construir: {1}",
                [environment.to_string(), first.message.clone()],
            ),
            _ => self.tell(
                "{0} things of {1} cannot be built yet, the first: {2}",
                "{0} cosas de {1} aún no se pueden construir, la primera: {2}",
                [count, environment.to_string(), first.message.clone()],
            ),
        })
    }

    /// Whether a plan is of the design and the environment that are shown.
    pub fn is_current(&self, planned: &Planned<'_>) -> bool {
        self.environment().is_some_and(|shown| shown.as_str() == planned.environment)
            && canonical::hash(self.document()) == planned.hash
    }

    /// Why the plan cannot be carried out yet; none when it can. `typed` is what was typed for each name.
    pub fn deploy_barrier(&self, planned: &Planned<'_>, typed: &BTreeMap<String, String>) -> Option<String> {
        let open = |name: &&String| typed.get(*name).map(|text| text.trim()) != Some(name.as_str());
        if !self.is_current(planned) {
            let why = "The design has changed since the plan was made. Plan again.";
            return Some(self.say(why, "El diseño cambió desde el plan. Planifique de nuevo.").to_owned());
        }
        if planned.nothing {
            return Some(self.say("There is nothing to be done.", "No hay nada que hacer.").to_owned());
        }
        let name = planned.names.iter().find(open)?;
        Some(self.tell("Type {0} to let it go.", "Escriba {0} para dejarlo ir.", [name.clone()]))
    }

    /// The name of an element for people; its id where the design does not have it any more.
    pub fn element_name(&self, node: &str) -> String {
        let known = Id::new(node).filter(|id| self.document().nodes.contains_key(id));
        known.map_or_else(|| node.to_owned(), |id| self.name_of(&id))
    }
}

/// CloudFormation's word for a state, in words for people: `CREATE_IN_PROGRESS` is “create in progress”.
pub fn status_words(status: &str) -> String {
    status.replace('_', " ").to_lowercase()
}

/// A value of a property, short enough for a line.
pub fn short_value(value: &str) -> String {
    const MOST: usize = 26;
    match value.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}

/// What a person does about something that waits for them.
pub fn waiting_words(what: &str, language: Language) -> &'static str {
    language.of(match what {
        "dns-record" => Words::new(
            "Make this record in the domain's DNS; the stack goes on by itself.",
            "Cree este registro en el DNS del dominio; la pila sigue sola.",
        ),
        "handshake" => Words::new(
            "Open this page and let AWS in; until then the connection is pending.",
            "Abra esta página y autorice a AWS; hasta entonces la conexión queda pendiente.",
        ),
        _ => Words::new(
            "A mail was sent to this address: its link has to be opened.",
            "Se envió un correo a esta dirección: hay que abrir su enlace.",
        ),
    })
}
