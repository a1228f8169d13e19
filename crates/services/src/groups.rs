//! Security groups of elements, from the rules the architecture derived. All live in the network stack, so that
//! groups may refer to each other whatever stack their elements are in.

use architecture::{Blocker, GroupRule, PartData, SECURITY_GROUP, Source};
use cloudformation::{Parameter, Value};

use crate::{Site, Stack, Stacks, kinds::security_group, quotas, regions, value::map};

/// Writes the derived security group of an element, unless a node replaces it.
pub fn derived(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    if let Some(PartData::SecurityGroup { ingress, egress }) =
        site.element().part(SECURITY_GROUP).map(|part| &part.data)
        && site.derives(SECURITY_GROUP)
    {
        write_as(site, SECURITY_GROUP, site, SECURITY_GROUP, ingress, egress, stacks);
    }
}

/// Writes a security group as `part` of `site`, with its rules; rules that are resources are parts of `owner` whose
/// names begin with `prefix`.
///
/// Rules between groups are resources of their own (two groups may name each other); the others stand in the
/// group. A group without outgoing rules gets one that leads nowhere, or AWS would add one that allows all.
pub fn write_as(
    site: &Site<'_>,
    part: &str,
    owner: &Site<'_>,
    prefix: &str,
    ingress: &[GroupRule],
    egress: &[GroupRule],
    stacks: &mut Stacks<'_>,
) {
    let Some(vpc) = site.vpc() else { return };
    let inline = |rules: &[GroupRule], way: &str, stacks: &mut Stacks<'_>| -> Vec<Value> {
        rules.iter().filter_map(|rule| permission(site, rule, way, stacks)).collect()
    };
    let incoming = inline(ingress, "from", stacks);
    let mut outgoing = inline(egress, "to", stacks);
    if outgoing.is_empty() {
        outgoing.push(map! {
            "CidrIp" => "127.0.0.1/32",
            "IpProtocol" => "-1",
            "Description" => "Nothing leaves but what is allowed",
        });
    }
    stacks.resource_in(
        Stack::Network,
        site,
        part,
        "AWS::EC2::SecurityGroup",
        map! {
            // A changed description would replace the group: it must not follow the displayed name.
                "GroupDescription" => format!("Security group of {}", owner.physical_name()),
            "VpcId" => vpc.reference(""),
            "SecurityGroupIngress" => if incoming.is_empty() { Value::Null } else { incoming.into() },
            "SecurityGroupEgress" => outgoing,
            "Tags" => site.tags(),
        },
    );
    let own = site.get(part, "GroupId");
    for (rules, type_, peer_property, way) in [
        (ingress, "AWS::EC2::SecurityGroupIngress", "SourceSecurityGroupId", "ingress"),
        (egress, "AWS::EC2::SecurityGroupEgress", "DestinationSecurityGroupId", "egress"),
    ] {
        for rule in rules {
            let Source::Group(other) = rule.peer else { continue };
            let other = site.at(other);
            let name = format!("{prefix}/{way}/{}/{}", other.node(), ports(rule));
            let mut properties = base(rule);
            if let Value::Map(properties) = &mut properties {
                properties.insert("GroupId".into(), own.clone());
                properties.insert(peer_property.into(), group_id(&other));
                let toward = if way == "ingress" { "from" } else { "to" };
                properties.insert("Description".into(), describe(rule, toward, other.node()).into());
            }
            stacks.resource_in(Stack::Network, owner, &name, type_, properties);
        }
    }
}

/// The id of an element's security group, or of the group it is itself.
fn group_id(site: &Site<'_>) -> Value {
    if site.is(security_group::KIND) { site.get("", "GroupId") } else { site.security_group() }
}

/// A blocker if the derived security group has more rules than AWS takes.
pub fn over_quota(site: &Site<'_>) -> Option<Blocker> {
    match site.element().part(SECURITY_GROUP).map(|part| &part.data) {
        Some(PartData::SecurityGroup { ingress, egress }) if site.derives(SECURITY_GROUP) => {
            too_many(site, ingress, egress)
        }
        _ => None,
    }
}

