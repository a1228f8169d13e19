//! How the edits of a fix become commands on a document.

use design::{Command, Document, Id, Map};
use serde_json::Value;

use crate::Edit;

impl Edit {
    /// On the base: for every environment that has the element.
    pub fn in_base(&self, document: &Document, commands: &mut Vec<Command>) {
        match self {
            Edit::Set { id, property, value } => {
                commands.push(set(id, property, value, None));
                // what an overlay says would win over the base
                for (environment, settings) in &document.environments {
                    let overlay = settings.overrides.get(id).and_then(|overlay| overlay.as_object());
                    if overlay.is_some_and(|overlay: &Map| overlay.contains_key(*property)) {
                        commands.push(set(id, property, value, Some(environment.clone())));
                    }
                }
            }
            Edit::Add { id, node } => commands.push(Command::AddNode { id: id.clone(), node: node.clone() }),
            Edit::Connect { id, connection } => {
                commands.push(Command::AddConnection { id: id.clone(), connection: connection.clone() });
            }
        }
    }

    /// For one environment; what earlier commands add for others is added for this one, too.
    pub fn in_environment(&self, environment: &Id, commands: &mut Vec<Command>) {
        let command = match self {
            Edit::Set { id, property, value } => set(id, property, value, Some(environment.clone())),
            Edit::Add { id, node } => {
                let mut node = node.clone();
                // an overlay cannot add: it is limited to the environments that need it
                node.environments.get_or_insert_default().push(environment.clone());
                Command::AddNode { id: id.clone(), node }
            }
            Edit::Connect { id, connection } => {
                Command::AddConnection { id: id.clone(), connection: connection.clone() }
            }
        };
        // the same node or connection for a second environment
        let again = commands.iter_mut().find_map(|earlier| match (earlier, &command) {
            (Command::AddNode { id, node }, Command::AddNode { id: other, node: more }) if id == other => {
                node.environments
                    .get_or_insert_default()
                    .extend(more.environments.clone().unwrap_or_default());
                Some(())
            }
            (Command::AddConnection { id, .. }, Command::AddConnection { id: other, .. }) if id == other => {
                Some(())
            }
            _ => None,
        });
        if again.is_none() {
            commands.push(command);
        }
    }
}

fn set(id: &Id, property: &str, value: &Value, environment: Option<Id>) -> Command {
    let (id, path) = (id.clone(), vec![property.to_owned()]);
    match value {
        Value::Null if environment.is_none() => Command::UnsetProperty { id, environment, path },
        value => Command::SetProperty { id, environment, path, value: value.clone() },
    }
}
