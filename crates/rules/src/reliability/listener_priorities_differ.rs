//! Rules of one listener have different priorities.

use design::Words;
use serde_json::Value;
use services::{
    Site,
    kinds::{alb, cfn_resource},
};
use text::Message;

use crate::{
    About, Case, Edit, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies, references,
};

pub struct ListenerPrioritiesDiffer;

const RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";
/// The lowest priority. Source: Elastic Load Balancing API reference, CreateRule.
const LAST: i64 = 50_000;

static ABOUT: About = About {
    id: "listener-priorities-differ",
    title: Words::new(
        "Listener rules have priorities of their own",
        "Las reglas del listener tienen prioridades propias",
    ),
    rationale: Words::new(
        "Elastic Load Balancing refuses a second rule with the same priority: the deployment stops, and which rule should come first is left open.",
        "Elastic Load Balancing rechaza una segunda regla con la misma prioridad: el despliegue se detiene, y queda abierto cuál va primero.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:ALB-015"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for ListenerPrioritiesDiffer {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if policies::raw_type(site) != Some(RULE) {
            return Vec::new();
        }
        let name = site.name.clone();
        let verdict = match priority(&site.site) {
            None => Verdict::cannot_tell(
                Message::say(
                    "“{0}” leaves its priority to a function: it is known when it is built.",
                    "«{0}» deja su prioridad a una función: se sabe cuando se crea.",
                )
                .with(name),
            ),
            Some(own) => Verdict::either(
                taken(site, |other| other.ix < site.ix).contains(&own),
                Message::say(
                    "“{0}” has priority {1}, as another rule of its listener.",
                    "«{0}» tiene prioridad {1}, como otra regla de su listener.",
                )
                .with(name.clone())
                .with(own.to_string()),
                Message::say(
                    "No other rule of its listener has the priority of “{0}”.",
                    "Ninguna otra regla de su listener tiene la prioridad de «{0}».",
                )
                .with(name),
            ),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let taken = taken(site, |other| other.ix != site.ix);
        let free = (1..=LAST).find(|priority| !taken.contains(priority))?;
        let mut properties = companions::raw_properties(site);
        properties.insert("Priority".to_owned(), free.into());
        let edits: Vec<Edit> = companions::rewrite(site, properties);
        let title = Message::say("Give it priority {0}", "Darle prioridad {0}").with(free.to_string());
        Some(Fix { title, edits })
    }
}

impl Examples for ListenerPrioritiesDiffer {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "two rules with one priority",
                design: r#"{"nodes":{"one":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"ListenerArn":{"Ref":"Listener"},"Priority":10,"Actions":[],"Conditions":[]}}},"two":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"ListenerArn":{"Ref":"Listener"},"Priority":"10","Actions":[],"Conditions":[]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "the priority of a drawn connection",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"},"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"ListenerArn":{"Ref":"AlbListener80"},"Priority":5,"Actions":[],"Conditions":[]}}}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"path":"/web/*","priority":5}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "different ones",
                design: r#"{"nodes":{"first":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"ListenerArn":{"Ref":"Listener"},"Priority":10,"Actions":[],"Conditions":[]}}},"next":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"ListenerArn":{"Ref":"Listener"},"Priority":20,"Actions":[],"Conditions":[]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one priority on two listeners",
                design: r#"{"nodes":{"here":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"ListenerArn":{"Ref":"Listener"},"Priority":10,"Actions":[],"Conditions":[]}}},"there":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"ListenerArn":{"Ref":"Other"},"Priority":10,"Actions":[],"Conditions":[]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a priority of a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"ListenerArn":{"Ref":"Listener"},"Priority":{"Ref":"Priority"},"Actions":[],"Conditions":[]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "drawn connections, which are told before they are built",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"path":"/web/*"}}}}"#,
            },
        ]
    }
}

fn priority(rule: &Site<'_>) -> Option<i64> {
    match references::property(rule, "Priority") {
        Given::Known(Value::String(text)) => text.parse().ok(),
        Given::Known(value) => value.as_i64(),
        Given::Absent | Given::Computed => None,
    }
}

/// The priorities of the drawn rules of its listener, and of some raw ones.
fn taken(site: &Case<'_>, some: impl Fn(&Site<'_>) -> bool) -> Vec<i64> {
    let Some(listener) = references::written(site, "ListenerArn") else { return Vec::new() };
    let beside = references::of_types(site, &[RULE])
        .filter(|other| some(other) && references::written(other, "ListenerArn") == Some(listener));
    // Listeners of a drawn load balancer are named by their logical id.
    let named = references::named(listener);
    let mut balancers = site.architecture.of_kind(alb::KIND).map(|(ix, _)| site.at(ix));
    let balancer = balancers.find(|balancer| {
        let own =
            ["listener/443", "listener/80"].map(|part| cloudformation::logical_id(balancer.node(), part));
        named.is_some_and(|named| own.iter().any(|own| own == named))
    });
    let drawn = balancer.map(|balancer| alb::priorities(&balancer)).unwrap_or_default();
    beside.filter_map(|other| priority(&other)).chain(drawn).collect()
}
