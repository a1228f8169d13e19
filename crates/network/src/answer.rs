//! What is asked of a flow, and what is answered.

use std::fmt;

use architecture::Ix;
pub use design::Transport as Protocol;

use crate::{Blocked, Witness};

/// A port that is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Port {
    pub protocol: Protocol,
    pub number: u16,
}

impl Port {
    pub const HTTPS: Port = Port::tcp(443);

    pub const fn tcp(number: u16) -> Port {
        Port { protocol: Protocol::Tcp, number }
    }
}

impl fmt::Display for Port {
    /// `443/tcp`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.protocol.word())
    }
}

/// Whether a connection comes about.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer<'a> {
    Passes(Witness<'a>),
    Blocked(Blocked),
    /// That depends on something which the design does not say.
    CannotTell(Unknown),
}

impl<'a> Answer<'a> {
    /// The way it takes.
    ///
    /// # Errors
    /// What stops it, or is not known.
    pub fn witness(self) -> Result<Witness<'a>, Answer<'a>> {
        match self {
            Answer::Passes(witness) => Ok(witness),
            stopped => Err(stopped),
        }
    }
}

/// What a design does not say of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// A value of a raw resource that is only known when it is built.
    Value { element: Ix, property: &'static str },
    /// A raw route or rule, which is not walked.
    NotWalked { element: Ix },
    /// What an explicit route table leads to outside the design.
    Beyond { table: Ix },
    /// The address that AWS gives it.
    Address { element: Ix },
    /// What has an address of this tier, and which groups it is in.
    Tenant { tier: Ix },
    /// Whether a VPN or Direct Connect joins private addresses outside to the element's network.
    PrivateWay { element: Ix },
    /// Which of many path patterns a request fits first.
    Requests { element: Ix },
    /// Anyone's packets get to the public endpoint of this service; whom it serves its permissions decide.
    Permissions { element: Ix },
}
