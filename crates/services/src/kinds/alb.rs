//! Application Load Balancer: listeners, rules and one target group for each `target` connection.
//!
//! Behind CloudFront it answers only requests that carry the secret header: the value is the part `origin-secret`,
//! which CloudFront sends (see [`origin_secret`]) and every forwarding rule asks for; all else gets 403.

use crate::value::map;
use architecture::{Blocker, Edge, GroupRule, Source};
use cloudformation::{Intrinsic, Value, logical_id};
use design::{ConnectionKind, Connects, Follows, Kind, Property, UsageField, Words};
use pricing::{Band, HOURS_PER_MONTH, Ledger};
use rust_decimal::Decimal;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, capacity_units, groups,
    kinds::{acm_certificate, auto_scaling_group, ec2_instance, kms_key, subnet},
    listeners::{attribute, routes, write_listeners, write_target_group},
    service, site,
};

pub struct Alb;

pub const KIND: &str = "alb";

/// The header CloudFront proves itself with.
pub const ORIGIN_HEADER: &str = "X-Origin-Verify";
/// The part that holds the header's value: a secret, in the network stack.
pub const ORIGIN_SECRET: &str = "origin-secret";

pub const SCHEME: Property = Property::choice(
    "scheme",
    &["by-tier", "internet-facing", "internal"],
    "by-tier",
)
.label("Scheme", "Esquema")
.help(
    "By tier: internet-facing in a public tier, else internal.",
    "Por capa: hacia internet en una capa pública; si no, interno.",
)
.source(
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
);
pub const TLS_POLICY: Property = Property::choice(
    "tls_policy",
    &[
        "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
        "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        "ELBSecurityPolicy-TLS13-1-3-2021-06",
        "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
    ],
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
)
.label("TLS policy", "Política TLS")
.help("Protocols and ciphers clients may use.", "Protocolos y cifrados que pueden usar los clientes.")
.source("https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html");
pub const REDIRECT: Property = Property::flag("http_redirect", true)
    .label("HTTP redirect", "Redirección HTTP")
    .help("Sends requests on port 80 to HTTPS.", "Envía las solicitudes del puerto 80 a HTTPS.")
    .source(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
    );
pub const DELETION_PROTECTION: Property = Property::flag("deletion_protection", true)
    .label("Deletion protection", "Protección contra borrado")
    .help("AWS refuses to delete it while set.", "AWS rechaza borrarlo mientras esté activa.")
    .source(LB_ATTRIBUTES);
pub const DROP_INVALID: Property = Property::flag("drop_invalid_headers", true)
    .label("Drop invalid headers", "Descartar cabeceras inválidas")
    .help(
        "Removes header fields that are not valid instead of passing them on.",
        "Elimina cabeceras no válidas en vez de reenviarlas.",
    )
    .source(LB_ATTRIBUTES);
pub const DESYNC: Property =
    Property::choice("desync_mitigation", &["monitor", "defensive", "strictest"], "defensive")
        .label("Desync mitigation", "Mitigación de desincronización")
        .help("How it treats requests that risk HTTP desync.", "Cómo trata solicitudes con riesgo de desync.")
        .source(LB_ATTRIBUTES);
pub const IDLE_TIMEOUT: Property = Property::integer("idle_timeout_seconds", 1, 4000, 60)
    .unit("seconds")
    .label("Idle timeout", "Tiempo de inactividad")
    .help(
        "A connection without data is closed after this.",
        "Cierra una conexión sin datos tras este tiempo.",
    )
    .source(LB_ATTRIBUTES);
pub const DEREGISTRATION_DELAY: Property = Property::integer("deregistration_delay_seconds", 0, 3600, 60)
    .unit("seconds")
    .label("Deregistration delay", "Espera de baja")
    .help(
        "Time running requests have to end before a target leaves.",
        "Tiempo para que terminen las solicitudes en curso.",
    )
    .source(TARGET_ATTRIBUTES);
pub const STICKY: Property = Property::integer("stickiness_seconds", 0, 604_800, 0)
    .unit("seconds")
    .label("Stickiness", "Afinidad")
    .help(
        "A client stays with its target this long; 0 is off.",
        "Un cliente conserva su destino este tiempo; 0 la desactiva.",
    )
    .source(TARGET_ATTRIBUTES);
pub const HEALTH_INTERVAL: Property = Property::integer("health_interval_seconds", 5, 300, 15)
    .unit("seconds")
    .label("Health check every", "Comprobación cada")
    .help("Time between health checks of a target.", "Tiempo entre comprobaciones de un destino.")
    .source(HEALTH_CHECKS);
