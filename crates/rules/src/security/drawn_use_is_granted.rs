//! Each drawn use has a permission on the role of who uses.

use design::{ConnectionKind, Words};
use services::Site;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DrawnUseIsGranted;

static ABOUT: About = About {
    id: "drawn-use-is-granted",
    title: Words::new("Drawn uses are permitted", "Los usos dibujados están permitidos"),
    rationale: Words::new(
        "A use without its permission fails with “access denied” on the first call, often only in production.",
        "Un uso sin su permiso falla con “acceso denegado” en la primera llamada, a menudo solo en producción.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:G-IAM-01"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
    scope: Scope::Neighbours,
    kinds: &[],
};

impl Rule for DrawnUseIsGranted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.kind.role {
            return Vec::new();
        }
        let verdict = |(edge, target): (&architecture::Edge, Site<'_>)| {
            let granted = site.statements().iter().any(|statement| statement.edge.as_ref() == Some(&edge.id));
            let message = if granted {
                Message::say("The role of “{0}” may use “{1}”.", "El rol de «{0}» puede usar «{1}».")
            } else {
                Message::say(
                    "“{0}” is drawn to use “{1}”, for which IAM knows no permission: draw traffic, or use something else.",
                    "«{0}» figura usando «{1}», para lo que IAM no tiene permiso: dibuje tráfico, o use otra cosa.",
                )
            };
            let message = message.with(site.name.clone()).with(target.name.clone());
            if granted { Verdict::satisfied(message) } else { Verdict::violated(message) }
        };
        site.to(ConnectionKind::Uses).map(verdict).collect()
    }
}

impl Examples for DrawnUseIsGranted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "uses what IAM does not know",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}},"connections":{"api-nat":{"from":"api","kind":"uses","to":"nat","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "uses a bucket",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"files":{"kind":"s3_bucket","properties":{}}},"connections":{"api-files":{"from":"api","kind":"uses","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "uses nothing",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
