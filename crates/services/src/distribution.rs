//! What a CloudFront distribution is made of: origins, behaviours, security headers, log delivery.

use std::cmp::Reverse;

use architecture::{Blocker, Edge};
use cloudformation::{Dependency, PartName, Value};
use design::ConnectionKind;

use crate::{
    Site, Stacks, edge,
    kinds::{acm_certificate, alb, cloudfront_distribution as own, internet_gateway, s3_bucket},
    requests::Requests,
    value::map,
};

/// Connections to origins with what they lead to, in id order.
pub(crate) fn origins<'a>(site: &Site<'a>) -> Vec<(&'a Edge, Site<'a>)> {
    site.to(ConnectionKind::Origin).collect()
}

/// The path pattern of a connection; `None` for the default behaviour.
fn path(edge: &Edge) -> Option<&str> {
    Some(edge.text("path")).filter(|path| !matches!(*path, "" | "*" | "/*"))
}

/// Its behaviours, the most specific pattern first and the default one last: CloudFront takes the first that matches.
pub(crate) fn in_order<'a>(site: &Site<'a>) -> Vec<Requests<'a>> {
    let all = origins(site).into_iter().map(|(edge, _)| Requests { edge, path: path(edge) });
    let (mut others, default): (Vec<Requests<'a>>, Vec<Requests<'a>>) =
        all.partition(|requests| requests.path.is_some());
    let literal = |path: &str| path.find(['*', '?']).unwrap_or(path.len());
    let order = |requests: &Requests<'a>| {
        let path = requests.path.unwrap_or_default();
        (Reverse(literal(path)), Reverse(path.len()), path)
    };
    others.sort_by(|a, b| order(a).cmp(&order(b)));
    others.extend(default.into_iter().take(1));
    others
}

