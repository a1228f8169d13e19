//! Limits of single AWS resources that CloudFormation and cfn-lint do not see.

/// Rules per direction of a security group. Source: Amazon VPC quotas.
pub const SECURITY_GROUP_RULES: usize = 60;
/// Entries the CloudFront origin-facing prefix list counts for. Source: CloudFront developer guide, managed prefix list.
pub const CLOUDFRONT_PREFIX_LIST_WEIGHT: usize = 55;
