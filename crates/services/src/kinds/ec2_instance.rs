//! Amazon EC2 instance: one machine in one zone, such as a bastion reached through Session Manager.

use crate::value::map;
use architecture::{Blocker, Derived, GroupRule};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, TextForm, UsageField, Words};
use pricing::{Band, HOURS_PER_MONTH, Ledger};

use crate::{
    About, Category, Counted, Lane, Service, Site, Stack, Stacks, iam,
    kinds::{kms_key, subnet},
    machines::{self, Machines, SURPLUS},
    transfer,
};

pub struct Ec2Instance;

pub const KIND: &str = "ec2_instance";

pub const INSTANCE_TYPE: Property = Property::text("instance_type", TextForm::InstanceType, "t4g.small")
    .label("Instance type", "Tipo de instancia")
    .help("Processor and memory.", "Procesador y memoria.")
    .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html");
pub const ZONE: Property = Property::integer("zone", 1, 4, 1)
    .label("Zone", "Zona")
    .help("Zone it stands in.", "Zona en que está.")
    .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html");
pub const IMAGE: Property = Property::optional_text("image", TextForm::Any(512))
    .label("Image", "Imagen")
    .help(
        "AMI id, or SSM parameter that names one; the newest Amazon Linux 2023 when left out.",
        "Id de la AMI, o parámetro de SSM que la nombra; la última Amazon Linux 2023 si se omite.",
    )
    .source("https://docs.aws.amazon.com/linux/al2023/ug/ec2.html");
pub const ROOT_GIB: Property = Property::integer("root_gib", 8, 16_384, 20)
    .unit("GiB")
    .label("Root volume", "Volumen raíz")
    .help("Size of the encrypted gp3 root volume.", "Tamaño del volumen raíz gp3 cifrado.")
    .source("https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html");
pub const PUBLIC_ADDRESS: Property =
    Property::choice("public_address", &["by-tier", "always", "never"], "by-tier")
        .label("Public address", "Dirección pública")
        .help(
            "By tier: in public tiers only, where it is the way out.",
            "Por capa: solo en capas públicas, donde es la salida.",
        )
        .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html");
pub const SESSION_MANAGER: Property = Property::flag("session_manager", true)
    .label("Session Manager", "Session Manager")
    .help(
        "People open a shell through Systems Manager; no inbound port, no SSH key.",
        "Se abre una consola por Systems Manager; sin puertos de entrada ni clave SSH.",
    )
    .source("https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html");
pub const DETAILED_MONITORING: Property = Property::flag("detailed_monitoring", true)
    .label("Detailed monitoring", "Monitoreo detallado")
    .help("Metrics every minute instead of every five.", "Métricas cada minuto en vez de cada cinco.")
    .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html");
pub const TERMINATION_PROTECTION: Property = Property::flag("termination_protection", false)
    .label("Termination protection", "Protección de terminación")
    .help("EC2 refuses to terminate it while set.", "EC2 rechaza terminarla mientras esté activa.")
    .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html");
pub const PORT: Property = Property::optional_integer("port", 1, 65_535)
    .label("Port", "Puerto")
    .help(
        "Port it serves, for connections that name none.",
        "Puerto que sirve, para conexiones que no nombran uno.",
    )
    .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules.html");
pub const USER_DATA: Property = Property::optional_text("user_data", TextForm::Any(16_384))
    .label("User data", "Datos de usuario")
    .help("Script it runs at its first start.", "Script que ejecuta en su primer inicio.")
    .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("EC2 instance", "Instancia de EC2"),
        parents: &[subnet::KIND],
        contained: true,
        properties: &[
            &INSTANCE_TYPE,
            &ZONE,
            &IMAGE,
            &ROOT_GIB,
            &PUBLIC_ADDRESS,
            &SESSION_MANAGER,
            &DETAILED_MONITORING,
            &TERMINATION_PROTECTION,
            &PORT,
            &USER_DATA,
        ],
        connects: &[
            Connects { kind: ConnectionKind::Traffic, to: &[] },
            Connects { kind: ConnectionKind::Uses, to: &[] },
            Connects { kind: ConnectionKind::Logs, to: &["cloudwatch_log_group", "s3_bucket"] },
            Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] },
        ],
        usage: &[HOURS, SENT, SURPLUS],
        interface: true,
        role: true,
    },
    category: Category::Compute,
    icon: "ec2-instance",
    drawio: "mxgraph.aws4.ec2",
    stack: Stack::Compute,
    lane: Lane::Zonal,
    stateful: false,
};

/// How long instances run, for those that are stopped at night.
pub const HOURS: UsageField = UsageField {
    name: "hours_per_month",
    unit: "hours",
    help: Words::new("Hours a month it runs; 730 is always.", "Horas al mes en marcha; 730 es siempre."),
    assumed: ["730", "730", "730"],
    follows: Follows::Nothing,
};

/// What instances with addresses of their own send.
pub const SENT: UsageField = UsageField {
    name: "internet_gib_per_month",
    unit: "GiB",
    help: Words::new(
        "Data it sends to the internet from its own address; from its users' connections where those state it.",
        "Datos que envía a internet desde su propia dirección; de las conexiones de sus usuarios si lo indican.",
    ),
    assumed: ["0", "1", "10"],
    follows: Follows::Nothing,
};

