//! Amazon CloudFront distribution: origins, behaviours, security headers, names and logs at the edge.

use crate::value::map;
use architecture::{Blocker, Derived, Part, PartData, Source};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::Ledger;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    distribution::{
        behaviour, covers, in_order, origin_blockers, origins, response_headers, without_nulls, write_logs,
        write_origin,
    },
    distribution_price,
    kinds::{acm_certificate, alb, cloudwatch_log_group, s3_bucket, waf_web_acl},
};

pub struct CloudfrontDistribution;

pub const KIND: &str = "cloudfront_distribution";

pub const ALIASES: Property = Property::list("aliases", &Shape::Text(TextForm::Domain))
    .label("Domain names", "Nombres de dominio")
    .help(
        "Names it answers to; each must be covered by the attached certificate.",
        "Nombres a los que responde; el certificado adjunto debe cubrirlos.",
    )
    .source("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html");
pub const TLS: Property = Property::choice(
    "minimum_tls",
    &["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"],
    "TLSv1.2_2021",
)
.label("Minimum TLS", "TLS mínimo")
.help(
    "Security policy towards viewers; only with a certificate of one's own.",
    "Política de seguridad hacia los clientes; solo con certificado propio.",
)
.source("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html");
pub const HTTP: Property = Property::choice("http_version", &["http2and3", "http2", "http1.1"], "http2and3")
    .label("HTTP versions", "Versiones de HTTP")
    .help("Newest protocol viewers may speak.", "Protocolo más nuevo que pueden usar los clientes.")
    .source(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html",
    );
pub const PRICE_CLASS: Property = Property::choice(
    "price_class",
    &["PriceClass_All", "PriceClass_200", "PriceClass_100"],
    "PriceClass_All",
)
.label("Price class", "Clase de precio")
.help(
    "Edges it uses; 100 has none in South America, Asia, Africa or Australia.",
    "Puntos de presencia que usa; la 100 no tiene en Sudamérica, Asia, África ni Australia.",
)
.source("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html");
pub const ROOT: Property = Property::optional_text("default_root_object", TextForm::Any(255))
    .label("Default root object", "Objeto raíz")
    .help(
        "Served for “/”; index.html when left out and the default origin is a bucket.",
        "Lo que sirve para “/”; index.html si se omite y el origen es un bucket.",
    )
    .source("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html");
pub const SINGLE_PAGE: Property = Property::flag("single_page", false)
    .label("Single-page application", "Aplicación de una página")
    .help(
        "Answers paths the bucket does not have with the root object.",
        "Responde con el objeto raíz a las rutas que el bucket no tiene.",
    )
    .source(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/creating-custom-error-pages.html",
    );
pub const DYNAMIC_CACHE: Property = Property::choice(
    "dynamic_cache",
    &["disabled", "origin-headers", "origin-headers-and-query"],
    "disabled",
)
.label("Caching of load balancers", "Caché de balanceadores")
.help(
    "Managed cache policy of behaviours that lead to a load balancer.",
    "Política de caché administrada hacia balanceadores.",
)
.source(
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html",
);
pub const STATIC_CACHE: Property = Property::choice(
    "static_cache",
    &["optimized", "disabled"],
    "optimized",
)
.label("Caching of buckets", "Caché de buckets")
.help(
    "Managed cache policy of behaviours that lead to a bucket.",
    "Política de caché administrada hacia buckets.",
)
.source(
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html",
);
pub const READ_TIMEOUT: Property = Property::integer("origin_read_timeout_seconds", 1, 120, 30)
    .unit("seconds")
    .label("Origin read timeout", "Espera del origen")
    .help("How long a load balancer may take to answer.", "Cuánto puede tardar en responder un balanceador.")
    .source(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
    );
pub const CSP: Property = Property::text(
    "content_security_policy",
    TextForm::Any(4096),
    "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; upgrade-insecure-requests",
)
.label("Content-Security-Policy", "Content-Security-Policy")
.help(
    "What a page may load and from where; an empty text sends none.",
    "Qué puede cargar una página y de dónde; vacío no envía ninguna.",
)
.source("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy");
pub const HSTS_DAYS: Property = Property::integer("hsts_max_age_days", 0, 3650, 730)
    .unit("days")
    .label("HSTS for", "HSTS durante")
    .help(
        "How long browsers insist on HTTPS; 0 sends no header.",
        "Cuánto tiempo exigen HTTPS los navegadores; 0 no envía el encabezado.",
    )
    .source("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security");
