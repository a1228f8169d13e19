//! A synthesis as files: one template per stack, and how they are wired.

use serde_json::{Value, json};
use services::{StackTemplate, Synthesis};

use crate::EngineError;

/// A stack's template as text, with what stands where.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateText {
    pub stack: String,
    pub account: String,
    pub region: String,
    pub yaml: String,
    /// Of each resource, in the order of the text.
    pub resources: Vec<ResourceText>,
}

/// The lines of a resource, 1-based, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceText {
    pub logical_id: String,
    pub kind: String,
    pub node: String,
    pub part: String,
    pub first: usize,
    pub last: usize,
}

/// The stacks of an environment as texts, in deployment order.
///
/// # Errors
/// A fault of ours in a template (a reference that was not linked).
pub fn template_texts(synthesis: &Synthesis) -> Result<Vec<TemplateText>, EngineError> {
    let text = |stack: &StackTemplate| {
        let written = cloudformation::template_to_yaml(&stack.template)?;
        let resources = written.lines.resources.iter().filter_map(|(logical_id, lines)| {
            let resource = stack.template.resources.get(logical_id)?;
            let named = resource.part.as_ref();
            Some(ResourceText {
                logical_id: logical_id.clone(),
                kind: resource.type_.clone(),
                node: named.map_or_else(String::new, |part| part.node.clone()),
                part: named.map_or_else(String::new, |part| part.part.clone()),
                first: lines.all.first,
                last: lines.all.last,
            })
        });
        Ok(TemplateText {
            stack: stack.name.clone(),
            account: stack.account.clone(),
            region: stack.region.clone(),
            resources: resources.collect(),
            yaml: written.text,
        })
    };
    synthesis.stacks.iter().map(text).collect()
}

/// File names and texts of an environment's stacks, in deployment order, then `stacks.json`: for each stack its
/// account, region and the outputs that fill its parameters.
///
/// # Errors
/// A fault of ours in a template (a reference that was not linked).
pub fn template_files(synthesis: &Synthesis) -> Result<Vec<(String, String)>, EngineError> {
    let mut files = Vec::with_capacity(synthesis.stacks.len() + 1);
    let mut order: Vec<Value> = Vec::new();
    for stack in &synthesis.stacks {
        let yaml = cloudformation::template_to_yaml(&stack.template)?;
        files.push((format!("{}.yaml", stack.name), yaml.text));
        let parameters: serde_json::Map<String, Value> = stack
            .wires
            .iter()
            .map(|wire| {
                let source =
                    json!({ "environment": wire.environment, "stack": wire.stack, "output": wire.output });
                (wire.parameter.clone(), source)
            })
            .collect();
        order.push(json!({
            "name": stack.name,
            "account": stack.account,
            "region": stack.region,
            "template": format!("{}.yaml", stack.name),
            "parameters": parameters,
        }));
    }
    files.push(("stacks.json".to_owned(), format!("{:#}\n", json!({ "stacks": order }))));
    Ok(files)
}
