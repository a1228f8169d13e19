//! What the picture and the shelf must know of a service.

use design::Kind;

use crate::Stack;

/// The static facts of a service.
#[derive(Debug)]
pub struct About {
    pub kind: Kind,
    pub category: Category,
    /// Symbol of its icon, mapped to a file by the icon set.
    pub icon: &'static str,
    /// draw.io shape, e.g. `mxgraph.aws4.rds`.
    pub drawio: &'static str,
    /// The stack it lives in unless its service says otherwise.
    pub stack: Stack,
    pub lane: Lane,
    /// Holds data: retained on deletion, replacing it asks by name.
    pub stateful: bool,
}

/// AWS's categories, whose official colours the tiles carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    Analytics,
    ApplicationIntegration,
    Compute,
    Containers,
    Database,
    DeveloperTools,
    General,
    ManagementGovernance,
    NetworkingContentDelivery,
    SecurityIdentity,
    Storage,
}

impl Category {
    /// Tile colour as published with the AWS architecture icons (2023+ set).
    pub fn colour(self) -> &'static str {
        match self {
            Category::Analytics | Category::NetworkingContentDelivery => "#8C4FFF",
            Category::ApplicationIntegration | Category::ManagementGovernance => "#E7157B",
            Category::Compute | Category::Containers => "#ED7100",
            Category::Database | Category::DeveloperTools => "#C925D1",
            Category::General => "#232F3E",
            Category::SecurityIdentity => "#DD344C",
            Category::Storage => "#7AA116",
        }
    }
}

/// Where a kind stands in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Left of the account: people, other networks, GitHub.
    Actor,
    /// The row above the region, on the request path: Route 53, CloudFront.
    Edge,
    /// Beside the edge row, linked without an arrow: web ACL, certificates.
    Docked,
    /// Draws a frame around what it contains: VPC, tier, EKS cluster, Auto Scaling group.
    Frame,
    /// On the VPC's top border: internet gateway.
    TopBorder,
    /// On the VPC's right border: VPC endpoints.
    RightBorder,
    /// One card in one zone: NAT gateway, instance.
    Zonal,
    /// One card across its tier's zones: load balancer, database.
    Spanning,
    /// Beside the VPC; the number orders them: observe 10, identity 20, secrets 30, messages 40, storage 50, images 60.
    Regional(u8),
    /// The lane below the VPC; the number orders them along the pipeline.
    Delivery(u8),
    /// Not drawn as a card unless selected: route table, security group.
    Hidden,
}
