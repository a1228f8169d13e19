//! What a version promises, in the words of who pays for it: a few sentences, each carried by rules.

use rules::{Finding, Status};
use text::Words;

/// A promise and the rules that carry it.
#[derive(Debug)]
pub struct Guarantee {
    pub id: &'static str,
    pub title: Words,
    pub rules: &'static [&'static str],
}

/// In the order in which people ask.
pub static GUARANTEES: [Guarantee; 11] = [
    Guarantee {
        id: "zone-failure",
        title: Words::new("It keeps running when one zone fails", "Sigue funcionando si falla una zona"),
        rules: &[
            "rds-multi-az",
            "no-single-point-of-failure",
            "vpc-two-zones",
            "group-spans-zones",
            "group-runs-two",
            "group-has-headroom",
            "opensearch-two-zones",
            "nat-gateway-per-zone",
            "tier-zones-symmetric",
            "alb-targets-in-its-zones",
            "vpc-endpoint-in-every-zone",
        ],
    },
    Guarantee {
        id: "recovery",
        title: Words::new("Lost data can be brought back", "Los datos perdidos se pueden recuperar"),
        rules: &[
            "rds-backup-retention",
            "rds-deletion-protection",
            "s3-versioning",
            "eks-deletion-protection",
            "alb-deletion-protection",
            "instance-termination-protection",
            "queue-dead-letters",
        ],
    },
    Guarantee {
        id: "unreachable-data",
        title: Words::new(
            "No data store can be reached from the internet",
            "No se llega a ningún almacén de datos desde internet",
        ),
        rules: &[
            "data-store-unreachable-from-internet",
            "rds-not-public",
            "data-store-behind-application",
            "database-in-isolated-tier",
        ],
    },
    Guarantee {
        id: "encryption",
        title: Words::new(
            "Data is encrypted at rest and on its way",
            "Los datos se cifran en reposo y en tránsito",
        ),
        rules: &[
            "rds-encrypted",
            "eks-secrets-encrypted",
            "kms-key-rotation",
            "alb-https",
            "alb-http-redirect",
            "origin-answers-https",
            "distribution-own-certificate",
            "certificate-covers-names",
        ],
    },
    Guarantee {
        id: "filtered",
        title: Words::new("What comes from the internet is filtered", "Lo que llega de internet se filtra"),
        rules: &[
            "distribution-has-web-acl",
            "public-alb-has-web-acl",
            "cloudfront-cannot-be-bypassed",
            "web-acl-managed-rules",
            "web-acl-rate-limit",
            "distribution-security-headers",
            "alb-drop-invalid-headers",
            "alb-desync-mitigation",
        ],
    },
    Guarantee {
        id: "administration",
        title: Words::new(
            "Nobody administers it from the open internet",
            "Nadie lo administra desde internet abierta",
        ),
        rules: &[
            "no-admin-port-from-internet",
            "instance-session-manager",
            "eks-endpoint-closed",
            "role-is-not-administrator",
            "trusted-account-states-external-id",
            "codebuild-privileged",
            "user-data-without-secrets",
        ],
    },
    Guarantee {
        id: "traffic",
        title: Words::new(
            "Traffic passes where it is drawn and nowhere else",
            "El tráfico pasa por donde está dibujado y por ningún otro lado",
        ),
        rules: &[
            "drawn-traffic-passes",
            "stated-rule-is-drawn",
            "narrow-port-ranges",
            "drawn-use-is-granted",
            "tier-routes-match-access",
        ],
    },
    Guarantee {
        id: "releases",
        title: Words::new(
            "A person approves each release, and a bad one is taken back",
            "Una persona aprueba cada pase, y uno malo se revierte",
        ),
        rules: &[
            "pipeline-approval",
            "pipeline-rollback",
            "codedeploy-automatic-rollback",
            "codedeploy-stops-on-alarm",
            "codedeploy-gradual",
            "ecr-scan",
            "ecr-immutable-tags",
        ],
    },
    Guarantee {
        id: "told",
        title: Words::new("Somebody is told when something is wrong", "Alguien se entera si algo falla"),
        rules: &[
            "alarm-tells-someone",
            "data-store-watched",
            "topic-reaches-someone",
            "pipeline-failure-tells-someone",
            "instance-detailed-monitoring",
        ],
    },
    Guarantee {
        id: "evidence",
        title: Words::new(
            "What happened can be looked up afterwards",
            "Lo que pasó se puede consultar después",
        ),
        rules: &[
            "vpc-flow-log",
            "log-retention",
            "alb-access-logs",
            "distribution-logs",
            "web-acl-logs",
            "eks-control-plane-logs",
            "rds-log-exports",
            "opensearch-logs",
        ],
    },
    Guarantee {
        id: "supported",
        title: Words::new("Everything in it is supported by AWS", "Todo tiene soporte de AWS"),
        rules: &["eks-version-supported", "rds-engine-supported", "current-instance-generation"],
    },
];