impl Service for Ec2Instance {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        Derived { zones: u8::try_from(site.integer(&ZONE)).into_iter().collect(), ..Derived::default() }
    }

    fn port(&self, site: &Site<'_>, kind: ConnectionKind) -> Option<u16> {
        let stated = site.optional_integer(&PORT).and_then(|port| u16::try_from(port).ok());
        stated.or((kind == ConnectionKind::Target).then_some(80))
    }

    fn group_rules(&self, site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
        (Vec::new(), machines::https_out(site))
    }

    fn principal(&self, site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        let managed = site.flag(&SESSION_MANAGER).then_some("AmazonSSMManagedInstanceCore");
        Some(("ec2.amazonaws.com", managed.into_iter().collect()))
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        site.outside_its_tier(ZONE.name).into_iter().chain(bad_image(site)).collect()
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let (Some(tier), Some(zone)) = (site.tier(), site.zones.first()) else { return };
        iam::role(site, stacks);
        iam::instance_profile(site, stacks);
        let instance_type = site.text(&INSTANCE_TYPE);
        let image = machines::image(Stack::Compute, site, instance_type, site.optional_text(&IMAGE), stacks);
        stacks.resource(
            site,
            "",
            "AWS::EC2::Instance",
            map! {
                "ImageId" => image,
                "InstanceType" => instance_type,
                "IamInstanceProfile" => site.reference("instance-profile"),
                "NetworkInterfaces" => vec![map! {
                    "AssociatePublicIpAddress" => public(site),
                    "DeleteOnTermination" => true,
                    "DeviceIndex" => "0",
                    "GroupSet" => site.security_groups(),
                    "SubnetId" => tier.reference(&format!("subnet/{zone}")),
                }],
                "BlockDeviceMappings" => vec![machines::root_volume(site, site.integer(&ROOT_GIB))],
                "MetadataOptions" => machines::metadata_options(),
                "Monitoring" => site.flag(&DETAILED_MONITORING),
                "DisableApiTermination" => site.flag(&TERMINATION_PROTECTION),
                "EbsOptimized" => true,
                "PropagateTagsToVolumeOnCreation" => true,
                "UserData" => site.optional_text(&USER_DATA).map_or(Value::Null, machines::base64),
                "Tags" => site.tags(),
            },
        );
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let hours = hours(site, ledger);
        let machines = Machines {
            instance_type: site.text(&INSTANCE_TYPE),
            count: Band::from(1u32),
            hours,
            root_gib: site.integer(&ROOT_GIB),
            detailed_monitoring: site.flag(&DETAILED_MONITORING),
        };
        machines.price(site, ledger);
        if public(site) {
            ledger.charge(site.node(), None, "Amazon VPC", "Public IPv4 address", "ipv4/hour", hours);
            transfer::to_internet(site, SENT.name, ledger);
        }
        if site.flag(&SESSION_MANAGER) {
            ledger.free(
                site.node(),
                None,
                "AWS Systems Manager",
                "Session Manager",
                "AWS does not charge for sessions on EC2 instances.",
            );
        }
    }

    fn counted(&self, volume: &str) -> Counted {
        self::counted(volume)
    }

    fn prices(&self) -> &'static [&'static str] {
        &[
            "cloudwatch/metric",
            "ebs/gp3/storage",
            "ec2/cpu-credits/t3",
            "ec2/cpu-credits/t3a",
            "ec2/cpu-credits/t4g",
            "ec2/linux/{type}",
            "ipv4/hour",
            "transfer/internet/out",
        ]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let shell = if site.flag(&SESSION_MANAGER) { " · Session Manager" } else { "" };
        format!("{}{shell}", site.text(&INSTANCE_TYPE))
    }
}

/// Whether it gets a public address.
pub fn public(site: &Site<'_>) -> bool {
    match site.text(&PUBLIC_ADDRESS) {
        "always" => true,
        "never" => false,
        _ => site.tier().is_some_and(|tier| tier.text(&subnet::ACCESS) == "public"),
    }
}

/// Hours a month it runs: as stated, else as its environment, else always.
pub fn hours(site: &Site<'_>, ledger: &mut Ledger<'_>) -> Band {
    match site.usage.contains_key(HOURS.name) {
        true => site.volume(HOURS.name, ledger),
        false => Band::from(site.hours_on()),
    }
}

/// How the volumes of machines count: a month has no more hours than it has.
pub fn counted(volume: &str) -> Counted {
    if volume == HOURS.name { Counted::UpTo(HOURS_PER_MONTH) } else { Counted::AsItIs }
}

/// A blocker if the image is neither an id nor a parameter.
pub fn bad_image(site: &Site<'_>) -> Option<Blocker> {
    let named = site.optional_text(&IMAGE).filter(|named| !machines::names_image(named))?;
    Some(site.blocker(
        "bad-image",
        Some(IMAGE.name),
        format!("“{}” starts from “{named}”: name an AMI id (ami-…) or an SSM parameter (/…).", site.name),
    ))
}
