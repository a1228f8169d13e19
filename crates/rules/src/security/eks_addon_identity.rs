//! An add-on that calls AWS has a role of its own.

use design::{Map, Words};
use serde_json::{Value, json};
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Built, Case, Edit, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies, references,
};

pub struct EksAddonIdentity;

static BUILT: Built = Built {
    types: &["AWS::EKS::Addon"],
    path: "PodIdentityAssociations",
    holds: |given| match given {
        Given::Known(Value::Array(list)) => Some(!list.is_empty()),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "eks-addon-identity",
    title: Words::new(
        "Add-ons that call AWS have a role of their own",
        "Los complementos que llaman a AWS tienen un rol propio",
    ),
    rationale: Words::new(
        "An add-on without a role uses the one of its node; then the node needs rights on volumes and file systems, and so every pod has them.",
        "Un complemento sin rol usa el de su nodo; entonces el nodo necesita permisos sobre volúmenes y archivos, y así los tiene cada pod.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:EKS-011"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for EksAddonIdentity {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” calls AWS with the role of its node.",
            "«{0}» llama a AWS con el rol de su nodo.",
        );
        let satisfied =
            Message::say("“{0}” calls AWS with a role of its own.", "«{0}» llama a AWS con un rol propio.");
        let Some((account, _)) = identity(site) else { return Vec::new() };
        // The older way, or an association beside the add-on.
        let associated = references::raw(site).into_iter().any(|(other, _, of)| {
            let given =
                other.element().record(&cfn_resource::PROPERTIES).map(|table| table.get("ServiceAccount"));
            of == "AWS::EKS::PodIdentityAssociation"
                && given.flatten().and_then(Value::as_str) == Some(account)
        });
        if associated || policies::raw(site, "ServiceAccountRoleArn") != Given::Absent {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (account, policy) = identity(site)?;
        let (mut add, id) = companions::new(site, "role", iam_role::KIND)?;
        if let Edit::Add { node, .. } = &mut add {
            let properties = Map::from_iter([
                (iam_role::SERVICE.name.to_owned(), "pods.eks.amazonaws.com".into()),
                (iam_role::MANAGED.name.to_owned(), json!([policy])),
            ]);
            node.properties = properties.into();
        }
        let role = json!({ "Fn::GetAtt": [cloudformation::logical_id(id.as_str(), ""), "Arn"] });
        let associations = json!([{ "ServiceAccount": account, "RoleArn": role }]);
        let title = Message::say("Give it a role of its own", "Darle un rol propio");
        let mut fix = BUILT.fix(site, associations, title)?;
        fix.edits.insert(0, add);
        Some(fix)
    }
}

impl Examples for EksAddonIdentity {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw driver for volumes",
                design: r#"{"nodes":{"driver":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Addon","properties":{"AddonName":"aws-ebs-csi-driver","ClusterName":"orders"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw driver with a role",
                design: r#"{"nodes":{"driver":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Addon","properties":{"AddonName":"aws-ebs-csi-driver","PodIdentityAssociations":[{"ServiceAccount":"ebs-csi-controller-sa","RoleArn":{"Fn::GetAtt":["Role","Arn"]}}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the older way, through a role for the service account",
                design: r#"{"nodes":{"driver":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Addon","properties":{"AddonName":"aws-efs-csi-driver","ServiceAccountRoleArn":{"Fn::GetAtt":["Role","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw add-on that does not call AWS",
                design: r#"{"nodes":{"names":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Addon","properties":{"AddonName":"coredns"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an association beside the add-on",
                design: r#"{"nodes":{"driver":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Addon","properties":{"AddonName":"amazon-cloudwatch-observability","ClusterName":"orders"}}},"agent":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::PodIdentityAssociation","properties":{"ClusterName":"orders","Namespace":"amazon-cloudwatch","ServiceAccount":"cloudwatch-agent","RoleArn":{"Fn::GetAtt":["Role","Arn"]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no add-on", design: r#"{}"# },
        ]
    }
}

/// Service account and policy of a raw add-on that calls AWS.
fn identity(site: &Case<'_>) -> Option<(&'static str, &'static str)> {
    if !BUILT.concerns(site) {
        return None;
    }
    let name = policies::raw(site, "AddonName").known()?.as_str()?;
    services::kubernetes::ADDONS.iter().find(|addon| addon.name == name)?.identity
}
