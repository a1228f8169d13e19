//! The template: sections, resources, parameters, outputs.

use std::fmt;

use indexmap::IndexMap;

use crate::{Intrinsic, Map, Value, logical_id};

/// A whole template. Entries are written in insertion order, sections in AWS's usual order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pub description: Option<String>,
    pub metadata: Map,
    pub parameters: IndexMap<String, Parameter>,
    pub mappings: Map,
    pub conditions: Map,
    pub resources: IndexMap<String, Resource>,
    pub outputs: IndexMap<String, Output>,
    /// Sections without a field here (`Transform`, `Rules`, `Hooks`, unknown ones), by their names.
    pub other: Map,
    /// Entries of `Parameters`, `Resources` and `Outputs` that are not a parameter, resource or output
    /// (`Fn::ForEach::…`, or broken ones), by section and key; written last in their section.
    pub unread: IndexMap<String, Map>,
}

/// A part of a node of the document; `part` is empty for the node itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartName {
    pub node: String,
    pub part: String,
}

/// One resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// AWS type name, such as `AWS::EC2::VPC`.
    pub type_: String,
    /// What the resource stands for; in the template `Metadata: {Groundplan: node/part}`.
    pub part: Option<PartName>,
    /// `Metadata` apart from the entry for `part`.
    pub metadata: Map,
    /// Name of the condition under which the resource exists.
    pub condition: Option<String>,
    pub depends_on: Vec<Dependency>,
    /// `Delete`, `Retain`, `RetainExceptOnCreate` or `Snapshot`.
    pub deletion_policy: Option<Value>,
    /// `Delete`, `Retain` or `Snapshot`.
    pub update_replace_policy: Option<Value>,
    pub creation_policy: Option<Value>,
    pub update_policy: Option<Value>,
    pub properties: Map,
    /// Attributes without a field here, by their names.
    pub other: Map,
}

/// One entry of `DependsOn`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependency {
    LogicalId(String),
    /// A part whose logical id is not known yet; [`Template::link`] replaces it, writers refuse it.
    Part(PartName),
}

/// One parameter. Numbers and texts of the constraints are kept as the template has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter {
    /// `String`, `Number`, `CommaDelimitedList`, `AWS::EC2::VPC::Id`, `AWS::SSM::Parameter::Value<…>`, …
    pub type_: String,
    pub description: Option<String>,
    pub default: Option<Value>,
    pub allowed_values: Vec<Value>,
    /// Regular expression that the whole value must match.
    pub allowed_pattern: Option<String>,
    pub constraint_description: Option<String>,
    /// Characters.
    pub min_length: Option<Value>,
    /// Characters.
    pub max_length: Option<Value>,
    pub min_value: Option<Value>,
    pub max_value: Option<Value>,
    /// Whether the console and the API mask the value.
    pub no_echo: Option<Value>,
    /// Attributes without a field here, by their names.
    pub other: Map,
}

/// One output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    pub description: Option<String>,
    pub value: Value,
    pub condition: Option<String>,
    /// `Export: {Name: …}`: the name other stacks import.
    pub export: Option<Value>,
    /// Attributes without a field here, by their names.
    pub other: Map,
}

impl Template {
    /// Adds the resource of a part under its logical id and names the part in it. Gives the logical id.
    /// A resource already there under that id is replaced; [`crate::collisions`] tells beforehand.
    pub fn add(&mut self, node: &str, part: &str, mut resource: Resource) -> String {
        let id = logical_id(node, part);
        resource.part = Some(PartName::new(node, part));
        self.resources.insert(id.clone(), resource);
        id
    }

