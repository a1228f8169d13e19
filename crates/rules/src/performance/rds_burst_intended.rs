//! A database in production does not live on credits by mistake.

use design::Words;
use services::kinds::rds_instance;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsBurstIntended;

static ABOUT: About = About {
    id: "rds-burst-intended",
    title: Words::new(
        "Burstable classes carry production on purpose",
        "Las clases con ráfagas llevan producción a propósito",
    ),
    rationale: Words::new(
        "A burstable class lives on credits it saves while idle. A busy morning spends them, and then every query is slow, or costs extra.",
        "Una clase con ráfagas vive de créditos que ahorra cuando está ociosa. Una mañana ocupada los gasta, y entonces cada consulta es lenta o cuesta más.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF02",
    peers: &[],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsBurstIntended {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.architecture.production() {
            return Vec::new();
        }
        let class = rds_instance::class(site);
        let verdict = if class.starts_with("db.t") {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” runs on {1}, which lives on credits. Does its usual load stay below the baseline?",
                    "«{0}» usa {1}, que vive de créditos. ¿Su carga habitual queda bajo la línea base?",
                )
                .with(site.name.clone())
                .with(class),
            )
        } else {
            Verdict::satisfied(
                Message::say(
                    "“{0}” runs on {1}, which has its full speed at all times.",
                    "«{0}» usa {1}, con toda su velocidad siempre.",
                )
                .with(site.name.clone())
                .with(class),
            )
        };
        vec![verdict.on(rds_instance::INSTANCE_CLASS.name)]
    }
}

impl Examples for RdsBurstIntended {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "t4g in production",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"instance_class":"db.t4g.medium"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "elsewhere",
                design: r#"{"environments":{"prod":{"tier":"non-production"}},"nodes":{"db":{"kind":"rds_instance","properties":{"instance_class":"db.t4g.medium"},"parent":"data"}}}"#,
            },
        ]
    }
}
