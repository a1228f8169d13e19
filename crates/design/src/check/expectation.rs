//! What a person demands of who reaches whom.

use super::{Check, form};
use crate::{
    Demand, End, Expectation, Id, TextForm,
    problem::{Fault, Path},
    read::fields::wrong,
};

impl Check<'_> {
    pub(crate) fn expectation(&self, id: &Id) {
        let Some(expectation) = self.document.expectations.get(id) else { return };
        let root = Path::Root.key("expectations");
        let path = root.key(id.as_str());
        for (name, ends) in [("from", &expectation.from), ("to", &expectation.to)] {
            let path = path.key(name);
            for (index, end) in ends.iter().enumerate() {
                self.end(end, &path.index(index));
                if ends.iter().take(index).any(|other| other == end) {
                    self.problems.push(&path.index(index), Fault::Repeated { found: end.to_string() });
                }
            }
        }
        self.both_ends(expectation, &path);
        if expectation.port == Some(0) {
            self.problems.push(&path.key("port"), wrong("a port from 1 to 65535", &0.into()));
        }
        let undrawn = expectation.to.iter().any(|end| !matches!(end, End::Node(_)));
        if expectation.demand == Demand::MustReach && undrawn && expectation.port.is_none() {
            let fault =
                Fault::Missing { expected: "the port that is called: only nodes declare theirs".to_owned() };
            self.problems.push(&path.key("port"), fault);
        }
        if let (Some(protocol), None) = (expectation.protocol, expectation.port) {
            let fault = Fault::Missing { expected: format!("the port that {} is of", protocol.word()) };
            self.problems.push(&path.key("port"), fault);
        }
        if let Some(reason) = expectation.reason.as_ref().filter(|reason| reason.trim().is_empty()) {
            let fault = wrong("why it matters, or no reason at all", &reason.as_str().into());
            self.problems.push(&path.key("reason"), fault);
        }
        if let Some(named) = &expectation.environments {
            self.known_environments(named, &path.key("environments"));
        }
    }

    /// One end is what it says it is.
    fn end(&self, end: &End, path: &Path<'_>) {
        match end {
            End::Internet => {}
            End::Node(id) => {
                self.known_node(id, path);
            }
            End::Block(block) => {
                if !form::fits(TextForm::Cidr, block) {
                    self.problems.push(path, wrong(&form::expects(TextForm::Cidr), &block.as_str().into()));
                }
            }
        }
    }

    /// Something is demanded, and of something that is drawn.
    fn both_ends(&self, expectation: &Expectation, path: &Path<'_>) {
        let Expectation { demand, from, to, .. } = expectation;
        let only = *demand == Demand::OnlyFrom;
        if from.is_empty() && !only {
            let fault = Fault::Missing { expected: "who calls: `internet`, a block or a node".to_owned() };
            self.problems.push(&path.key("from"), fault);
        }
        if to.is_empty() {
            let fault =
                Fault::Missing { expected: "what is called: a node, `internet` or a block".to_owned() };
            self.problems.push(&path.key("to"), fault);
        }
        let undrawn = |ends: &[End]| ends.iter().position(|end| !matches!(end, End::Node(_)));
        if let Some(index) = undrawn(to).filter(|_| only || undrawn(from).is_some()) {
            let expected = if only { "a node: what only some may call" } else { "a node: one end is drawn" };
            let found = to.get(index).map(ToString::to_string).unwrap_or_default();
            self.problems.push(&path.key("to").index(index), wrong(expected, &found.into()));
        }
    }
}
