//! A session says after each edit what it would say from scratch.
#![allow(clippy::unwrap_used)]

use design::{Command, Connection, Id};
use groundplan_engine::{Book, Project, Services, Session, TEMPLATES, generated, load};
use proptest::prelude::*;
use serde_json::{Value, json};

const TODAY: &str = "2026-11-23";

fn pick<T>(mut from: impl Iterator<Item = T> + Clone, choice: u16) -> Option<T> {
    let count = from.clone().count().max(1);
    from.nth(choice as usize % count)
}

/// An edit of this design; mostly legal, and small so that answers have something to survive.
fn edit(session: &Session<'_>, [what, a, b, c]: [u16; 4]) -> Option<Command> {
    let document = session.document();
    let node = pick(document.nodes.keys(), a)?;
    let environment = pick(document.environments.keys(), b)?;
    let connection = pick(document.connections.iter(), a)?;
    let somewhere = (!c.is_multiple_of(3)).then_some(environment);
    let flag = c.is_multiple_of(2);
    let database =
        pick(document.nodes.iter().filter(|(_, node)| node.kind == "rds_instance"), a).map(|(id, _)| id);
    let zone = pick(document.nodes.iter().filter(|(_, node)| node.kind == "vpc"), a).map(|(id, _)| id);
    let json: Value = match what % 14 {
        0 | 1 => {
            json!({ "do": "set-property", "id": database?, "environment": somewhere, "path": ["multi_az"], "value": flag })
        }
        2 => {
            json!({ "do": "set-property", "id": database?, "environment": somewhere, "path": ["backup_retention_days"], "value": c % 30 })
        }
        3 => {
            json!({ "do": "set-property", "id": zone?, "environment": somewhere, "path": ["zones"], "value": 2 + c % 3 })
        }
        4 => json!({ "do": "set-present", "id": node, "environment": environment, "present": flag }),
        5 => json!({ "do": "set-frame", "id": node, "frame": [c, 1, 200, 44] }),
        6 => json!({ "do": "remove-connection", "id": connection.0 }),
        7 => json!({ "do": "remove-node", "id": node }),
        8 => json!({ "do": "suppress", "id": format!("accepted-{}", c % 3), "suppression": {
            "rule": "rds-backup-retention", "node": database?, "environments": somewhere.map(|id| vec![id]),
            "reason": "Agreed", "until": if flag { "2027-01-01" } else { "2026-01-01" } } }),
        9 => json!({ "do": "set-document-name", "name": format!("Name {c}") }),
        10 => json!({ "do": "set-name", "id": node, "name": format!("Name {c}") }),
        11 => {
            let again: Connection = connection.1.clone();
            return Some(Command::AddConnection {
                id: Id::new(&format!("again-{}", c % 5))?,
                connection: again,
            });
        }
        12 => json!({ "do": "set-entry", "section": "notes", "key": "a", "value": c }),
        _ => {
            json!({ "do": "set-region", "id": node, "region": if flag { Value::Null } else { json!("us-west-2") } })
        }
    };
    serde_json::from_value(json).ok()
}

/// Asks everything of both and compares what they print.
fn compare(session: &mut Session<'_>, book: &Book) -> Result<(), TestCaseError> {
    let project = Project::new(session.document().clone());
    for environment in session.document().environments.keys().cloned().collect::<Vec<_>>() {
        let scratch = project.resolve(environment.as_str()).unwrap();
        prop_assert_eq!(
            format!("{:?}", session.findings(environment.as_str()).unwrap()),
            format!("{:?}", project.validate(&scratch, TODAY))
        );
        prop_assert_eq!(session.estimate(environment.as_str()).unwrap(), &project.estimate(&scratch, book));
        prop_assert_eq!(
            format!("{:?}", session.architecture(environment.as_str()).unwrap()),
            format!("{scratch:?}")
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_each_edit_and_undo_the_answers_are_those_from_scratch(
        reference in any::<bool>(),
        choices in proptest::collection::vec(any::<[u16; 4]>(), 6..12),
    ) {
        let text = if reference { TEMPLATES[0].document.to_owned() } else { generated::design(40).to_string() };
        let book = Book::embedded();
        let mut session = Session::new(load(text.as_bytes(), &Services).unwrap(), book, TODAY);
        compare(&mut session, book)?;
        for choice in choices {
            let Some(Ok(delta)) = edit(&session, choice).map(|command| session.edit(command)) else { continue };
            compare(&mut session, book)?;
            if choice[0].is_multiple_of(5) {
                session.replay(&delta.inverse()).unwrap();
                compare(&mut session, book)?;
            }
        }
    }
}

#[test]
fn a_refused_edit_changes_nothing_and_an_unknown_environment_is_named() {
    let book = Book::embedded();
    let document = load(generated::design(20).to_string().as_bytes(), &Services).unwrap();
    let mut session = Session::new(document.clone(), book, TODAY);
    let nothing = Command::RemoveNode { id: Id::new("nobody").unwrap() };
    assert!(session.edit(nothing).is_err());
    assert_eq!(session.document(), &document);
    let said = session.findings("nowhere").unwrap_err().to_string();
    assert!(said.contains("“nowhere”") && said.contains("dev, prod, shared, test"), "{said}");
}