/// A guarantee in one environment.
#[derive(Debug)]
pub struct Promise<'f> {
    pub guarantee: &'static Guarantee,
    pub kept: Vec<&'f Finding>,
    /// The worst first.
    pub open: Vec<&'f Finding>,
    /// Not kept, and a person accepted it.
    pub accepted: Vec<&'f Finding>,
    /// What a design cannot tell.
    pub asked: Vec<&'f Finding>,
}

/// The guarantees that the findings of an environment say anything about.
pub fn guarantees(findings: &[Finding]) -> Vec<Promise<'_>> {
    let promise = |guarantee: &'static Guarantee| {
        let mut promise = Promise { guarantee, kept: vec![], open: vec![], accepted: vec![], asked: vec![] };
        for rule in guarantee.rules {
            for finding in findings.iter().filter(|finding| finding.rule.id == *rule) {
                match (finding.status, &finding.suppressed) {
                    (Status::Satisfied, _) => promise.kept.push(finding),
                    (Status::CannotTell, _) => promise.asked.push(finding),
                    (Status::Violated, Some(_)) => promise.accepted.push(finding),
                    (Status::Violated, None) => promise.open.push(finding),
                }
            }
        }
        promise.open.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        promise
    };
    GUARANTEES.iter().map(promise).filter(Promise::applies).collect()
}

impl Promise<'_> {
    fn applies(&self) -> bool {
        [&self.kept, &self.open, &self.accepted, &self.asked].iter().any(|findings| !findings.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{Project, Services, TEMPLATES};

    #[test]
    fn each_guarantee_is_carried_by_rules_that_there_are_and_by_no_rule_twice() {
        let mut seen = BTreeSet::new();
        for guarantee in &GUARANTEES {
            for rule in guarantee.rules {
                assert!(rules::rule(rule).is_some(), "{}: there is no rule {rule}", guarantee.id);
                assert!(seen.insert(rule), "{rule} carries two guarantees");
            }
        }
    }

    #[test]
    fn what_is_open_breaks_its_guarantee_and_the_worst_is_told_first() {
        let reference = TEMPLATES.iter().find(|template| template.name == "reference").unwrap();
        let document = design::load(reference.document.as_bytes(), &Services).unwrap();
        let project = Project::new(document);
        let told = |environment: &str| {
            let architecture = project.resolve(environment).unwrap();
            project.validate(&architecture, "2026-11-23")
        };
        let (prod, dev) = (told("prod"), told("dev"));
        let broken = |findings: &[Finding]| -> Vec<&str> {
            let promises = guarantees(findings);
            promises.iter().filter(|one| !one.open.is_empty()).map(|one| one.guarantee.id).collect()
        };
        assert_eq!(broken(&prod), [""; 0], "production is clean");
        assert!(broken(&dev).contains(&"zone-failure"), "{:?}", broken(&dev));
        for promise in guarantees(&dev) {
            assert!(promise.open.is_sorted_by(|a, b| a.severity >= b.severity));
        }
    }
}
