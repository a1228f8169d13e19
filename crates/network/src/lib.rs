//! Who can reach whom in one environment: routes, security groups, public addresses; with a witness.
//!
//! [`reach`] answers for one packet flow and says by which gateway, route table and security group rules it passes,
//! or what stops it first. [`sources`] lists everything that may open a connection to an element, [`chain`] follows
//! it back to the internet through elements that forward, and [`cut_points`] finds what all paths share.
//!
//! What it knows: internet and NAT gateways, route tables (derived and explicit), security groups (derived,
//! explicit and attached), public addresses. There are no network ACLs in the model yet, and routes to things
//! outside the design (transit gateways, peerings) lead nowhere here.
//!
//! Invariants: no path is claimed that a rule or route does not carry; equal architectures give equal witnesses.
//! Must not know findings, prices or pictures.

mod address;
mod cut;
mod firewall;
mod reach;
mod route;

pub use address::{blocks, open_to_internet, public_address};
pub use cut::cut_points;
pub use firewall::{Direction, Held, Permit, members, rules};
pub use reach::{Blocked, Origin, Place, Step, Witness, chain, reach, sources};
pub use route::{gateway_to_internet, internet_gateway, nat_gateways, routes};
