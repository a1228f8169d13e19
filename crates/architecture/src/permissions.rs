//! IAM statements follow `uses`, `logs`, `event` and `delivery` connections.

use design::ConnectionKind;

use crate::{Access, Architecture, Derivation, Ix, Part, PartData, Statement};

/// Name of the role part of an element that acts.
pub const ROLE: &str = "role";

/// Gives each acting element its role, with statements for what it uses.
pub(crate) fn derive(architecture: &mut Architecture, elements: &[Ix], derivation: &dyn Derivation) {
    for &ix in elements {
        let element = &architecture.elements[ix];
        if !element.kind.role || !element.here() {
            continue;
        }
        let Some((service, managed)) = derivation.principal(architecture, ix) else { continue };
        let mut statements = derivation.own_statements(architecture, ix);
        for &at in &element.out {
            let edge = &architecture.edges[at];
            let access = match edge.kind {
                ConnectionKind::Uses => Access::parse(edge.text("access")),
                ConnectionKind::Logs | ConnectionKind::Event => Access::Write,
                _ => continue,
            };
            for grant in derivation.grants(architecture, edge.to, access) {
                statements.push(Statement {
                    target: edge.to,
                    actions: grant.actions,
                    resources: grant.resources,
                    edge: Some(edge.id.clone()),
                });
            }
        }
        let part = Part::new(ROLE, PartData::Role { service, managed, statements });
        architecture.elements[ix].parts.push(part);
    }
}
