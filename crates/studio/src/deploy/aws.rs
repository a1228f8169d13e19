//! What went wrong in a call to AWS, in words.

use std::error::Error;

use access::reason;
use aws_sdk_cloudformation::error::{ProvideErrorMetadata, SdkError};

use crate::Failure;

/// A call that AWS refused or that never reached it. `doing` says what was tried.
pub fn failed<E>(doing: &str, error: &SdkError<E>) -> Failure
where
    E: ProvideErrorMetadata + Error + 'static,
{
    Failure::World(format!("{doing}: {}", reason(error)))
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
