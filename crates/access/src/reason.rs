//! Why a call did not work.

use std::error::Error;

use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// Why a call did not work: AWS's own words, or what lies under a lost connection.
pub fn reason<E>(error: &SdkError<E, HttpResponse>) -> String
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
