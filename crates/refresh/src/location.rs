//! Where AWS sells: how the price list names a place, and what its usage types begin with there.

use pricing::GLOBAL;

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Region,
    /// A Local Zone.
    Zone,
    /// What AWS prices once.
    Global,
    /// The edges of CloudFront, which AWS lists together.
    Edges,
}

/// A place that is asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Location {
    /// Its name in the book; that of the edges stands for all of them.
    pub name: &'static str,
    /// `regionCode` in the price list; empty where it has none.
    pub code: &'static str,
    /// What a usage type may begin with. Only these: `TS-LoadBalancerUsage` is not `LoadBalancerUsage` of a region `TS`.
    pub prefixes: &'static [&'static str],
    pub kind: Kind,
}

/// The name under which all edges are asked for.
pub const EDGES: &str = "edges";

const fn region(name: &'static str, prefixes: &'static [&'static str]) -> Location {
    Location { name, code: name, prefixes, kind: Kind::Region }
}

const fn zone(name: &'static str, code: &'static str, prefixes: &'static [&'static str]) -> Location {
    Location { name, code, prefixes, kind: Kind::Zone }
}

static LOCATIONS: [Location; 37] = [
    region("af-south-1", &["AFS1-", "af-south-1-"]),
    region("ap-east-1", &["APE1-", "ap-east-1-"]),
    region("ap-northeast-1", &["APN1-", "ap-northeast-1-"]),
    region("ap-northeast-2", &["APN2-", "ap-northeast-2-"]),
    region("ap-northeast-3", &["APN3-", "ap-northeast-3-"]),
    region("ap-south-1", &["APS3-", "ap-south-1-"]),
    region("ap-south-2", &["APS5-", "ap-south-2-"]),
    region("ap-southeast-1", &["APS1-", "ap-southeast-1-"]),
    region("ap-southeast-2", &["APS2-", "ap-southeast-2-"]),
    region("ap-southeast-3", &["APS4-", "ap-southeast-3-"]),
    region("ap-southeast-4", &["APS6-", "ap-southeast-4-"]),
    region("ap-southeast-5", &["APS7-", "ap-southeast-5-"]),
    region("ap-southeast-7", &["APS9-", "ap-southeast-7-"]),
    region("ca-central-1", &["CAN1-", "ca-central-1-"]),
    region("ca-west-1", &["CAN2-", "ca-west-1-"]),
    region("eu-central-1", &["EUC1-", "eu-central-1-"]),
    region("eu-central-2", &["EUC2-", "eu-central-2-"]),
    region("eu-north-1", &["EUN1-", "eu-north-1-"]),
    region("eu-south-1", &["EUS1-", "eu-south-1-"]),
    region("eu-south-2", &["EUS2-", "eu-south-2-"]),
    region("eu-west-1", &["EU-", "EUW1-", "eu-west-1-"]),
    region("eu-west-2", &["EUW2-", "eu-west-2-"]),
    region("eu-west-3", &["EUW3-", "eu-west-3-"]),
    region("il-central-1", &["ILC1-", "il-central-1-"]),
    region("me-central-1", &["MEC1-", "me-central-1-"]),
    region("me-south-1", &["MES1-", "me-south-1-"]),
    region("mx-central-1", &["MXC1-", "mx-central-1-"]),
    region("sa-east-1", &["SAE1-", "sa-east-1-"]),
    // The oldest region has usage types without a prefix.
    region("us-east-1", &["USE1-", "us-east-1-", ""]),
    region("us-east-2", &["USE2-", "us-east-2-"]),
    region("us-west-1", &["USW1-", "us-west-1-"]),
    region("us-west-2", &["USW2-", "us-west-2-"]),
    zone("us-east-1-bue-1a", "us-east-1-bue-1", &["BUE1-", "USE1-BUE1-"]),
    zone("us-east-1-lim-1a", "us-east-1-lim-1", &["LIM1-", "USE1-LIM1-"]),
    zone("us-east-1-scl-1a", "us-east-1-scl-1", &["SCL1-", "USE1-SCL1-"]),
    // What is priced once stands under no region, or under each at the same price.
    Location { name: GLOBAL, code: "", prefixes: &[""], kind: Kind::Global },
    Location { name: EDGES, code: "", prefixes: &[], kind: Kind::Edges },
];

