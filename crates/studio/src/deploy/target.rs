//! What is to stand: the stacks of one environment as the design has them. Pure.

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    Architecture, EngineError, Project, StackTemplate, canonical,
    cloudformation::{self, Limit, Template},
    design::Id,
    services::{Stack, stack_name},
};

use crate::Failure;

/// An environment, and where it is built.
#[derive(Debug, Clone)]
pub struct Target {
    pub place: Place,
    /// The document's id, which begins the names of the stacks.
    pub document: String,
    /// SHA-256 of the canonical document.
    pub hash: String,
    /// In the order of deployment.
    pub stacks: Vec<Wanted>,
    /// Names and regions under which stacks of this environment can stand, in the order of deployment.
    pub candidates: Vec<StackName>,
    /// Environments whose stacks give values to these.
    pub sources: Vec<Place>,
    /// Environments that take values from this one.
    pub readers: Vec<String>,
}

/// An environment's account and how to get into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub environment: String,
    pub account: String,
    pub region: String,
    pub profile: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StackName {
    pub region: String,
    pub name: String,
}

/// A stack as the design has it.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub id: StackName,
    /// As CloudFormation will read it.
    pub template: Template,
    pub text: String,
    /// Parameters filled from outputs: (environment, stack, output) by parameter.
    pub wires: BTreeMap<String, Wire>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wire {
    pub environment: String,
    pub stack: String,
    pub output: String,
}

impl Target {
    /// What is to be deployed.
    ///
    /// # Errors
    /// There is no such environment, it has blockers, an expectation does not hold there, or CloudFormation would refuse a
    /// template.
    pub fn of(project: &Project, environment: &str) -> Result<Target, Failure> {
        let architecture = project.resolve(environment).map_err(engine)?;
        let synthesis = project.synthesize(&architecture).map_err(engine)?;
        as_expected(project, &architecture)?;
        let mut target = Target::place(project, &architecture)?;
        target.stacks = synthesis.stacks.iter().map(wanted).collect::<Result<_, _>>()?;
        let used: BTreeSet<&str> = target
            .stacks
            .iter()
            .flat_map(|stack| stack.wires.values())
            .map(|wire| wire.environment.as_str())
            .filter(|used| *used != environment)
            .collect();
        target.sources = used.into_iter().map(|used| place(project, used)).collect::<Result<Vec<_>, _>>()?;
        Ok(target)
    }

    /// Where the stacks of an environment stand, whether or not it can be built as it is now.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn standing(project: &Project, environment: &str) -> Result<Target, Failure> {
        let architecture = project.resolve(environment).map_err(engine)?;
        Target::place(project, &architecture)
    }

    fn place(project: &Project, architecture: &Architecture) -> Result<Target, Failure> {
        let home = architecture.region.as_str();
        let away: BTreeSet<&str> = architecture
            .own()
            .map(|(_, element)| element.region.as_str())
            .filter(|region| *region != home)
            .collect();
        let candidate = |stack: Stack, region: &str| {
            let name = stack_name(architecture, stack, region);
            StackName { region: stack.region(region).to_owned(), name }
        };
        let mut candidates = Vec::new();
        for stack in Stack::ALL {
            candidates.push(candidate(stack, home));
            if stack != Stack::Edge {
                candidates.extend(away.iter().map(|region| candidate(stack, region)));
            }
        }
        let environment = architecture.environment.as_str();
        Ok(Target {
            place: place(project, environment)?,
            document: architecture.document.to_string(),
            hash: canonical::hash(&project.document),
            stacks: Vec::new(),
            candidates,
            sources: Vec::new(),
            readers: readers(project, environment),
        })
    }

    pub fn wanted(&self, id: &StackName) -> Option<&Wanted> {
        self.stacks.iter().find(|stack| stack.id == *id)
    }
}

/// Nothing is deployed that does what a person said must not be. What cannot be told stops nothing.
fn as_expected(project: &Project, architecture: &Architecture) -> Result<(), Failure> {
    let language = engine::Language::English;
    let broken: Vec<String> = project
        .expectations(architecture)
        .iter()
        .filter(|expected| expected.status == engine::Status::Violated)
        .map(|expected| {
            format!(
                "  {}: {}. {}",
                expected.id,
                expected.sentence.render(language),
                expected.evidence.render(language)
            )
        })
        .collect();
    match broken.as_slice() {
        [] => Ok(()),
        lines => Err(Failure::Input(format!(
            "“{}” is not as expected, so it is not deployed:\n{}\nmend the design, or change or withdraw the expectation",
            architecture.environment,
            lines.join("\n")
        ))),
    }
}

/// Environments with a stack that takes a value of this one.
fn readers(project: &Project, environment: &str) -> Vec<String> {
    let reads = |id: &&Id| {
        id.as_str() != environment
            && project.resolve(id.as_str()).is_ok_and(|other| {
                other.peers.iter().any(|peer| {
                    peer.environment.as_str() == environment && other.tier != engine::design::Tier::Shared
                })
            })
    };
    project.document.environments.keys().filter(reads).map(Id::to_string).collect()
}

fn place(project: &Project, environment: &str) -> Result<Place, Failure> {
    let found = project.document.environments.iter().find(|(id, _)| id.as_str() == environment);
    let (id, settings) =
        found.ok_or_else(|| Failure::Input(format!("there is no environment “{environment}”")))?;
    Ok(Place {
        environment: id.to_string(),
        account: settings.account.clone(),
        region: settings.region.clone(),
        profile: settings.profile.clone(),
    })
}

fn wanted(stack: &StackTemplate) -> Result<Wanted, Failure> {
    let text = cloudformation::template_to_yaml(&stack.template)
        .map_err(|error| Failure::Refused(format!("stack {}: {error}", stack.name)))?
        .text;
    fits(&stack.name, &stack.template, &text)?;
    let wires = stack.wires.iter().map(|wire| {
        let from = Wire {
            environment: wire.environment.to_string(),
            stack: wire.stack.clone(),
            output: wire.output.clone(),
        };
        (wire.parameter.clone(), from)
    });
    Ok(Wanted {
        id: StackName { region: stack.region.clone(), name: stack.name.clone() },
        // Compared with what CloudFormation gives back, so read in the same way.
        template: cloudformation::read_yaml(&text).template,
        wires: wires.collect(),
        text,
    })
}

/// Whether CloudFormation would take a template in a call.
pub(super) fn fits(name: &str, template: &Template, text: &str) -> Result<(), Failure> {
    let Some(over) = cloudformation::check_limits(template, text.len()).into_iter().next() else {
        return Ok(());
    };
    let of = if over.subject.is_empty() { String::new() } else { format!(" in {}", over.subject) };
    let message = match over.limit {
        Limit::InlineBytes | Limit::TemplateBytes => format!(
            "stack {name}: its template has {} bytes and CloudFormation takes {} in a call; larger ones cannot be \
             deployed from here yet. `groundplan synth` writes it, to be sent through a bucket by hand; or make two \
             designs of this one",
            over.found,
            cloudformation::MAX_INLINE_BYTES
        ),
        limit => format!(
            "stack {name}: {} {}{of}, CloudFormation takes {}; make two designs of this one",
            over.found,
            limit.as_str().replace('-', " "),
            over.allowed
        ),
    };
    Err(Failure::Refused(message))
}

/// An unknown environment is bad input; one that cannot be built is refused.
fn engine(error: EngineError) -> Failure {
    match error {
        EngineError::Resolve(_) => Failure::Input(error.to_string()),
        _ => Failure::Refused(error.to_string()),
    }
}
