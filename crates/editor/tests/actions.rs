//! The table of actions.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use common::{Hand, empty, id, reference, selected};
use engine::{Language, Services, canonical, load};
use groundplan_editor::{ACTIONS, KeyEvent, Menu, Request, action};

#[test]
fn ids_are_kebab_case_and_unique() {
    let mut known = BTreeSet::new();
    for action in ACTIONS {
        let kebab =
            action.id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
        assert!(kebab, "{}", action.id);
        assert!(known.insert(action.id), "{} stands there twice", action.id);
    }
}

#[test]
fn a_key_stands_for_one_action_and_is_written_as_events_are_read() {
    let mut known = BTreeSet::new();
    for (key, action) in ACTIONS.iter().flat_map(|action| action.keys.iter().map(move |key| (key, action.id)))
    {
        assert!(known.insert(key), "{key} of {action} is taken");
        assert_eq!(KeyEvent::parse(key).chord(), *key, "{action}");
    }
}

#[test]
fn every_action_has_words_in_both_languages_and_every_menu_has_actions() {
    for action in ACTIONS {
        assert!(!action.title.en.is_empty() && !action.title.es.is_empty(), "{}", action.id);
        assert_eq!(action.search.en.is_empty(), action.search.es.is_empty(), "{}", action.id);
    }
    for menu in Menu::ALL {
        assert!(ACTIONS.iter().any(|action| action.menu == menu), "{menu:?}");
    }
}

#[test]
fn every_icon_is_one_that_is_fetched() {
    let fetched: BTreeSet<&str> = serde_json::from_str(include_str!("../../../assets/glyphs.json")).unwrap();
    let named = ACTIONS.iter().filter(|action| !action.icon.is_empty());
    for action in named {
        assert!(fetched.contains(action.icon), "assets/glyphs.json lacks `{}` of {}", action.icon, action.id);
    }
}

#[test]
fn titles_are_told_apart() {
    for language in [Language::English, Language::Spanish] {
        let titles: BTreeSet<_> = ACTIONS.iter().map(|action| action.title(language)).collect();
        assert_eq!(titles.len(), ACTIONS.len(), "{language:?}");
    }
}

#[test]
fn what_cannot_be_done_says_why_and_does_nothing() {
    let mut editor = reference();
    assert_eq!(action("undo").unwrap().hindrance(&editor), Some("Nothing to undo."));
    assert_eq!(action("delete").unwrap().hindrance(&editor), Some("Nothing is selected."));
    let response = editor.run("duplicate");
    assert_eq!(response.refusal.as_deref(), Some("No element is selected."));
    assert!(!response.document);
    editor.select([id("db")]);
    assert_eq!(action("delete").unwrap().hindrance(&editor), None);
    assert!(!editor.run("teapot").handled);
}

#[test]
fn what_only_the_shell_can_do_is_asked_of_it() {
    let mut editor = reference();
    assert_eq!(editor.run("deploy").requests, [Request::Deploy]);
    assert_eq!(Hand::on(&mut editor).key("mod+k").requests, [Request::Palette]);
    editor.select([id("nat-1")]);
    let [Request::WriteClipboard(text)] = &editor.run("copy").requests[..] else { panic!() };
    assert!(text.contains("nat_gateway"));
    let cut = editor.run("cut");
    assert!(cut.document && !editor.document().nodes.contains_key("nat-1"));
    assert_eq!(cut.said.as_deref(), Some("Delete NAT gateway a"));
    editor.paste(text).unwrap();
    assert_eq!(selected(&editor), ["nat-1"], "its id is free again");
}

/// Every action on everything that can be selected: the design stays one that loads, and undo leads back.
#[test]
fn no_action_breaks_a_design() {
    for mut editor in [reference(), empty()] {
        let start = editor.document().clone();
        let selections =
            [vec![], vec!["db"], vec!["vpc"], vec!["app", "workers", "alb-web"], vec!["customers"]];
        for chosen in selections {
            for action in ACTIONS {
                editor.select(chosen.iter().map(|node| id(node)));
                editor.run(action.id);
                let text = canonical::print(editor.document());
                assert_eq!(&load(text.as_bytes(), &Services).unwrap(), editor.document(), "{}", action.id);
                editor.show("prod");
                while editor.undo().unwrap() {}
                assert_eq!(editor.document(), &start, "{}", action.id);
            }
        }
    }
}
