//! Exchange rates, the budget of an environment, and how prices are offered.

use serde_json::Number;

use super::{Check, form};
use crate::{
    Id, Logo, Payment, colour,
    problem::{Fault, Path},
    read::fields::wrong,
};

/// No rate and no budget is larger; keeps amounts within decimal range.
const MOST: f64 = 1e12;
/// Letters of a line, and of a paragraph: what is longer is a document of its own.
const LINE: usize = 200;
const PARAGRAPH: usize = 2000;
/// Sentences of what is not included.
const MOST_EXCLUSIONS: usize = 50;

impl Check<'_> {
    pub(crate) fn rate(&self, id: &Id) {
        let Some(rate) = self.document.rates.get(id) else { return };
        let root = Path::Root.key("rates");
        let path = root.key(id.as_str());
        let code = id.as_str();
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_lowercase()) || code == "usd" {
            self.problems
                .push(&path, wrong("the ISO 4217 code of another currency, such as clp", &code.into()));
        }
        self.positive(&rate.per_usd, "units of the currency for one US dollar, over 0", &path.key("per_usd"));
        if !form::is_day(&rate.date) {
            self.problems
                .push(&path.key("date"), wrong("a day such as 2026-11-20", &rate.date.as_str().into()));
        }
        if rate.source.trim().is_empty() {
            self.problems.push(&path.key("source"), wrong("who quoted it", &rate.source.as_str().into()));
        }
    }

    pub(crate) fn budget(&self, id: &Id) {
        let Some(environment) = self.document.environments.get(id) else { return };
        let environments = Path::Root.key("environments");
        let path = environments.key(id.as_str());
        if let Some(budget) = &environment.budget_usd {
            self.positive(budget, "US dollars a month, over 0", &path.key("budget_usd"));
        }
    }

    pub(crate) fn payments(&self, id: &Id) {
        let Some(environment) = self.document.environments.get(id) else { return };
        let environments = Path::Root.key("environments");
        let path = environments.key(id.as_str());
        let path = path.key("payments");
        for (element, payment) in &environment.payments {
            let path = path.key(element.as_str());
            self.known_node(element, &path);
            let percents = match payment {
                Payment::Reserved { .. } => Vec::new(),
                Payment::SavingsPlan { discount_percent } => vec![("discount_percent", discount_percent)],
                Payment::Spot { share_percent, discount_percent } => {
                    vec![("share_percent", share_percent), ("discount_percent", discount_percent)]
                }
            };
            for (name, percent) in percents {
                self.percent(percent, &path.key(name));
            }
        }
    }

    pub(crate) fn proposal(&self) {
        let Some(proposal) = &self.document.proposal else { return };
        let path = Path::Root.key("proposal");
        if let Some(currency) = proposal.currency.as_ref().filter(|id| !self.document.rates.contains_key(*id))
        {
            let nearest =
                self.problems.nearest(currency.as_str(), self.document.rates.keys().map(Id::as_str));
            let fault =
                Fault::Dangling { what: "rate for the currency", found: currency.to_string(), nearest };
            self.problems.push(&path.key("currency"), fault);
        }
        for (name, text, most) in [
            ("company", &proposal.company, LINE),
            ("client", &proposal.client, LINE),
            ("contact", &proposal.contact, LINE),
            ("introduction", &proposal.introduction, PARAGRAPH),
        ] {
            if let Some(text) = text {
                self.said(text, most, &path.key(name));
            }
        }
        for (at, text) in proposal.exclusions.iter().enumerate() {
            self.said(text, PARAGRAPH, &path.key("exclusions").index(at));
        }
        if proposal.exclusions.len() > MOST_EXCLUSIONS {
            let expected = format!("at most {MOST_EXCLUSIONS} sentences");
            self.problems
                .push(&path.key("exclusions"), wrong(&expected, &serde_json::Value::Array(Vec::new())));
        }
        for (name, stated) in [("colour", &proposal.colour), ("accent", &proposal.accent)] {
            if let Some(text) = stated.as_ref().filter(|text| colour(text).is_none()) {
                self.problems.push(&path.key(name), wrong("a colour such as #1a5fb4", &text.as_str().into()));
            }
        }
        if let Some(Err(error)) = proposal.logo.as_deref().map(Logo::parse) {
            self.problems.push(&path.key("logo"), Fault::Logo(error));
        }
        if let Some(tax) = &proposal.tax {
            let path = path.key("tax");
            if tax.name.trim().is_empty() {
                self.problems.push(&path.key("name"), wrong("its name, e.g. IVA", &tax.name.as_str().into()));
            }
            self.percent(&tax.percent, &path.key("percent"));
        }
        if let Some(days) = proposal.valid_days.filter(|days| !(1..=365).contains(days)) {
            self.problems.push(&path.key("valid_days"), wrong("days from 1 to 365", &days.into()));
        }
    }

    /// A text that says something, in at most so many letters.
    fn said(&self, text: &str, most: usize, path: &Path<'_>) {
        if text.trim().is_empty() || text.chars().count() > most {
            self.problems.push(path, wrong(&format!("a text of 1 to {most} letters"), &text.into()));
        }
    }

    fn percent(&self, number: &Number, path: &Path<'_>) {
        let fits = number.as_f64().is_some_and(|percent| (0.0..=100.0).contains(&percent));
        if !fits {
            self.problems.push(path, wrong("per cent from 0 to 100", &number.clone().into()));
        }
    }

    fn positive(&self, number: &Number, expected: &str, path: &Path<'_>) {
        let fits = number.as_f64().is_some_and(|number| number > 0.0 && number <= MOST);
        if !fits {
            self.problems.push(path, wrong(expected, &number.clone().into()));
        }
    }
}