pub const HSTS_SUBDOMAINS: Property = Property::flag("hsts_include_subdomains", true)
    .label("HSTS for subdomains", "HSTS en subdominios")
    .help("Subdomains must be HTTPS too.", "Los subdominios también deben usar HTTPS.")
    .source("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security");
pub const HSTS_PRELOAD: Property = Property::flag("hsts_preload", false)
    .label("HSTS preload", "HSTS preload")
    .help(
        "Consents to the browsers' built-in list, which is slow to undo.",
        "Autoriza la lista integrada en los navegadores, lenta de revertir.",
    )
    .source("https://hstspreload.org/");
pub const NO_SNIFF: Property = Property::flag("content_type_options", true)
    .label("X-Content-Type-Options", "X-Content-Type-Options")
    .help("Browsers trust the stated content type.", "Los navegadores respetan el tipo declarado.")
    .source("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Content-Type-Options");
pub const FRAME: Property = Property::choice("frame_options", &["DENY", "SAMEORIGIN", "off"], "DENY")
    .label("X-Frame-Options", "X-Frame-Options")
    .help("Who may put a page into a frame.", "Quién puede mostrar la página en un marco.")
    .source("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Frame-Options");
pub const REFERRER: Property = Property::choice(
    "referrer_policy",
    &[
        "strict-origin-when-cross-origin",
        "strict-origin",
        "same-origin",
        "origin",
        "origin-when-cross-origin",
        "no-referrer",
        "no-referrer-when-downgrade",
        "unsafe-url",
    ],
    "strict-origin-when-cross-origin",
)
.label("Referrer-Policy", "Referrer-Policy")
.help(
    "What other sites learn of where a visitor came from.",
    "Qué saben otros sitios del origen de la visita.",
)
.source("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Referrer-Policy");
pub const GEO: Property = Property::choice("geo_restriction", &["none", "whitelist", "blacklist"], "none")
    .label("Geographic restriction", "Restricción geográfica")
    .help("Serve only, or never, the listed countries.", "Servir solo, o nunca, a los países indicados.")
    .source("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html");
pub const COUNTRIES: Property = Property::list("countries", &Shape::Text(TextForm::Any(2)))
    .label("Countries", "Países")
    .help("ISO 3166-1 codes, e.g. CL, PE, CO.", "Códigos ISO 3166-1, p. ej. CL, PE, CO.")
    .source("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html");

