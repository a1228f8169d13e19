//! Bytes to a checked [`Document`]: text → tree that borrows from it → types → [`crate::check`].

pub(crate) mod fields;
mod money;
mod shape;
pub(crate) mod tree;
mod workload;

use crate::{
    Catalogue, Document,
    check::check_into,
    problem::{LoadErrors, Problems},
};

/// Reads a document and checks it against the kinds there are.
///
/// # Errors
/// Everything wrong with it, in a stable order: first what is not JSON, then what does not have the shape of a
/// document, then what does not fit together. Checks across elements run only on what was read without holes,
/// so that one mistake is reported once.
pub fn load(text: &[u8], catalogue: &dyn Catalogue) -> Result<Document, LoadErrors> {
    let problems = Problems::default();
    let document = tree::parse(text, &problems).and_then(|tree| shape::document(tree, &problems));
    if let Some(document) = &document
        && !problems.incomplete()
    {
        check_into(document, catalogue, &problems);
    }
    match (problems.into_errors(), document) {
        (None, Some(document)) => Ok(document),
        (Some(errors), _) => Err(errors),
        // A missing document always comes with its problem.
        (None, None) => Err(LoadErrors { problems: Vec::new(), more: 0 }),
    }
}
