//! What instances share, whether they stand alone or in an Auto Scaling group: image, disk, addresses, price.

use architecture::{Cidr, GroupRule, Source};
use cloudformation::{Intrinsic, Parameter, Value};
use design::{Follows, UsageField, Words};
use pricing::{Band, HOURS_PER_MONTH, Ledger};

use crate::{
    Site, Stack, Stacks,
    kinds::{kms_key, subnet, vpc_endpoint},
    payment::Hours,
    value::map,
};

/// Whether an instance type has an Arm processor (AWS Graviton): a `g` after the generation, or the first family.
///
/// Source: Amazon EC2 instance type naming conventions.
pub fn arm(instance_type: &str) -> bool {
    let family = instance_type.split('.').next().unwrap_or_default();
    let generation = family.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let capabilities = generation.trim_start_matches(|c: char| c.is_ascii_digit());
    family == "a1" || (generation != family && capabilities.contains('g'))
}

/// The image instances start from: the one named, or the newest Amazon Linux 2023 for their processor.
///
/// An AMI id stands as it is; the name of a public SSM parameter becomes a template parameter, which
/// CloudFormation resolves anew at each deployment.
pub fn image(
    stack: Stack,
    site: &Site<'_>,
    instance_type: &str,
    named: Option<&str>,
    stacks: &mut Stacks<'_>,
) -> Value {
    let (name, path) = match named {
        Some(id) if id.starts_with("ami-") => return id.into(),
        Some(path) => (format!("{}Image", cloudformation::logical_id(site.node(), "")), path.to_owned()),
        None => {
            let (name, processor) = if arm(instance_type) {
                ("AmazonLinux2023Arm64", "arm64")
            } else {
                ("AmazonLinux2023X86", "x86_64")
            };
            let path = format!("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{processor}");
            (name.to_owned(), path)
        }
    };
    let parameter = Parameter {
        type_: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>".to_owned(),
        description: Some("SSM parameter that names the machine image".to_owned()),
        default: Some(path.into()),
        ..Parameter::default()
    };
    stacks.parameter(stack, site, &name, parameter)
}

/// Whether a text names an image: an AMI id or an SSM parameter.
pub fn names_image(text: &str) -> bool {
    match text.strip_prefix("ami-") {
        Some(id) => matches!(id.len(), 8 | 17) && id.chars().all(|c| c.is_ascii_hexdigit()),
        None => text.starts_with('/'),
    }
}

/// The encrypted root volume, with the attached key if there is one.
pub fn root_volume(site: &Site<'_>, gib: i64) -> Value {
    let mut disk = map! {
        "DeleteOnTermination" => true,
        "Encrypted" => true,
        "VolumeSize" => gib,
        "VolumeType" => "gp3",
    };
    if let (Value::Map(disk), Some(key)) = (&mut disk, site.attached(kms_key::KIND)) {
        disk.insert("KmsKeyId".into(), key.get("", "Arn"));
    }
    map! { "DeviceName" => "/dev/xvda", "Ebs" => disk }
}

/// Session tokens are required, and only the instance itself reaches the metadata.
pub fn metadata_options() -> Value {
    map! {
        "HttpEndpoint" => "enabled",
        "HttpPutResponseHopLimit" => 1,
        "HttpTokens" => "required",
    }
}

pub fn base64(text: impl Into<Value>) -> Value {
    Intrinsic::Base64(text.into()).into()
}

/// HTTPS to where an instance finds AWS's services and its packages: anywhere, or from an isolated tier the
/// VPC's endpoints.
pub fn https_out(site: &Site<'_>) -> Vec<GroupRule> {
    let rule = |peer| GroupRule {
        protocol: "tcp",
        from_port: 443,
        to_port: 443,
        peer,
        edge: None,
        reason: "AWS services and updates",
    };
    if site.tier().is_none_or(|tier| tier.text(&subnet::ACCESS) != "isolated") {
        return vec![rule(Source::Cidr(Cidr::ANYWHERE))];
    }
    let Some(vpc) = site.vpc() else { return Vec::new() };
    vpc_endpoint::within(&vpc)
        .into_iter()
        .filter_map(|endpoint| match vpc_endpoint::gateway(&endpoint) {
            false => Some(rule(Source::Group(endpoint.ix))),
            true => (endpoint.text(&vpc_endpoint::SERVICE) == "s3").then(|| rule(Source::S3)),
        })
        .collect()
}

