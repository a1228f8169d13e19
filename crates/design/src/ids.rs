//! New ids and names: readable, and free.

use std::collections::BTreeSet;

use crate::{Document, Id, id::MAX_ID, pascal_case};

/// Ids that are taken: those of the document and those given out since.
pub struct Ids<'d> {
    document: &'d Document,
    given: BTreeSet<Id>,
    /// Node ids as CloudFormation folds them: two must not fold to the same.
    folded: BTreeSet<String>,
}

impl<'d> Ids<'d> {
    pub fn new(document: &'d Document) -> Ids<'d> {
        let folded = document.nodes.keys().map(|id| pascal_case(id.as_str())).collect();
        Ids { document, given: BTreeSet::new(), folded }
    }

    /// The wish, or the wish with the first number from 2 that is free.
    pub fn give(&mut self, wish: &str) -> Id {
        let wish = readable(wish);
        match Id::new(&wish).filter(|id| self.free(id)) {
            Some(id) => self.taken(id),
            None => self.give_numbered(&wish, 2),
        }
    }

    /// The id for a copy: the original's where it is free, else its number counted on.
    pub fn give_copy(&mut self, of: &Id) -> Id {
        if self.free(of) {
            return self.taken(of.clone());
        }
        let counted =
            of.as_str().rsplit_once('-').and_then(|(stem, number)| Some((stem, number.parse().ok()?)));
        match counted {
            Some((stem, number)) => self.give_numbered(stem, u32::saturating_add(number, 1)),
            None => self.give_numbered(of.as_str(), 2),
        }
    }

    fn give_numbered(&mut self, stem: &str, from: u32) -> Id {
        let mut number = from;
        loop {
            let id = Id::new(&numbered(stem, number));
            match id.filter(|id| self.free(id)) {
                Some(id) => return self.taken(id),
                // more numbers than a design has elements
                None => number = number.wrapping_add(1),
            }
        }
    }

    fn taken(&mut self, id: Id) -> Id {
        self.folded.insert(pascal_case(id.as_str()));
        self.given.insert(id.clone());
        id
    }

    fn free(&self, id: &Id) -> bool {
        let document = self.document;
        !(document.nodes.contains_key(id)
            || document.connections.contains_key(id)
            || document.applications.contains_key(id.as_str())
            || document.suppressions.contains_key(id)
            || document.answers.contains_key(id)
            || document.expectations.contains_key(id)
            || document.organisation_rules.contains_key(id)
            || self.given.contains(id)
            || self.folded.contains(&pascal_case(id.as_str())))
    }
}

fn numbered(stem: &str, number: u32) -> String {
    let end = format!("-{number}");
    format!("{}{end}", cut(stem, MAX_ID - end.len()))
}

/// An id made of any text: small letters and digits, words joined by hyphens.
fn readable(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if !word.is_empty() {
            words.push(word.to_ascii_lowercase());
        }
    }
    let mut id = words.join("-");
    if !id.starts_with(|first: char| first.is_ascii_lowercase()) {
        id.insert_str(0, "node-");
    }
    cut(id.trim_end_matches('-'), MAX_ID).to_owned()
}

/// At most this many characters, not ending in a hyphen. Ids are ASCII.
fn cut(id: &str, most: usize) -> &str {
    id.get(..most).unwrap_or(id).trim_end_matches('-')
}

/// The name, or the name with the first number from 2 that no node has.
pub fn free_name(document: &Document, given: &BTreeSet<String>, wish: &str) -> String {
    let taken = |name: &str| {
        given.contains(name) || document.nodes.values().any(|node| node.name.as_deref() == Some(name))
    };
    let stem = match wish.rsplit_once(' ') {
        Some((stem, number)) if taken(wish) && number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => wish,
    };
    let numbered = (2..).map(|number| format!("{stem} {number}"));
    std::iter::once(wish.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn document() -> Document {
        let text = r#"{ "groundplan": 1, "id": "d", "name": "D", "nodes": {
            "api": { "kind": "sqs_queue", "name": "Queue", "properties": {} },
            "api-2": { "kind": "sqs_queue", "name": "Queue 2", "properties": {} },
            "web1": { "kind": "sqs_queue", "properties": {} } },
            "expectations": { "db-must-reach": { "demand": "must-reach", "from": ["api"], "to": ["web1"] } },
            "organisation_rules": { "company": { "name": "Company", "text": ["rule A { Resources exists }"] } },
            "answers": { "sec10": { "question": "SEC10", "choice": "met", "note": "n", "role": "r", "date": "2026-11-23" } },
            "suppressions": { "api-r": { "rule": "r", "node": "api", "reason": "r", "until": "2027-01-01" } } }"#;
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn taken_ids_are_counted_on_and_none_is_given_twice() {
        let document = document();
        let mut ids = Ids::new(&document);
        let mut give = |wish: &str| ids.give(wish).to_string();
        assert_eq!(give("api"), "api-3");
        assert_eq!(give("api"), "api-4");
        assert_eq!(give("S3 Bucket!"), "s3-bucket");
        assert_eq!(give("1st"), "node-1st");
        assert_eq!(give(""), "node");
        assert_eq!(ids.give_copy(&Id::new("api-2").unwrap()), "api-5");
        assert_eq!(ids.give_copy(&Id::new("web1").unwrap()), "web1-2");
        assert_eq!(ids.give_copy(&Id::new("other").unwrap()), "other");
    }

    #[test]
    fn what_is_said_of_a_design_keeps_its_id() {
        let document = document();
        let mut ids = Ids::new(&document);
        for taken in ["db-must-reach", "sec10", "api-r", "company"] {
            assert_eq!(ids.give(taken), format!("{taken}-2").as_str(), "another one must not take its place");
        }
    }

    #[test]
    fn ids_that_cloudformation_would_fold_together_stay_apart() {
        let document = document();
        assert_eq!(Ids::new(&document).give("web-1"), "web-1-2", "web1 and web-1 both fold to Web1");
    }

    #[test]
    fn long_wishes_are_cut_to_what_an_id_may_have() {
        let document = document();
        let mut ids = Ids::new(&document);
        let wish = format!("{}-end", "a".repeat(59));
        assert_eq!(ids.give(&wish), "a".repeat(59).as_str());
        assert_eq!(ids.give(&wish).as_str(), format!("{}-2", "a".repeat(58)));
    }

    #[test]
    fn names_are_counted_on_too() {
        let document = document();
        assert_eq!(free_name(&document, &BTreeSet::new(), "Queue"), "Queue 3");
        assert_eq!(free_name(&document, &BTreeSet::new(), "Queue 2"), "Queue 3");
        assert_eq!(free_name(&document, &BTreeSet::new(), "Other 2"), "Other 2");
    }
}
