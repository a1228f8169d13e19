//! What differs by region and cannot be derived.

/// Id of the AWS-managed prefix list `com.amazonaws.global.cloudfront.origin-facing` in a region.
///
/// Source: `aws ec2 describe-managed-prefix-lists`, as published in several public tools; regions that are not
/// listed make it a parameter without a default.
pub fn cloudfront_prefix_list(region: &str) -> Option<&'static str> {
    Some(match region {
        "us-east-1" => "pl-3b927c52",
        "us-east-2" => "pl-b6a144df",
        "us-west-1" => "pl-4ea04527",
        "us-west-2" => "pl-82a045eb",
        "sa-east-1" => "pl-5da64334",
        "eu-west-1" => "pl-4fa04526",
        "eu-central-1" => "pl-a3a144ca",
        _ => return None,
    })
}

/// Id of the AWS-managed prefix list of S3 in a region, which a gateway endpoint routes.
///
/// Source: `aws ec2 describe-managed-prefix-lists`, as published in several public tools; regions that are not
/// listed make it a parameter without a default.
pub fn s3_prefix_list(region: &str) -> Option<&'static str> {
    Some(match region {
        "us-east-1" => "pl-63a5400a",
        "us-east-2" => "pl-7ba54012",
        "us-west-2" => "pl-68a54001",
        "eu-west-1" => "pl-6da54004",
        _ => return None,
    })
}
