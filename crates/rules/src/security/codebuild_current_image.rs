//! Builds run in an image AWS still maintains.

use design::Words;
use services::kinds::{cfn_resource, codebuild_project};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct CodebuildCurrentImage;

static BUILT: Built =
    Built { types: &["AWS::CodeBuild::Project"], path: "Environment.Image", holds: current };

static ABOUT: About = About {
    id: "codebuild-current-image",
    title: Words::new("Builds run in a maintained image", "Los builds corren en una imagen mantenida"),
    rationale: Words::new(
        "A build image that AWS has deprecated gets no security patches any more, and each build waits while it is loaded.",
        "Una imagen que AWS dejó de mantener ya no recibe parches de seguridad, y cada build espera a que se descargue.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:CB-006", "cdk-nag:AwsSolutions-CB5"],
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildCurrentImage {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND)
            && policies::raw(site, "Environment.Image")
                .known()
                .and_then(|image| image.as_str())
                .is_some_and(|image| !image.starts_with("aws/codebuild/"))
        {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” builds in an image that AWS no longer maintains.",
            "«{0}» construye en una imagen que AWS ya no mantiene.",
        );
        let satisfied = Message::say(
            "“{0}” builds in an image that AWS maintains.",
            "«{0}» construye en una imagen que AWS mantiene.",
        );
        if site.is(codebuild_project::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if !BUILT.concerns(site) {
            return Vec::new();
        }
        let name = site.name.clone();
        let verdict = match current(&policies::raw(site, BUILT.path)) {
            Some(current) => Verdict::either(!current, violated.with(name.clone()), satisfied.with(name)),
            None => Verdict::cannot_tell(
                Message::say(
                    "“{0}” builds in an image this rule does not know: does AWS still maintain it?",
                    "«{0}» construye en una imagen que esta regla no conoce: ¿AWS aún la mantiene?",
                )
                .with(name),
            ),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let image = successor(policies::raw(site, "Environment.Image").known()?.as_str()?)?;
        BUILT.fix(site, image, Message::say("Use the maintained image", "Usar la imagen mantenida"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodebuildCurrentImage {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a deprecated image of one day",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"Type":"LINUX_CONTAINER","Image":"aws/codebuild/standard:4.0-20.09.14"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "an old image for Arm",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"Type":"ARM_CONTAINER","Image":"aws/codebuild/amazonlinux2-aarch64-standard:1.0"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every build of this kind",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw project on a current image",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"Type":"LINUX_CONTAINER","Image":"aws/codebuild/standard:7.0"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "an image that is neither current nor known as deprecated",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"Type":"LINUX_CONTAINER","Image":"aws/codebuild/standard:5.0"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "an image of one's own",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"Image":"111111111111.dkr.ecr.us-east-1.amazonaws.com/build:3"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}

/// Images AWS has deprecated, and the maintained one for the same platform.
/// Source: CodeBuild user guide, “Deprecated CodeBuild images”.
const DEPRECATED: [(&str, &str); 9] = [
    ("aws/codebuild/amazonlinux2-aarch64-standard:1.0", ARM),
    ("aws/codebuild/amazonlinux2-x86_64-standard:1.0", AMAZON_LINUX),
    ("aws/codebuild/amazonlinux2-x86_64-standard:2.0", AMAZON_LINUX),
    ("aws/codebuild/amazonlinux2-x86_64-standard:3.0", AMAZON_LINUX),
    ("aws/codebuild/standard:1.0", UBUNTU),
    ("aws/codebuild/standard:2.0", UBUNTU),
    ("aws/codebuild/standard:3.0", UBUNTU),
    ("aws/codebuild/standard:4.0", UBUNTU),
    ("aws/codebuild/windows-base:1.0", WINDOWS),
];
/// Images AWS maintains. Source: CodeBuild user guide, “EC2 compute images”.
const MAINTAINED: [&str; 6] = [
    AMAZON_LINUX,
    ARM,
    UBUNTU,
    WINDOWS,
    "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
    "aws/codebuild/windows-base:2022-1.0",
];
const AMAZON_LINUX: &str = "aws/codebuild/amazonlinux-x86_64-standard:5.0";
const ARM: &str = "aws/codebuild/amazonlinux-aarch64-standard:3.0";
const UBUNTU: &str = "aws/codebuild/standard:7.0";
const WINDOWS: &str = "aws/codebuild/windows-base:2019-3.0";

fn successor(image: &str) -> Option<&'static str> {
    DEPRECATED.iter().find(|(old, _)| is(image, old)).map(|(_, new)| *new)
}

/// Whether an image has this name, which may go on with the day of its release.
fn is(image: &str, name: &str) -> bool {
    image.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn current(given: &Given<'_>) -> Option<bool> {
    let image = given.known()?.as_str()?;
    match successor(image) {
        Some(_) => Some(false),
        None => MAINTAINED.iter().any(|name| is(image, name)).then_some(true),
    }
}