    /// Replaces every symbolic reference by what `resolve(part, attribute)` gives for it: usually
    /// [`Value::reference`] or [`Value::get_att`] within the stack and a `Ref` to a parameter across stacks.
    /// In `DependsOn` a `Ref` to a resource of this template is taken over as its logical id, once; anything
    /// else drops the entry, because a stack can only wait for its own resources.
    ///
    /// # Errors
    /// The parts for which `resolve` gave nothing, in order of appearance; these stay as they were.
    pub fn link(
        &mut self,
        mut resolve: impl FnMut(&PartName, Option<&str>) -> Option<Value>,
    ) -> Result<(), Vec<PartName>> {
        let mut missing = Vec::new();
        self.walk_mut(&mut |value| {
            if let Value::Part { node, part, attribute } = value {
                let name = PartName::new(node.as_str(), part.as_str());
                match resolve(&name, attribute.as_deref()) {
                    Some(found) => *value = found,
                    None => missing.push(name),
                }
            }
        });
        let mut waits: Vec<_> =
            self.resources.values_mut().map(|r| std::mem::take(&mut r.depends_on)).collect();
        for dependencies in &mut waits {
            let mut linked = Vec::with_capacity(dependencies.len());
            for dependency in dependencies.drain(..) {
                let target = match &dependency {
                    Dependency::LogicalId(_) => Some(dependency),
                    Dependency::Part(name) => match resolve(name, None) {
                        Some(found) => self.own_resource(&found),
                        None => {
                            missing.push(name.clone());
                            Some(dependency)
                        }
                    },
                };
                linked.extend(target.filter(|target| !linked.contains(target)));
            }
            *dependencies = linked;
        }
        for (resource, depends_on) in self.resources.values_mut().zip(waits) {
            resource.depends_on = depends_on;
        }
        if missing.is_empty() { Ok(()) } else { Err(missing) }
    }

    /// The dependency on a resource of this template, if `value` is a `Ref` to one.
    fn own_resource(&self, value: &Value) -> Option<Dependency> {
        match value.as_intrinsic()? {
            Intrinsic::Ref(id) if self.resources.contains_key(id) => Some(Dependency::LogicalId(id.clone())),
            _ => None,
        }
    }

    /// Visits every value of the template and every value inside it, in a fixed order.
    pub fn walk(&self, visit: &mut impl FnMut(&Value)) {
        let mut each = |map: &Map| map.values().for_each(|value| value.walk(visit));
        each(&self.metadata);
        self.parameters.values().for_each(|parameter| each(&parameter.other));
        each(&self.mappings);
        each(&self.conditions);
        for resource in self.resources.values() {
            each(&resource.metadata);
            each(&resource.properties);
            each(&resource.other);
        }
        self.outputs.values().for_each(|output| each(&output.other));
        each(&self.other);
        self.unread.values().for_each(each);
        for resource in self.resources.values() {
            let policies = [
                &resource.deletion_policy,
                &resource.update_replace_policy,
                &resource.creation_policy,
                &resource.update_policy,
            ];
            policies.into_iter().flatten().for_each(|value| value.walk(visit));
        }
        for output in self.outputs.values() {
            output.value.walk(visit);
            output.export.iter().for_each(|value| value.walk(visit));
        }
    }

    /// Like [`Template::walk`], able to replace.
    pub fn walk_mut(&mut self, visit: &mut impl FnMut(&mut Value)) {
        let mut each = |map: &mut Map| map.values_mut().for_each(|value| value.walk_mut(visit));
        each(&mut self.metadata);
        self.parameters.values_mut().for_each(|parameter| each(&mut parameter.other));
        each(&mut self.mappings);
        each(&mut self.conditions);
        for resource in self.resources.values_mut() {
            each(&mut resource.metadata);
            each(&mut resource.properties);
            each(&mut resource.other);
        }
        self.outputs.values_mut().for_each(|output| each(&mut output.other));
        each(&mut self.other);
        self.unread.values_mut().for_each(each);
        for resource in self.resources.values_mut() {
            let policies = [
                &mut resource.deletion_policy,
                &mut resource.update_replace_policy,
                &mut resource.creation_policy,
                &mut resource.update_policy,
            ];
            policies.into_iter().flatten().for_each(|value| value.walk_mut(visit));
        }
        for output in self.outputs.values_mut() {
            output.value.walk_mut(visit);
            output.export.iter_mut().for_each(|value| value.walk_mut(visit));
        }
    }
}

impl PartName {
    pub fn new(node: impl Into<String>, part: impl Into<String>) -> PartName {
        PartName { node: node.into(), part: part.into() }
    }

    /// Reads `node/part`; a node id has no slash, a part may have several.
    pub fn parse(text: &str) -> Option<PartName> {
        let (node, part) = text.split_once('/')?;
        (!node.is_empty()).then(|| PartName::new(node, part))
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.node, self.part)
    }
}

