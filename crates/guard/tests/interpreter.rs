//! What the interpreter makes of rule files.
#![allow(clippy::panic)]

use groundplan_guard::{Answer, Request, Source, judge};
use serde_json::{Value, json};

const COMPANY: &str = include_str!("../../../tests/guard/company.guard");
const MISTAKEN: &str = include_str!("../../../tests/guard/mistaken.guard");

fn asked(rules: &str, template: &Value) -> Answer {
    let source = |name: &str, text: String| Source { name: name.to_owned(), text };
    judge(&Request {
        rules: source("company.guard", rules.to_owned()),
        templates: vec![source("data", template.to_string())],
    })
}

fn resources(resources: Value) -> Value {
    json!({ "AWSTemplateFormatVersion": "2010-09-09", "Resources": resources })
}

/// Rule, resource and path of each violation.
fn places(answer: &Answer) -> Vec<(&str, Option<&str>, Option<&str>)> {
    answer
        .violations
        .iter()
        .map(|one| (one.rule.as_str(), one.resource.as_deref(), one.path.as_deref()))
        .collect()
}

#[test]
fn a_violation_names_its_resource_the_property_and_the_rules_own_words() {
    let answer = asked(
        COMPANY,
        &resources(json!({
            "Db": {
                "Type": "AWS::RDS::DBInstance",
                "Properties": { "MultiAZ": false, "StorageEncrypted": true, "Engine": { "Ref": "Engine" } }
            },
            "Logs": { "Type": "AWS::S3::Bucket", "Properties": { "Tags": [] } }
        })),
    );
    assert_eq!(
        places(&answer),
        [
            ("BUCKETS_LOG_ACCESS", Some("Logs"), Some("Properties.LoggingConfiguration")),
            ("DATABASES_SURVIVE_A_ZONE", Some("Db"), Some("Properties.MultiAZ")),
        ]
    );
    let said: Vec<&str> = answer.violations.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "Violation: nobody can tell who read the bucket Fix: set LoggingConfiguration",
            "Databases keep a standby in another zone."
        ]
    );
    assert!(answer.faults.is_empty());
}

#[test]
fn what_satisfies_or_is_suppressed_in_its_metadata_is_not_named() {
    let answer = asked(
        COMPANY,
        &resources(json!({
            "Db": { "Type": "AWS::RDS::DBInstance", "Properties": { "MultiAZ": true, "StorageEncrypted": true } },
            "Files": {
                "Type": "AWS::S3::Bucket",
                "Metadata": { "guard": { "SuppressedRules": ["BUCKETS_LOG_ACCESS"] } },
                "Properties": {}
            }
        })),
    );
    assert_eq!(answer, Answer::default());
}

#[test]
fn a_rule_without_words_says_what_it_compared() {
    let answer = asked(
        COMPANY,
        &resources(json!({
            "Db": { "Type": "AWS::RDS::DBInstance", "Properties": { "MultiAZ": true, "StorageEncrypted": false } }
        })),
    );
    assert_eq!(
        places(&answer),
        [("DATABASES_ARE_ENCRYPTED", Some("Db"), Some("Properties.StorageEncrypted"))]
    );
    let said = &answer.violations[0].message;
    assert!(said.contains("/Resources/Db/Properties/StorageEncrypted") && !said.contains("[L:"), "{said}");
}

#[test]
fn a_rule_that_filters_first_names_what_it_filtered() {
    let answer = asked(
        COMPANY,
        &resources(json!({
            "Web": {
                "Type": "AWS::EC2::SecurityGroup",
                "Properties": { "SecurityGroupIngress": [{ "CidrIp": "10.0.0.0/8" }, { "CidrIp": "0.0.0.0/0" }] }
            },
            "App": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "SecurityGroupIngress": [] } }
        })),
    );
    assert_eq!(places(&answer), [("ENTRANCES_ARE_FEW", Some("Web"), None)]);
}

#[test]
fn a_file_that_is_not_in_the_language_says_the_line() {
    let answer = asked(MISTAKEN, &resources(json!({})));
    assert!(answer.violations.is_empty());
    let [fault] = &answer.faults[..] else { panic!("{:?}", answer.faults) };
    assert_eq!((fault.line, fault.column), (Some(5), Some(18)), "{fault:?}");
    assert_eq!(fault.message, "not in the Guard language: “{”");
}

#[test]
fn an_empty_list_is_empty_even_where_a_rule_tests_a_variable() {
    // Older interpreters let such a rule pass whatever the template says.
    let rules = "let names = Resources.*[ Type == 'AWS::IAM::Role' ].Properties.Policies\n\
                 rule ROLES_HAVE_POLICIES when %names exists {\n  %names !empty\n  <<A role without policies is of no use.>>\n}\n";
    let role = |policies: Value| {
        resources(json!({ "Job": { "Type": "AWS::IAM::Role", "Properties": { "Policies": policies } } }))
    };
    assert_eq!(
        places(&asked(rules, &role(json!([])))),
        [("ROLES_HAVE_POLICIES", Some("Job"), Some("Properties.Policies"))]
    );
    assert_eq!(asked(rules, &role(json!([{ "PolicyName": "uses" }]))), Answer::default());
}

#[test]
fn a_file_of_comments_asks_for_nothing() {
    assert_eq!(asked("# later\n", &resources(json!({}))), Answer::default());
}
