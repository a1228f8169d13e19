//! Volumes, frames and suppressions.

use serde_json::Number;

use super::{Check, form, node::described};
use crate::{
    Id, Quantity, UsageField, connection_usage,
    problem::{Fault, Path},
    read::fields::wrong,
};

/// No volume of a design is larger; keeps prices within decimal range.
const MOST: f64 = 1e15;
/// Frames lie within this distance of the origin, so that sums of coordinates never overflow.
const FARTHEST: i32 = 1_000_000;

impl Check<'_> {
    /// The volumes of an element in the base.
    pub(crate) fn usage(&self, element: &Id) {
        let Some(volumes) = self.document.usage.get(element) else { return };
        let root = Path::Root.key("usage");
        let path = root.key(element.as_str());
        if self.element(element, &path) {
            for (name, quantity) in volumes {
                self.volume(element, name, Some(quantity), &path);
            }
        }
    }

    /// The volumes of an element as an environment changes them.
    pub(crate) fn usage_overlay(&self, id: &Id, element: &Id) {
        let environment = self.document.environments.get(id);
        let Some(volumes) = environment.and_then(|environment| environment.usage.get(element)) else {
            return;
        };
        let environments = Path::Root.key("environments");
        let environment = environments.key(id.as_str());
        let usage = environment.key("usage");
        let path = usage.key(element.as_str());
        if self.element(element, &path) {
            for (name, quantity) in volumes {
                self.volume(element, name, quantity.as_ref(), &path);
            }
        }
    }

    fn volume(&self, element: &Id, name: &str, quantity: Option<&Quantity>, path: &Path<'_>) {
        let path = path.key(name);
        let declared: Option<(&str, &[UsageField])> = match self.document.connections.get(element) {
            Some(connection) => Some((described(connection.kind), connection_usage(connection.kind))),
            None => self.kind_of(element.as_str()).map(|kind| (kind.name, kind.usage)),
        };
        if let Some((kind, fields)) = declared
            && !fields.iter().any(|field| field.name == name)
        {
            let nearest = self.problems.nearest(name, fields.iter().map(|field| field.name));
            let known = fields.iter().map(|field| field.name.to_owned()).collect();
            return self.problems.push(&path, Fault::UnknownUsage { kind: kind.to_owned(), nearest, known });
        }
        if let Some(quantity) = quantity {
            self.quantity(quantity, &path);
        }
    }

    /// A number, or three in order.
    pub(super) fn quantity(&self, quantity: &Quantity, path: &Path<'_>) {
        match quantity {
            Quantity::One(number) => {
                self.amount(number, path);
            }
            Quantity::Range(range) => {
                let low = self.amount(&range.low, &path.key("low"));
                let typical = self.amount(&range.typical, &path.key("typical"));
                let high = self.amount(&range.high, &path.key("high"));
                if let (Some(low), Some(typical), Some(high)) = (low, typical, high)
                    && !(low <= typical && typical <= high)
                {
                    let expected = "low ≤ typical ≤ high".to_owned();
                    let found = format!("{low}, {typical}, {high}");
                    self.problems.push(path, Fault::Expected { expected, found, nearest: None });
                }
            }
        }
    }

    fn amount(&self, number: &Number, path: &Path<'_>) -> Option<f64> {
        let amount = number.as_f64().filter(|amount| (0.0..=MOST).contains(amount));
        if amount.is_none() {
            self.problems.push(path, wrong("a number from 0 to 1000000000000000", &number.clone().into()));
        }
        amount
    }

    /// The frame of a placed element.
    pub(crate) fn frame(&self, element: &Id) {
        let Some(frame) = self.document.layout.get(element) else { return };
        let root = Path::Root.key("layout");
        let path = root.key(element.as_str());
        self.element(element, &path);
        let near = |number: i32| (-FARTHEST..=FARTHEST).contains(&number);
        let sized = |number: i32| (1..=FARTHEST).contains(&number);
        if !(near(frame.0) && near(frame.1) && sized(frame.2) && sized(frame.3)) {
            let expected = format!("[x, y, width, height] within ±{FARTHEST}, width and height at least 1");
            let found = format!("[{}, {}, {}, {}]", frame.0, frame.1, frame.2, frame.3);
            self.problems.push(&path, Fault::Expected { expected, found, nearest: None });
        }
    }

    /// An accepted finding: its node, environments, reason and last day.
    pub(crate) fn suppression(&self, id: &Id) {
        let Some(suppression) = self.document.suppressions.get(id) else { return };
        let root = Path::Root.key("suppressions");
        let path = root.key(id.as_str());
        self.known_node(&suppression.node, &path.key("node"));
        if let Some(named) = &suppression.environments {
            self.known_environments(named, &path.key("environments"));
        }
        for (name, text, expected) in [
            ("rule", &suppression.rule, "the id of a rule"),
            ("reason", &suppression.reason, "why the finding is accepted"),
        ] {
            if text.trim().is_empty() {
                self.problems.push(&path.key(name), wrong(expected, &text.as_str().into()));
            }
        }
        if !form::is_day(&suppression.until) {
            let fault = wrong("a day such as 2027-12-31", &suppression.until.as_str().into());
            self.problems.push(&path.key("until"), fault);
        }
    }
}
