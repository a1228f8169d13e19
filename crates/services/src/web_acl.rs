//! AWS managed rule groups of AWS WAF, with the capacity each takes.

/// A managed rule group.
#[derive(Debug)]
pub struct RuleGroup {
    /// Its word in a design.
    pub word: &'static str,
    /// AWS's name.
    pub name: &'static str,
    /// Web ACL capacity units.
    pub capacity: u32,
    /// Slug of its own subscription and request prices, where AWS charges them.
    pub paid: Option<&'static str>,
}

/// Capacity a web ACL may have at most.
///
/// Source: <https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html>
pub const MAX_CAPACITY: u32 = 5000;
/// Capacity the basic price of a request includes.
pub const INCLUDED_CAPACITY: u32 = 1500;
/// Capacity of a rate-based rule that counts addresses.
pub const RATE_RULE_CAPACITY: u32 = 2;

/// Source: <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html>
pub static RULE_GROUPS: [RuleGroup; 11] = [
    group("admin-protection", "AWSManagedRulesAdminProtectionRuleSet", 100),
    group("anonymous-ip", "AWSManagedRulesAnonymousIpList", 50),
    paid("bot-control", "AWSManagedRulesBotControlRuleSet", 50, "bot-control"),
    group("common", "AWSManagedRulesCommonRuleSet", 700),
    group("ip-reputation", "AWSManagedRulesAmazonIpReputationList", 25),
    group("known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet", 200),
    group("linux", "AWSManagedRulesLinuxRuleSet", 200),
    group("php", "AWSManagedRulesPHPRuleSet", 100),
    group("sql", "AWSManagedRulesSQLiRuleSet", 200),
    group("windows", "AWSManagedRulesWindowsRuleSet", 200),
    group("wordpress", "AWSManagedRulesWordPressRuleSet", 100),
];

const fn group(word: &'static str, name: &'static str, capacity: u32) -> RuleGroup {
    RuleGroup { word, name, capacity, paid: None }
}

const fn paid(word: &'static str, name: &'static str, capacity: u32, slug: &'static str) -> RuleGroup {
    RuleGroup { word, name, capacity, paid: Some(slug) }
}

/// The words of [`RULE_GROUPS`], for the property.
pub const WORDS: &[&str] = &[
    "admin-protection",
    "anonymous-ip",
    "bot-control",
    "common",
    "ip-reputation",
    "known-bad-inputs",
    "linux",
    "php",
    "sql",
    "windows",
    "wordpress",
];

/// The rule group of a word.
pub fn rule_group(word: &str) -> Option<&'static RuleGroup> {
    RULE_GROUPS.iter().find(|group| group.word == word)
}
