//! Nodes run an image that AWS still builds.

use design::Words;
use services::kinds::{cfn_resource, eks_node_group};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct EksNodeImageCurrent;

static BUILT: Built = Built {
    types: &["AWS::EKS::Nodegroup"],
    path: "AmiType",
    holds: |given| match given {
        // AWS chooses a current one.
        Given::Absent => Some(true),
        Given::Computed => None,
        Given::Known(value) => Some(!value.as_str().is_some_and(|image| image.starts_with("AL2_"))),
    },
};

static ABOUT: About = About {
    id: "eks-node-image-current",
    title: Words::new(
        "Nodes run an image AWS still builds",
        "Los nodos usan una imagen que AWS aún construye",
    ),
    rationale: Words::new(
        "AWS builds no more node images of Amazon Linux 2: no fixes, and no way to a newer Kubernetes version.",
        "AWS ya no construye imágenes de nodos con Amazon Linux 2: no hay correcciones, ni camino a una versión más nueva de Kubernetes.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:EKS-010"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html",
    scope: Scope::Node,
    kinds: &[eks_node_group::KIND, cfn_resource::KIND],
};

impl Rule for EksNodeImageCurrent {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("The nodes of “{0}” run Amazon Linux 2.", "Los nodos de «{0}» usan Amazon Linux 2.");
        let satisfied = Message::say(
            "The nodes of “{0}” run an image that AWS still builds.",
            "Los nodos de «{0}» usan una imagen que AWS aún construye.",
        );
        if site.is(eks_node_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if BUILT.concerns(site) && image_of_its_own(site) {
            let message = Message::say(
                "The launch template of “{0}” chooses the image: does AWS still build it?",
                "La plantilla de lanzamiento de «{0}» elige la imagen: ¿AWS aún la construye?",
            );
            return vec![
                Verdict::cannot_tell(message.with(site.name.clone())).on(cfn_resource::PROPERTIES.name),
            ];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let successor = match policies::raw(site, BUILT.path).known()?.as_str()? {
            "AL2_ARM_64" => "AL2023_ARM_64_STANDARD",
            "AL2_x86_64_GPU" => "AL2023_x86_64_NVIDIA",
            _ => "AL2023_x86_64_STANDARD",
        };
        BUILT.fix(site, successor, Message::say("Use Amazon Linux 2023", "Usar Amazon Linux 2023"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksNodeImageCurrent {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every node group of this kind",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group on Amazon Linux 2",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"AmiType":"AL2_x86_64"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group on Amazon Linux 2 for graphics cards",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"AmiType":"AL2_x86_64_GPU"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group with an image of its own",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"LaunchTemplate":{"Id":{"Ref":"Template"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group on Bottlerocket",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"AmiType":"BOTTLEROCKET_ARM_64"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no node group", design: r#"{}"# },
        ]
    }
}

/// Whether a raw group may take its image from a launch template.
fn image_of_its_own(site: &Case<'_>) -> bool {
    match policies::raw(site, BUILT.path) {
        Given::Absent => policies::raw(site, "LaunchTemplate") != Given::Absent,
        image => image.is_one_of(&["CUSTOM"]) == Some(true),
    }
}
