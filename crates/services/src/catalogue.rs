//! The contract of a service, and the catalogue made of all of them.

use std::sync::LazyLock;

use architecture::{
    Access, Architecture, Blocker, Derivation, Derived, Grant, GroupRule, Ix, Source, Statement,
};
use cloudformation::Value;
use design::{Catalogue, ConnectionKind, Kind};
use pricing::Ledger;

use crate::{About, Counted, SERVICES, Site, Stack, Stacks, kinds::cfn_resource, transfer};

/// One AWS service (or actor). Defaults suit a service that needs nothing special.
pub trait Service: Sync {
    fn about(&self) -> &'static About;

    /// Zones and parts; by default the zones of what contains it and no parts.
    fn derive(&self, site: &Site<'_>) -> Derived {
        Derived { zones: site.inherited_zones(), ..Derived::default() }
    }

    /// Elements it reads, or one that leads to them, where no link does; what it reads else it is linked to.
    fn reads(&self, _site: &Site<'_>) -> Vec<Ix> {
        Vec::new()
    }

    /// The port it listens on when a connection names none.
    fn port(&self, _site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        None
    }

    /// How its packets look to a security group when it has none itself.
    fn addresses(&self, _site: &Site<'_>) -> Vec<Source> {
        Vec::new()
    }

    /// Whether this one has network interfaces, and with them a security group; for kinds of which only some do.
    fn interface(&self, site: &Site<'_>) -> bool {
        site.kind.interface
    }

    /// (ingress, egress) rules it needs beyond the arrows.
    fn group_rules(&self, _site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
        Default::default()
    }

    /// The principal that assumes its role, and the AWS-managed policies on it.
    fn principal(&self, _site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        None
    }

    /// Statements its role needs whatever it is connected to.
    fn own_statements(&self, _site: &Site<'_>) -> Vec<Statement> {
        Vec::new()
    }

    /// What an access to it takes.
    fn grants(&self, _site: &Site<'_>, _access: Access) -> Vec<Grant> {
        Vec::new()
    }

    /// The ARN of a part (empty name: the element itself); most types give it as the attribute `Arn`.
    fn arn(&self, site: &Site<'_>, part: &str) -> Value {
        site.get(part, "Arn")
    }

    /// What AWS would refuse.
    fn blockers(&self, _site: &Site<'_>) -> Vec<Blocker> {
        Vec::new()
    }

    /// The stack of its resources.
    fn stack(&self, _site: &Site<'_>) -> Stack {
        self.about().stack
    }

    /// Its CloudFormation resources.
    fn synthesize(&self, _site: &Site<'_>, _stacks: &mut Stacks<'_>) {}

    /// Its price lines: quantity, unit and key; or why it is unpriced.
    fn price(&self, _site: &Site<'_>, _ledger: &mut Ledger<'_>) {}

    /// How a volume of it counts for these lines.
    fn counted(&self, _volume: &str) -> Counted {
        Counted::AsItIs
    }

    /// The slugs its price lines can ask the book for; words in braces vary. A test holds them against what is asked.
    fn prices(&self) -> &'static [&'static str] {
        &[]
    }

    /// The card's second line, e.g. `PostgreSQL 17 · db.r6g.large`.
    fn spec(&self, _site: &Site<'_>) -> String {
        String::new()
    }
}

/// All services as the lower crates see them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Services;

/// [`SERVICES`] beside their kinds' names, so that a search asks none of them.
static BY_NAME: LazyLock<Vec<(&'static str, &'static dyn Service)>> =
    LazyLock::new(|| SERVICES.iter().map(|service| (service.about().kind.name, *service)).collect());

/// The service of a kind.
pub fn service(kind: &str) -> Option<&'static dyn Service> {
    let at = BY_NAME.binary_search_by_key(&kind, |(name, _)| name).ok()?;
    BY_NAME.get(at).map(|(_, service)| *service)
}

/// Adds what an element and the connections it bears cost a month, by the prices of the region it is built in.
pub fn price(site: &Site<'_>, ledger: &mut Ledger<'_>) {
    ledger.turn_to(site.built_in());
    if let Some(service) = service(site.kind.name) {
        service.price(site, ledger);
    }
    transfer::price(site, ledger);
}

impl Services {
    fn at<T: Default>(
        architecture: &Architecture,
        ix: Ix,
        ask: impl FnOnce(&'static dyn Service, &Site<'_>) -> T,
    ) -> T {
        let site = Site::new(architecture, ix);
        service(site.kind.name).map(|service| ask(service, &site)).unwrap_or_default()
    }
}

impl Catalogue for Services {
    fn kind(&self, name: &str) -> Option<&'static Kind> {
        service(name).map(|service| &service.about().kind)
    }

    fn kinds(&self) -> Vec<&'static Kind> {
        SERVICES.iter().map(|service| &service.about().kind).collect()
    }

    /// Packets and API calls may lead to any raw CloudFormation resource.
    fn open(&self, kind: &str, connection: ConnectionKind) -> bool {
        kind == cfn_resource::KIND && matches!(connection, ConnectionKind::Traffic | ConnectionKind::Uses)
    }
}

impl Derivation for Services {
    fn derive(&self, architecture: &Architecture, ix: Ix) -> Derived {
        Services::at(architecture, ix, |service, site| service.derive(site))
    }

    fn reads(&self, architecture: &Architecture, ix: Ix) -> Vec<Ix> {
        Services::at(architecture, ix, |service, site| service.reads(site))
    }

    fn port(&self, architecture: &Architecture, ix: Ix, kind: ConnectionKind) -> Option<u16> {
        Services::at(architecture, ix, |service, site| service.port(site, kind))
    }

    fn addresses(&self, architecture: &Architecture, ix: Ix) -> Vec<Source> {
        Services::at(architecture, ix, |service, site| service.addresses(site))
    }

    fn interface(&self, architecture: &Architecture, ix: Ix) -> bool {
        Services::at(architecture, ix, |service, site| service.interface(site))
    }

    fn group_rules(&self, architecture: &Architecture, ix: Ix) -> (Vec<GroupRule>, Vec<GroupRule>) {
        Services::at(architecture, ix, |service, site| service.group_rules(site))
    }

    fn principal(&self, architecture: &Architecture, ix: Ix) -> Option<(&'static str, Vec<&'static str>)> {
        Services::at(architecture, ix, |service, site| service.principal(site))
    }

    fn own_statements(&self, architecture: &Architecture, ix: Ix) -> Vec<Statement> {
        Services::at(architecture, ix, |service, site| service.own_statements(site))
    }

    fn grants(&self, architecture: &Architecture, target: Ix, access: Access) -> Vec<Grant> {
        Services::at(architecture, target, |service, site| service.grants(site, access))
    }

    fn blockers(&self, architecture: &Architecture, ix: Ix) -> Vec<Blocker> {
        Services::at(architecture, ix, |service, site| service.blockers(site))
    }
}
