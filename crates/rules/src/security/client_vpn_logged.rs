//! Client VPN connections are logged.

use design::Words;
use serde_json::json;
use services::kinds::{cfn_resource, cloudwatch_log_group};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies,
};

pub struct ClientVpnLogged;

static BUILT: Built = Built {
    types: &["AWS::EC2::ClientVpnEndpoint"],
    path: "ConnectionLogOptions.Enabled",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "client-vpn-logged",
    title: Words::new("Client VPN connections are logged", "Las conexiones de Client VPN se registran"),
    rationale: Words::new(
        "Without the log nobody can say who was inside the network, and when.",
        "Sin registro nadie puede decir quién estuvo en la red ni cuándo.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &["security-hub:EC2.51"],
    source: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-client-vpn-connection-log-enabled.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for ClientVpnLogged {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” does not log who connects.", "«{0}» no registra quién se conecta.");
        let satisfied = Message::say("“{0}” logs who connects.", "«{0}» registra quién se conecta.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Log who connects", "Registrar quién se conecta");
        if policies::raw(site, "ConnectionLogOptions.CloudwatchLogGroup") != Given::Absent {
            return BUILT.fix(site, true, title);
        }
        let (group, id) = companions::new(site, "log", cloudwatch_log_group::KIND)?;
        let mut table = companions::raw_properties(site);
        let named = json!({ "Ref": cloudformation::logical_id(id.as_str(), "") });
        let options = json!({ "Enabled": true, "CloudwatchLogGroup": named });
        table.insert("ConnectionLogOptions".to_owned(), options);
        let edits = std::iter::once(group).chain(companions::rewrite(site, table)).collect();
        Some(Fix { title, edits })
    }
}

impl Examples for ClientVpnLogged {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "switched off",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::ClientVpnEndpoint","properties":{"ConnectionLogOptions":{"Enabled":false}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "into a log group",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::ClientVpnEndpoint","properties":{"ConnectionLogOptions":{"Enabled":true,"CloudwatchLogGroup":"vpn"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "switched off, though a log group is named",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::ClientVpnEndpoint","properties":{"ConnectionLogOptions":{"Enabled":"false","CloudwatchLogGroup":"vpn"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
