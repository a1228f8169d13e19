//! The customer managed key an element is attached to, and what its users may do with it.

use architecture::{Access, Grant};
use cloudformation::Value;

use crate::{Service, Site, kinds::kms_key};

/// The ARN of the attached key.
pub fn key_arn(site: &Site<'_>) -> Option<Value> {
    site.attached(kms_key::KIND).map(|key| key.get("", "Arn"))
}

/// What reading or writing encrypted data takes of the attached key; nothing without one.
///
/// Writers decrypt too: multipart uploads and message batches read back the data key.
pub fn key_grants(site: &Site<'_>, access: Access) -> Vec<Grant> {
    let needed = if access.writes() { Access::ReadWrite } else { access };
    site.attached(kms_key::KIND).map(|key| kms_key::KmsKey.grants(&key, needed)).unwrap_or_default()
}
