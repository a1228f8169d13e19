//! What written templates look like.

use groundplan_cloudformation::{
    Intrinsic, Lines, Output, Parameter, Resource, Template, Value, WriteError, list, map, template_to_json,
    template_to_yaml, value_to_yaml,
};

/// A bit of everything: every kind of scalar, short and long functions, a script, symbolic references linked.
fn template() -> Template {
    let mut template =
        Template { description: Some("Network and one server: a sample".into()), ..Template::default() };
    let mut zone = Parameter::new("AWS::EC2::AvailabilityZone::Name");
    zone.description = Some("First zone".into());
    template.parameters.insert("Zone1".into(), zone);
    let mut size = Parameter::new("Number");
    size.default = Some(2.into());
    size.allowed_values = list![1, 2, "3"];
    size.min_value = Some(1.into());
    template.parameters.insert("Size".into(), size);
    template
        .mappings
        .insert("Owners".into(), map! { "us-east-1" => map! { "Elb" => "127311923021" } }.into());
    let production = Intrinsic::Equals(Value::reference("AWS::AccountId"), "333333333333".into());
    template.conditions.insert("IsProduction".into(), production.into());
    let both = Intrinsic::And(list![
        Value::from(Intrinsic::Condition("IsProduction".into())),
        Value::from(Intrinsic::Not(Intrinsic::Equals(Value::reference("Size"), 1.into()).into())),
    ]);
    template.conditions.insert("IsLarge".into(), both.into());

    let name = |text: &str| list![map! { "Key" => "Name", "Value" => Value::sub(text, []) }];
    let vpc = map! {
        "CidrBlock" => "10.0.0.0/16",
        "EnableDnsSupport" => true,
        "Tags" => name("${AWS::StackName}-vpc"),
    };
    template.add("vpc", "", Resource::new("AWS::EC2::VPC", vpc));
    let subnet = map! {
        "AvailabilityZone" => Value::reference("Zone1"),
        "CidrBlock" => Value::select(0, Intrinsic::Cidr(list![Value::part("vpc", "").attribute("CidrBlock"), 16, 12])),
        "VpcId" => Value::part("vpc", ""),
    };
    template.add("app", "subnet/1", Resource::new("AWS::EC2::Subnet", subnet));
    let script = "#!/bin/bash\nset -eu\n\necho \"${AWS::Region}: ready\" # done\n";
    let statement = map! {
        "Effect" => "Allow",
        "Action" => list!["s3:GetObject", "*"],
        "Resource" => Value::join("", list!["arn:", Value::reference("AWS::Partition"), ":s3:::", Value::part("files", "")]),
        "Condition" => map! { "StringEquals" => map! { "aws:SourceAccount" => "012345678901" } },
    };
    let server = map! {
        "UserData" => Intrinsic::Base64(Value::sub(script, [])),
        "SubnetId" => Value::part("app", "subnet/1"),
        "Monitoring" => Intrinsic::If("IsLarge".into(), true.into(), Value::reference("AWS::NoValue")),
        "ImageId" => Value::sub("{{resolve:ssm:/images/${Name}}}", [("Name", Value::reference("Size"))]),
        "Zones" => Intrinsic::GetAZs(Value::reference("AWS::Region")),
        "Policy" => map! { "Version" => "2012-10-17", "Statement" => list![statement] },
        "Texts" => list!["yes", "", "0123", "1.0", "a: b", "#x", "plain text", "caffè", "tab\t", "-", 7, false, Value::Null],
        "Nested" => list![list![1, list![]], map! {}, map! { "A" => 1, "B" => list![2] }],
        "Long" => Value::join("-", (1..9).map(|n| Value::from(format!("a rather long word {n}"))).collect::<Vec<_>>()),
    };
    let mut server = Resource::new("AWS::EC2::Instance", server).after("vpc", "").after("files", "");
    server.condition = Some("IsProduction".into());
    server.creation_policy = Some(map! { "ResourceSignal" => map! { "Timeout" => "PT5M" } }.into());
    template.add("web", "", server);
    let bucket = Resource::new("AWS::S3::Bucket", map! {});
    template.add("files", "", bucket.retained());

    let mut output = Output::new(Value::part("web", "").attribute("PrivateIp"));
    output.description = Some("Address of the server".into());
    template.outputs.insert("WebPrivateIp".into(), output);

    let ids: Vec<_> =
        template.resources.iter().map(|(id, resource)| (resource.part.clone(), id.clone())).collect();
    let linked = template.link(|part, attribute| {
        let (_, id) = ids.iter().find(|(name, _)| name.as_ref() == Some(part))?;
        Some(attribute.map_or_else(|| Value::reference(id), |attribute| Value::get_att(id, attribute)))
    });
    assert_eq!(linked, Ok(()));
    template
}

#[test]
fn yaml_is_canonical() {
    insta::assert_snapshot!(template_to_yaml(&template()).unwrap().text);
}

#[test]
fn json_is_its_twin() {
    insta::assert_snapshot!(template_to_json(&template()).unwrap());
}

#[test]
fn the_line_map_points_at_elements() {
    let yaml = template_to_yaml(&template()).unwrap();
    let lines: Vec<&str> = yaml.text.lines().collect();
    let at = |place: Lines| lines[place.first - 1..place.last].join("\n");
    assert_eq!(at(yaml.lines.parameters["Zone1"]).lines().next(), Some("  Zone1:"));
    assert_eq!(
        at(yaml.lines.resources["Vpc"].properties["Tags"]),
        "      Tags:\n        - Key: Name\n          Value: !Sub \"${AWS::StackName}-vpc\""
    );
    let files = yaml.lines.resources["Files"].all;
    assert!(at(files).starts_with("  Files:\n    Type: AWS::S3::Bucket"));
    assert!(at(files).ends_with("UpdateReplacePolicy: Retain"));
    assert!(at(yaml.lines.outputs["WebPrivateIp"]).ends_with("Value: !GetAtt Web.PrivateIp"));
}

#[test]
fn a_symbolic_reference_that_is_left_is_an_error() {
    let mut template = Template::default();
    let properties = map! { "A" => list![Value::sub("${X}", [("X", Value::part("db", "secret"))])] };
    template.add("web", "", Resource::new("AWS::EC2::Instance", properties));
    let unlinked = WriteError::Unlinked { node: "db".into(), part: "secret".into() };
    assert_eq!(template_to_yaml(&template), Err(unlinked.clone()));
    assert_eq!(template_to_json(&template), Err(unlinked));
    let mut template = Template::default();
    template.add("web", "", Resource::new("AWS::EC2::Instance", map! {}).after("db", ""));
    assert_eq!(
        template_to_yaml(&template).unwrap_err().to_string(),
        "reference to db/ was not linked to a resource or parameter"
    );
}

#[test]
fn two_tags_never_meet_on_one_node() {
    let yaml = |value: Value| value_to_yaml(&value).unwrap();
    assert_eq!(yaml(Intrinsic::Base64(Value::sub("a", [])).into()), "Fn::Base64: !Sub a\n");
    assert_eq!(yaml(Intrinsic::Base64("a".into()).into()), "!Base64 a\n");
    assert_eq!(
        yaml(Value::select(0, Intrinsic::GetAZs(Value::reference("AWS::Region")))),
        "!Select [0, { Fn::GetAZs: !Ref AWS::Region }]\n"
    );
    assert_eq!(yaml(Value::get_att("A.B", "C")), "!GetAtt [A.B, C]\n");
}
