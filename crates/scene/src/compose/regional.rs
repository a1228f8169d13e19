//! Regional services: one card per service where many small things belong together.

use super::Composer;
use crate::{
    board::Piece,
    draw::{Severity, Subject},
};
use architecture::Ix;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Services whose things share a card as soon as there are two: title, symbol, kinds with their plurals.
struct Family {
    title: &'static str,
    symbol: &'static str,
    kinds: &'static [(&'static str, [&'static str; 4])],
}

/// Word for one and for many, in English and Spanish.
const FAMILIES: &[Family] = &[
    Family {
        title: "CloudWatch",
        symbol: "cloudwatch",
        kinds: &[
            ("cloudwatch_alarm", ["alarm", "alarms", "alarma", "alarmas"]),
            ("cloudwatch_dashboard", ["board", "boards", "panel", "paneles"]),
            ("cloudwatch_log_group", ["log group", "log groups", "registro", "registros"]),
        ],
    },
    Family { title: "IAM", symbol: "iam_role", kinds: &[("iam_role", ["role", "roles", "rol", "roles"])] },
    Family { title: "AWS KMS", symbol: "kms_key", kinds: &[("kms_key", ["key", "keys", "llave", "llaves"])] },
    Family {
        title: "Secrets Manager",
        symbol: "secret",
        kinds: &[("secret", ["secret", "secrets", "secreto", "secretos"])],
    },
];

/// Cards beyond which things of one kind share a card.
const MANY: usize = 14;

impl Composer<'_> {
    /// The cards of a Region's services; `alias` learns which key stands for a node that shares a card.
    pub(super) fn regional(&self, list: &[(u8, Ix)], alias: &mut BTreeMap<String, String>) -> Vec<Piece> {
        let mut out: Vec<(u8, Piece)> = Vec::new();
        let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, ix) in list {
            if let Some(element) = self.architecture.elements.get(*ix) {
                *by_kind.entry(element.kind.name).or_default() += 1;
            }
        }
        let family_of = |kind: &str| FAMILIES.iter().position(|f| f.kinds.iter().any(|(k, _)| *k == kind));
        let size = |family: &Family| -> usize {
            family.kinds.iter().map(|(kind, _)| by_kind.get(kind).copied().unwrap_or(0)).sum()
        };
        let mut shared: BTreeMap<String, Vec<Ix>> = BTreeMap::new();
        for (rank, ix) in list {
            let Some(element) = self.architecture.elements.get(*ix) else { continue };
            let kind = element.kind.name;
            let own = element.here() && element.frame.is_none();
            let family = family_of(kind).filter(|at| own && FAMILIES.get(*at).is_some_and(|f| size(f) > 1));
            let many = own && list.len() > MANY && by_kind.get(kind).copied().unwrap_or(0) > 2;
            let key = match family {
                Some(at) => FAMILIES.get(at).map(|family| format!("{}/all", family.symbol)),
                None if many => Some(format!("{kind}/all")),
                None => None,
            };
            match key {
                None => out.push((*rank, self.piece(*ix, element))),
                Some(key) => {
                    alias.insert(element.id.to_string(), key.clone());
                    let members = shared.entry(key.clone()).or_default();
                    if members.is_empty() {
                        out.push((*rank, Piece { key, ..Piece::default() }));
                    }
                    members.push(*ix);
                }
            }
        }
        for (_, piece) in &mut out {
            if let Some(members) = shared.get(&piece.key) {
                *piece = self.together(&piece.key, members);
            }
        }
        out.into_iter().map(|(_, piece)| piece).collect()
    }

    fn together(&self, key: &str, members: &[Ix]) -> Piece {
        let elements: Vec<_> = members.iter().filter_map(|ix| self.architecture.elements.get(*ix)).collect();
        let kind = elements.first().map_or("", |element| element.kind.name);
        let family = FAMILIES.iter().find(|family| key == format!("{}/all", family.symbol));
        let spanish = usize::from(self.language == text::Language::Spanish) * 2;
        let counts: Vec<String> = family
            .map_or(&[][..], |family| family.kinds)
            .iter()
            .filter_map(|(kind, words)| {
                let count = elements.iter().filter(|element| element.is(kind)).count();
                let word = words.get(spanish + usize::from(count != 1))?;
                (count > 0).then(|| format!("{count} {word}"))
            })
            .collect();
        let title = elements.first().map_or("", |element| self.language.of(element.kind.title));
        Piece {
            key: key.to_owned(),
            subjects: elements.iter().map(|element| Subject::node(element.id.as_str())).collect(),
            symbol: family.map_or_else(|| kind.to_owned(), |family| family.symbol.to_owned()),
            name: family.map_or_else(|| title.to_owned(), |family| family.title.to_owned()),
            spec: if counts.is_empty() { format!("× {}", elements.len()) } else { counts.join(" · ") },
            price: self.sum(members),
            badge: self.worst(members),
            ..Piece::default()
        }
    }

    /// The worst finding of several elements, and how many they have together.
    pub(super) fn worst(&self, members: &[Ix]) -> Option<(Severity, usize)> {
        let elements = members.iter().filter_map(|ix| self.architecture.elements.get(*ix));
        elements
            .filter_map(|element| self.annotations.findings.get(element.id.as_str()))
            .copied()
            .reduce(|all, one| (all.0.max(one.0), all.1 + one.1))
    }

    /// The prices of several elements together, as written.
    pub(super) fn sum(&self, members: &[Ix]) -> String {
        let mut total = Decimal::ZERO;
        let mut priced = false;
        for ix in members {
            let Some(element) = self.architecture.elements.get(*ix) else { continue };
            if let Some(amount) = self.annotations.amounts.get(element.id.as_str()) {
                total += amount;
                priced = true;
            }
        }
        if priced { self.amount(total) } else { String::new() }
    }
}