const fn viewers(
    name: &'static str,
    en: &'static str,
    es: &'static str,
    assumed: [&'static str; 3],
    follows: Follows,
) -> UsageField {
    UsageField { name, unit: "GiB", help: Words::new(en, es), assumed, follows }
}

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CloudFront distribution", "Distribución de CloudFront"),
        parents: &[],
        contained: false,
        properties: &[
            &ALIASES,
            &TLS,
            &HTTP,
            &PRICE_CLASS,
            &ROOT,
            &SINGLE_PAGE,
            &DYNAMIC_CACHE,
            &STATIC_CACHE,
            &READ_TIMEOUT,
            &CSP,
            &HSTS_DAYS,
            &HSTS_SUBDOMAINS,
            &HSTS_PRELOAD,
            &NO_SNIFF,
            &FRAME,
            &REFERRER,
            &GEO,
            &COUNTRIES,
        ],
        connects: &[
            Connects { kind: ConnectionKind::Origin, to: &[alb::KIND, s3_bucket::KIND] },
            Connects { kind: ConnectionKind::Attached, to: &[acm_certificate::KIND, waf_web_acl::KIND] },
            Connects { kind: ConnectionKind::Logs, to: &[cloudwatch_log_group::KIND, s3_bucket::KIND] },
        ],
        usage: &[
            UsageField {
                name: "requests_per_month",
                unit: "requests",
                help: Words::new("HTTPS requests of viewers.", "Peticiones HTTPS de los clientes."),
                assumed: ["500000", "2000000", "10000000"],
                follows: Follows::Requests("1"),
            },
            viewers(
                "gib_united_states",
                "To viewers in the United States and Mexico.",
                "A clientes de Estados Unidos y México.",
                ["10", "50", "200"],
                Follows::Answers("0.5"),
            ),
            viewers(
                "gib_canada",
                "To viewers in Canada.",
                "A clientes de Canadá.",
                ["0", "0", "0"],
                Follows::Nothing,
            ),
            viewers(
                "gib_europe",
                "To viewers in Europe and Israel.",
                "A clientes de Europa e Israel.",
                ["0", "0", "0"],
                Follows::Nothing,
            ),
            viewers(
                "gib_south_america",
                "To viewers in South America.",
                "A clientes de Sudamérica.",
                ["10", "50", "200"],
                Follows::Answers("0.5"),
            ),
            viewers(
                "gib_asia_pacific",
                "To viewers in Asia Pacific.",
                "A clientes de Asia Pacífico.",
                ["0", "0", "0"],
                Follows::Nothing,
            ),
            viewers(
                "gib_japan",
                "To viewers in Japan.",
                "A clientes de Japón.",
                ["0", "0", "0"],
                Follows::Nothing,
            ),
            viewers(
                "gib_india",
                "To viewers in India.",
                "A clientes de India.",
                ["0", "0", "0"],
                Follows::Nothing,
            ),
            viewers(
                "gib_australia",
                "To viewers in Australia and New Zealand.",
                "A clientes de Australia y Nueva Zelanda.",
                ["0", "0", "0"],
                Follows::Nothing,
            ),
            viewers(
                "gib_south_africa_middle_east",
                "To viewers in South Africa, Kenya and the Middle East.",
                "A clientes de Sudáfrica, Kenia y Medio Oriente.",
                ["0", "0", "0"],
                Follows::Nothing,
            ),
            viewers(
                "upload_gib_per_month",
                "From viewers through it to load balancers.",
                "De los clientes, a través de ella, a los balanceadores.",
                ["0", "2", "10"],
                Follows::Uploads("1"),
            ),
            viewers(
                "log_gib_per_month",
                "Access logs it writes into a log group.",
                "Registros de acceso que escribe en un grupo de registros.",
                ["0.5", "2", "10"],
                Follows::Requests("0.0000005"),
            ),
        ],
        interface: false,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "cloudfront",
    drawio: "mxgraph.aws4.cloudfront",
    stack: Stack::Edge,
    lane: Lane::Edge,
    stateful: false,
};

