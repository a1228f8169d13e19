//! Stacks: where resources go, and how references become `Ref`, `Fn::GetAtt` or parameters.
//!
//! Drafting collects the resources of every element with symbolic references; linking replaces these. What
//! crosses stacks goes Output → Parameter, filled by the deployer; references only point backwards.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use architecture::{Architecture, Blocker, Home};
use cloudformation::{Map, Output, Parameter, PartName, Resource, Template, Value, logical_id};
use design::Id;
use thiserror::Error;

use crate::{Site, groups, service};

/// The stacks of an environment in the order they are deployed, by life cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stack {
    Network,
    Data,
    Compute,
    /// Always us-east-1: CloudFront and what it needs there.
    Edge,
    Delivery,
}

impl Stack {
    /// All stacks in the order they are deployed.
    pub const ALL: [Stack; 5] = [Stack::Network, Stack::Data, Stack::Compute, Stack::Edge, Stack::Delivery];

    pub fn word(self) -> &'static str {
        match self {
            Stack::Network => "network",
            Stack::Data => "data",
            Stack::Compute => "compute",
            Stack::Edge => "edge",
            Stack::Delivery => "delivery",
        }
    }

    /// Where it stands when what is in it belongs to a region.
    pub fn region(self, region: &str) -> &str {
        if self == Stack::Edge { "us-east-1" } else { region }
    }
}

impl fmt::Display for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Types that hold something and, as a part, live no longer than their element; the template says so outright.
const GOES_WITH_ITS_ELEMENT: [&str; 2] = ["AWS::Logs::LogGroup", "AWS::SecretsManager::Secret"];

/// A stack and its region; ordered as deployed, the environment's own region first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct StackKey {
    stack: Stack,
    away: bool,
    region: String,
}

/// `{document}-{environment}-{stack}`, with the region where it is neither the environment's nor the edge's.
pub fn stack_name(architecture: &Architecture, stack: Stack, region: &str) -> String {
    let base = format!("{}-{}-{stack}", architecture.document, architecture.environment);
    if stack == Stack::Edge || region == architecture.region { base } else { format!("{base}-{region}") }
}

/// The resources of one environment while they are being written.
#[derive(Debug)]
pub struct Stacks<'a> {
    architecture: &'a Architecture,
    drafts: BTreeMap<StackKey, Template>,
    /// Which stack a part's resource lies in, and its logical id.
    homes: BTreeMap<(String, String), (StackKey, String)>,
    /// Attributes other environments asked for.
    wanted: BTreeSet<(String, String, Option<String>)>,
}

/// A finished environment.
#[derive(Debug, Clone)]
pub struct Synthesis {
    /// In deployment order.
    pub stacks: Vec<StackTemplate>,
}

/// One CloudFormation stack of an environment.
#[derive(Debug, Clone)]
pub struct StackTemplate {
    pub stack: Stack,
    pub name: String,
    pub account: String,
    pub region: String,
    pub template: Template,
    /// Parameters the deployer fills from outputs of earlier stacks.
    pub wires: Vec<Wire>,
}

/// Output → Parameter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wire {
    pub parameter: String,
    /// The environment whose stack has the output.
    pub environment: Id,
    /// Name of the stack that has it.
    pub stack: String,
    pub output: String,
}

#[derive(Debug, Error, PartialEq)]
pub enum SynthesisError {
    #[error("“{environment}” cannot be built yet:{}", .blockers.iter().map(|b| format!("\n  {}: {}", b.code, b.message)).collect::<String>())]
    Blocked { environment: Id, blockers: Vec<Blocker> },
    /// A fault of ours, not of the design: a service refers to something that is built later.
    #[error("stack {from} refers forward to {node}/{part} in stack {to}")]
    ForwardReference { from: String, to: String, node: String, part: String },
    /// A fault of ours: a service refers to a part nobody writes.
    #[error("stack {from} refers to {node}/{part}, which no stack has")]
    Missing { from: String, node: String, part: String },
}

impl<'a> Stacks<'a> {
    /// Adds a resource to the stack of the element's service. Stateful elements' own resource is retained.
    pub fn resource(&mut self, site: &Site<'_>, part: &str, type_: &str, properties: Value) -> &mut Resource {
        let stack = service(site.kind.name).map_or(Stack::Compute, |service| service.stack(site));
        self.resource_in(stack, site, part, type_, properties)
    }

