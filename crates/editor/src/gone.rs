//! What a plan removes is no longer in the design: it is drawn as it was deployed, among what stays. Pure.

use std::collections::BTreeSet;

use engine::{Document, Id};

/// The design with these elements still in it, as an earlier design had them in an environment; none where that one
/// does not know them either.
pub(crate) fn with_gone(
    design: &Document,
    before: &Document,
    environment: &Id,
    gone: &BTreeSet<Id>,
) -> Option<Document> {
    let mut both = design.clone();
    let mut back = BTreeSet::new();
    for id in gone {
        // it stands in its containers, which may be gone too
        let mut at = Some(id);
        while let Some(id) = at {
            let Some(node) = before.nodes.get(id) else { break };
            if !both.nodes.contains_key(id) {
                both.nodes.insert(id.clone(), node.clone());
                if let Some(frame) = before.layout.get(id) {
                    both.layout.insert(id.clone(), *frame);
                }
                back.insert(id.clone());
            } else if leaves(&both, environment, id) {
                back.insert(id.clone());
            }
            at = node.parent.as_ref();
        }
    }
    if back.is_empty() {
        return None;
    }
    let earlier = before.environments.get(environment).map(|settings| &settings.overrides);
    let settings = both.environments.get_mut(environment)?;
    for id in &back {
        match earlier.and_then(|overrides| overrides.get(id)) {
            Some(patch) => drop(settings.overrides.insert(id.clone(), patch.clone())),
            None => drop(settings.overrides.remove(id)),
        }
    }
    for (id, connection) in &before.connections {
        let meant = back.contains(&connection.from) || back.contains(&connection.to);
        let ends = both.nodes.contains_key(&connection.from) && both.nodes.contains_key(&connection.to);
        let free = !both.connections.contains_key(id) && !both.nodes.contains_key(id);
        if meant && ends && free {
            both.connections.insert(id.clone(), connection.clone());
        }
    }
    Some(both)
}

/// Whether an element is in the design but not in this environment.
fn leaves(design: &Document, environment: &Id, id: &Id) -> bool {
    let settings = design.environments.get(environment);
    settings.and_then(|settings| settings.overrides.get(id)).is_some_and(serde_json::Value::is_null)
}
