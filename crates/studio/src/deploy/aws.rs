//! What went wrong in a call to AWS, in words.

use std::error::Error;

use aws_sdk_cloudformation::error::{ProvideErrorMetadata, SdkError};

use crate::Failure;

/// A call that AWS refused or that never reached it. `doing` says what was tried.
pub fn failed<E>(doing: &str, error: &SdkError<E>) -> Failure
where
    E: ProvideErrorMetadata + Error + 'static,
{
    Failure::World(format!("{doing}: {}", reason(error)))
}

/// Why a call did not work: AWS's own words, or what lies under a lost connection.
pub fn reason<E>(error: &SdkError<E>) -> String
where
    E: ProvideErrorMetadata + Error + 'static,
{
    if let Some(service) = error.as_service_error() {
        return match (service.message(), service.code()) {
            (Some(message), Some(code)) => format!("{message} ({code})"),
            (None, Some(code)) => code.to_owned(),
            (message, None) => message.map_or_else(|| service.to_string(), str::to_owned),
        };
    }
    chain(error)
}

/// Whether AWS says that there is no such stack or change set.
pub fn is_absent<E>(error: &SdkError<E>) -> bool
where
    E: ProvideErrorMetadata + Error + 'static,
{
    error.as_service_error().is_some_and(|service| {
        service.code() == Some("ChangeSetNotFound")
            || service.message().is_some_and(|message| message.contains("does not exist"))
    })
}

/// What the layers of the SDK say of themselves.
const LAYERS: [&str; 3] = ["dispatch failure", "other", "service error"];

/// The messages of an error and of what caused it, each once.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut at = Some(error);
    while let Some(error) = at {
        let message = error.to_string();
        if !LAYERS.contains(&message.as_str()) && !said.iter().any(|other| other.contains(&message)) {
            said.push(message);
        }
        at = error.source();
    }
    said.join(": ")
}