/// What is wrong with its origins and behaviours.
pub(crate) fn origin_blockers(site: &Site<'_>) -> Vec<Blocker> {
    let all = origins(site);
    let mut found = Vec::new();
    let mut add = |code, message: String| found.push(site.blocker(code, None, message));
    let name = &site.name;
    match all.iter().filter(|(edge, _)| path(edge).is_none()).count() {
        0 if all.is_empty() => {
            add("no-origin", format!("“{name}” has no origin: connect it to a bucket or a load balancer."));
        }
        0 => add(
            "no-default-origin",
            format!(
                "“{name}” has only origins with a path: one connection must be without, for everything else."
            ),
        ),
        1 => {}
        _ => add(
            "two-default-origins",
            format!("“{name}” has several origins without a path: give all but one of them a path pattern."),
        ),
    }
    let mut paths: Vec<&str> = all.iter().filter_map(|(edge, _)| path(edge)).collect();
    for wrong in paths.iter().filter(|path| !well_formed(path)) {
        add(
            "bad-path-pattern",
            format!(
                "“{wrong}” is no path pattern CloudFront takes; use letters, digits, /, *, ? and _-.$~\"'@:+&."
            ),
        );
    }
    paths.sort_unstable();
    if let Some([twice, _]) = paths.windows(2).find(|pair| matches!(pair, [a, b] if a == b)) {
        add("same-path-twice", format!("“{name}” has two origins for {twice}; a path has one."));
    }
    for (_, origin) in &all {
        if !origin.is(alb::KIND) {
            continue;
        }
        let aliases = site.texts(&own::ALIASES);
        let served: Vec<String> = acm_certificate::of(origin)
            .iter()
            .flat_map(|certificate| acm_certificate::names(certificate))
            .collect();
        if aliases.is_empty() {
            add(
                "origin-needs-alias",
                format!(
                    "“{name}” reaches “{}” over HTTPS under the name viewers ask for, and the load balancer's certificate cannot cover cloudfront.net: give it a domain name and attach a certificate.",
                    origin.name
                ),
            );
        } else if let Some(alias) = aliases.iter().find(|alias| !covers(&served, alias)) {
            add(
                "origin-certificate",
                format!(
                    "“{name}” reaches “{}” over HTTPS as {alias}, which no certificate of the load balancer covers: attach one that does.",
                    origin.name
                ),
            );
        }
        let vpc = origin.vpc().filter(|vpc| vpc.children(internet_gateway::KIND).next().is_none());
        if let Some(vpc) = vpc {
            add(
                "origin-without-internet-gateway",
                format!(
                    "“{}” has no internet gateway: CloudFront asks for one even to reach a private origin.",
                    vpc.name
                ),
            );
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whether one of a certificate's names is valid for a domain: the name itself, or `*.` before its last labels.
pub(crate) fn covers(names: &[String], domain: &str) -> bool {
    names.iter().any(|name| match name.strip_prefix("*.") {
        Some(parent) => domain.split_once('.').is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(parent)),
        None => name.eq_ignore_ascii_case(domain),
    })
}

/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html>
fn well_formed(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_alphanumeric() || "_-.*?$/~\"'@:+&".contains(c))
}

/// One origin, and the resources it needs beside the distribution.
pub(crate) fn write_origin(
    site: &Site<'_>,
    edge: &Edge,
    origin: &Site<'_>,
    stacks: &mut Stacks<'_>,
) -> Value {
    if origin.is(s3_bucket::KIND) {
        stacks.resource(
            site,
            "origin-access",
            "AWS::CloudFront::OriginAccessControl",
            map! { "OriginAccessControlConfig" => map! {
                "Name" => site.name_within(64),
                "OriginAccessControlOriginType" => "s3",
                "SigningBehavior" => "always",
                "SigningProtocol" => "sigv4",
            } },
        );
        return map! {
            "Id" => origin.node(),
            "DomainName" => origin.get("", "RegionalDomainName"),
            "OriginAccessControlId" => site.reference("origin-access"),
            "S3OriginConfig" => map! { "OriginAccessIdentity" => "" },
        };
    }
    let port = i64::from(edge.port("port").unwrap_or(443));
    let timeout = site.integer(&own::READ_TIMEOUT);
    let mut written = map! {
        "Id" => origin.node(),
        "DomainName" => origin.get("", "DNSName"),
        "OriginCustomHeaders" => vec![map! {
            "HeaderName" => alb::ORIGIN_HEADER,
            "HeaderValue" => alb::origin_secret(origin, "us-east-1"),
        }],
    };
    let how = if !alb::internet_facing(origin) {
        let part = format!("vpc-origin/{}", origin.node());
        stacks.resource(
            site,
            &part,
            "AWS::CloudFront::VpcOrigin",
            map! {
                "VpcOriginEndpointConfig" => map! {
                    "Name" => origin.name_within(64),
                    "Arn" => origin.reference(""),
                    "HTTPSPort" => port,
                    "OriginProtocolPolicy" => "https-only",
                    "OriginSSLProtocols" => vec!["TLSv1.2"],
                },
                "Tags" => site.tags(),
            },
        );
        let config = map! { "VpcOriginId" => site.get(&part, "Id"), "OriginReadTimeout" => timeout };
        ("VpcOriginConfig", config)
    } else {
        let config = map! {
            "HTTPSPort" => port,
            "OriginProtocolPolicy" => "https-only",
            "OriginReadTimeout" => timeout,
            "OriginSSLProtocols" => vec!["TLSv1.2"],
        };
        ("CustomOriginConfig", config)
    };
    if let Value::Map(written) = &mut written {
        written.insert(how.0.into(), how.1);
    }
    written
}

/// A behaviour; without a path it is the default one.
pub(crate) fn behaviour(site: &Site<'_>, path: Option<&str>, origin: &Site<'_>) -> Value {
    let dynamic = origin.is(alb::KIND);
    let (methods, cache) = match dynamic {
        true => {
            (vec!["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"], site.text(&own::DYNAMIC_CACHE))
        }
        false => (vec!["GET", "HEAD", "OPTIONS"], site.text(&own::STATIC_CACHE)),
    };
    without_nulls(map! {
        "PathPattern" => path.map_or(Value::Null, Value::from),
        "TargetOriginId" => origin.node(),
        "ViewerProtocolPolicy" => "redirect-to-https",
        "AllowedMethods" => methods,
        "Compress" => true,
        "CachePolicyId" => edge::cache_policy(cache),
        "OriginRequestPolicyId" => if dynamic { edge::ALL_VIEWER.into() } else { Value::Null },
        "ResponseHeadersPolicyId" => site.reference("response-headers"),
    })
}

/// The policy with its security headers.
pub(crate) fn response_headers(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    let seconds = site.integer(&own::HSTS_DAYS) * 86_400;
    let hsts = map! {
        "AccessControlMaxAgeSec" => seconds,
        "IncludeSubdomains" => site.flag(&own::HSTS_SUBDOMAINS),
        "Preload" => site.flag(&own::HSTS_PRELOAD),
        "Override" => true,
    };
    let csp = site.text(&own::CSP);
    let frame = site.text(&own::FRAME);
    let when = |wanted: bool, value: Value| if wanted { value } else { Value::Null };
    let headers = map! {
        "ContentSecurityPolicy" => when(!csp.is_empty(), map! { "ContentSecurityPolicy" => csp, "Override" => true }),
        "ContentTypeOptions" => when(site.flag(&own::NO_SNIFF), map! { "Override" => true }),
        "FrameOptions" => when(frame != "off", map! { "FrameOption" => frame, "Override" => true }),
        "ReferrerPolicy" => map! { "ReferrerPolicy" => site.text(&own::REFERRER), "Override" => true },
        "StrictTransportSecurity" => when(seconds > 0, hsts),
    };
    stacks.resource(
        site,
        "response-headers",
        "AWS::CloudFront::ResponseHeadersPolicy",
        map! { "ResponseHeadersPolicyConfig" => map! {
            "Name" => site.name_within(128),
            "SecurityHeadersConfig" => without_nulls(headers),
        } },
    );
}

/// Access logs by CloudWatch's vended delivery (standard logging v2), which needs no bucket ACLs.
pub(crate) fn write_logs(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    let targets: Vec<Site<'_>> = site.to(ConnectionKind::Logs).map(|(_, target)| target).collect();
    if targets.is_empty() {
        return;
    }
    stacks.resource(
        site,
        "log-source",
        "AWS::Logs::DeliverySource",
        map! {
            "Name" => site.name_within(60),
            "LogType" => "ACCESS_LOGS",
            "ResourceArn" => Value::sub(
                "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}",
                [("Distribution", site.reference(""))],
            ),
            "Tags" => site.tags(),
        },
    );
    let mut before: Option<String> = None;
    for target in &targets {
        let destination = format!("log-destination/{}", target.node());
        stacks.resource(
            site,
            &destination,
            "AWS::Logs::DeliveryDestination",
            map! {
                "Name" => site.part_name_within(target.node(), 60),
                "DestinationResourceArn" => target.get("", "Arn"),
                "OutputFormat" => "json",
                "Tags" => site.tags(),
            },
        );
        let delivery = format!("log-delivery/{}", target.node());
        let bucket = target.is(s3_bucket::KIND);
        let written = stacks.resource(
            site,
            &delivery,
            "AWS::Logs::Delivery",
            map! {
                "DeliverySourceName" => site.reference("log-source"),
                "DeliveryDestinationArn" => site.get(&destination, "Arn"),
                "S3SuffixPath" => if bucket { "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}".into() } else { Value::Null },
                "Tags" => site.tags(),
            },
        );
        // Deliveries of one source are made one after the other: AWS refuses them at the same time.
        written.depends_on.extend(before.map(|part| Dependency::Part(PartName::new(site.node(), part))));
        before = Some(delivery);
    }
}

/// A map without the entries that are not set.
pub(crate) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Map(map) => Value::Map(map.into_iter().filter(|(_, value)| *value != Value::Null).collect()),
        other => other,
    }
}