pub const HEALTHY: Property = Property::integer("healthy_threshold", 2, 10, 2)
    .label("Healthy after", "Sano tras")
    .help("Good checks in a row before a target serves.", "Comprobaciones correctas para servir.")
    .source(HEALTH_CHECKS);
pub const UNHEALTHY: Property = Property::integer("unhealthy_threshold", 2, 10, 3)
    .label("Unhealthy after", "No sano tras")
    .help("Failed checks in a row before a target rests.", "Comprobaciones fallidas para dejar de servir.")
    .source(HEALTH_CHECKS);

const LB_ATTRIBUTES: &str =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html";
const TARGET_ATTRIBUTES: &str =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html";
const HEALTH_CHECKS: &str =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html";

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Application Load Balancer", "Application Load Balancer"),
        parents: &[subnet::KIND],
        contained: true,
        properties: &[
            &SCHEME,
            &TLS_POLICY,
            &REDIRECT,
            &DELETION_PROTECTION,
            &DROP_INVALID,
            &DESYNC,
            &IDLE_TIMEOUT,
            &DEREGISTRATION_DELAY,
            &STICKY,
            &HEALTH_INTERVAL,
            &HEALTHY,
            &UNHEALTHY,
        ],
        connects: &[
            Connects {
                kind: ConnectionKind::Target,
                to: &[auto_scaling_group::KIND, ec2_instance::KIND, "eks_node_group", "eks_workers"],
            },
            Connects { kind: ConnectionKind::Attached, to: &[acm_certificate::KIND, kms_key::KIND] },
            Connects { kind: ConnectionKind::Logs, to: &["s3_bucket"] },
        ],
        usage: &[
            UsageField {
                name: "gib_per_month",
                unit: "GiB",
                help: Words::new(
                    "Data it passes a month, requests and answers.",
                    "Datos que pasa al mes, solicitudes y respuestas.",
                ),
                assumed: ["10", "100", "1000"],
                follows: Follows::Data("1"),
            },
            capacity_units::OPENED,
            capacity_units::OPEN,
            capacity_units::REQUESTS,
        ],
        interface: true,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "alb",
    drawio: "mxgraph.aws4.application_load_balancer",
    stack: Stack::Compute,
    lane: Lane::Spanning,
    stateful: false,
};

impl Service for Alb {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn port(&self, site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        Some(if secure(site) { 443 } else { 80 })
    }

