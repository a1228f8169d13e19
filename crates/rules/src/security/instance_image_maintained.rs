//! Machines start from an image that somebody keeps up to date.

use design::Words;
use services::kinds::{
    auto_scaling_group, cfn_resource,
    ec2_instance::{self, IMAGE},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Status, Verdict,
    machines, policies,
};

pub struct InstanceImageMaintained;

/// Families that run paravirtual images only. Source: Amazon EC2 user guide, Linux AMI virtualization types.
const PARAVIRTUAL: [&str; 4] = ["c1", "m1", "m2", "t1"];

static ABOUT: About = About {
    id: "instance-image-maintained",
    title: Words::new(
        "Machines start from a maintained image",
        "Las máquinas parten de una imagen mantenida",
    ),
    rationale: Words::new(
        "An image named by its id stays as it was: without fixes, and one day deprecated. A parameter leads to the newest one at every deployment.",
        "Una imagen indicada por su id queda como estaba: sin correcciones, y un día obsoleta. Un parámetro lleva a la más nueva en cada despliegue.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:EC2-017", "security-hub:EC2.24"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for InstanceImageMaintained {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some((image, instance_type)) = launched(site) else { return Vec::new() };
        let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
        let family = instance_type.and_then(|of| of.split('.').next());
        let verdict = if family.is_some_and(|family| PARAVIRTUAL.contains(&family)) {
            Verdict::violated(say(
                "“{0}” is of a type that runs only paravirtual images, which are no longer made.",
                "«{0}» es de un tipo que solo ejecuta imágenes paravirtuales, que ya no se hacen.",
            ))
        } else {
            match image {
                Image::Newest => Verdict::satisfied(say(
                    "“{0}” starts from the newest image at every deployment.",
                    "«{0}» parte de la imagen más nueva en cada despliegue.",
                )),
                Image::Fixed(id) => Verdict::cannot_tell(
                    say(
                        "“{0}” starts from {1}. Is that image maintained, and replaced when it is deprecated?",
                        "«{0}» parte de {1}. ¿Se mantiene esa imagen, y se cambia cuando queda obsoleta?",
                    )
                    .with(id),
                ),
                Image::Elsewhere => Verdict::cannot_tell(say(
                    "“{0}” leaves its image to a function or to a launch template. Is that image maintained?",
                    "«{0}» deja su imagen a una función o a una plantilla. ¿Se mantiene esa imagen?",
                )),
            }
        };
        vec![if site.is(cfn_resource::KIND) {
            verdict.on(cfn_resource::PROPERTIES.name)
        } else {
            verdict.on(IMAGE.name)
        }]
    }

    fn fix(&self, site: &Case<'_>, verdict: &Verdict) -> Option<Fix> {
        let old = machines::instance_type_property(site).filter(|_| !site.is(cfn_resource::KIND))?;
        let next = machines::successor(site.text(old)).filter(|_| verdict.status == Status::Violated)?;
        let title = Message::say("Change to {0}", "Cambiar a {0}").with(next.clone());
        Some(Fix::set(site, old.name, next, title))
    }
}

impl Examples for InstanceImageMaintained {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a type of the first generation",
                design: r#"{"nodes":{"old":{"kind":"ec2_instance","properties":{"instance_type":"m1.small"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw machine of the first generation",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"InstanceType":"t1.micro","ImageId":"ami-0123456789abcdef0"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "an image by its id",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"image":"ami-0123456789abcdef0"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw template with an image by its id",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"ImageId":"ami-0123456789abcdef0"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "no image named",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a parameter of AWS",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"image":"/aws/service/debian/release/12/latest/arm64"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw template that resolves a parameter",
                design: r#"{"nodes":{"fresh":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"ImageId":"resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no machine", design: r#"{}"# },
        ]
    }
}

enum Image<'a> {
    /// Found anew when it is deployed.
    Newest,
    Fixed(&'a str),
    Elsewhere,
}

/// The image and type of what starts machines; `None` for anything else.
fn launched<'a>(site: &Case<'a>) -> Option<(Image<'a>, Option<&'a str>)> {
    let element = site.site.element();
    if !site.is(cfn_resource::KIND) {
        let image = match element.optional_text(&IMAGE) {
            Some(id) if id.starts_with("ami-") => Image::Fixed(id),
            _ => Image::Newest,
        };
        return Some((image, Some(element.text(machines::instance_type_property(site)?))));
    }
    let at = match policies::raw_type(site)? {
        "AWS::EC2::Instance" => "",
        "AWS::EC2::LaunchTemplate" => "LaunchTemplateData.",
        _ => return None,
    };
    let text = |given: Given<'a>| given.known().and_then(|value| value.as_str());
    let instance_type = text(policies::raw(site, &format!("{at}InstanceType")));
    let image = match policies::raw(site, &format!("{at}ImageId")) {
        // A template may leave it to whoever starts a machine.
        Given::Absent if !at.is_empty() => return instance_type.map(|of| (Image::Elsewhere, Some(of))),
        given => match text(given) {
            Some(id) if id.contains("resolve:ssm:") => Image::Newest,
            Some(id) => Image::Fixed(id),
            None => Image::Elsewhere,
        },
    };
    Some((image, instance_type))
}
