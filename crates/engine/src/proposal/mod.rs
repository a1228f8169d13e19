//! What is offered to a client: the environments of a design with what stands in them and what they cost, what that
//! rests on, and what it does not include. The same content for every form it is written in.

mod beside;
mod fit;
mod form;
mod scope;
mod stated;
mod words;
mod workings;

use std::collections::BTreeMap;

use architecture::{Architecture, Ix};
use design::{Id, Payment, Proposal, Tier, canonical};
use pricing::{Band, Estimate};
use rust_decimal::Decimal;
use services::workload::Load;
use text::{Format, Language, calendar};
use thiserror::Error;

use crate::{
    Against, Assumed, CompareError, Compared, Currency, CurrencyError, EngineError, MatrixRow, Origin, Per,
    Session, Tax, Years, matrix, well_architected::tier_words,
};

pub use crate::cost::unit_of;
pub use beside::MonthBeside;
pub use form::{Factor, Form, Sum, Term};
pub use pricing::Line;
pub use scope::{Container, Standing};
pub use stated::{Misstated, restate, state, stated};
pub use words::{ProposalWords, payment_words, unit_words};
pub use workings::{Driven, Volume, Workings};

/// Days for which a proposal holds that does not say so.
pub const VALID_DAYS: u16 = 30;

#[derive(Debug, PartialEq, Error)]
pub enum ProposalError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Currency(#[from] CurrencyError),
    #[error(transparent)]
    Compare(#[from] CompareError),
    #[error("the design has no environment, so there is nothing to offer; add one")]
    Nothing,
}

/// A proposal with everything in it.
#[derive(Debug, Clone)]
pub struct ProposalReport {
    pub language: Language,
    pub design: Id,
    pub name: String,
    /// Hash of the document.
    pub version: String,
    /// `YYYY-MM-DD`, as the two below.
    pub date: String,
    pub valid_until: String,
    /// The day of the price book's newest prices.
    pub as_of: String,
    pub digest: String,
    /// How it is offered: company, colours, exclusions.
    pub stated: Proposal,
    /// Beside US dollars.
    pub currency: Option<Currency>,
    pub tax: Option<Tax>,
    pub environments: Vec<Offered>,
    /// What stands in them, by container.
    pub scope: Vec<Container>,
    /// Connections by their ends: `Workers → Orders database`.
    pub connections: BTreeMap<String, String>,
    /// What else it is compared with.
    pub compared: Option<Compared>,
}

/// An environment as it is offered.
#[derive(Debug, Clone)]
pub struct Offered {
    pub id: Id,
    pub tier: Tier,
    pub region: String,
    pub estimate: Estimate,
    pub years: Years,
    pub assumed: Vec<Assumed>,
    /// Elements that are not paid on demand, by their names.
    pub payments: Vec<(String, Payment)>,
    /// US dollars a month at most.
    pub budget: Option<Decimal>,
    /// What its workload comes to a month, where one is stated.
    pub load: Option<Load>,
}

/// What one service or element costs a month in each environment; `None` where it costs nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub label: String,
    pub monthly: Vec<Option<Band>>,
}

/// A sum that is shown of each environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    pub label: String,
    /// US dollars, one for each environment.
    pub amounts: Vec<Decimal>,
    /// Whether it is one to look at first.
    pub strong: bool,
}

