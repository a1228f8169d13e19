//! How far rules see: which of them an edit may make judge an element otherwise.

use architecture::{Architecture, Followed, Ix};
use services::kinds::cfn_resource;

use crate::Scope;

/// The narrowest scope in which a rule that judges an element sees another one that `wanted` holds of; `None` where
/// only those see it that look further than at neighbours.
pub fn nearest(architecture: &Architecture, ix: Ix, wanted: impl Fn(Ix) -> bool) -> Option<Scope> {
    let element = &architecture.elements[ix];
    let within = |at: Ix| architecture.ancestors(at).any(&wanted);
    let owner = element.replaces.as_ref().and_then(|part| architecture.index_of(part.node.as_str()));
    let mut replacing = element.parts.iter().filter_map(|part| part.explicit);
    let named = || architecture.named(ix).into_iter().any(within);
    if within(ix) || owner.is_some_and(within) || replacing.any(within) || named() {
        return Some(Scope::Node);
    }
    let mut to = element.out.iter().map(|&edge| architecture.edges[edge].to);
    let mut from = element.into.iter().map(|&edge| architecture.edges[edge].from);
    let near = element.children.iter().copied().any(&wanted) || to.any(within) || from.any(within);
    near.then_some(Scope::Neighbours)
}

/// The narrowest scope whose rules edits may make judge an element otherwise; those of all wider ones may, too.
pub(crate) fn touched(architecture: &Architecture, ix: Ix, edits: &Followed, of_raw: bool) -> Option<Scope> {
    if edits.links(ix) {
        return Some(nearest(architecture, ix, |at| edits.differs(at)).unwrap_or(Scope::Vpc));
    }
    (of_raw || raw(architecture, ix)).then_some(Scope::Whole)
}

pub(crate) fn raw(architecture: &Architecture, ix: Ix) -> bool {
    architecture.elements[ix].is(cfn_resource::KIND)
}
