//! Changes of what is selected: name, presence, removal.

use std::collections::BTreeSet;

use engine::{Command, Id, Refusal};

use crate::{
    containment::{roots, with_contents},
    editor::Editor,
};

impl Editor {
    /// Makes several edits as one step; all or none.
    pub(crate) fn edit_all(&mut self, label: String, mut commands: Vec<Command>) -> Result<(), Refusal> {
        match commands.len() {
            0 => Ok(()),
            1 => commands.pop().map_or(Ok(()), |command| self.edit(label, command)),
            _ => self.edit(label, Command::Batch { commands }),
        }
    }

    /// Changes what a node or connection is called. Its id stays, and with it what is deployed.
    ///
    /// # Errors
    /// There is nothing with this id.
    pub fn rename(&mut self, id: &Id, name: &str) -> Result<(), Refusal> {
        let name = name.trim();
        // an empty name would leave nothing to read or to say
        if name.is_empty() || self.name_of(id) == name {
            return Ok(());
        }
        let label = self.tell("Rename {0}", "Renombrar {0}", [self.name_of(id)]);
        let name = (id.as_str() != name).then(|| name.to_owned());
        self.edit(label, Command::SetName { id: id.clone(), name })
    }

    /// Makes an element exist in an environment, or not.
    ///
    /// # Errors
    /// There is no such element or environment.
    pub fn set_present(&mut self, id: &Id, environment: &Id, present: bool) -> Result<(), Refusal> {
        let values = [self.name_of(id), environment.to_string()];
        let label = match present {
            true => self.tell("Add {0} to {1}", "Agregar {0} a {1}", values),
            false => self.tell("Remove {0} from {1}", "Quitar {0} de {1}", values),
        };
        let command = Command::SetPresent { id: id.clone(), environment: environment.clone(), present };
        self.edit(label, command)
    }

    /// Removes what is selected, with all that stands in it and its connections.
    ///
    /// # Errors
    /// The document would not be sound without it.
    pub fn delete(&mut self) -> Result<(), Refusal> {
        let Some((label, commands)) = self.removal() else { return Ok(()) };
        self.edit_all(label, commands)
    }

    /// What removing the selection would take, in words; `None` when nothing is selected.
    pub fn delete_label(&self) -> Option<String> {
        self.removal().map(|(label, _)| label)
    }

    fn removal(&self) -> Option<(String, Vec<Command>)> {
        let document = self.document();
        let nodes = roots(document, self.selection());
        let whole = with_contents(document, nodes.iter().cloned());
        // connections of removed nodes go with them
        let cut = |id: &&Id| {
            document
                .connections
                .get(*id)
                .is_some_and(|found| !whole.contains(&found.from) && !whole.contains(&found.to))
        };
        let connections: Vec<Id> = self.selection().iter().filter(cut).cloned().collect();
        let chosen: Vec<Id> = nodes.iter().chain(&connections).cloned().collect();
        if chosen.is_empty() {
            return None;
        }
        let what = self.name_of_all(&chosen);
        let label = match whole.len() - nodes.len() {
            0 => self.tell("Delete {0}", "Eliminar {0}", [what]),
            inside => self.tell(
                "Delete {0} and {1} inside",
                "Eliminar {0} y {1} dentro",
                [what, inside.to_string()],
            ),
        };
        let remove = nodes.into_iter().map(|id| Command::RemoveNode { id });
        let cut = connections.into_iter().map(|id| Command::RemoveConnection { id });
        Some((label, cut.chain(remove).collect()))
    }

    /// Selects every node of the environment that is shown.
    pub fn select_all(&mut self) {
        let all: BTreeSet<Id> = self.document().nodes.keys().filter(|id| self.present(id)).cloned().collect();
        self.select(all);
    }
}
