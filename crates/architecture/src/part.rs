//! Parts: what an element consists of in AWS beyond itself, derived or made explicit by a node.

use design::Id;
use smol_str::SmolStr;

use crate::{Cidr, Ix};

/// A part of an element, named within it, e.g. `route-table/1`.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub name: SmolStr,
    pub data: PartData,
    /// The element that replaces the derived part.
    pub explicit: Option<Ix>,
}

impl Part {
    pub fn new(name: impl Into<SmolStr>, data: PartData) -> Part {
        Part { name: name.into(), data, explicit: None }
    }
}

/// What others must know of a part. A part only its own service reads is `Plain`.
#[derive(Debug, Clone, PartialEq)]
pub enum PartData {
    /// One AWS subnet of a tier.
    Subnet {
        zone: u8,
        cidr: Cidr,
    },
    /// The route table of a tier in one zone.
    RouteTable {
        zone: u8,
        routes: Vec<(Cidr, RouteTarget)>,
    },
    /// The security group of an element with network interfaces.
    SecurityGroup {
        ingress: Vec<GroupRule>,
        egress: Vec<GroupRule>,
    },
    /// The IAM role an element acts with; `service` is the principal that assumes it.
    Role {
        service: &'static str,
        managed: Vec<&'static str>,
        statements: Vec<Statement>,
    },
    Plain,
}

/// Where a route leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteTarget {
    InternetGateway(Ix),
    NatGateway(Ix),
}

/// One direction of allowed packets.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRule {
    pub protocol: &'static str,
    pub from_port: u16,
    pub to_port: u16,
    pub peer: Source,
    /// The edge that asks for it; `None` for what the kind itself needs.
    pub edge: Option<Id>,
    pub reason: &'static str,
}

/// The other side of a security group rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Cidr(Cidr),
    /// The security group of this element.
    Group(Ix),
    /// The AWS-managed list of CloudFront's origin-facing addresses.
    CloudFront,
    /// The gateway endpoint's list of S3 addresses.
    S3,
}

/// How much of the target's API a `uses` connection opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
    ReadWrite,
    Admin,
}

impl Access {
    pub fn parse(word: &str) -> Access {
        match word {
            "write" => Access::Write,
            "read-write" => Access::ReadWrite,
            "admin" => Access::Admin,
            _ => Access::Read,
        }
    }

    pub fn reads(self) -> bool {
        self != Access::Write
    }

    pub fn writes(self) -> bool {
        self != Access::Read
    }
}

/// What a target's service says must be allowed for an access: actions on its resources.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    pub actions: Vec<&'static str>,
    pub resources: Vec<StatementResource>,
}

/// An IAM statement on the role of an element.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The element it opens.
    pub target: Ix,
    pub actions: Vec<&'static str>,
    pub resources: Vec<StatementResource>,
    /// The edge that asks for it.
    pub edge: Option<Id>,
}

/// A resource of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementResource {
    /// The ARN of a part (empty name: the element itself), with a suffix such as `/*`.
    Arn { node: Id, part: String, suffix: &'static str },
    /// A pattern of ARNs, with `${AWS::Partition}`, `${AWS::Region}` and `${AWS::AccountId}` of the stack.
    Pattern(&'static str),
    /// `*`, for actions that know no resource.
    All,
}
