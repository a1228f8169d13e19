//! Logs are kept long enough to look into an incident.

use design::Words;
use services::kinds::{cfn_resource, cloudwatch_log_group};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct LogRetention;

static BUILT: Built = Built {
    types: &["AWS::Logs::LogGroup"],
    path: "RetentionInDays",
    // What does not say so is kept forever.
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.at_least(30.0),
    },
};

static ABOUT: About = About {
    id: "log-retention",
    title: Words::new("Logs are kept for at least a month", "Los registros se guardan al menos un mes"),
    rationale: Words::new(
        "Intrusions are noticed weeks after they begin. By then shorter logs are gone.",
        "Las intrusiones se notan semanas después de comenzar. Para entonces los registros cortos ya no están.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &[
        "groundplan:CW-003",
        "checkov:CKV_AWS_66",
        "guard:CW_LOGGROUP_RETENTION_PERIOD_CHECK",
        "security-hub:CloudWatch.16",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, cloudwatch_log_group::KIND],
};

impl Rule for LogRetention {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let raw = BUILT.judge(
            site,
            Message::say(
                "“{0}” keeps logs for less than a month.",
                "«{0}» guarda registros menos de un mes.",
            ),
            Message::say("“{0}” keeps logs for a month or longer.", "«{0}» guarda registros un mes o más."),
        );
        if raw.is_some() || !site.is(cloudwatch_log_group::KIND) {
            return raw.into_iter().collect();
        }
        let verdict = Verdict::either(
            site.integer(&cloudwatch_log_group::DAYS) < 30,
            Message::say("“{0}” keeps logs for {1} days.", "«{0}» guarda registros por {1} días.")
                .with(site.name.clone())
                .with(site.integer(&cloudwatch_log_group::DAYS).to_string()),
            Message::say("“{0}” keeps logs for {1} days.", "«{0}» guarda registros durante {1} días.")
                .with(site.name.clone())
                .with(site.integer(&cloudwatch_log_group::DAYS).to_string()),
        );
        vec![verdict.on(cloudwatch_log_group::DAYS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Keep them for 90 days", "Guardarlos 90 días");
        let set = || Fix::set(site, cloudwatch_log_group::DAYS.name, 90, title.clone());
        Some(BUILT.fix(site, 90, title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for LogRetention {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a week",
                design: r#"{"nodes":{"log":{"kind":"cloudwatch_log_group","properties":{"retention_days":7}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"log":{"kind":"cloudwatch_log_group","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group of a week",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"RetentionInDays":7}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group that keeps them forever",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"LogGroupClass":"STANDARD"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no log group", design: r#"{}"# },
        ]
    }
}
