//! Ways to pay for what runs in the environment shown: side by side, and chosen.

use engine::{
    Command, Decimal, Id,
    design::{
        Payment,
        payment::{Term, Upfront},
    },
    services::kinds::{auto_scaling_group, ec2_instance, eks_node_group, eks_workers},
};

use crate::{editor::Editor, shelf::symbol};

/// Kinds whose machines are EC2's.
const ON_EC2: [&str; 4] =
    [ec2_instance::KIND, auto_scaling_group::KIND, eks_node_group::KIND, eks_workers::KIND];

/// An element that can be paid for in several ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Payable {
    pub node: Id,
    pub name: String,
    pub symbol: &'static str,
    pub ways: Vec<PaymentWay>,
    /// Whether its machines can run on Spot.
    pub spot: bool,
}

/// A way to pay for an element.
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentWay {
    pub payment: Option<Payment>,
    pub words: String,
    /// Typical dollars a month, a fee spread over its term.
    pub monthly: Decimal,
    /// Less than on demand by so much.
    pub saved: Decimal,
    pub upfront: Decimal,
    /// Months until the fee is earned back.
    pub break_even: Option<Decimal>,
    pub chosen: bool,
}

impl Editor {
    /// What can be paid for in several ways in the environment shown: of what is selected, or all of it where nothing
    /// of that can.
    pub fn payables(&mut self) -> Vec<Payable> {
        let Some(environment) = self.environment().cloned() else { return Vec::new() };
        let mut nodes = self.session.payable(environment.as_str()).unwrap_or_default();
        if nodes.iter().any(|node| self.selection().contains(node)) {
            nodes.retain(|node| self.selection().contains(node));
        }
        let mut all = Vec::new();
        for node in nodes {
            let ways = self.session.ways_to_pay(environment.as_str(), &node).unwrap_or_default();
            let on_demand = ways.first().map(|way| way.monthly).unwrap_or_default();
            let ways: Vec<PaymentWay> = ways
                .into_iter()
                .map(|way| PaymentWay {
                    words: self.payment_words(way.payment.as_ref()),
                    saved: on_demand - way.monthly,
                    monthly: way.monthly,
                    upfront: way.upfront,
                    break_even: way.break_even,
                    chosen: way.chosen,
                    payment: way.payment,
                })
                .collect();
            if !ways.is_empty() {
                let kind = self.document().nodes.get(&node).map_or("", |node| &node.kind);
                let (spot, symbol) = (ON_EC2.contains(&kind), symbol(kind));
                all.push(Payable { name: self.name_of(&node), symbol, spot, node, ways });
            }
        }
        all
    }

    /// Pays for an element in another way from now on.
    ///
    /// # Errors
    /// The edit is refused.
    pub fn pay(&mut self, node: &Id, payment: Option<Payment>) -> Result<(), String> {
        let Some(environment) = self.environment().cloned() else { return Ok(()) };
        let label = format!("{}: {}", self.name_of(node), self.payment_words(payment.as_ref()));
        self.edit(label, Command::SetPayment { id: node.clone(), environment, payment })
            .map_err(|refusal| self.why(&refusal))
    }

    fn payment_words(&self, payment: Option<&Payment>) -> String {
        match payment {
            None => self.say("On demand", "Bajo demanda").to_owned(),
            Some(Payment::Reserved { term, upfront }) => {
                let term = match term {
                    Term::One => self.say("1 year", "1 año"),
                    Term::Three => self.say("3 years", "3 años"),
                };
                let upfront = match upfront {
                    Upfront::No => self.say("nothing upfront", "nada por adelantado"),
                    Upfront::Partial => self.say("part upfront", "parte por adelantado"),
                    Upfront::All => self.say("all upfront", "todo por adelantado"),
                };
                let values = [term.to_owned(), upfront.to_owned()];
                self.tell("Reserved {0}, {1}", "Reservado {0}, {1}", values)
            }
            Some(Payment::SavingsPlan { discount_percent }) => self.tell(
                "Savings plan, {0} % off",
                "Savings plan, {0} % menos",
                [discount_percent.to_string()],
            ),
            Some(Payment::Spot { share_percent, discount_percent }) => self.tell(
                "{0} % on Spot at {1} % off",
                "{0} % en Spot con {1} % menos",
                [share_percent.to_string(), discount_percent.to_string()],
            ),
        }
    }
}
