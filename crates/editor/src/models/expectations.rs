//! What a person demands of who reaches whom, and what becomes of it in each environment.

use engine::{
    Command, ExpectationReport, Id, Refusal, Status,
    design::{Demand, End, Expectation},
};

use super::Block;
use crate::{editor::Editor, ids::Ids};

/// An expectation with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Demanded {
    pub id: Id,
    pub stated: Expectation,
    /// What is demanded, as a sentence.
    pub sentence: String,
    /// The environments in which it says anything, as they are shown.
    pub environments: Vec<(Id, Status)>,
    /// The worst of them; `None` where its ends are built nowhere.
    pub status: Option<Status>,
    /// What decides there.
    pub message: String,
    /// Where to look.
    pub node: Option<Id>,
}

impl Editor {
    /// All expectations: the broken first, then what cannot be told.
    pub fn demanded(&mut self) -> Vec<Demanded> {
        let stated: Vec<(Id, Expectation)> =
            self.document().expectations.iter().map(|(id, one)| (id.clone(), one.clone())).collect();
        let judged = self.judged();
        let demanded = stated.into_iter().map(|(id, stated)| {
            let of: Vec<&(Id, ExpectationReport)> =
                judged.iter().filter(|(_, report)| report.id == id.as_str()).collect();
            // violated comes first
            let worst = of.iter().min_by_key(|(_, report)| report.status);
            let nowhere = || self.say("Its ends are not built.", "Sus extremos no se construyen.").to_owned();
            Demanded {
                sentence: engine::demand(self.document(), &stated).render(self.language),
                environments: of
                    .iter()
                    .map(|(environment, report)| (environment.clone(), report.status))
                    .collect(),
                status: worst.map(|(_, report)| report.status),
                message: worst.map_or_else(nowhere, |(_, report)| report.message.clone()),
                node: worst.and_then(|(_, report)| Id::new(report.node.as_ref()?)),
                id,
                stated,
            }
        });
        let mut demanded: Vec<Demanded> = demanded.collect();
        demanded.sort_by_key(|one| one.status.map_or((true, Status::Satisfied), |status| (false, status)));
        demanded
    }

    /// Expectations that do not hold, by environment: they stop its deployment.
    pub fn broken(&mut self) -> Vec<Block> {
        let judged = self.judged().into_iter().filter(|(_, report)| report.status == Status::Violated);
        let block = |(environment, report): (Id, ExpectationReport)| {
            let node = report.node.as_deref().and_then(Id::new);
            Block {
                environment,
                name: node.as_ref().map_or_else(String::new, |id| self.name_of(id)),
                node,
                message: format!("{}. {}", report.expected, report.message),
                property: None,
            }
        };
        judged.map(block).collect()
    }

    fn judged(&mut self) -> Vec<(Id, ExpectationReport)> {
        if self.document().expectations.is_empty() {
            return Vec::new();
        }
        let mut judged = Vec::new();
        for (environment, _) in self.environments() {
            let Ok(expected) = self.session.expectations(environment.as_str()) else { continue };
            let report = |one| (environment.clone(), ExpectationReport::new(one, self.language));
            judged.extend(expected.iter().map(report));
        }
        judged
    }

    /// States an expectation, or changes one, as one step.
    ///
    /// # Errors
    /// In words: it says nothing, names what is not there, or the design cannot be edited.
    pub fn expect(&mut self, id: Option<Id>, expectation: Expectation) -> Result<(), String> {
        if let Some(missing) = self.unsaid(&expectation) {
            return Err(missing.to_owned());
        }
        let id = id.unwrap_or_else(|| {
            let about = expectation.to.iter().chain(&expectation.from).find_map(|end| match end {
                End::Node(id) => Some(id.as_str()),
                _ => None,
            });
            let wish = format!("{}-{}", about.unwrap_or("design"), expectation.demand.word());
            Ids::new(self.document()).give(&wish)
        });
        let sentence = engine::demand(self.document(), &expectation).render(self.language);
        let label = format!("{}: {sentence}", self.say("Expect", "Esperar"));
        self.edit(label, Command::Expect { id, expectation }).map_err(|why| self.why(&why))
    }

    /// What an expectation leaves open that it must say.
    fn unsaid(&self, expectation: &Expectation) -> Option<&'static str> {
        let Expectation { demand, from, to, port, .. } = expectation;
        let undrawn = to.iter().any(|end| !matches!(end, End::Node(_)));
        if from.is_empty() && *demand != Demand::OnlyFrom {
            return Some(self.say(
                "Say who calls: an element, internet or a block.",
                "Diga quién llama: un elemento, internet o un bloque.",
            ));
        }
        if to.is_empty() {
            return Some(self.say(
                "Say what is called: an element, internet or a block.",
                "Diga a qué se llama: un elemento, internet o un bloque.",
            ));
        }
        let open = *demand == Demand::MustReach && undrawn && port.is_none();
        open.then(|| {
            self.say(
                "Give the port: only elements declare theirs.",
                "Indique el puerto: solo los elementos declaran los suyos.",
            )
        })
    }

    /// # Errors
    /// It is not there any more, or the design cannot be edited.
    pub fn expect_no_longer(&mut self, id: &Id) -> Result<(), Refusal> {
        let label = self.say("Expect no longer", "Dejar de esperar");
        self.edit(label, Command::WithdrawExpectation { id: id.clone() })
    }

    /// What a person may mean by an end: an element by its name or id, `internet`, or a block.
    ///
    /// # Errors
    /// In words: it is none of these, or several elements are called so.
    pub fn end_named(&self, text: &str) -> Result<End, String> {
        let text = text.trim();
        let nodes = &self.document().nodes;
        if let Some(end) = Id::new(text).filter(|id| nodes.contains_key(id)).map(End::Node) {
            return Ok(end);
        }
        let called = nodes.keys().filter(|id| self.name_of(id).eq_ignore_ascii_case(text));
        match called.collect::<Vec<_>>().as_slice() {
            [one] => return Ok(End::Node((*one).clone())),
            [] => {}
            [one, ..] => {
                return Err(self.tell(
                    "Several elements are called “{0}”: give the id, such as {1}.",
                    "Varios elementos se llaman «{0}»: indique el id, como {1}.",
                    [text.to_owned(), one.to_string()],
                ));
            }
        }
        let lower = text.to_ascii_lowercase();
        match End::parse(&lower) {
            Some(end @ (End::Internet | End::Block(_))) => Ok(end),
            _ => Err(self.tell(
                "“{0}” is no element, nor internet, nor a block such as 10.0.0.0/16.",
                "«{0}» no es un elemento, ni internet, ni un bloque como 10.0.0.0/16.",
                [text.to_owned()],
            )),
        }
    }

    /// An end as it is shown.
    pub fn end_words(&self, end: &End) -> String {
        match end {
            End::Node(id) => self.name_of(id),
            other => other.to_string(),
        }
    }

    /// What can be named as an end: `internet`, then each element by its id and name.
    pub fn ends(&self) -> Vec<(String, String)> {
        let internet = End::Internet.to_string();
        let nodes = self.document().nodes.keys().map(|id| (id.to_string(), self.name_of(id)));
        std::iter::once((internet.clone(), internet)).chain(nodes).collect()
    }

    /// A demand in words, between its two ends.
    pub fn demand_words(&self, demand: Demand) -> &'static str {
        match demand {
            Demand::MustReach => self.say("must reach", "debe llegar a"),
            Demand::MustNotReach => self.say("must not reach", "no debe llegar a"),
            Demand::OnlyFrom => self.say("alone may call", "es lo único que puede llamar a"),
        }
    }
}
