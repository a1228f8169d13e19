//! Raw instances that take from a launch template what they do not say themselves.

use services::kinds::cfn_resource;
use text::Message;

use crate::{Built, Case, Given, Verdict, policies};

/// That it cannot be told, where a raw instance says nothing of a property and names a launch template.
pub(crate) fn left_to_template(built: &Built, case: &Case<'_>) -> Option<Verdict> {
    let silent = built.concerns(case) && policies::raw(case, built.path) == Given::Absent;
    if !silent || policies::raw(case, "LaunchTemplate") == Given::Absent {
        return None;
    }
    let message = Message::say(
        "“{0}” leaves {1} to its launch template.",
        "«{0}» deja {1} a su plantilla de lanzamiento.",
    )
    .with(case.name.clone())
    .with(built.path);
    Some(Verdict::cannot_tell(message).on(cfn_resource::PROPERTIES.name))
}
