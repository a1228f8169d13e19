//! Who may enter an EKS cluster: access entries of administrators, of elements that use it, and of pipelines.

use crate::value::map;
use architecture::{Access, ROLE};
use cloudformation::Value;
use design::ConnectionKind;

use crate::{Site, Stack, Stacks, arn, delivery, kinds::eks_cluster, service};

/// Access entries: administrators by name, elements that use the cluster, and the role pipelines deliver with.
pub fn write(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    for role in site.texts(&eks_cluster::ADMINISTRATORS) {
        let principal = arn::global("iam", &format!("role/{}", role.trim_start_matches('/')));
        let part = format!("access/{}", role.replace('/', "-"));
        access_entry(site, Stack::Compute, &part, principal, "AmazonEKSClusterAdminPolicy", stacks);
    }
    for (edge, other) in site.from(ConnectionKind::Uses) {
        if !other.here() || !other.kind.role {
            continue;
        }
        let policy = match Access::parse(edge.text("access")) {
            Access::Read => "AmazonEKSViewPolicy",
            Access::Write | Access::ReadWrite => "AmazonEKSEditPolicy",
            Access::Admin => "AmazonEKSClusterAdminPolicy",
        };
        // A role that is made later than the cluster gets its entry in its own stack.
        let of_other = service(other.kind.name).map_or(Stack::Compute, |service| service.stack(&other));
        let (stack, part) = (of_other.max(Stack::Compute), format!("access/{}", other.node()));
        access_entry(site, stack, &part, other.get(ROLE, "Arn"), policy, stacks);
    }
    if delivery::deploy_role(site, deploy_statements(site), stacks) {
        let principal = site.get(delivery::DEPLOY_ROLE, "Arn");
        access_entry(site, Stack::Compute, "access/deploy", principal, "AmazonEKSEditPolicy", stacks);
    }
}

fn access_entry(
    site: &Site<'_>,
    stack: Stack,
    part: &str,
    principal: Value,
    policy: &str,
    stacks: &mut Stacks<'_>,
) {
    let policy = Value::sub(format!("arn:${{AWS::Partition}}:eks::aws:cluster-access-policy/{policy}"), []);
    let properties = map! {
        "ClusterName" => site.reference(""),
        "PrincipalArn" => principal,
        "Type" => "STANDARD",
        "AccessPolicies" => vec![map! { "PolicyArn" => policy, "AccessScope" => map! { "Type" => "cluster" } }],
        "Tags" => site.tags(),
    };
    stacks.resource_in(stack, site, part, "AWS::EKS::AccessEntry", properties);
}

/// The subnets of the control plane, where the action reaches it.
fn subnet_arns(site: &Site<'_>) -> Vec<Value> {
    let text = "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:subnet/${Subnet}";
    let tier = site.tier();
    let subnet = |zone: &u8| Some(tier?.reference(&format!("subnet/{zone}")));
    site.zones.iter().filter_map(subnet).map(|subnet| Value::sub(text, [("Subnet", subnet)])).collect()
}

/// What CodePipeline's EKS action does with the role it assumes here.
/// Source: CodePipeline user guide, “Amazon Elastic Kubernetes Service EKS deploy action reference”.
fn deploy_statements(site: &Site<'_>) -> Vec<Value> {
    let accounts: Vec<Value> =
        delivery::pipelines(site).iter().map(|pipeline| pipeline.account().into()).collect();
    let artifacts = |key: &str| map! { "StringEquals" => map! { key => arn::one_or_many(accounts.clone()) } };
    vec![
        map! { "Effect" => "Allow", "Action" => "eks:DescribeCluster", "Resource" => site.get("", "Arn") },
        map! {
            "Sid" => "Artifacts",
            "Effect" => "Allow",
            "Action" => vec!["s3:GetObject", "s3:GetObjectVersion", "s3:GetBucketLocation"],
            "Resource" => "*",
            "Condition" => artifacts("aws:ResourceAccount"),
        },
        map! {
            "Sid" => "ArtifactsKey",
            "Effect" => "Allow",
            "Action" => vec!["kms:Decrypt", "kms:DescribeKey"],
            "Resource" => "*",
            "Condition" => map! {
                "StringEquals" => map! { "aws:ResourceAccount" => arn::one_or_many(accounts.clone()) },
                "StringLike" => map! { "kms:ViaService" => "s3.*.amazonaws.com" },
            },
        },
        map! {
            "Sid" => "Log",
            "Effect" => "Allow",
            "Action" => vec!["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource" => arn::local("logs", "log-group:/aws/codepipeline/*"),
        },
        // The action places an interface beside a private control plane.
        map! {
            "Sid" => "PrivateEndpoint",
            "Effect" => "Allow",
            "Action" => vec![
                "ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables",
                "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
            ],
            "Resource" => "*",
        },
        map! {
            "Sid" => "PrivateEndpointInterface",
            "Effect" => "Allow",
            "Action" => vec!["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
            // Making one asks for all three. Source: Service Authorization Reference, Amazon EC2.
            "Resource" => [vec![
                arn::local("ec2", "network-interface/*"),
                arn::local("ec2", "security-group/*"),
            ], subnet_arns(site)].concat(),
        },
        map! {
            "Sid" => "PrivateEndpointPermission",
            "Effect" => "Allow",
            "Action" => "ec2:CreateNetworkInterfacePermission",
            "Resource" => arn::local("ec2", "network-interface/*"),
            "Condition" => map! { "ArnEquals" => map! { "ec2:Subnet" => subnet_arns(site) } },
        },
    ]
}
