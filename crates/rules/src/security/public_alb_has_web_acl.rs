//! A web ACL filters what comes to a load balancer straight from the internet.

use design::Words;
use network::{Answer, Place, words::INTERNET};
use services::kinds::{alb, waf_web_acl};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct PublicAlbHasWebAcl;

static ABOUT: About = About {
    id: "public-alb-has-web-acl",
    title: Words::new(
        "Load balancers on the internet are filtered by WAF",
        "Los balanceadores en internet se filtran con WAF",
    ),
    rationale: Words::new(
        "Everything on the internet is probed for known holes. A load balancer without CloudFront before it needs a web ACL of its own.",
        "Todo en internet es sondeado en busca de fallas. Un balanceador sin CloudFront delante necesita su propia ACL web.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:ALB-010",
        "groundplan:G-EDGE-02",
        "checkov:CKV2_AWS_28",
        "guard:ALB_WAF_ENABLED",
        "security-hub:ELB.16",
    ],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html",
    scope: Scope::Vpc,
    kinds: &[alb::KIND],
};

impl Rule for PublicAlbHasWebAcl {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let answer = site.network.any_port(Place::Internet, site.ix);
        let verdict = match (site.attached(waf_web_acl::KIND), answer) {
            (_, Answer::Blocked(_)) => return Vec::new(),
            (Some(_), _) => Verdict::satisfied(
                Message::say(
                    "A web ACL filters what comes to “{0}”.",
                    "Una ACL web filtra lo que llega a «{0}».",
                )
                .with(site.name.clone()),
            ),
            (None, Answer::CannotTell(unknown)) => site.depends(INTERNET, &site.name, unknown),
            (None, Answer::Passes(witness)) => Verdict::violated(
                Message::say(
                    "The internet reaches “{0}” and no web ACL filters it: {1}.",
                    "Internet llega a «{0}» y ninguna ACL web lo filtra: {1}.",
                )
                .with(site.name.clone())
                .with(witness.path(site.architecture)),
            ),
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Attach a web ACL", "Adjuntar una ACL web");
        Some(Fix { title, edits: companions::web_acl(site)? })
    }
}

impl Examples for PublicAlbHasWebAcl {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "straight from the internet",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"alb":{"kind":"alb","properties":{},"parent":"public"}},"connections":{"users-alb":{"from":"users","kind":"traffic","to":"alb","properties":{"port":443}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a web ACL",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"alb":{"kind":"alb","properties":{},"parent":"public"},"waf":{"kind":"waf_web_acl","properties":{}}},"connections":{"users-alb":{"from":"users","kind":"traffic","to":"alb","properties":{"port":443}},"waf-alb":{"from":"waf","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "internal",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
