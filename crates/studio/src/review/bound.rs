//! What an approval is bound to: how an environment would be built. Where a box stands is no part of it. Pure.

use std::collections::{BTreeMap, BTreeSet};

use engine::{Architecture, EngineError, Language, Message, Project};
use serde::{Deserialize, Serialize};

use super::digest;

/// An environment as it would be deployed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    pub account: String,
    pub region: String,
    /// In the order of deployment.
    pub stacks: Vec<BoundStack>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundStack {
    pub name: String,
    pub region: String,
    /// SHA-256 of the template as CloudFormation gets it.
    pub template: String,
    /// The outputs that fill its parameters.
    pub parameters: BTreeMap<String, Source>,
}

/// Where a parameter's value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub environment: String,
    pub stack: String,
    pub output: String,
}

impl Bound {
    /// # Errors
    /// The environment cannot be built.
    pub fn of(project: &Project, architecture: &Architecture) -> Result<Bound, EngineError> {
        let synthesis = project.synthesize(architecture)?;
        let texts = engine::template_texts(&synthesis)?;
        let stacks = synthesis.stacks.iter().zip(texts).map(|(stack, text)| BoundStack {
            name: text.stack,
            region: text.region,
            template: digest(text.yaml.as_bytes()),
            parameters: stack
                .wires
                .iter()
                .map(|wire| {
                    let source = Source {
                        environment: wire.environment.to_string(),
                        stack: wire.stack.clone(),
                        output: wire.output.clone(),
                    };
                    (wire.parameter.clone(), source)
                })
                .collect(),
        });
        Ok(Bound {
            account: architecture.account.clone(),
            region: architecture.region.clone(),
            stacks: stacks.collect(),
        })
    }

    /// What is another now than it was when this was approved.
    pub fn differences(&self, now: &Bound) -> Vec<Difference> {
        let mut found = Vec::new();
        if self.account != now.account {
            found.push(Difference::Account { was: self.account.clone(), is: now.account.clone() });
        }
        if self.region != now.region {
            found.push(Difference::Region { was: self.region.clone(), is: now.region.clone() });
        }
        let key = |stack: &BoundStack| (stack.region.clone(), stack.name.clone());
        let was: BTreeMap<_, _> = self.stacks.iter().map(|stack| (key(stack), stack)).collect();
        let is: BTreeMap<_, _> = now.stacks.iter().map(|stack| (key(stack), stack)).collect();
        for at in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
            let stack = at.1.clone();
            match (was.get(at), is.get(at)) {
                (Some(_), None) => found.push(Difference::Removed { stack }),
                (None, Some(_)) => found.push(Difference::Added { stack }),
                (Some(was), Some(is)) if was.template != is.template => {
                    found.push(Difference::Template { stack });
                }
                (Some(was), Some(is)) if was.parameters != is.parameters => {
                    found.push(Difference::Wiring { stack });
                }
                _ => {}
            }
        }
        let order = |bound: &Bound| bound.stacks.iter().map(key).collect::<Vec<_>>();
        if found.is_empty() && order(self) != order(now) {
            found.push(Difference::Order);
        }
        found
    }
}

/// Why an environment is not the one that was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Difference {
    Account { was: String, is: String },
    Region { was: String, is: String },
    Added { stack: String },
    Removed { stack: String },
    Template { stack: String },
    Wiring { stack: String },
    Order,
}

impl Difference {
    pub fn render(&self, language: Language) -> String {
        let message = match self {
            Difference::Account { was, is } => {
                Message::say("account {1} instead of {0}", "cuenta {1} en lugar de {0}")
                    .with(was.clone())
                    .with(is.clone())
            }
            Difference::Region { was, is } => {
                Message::say("region {1} instead of {0}", "región {1} en lugar de {0}")
                    .with(was.clone())
                    .with(is.clone())
            }
            Difference::Added { stack } => {
                Message::say("stack {0} is new", "la pila {0} es nueva").with(stack.clone())
            }
            Difference::Removed { stack } => {
                Message::say("stack {0} is gone", "la pila {0} ya no está").with(stack.clone())
            }
            Difference::Template { stack } => {
                Message::say("the template of {0} is another", "la plantilla de {0} es otra")
                    .with(stack.clone())
            }
            Difference::Wiring { stack } => Message::say(
                "the parameters of {0} come from elsewhere",
                "los parámetros de {0} vienen de otro lado",
            )
            .with(stack.clone()),
            Difference::Order => {
                Message::say("the order of the stacks is another", "el orden de las pilas es otro")
            }
        };
        message.render(language)
    }
}

/// Differences as one line.
pub fn told(differences: &[Difference], language: Language) -> String {
    let words: Vec<String> = differences.iter().map(|one| one.render(language)).collect();
    words.join("; ")
}