    /// Port 80 for those who come from the internet without CloudFront, so that they can be redirected.
    fn group_rules(&self, site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
        if !redirects(site) {
            return Default::default();
        }
        let visitors =
            site.from(ConnectionKind::Traffic).filter(|(edge, _)| edge.port("port").unwrap_or(443) == 443);
        let sources = visitors.flat_map(|(_, from)| match service(from.kind.name) {
            Some(other) if other.interface(&from) => vec![Source::Group(from.ix)],
            Some(other) => other.addresses(&from),
            None => Vec::new(),
        });
        let rule = |peer| GroupRule {
            protocol: "tcp",
            from_port: 80,
            to_port: 80,
            peer,
            edge: None,
            reason: "redirected to HTTPS",
        };
        (sources.map(rule).collect(), Vec::new())
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found: Vec<Blocker> = site.needs_zones(2, "The load balancer").into_iter().collect();
        let Some(tier) = site.tier() else { return found };
        if internet_facing(site) && tier.text(&subnet::ACCESS) != "public" {
            found.push(site.blocker(
                "no-way-in",
                Some(SCHEME.name),
                format!("“{}” is internet-facing, but “{}” has no route to the internet gateway; put it in a public tier or make it internal.", site.name, tier.name),
            ));
        }
        if let Some((zone, cidr)) = tier.subnets().find(|(_, cidr)| cidr.prefix() > 27) {
            found.push(site.blocker(
                "subnet-too-small",
                None,
                format!(
                    "“{}” needs subnets of /27 or larger; zone {zone} of “{}” has {cidr}.",
                    site.name, tier.name
                ),
            ));
        }
        for (_, bucket) in site.to(ConnectionKind::Logs) {
            if bucket.region != site.region || bucket.attached(kms_key::KIND).is_some() {
                found.push(site.blocker(
                    "log-bucket",
                    None,
                    format!("“{}” cannot write access logs to “{}”: the bucket must lie in {} and be encrypted with keys of S3, not of KMS.", site.name, bucket.name, site.region),
                ));
            }
        }
        let routes = routes(site);
        let plain = routes.iter().filter(|route| route.path.is_none());
        for second in plain.skip(1) {
            found.push(site.blocker(
                "second-default-target",
                None,
                format!(
                    "“{}” has more than one target without a path: give “{}” a path.",
                    site.name, second.edge.id
                ),
            ));
        }
        for (at, route) in routes.iter().enumerate() {
            let rivals = routes.iter().take(at);
            if let Some(other) = rivals.clone().find(|other| other.priority == route.priority) {
                found.push(site.blocker(
                    "same-priority",
                    None,
                    format!(
                        "“{}” and “{}” have priority {}: give one of them another.",
                        other.edge.id, route.edge.id, route.priority
                    ),
                ));
            }
            if route.port.is_none() {
                found.push(site.blocker(
                    "target-without-port",
                    None,
                    format!("“{}” names no port, and its target has no usual one.", route.edge.id),
                ));
            }
            if route.path.is_some_and(|path| !path.starts_with(['/', '*'])) {
                found.push(site.blocker(
                    "bad-path",
                    None,
                    format!("The path of “{}” must start with / or *.", route.edge.id),
                ));
            }
        }
        for (edge, target) in site.to(ConnectionKind::Target) {
            if edge.text("target_type") == "ip"
                && (target.is(ec2_instance::KIND) || target.is(auto_scaling_group::KIND))
            {
                found.push(site.blocker(
                    "nothing-binds-addresses",
                    None,
                    format!("“{}” asks for targets by address, which only Kubernetes binds; make its target type instance.", edge.id),
                ));
            }
        }
        found.extend(groups::over_quota(site));
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        if behind_cloudfront(site) {
            write_secret(site, stacks);
        }
        let mut attributes = vec![
            attribute("deletion_protection.enabled", site.flag(&DELETION_PROTECTION).to_string()),
            attribute("idle_timeout.timeout_seconds", site.integer(&IDLE_TIMEOUT).to_string()),
            attribute("routing.http.desync_mitigation_mode", site.text(&DESYNC)),
            attribute(
                "routing.http.drop_invalid_header_fields.enabled",
                site.flag(&DROP_INVALID).to_string(),
            ),
        ];
        if let Some((_, bucket)) = site.to(ConnectionKind::Logs).next() {
            attributes.push(attribute("access_logs.s3.enabled", "true"));
            attributes.push(attribute("access_logs.s3.bucket", bucket.reference("")));
            attributes.push(attribute("access_logs.s3.prefix", site.node()));
        }
        stacks.resource(
            site,
            "",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            map! {
                "Type" => "application",
                "Scheme" => if internet_facing(site) { "internet-facing" } else { "internal" },
                "Subnets" => site.subnet_ids(),
                "SecurityGroups" => site.security_groups(),
                "LoadBalancerAttributes" => attributes,
                "Tags" => site.tags(),
            },
        );
        let routes = routes(site);
        for route in &routes {
            write_target_group(site, route, stacks);
        }
        write_listeners(site, &routes, stacks);
        let name = format!("{}DnsName", logical_id(site.node(), ""));
        stacks.output(site, &name, "Name under which the load balancer answers", site.get("", "DNSName"));
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, product) = (site.node(), "Elastic Load Balancing");
        ledger.charge(node, None, product, "Application Load Balancer", "alb/hour", HOURS_PER_MONTH);
        let passed = passed(site, ledger);
        let units = capacity_units::units(site, passed, ledger);
        ledger.charge_highest(node, None, product, "Load balancer capacity units", "alb/lcu", units);
        if internet_facing(site) {
            let addresses = HOURS_PER_MONTH * Decimal::from(site.zones.len());
            ledger.charge(
                node,
                None,
                "Amazon VPC",
                "Public IPv4 address in each zone",
                "ipv4/hour",
                addresses,
            );
        }
        if behind_cloudfront(site) {
            ledger.free(
                node,
                None,
                "Data transfer",
                "To CloudFront",
                "AWS does not charge what CloudFront fetches.",
            );
            let replicas = usize::from(replicated(site));
            ledger.charge(
                node,
                ORIGIN_SECRET,
                "AWS Secrets Manager",
                "Origin header secret",
                "secretsmanager/secret",
                1 + replicas,
            );
        } else if site
            .from(ConnectionKind::Traffic)
            .any(|(_, from)| from.is("users") || from.is("on_premises"))
        {
            ledger.charge(node, None, "Data transfer", "To the internet", "transfer/internet/out", passed);
        }
    }

    fn prices(&self) -> &'static [&'static str] {
        &["alb/hour", "alb/lcu", "ipv4/hour", "secretsmanager/secret", "transfer/internet/out"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let scheme = if internet_facing(site) { "internet-facing" } else { "internal" };
        format!("{scheme} · {}", if secure(site) { "HTTPS" } else { "HTTP" })
    }
}

