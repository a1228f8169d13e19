//! A person approves what goes to production.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, codepipeline};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PipelineApproval;

static ABOUT: About = About {
    id: "pipeline-approval",
    title: Words::new(
        "A person approves releases to production",
        "Una persona aprueba los pases a producción",
    ),
    rationale: Words::new(
        "A change that no one has looked at should not reach customers by itself.",
        "Un cambio que nadie ha mirado no debería llegar solo a los clientes.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS06",
    peers: &["groundplan:CP-002", "groundplan:G-CICD-01"],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND, codepipeline::KIND],
};

impl Rule for PipelineApproval {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            return of_raw(site).into_iter().collect();
        }
        let here = site.architecture.production() && site.to(ConnectionKind::Delivery).next().is_some();
        let across = site.architecture.cross.iter().any(|edge| {
            edge.here == site.ix
                && edge.outgoing
                && site
                    .architecture
                    .peers
                    .get(edge.peer)
                    .is_some_and(|peer| peer.tier == design::Tier::Production)
        });
        if !here && !across {
            return Vec::new();
        }
        let verdict = Verdict::either(
            site.text(&codepipeline::APPROVAL) == "none",
            Message::say(
                "“{0}” delivers to production without asking anyone.",
                "«{0}» entrega en producción sin preguntar a nadie.",
            )
            .with(site.name.clone()),
            Message::say(
                "A person approves what “{0}” delivers to production.",
                "Una persona aprueba lo que «{0}» entrega en producción.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(codepipeline::APPROVAL.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return None;
        }
        Some(Fix::set(
            site,
            codepipeline::APPROVAL.name,
            "production",
            Message::say("Ask before production", "Preguntar antes de producción"),
        ))
    }
}

impl Examples for PipelineApproval {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no approval",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"pipe":{"kind":"codepipeline","properties":{"approval":"none"}}},"connections":{"pipe-cluster":{"from":"pipe","kind":"delivery","to":"cluster","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"pipe":{"kind":"codepipeline","properties":{}}},"connections":{"pipe-cluster":{"from":"pipe","kind":"delivery","to":"cluster","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw pipeline that asks nobody",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"S","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"S3","Version":"1"}}]},{"Name":"D","Actions":[{"Name":"D","ActionTypeId":{"Category":"Deploy","Owner":"AWS","Provider":"ECS","Version":"1"}}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw pipeline that asks",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"S","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"S3","Version":"1"}}]},{"Name":"A","Actions":[{"Name":"A","ActionTypeId":{"Category":"Approval","Owner":"AWS","Provider":"Manual","Version":"1"}}]},{"Name":"D","Actions":[{"Name":"D","ActionTypeId":{"Category":"Deploy","Owner":"AWS","Provider":"ECS","Version":"1"}}]}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "delivers nowhere",
                design: r#"{"nodes":{"pipe":{"kind":"codepipeline","properties":{"approval":"none"}}}}"#,
            },
        ]
    }
}

/// A raw pipeline of production that deploys: whether one of its actions asks a person.
fn of_raw(site: &Case<'_>) -> Option<Verdict> {
    if policies::raw_type(site) != Some("AWS::CodePipeline::Pipeline") || !site.architecture.production() {
        return None;
    }
    let stages = policies::raw(site, "Stages");
    let has = |category: &str| {
        let is = |action: Given<'_>| action.at("ActionTypeId.Category").is_one_of(&[category]) == Some(true);
        stages.items().any(|stage| stage.at("Actions").items().any(is))
    };
    let verdict = Verdict::either(
        !has("Approval"),
        Message::say(
            "“{0}” delivers to production without asking anyone.",
            "«{0}» entrega en producción sin preguntar a nadie.",
        )
        .with(site.name.clone()),
        Message::say(
            "A person approves what “{0}” delivers to production.",
            "Una persona aprueba lo que «{0}» entrega en producción.",
        )
        .with(site.name.clone()),
    );
    has("Deploy").then(|| verdict.on(cfn_resource::PROPERTIES.name))
}
