//! How a kind of node is described to the document: what it may hold, where it may stand, what it may connect to.

use crate::{
    document::ConnectionKind,
    property::{Property, TextForm, Words},
    workload::Follows,
};

/// A kind of node as far as the document must know it. Everything else about a service stands in its file.
#[derive(Debug)]
pub struct Kind {
    /// `snake_case`, e.g. `rds_instance`.
    pub name: &'static str,
    pub title: Words,
    /// Kinds it may stand in; empty: it stands in the environment itself.
    pub parents: &'static [&'static str],
    /// Must have a parent of one of `parents` (else it may also stand in the environment itself).
    pub contained: bool,
    pub properties: &'static [&'static Property],
    /// The connections it may start.
    pub connects: &'static [Connects],
    /// Volumes a person can state for it, with what is assumed otherwise.
    pub usage: &'static [UsageField],
    /// Has network interfaces in a subnet, and with them a security group.
    pub interface: bool,
    /// Acts with an IAM role of its own.
    pub role: bool,
}

/// A legal connection: this kind of connection to these kinds of node.
#[derive(Debug, Clone, Copy)]
pub struct Connects {
    pub kind: ConnectionKind,
    /// Kinds it may end at; empty means any.
    pub to: &'static [&'static str],
}

/// A volume that moves the price: stated in `usage`, or assumed.
#[derive(Debug, Clone, Copy)]
pub struct UsageField {
    pub name: &'static str,
    pub unit: &'static str,
    pub help: Words,
    /// Assumed low, typical and high value when the document states none, as decimal text.
    pub assumed: [&'static str; 3],
    /// What it is in an environment whose workload is stated.
    pub follows: Follows,
}

/// The kinds there are. Implemented by the services, so that the document stays free of them.
pub trait Catalogue {
    fn kind(&self, name: &str) -> Option<&'static Kind>;
    /// All kinds, sorted by name.
    fn kinds(&self) -> Vec<&'static Kind>;
    /// Whether this connection may end at the kind whatever it starts from: a stand-in for what nobody knows.
    fn open(&self, _kind: &str, _connection: ConnectionKind) -> bool {
        false
    }
}

const PORT: Property = Property::optional_integer("port", 1, 65_535).label("Port", "Puerto").help(
    "Port the target listens on; the target's own port when left out.",
    "Puerto en que escucha el destino.",
);
const TO_PORT: Property = Property::optional_integer("to_port", 1, 65_535)
    .label("Last port", "Último puerto")
    .help("End of a port range that starts at port.", "Fin de un rango que comienza en port.");
const PROTOCOL: Property = Property::choice("protocol", &["tcp", "udp"], "tcp")
    .label("Protocol", "Protocolo")
    .help("Transport protocol.", "Protocolo de transporte.");
const ACCESS: Property = Property::choice("access", &["read", "write", "read-write", "admin"], "read")
    .label("Access", "Acceso")
    .help("What the IAM statements allow.", "Lo que permiten las sentencias de IAM.");
const PATH: Property = Property::optional_text("path", TextForm::Any(128)).label("Path", "Ruta").help(
    "Path pattern of this origin or target; the default one when left out.",
    "Patrón de ruta de este origen o destino.",
);
const TARGET_TYPE: Property = Property::choice("target_type", &["instance", "ip"], "instance")
    .label("Target type", "Tipo de destino")
    .help(
        "Instances by node port, or pod addresses bound by the load balancer controller.",
        "Instancias por puerto de nodo, o direcciones de pods.",
    );
const HEALTH_PATH: Property = Property::text("health_path", TextForm::Any(128), "/healthz")
    .label("Health check path", "Ruta de comprobación")
    .help(
        "Path the load balancer asks for the health of a target.",
        "Ruta con la que se comprueba la salud del destino.",
    );
const PRIORITY: Property = Property::integer("priority", 1, 50_000, 100).label("Priority", "Prioridad").help(
    "Order of listener rules; the lowest is asked first.",
    "Orden de las reglas; la menor se evalúa primero.",
);
const ACTION: Property = Property::optional_text("action", TextForm::Any(40)).label("Action", "Acción").help(
    "What the delivery step does; the default of both ends when left out.",
    "Lo que hace el paso de entrega.",
);
const EVENTS: Property = Property::list("events", &crate::property::Shape::Text(TextForm::Any(60)))
    .label("Events", "Eventos")
    .help(
        "Names of the events that are sent; all of the source's usual ones when empty.",
        "Nombres de los eventos enviados.",
    );

/// The typed properties of each kind of connection.
pub fn connection_properties(kind: ConnectionKind) -> &'static [&'static Property] {
    match kind {
        ConnectionKind::Traffic => &[&PORT, &PROTOCOL, &TO_PORT],
        ConnectionKind::Uses => &[&ACCESS],
        ConnectionKind::Origin => &[&PATH, &PORT],
        ConnectionKind::Target => &[&HEALTH_PATH, &PATH, &PORT, &PRIORITY, &TARGET_TYPE],
        ConnectionKind::Event => &[&EVENTS],
        ConnectionKind::Delivery => &[&ACTION],
        ConnectionKind::Logs | ConnectionKind::Attached | ConnectionKind::Replicates => &[],
    }
}

const GIB_PER_MONTH: UsageField = UsageField {
    name: "gib_per_month",
    unit: "GiB",
    help: Words::new(
        "Data that crosses this connection in a month, both directions.",
        "Datos que cruzan esta conexión en un mes, en ambos sentidos.",
    ),
    assumed: ["1", "10", "100"],
    follows: Follows::Data("0.1"),
};

/// The volumes a person can state for each kind of connection.
pub fn connection_usage(kind: ConnectionKind) -> &'static [UsageField] {
    match kind {
        ConnectionKind::Traffic
        | ConnectionKind::Origin
        | ConnectionKind::Target
        | ConnectionKind::Uses
        | ConnectionKind::Replicates => &[GIB_PER_MONTH],
        ConnectionKind::Logs
        | ConnectionKind::Event
        | ConnectionKind::Attached
        | ConnectionKind::Delivery => &[],
    }
}