impl Service for CloudfrontDistribution {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let mut names = vec!["response-headers".to_owned()];
        for (_, origin) in origins(site) {
            if origin.is(s3_bucket::KIND) {
                names.push("origin-access".into());
            } else if !alb::internet_facing(&origin) {
                names.push(format!("vpc-origin/{}", origin.node()));
            }
        }
        names.dedup();
        let parts = names.into_iter().map(|name| Part::new(name, PartData::Plain)).collect();
        Derived { parts, ..Derived::default() }
    }

    /// What its requests to origins look like: the AWS-managed list of its origin-facing addresses.
    fn addresses(&self, _site: &Site<'_>) -> Vec<Source> {
        vec![Source::CloudFront]
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = origin_blockers(site);
        let name = &site.name;
        let aliases = site.texts(&ALIASES);
        let mut add = |code, property, message: String| found.push(site.blocker(code, property, message));
        match site.attached(acm_certificate::KIND) {
            None if !aliases.is_empty() => add(
                "alias-without-certificate",
                Some(ALIASES.name),
                format!(
                    "“{name}” answers to {}, but no certificate is attached; CloudFront's own covers cloudfront.net only.",
                    aliases.join(", ")
                ),
            ),
            Some(certificate) => {
                let names = acm_certificate::names(&certificate);
                if let Some(alias) = aliases.iter().find(|alias| !covers(&names, alias)) {
                    add(
                        "alias-not-covered",
                        Some(ALIASES.name),
                        format!(
                            "“{}” does not cover {alias}: CloudFront refuses a name that its certificate is not valid for.",
                            certificate.name
                        ),
                    );
                }
            }
            None => {}
        }
        let countries = site.texts(&COUNTRIES);
        let code = |text: &&str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if site.text(&GEO) != "none" && countries.is_empty() {
            add(
                "no-countries",
                Some(COUNTRIES.name),
                format!("“{name}” restricts countries but lists none."),
            );
        }
        if let Some(wrong) = countries.iter().find(|country| !code(country)) {
            add(
                "not-a-country",
                Some(COUNTRIES.name),
                format!("“{wrong}” of “{name}” is no country code: two capital letters, such as CL."),
            );
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        response_headers(site, stacks);
        let mut written: Vec<&str> = Vec::new();
        let mut list = Vec::new();
        for (connection, origin) in origins(site) {
            if !written.contains(&origin.node()) {
                written.push(origin.node());
                list.push(write_origin(site, connection, &origin, stacks));
            }
        }
        let all = in_order(site);
        let default = all.iter().find(|sent| sent.path.is_none()).map(|sent| site.at(sent.edge.to));
        let bucket_first = default.is_some_and(|origin| origin.is(s3_bucket::KIND));
        let root = site.optional_text(&ROOT).or(bucket_first.then_some("index.html"));
        let errors = site.flag(&SINGLE_PAGE).then(|| {
            let page = format!("/{}", root.unwrap_or("index.html"));
            let error = |code: i64| {
                map! { "ErrorCode" => code, "ResponseCode" => 200, "ResponsePagePath" => page.as_str(), "ErrorCachingMinTTL" => 10 }
            };
            Value::from(vec![error(403), error(404)])
        });
        let certificate = match site.attached(acm_certificate::KIND) {
            Some(certificate) => map! {
                "AcmCertificateArn" => certificate.reference(""),
                "MinimumProtocolVersion" => site.text(&TLS),
                "SslSupportMethod" => "sni-only",
            },
            None => map! { "CloudFrontDefaultCertificate" => true },
        };
        let restriction = match site.text(&GEO) {
            "none" => map! { "RestrictionType" => "none" },
            how => map! { "RestrictionType" => how, "Locations" => site.texts(&COUNTRIES) },
        };
        let aliases = site.texts(&ALIASES);
        let others = all.iter().filter(|sent| sent.path.is_some());
        let behaviours: Vec<Value> =
            others.map(|sent| behaviour(site, sent.path, &site.at(sent.edge.to))).collect();
        let config = map! {
            "Comment" => site.name_within(128),
            "Enabled" => true,
            "Aliases" => if aliases.is_empty() { Value::Null } else { aliases.into() },
            "HttpVersion" => site.text(&HTTP),
            "IPV6Enabled" => true,
            "PriceClass" => site.text(&PRICE_CLASS),
            "DefaultRootObject" => root.map_or(Value::Null, Value::from),
            "WebACLId" => site.attached(waf_web_acl::KIND).map_or(Value::Null, |acl| acl.get("", "Arn")),
            "ViewerCertificate" => certificate,
            "Restrictions" => map! { "GeoRestriction" => restriction },
            "Origins" => list,
            "DefaultCacheBehavior" => default.map_or(Value::Null, |origin| behaviour(site, None, &origin)),
            "CacheBehaviors" => if behaviours.is_empty() { Value::Null } else { behaviours.into() },
            "CustomErrorResponses" => errors.unwrap_or_default(),
        };
        stacks.resource(
            site,
            "",
            "AWS::CloudFront::Distribution",
            map! { "DistributionConfig" => without_nulls(config), "Tags" => site.tags() },
        );
        write_logs(site, stacks);
        let output = format!("{}DomainName", cloudformation::logical_id(site.node(), ""));
        stacks.output(site, &output, "Name CloudFront answers to", site.get("", "DomainName"));
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        distribution_price::price(site, ledger);
    }

    fn prices(&self) -> &'static [&'static str] {
        distribution_price::PRICES
    }

    fn spec(&self, site: &Site<'_>) -> String {
        match site.texts(&ALIASES).first() {
            Some(alias) => (*alias).to_owned(),
            None => site.text(&PRICE_CLASS).replace("PriceClass_", "price class "),
        }
    }
}