/// A blocker if these are more rules in one direction than AWS takes.
pub fn too_many(site: &Site<'_>, ingress: &[GroupRule], egress: &[GroupRule]) -> Option<Blocker> {
    let weight = |rules: &[GroupRule]| -> usize {
        let weights = rules.iter().map(|rule| match rule.peer {
            Source::CloudFront => quotas::CLOUDFRONT_PREFIX_LIST_WEIGHT,
            _ => 1,
        });
        weights.sum()
    };
    let most = weight(ingress).max(weight(egress));
    (most > quotas::SECURITY_GROUP_RULES).then(|| {
        site.blocker(
            "too-many-rules",
            None,
            format!(
                "The security group of “{}” needs {most} rules in one direction and takes {}; CloudFront's list counts {}.",
                site.name,
                quotas::SECURITY_GROUP_RULES,
                quotas::CLOUDFRONT_PREFIX_LIST_WEIGHT
            ),
        )
    })
}

/// The protocol that stands for all protocols and ports.
const ALL: &str = "-1";

/// A rule that names addresses; `None` for one that names a group.
fn permission(site: &Site<'_>, rule: &GroupRule, way: &str, stacks: &mut Stacks<'_>) -> Option<Value> {
    let (property, value, whom) = match &rule.peer {
        Source::Group(_) => return None,
        Source::Cidr(cidr) => ("CidrIp", cidr.to_string().into(), cidr.to_string()),
        Source::CloudFront => {
            let list = prefix_list(
                site,
                "CloudFrontPrefixList",
                regions::cloudfront_prefix_list(&site.region),
                "com.amazonaws.global.cloudfront.origin-facing",
                stacks,
            );
            (list_property(way), list, "CloudFront".to_owned())
        }
        Source::S3 => {
            let list = prefix_list(
                site,
                "S3PrefixList",
                regions::s3_prefix_list(&site.region),
                "com.amazonaws.region.s3",
                stacks,
            );
            (list_property(way), list, "S3".to_owned())
        }
    };
    let mut permission = base(rule);
    if let Value::Map(permission) = &mut permission {
        permission.insert(property.into(), value);
        permission.insert("Description".into(), describe(rule, way, &whom).into());
    }
    Some(permission)
}

fn list_property(way: &str) -> &'static str {
    if way == "from" { "SourcePrefixListId" } else { "DestinationPrefixListId" }
}

fn prefix_list(
    site: &Site<'_>,
    name: &str,
    known: Option<&str>,
    list: &str,
    stacks: &mut Stacks<'_>,
) -> Value {
    let parameter = Parameter {
        type_: "String".into(),
        description: Some(format!("Id of the AWS-managed prefix list {list} in this region")),
        default: known.map(Value::from),
        allowed_pattern: Some("^pl-[0-9a-f]+$".into()),
        ..Parameter::default()
    };
    stacks.parameter(Stack::Network, site, name, parameter)
}

fn base(rule: &GroupRule) -> Value {
    if rule.protocol == ALL {
        return map! { "IpProtocol" => rule.protocol };
    }
    map! {
        "IpProtocol" => rule.protocol,
        "FromPort" => i64::from(rule.from_port),
        "ToPort" => i64::from(rule.to_port),
    }
}

fn describe(rule: &GroupRule, way: &str, whom: &str) -> String {
    let why = rule.edge.as_ref().map_or(rule.reason, |edge| edge.as_str());
    format!("{} {way} {whom}: {why}", ports(rule))
}

fn ports(rule: &GroupRule) -> String {
    if rule.protocol == ALL {
        "all".to_owned()
    } else if rule.from_port == rule.to_port {
        rule.from_port.to_string()
    } else {
        format!("{}-{}", rule.from_port, rule.to_port)
    }
}
