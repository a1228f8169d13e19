//! The designs to start from, part of the program.

use text::Words;

/// A design to start from.
#[derive(Debug, Clone, Copy)]
pub struct StartingPoint {
    pub name: &'static str,
    pub title: Words,
    pub description: Words,
    /// The document's canonical bytes.
    pub document: &'static str,
}

/// All starting points, the whole reference topology first.
pub static TEMPLATES: &[StartingPoint] = &[StartingPoint {
    name: "reference",
    title: Words::new("Reference topology", "Topología de referencia"),
    description: Words::new(
        "EKS behind CloudFront and an ALB, RDS, OpenSearch, queues, and delivery across four accounts.",
        "EKS tras CloudFront y un ALB, RDS, OpenSearch, colas y entrega en cuatro cuentas.",
    ),
    document: include_str!("../../../templates/reference/design.json"),
}];
