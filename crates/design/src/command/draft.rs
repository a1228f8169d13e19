//! A document while a command runs: every write is recorded, so that it can be taken back.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::{Command, Refusal, Section, recheck};
use crate::{
    Answer, Catalogue, Connection, Document, Expectation, Frame, Id, Map, Node, Payment, Problem, Proposal,
    Quantity, Rate, RuleSet, Suppression, Tax, Workload,
    delta::{Delta, Settings, Swap, Swaps, join, set_settings},
    document::QuantityRange,
    problem::{Fault, Problems},
    read::tree::exact_number,
    rule_set::set_and_rule,
};

/// Batches within batches.
const BATCH_DEPTH: usize = 16;
/// Nesting of one value, below what loading reads.
const VALUE_DEPTH: usize = 100;

pub(super) struct Draft<'a> {
    pub(super) document: &'a mut Document,
    pub(super) catalogue: &'a dyn Catalogue,
    delta: Delta,
}

impl<'a> Draft<'a> {
    pub(super) fn new(document: &'a mut Document, catalogue: &'a dyn Catalogue) -> Draft<'a> {
        Draft { document, catalogue, delta: Delta::default() }
    }

    pub(super) fn into_delta(self) -> Delta {
        // Joining drops what ended as it began.
        Delta::default().then(self.delta)
    }

    pub(super) fn roll_back(self) {
        // The delta was recorded on this very document, so its inverse fits.
        let _ = self.delta.inverse().apply(self.document);
    }

    pub(super) fn verify(&self) -> Result<(), Refusal> {
        let problems = Problems::default();
        recheck::recheck(&self.delta, self.document, self.catalogue, &problems);
        let problems = problems.into_list();
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Unsound { problems }) }
    }

    pub(super) fn run(&mut self, command: Command, depth: usize) -> Result<(), Refusal> {
        match command {
            Command::AddNode { id, node } => self.add_node(id, node),
            Command::RemoveNode { id } => self.remove_node(&id),
            Command::Rename { id, to } => self.rename(&id, &to),
            Command::SetName { id, name } => self.set_name(&id, name),
            Command::Reparent { id, parent } => self.change_node(&id, |node| node.parent = parent),
            Command::SetProperty { id, environment, path, value } => {
                let value = writable(value)?;
                match environment {
                    Some(environment) => self.set_override(&id, &environment, &path, value),
                    None => self.change_properties(&id, &path, Some(value)),
                }
            }
            Command::UnsetProperty { id, environment, path } => match environment {
                Some(environment) => self.unset_override(&id, &environment, &path),
                None => self.change_properties(&id, &path, None),
            },
            Command::SetPresent { id, environment, present } => self.set_present(&id, &environment, present),
            Command::SetIn { id, environments } => {
                self.change_node(&id, |node| node.environments = environments)
            }
            Command::SetRegion { id, region } => self.change_node(&id, |node| node.region = region),
            Command::AddConnection { id, connection } => self.add_connection(id, connection),
            Command::RemoveConnection { id } => self.remove_connection(&id),
            Command::Retarget { id, from, to } => self.retarget(&id, from, to),
            Command::SetUsage { id, environment, name, quantity } => {
                let quantity = quantity.map(exact_quantity).transpose()?;
                self.change_usage(&id, environment.as_ref(), name, Some(quantity))
            }
            Command::UnsetUsage { id, environment, name } => {
                self.change_usage(&id, environment.as_ref(), name, None)
            }
            Command::SetFrame { id, frame } => {
                self.put_frame(&id, Some(frame));
                Ok(())
            }
            Command::ClearFrame { id } => {
                self.put_frame(&id, None);
                Ok(())
            }
            Command::AddEnvironment { id, environment } => self.add_environment(id, environment),
            Command::RemoveEnvironment { id } => self.remove_environment(&id),
            Command::ChangeEnvironment { id, settings } => self.change_environment(&id, settings),
            Command::SetPayment { id, environment, payment } => self.set_payment(&id, &environment, payment),
            Command::Suppress { id, suppression } => {
                self.put_suppression(&id, Some(suppression));
                Ok(())
            }
            Command::Unsuppress { id } => match self.document.suppressions.contains_key(&id) {
                true => {
                    self.put_suppression(&id, None);
                    Ok(())
                }
                false => Err(Refusal::Unknown { what: "suppression", id: id.to_string() }),
            },
            Command::Answer { id, answer } => {
                self.put_answer(&id, Some(answer));
                Ok(())
            }
            Command::WithdrawAnswer { id } => match self.document.answers.contains_key(&id) {
                true => {
                    self.put_answer(&id, None);
                    Ok(())
                }
                false => Err(Refusal::Unknown { what: "answer", id: id.to_string() }),
            },
            Command::Expect { id, expectation } => {
                self.put_expectation(&id, Some(expectation));
                Ok(())
            }
            Command::WithdrawExpectation { id } => match self.document.expectations.contains_key(&id) {
                true => {
                    self.put_expectation(&id, None);
                    Ok(())
                }
                false => Err(Refusal::Unknown { what: "expectation", id: id.to_string() }),
            },
            Command::SetRuleSet { id, rule_set } => {
                self.put_rule_set(&id, Some(rule_set));
                Ok(())
            }
            Command::RemoveRuleSet { id } => self.remove_rule_set(&id),
            Command::SetRate { id, rate } => {
                self.put_rate(&id, Some(Rate { per_usd: exact(rate.per_usd)?, ..rate }));
                Ok(())
            }
            Command::RemoveRate { id } => self.remove_rate(&id),
            Command::SetProposal { proposal } => {
                let exactly = |tax: Tax| Ok(Tax { percent: exact(tax.percent)?, ..tax });
                let proposal = match proposal {
                    Some(proposal) => {
                        let tax = proposal.tax.clone().map(exactly).transpose()?;
                        Some(Proposal { tax, ..proposal })
                    }
                    None => None,
                };
                self.put_proposal(proposal);
                Ok(())
            }
            Command::SetDocumentName { name } => {
                let before = std::mem::replace(&mut self.document.name, name.clone());
                let swap = Swap { before: Some(before), after: Some(name) };
                self.delta =
                    std::mem::take(&mut self.delta).then(Delta { name: Some(swap), ..Delta::default() });
                Ok(())
            }
            Command::SetEntry { section, key, value } => {
                let value = writable(value)?;
                self.put_entry(section, key, Some(value));
                Ok(())
            }
            Command::UnsetEntry { section, key } => self.unset_entry(section, key),
            Command::ReplacePart { id, part, node } => {
                self.add_node(id, Node { replaces: Some(part), ..node })
            }
            Command::DeriveAgain { id } => self.derive_again(&id),
            Command::Batch { .. } if depth >= BATCH_DEPTH => Err(Refusal::TooDeep { limit: BATCH_DEPTH }),
            Command::Batch { commands } => {
                commands.into_iter().try_for_each(|command| self.run(command, depth + 1))
            }
        }
    }

    pub(super) fn put_node(&mut self, id: &Id, node: Option<Node>) {
        put(&mut self.document.nodes, &mut self.delta.nodes, id, node);
    }

    pub(super) fn put_connection(&mut self, id: &Id, connection: Option<Connection>) {
        put(&mut self.document.connections, &mut self.delta.connections, id, connection);
    }

    pub(super) fn put_frame(&mut self, id: &Id, frame: Option<Frame>) {
        put(&mut self.document.layout, &mut self.delta.layout, id, frame);
    }

    pub(super) fn put_usage(&mut self, id: &Id, usage: Option<BTreeMap<String, Quantity>>) {
        put(&mut self.document.usage, &mut self.delta.usage, id, usage);
    }

    pub(super) fn put_suppression(&mut self, id: &Id, suppression: Option<Suppression>) {
        put(&mut self.document.suppressions, &mut self.delta.suppressions, id, suppression);
    }

    pub(super) fn put_answer(&mut self, id: &Id, answer: Option<Answer>) {
        put(&mut self.document.answers, &mut self.delta.answers, id, answer);
    }

    pub(super) fn put_expectation(&mut self, id: &Id, expectation: Option<Expectation>) {
        put(&mut self.document.expectations, &mut self.delta.expectations, id, expectation);
    }

    fn put_rule_set(&mut self, id: &Id, rule_set: Option<RuleSet>) {
        put(&mut self.document.organisation_rules, &mut self.delta.organisation_rules, id, rule_set);
    }

    fn remove_rule_set(&mut self, id: &Id) -> Result<(), Refusal> {
        if !self.document.organisation_rules.contains_key(id) {
            return Err(Refusal::Unknown { what: "rule set", id: id.to_string() });
        }
        let of_it = |suppression: &Suppression| {
            set_and_rule(&suppression.rule).is_some_and(|(set, _)| id.as_str() == set)
        };
        let accepted: Vec<Id> = self
            .document
            .suppressions
            .iter()
            .filter(|(_, suppression)| of_it(suppression))
            .map(|(key, _)| key.clone())
            .collect();
        accepted.iter().for_each(|key| self.put_suppression(key, None));
        self.put_rule_set(id, None);
        Ok(())
    }

    fn put_rate(&mut self, id: &Id, rate: Option<Rate>) {
        put(&mut self.document.rates, &mut self.delta.rates, id, rate);
    }

    fn remove_rate(&mut self, id: &Id) -> Result<(), Refusal> {
        if !self.document.rates.contains_key(id) {
            return Err(Refusal::Unknown { what: "rate for the currency", id: id.to_string() });
        }
        self.put_rate(id, None);
        if let Some(proposal) = self.document.proposal.clone().filter(|one| one.currency.as_ref() == Some(id))
        {
            self.put_proposal(Some(Proposal { currency: None, ..proposal }));
        }
        Ok(())
    }

    fn put_proposal(&mut self, after: Option<Proposal>) {
        let before = std::mem::replace(&mut self.document.proposal, after.clone());
        let swap = Some(Swap { before, after });
        self.delta = std::mem::take(&mut self.delta).then(Delta { proposal: swap, ..Delta::default() });
    }

    pub(super) fn put_override(&mut self, environment: &Id, id: &Id, patch: Option<Value>) {
        if let Some(overlay) = self.document.environments.get_mut(environment) {
            let swaps = self.delta.overrides.entry(environment.clone()).or_default();
            put(&mut overlay.overrides, swaps, id, patch);
        }
    }

    pub(super) fn put_environment_usage(
        &mut self,
        environment: &Id,
        id: &Id,
        usage: Option<BTreeMap<String, Option<Quantity>>>,
    ) {
        if let Some(overlay) = self.document.environments.get_mut(environment) {
            let swaps = self.delta.environment_usage.entry(environment.clone()).or_default();
            put(&mut overlay.usage, swaps, id, usage);
        }
    }

    pub(super) fn put_payment(&mut self, environment: &Id, id: &Id, payment: Option<Payment>) {
        let Some(found) = self.document.environments.get(environment) else { return };
        if found.payments.get(id) == payment.as_ref() {
            return;
        }
        let mut settings = Settings::of(found);
        match payment {
            Some(payment) => settings.payments.insert(id.clone(), payment),
            None => settings.payments.remove(id),
        };
        self.put_settings(environment, Some(settings));
    }

    /// Settings of an environment; `None` removes it, which its overlays must have left before.
    pub(super) fn put_settings(&mut self, id: &Id, after: Option<Settings>) {
        let before = self.document.environments.get(id).map(Settings::of);
        match after.clone() {
            Some(settings) => set_settings(self.document, id, settings),
            None => {
                self.document.environments.remove(id);
            }
        }
        join(&mut self.delta.environments, BTreeMap::from([(id.clone(), Swap { before, after })]));
    }

    pub(super) fn put_entry(&mut self, section: Section, key: String, after: Option<Value>) {
        let map = section.of_mut(self.document);
        let before = match after.clone() {
            Some(value) => map.insert(key.clone(), value),
            None => map.remove(&key),
        };
        let swaps = self.delta.entries.entry(section).or_default();
        join(swaps, BTreeMap::from([(key, Swap { before, after })]));
    }
}