impl Session<'_> {
    /// What is offered of the environments, or of the one named; amounts also in a currency by its code, else in the one
    /// that the design's proposal states; beside something else, where that is asked for.
    ///
    /// # Errors
    /// There is no such environment, no rate for the currency, or it cannot be compared so.
    pub fn proposal(
        &mut self,
        only: Option<&str>,
        currency: Option<&str>,
        against: Option<&Against>,
        language: Language,
    ) -> Result<ProposalReport, ProposalError> {
        let stated = self.document().proposal.clone().unwrap_or_default();
        let code = currency.or(stated.currency.as_ref().map(Id::as_str));
        let currency = code.map(|code| crate::currency(self.document(), code)).transpose()?;
        let ids: Vec<String> = match only {
            Some(id) => vec![id.to_owned()],
            None => self.document().environments.keys().map(Id::to_string).collect(),
        };
        if ids.is_empty() {
            return Err(ProposalError::Nothing);
        }
        let mut environments = Vec::with_capacity(ids.len());
        let mut architectures = Vec::with_capacity(ids.len());
        for id in &ids {
            environments.push(self.offered(id)?);
            architectures.push(self.shared_architecture(id)?);
        }
        let of: Vec<Id> = environments.iter().map(|one| one.id.clone()).collect();
        let compared = against.map(|against| self.all_compared(&of, against, language)).transpose()?;
        let document = self.document();
        let date = self.today().to_owned();
        let days = stated.valid_days.unwrap_or(VALID_DAYS);
        Ok(ProposalReport {
            language,
            design: document.id.clone(),
            name: document.name.clone(),
            version: canonical::hash(document),
            valid_until: calendar::later(&date, days).unwrap_or_else(|| date.clone()),
            date,
            as_of: self.book().as_of().to_owned(),
            digest: self.book().digest().to_owned(),
            // Dollars beside dollars say nothing.
            currency: currency.filter(|currency| currency.quoted.is_some()),
            tax: stated.tax.as_ref().map(Tax::of),
            scope: scope::containers(&architectures, language),
            connections: architectures.iter().flat_map(|one| ends(one)).collect(),
            stated,
            environments,
            compared,
        })
    }

    fn offered(&mut self, id: &str) -> Result<Offered, EngineError> {
        let years = self.years(id)?;
        let assumed = self.rests_on(id)?;
        let estimate = self.estimate(id)?.clone();
        let architecture = self.shared_architecture(id)?;
        let own = architecture.own().map(|(_, element)| element);
        let payments =
            own.filter_map(|element| Some((element.name.to_string(), element.payment.clone()?))).collect();
        let stated = self.document().environments.get(id);
        let budget = stated.and_then(|found| found.budget_usd.as_ref()).map(services::decimal);
        let load = architecture.workload.as_ref().map(Load::of);
        Ok(Offered {
            load,
            id: architecture.environment.clone(),
            tier: architecture.tier,
            region: region(&architecture.region),
            estimate,
            years,
            assumed,
            payments,
            budget,
        })
    }

    /// What an estimate rests on, without what says nothing of it: numbers of a workload that is not stated.
    fn rests_on(&mut self, id: &str) -> Result<Vec<Assumed>, EngineError> {
        let mut assumed = self.assumed(id)?;
        let loaded = self.architecture(id)?.workload.is_some();
        assumed.retain(|one| one.node.is_some() || (loaded && one.origin != Origin::Open));
        Ok(assumed)
    }
}

/// The connections of an environment, by their ends.
fn ends(architecture: &Architecture) -> impl Iterator<Item = (String, String)> {
    let name = |ix: Ix| architecture.elements.get(ix).map_or("", |element| element.name.as_str());
    architecture
        .edges
        .iter()
        .map(move |edge| (edge.id.to_string(), format!("{} → {}", name(edge.from), name(edge.to))))
}

/// A Region with the place it is at: `sa-east-1 (São Paulo)`.
pub(crate) fn region(code: &str) -> String {
    scene::place(code).map_or_else(|| code.to_owned(), |place| format!("{code} ({place})"))
}

impl ProposalReport {
    /// The environment whose drawing says most: the first of production, else the first.
    pub fn shown(&self) -> Option<&Offered> {
        let production = self.environments.iter().find(|one| one.tier == Tier::Production);
        production.or(self.environments.first())
    }

    /// An environment with what it is for: `prod (production)`.
    pub fn label(&self, environment: &Offered) -> String {
        match self.language.of(tier_words(environment.tier)) {
            tier if tier == environment.id.as_str() => tier.to_owned(),
            tier => format!("{} ({tier})", environment.id),
        }
    }

    /// The month by AWS service, the dearest first.
    pub fn by_service(&self) -> Vec<Row> {
        self.rows(Per::Service, str::to_owned)
    }

    /// The month by element, the dearest first.
    pub fn by_element(&self) -> Vec<Row> {
        let names = self.names();
        self.rows(Per::Element, |id| names.get(id).copied().unwrap_or(id).to_owned())
    }

