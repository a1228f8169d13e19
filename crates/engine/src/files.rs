//! A synthesis as files: one template per stack, and how they are wired.

use serde_json::{Value, json};
use services::Synthesis;

use crate::EngineError;

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