fn put<T: Clone + PartialEq>(map: &mut BTreeMap<Id, T>, swaps: &mut Swaps<Id, T>, id: &Id, after: Option<T>) {
    let before = match after.clone() {
        Some(value) => map.insert(id.clone(), value),
        None => map.remove(id),
    };
    join(swaps, BTreeMap::from([(id.clone(), Swap { before, after })]));
}

/// A value as loading would read it back: whole numbers are integers, nothing is too large or too deep.
pub(super) fn writable(value: Value) -> Result<Value, Refusal> {
    exact_value(value, VALUE_DEPTH)
}

/// Properties as loading would read them back.
pub(super) fn writable_map(map: Map) -> Result<Map, Refusal> {
    map.into_iter().map(|(key, value)| Ok((key, exact_value(value, VALUE_DEPTH)?))).collect()
}

fn exact_value(value: Value, depth: usize) -> Result<Value, Refusal> {
    let Some(below) = depth.checked_sub(1) else {
        return Err(unfit(Fault::Expected {
            expected: format!("at most {VALUE_DEPTH} levels of nesting"),
            found: "more".to_owned(),
            nearest: None,
        }));
    };
    Ok(match value {
        Value::Number(number) => Value::Number(exact(number)?),
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| exact_value(item, below)).collect::<Result<_, _>>()?)
        }
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| Ok((key, exact_value(value, below)?)))
                .collect::<Result<_, Refusal>>()?,
        ),
        plain => plain,
    })
}

