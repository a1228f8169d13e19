//! A container service waits for the listener of its target group.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies, references,
};

pub struct ServiceWaitsForListener;

static ABOUT: About = About {
    id: "service-waits-for-listener",
    title: Words::new("Services wait for their listener", "Los servicios esperan a su listener"),
    rationale: Words::new(
        "ECS refuses a service whose target group no load balancer uses yet, so the first deployment fails.",
        "ECS rechaza un servicio cuyo grupo de destino aún no usa ningún balanceador, así que el primer despliegue falla.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:G-ORDER-01"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for ServiceWaitsForListener {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let needed = needed(site);
        if needed.is_empty() {
            return Vec::new();
        }
        let missing = references::missing(site, needed);
        let name = site.name.clone();
        let verdict = match missing.first() {
            Some(first) => Verdict::violated(
                Message::say("“{0}” does not wait for {1}.", "«{0}» no espera a {1}.")
                    .with(name)
                    .with(first.clone()),
            ),
            None => Verdict::satisfied(
                Message::say("“{0}” waits for its listener.", "«{0}» espera a su listener.").with(name),
            ),
        };
        vec![verdict.on(cfn_resource::ATTRIBUTES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let edits = companions::wait_for(site, references::missing(site, needed(site)));
        Some(Fix { title: Message::say("Let it wait", "Hacer que espere"), edits })
    }
}

impl Examples for ServiceWaitsForListener {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "does not wait",
                design: r#"{"nodes":{"web":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Port":80}}},"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"DefaultActions":[{"Type":"forward","TargetGroupArn":{"Ref":"Web"}}]}}},"api":{"kind":"cfn_resource","properties":{"type":"AWS::ECS::Service","properties":{"LoadBalancers":[{"TargetGroupArn":{"Ref":"Web"},"ContainerPort":80}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "waits for one of two",
                design: r#"{"nodes":{"web":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Port":80}}},"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"DefaultActions":[{"Type":"forward","TargetGroupArn":{"Ref":"Web"}}]}}},"rule":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::ListenerRule","properties":{"Actions":[{"Type":"forward","TargetGroupArn":{"Ref":"Web"}}]}}},"api":{"kind":"cfn_resource","properties":{"type":"AWS::ECS::Service","properties":{"LoadBalancers":[{"TargetGroupArn":{"Ref":"Web"},"ContainerPort":80}]},"attributes":{"DependsOn":"Listener"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "waits",
                design: r#"{"nodes":{"web":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Port":80}}},"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"DefaultActions":[{"Type":"forward","TargetGroupArn":{"Ref":"Web"}}]}}},"shop":{"kind":"cfn_resource","properties":{"type":"AWS::ECS::Service","properties":{"LoadBalancers":[{"TargetGroupArn":{"Ref":"Web"},"ContainerPort":80}]},"attributes":{"DependsOn":["Listener"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "its own listener only",
                design: r#"{"nodes":{"web":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Port":80}}},"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"DefaultActions":[{"Type":"forward","TargetGroupArn":{"Ref":"Web"}}]}}},"other":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Port":81}}},"api":{"kind":"cfn_resource","properties":{"type":"AWS::ECS::Service","properties":{"LoadBalancers":[{"TargetGroupArn":{"Ref":"Web"},"ContainerPort":80}]},"attributes":{"DependsOn":["Listener"]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "without a load balancer",
                design: r#"{"nodes":{"web":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Port":80}}},"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"DefaultActions":[{"Type":"forward","TargetGroupArn":{"Ref":"Web"}}]}}},"worker":{"kind":"cfn_resource","properties":{"type":"AWS::ECS::Service","properties":{"DesiredCount":1}}}}}"#,
            },
        ]
    }
}

/// The logical ids it must wait for.
fn needed(site: &Case<'_>) -> Vec<String> {
    if policies::raw_type(site) != Some("AWS::ECS::Service") {
        return Vec::new();
    }
    let properties = site.record(&cfn_resource::PROPERTIES);
    let Some(balancers) = properties.and_then(|table| table.get("LoadBalancers")) else { return Vec::new() };
    let all = references::raw(site);
    let groups: Vec<&String> = all
        .iter()
        .filter(|(_, id, of)| {
            *of == "AWS::ElasticLoadBalancingV2::TargetGroup" && references::value_names(balancers, id)
        })
        .map(|(_, id, _)| id)
        .collect();
    let listeners = all.iter().filter(|(one, _, of)| {
        of.starts_with("AWS::ElasticLoadBalancingV2::Listener")
            && one.stack() == site.stack()
            && groups.iter().any(|group| references::names(one, group))
    });
    listeners.map(|(_, id, _)| id.clone()).collect()
}
