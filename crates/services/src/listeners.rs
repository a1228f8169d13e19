//! What an Application Load Balancer does with a request: target groups, listeners and their rules.

use architecture::Edge;
use cloudformation::Value;
use design::ConnectionKind;

use crate::{
    Site, Stacks,
    kinds::{
        acm_certificate,
        alb::{
            DEREGISTRATION_DELAY, HEALTH_INTERVAL, HEALTHY, ORIGIN_HEADER, STICKY, TLS_POLICY, UNHEALTHY,
            behind_cloudfront, origin_secret, redirects, target_group,
        },
        ec2_instance,
    },
    requests::Requests,
    service,
    value::map,
};

/// A `target` connection as a listener sees it.
pub(crate) struct Route<'a> {
    pub edge: &'a Edge,
    pub path: Option<&'a str>,
    /// As stated, or in the order of their ids: those with a path from 100 on, the one without after all others.
    pub priority: i64,
    pub port: Option<u16>,
    pub target: Site<'a>,
}

pub(crate) fn routes<'a>(site: &Site<'a>) -> Vec<Route<'a>> {
    let mut routes: Vec<Route<'a>> = Vec::new();
    let mut next = [100, 40_000];
    for (edge, target) in site.to(ConnectionKind::Target) {
        let path = Some(edge.text("path")).filter(|path| !path.is_empty());
        let priority = edge.integer("priority").unwrap_or_else(|| {
            let free = &mut next[usize::from(path.is_none())];
            *free += 1;
            *free - 1
        });
        let usual = || service(target.kind.name).and_then(|kind| kind.port(&target, ConnectionKind::Target));
        routes.push(Route { edge, path, priority, port: edge.port("port").or_else(usual), target });
    }
    routes
}

/// Rules by their priority, then what the listener does by itself. Behind CloudFront each is a rule, as it must ask for
/// the secret header.
pub(crate) fn in_order<'a>(site: &Site<'a>) -> Vec<Requests<'a>> {
    let (mut rules, others): (Vec<Route<'a>>, Vec<Route<'a>>) =
        routes(site).into_iter().partition(|route| behind_cloudfront(site) || route.path.is_some());
    rules.sort_by_key(|route| route.priority);
    let all = rules.into_iter().chain(others.into_iter().take(1));
    all.map(|route| Requests { edge: route.edge, path: route.path }).collect()
}

pub(crate) fn attribute(key: &str, value: impl Into<Value>) -> Value {
    let value: Value = value.into();
    map! { "Key" => key, "Value" => value }
}

pub(crate) fn write_target_group(site: &Site<'_>, route: &Route<'_>, stacks: &mut Stacks<'_>) {
    let (Some(vpc), Some(port)) = (site.vpc(), route.port) else { return };
    let protocol = if matches!(port, 443 | 8443) { "HTTPS" } else { "HTTP" };
    let by_address = route.edge.text("target_type") == "ip";
    let sticky = site.integer(&STICKY);
    let mut attributes = vec![
        attribute("deregistration_delay.timeout_seconds", site.integer(&DEREGISTRATION_DELAY).to_string()),
        attribute("stickiness.enabled", (sticky > 0).to_string()),
    ];
    if sticky > 0 {
        attributes.push(attribute("stickiness.type", "lb_cookie"));
        attributes.push(attribute("stickiness.lb_cookie.duration_seconds", sticky.to_string()));
    }
    let instance = route.target.is(ec2_instance::KIND) && !by_address;
    let interval = site.integer(&HEALTH_INTERVAL);
    stacks.resource(
        site,
        &target_group(route.edge),
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        map! {
            "VpcId" => vpc.reference(""),
            "TargetType" => if by_address { "ip" } else { "instance" },
            "Protocol" => protocol,
            "Port" => i64::from(port),
            "Targets" => if instance {
                vec![map! { "Id" => route.target.reference(""), "Port" => i64::from(port) }].into()
            } else {
                Value::Null
            },
            "HealthCheckPath" => route.edge.text("health_path"),
            "HealthCheckProtocol" => protocol,
            "HealthCheckIntervalSeconds" => interval,
            "HealthCheckTimeoutSeconds" => (interval - 1).min(5),
            "HealthyThresholdCount" => site.integer(&HEALTHY),
            "UnhealthyThresholdCount" => site.integer(&UNHEALTHY),
            "Matcher" => map! { "HttpCode" => "200-299" },
            "TargetGroupAttributes" => attributes,
            "Tags" => site.tags(),
        },
    );
}

