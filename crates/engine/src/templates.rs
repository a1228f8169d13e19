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
pub static TEMPLATES: &[StartingPoint] = &[
    StartingPoint {
        name: "reference",
        title: Words::new("Reference topology", "Topología de referencia"),
        description: Words::new(
            "EKS behind CloudFront and an ALB, RDS, OpenSearch, queues, and delivery across four accounts.",
            "EKS tras CloudFront y un ALB, RDS, OpenSearch, colas y entrega en cuatro cuentas.",
        ),
        document: include_str!("../../../templates/reference/design.json"),
    },
    StartingPoint {
        name: "static-site",
        title: Words::new("Static site", "Sitio estático"),
        description: Words::new(
            "CloudFront with a web ACL in front of a private S3 bucket.",
            "CloudFront con una web ACL delante de un bucket de S3 privado.",
        ),
        document: include_str!("../../../templates/static-site/design.json"),
    },
    StartingPoint {
        name: "web-three-tier",
        title: Words::new("Three-tier web application", "Aplicación web de tres capas"),
        description: Words::new(
            "ALB, an Auto Scaling group of EC2 instances, RDS, and gradual delivery by CodeDeploy.",
            "ALB, un grupo de Auto Scaling de instancias EC2, RDS y entrega gradual con CodeDeploy.",
        ),
        document: include_str!("../../../templates/web-three-tier/design.json"),
    },
];
