//! What a rule says of statements.

use services::kinds::cfn_resource;
use text::Message;

use super::hidden;
use crate::{Case, Given, Verdict};

/// Says of statements whether one of them breaks a rule; `breaks` names what does. `{0}` in both messages is the
/// element's name, `{1}` in the first what breaks it.
pub(crate) fn judge(
    case: &Case<'_>,
    statements: &[Given<'_>],
    breaks: fn(Given<'_>) -> Option<String>,
    violated: Message,
    satisfied: Message,
) -> Verdict {
    let name = case.name.clone();
    let verdict = if let Some(word) = statements.iter().find_map(|statement| breaks(*statement)) {
        Verdict::violated(violated.with(name).with(word))
    } else if statements.iter().any(|statement| hidden(*statement)) {
        Verdict::cannot_tell(
            Message::say(
                "“{0}” leaves statements of its policy to a function: they are known when it is built.",
                "«{0}» deja sentencias de su política a una función: se conocen cuando se crea.",
            )
            .with(name),
        )
    } else {
        Verdict::satisfied(satisfied.with(name))
    };
    verdict.on(cfn_resource::PROPERTIES.name)
}

/// Whether no statement breaks a rule.
pub(crate) fn none(statements: &[Given<'_>], breaks: fn(Given<'_>) -> Option<String>) -> Option<bool> {
    all(statements.iter().copied(), |statement| match breaks(statement) {
        Some(_) => Some(false),
        None if hidden(statement) => None,
        None => Some(true),
    })
}

/// Whether something holds for all: one that breaks it decides before one that is not known yet.
pub(crate) fn all<'v>(
    items: impl Iterator<Item = Given<'v>>,
    holds: impl Fn(Given<'v>) -> Option<bool>,
) -> Option<bool> {
    let verdicts: Vec<Option<bool>> = items.map(holds).collect();
    if verdicts.contains(&Some(false)) {
        return Some(false);
    }
    if verdicts.contains(&None) { None } else { Some(true) }
}