    /// The displayed names of what stands in the environments, and of connections.
    pub fn names(&self) -> BTreeMap<&str, &str> {
        let rows = self.scope.iter().flat_map(|container| &container.rows);
        let connections = self.connections.iter().map(|(id, ends)| (id.as_str(), ends.as_str()));
        rows.map(|row| (row.id.as_str(), row.name.as_str())).chain(connections).collect()
    }

    fn rows(&self, per: Per, label: impl Fn(&str) -> String) -> Vec<Row> {
        let estimates: Vec<&Estimate> = self.environments.iter().map(|one| &one.estimate).collect();
        let row = |row: MatrixRow| Row {
            label: label(&row.key),
            monthly: row.cells.iter().map(|cell| cell.monthly).collect(),
        };
        // what has no price is listed by itself
        matrix(&estimates, per).into_iter().filter(MatrixRow::is_priced).map(row).collect()
    }

    /// Month, year and three years of each environment, then with the tax.
    pub fn totals(&self) -> Vec<Total> {
        let say = |words| self.language.of(words).to_owned();
        let of = |label: String, strong: bool, amount: &dyn Fn(&Offered) -> Decimal| Total {
            label,
            strong,
            amounts: self.environments.iter().map(amount).collect(),
        };
        let mut totals = vec![
            of(say(ProposalWords::MONTH_LOW), false, &|one| one.estimate.monthly.low),
            of(say(ProposalWords::MONTH), true, &|one| one.estimate.monthly.typical),
            of(say(ProposalWords::MONTH_HIGH), false, &|one| one.estimate.monthly.high),
            of(say(ProposalWords::YEAR), false, &|one| one.years.yearly().typical),
            of(say(ProposalWords::THREE_YEARS), false, &|one| one.years.three_years().typical),
        ];
        if let Some(tax) = &self.tax {
            let name = tax.label(Format::new(self.language));
            let monthly = |one: &Offered| one.estimate.monthly.typical;
            totals.push(of(format!("{} ({})", name, say(ProposalWords::A_MONTH)), false, &|one| {
                tax.on(monthly(one))
            }));
            let label = format!("{} {}", say(ProposalWords::MONTH_WITH), tax.name);
            totals.push(of(label, true, &|one| monthly(one) + tax.on(monthly(one))));
        }
        totals
    }

    /// An amount of US dollars as it is written.
    pub fn money(&self, usd: Decimal) -> String {
        Format::new(self.language).dollars(usd)
    }

    /// The same in the second currency, where there is one.
    pub fn converted(&self, usd: Decimal) -> Option<String> {
        Some(self.currency.as_ref()?.shown(usd, Format::new(self.language)))
    }

    /// The second currency's rate, with who quoted it and when.
    pub fn rate(&self) -> Option<String> {
        let currency = self.currency.as_ref()?;
        let quoted = currency.quoted.as_ref()?;
        let format = Format::new(self.language);
        Some(format!(
            "1 USD = {} {} ({}, {})",
            format.quantity(currency.per_usd),
            currency.code,
            quoted.source,
            format.date(&quoted.date)
        ))
    }

    /// What is in no total though it costs something: what has no price, each with its environments.
    pub fn unpriced(&self) -> Vec<(String, String, Vec<&str>)> {
        let names = self.names();
        let mut open: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
        for environment in &self.environments {
            for entry in &environment.estimate.unpriced {
                let name = names.get(entry.node.as_str()).copied().unwrap_or(&entry.node);
                let what = format!("{name}: {}", entry.item);
                let named = open.entry((what, entry.why.clone())).or_default();
                if named.last() != Some(&environment.id.as_str()) {
                    named.push(environment.id.as_str());
                }
            }
        }
        open.into_iter().map(|((what, why), environments)| (what, why, environments)).collect()
    }

    /// How much of the typical month of all environments rests on prices that were derived or are of low confidence.
    pub fn uncertain(&self) -> Decimal {
        let lines = self.environments.iter().flat_map(|one| &one.estimate.lines);
        let low = lines.filter(|line| line.confidence == pricing::Confidence::Low);
        low.map(|line| line.monthly.typical).sum()
    }
}