impl Resource {
    pub fn new(type_: impl Into<String>, properties: Map) -> Resource {
        Resource { type_: type_.into(), properties, ..Resource::default() }
    }

    /// Keeps the data when the resource leaves the stack or is replaced.
    #[must_use]
    pub fn retained(mut self) -> Resource {
        self.deletion_policy = Some("Retain".into());
        self.update_replace_policy = Some("Retain".into());
        self
    }

    /// Takes a last snapshot when the resource leaves the stack or is replaced.
    #[must_use]
    pub fn with_final_snapshot(mut self) -> Resource {
        self.deletion_policy = Some("Snapshot".into());
        self.update_replace_policy = Some("Snapshot".into());
        self
    }

    /// Says outright that nothing is kept, as reviewers ask of log groups and the like.
    #[must_use]
    pub fn disposable(mut self) -> Resource {
        self.deletion_policy = Some("Delete".into());
        self.update_replace_policy = Some("Delete".into());
        self
    }

    /// Waits for the resource of (node, part).
    #[must_use]
    pub fn after(mut self, node: impl Into<String>, part: impl Into<String>) -> Resource {
        self.depends_on.push(Dependency::Part(PartName::new(node, part)));
        self
    }
}

impl From<&str> for Dependency {
    fn from(id: &str) -> Dependency {
        Dependency::LogicalId(id.to_owned())
    }
}

impl Parameter {
    pub fn new(type_: impl Into<String>) -> Parameter {
        Parameter { type_: type_.into(), ..Parameter::default() }
    }
}

impl Output {
    pub fn new(value: impl Into<Value>) -> Output {
        Output { value: value.into(), ..Output::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map;

    fn vpc_and_subnet() -> Template {
        let mut template = Template::default();
        template.add("vpc", "", Resource::new("AWS::EC2::VPC", map! { "CidrBlock" => "10.0.0.0/16" }));
        let properties = map! {
            "VpcId" => Value::part("vpc", ""),
            "Note" => Value::sub("${Owner} and ${Arn}", [
                ("Owner", Value::part("elsewhere", "key")),
                ("Arn", Value::part("vpc", "").attribute("Arn")),
            ]),
        };
        let subnet = Resource::new("AWS::EC2::Subnet", properties);
        template.add("app", "1", subnet.after("vpc", "").after("vpc", "").after("elsewhere", "key"));
        template
    }

    #[test]
    fn linking_replaces_symbolic_references_everywhere() {
        let mut template = vpc_and_subnet();
        let linked = template.link(|name, attribute| {
            Some(match (name.node.as_str(), attribute) {
                ("vpc", Some(attribute)) => Value::get_att("Vpc", attribute),
                ("vpc", None) => Value::reference("Vpc"),
                _ => Value::reference("ElsewhereParameter"),
            })
        });
        assert_eq!(linked, Ok(()));
        let subnet = &template.resources["App1"];
        assert_eq!(subnet.properties["VpcId"], Value::reference("Vpc"));
        assert_eq!(
            subnet.properties["Note"],
            Value::sub(
                "${Owner} and ${Arn}",
                [("Owner", Value::reference("ElsewhereParameter")), ("Arn", Value::get_att("Vpc", "Arn")),]
            )
        );
        // a stack cannot wait for another stack's resource, and needs to wait once only
        assert_eq!(subnet.depends_on, [Dependency::from("Vpc")]);
    }

    #[test]
    fn linking_names_the_parts_nobody_knows() {
        let mut template = vpc_and_subnet();
        let known = |name: &PartName, _: Option<&str>| (name.node == "vpc").then(|| Value::reference("Vpc"));
        let elsewhere = PartName::new("elsewhere", "key");
        assert_eq!(template.link(known), Err(vec![elsewhere.clone(), elsewhere.clone()]));
        assert_eq!(
            template.resources["App1"].depends_on,
            [Dependency::from("Vpc"), Dependency::Part(elsewhere)]
        );
    }

    #[test]
    fn part_names_read_what_they_print() {
        for (node, part) in [("db", ""), ("data", "route-table/1")] {
            let name = PartName::new(node, part);
            assert_eq!(PartName::parse(&name.to_string()), Some(name));
        }
        assert_eq!(PartName::parse("db"), None);
        assert_eq!(PartName::parse("/x"), None);
    }
}