    /// Adds a resource to a named stack, for parts that must exist earlier or later than their element.
    pub fn resource_in(
        &mut self,
        stack: Stack,
        site: &Site<'_>,
        part: &str,
        type_: &str,
        properties: Value,
    ) -> &mut Resource {
        let key = self.key(stack, &site.region);
        // A node that replaces a part keeps the part's logical id.
        let logical = match (&site.replaces, part) {
            (Some(replaced), "") => {
                let logical = logical_id(replaced.node.as_str(), &replaced.part);
                let replaced = (replaced.node.to_string(), replaced.part.clone());
                self.homes.insert(replaced, (key.clone(), logical.clone()));
                logical
            }
            _ => logical_id(site.node(), part),
        };
        self.homes.insert((site.node().to_owned(), part.to_owned()), (key.clone(), logical.clone()));
        let stateful =
            part.is_empty() && service(site.kind.name).is_some_and(|service| service.about().stateful);
        let mut resource = Resource::new(type_, Map::new());
        resource.part = Some(PartName::new(site.node(), part));
        resource.properties = without_nulls(properties);
        if stateful {
            resource = resource.retained();
        } else if GOES_WITH_ITS_ELEMENT.contains(&type_) && !part.is_empty() {
            resource = resource.disposable();
        }
        self.template(key).resources.entry(logical).insert_entry(resource).into_mut()
    }

    /// The name of an availability zone: a parameter with the pinned name as its default.
    pub fn zone(&mut self, stack: Stack, site: &Site<'_>, zone: u8) -> Value {
        let name =
            self.architecture.zones.get(usize::from(zone).saturating_sub(1)).cloned().unwrap_or_default();
        let parameter = Parameter {
            type_: "AWS::EC2::AvailabilityZone::Name".to_owned(),
            description: Some(format!("Availability zone {zone} of this environment")),
            default: Some(name.into()),
            ..Parameter::default()
        };
        self.parameter(stack, site, &format!("Zone{zone}"), parameter)
    }

    /// Declares a parameter of a stack (once) and refers to it.
    pub fn parameter(&mut self, stack: Stack, site: &Site<'_>, name: &str, parameter: Parameter) -> Value {
        let key = self.key(stack, &site.region);
        self.template(key).parameters.entry(name.to_owned()).or_insert(parameter);
        Value::reference(name)
    }

    /// Shows a value among the outputs of the stack of the element's service.
    pub fn output(&mut self, site: &Site<'_>, name: &str, description: &str, value: Value) {
        let stack = service(site.kind.name).map_or(Stack::Compute, |service| service.stack(site));
        let key = self.key(stack, &site.region);
        let output = Output { description: Some(description.to_owned()), value, ..Output::default() };
        self.template(key).outputs.insert(name.to_owned(), output);
    }

    /// Whether two elements' own resources lie in one stack, so that one can wait for the other.
    pub fn together(one: &Site<'_>, other: &Site<'_>) -> bool {
        let stack =
            |site: &Site<'_>| service(site.kind.name).map_or(Stack::Compute, |service| service.stack(site));
        one.here() && other.here() && one.region == other.region && stack(one) == stack(other)
    }

    fn key(&self, stack: Stack, region: &str) -> StackKey {
        let region = stack.region(region).to_owned();
        let away = stack != Stack::Edge && region != self.architecture.region;
        StackKey { stack, away, region }
    }

    fn template(&mut self, key: StackKey) -> &mut Template {
        self.drafts.entry(key).or_default()
    }

    /// What this environment needs of its peers: (peer, node, part, attribute).
    fn requests(&self) -> Vec<(usize, String, String, Option<String>)> {
        let mut found = BTreeSet::new();
        for template in self.drafts.values() {
            template.walk(&mut |value| {
                if let Value::Part { node, part, attribute } = value
                    && let Some(element) = self.architecture.element(node)
                    && let Home::Peer(peer) = element.home
                {
                    found.insert((peer, node.clone(), part.clone(), attribute.clone()));
                }
            });
        }
        found.into_iter().collect()
    }
}

/// Drops properties a service left empty on purpose: `Null` stands for “not set”.
fn without_nulls(properties: Value) -> Map {
    match properties {
        Value::Map(map) => map.into_iter().filter(|(_, value)| *value != Value::Null).collect(),
        _ => Map::new(),
    }
}

/// Writes the resources of all elements built in this environment, references still symbolic.
pub fn draft(architecture: &Architecture) -> Stacks<'_> {
    let mut stacks =
        Stacks { architecture, drafts: BTreeMap::new(), homes: BTreeMap::new(), wanted: BTreeSet::new() };
    for (ix, element) in architecture.own() {
        let site = Site::new(architecture, ix);
        groups::derived(&site, &mut stacks);
        if let Some(service) = service(element.kind.name) {
            service.synthesize(&site, &mut stacks);
        }
    }
    stacks
}

/// The stacks of an environment. `peers` are the architectures of the environments it refers to (a workload: the
/// shared ones) or that refer to it (a shared one: all workloads).
///
/// # Errors
/// Blockers of the environment; or a fault of ours in a service's references.
pub fn synthesize(architecture: &Architecture, peers: &[&Architecture]) -> Result<Synthesis, SynthesisError> {
    if !architecture.blockers.is_empty() {
        let (environment, blockers) = (architecture.environment.clone(), architecture.blockers.clone());
        return Err(SynthesisError::Blocked { environment, blockers });
    }
    let mut stacks = draft(architecture);
    let others: BTreeMap<&Id, Stacks<'_>> =
        peers.iter().map(|peer| (&peer.environment, draft(peer))).collect();
    for other in others.values() {
        for (peer, node, part, attribute) in other.requests() {
            if other
                .architecture
                .peers
                .get(peer)
                .is_some_and(|peer| peer.environment == architecture.environment)
            {
                stacks.wanted.insert((node, part, attribute));
            }
        }
    }
    link(stacks, &others)
}