/// Whether an instance type bursts on credits and goes on at a price once they are spent: T3 and later do unless told
/// otherwise, T2 slows down.
///
/// Source: Amazon EC2 user guide, “Unlimited mode for burstable performance instances”.
pub fn charges_surplus(instance_type: &str) -> bool {
    let family = instance_type.trim_start_matches("db.").split('.').next().unwrap_or_default();
    let generation = family.strip_prefix('t').and_then(|rest| rest.chars().next()?.to_digit(10));
    generation.is_some_and(|generation| generation > 2)
}

/// Processor time beyond the credits of burstable instances.
pub const SURPLUS: UsageField = UsageField {
    name: "surplus_vcpu_hours_per_month",
    unit: "vCPU hours",
    help: Words::new(
        "Processor hours of T instances beyond the credits they earn, all together.",
        "Horas de procesador de instancias T más allá de sus créditos, en total.",
    ),
    assumed: ["0", "0", "0"],
    follows: Follows::Nothing,
};

/// Charges surplus credits of a burstable type where somebody states them; `family` is the first word after the prefix.
pub fn charge_surplus(site: &Site<'_>, service: &str, prefix: &str, type_: &str, ledger: &mut Ledger<'_>) {
    if !charges_surplus(type_) {
        return;
    }
    let hours = site.volume(SURPLUS.name, ledger);
    if hours != Band::ZERO {
        let family = type_.rsplit_once('.').map_or(type_, |(family, _)| family);
        let slug = format!("{prefix}/cpu-credits/{family}");
        ledger.charge(site.node(), None, service, &format!("{family} surplus credits"), &slug, hours);
    }
}

/// What `count` instances cost that run all month but for `hours`.
pub struct Machines<'a> {
    pub instance_type: &'a str,
    pub count: Band,
    /// Hours a month that each of them runs.
    pub hours: Band,
    pub root_gib: i64,
    pub detailed_monitoring: bool,
}

/// Metrics of an instance that detailed monitoring turns into charged ones.
const DETAILED_METRICS: u32 = 7;

impl Machines<'_> {
    /// Hours, disks and detailed metrics.
    pub fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let hours = self.count.times(self.hours);
        let slug = format!("ec2/linux/{}", self.instance_type);
        Hours { service: "Amazon EC2", item: self.instance_type, slug: &slug, hours }.charge(site, ledger);
        charge_surplus(site, "Amazon EC2", "ec2", self.instance_type, ledger);
        self.price_beside(site, ledger);
    }

    /// Disks and detailed metrics, whatever the instances themselves cost.
    pub fn price_beside(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let node = site.node();
        // A disk costs the same while its instance is stopped.
        let disks = self.count.scale(self.root_gib);
        ledger.charge(node, None, "Amazon EBS", "gp3 root volume", "ebs/gp3/storage", disks);
        if self.detailed_monitoring {
            // Metrics are charged for the hours in which they are sent.
            let hours = self.count.times(self.hours);
            let metrics = hours.scale(DETAILED_METRICS).map(|metrics| metrics / HOURS_PER_MONTH);
            ledger.charge(node, None, "Amazon CloudWatch", "Detailed metrics", "cloudwatch/metric", metrics);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graviton_is_told_from_the_name() {
        for arm64 in [
            "t4g.small",
            "m7gd.large",
            "c7gn.xlarge",
            "im4gn.large",
            "is4gen.medium",
            "x2gd.large",
            "a1.large",
        ] {
            assert!(arm(arm64), "{arm64}");
        }
        for x86 in
            ["t3.small", "m6i.large", "g5.xlarge", "g4dn.xlarge", "c7a.large", "i3en.large", "u-6tb1.metal"]
        {
            assert!(!arm(x86), "{x86}");
        }
        assert!(arm("g5g.xlarge"));
    }

    #[test]
    fn images_are_ids_or_parameters() {
        assert!(
            names_image("ami-0123456789abcdef0")
                && names_image("/aws/service/debian/release/12/latest/arm64")
        );
        assert!(!names_image("ami-xyz") && !names_image("debian"));
    }
}