/// The part that is the target group of a `target` connection.
pub fn target_group(edge: &Edge) -> String {
    format!("target-group/{}", edge.id)
}

/// The ARNs of the target groups an element's instances register with, for its Auto Scaling group.
pub fn target_groups_of(target: &Site<'_>) -> Vec<Value> {
    target
        .from(ConnectionKind::Target)
        .filter(|(edge, from)| from.is(KIND) && edge.text("target_type") == "instance")
        .map(|(edge, alb)| alb.reference(&target_group(edge)))
        .collect()
}

/// Whether it takes requests from a CloudFront distribution, and from nobody without the secret header.
pub fn behind_cloudfront(site: &Site<'_>) -> bool {
    site.from(ConnectionKind::Origin).any(|(_, from)| from.is("cloudfront_distribution"))
}

/// The value of [`ORIGIN_HEADER`], as a stack in `region` reads it when it is deployed.
pub fn origin_secret(site: &Site<'_>, region: &str) -> Value {
    let secret = site.reference(ORIGIN_SECRET);
    if region == site.region {
        return Value::sub("{{resolve:secretsmanager:${Secret}:SecretString:value}}", [("Secret", secret)]);
    }
    // A replica has the ARN of its secret but for the region.
    let name = Value::select(6, Intrinsic::Split(":".into(), secret));
    let arn = format!("arn:${{AWS::Partition}}:secretsmanager:{region}:${{AWS::AccountId}}:secret:${{Name}}");
    Value::sub(format!("{{{{resolve:secretsmanager:{arn}:SecretString:value}}}}"), [("Name", name)])
}

/// The priorities of the rules that its connections become.
pub fn priorities(site: &Site<'_>) -> Vec<i64> {
    let rules = routes(site).into_iter().filter(|route| behind_cloudfront(site) || route.path.is_some());
    rules.map(|route| route.priority).collect()
}

pub fn internet_facing(site: &Site<'_>) -> bool {
    match site.text(&SCHEME) {
        "internet-facing" => true,
        "internal" => false,
        _ => site.tier().is_some_and(|tier| tier.text(&subnet::ACCESS) == "public"),
    }
}

/// Whether it has a certificate, and so a listener on 443.
pub fn secure(site: &Site<'_>) -> bool {
    site.attached(acm_certificate::KIND).is_some()
}

pub(crate) fn redirects(site: &Site<'_>) -> bool {
    let visited = !behind_cloudfront(site) || site.from(ConnectionKind::Traffic).next().is_some();
    secure(site) && site.flag(&REDIRECT) && visited
}

/// The secret is read in us-east-1, where CloudFront's stack is.
fn replicated(site: &Site<'_>) -> bool {
    site.region != "us-east-1"
}

/// GiB a month: as stated on the connections that end here, else its own.
fn passed(alb: &Site<'_>, ledger: &mut Ledger<'_>) -> Band {
    let arriving = [ConnectionKind::Traffic, ConnectionKind::Origin];
    let stated: Vec<Band> = arriving
        .into_iter()
        .flat_map(|kind| alb.from(kind))
        .filter_map(|(edge, _)| edge.usage.get("gib_per_month").map(site::band))
        .collect();
    if stated.is_empty() { alb.volume("gib_per_month", ledger) } else { stated.into_iter().sum() }
}

fn write_secret(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    let replicas = replicated(site).then(|| vec![map! { "Region" => "us-east-1" }]);
    let key = site.attached(kms_key::KIND).map(|key| key.get("", "Arn"));
    stacks.resource_in(
        Stack::Network,
        site,
        ORIGIN_SECRET,
        "AWS::SecretsManager::Secret",
        map! {
            "Description" => format!("Value of {ORIGIN_HEADER} between CloudFront and {}", site.physical_name()),
            "GenerateSecretString" => map! {
                "ExcludePunctuation" => true,
                "GenerateStringKey" => "value",
                "PasswordLength" => 48,
                "SecretStringTemplate" => "{}",
            },
            "KmsKeyId" => key.unwrap_or_default(),
            "ReplicaRegions" => replicas.map_or(Value::Null, Value::from),
            "Tags" => site.tags(),
        },
    );
}
