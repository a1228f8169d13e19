//! Who can reach whom in one environment: routes, network ACLs, security groups, public addresses, endpoints; with a
//! witness.
//!
//! A [`Network`] is read once from an architecture and asked many times. [`Network::flow`] decides one TCP or UDP
//! connection between any two places, the internet and blocks as targets included. It walks the packets forwards and
//! the answer back: group out, network ACL out, route table (by the longest prefix), NAT gateway with the lists and
//! routes of its own subnet, internet gateway or endpoint; network ACL in, group in; then the lists again for the
//! answer, on a client's port of 1024-65535. Groups are stateful and lists are not. Each place is tried at one address
//! for each way in which some block can treat it, so “some address gets through” is exact. The answer is a witness,
//! the block that was met furthest on, or what the design does not say ([`Unknown`]): a value that is only known when
//! it is built, raw routes and rules, what lies behind a transit gateway, who stands at an address of a block.
//!
//! [`Network::any_port`] asks for whichever port passes, [`Network::sources`] for all who may open a connection, and
//! [`cut_points`] finds what all drawn paths share. Load balancers and CloudFront are ends of a flow;
//! [`Network::forwarded`] joins flows over them, where some path of a request takes all the connections on the way.
//!
//! Assumed: an office that is drawn has its VPN or Direct Connect; addresses that AWS gives are of no network that a
//! narrow block names; IPv6 is not walked.
//!
//! Invariants: no path is claimed that a rule or route does not carry; equal architectures give equal witnesses.
//! Must not know findings, prices or pictures.

mod acl;
mod address;
mod answer;
mod aws;
mod cut;
mod firewall;
mod flow;
mod forward;
mod network;
mod paths;
mod ports;
mod raw;
mod route;
mod sources;
mod witness;
pub mod words;

pub use address::{open_to_internet, public_address};
pub use answer::{Answer, Port, Protocol, Unknown};
pub use aws::endpoint_names;
pub use cut::cut_points;
pub use firewall::{Direction, Held, Permit, members, rules};
pub use network::Network;
pub use route::{gateway_to_internet, internet_gateway, nat_gateways, routes};
pub use witness::{Blocked, Place, Step, Witness};

/// The subnet of a tier in one zone.
type Subnet = (architecture::Ix, u8);