/// Edges by what their usage types begin with.
const EDGE_PREFIXES: [(&str, &str); 9] = [
    ("AP-", "edge:asia-pacific"),
    ("AU-", "edge:australia"),
    ("CA-", "edge:canada"),
    ("EU-", "edge:europe"),
    ("IN-", "edge:india"),
    ("JP-", "edge:japan"),
    ("SA-", "edge:south-america"),
    ("US-", "edge:united-states"),
    ("ZA-", "edge:south-africa-middle-east"),
];

impl Location {
    /// The place of a name in the book, or as a person says it.
    pub fn named(name: &str) -> Option<&'static Location> {
        let name = if name.starts_with("edge:") { EDGES } else { name };
        LOCATIONS.iter().find(|location| location.name == name)
    }

    /// The names of all places that can be asked for.
    pub fn names() -> impl Iterator<Item = &'static str> {
        LOCATIONS.iter().map(|location| location.name)
    }

    /// Whether a code is a region's.
    pub fn is_region(code: &str) -> bool {
        LOCATIONS.iter().any(|location| location.kind == Kind::Region && location.code == code)
    }

    /// A usage type of this place without what it begins with, and the place's name in the book, in each way in which
    /// it can be read.
    pub fn read<'u>(&'static self, usage: &'u str) -> Vec<(&'static str, &'u str)> {
        match self.kind {
            Kind::Edges => EDGE_PREFIXES
                .iter()
                .filter_map(|(prefix, edge)| Some((*edge, usage.strip_prefix(prefix)?)))
                .collect(),
            Kind::Global => LOCATIONS
                .iter()
                .filter(|location| matches!(location.kind, Kind::Region | Kind::Global))
                .flat_map(|location| location.prefixes)
                .filter_map(|prefix| Some((self.name, usage.strip_prefix(prefix)?)))
                .collect(),
            Kind::Region | Kind::Zone => self
                .prefixes
                .iter()
                .filter_map(|prefix| Some((self.name, usage.strip_prefix(prefix)?)))
                .collect(),
        }
    }

    /// Whether what the price list calls `locationType` may be this place: Local Zones and Outposts share the code of a
    /// region.
    pub fn may_be(&self, kind: Option<&str>) -> bool {
        match (self.kind, kind) {
            (_, None | Some("")) | (Kind::Global | Kind::Edges, _) => true,
            (Kind::Region, Some(kind)) => kind == "AWS Region",
            (Kind::Zone, Some(kind)) => kind == "AWS Local Zone",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_embedded_book_can_be_asked_for() {
        for name in pricing::Book::embedded().locations() {
            assert!(Location::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_usage_type_is_read_by_the_prefixes_of_its_place_only() {
        let rest = |place: &str, usage: &'static str| -> Vec<&str> {
            Location::named(place).unwrap().read(usage).into_iter().map(|(_, rest)| rest).collect()
        };
        assert_eq!(rest("sa-east-1", "SAE1-LCUUsage"), ["LCUUsage"]);
        assert_eq!(rest("sa-east-1", "TS-LCUUsage"), Vec::<&str>::new());
        assert_eq!(rest("us-east-1", "LCUUsage"), ["LCUUsage"]);
        assert_eq!(rest("us-east-1", "USE1-RuleV2"), ["RuleV2", "USE1-RuleV2"]);
        assert_eq!(rest("us-east-1", "us-east-1-KMS-Keys"), ["KMS-Keys", "us-east-1-KMS-Keys"]);
        assert_eq!(rest("eu-west-1", "EU-NatGateway-Hours"), ["NatGateway-Hours"]);
    }

    #[test]
    fn an_edge_is_told_by_its_prefix() {
        let edges = Location::named("edge:south-america").unwrap();
        assert_eq!(
            edges.read("SA-DataTransfer-Out-Bytes"),
            [("edge:south-america", "DataTransfer-Out-Bytes")]
        );
        assert_eq!(edges.read("Global-DataTransfer-Out-Bytes"), []);
    }
}
