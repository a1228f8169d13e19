//! What readers make of templates as people write them.

use groundplan_cloudformation::{
    Code, Dependency, Intrinsic, PartName, Position, Read, Value, list, map, read, read_json, read_yaml,
    read_yaml_value, template_to_yaml,
};

fn codes(read: &Read) -> Vec<(usize, usize, Code)> {
    read.diagnostics.iter().map(|found| (found.line, found.column, found.code)).collect()
}

fn value(yaml: &str) -> Value {
    let (value, diagnostics) = read_yaml_value(yaml);
    assert_eq!(diagnostics, [], "{yaml}");
    value
}

#[test]
fn short_and_long_forms_are_the_same() {
    for (short, long) in [
        ("!Ref Vpc", r#"{"Ref": "Vpc"}"#),
        ("!GetAtt Db.Endpoint.Address", r#"{"Fn::GetAtt": ["Db", "Endpoint.Address"]}"#),
        ("!GetAtt [Db, Endpoint.Address]", r#"{"Fn::GetAtt": "Db.Endpoint.Address"}"#),
        ("!Sub '${A}-x'", r#"{"Fn::Sub": "${A}-x"}"#),
        ("!Sub ['${A}', {A: !Ref B}]", r#"{"Fn::Sub": ["${A}", {"A": {"Ref": "B"}}]}"#),
        ("!Select [0, !GetAZs '']", r#"{"Fn::Select": [0, {"Fn::GetAZs": ""}]}"#),
        ("!If [Prod, 1, !Ref 'AWS::NoValue']", r#"{"Fn::If": ["Prod", 1, {"Ref": "AWS::NoValue"}]}"#),
        ("!Not [!Condition Prod]", r#"{"Fn::Not": [{"Condition": "Prod"}]}"#),
        ("!Join [',', [a, b]]", r#"{"Fn::Join": [",", ["a", "b"]]}"#),
        ("!Cidr [!Ref Block, 16, 12]", r#"{"Fn::Cidr": [{"Ref": "Block"}, 16, 12]}"#),
        ("!FindInMap [M, a, b]", r#"{"Fn::FindInMap": ["M", "a", "b"]}"#),
        ("!Length [a]", r#"{"Fn::Length": ["a"]}"#),
        ("!Transform {Name: N}", r#"{"Fn::Transform": {"Name": "N"}}"#),
    ] {
        let (back, diagnostics) = groundplan_cloudformation::read_json_value(long);
        assert_eq!(diagnostics, []);
        assert_eq!(value(short), back, "{short}");
        assert!(matches!(back, Value::Intrinsic(_)));
    }
}

#[test]
fn an_iam_condition_is_not_the_condition_function() {
    let policy = value("Condition: {StringEquals: {aws:SourceAccount: 0123}}");
    assert_eq!(policy.get("Condition/StringEquals/aws:SourceAccount"), Some(&Value::from("0123")));
}

#[test]
fn account_ids_versions_and_leading_zeros_stay_as_written() {
    let read = value("[123456789012, 0123, 2012-10-17, 1.10, yes, '5', 5, true]");
    let Value::List(items) = read else { panic!("{read:?}") };
    assert_eq!(items[..3], list!["123456789012", "0123", "2012-10-17"]);
    assert!(matches!(&items[3], Value::Number(number) if number.as_str() == "1.10"));
    assert_eq!(items[4..], list!["yes", "5", 5, true]);
}

#[test]
fn a_template_reads_with_its_places() {
    let text = "\
Description: Two resources
Parameters:
  Size: { Type: Number, Default: 2 }
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Metadata: { Groundplan: vpc/ }
    Properties:
      CidrBlock: 10.0.0.0/16
      Tags:
        - Key: Name
          Value: !Sub ${AWS::StackName}
  App1:
    Type: AWS::EC2::Subnet
    DependsOn: [Vpc]
    Metadata:
      Groundplan: app/zone/1
      Note: kept
";
    let Read { template, places, diagnostics } = read(text);
    assert_eq!(diagnostics, []);
    assert_eq!(template.description.as_deref(), Some("Two resources"));
    assert_eq!(template.parameters["Size"].default, Some(Value::Int(2)));
    let vpc = &template.resources["Vpc"];
    assert_eq!(vpc.part, Some(PartName::new("vpc", "")));
    assert!(vpc.metadata.is_empty());
    let tags = Value::from(vpc.properties.clone()).get("Tags/0/Value").cloned();
    assert_eq!(tags, Some(Value::sub("${AWS::StackName}", [])));
    let app = &template.resources["App1"];
    assert_eq!(app.part, Some(PartName::new("app", "zone/1")));
    assert_eq!(app.metadata, map! { "Note" => "kept" });
    assert_eq!(app.depends_on, [Dependency::from("Vpc")]);
    let place = &places.resources["Vpc"];
    assert_eq!(place.all.start, Position { line: 5, column: 3 });
    assert_eq!(place.all.end, Position { line: 12, column: 40 });
    assert_eq!(place.properties["Tags"].start, Position { line: 10, column: 7 });
    assert_eq!(places.parameters["Size"].end, Position { line: 3, column: 37 });
}

#[test]
fn json_has_places_too() {
    let text = "{\n  \"Resources\": {\n    \"Topic\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": { \"TopicName\": \"\\ud83d\\ude00\" }\n    }\n  }\n}\n";
    let Read { template, places, diagnostics } = read(text);
    assert_eq!(diagnostics, []);
    assert_eq!(template.resources["Topic"].properties["TopicName"], Value::from("😀"));
    assert_eq!(places.resources["Topic"].all.start, Position { line: 3, column: 5 });
    assert_eq!(places.resources["Topic"].all.end, Position { line: 6, column: 6 });
    assert_eq!(places.resources["Topic"].properties["TopicName"].start, Position { line: 5, column: 23 });
}

#[test]
fn a_broken_text_gives_what_came_before_the_break() {
    let yaml = read_yaml("Resources:\n  A:\n    Type: AWS::SNS::Topic\n  B: [\n  C: }\n");
    assert_eq!(yaml.template.resources["A"].type_, "AWS::SNS::Topic");
    assert!(yaml.diagnostics.iter().any(|found| found.code == Code::Syntax && found.line >= 4));
    let json = read_json("{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\"}, \"B\": {\"Type\" 1}}}");
    assert_eq!(json.template.resources["A"].type_, "AWS::SNS::Topic");
    assert_eq!(codes(&json)[0], (1, 63, Code::Syntax));
    assert!(json.diagnostics[0].message.contains("expected `:` after the key"));
}

#[test]
fn what_is_not_understood_is_said_and_kept() {
    let text = "\
AWSTemplateFormatVersion: 2010-09-09
Rules: { R: { Assertions: [] } }
Resorces: {}
Resources:
  NoType: { Properties: {} }
  Fn::ForEach::Topics: [Name, [a, b], { '${Name}': { Type: AWS::SNS::Topic } }]
  Topic:
    Type: AWS::SNS::Topic
    Propertes: { A: 1 }
    DependsOn: { a: b }
    Properties:
      Twice: 1
      Twice: 2
      Bad: !Join [a, b, c]
      New: !Frobnicate x
Outputs:
  Empty: {}
";
    let first = read(text);
    assert_eq!(
        codes(&first),
        [
            (13, 7, Code::DuplicateKey),
            (3, 1, Code::UnknownSection),
            (5, 3, Code::Incomplete),
            (9, 5, Code::UnknownAttribute),
            (10, 16, Code::WrongShape),
            (14, 12, Code::MalformedFunction),
            (15, 12, Code::UnknownFunction),
            (17, 3, Code::Incomplete),
        ]
    );
    assert_eq!(first.diagnostics[1].hint, "did you mean Resources?");
    assert_eq!(first.diagnostics[3].hint, "did you mean Properties?");
    let topic = &first.template.resources["Topic"].properties;
    assert_eq!(topic["Twice"], Value::Int(2));
    assert_eq!(topic["Bad"], Intrinsic::Other("Fn::Join".into(), list!["a", "b", "c"].into()).into());
    let written = template_to_yaml(&first.template).unwrap().text;
    for kept in ["Rules", "Resorces", "NoType", "Fn::ForEach::Topics", "Propertes", "Frobnicate", "Empty"] {
        assert!(written.contains(kept), "{kept}\n{written}");
    }
    assert_eq!(read(&written).template, first.template);
}

#[test]
fn texts_that_are_no_template() {
    for (text, code) in [
        ("", Code::NotATemplate),
        ("# only a comment", Code::NotATemplate),
        ("- a", Code::NotATemplate),
        ("just words", Code::NotATemplate),
        ("Outputs: {}", Code::Incomplete),
        ("AWSTemplateFormatVersion: 2020-01-01\nResources: {}", Code::FormatVersion),
        ("Resources: {}\n---\nResources: {}", Code::ExtraDocument),
        ("Resources: {? [a] : b}", Code::KeyNotText),
        ("Resources: []", Code::WrongShape),
    ] {
        let read = read(text);
        assert_eq!(read.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [code], "{text}");
    }
}

#[test]
fn aliases_and_merge_keys_are_written_out() {
    let text = "\
Metadata: { base: &base { A: 1, B: 2 } }
Resources:
  T:
    Type: AWS::SNS::Topic
    Properties: { <<: *base, B: 3, C: *base }
";
    let read = read(text);
    assert_eq!(codes(&read), [(5, 19, Code::MergeKey)]);
    let properties = &read.template.resources["T"].properties;
    assert_eq!(properties["A"], Value::Int(1));
    assert_eq!(properties["C"], map! { "A" => 1, "B" => 2 }.into());
}

#[test]
fn an_entry_of_its_own_wins_over_a_merged_one() {
    let (value, _) = read_yaml_value("a: &a {x: 1, y: 1}\nb: {<<: *a, x: 2}");
    assert_eq!(value.get("b/x"), Some(&Value::Int(2)));
    assert_eq!(value.get("b/y"), Some(&Value::Int(1)));
}

#[test]
fn hostile_depth_and_growth_are_refused_calmly() {
    let deep = 100_000;
    for text in [
        "[".repeat(deep),
        "{\"a\":".repeat(deep),
        format!("{{\"a\":{}{}}}", "[".repeat(deep), "]".repeat(deep)),
        format!("a: {}{}", "[".repeat(200), "]".repeat(200)),
        (0..300).map(|level| format!("{}a:\n", " ".repeat(level))).collect(),
        "- ".repeat(300),
    ] {
        assert!(!read(&text).diagnostics.is_empty());
    }
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..20 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    assert!(read(&laughs).diagnostics.iter().any(|found| found.code == Code::Alias));
}