fn link(stacks: Stacks<'_>, others: &BTreeMap<&Id, Stacks<'_>>) -> Result<Synthesis, SynthesisError> {
    let Stacks { architecture, mut drafts, homes, wanted } = stacks;
    let mut wires: BTreeMap<StackKey, BTreeSet<Wire>> = BTreeMap::new();
    let mut outputs: BTreeMap<StackKey, BTreeMap<String, Value>> = BTreeMap::new();
    for (node, part, attribute) in wanted {
        if let Some((home, logical)) = homes.get(&(node, part)) {
            let value = own(logical, attribute.as_deref());
            outputs
                .entry(home.clone())
                .or_default()
                .insert(output_name(logical, attribute.as_deref()), value);
        }
    }
    let keys: Vec<StackKey> = drafts.keys().cloned().collect();
    for key in &keys {
        let Some(template) = drafts.get_mut(key) else { continue };
        let here = stack_name(architecture, key.stack, &key.region);
        let mut parameters: BTreeMap<String, Parameter> = BTreeMap::new();
        let mut forward = None;
        let mut missing = None;
        let linked = template.link(|name, attribute| {
            let named = (name.node.clone(), name.part.clone());
            let element = architecture.element(&name.node);
            if let Some(Home::Peer(peer)) = element.map(|element| element.home) {
                let peer = architecture.peers.get(peer)?;
                let other = others.get(&peer.environment)?;
                let (home, logical) = other.homes.get(&named)?;
                let output = output_name(logical, attribute);
                let stack = stack_name(other.architecture, home.stack, &home.region);
                parameters.insert(output.clone(), crossing(&stack, &output));
                wires.entry(key.clone()).or_default().insert(Wire {
                    parameter: output.clone(),
                    environment: peer.environment.clone(),
                    stack,
                    output: output.clone(),
                });
                return Some(Value::reference(output));
            }
            let (home, logical) = homes.get(&named)?;
            if home == key {
                return Some(own(logical, attribute));
            }
            let stack = stack_name(architecture, home.stack, &home.region);
            if home > key {
                forward.get_or_insert_with(|| SynthesisError::ForwardReference {
                    from: here.clone(),
                    to: stack.clone(),
                    node: named.0.clone(),
                    part: named.1.clone(),
                });
                return Some(Value::Null);
            }
            let output = output_name(logical, attribute);
            outputs.entry(home.clone()).or_default().insert(output.clone(), own(logical, attribute));
            parameters.insert(output.clone(), crossing(&stack, &output));
            wires.entry(key.clone()).or_default().insert(Wire {
                parameter: output.clone(),
                environment: architecture.environment.clone(),
                stack,
                output: output.clone(),
            });
            Some(Value::reference(output))
        });
        if let Err(names) = linked {
            missing = names.into_iter().next();
        }
        if let Some(error) = forward {
            return Err(error);
        }
        if let Some(name) = missing {
            return Err(SynthesisError::Missing { from: here, node: name.node, part: name.part });
        }
        template.parameters.extend(parameters);
    }
    for (key, wanted) in outputs {
        if let Some(template) = drafts.get_mut(&key) {
            for (name, value) in wanted {
                template.outputs.entry(name).or_insert(Output { value, ..Output::default() });
            }
        }
    }
    let stacks = drafts
        .into_iter()
        .map(|(key, mut template)| {
            template.description =
                Some(format!("{}: {}, {}", architecture.title, architecture.environment, key.stack.word()));
            StackTemplate {
                stack: key.stack,
                name: stack_name(architecture, key.stack, &key.region),
                account: architecture.account.clone(),
                region: key.region.clone(),
                template,
                wires: wires.remove(&key).unwrap_or_default().into_iter().collect(),
            }
        })
        .collect();
    Ok(Synthesis { stacks })
}

fn own(logical: &str, attribute: Option<&str>) -> Value {
    match attribute {
        Some(attribute) => Value::get_att(logical, attribute),
        None => Value::reference(logical),
    }
}

/// Name of the output and of the parameter that carry a value across stacks.
fn output_name(logical: &str, attribute: Option<&str>) -> String {
    let attribute: String = attribute.unwrap_or("Ref").split('.').collect();
    format!("{logical}{attribute}")
}

fn crossing(stack: &str, output: &str) -> Parameter {
    Parameter {
        type_: "String".to_owned(),
        description: Some(format!("Output {output} of stack {stack}")),
        ..Parameter::default()
    }
}