pub(crate) fn write_listeners(site: &Site<'_>, routes: &[Route<'_>], stacks: &mut Stacks<'_>) {
    const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";
    let guarded = behind_cloudfront(site);
    let forward = |route: &Route<'_>| {
        map! { "Type" => "forward", "TargetGroupArn" => site.reference(&target_group(route.edge)) }
    };
    let refuse = |status: &str, text: &str| {
        map! {
            "Type" => "fixed-response",
            "FixedResponseConfig" => map! { "StatusCode" => status, "ContentType" => "text/plain", "MessageBody" => text },
        }
    };
    let default = match routes.iter().find(|route| route.path.is_none()) {
        _ if guarded => refuse("403", "Forbidden"),
        Some(route) => forward(route),
        None => refuse("404", "Not found"),
    };
    let certificates: Vec<Site<'_>> = acm_certificate::of(site);
    let secure = certificates.first();
    let main = if secure.is_some() { "listener/443" } else { "listener/80" };
    stacks.resource(
        site,
        main,
        LISTENER,
        map! {
            "LoadBalancerArn" => site.reference(""),
            "Port" => if secure.is_some() { 443 } else { 80 },
            "Protocol" => if secure.is_some() { "HTTPS" } else { "HTTP" },
            "SslPolicy" => if secure.is_some() { site.text(&TLS_POLICY).into() } else { Value::Null },
            "Certificates" => secure.map_or(Value::Null, |first| vec![map! { "CertificateArn" => first.reference("") }].into()),
            "DefaultActions" => vec![default],
        },
    );
    for further in certificates.iter().skip(1) {
        stacks.resource(
            site,
            &format!("listener/443/certificate/{}", further.node()),
            "AWS::ElasticLoadBalancingV2::ListenerCertificate",
            map! {
                "ListenerArn" => site.reference(main),
                "Certificates" => vec![map! { "CertificateArn" => further.reference("") }],
            },
        );
    }
    if redirects(site) {
        let redirect = map! {
            "Type" => "redirect",
            "RedirectConfig" => map! { "Protocol" => "HTTPS", "Port" => "443", "StatusCode" => "HTTP_301" },
        };
        stacks.resource(
            site,
            "listener/80",
            LISTENER,
            map! {
                "LoadBalancerArn" => site.reference(""),
                "Port" => 80,
                "Protocol" => "HTTP",
                "DefaultActions" => vec![redirect],
            },
        );
    }
    for route in routes.iter().filter(|route| guarded || route.path.is_some()) {
        let mut conditions = Vec::new();
        if guarded {
            conditions.push(map! {
                "Field" => "http-header",
                "HttpHeaderConfig" => map! {
                    "HttpHeaderName" => ORIGIN_HEADER,
                    "Values" => vec![origin_secret(site, &site.region)],
                },
            });
        }
        if let Some(path) = route.path {
            conditions.push(
                map! { "Field" => "path-pattern", "PathPatternConfig" => map! { "Values" => vec![path] } },
            );
        }
        stacks.resource(
            site,
            &format!("rule/{}", route.edge.id),
            "AWS::ElasticLoadBalancingV2::ListenerRule",
            map! {
                "ListenerArn" => site.reference(main),
                "Priority" => route.priority,
                "Conditions" => conditions,
                "Actions" => vec![forward(route)],
            },
        );
    }
}
