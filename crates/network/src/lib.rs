//! Who can reach whom in one environment: routes, network ACLs, security groups, public addresses, endpoints; with a
//! witness.
//!
//! [`reach`] answers for one packet flow and says by which gateway, route table and security group rules it passes,
//! or what stops it first. [`sources`] lists everything that may open a connection to an element, [`chain`] follows
//! it back to the internet through elements that forward, and [`cut_points`] finds what all paths share.
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
//! Assumed: an office that is drawn has its VPN or Direct Connect; addresses that AWS gives are of no network that a
//! narrow block names; IPv6 is not walked.
//!
//! [`reach`] and what is built on it know groups and routes and no network ACLs: they may say “reached” where a list
//! stops it, which is the safe side for rules that ask what is exposed. Routes that leave the design lead nowhere
//! there.
//!
//! Load balancers and CloudFront are ends of a flow; [`Network::forwarded`] joins flows over them.
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
mod ports;
mod raw;
mod reach;
mod route;
pub mod words;

pub use address::{blocks, open_to_internet, public_address};
pub use answer::{Answer, Port, Protocol, Unknown};
pub use aws::endpoint_names;
pub use cut::cut_points;
pub use firewall::{Direction, Held, Permit, members, rules};
pub use network::Network;
pub use reach::{Blocked, Origin, Place, Step, Witness, chain, reach, sources};
pub use route::{gateway_to_internet, internet_gateway, nat_gateways, routes};

/// The subnet of a tier in one zone.
type Subnet = (architecture::Ix, u8);
