//! Disks of launch templates are encrypted.

use design::Words;
use services::kinds::{auto_scaling_group, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, block_devices,
};

pub struct LaunchTemplateDisksEncrypted;

static BUILT: Built = Built {
    types: &["AWS::EC2::LaunchTemplate"],
    path: "LaunchTemplateData.BlockDeviceMappings",
    holds: block_devices::encrypted,
};

static ABOUT: About = About {
    id: "launch-template-disks-encrypted",
    title: Words::new(
        "Disks of launch templates are encrypted",
        "Los discos de las plantillas de lanzamiento están cifrados",
    ),
    rationale: Words::new(
        "A snapshot of an unencrypted disk is read by whoever gets it. An existing disk is encrypted only by a copy.",
        "Una copia de un disco sin cifrar la lee quien la obtenga. Un disco existente solo se cifra copiándolo.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["groundplan:EC2-007", "cdk-nag:AwsSolutions-EC26", "checkov:CKV_AWS_8", "trivy:AWS-0008"],
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND],
};

impl Rule for LaunchTemplateDisksEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(auto_scaling_group::KIND) {
            let satisfied =
                Message::say("Every disk of “{0}” is encrypted.", "Cada disco de «{0}» está cifrado.");
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        block_devices::judge(&BUILT, site).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        block_devices::encrypt(&BUILT, site)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for LaunchTemplateDisksEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw disk that does not say so",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":20}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no disk named",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "one of two disks",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"Encrypted":true}},{"DeviceName":"/dev/xvdb","Ebs":{"Encrypted":"false"}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, beside a disk of the host",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"Encrypted":true}},{"DeviceName":"/dev/xvdc","VirtualName":"ephemeral0"}]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a disk from a snapshot",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"BlockDeviceMappings":[{"DeviceName":"/dev/xvdb","Ebs":{"SnapshotId":"snap-1"}}]}}}}}}"#,
            },
        ]
    }
}
