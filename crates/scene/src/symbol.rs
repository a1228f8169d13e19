//! What stands on a card: an icon by symbol name, with the colour and letters used when no icon set is given.

use crate::theme::Token;

/// How an icon sits on its card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A filled square tile that covers the card's left end.
    Tile,
    /// An outline on a light tint of its category colour.
    Outline,
}

/// Colour, form and letters of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Colour of AWS's category.
    pub color: Token,
    /// How the official icon is drawn.
    pub form: Form,
    /// Up to three letters for the tile without an icon set.
    pub letters: &'static str,
}

/// The look of a symbol, or `None` for one that is not known here (see [`letters`]).
pub fn look(symbol: &str) -> Option<Look> {
    use Form::{Outline, Tile};
    use Token::*;
    let (color, form, letters) = match symbol {
        "acm_certificate" => (CategorySecurity, Tile, "ACM"),
        "alb" => (CategoryNetwork, Tile, "ALB"),
        "auto_scaling_group" | "eks_node_group" | "eks_workers" => (CategoryCompute, Tile, "ASG"),
        "cfn_resource" => (CategoryIntegration, Tile, "CFN"),
        "cloudfront_distribution" => (CategoryNetwork, Tile, "CF"),
        "cloudwatch" | "cloudwatch_dashboard" => (CategoryIntegration, Tile, "CW"),
        "cloudwatch_alarm" => (CategoryIntegration, Outline, "ALM"),
        "cloudwatch_log_group" => (CategoryIntegration, Outline, "LOG"),
        "code_connection" => (CategoryDatabase, Outline, "GIT"),
        "codebuild_project" => (CategoryDatabase, Tile, "CB"),
        "codecommit_repository" => (CategoryDatabase, Tile, "CC"),
        "codedeploy_group" => (CategoryDatabase, Tile, "CD"),
        "codepipeline" => (CategoryDatabase, Tile, "CP"),
        "ec2_instance" => (CategoryCompute, Tile, "EC2"),
        "ec2_node" => (CategoryCompute, Outline, "EC2"),
        "ecr_repository" => (CategoryCompute, Tile, "ECR"),
        "eks_cluster" => (CategoryCompute, Tile, "EKS"),
        "group_account" => (Account, Tile, "A"),
        "group_auto_scaling" => (Scaling, Tile, "AS"),
        "group_private_subnet" | "subnet" => (PrivateSubnet, Tile, "S"),
        "group_public_subnet" => (PublicSubnet, Tile, "S"),
        "group_region" => (Region, Tile, "R"),
        "group_vpc" => (Vpc, Tile, "V"),
        "iam_role" => (CategorySecurity, Tile, "IAM"),
        "internet_gateway" => (CategoryNetwork, Outline, "IGW"),
        "kms_key" => (CategorySecurity, Tile, "KMS"),
        "nat_gateway" => (CategoryNetwork, Outline, "NAT"),
        "opensearch_domain" => (CategoryNetwork, Tile, "OS"),
        "rds_instance" => (CategoryDatabase, Tile, "RDS"),
        "route53_zone" => (CategoryNetwork, Tile, "53"),
        "route_table" => (CategoryNetwork, Outline, "RT"),
        "s3_bucket" => (CategoryStorage, Tile, "S3"),
        "secret" => (CategorySecurity, Tile, "SM"),
        "security_group" => (CategoryGeneral, Outline, "SG"),
        "sns_topic" => (CategoryIntegration, Tile, "SNS"),
        "sqs_queue" => (CategoryIntegration, Tile, "SQS"),
        "vpc" => (CategoryNetwork, Tile, "VPC"),
        "vpc_endpoint" => (CategoryNetwork, Outline, "EP"),
        "waf_web_acl" => (CategorySecurity, Tile, "WAF"),
        _ => return None,
    };
    Some(Look { color, form, letters })
}

/// Letters for a symbol that has none: the first letters of its words, at most three.
pub fn letters(symbol: &str) -> String {
    symbol
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .take(3)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_of_the_map_has_a_look() {
        let map: std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>> =
            serde_json::from_str(include_str!("../../../assets/icons.json")).unwrap();
        for (symbol, file) in map.into_values().flatten() {
            let look = look(&symbol).unwrap_or_else(|| panic!("{symbol} has no look"));
            let outline = file.starts_with("resource/");
            assert_eq!(look.form == Form::Outline, outline, "{symbol} is drawn from {file}");
        }
    }

    #[test]
    fn an_unknown_symbol_gets_the_letters_of_its_words() {
        assert_eq!(letters("step_functions_state_machine"), "SFS");
    }
}
