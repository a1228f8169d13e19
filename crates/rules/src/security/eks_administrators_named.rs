//! Someone is named who may administer the cluster.

use design::{ConnectionKind, Words};
use services::kinds::eks_cluster;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, references};

pub struct EksAdministratorsNamed;

static ABOUT: About = About {
    id: "eks-administrators-named",
    title: Words::new(
        "Administrators of a cluster are named",
        "Los administradores de un clúster están nombrados",
    ),
    rationale: Words::new(
        "If only the identity that deployed a cluster may enter it, people borrow that identity, and nobody can tell who did what.",
        "Si solo la identidad que desplegó el clúster puede entrar, la gente toma prestada esa identidad, y nadie sabe quién hizo qué.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:EKS-012"],
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
    scope: Scope::Whole,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksAdministratorsNamed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let drawn = site.from(ConnectionKind::Uses).any(|(edge, _)| edge.text("access") == "admin");
        let own = cloudformation::logical_id(site.node(), "");
        let entered =
            |(entry, _, of): &(_, _, &str)| *of == "AWS::EKS::AccessEntry" && references::names(entry, &own);
        let named = drawn
            || !site.texts(&eks_cluster::ADMINISTRATORS).is_empty()
            || references::raw(site).iter().any(entered);
        let creator = site.flag(&eks_cluster::CREATOR_ADMIN);
        let name = site.name.clone();
        let verdict = match (named, creator) {
            (true, _) => Verdict::satisfied(
                Message::say(
                    "The administrators of “{0}” are named.",
                    "Los administradores de «{0}» están nombrados.",
                )
                .with(name),
            ),
            (false, true) => Verdict::cannot_tell(
                Message::say(
                    "Only who deploys “{0}” may administer it. Which role do your administrators use?",
                    "Solo quien despliega «{0}» puede administrarlo. ¿Qué rol usan sus administradores?",
                )
                .with(name),
            ),
            (false, false) => Verdict::violated(
                Message::say("Nobody may administer “{0}”.", "Nadie puede administrar «{0}».").with(name),
            ),
        };
        vec![verdict.on(eks_cluster::ADMINISTRATORS.name)]
    }
}

impl Examples for EksAdministratorsNamed {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "neither creator nor anyone else",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"creator_is_administrator":false},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "the creator alone",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role is named",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"administrator_roles":["Operations"]},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role that is drawn",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"creator_is_administrator":false},"parent":"app"},"operators":{"kind":"iam_role","properties":{}}},"connections":{"operators-cluster":{"from":"operators","kind":"uses","to":"cluster","properties":{"access":"admin"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw access entry",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"creator_is_administrator":false},"parent":"app"},"entry":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::AccessEntry","properties":{"ClusterName":{"Ref":"Cluster"},"PrincipalArn":"arn:aws:iam::333333333333:role/operators"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
        ]
    }
}
