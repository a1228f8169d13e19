//! A drawing that remembers the one before is the drawing made from scratch.
#![allow(clippy::unwrap_used)]

mod common;

use common::{TODAY, open};
use engine::{Command, Language, TEMPLATES, generated};
use groundplan_editor::Editor;
use proptest::{prelude::*, test_runner::TestRunner};

/// Does one thing that changes what is drawn; what is refused changes nothing.
fn change(editor: &mut Editor, what: u8, which: u16) {
    let at = usize::from(which);
    match what % 5 {
        0 | 1 => {
            let problems = editor.problems();
            let fixable: Vec<_> = problems.iter().filter(|problem| problem.fix.is_some()).collect();
            if let Some(problem) = fixable.get(at % fixable.len().max(1)) {
                let _ = editor.apply_fix(problem);
            }
        }
        2 => drop(editor.undo()),
        3 => {
            let nodes = &editor.document().nodes;
            let id = nodes.keys().nth(at % nodes.len().max(1)).unwrap().clone();
            let _ = editor.edit("Rename", Command::SetName { id, name: Some(format!("Name {at}")) });
        }
        _ => {
            let arrows = &editor.document().connections;
            let id = arrows.keys().nth(at % arrows.len().max(1)).unwrap().clone();
            let _ = editor.edit("Remove", Command::RemoveConnection { id });
        }
    }
}

fn again_and_from_scratch(design: &str, changes: &[(u8, u16)]) -> Result<(), TestCaseError> {
    let mut editor = open(design);
    editor.scene().unwrap();
    for (what, which) in changes {
        change(&mut editor, *what, *which);
        let mut scratch = Editor::new(editor.document().clone(), TODAY, Language::English);
        prop_assert_eq!(format!("{:?}", editor.scene().unwrap()), format!("{:?}", scratch.scene().unwrap()));
    }
    Ok(())
}

/// Few cases: each draws seven times.
fn in_some_cases(design: &str) {
    let config = ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() };
    let changes = proptest::collection::vec(any::<(u8, u16)>(), 3);
    TestRunner::new(config).run(&changes, |changes| again_and_from_scratch(design, &changes)).unwrap();
}

#[test]
fn after_each_change_the_drawing_is_the_one_from_scratch() {
    in_some_cases(TEMPLATES[0].document);
}

/// Connections of a large drawing are routed through their neighbourhood only.
#[test]
#[ignore = "a minute without optimisation"]
fn so_is_a_large_one() {
    in_some_cases(&generated::design(160).to_string());
}