fn exact(number: Number) -> Result<Number, Refusal> {
    if !number.is_f64() {
        return Ok(number);
    }
    number
        .as_f64()
        .and_then(exact_number)
        .ok_or_else(|| unfit(Fault::NumberTooLarge { found: number.to_string() }))
}

/// A quantity as loading would read it back.
pub(super) fn exact_quantity(quantity: Quantity) -> Result<Quantity, Refusal> {
    Ok(match quantity {
        Quantity::One(number) => Quantity::One(exact(number)?),
        Quantity::Range(range) => Quantity::Range(QuantityRange {
            low: exact(range.low)?,
            typical: exact(range.typical)?,
            high: exact(range.high)?,
        }),
    })
}

/// Settings of an environment as loading would read them back.
pub(super) fn exact_settings(settings: Settings) -> Result<Settings, Refusal> {
    let budget_usd = settings.budget_usd.map(exact).transpose()?;
    let payments = settings.payments.into_iter().map(|(id, payment)| Ok((id, exact_payment(payment)?)));
    let payments = payments.collect::<Result<_, Refusal>>()?;
    let Some(workload) = settings.workload else { return Ok(Settings { budget_usd, payments, ..settings }) };
    let quantity = |quantity: Option<Quantity>| quantity.map(exact_quantity).transpose();
    let number = |number: Option<Number>| number.map(exact).transpose();
    let workload = Workload {
        requests_per_second: quantity(workload.requests_per_second)?,
        response_kib: quantity(workload.response_kib)?,
        request_kib: quantity(workload.request_kib)?,
        storage_gib: quantity(workload.storage_gib)?,
        growth_percent_per_year: number(workload.growth_percent_per_year)?,
        headroom_percent: number(workload.headroom_percent)?,
        ..workload
    };
    Ok(Settings { workload: Some(workload), budget_usd, payments, ..settings })
}

pub(super) fn exact_payment(payment: Payment) -> Result<Payment, Refusal> {
    Ok(match payment {
        Payment::Reserved { .. } => payment,
        Payment::SavingsPlan { discount_percent } => {
            Payment::SavingsPlan { discount_percent: exact(discount_percent)? }
        }
        Payment::Spot { share_percent, discount_percent } => {
            Payment::Spot { share_percent: exact(share_percent)?, discount_percent: exact(discount_percent)? }
        }
    })
}

fn unfit(fault: Fault) -> Refusal {
    Refusal::Unsound { problems: vec![Problem { path: String::new(), fault }] }
}
