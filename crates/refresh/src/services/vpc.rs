//! Amazon VPC: NAT gateways (in the list of EC2), addresses, endpoints, transit gateways, VPN.

use pricing::Unit;

use crate::table::{Filter, Places, Row, Table};

pub const TABLES: &[Table] = &[
    Table {
        service: "AmazonEC2",
        filters: &[Filter::Contains("usagetype", "NatGateway-")],
        rows: &[
            Row::new("nat/hour", Unit::Hour, &["NatGateway-Hours"]).plain(),
            Row::new("nat/gib", Unit::Gib, &["NatGateway-Bytes"]).plain(),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonVPC",
        places: Places::RegionsAndZones,
        filters: &[Filter::Contains("usagetype", "PublicIPv4:")],
        rows: &[
            Row::new("ipv4/hour", Unit::Hour, &["PublicIPv4:InUseAddress"]),
            Row::new("ipv4/idle-hour", Unit::Hour, &["PublicIPv4:IdleAddress"]),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonVPC",
        rows: &[
            Row::new("vpc-endpoint/interface/hour", Unit::Hour, &["VpcEndpoint-Hours"]).plain(),
            Row::new("vpc-endpoint/interface/gib", Unit::Gib, &["VpcEndpoint-Bytes"]).plain(),
            Row::new("vpc-endpoint/gateway-load-balancer/hour", Unit::Hour, &["VpcEndpoint-GWLBE-Hours"])
                .plain(),
            Row::new("vpc-endpoint/gateway-load-balancer/gib", Unit::Gib, &["VpcEndpoint-GWLBE-Bytes"])
                .plain(),
            Row::new("transit-gateway/vpc-attachment/hour", Unit::Hour, &["TransitGateway-Hours"])
                .with(&[("operation", "TransitGatewayVPC")]),
            Row::new("transit-gateway/vpn-attachment/hour", Unit::Hour, &["TransitGateway-Hours"])
                .with(&[("operation", "TransitGatewayVPN")]),
            Row::new("transit-gateway/gib", Unit::Gib, &["TransitGateway-Bytes"])
                .with(&[("operation", "TransitGatewayVPC")]),
            Row::new("vpn/site-to-site/hour", Unit::Hour, &["VPN-Usage-Hours:ipsec.1"]),
            Row::new("vpn/client/association-hour", Unit::Hour, &["ClientVPN-EndpointHours"]),
            Row::new("vpn/client/connection-hour", Unit::Hour, &["ClientVPN-ConnectionHours"]),
            Row::new("vpc/reachability-analysis", Unit::Analysis, &["ReachabilityAnalyzer"]).unsure(),
            Row::new("vpc/traffic-mirror/hour", Unit::Hour, &["TrafficMirroring-Hours"]).unsure(),
        ],
        ..Table::REGIONAL
    },
];
