//! What CloudFormation allows in one template.
//!
//! Source of the figures, unless one says otherwise: AWS CloudFormation user guide, "Understand CloudFormation
//! quotas" (cloudformation-limits), as of 2026-11.

use crate::{Intrinsic, MAX_LOGICAL_ID, Template, Value};

/// Longest template, in bytes, that fits into an API call; longer ones go through a bucket.
pub const MAX_INLINE_BYTES: usize = 51_200;
/// Longest template in a bucket, in bytes (1 MB).
pub const MAX_TEMPLATE_BYTES: usize = 1_048_576;
/// Resources in a template.
pub const MAX_RESOURCES: usize = 500;
/// Parameters in a template.
pub const MAX_PARAMETERS: usize = 200;
/// Outputs in a template.
pub const MAX_OUTPUTS: usize = 200;
/// Mappings in a template.
pub const MAX_MAPPINGS: usize = 200;
/// Attributes (second-level keys) in one mapping.
pub const MAX_MAPPING_ATTRIBUTES: usize = 200;
/// Dynamic references (`{{resolve:…}}`) in a template.
pub const MAX_DYNAMIC_REFERENCES: usize = 60;
/// Longest value of a parameter, in bytes; checked here for defaults.
pub const MAX_PARAMETER_BYTES: usize = 4_096;
/// Longest template description, in bytes.
pub const MAX_DESCRIPTION_BYTES: usize = 1_024;
/// Resources that one operation on a stack with its nested stacks may touch.
pub const MAX_NESTED_RESOURCES: usize = 2_500;

/// Which limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Over it, the template has to go through a bucket; deploying is still possible.
    InlineBytes,
    TemplateBytes,
    Resources,
    Parameters,
    Outputs,
    Mappings,
    MappingAttributes,
    DynamicReferences,
    ParameterBytes,
    DescriptionBytes,
    LogicalId,
}

impl Limit {
    /// Kebab-case name, for machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Limit::InlineBytes => "inline-bytes",
            Limit::TemplateBytes => "template-bytes",
            Limit::Resources => "resources",
            Limit::Parameters => "parameters",
            Limit::Outputs => "outputs",
            Limit::Mappings => "mappings",
            Limit::MappingAttributes => "mapping-attributes",
            Limit::DynamicReferences => "dynamic-references",
            Limit::ParameterBytes => "parameter-bytes",
            Limit::DescriptionBytes => "description-bytes",
            Limit::LogicalId => "logical-id",
        }
    }

    /// Whether CloudFormation refuses the template, however it is sent.
    pub fn refuses(self) -> bool {
        self != Limit::InlineBytes
    }
}

/// A limit that a template is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitViolation {
    pub limit: Limit,
    /// Name of the mapping, parameter or resource that is too large; empty if it is the whole template.
    pub subject: String,
    pub found: usize,
    pub allowed: usize,
}

/// The limits a template is over, given the length of its text in bytes as it will be sent.
pub fn check_limits(template: &Template, text_len: usize) -> Vec<LimitViolation> {
    let mut violations = Vec::new();
    let mut check = |limit, subject: &str, found: usize, allowed: usize| {
        if found > allowed {
            violations.push(LimitViolation { limit, subject: subject.to_owned(), found, allowed });
        }
    };
    check(Limit::InlineBytes, "", text_len, MAX_INLINE_BYTES);
    check(Limit::TemplateBytes, "", text_len, MAX_TEMPLATE_BYTES);
    check(Limit::Resources, "", template.resources.len(), MAX_RESOURCES);
    check(Limit::Parameters, "", template.parameters.len(), MAX_PARAMETERS);
    check(Limit::Outputs, "", template.outputs.len(), MAX_OUTPUTS);
    check(Limit::Mappings, "", template.mappings.len(), MAX_MAPPINGS);
    check(Limit::DynamicReferences, "", dynamic_references(template), MAX_DYNAMIC_REFERENCES);
    let description = template.description.as_ref().map_or(0, String::len);
    check(Limit::DescriptionBytes, "", description, MAX_DESCRIPTION_BYTES);
    for (name, mapping) in &template.mappings {
        let keys = mapping.as_map().into_iter().flat_map(|top| top.values());
        let most = keys.filter_map(Value::as_map).map(|second| second.len()).max().unwrap_or(0);
        check(Limit::MappingAttributes, name, most, MAX_MAPPING_ATTRIBUTES);
    }
    for (name, parameter) in &template.parameters {
        let default = parameter.default.as_ref().and_then(Value::as_str).map_or(0, str::len);
        check(Limit::ParameterBytes, name, default, MAX_PARAMETER_BYTES);
    }
    let ids = template.parameters.keys().chain(template.resources.keys()).chain(template.outputs.keys());
    for id in ids {
        check(Limit::LogicalId, id, id.chars().count(), MAX_LOGICAL_ID);
    }
    violations
}

/// How many `{{resolve:…}}` stand in the values of a template.
fn dynamic_references(template: &Template) -> usize {
    let mut found = 0;
    template.walk(&mut |value| match value {
        Value::String(text) => found += text.matches("{{resolve:").count(),
        Value::Intrinsic(function) => {
            if let Intrinsic::Sub(text, _) = &**function {
                found += text.matches("{{resolve:").count();
            }
        }
        _ => {}
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Parameter, Resource, list, map};

    fn names(violations: &[LimitViolation]) -> Vec<String> {
        let name =
            |v: &LimitViolation| format!("{} {} {}/{}", v.limit.as_str(), v.subject, v.found, v.allowed);
        violations.iter().map(name).collect()
    }

    #[test]
    fn a_template_at_its_limits_is_fine() {
        let mut template = Template::default();
        for number in 0..MAX_RESOURCES {
            template.resources.insert(format!("R{number}"), Resource::new("AWS::SNS::Topic", map! {}));
        }
        assert_eq!(check_limits(&template, MAX_INLINE_BYTES), []);
    }

    #[test]
    fn each_limit_is_named_with_its_subject() {
        let mut template = Template { description: Some("d".repeat(1_025)), ..Template::default() };
        let secret = "{{resolve:secretsmanager:s:SecretString:a}}{{resolve:ssm:b}}";
        let properties = map! { "A" => list![secret, Value::sub(secret, [])] };
        for number in 0..=MAX_RESOURCES {
            let properties = if number < 16 {
                properties.clone()
            } else {
                map! {}
            };
            template.resources.insert(format!("R{number}"), Resource::new("AWS::SNS::Topic", properties));
        }
        let long = "x".repeat(256);
        let mut parameter = Parameter::new("String");
        parameter.default = Some("v".repeat(4_097).into());
        template.parameters.insert(long.clone(), parameter);
        let keys = (0..201).map(|number| (format!("k{number}"), Value::from("v")));
        template.mappings.insert("Wide".into(), map! { "top" => crate::Map::from_iter(keys) }.into());
        assert_eq!(
            names(&check_limits(&template, 2_000_000)),
            [
                "inline-bytes  2000000/51200",
                "template-bytes  2000000/1048576",
                "resources  501/500",
                "dynamic-references  64/60",
                "description-bytes  1025/1024",
                "mapping-attributes Wide 201/200",
                &format!("parameter-bytes {long} 4097/4096"),
                &format!("logical-id {long} 256/255"),
            ]
        );
    }

    #[test]
    fn only_the_inline_limit_leaves_a_way() {
        assert!(!Limit::InlineBytes.refuses());
        assert!(Limit::TemplateBytes.refuses());
    }
}
