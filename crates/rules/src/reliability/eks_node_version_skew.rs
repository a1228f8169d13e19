//! Nodes are no older than their control plane allows.

use design::Words;
use services::{
    Site,
    kinds::{cfn_resource, eks_cluster, eks_node_group, eks_workers},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies, references,
};

pub struct EksNodeVersionSkew;

static ABOUT: About = About {
    id: "eks-node-version-skew",
    title: Words::new(
        "Nodes are no older than the control plane allows",
        "Los nodos no son más antiguos de lo que permite el plano de control",
    ),
    rationale: Words::new(
        "A control plane understands nodes up to three minor versions older. Older ones fall silent at its next upgrade.",
        "Un plano de control entiende nodos hasta tres versiones menores más antiguos. Los anteriores dejan de responder en su próxima actualización.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:EKS-018", "groundplan:G-EKS-02"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND, eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for EksNodeVersionSkew {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.is(cfn_resource::KIND) {
            // Their templates name the version of their cluster.
            let cluster = site.parent().filter(|parent| parent.is(eks_cluster::KIND));
            let same = |cluster: Site<'_>| {
                Verdict::satisfied(
                    Message::say("“{0}” has the version of “{1}”.", "«{0}» tiene la versión de «{1}».")
                        .with(site.name.clone())
                        .with(cluster.name.clone()),
                )
            };
            return cluster.map(same).into_iter().collect();
        }
        let Some((own, cluster, version)) = raw(site) else { return Vec::new() };
        let say = |en: &'static str, es: &'static str| {
            Message::say(en, es)
                .with(site.name.clone())
                .with(format!("1.{own}"))
                .with(cluster.name.clone())
                .with(format!("1.{version}"))
        };
        let verdict = Verdict::either(
            own > version || own + 3 < version,
            say(
                "“{0}” runs {1}, which “{2}” with {3} does not understand.",
                "«{0}» usa {1}, que «{2}» con {3} no entiende.",
            ),
            say(
                "“{0}” runs {1}, which “{2}” with {3} understands.",
                "«{0}» usa {1}, que «{2}» con {3} entiende.",
            ),
        );
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (_, _, version) = raw(site)?;
        let mut properties = companions::raw_properties(site);
        properties.insert("Version".to_owned(), format!("1.{version}").into());
        let title = Message::say("Use the version of the cluster", "Usar la versión del clúster");
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }
}

impl Examples for EksNodeVersionSkew {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every node group of this kind",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group four versions behind",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"version":"1.35"},"parent":"app"},"old":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"ClusterName":{"Ref":"Cluster"},"Version":"1.31"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group ahead of a raw cluster",
                design: r#"{"nodes":{"k8s":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"Version":"1.34"}}},"new":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"ClusterName":{"Ref":"K8s"},"Version":"1.35"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw group that takes its cluster’s version",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"new":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"ClusterName":{"Ref":"Cluster"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no nodes",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}

/// The minor version of `1.35`.
fn minor(version: &str) -> Option<u32> {
    version.strip_prefix("1.")?.parse().ok()
}

/// The minor version of a raw node group, its cluster, and the minor version of that.
fn raw<'a>(site: &Case<'a>) -> Option<(u32, Site<'a>, u32)> {
    let of = |other: &Site<'a>, type_: &str| {
        other.element().is(cfn_resource::KIND) && other.optional_text(&cfn_resource::TYPE) == Some(type_)
    };
    if !of(site, "AWS::EKS::Nodegroup") {
        return None;
    }
    let own = minor(policies::raw(site, "Version").known()?.as_str()?)?;
    let named = site.site.element().record(&cfn_resource::PROPERTIES)?.get("ClusterName")?;
    let cluster = site.architecture.own().map(|(ix, _)| site.at(ix)).find(|other| {
        (other.is(eks_cluster::KIND) || of(other, "AWS::EKS::Cluster"))
            && references::value_names(named, &cloudformation::logical_id(other.node(), ""))
    })?;
    let version = match cluster.is(eks_cluster::KIND) {
        true => cluster.element().text(&eks_cluster::VERSION),
        false => cluster.element().record(&cfn_resource::PROPERTIES)?.get("Version")?.as_str()?,
    };
    Some((own, cluster, minor(version)?))
}
