//! AWS Secrets Manager secret: a generated password, never written into a template.

use crate::value::map;
use architecture::{Access, Blocker, Grant, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::{Key, Ledger};
use rust_decimal::Decimal;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, arn, encryption, kinds::kms_key, sharing};

pub struct Secret;

pub const KIND: &str = "secret";

const DOCS: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html";

pub const LENGTH: Property = Property::integer("length", 12, 4096, 32)
    .unit("characters")
    .label("Length", "Largo")
    .help("Length of the generated value.", "Largo del valor generado.")
    .source(DOCS);
pub const USERNAME: Property = Property::optional_text("username", TextForm::Any(128))
    .label("User name", "Usuario")
    .help(
        "Makes it JSON with username and password; a bare value when left out.",
        "Lo vuelve JSON con username y password; un valor simple si se omite.",
    )
    .source(DOCS);
pub const PUNCTUATION: Property = Property::flag("punctuation", false)
    .label("Punctuation", "Signos")
    .help(
        "Signs in the value; some programs and addresses do not take them.",
        "Signos en el valor; algunos programas y direcciones no los aceptan.",
    )
    .source(DOCS);
pub const DESCRIPTION: Property = Property::optional_text("description", TextForm::Any(2048))
    .label("Description", "Descripción")
    .help("What it is for, and who renews it.", "Para qué es y quién lo renueva.")
    .source(DOCS);
pub const REPLICAS: Property = Property::list("replica_regions", &Shape::Text(TextForm::Any(30)))
    .label("Replica regions", "Regiones de réplica")
    .help("Regions that keep a copy.", "Regiones que mantienen una copia.")
    .source("https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Secret", "Secreto"),
        parents: &[],
        contained: false,
        properties: &[&LENGTH, &USERNAME, &PUNCTUATION, &DESCRIPTION, &REPLICAS],
        connects: &[Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] }],
        usage: &[UsageField {
            name: "requests_per_month",
            unit: "requests",
            help: Words::new("Calls that read or change it.", "Llamadas que lo leen o cambian."),
            assumed: ["1000", "10000", "100000"],
            follows: Follows::Requests("0.001"),
        }],
        interface: false,
        role: false,
    },
    category: Category::SecurityIdentity,
    icon: "secrets-manager",
    drawio: "mxgraph.aws4.secrets_manager",
    stack: Stack::Data,
    lane: Lane::Regional(30),
    stateful: true,
};

impl Service for Secret {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// `Ref` of a secret is its ARN.
    fn arn(&self, site: &Site<'_>, part: &str) -> Value {
        site.reference(part)
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let secret = StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix: "" };
        let mut grants = vec![Grant { actions: actions(access), resources: vec![secret] }];
        grants.extend(encryption::key_grants(site, access));
        grants
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let regions = site.texts(&REPLICAS);
        let twice = regions
            .iter()
            .enumerate()
            .any(|(at, region)| regions.iter().take(at).any(|other| other == region));
        let own = regions.contains(&site.region.as_str());
        let wrong = (own || twice).then(|| {
            site.blocker(
                "replica-region",
                Some(REPLICAS.name),
                format!("“{}” names its own region, or one twice, as the place of a copy.", site.name),
            )
        });
        wrong.into_iter().collect()
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let username = site.optional_text(&USERNAME);
        let template = username.map(|username| serde_json::json!({ "username": username }).to_string());
        let mut generate = map! {
            "PasswordLength" => site.integer(&LENGTH),
            "ExcludePunctuation" => !site.flag(&PUNCTUATION),
        };
        if let (Value::Map(generate), Some(template)) = (&mut generate, template) {
            generate.insert("GenerateStringKey".into(), "password".into());
            generate.insert("SecretStringTemplate".into(), template.into());
        }
        let replicas: Vec<Value> =
            site.texts(&REPLICAS).into_iter().map(|region| map! { "Region" => region }).collect();
        stacks.resource(
            site,
            "",
            "AWS::SecretsManager::Secret",
            map! {
                "Description" => site.optional_text(&DESCRIPTION).map_or_else(|| format!("{} of {}", site.name, site.architecture.document), str::to_owned),
                "GenerateSecretString" => generate,
                "KmsKeyId" => encryption::key_arn(site).unwrap_or_default(),
                "ReplicaRegions" => if replicas.is_empty() { Value::Null } else { replicas.into() },
                "Tags" => site.tags(),
            },
        );
        let everything: Value = "*".into();
        let shared = sharing::statements(site, actions, Some(&[everything]));
        if !shared.is_empty() {
            stacks.resource(
                site,
                "policy",
                "AWS::SecretsManager::ResourcePolicy",
                map! {
                    "SecretId" => site.reference(""),
                    "BlockPublicPolicy" => true,
                    "ResourcePolicy" => arn::policy(shared),
                },
            );
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "AWS Secrets Manager");
        ledger.charge(node, "", service, "Secret", "secretsmanager/secret", Decimal::ONE);
        for region in site.texts(&REPLICAS) {
            let key = Key::new(region, "secretsmanager/secret");
            ledger.charge_at(node, "", service, &format!("Copy in {region}"), key, Decimal::ONE);
        }
        let requests = site.volume("requests_per_month", ledger);
        ledger.charge(node, "", service, "Requests", "secretsmanager/requests", requests);
    }

    fn prices(&self) -> &'static [&'static str] {
        &["secretsmanager/requests", "secretsmanager/secret"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let copies = site.texts(&REPLICAS).len();
        if copies == 0 { "generated".into() } else { format!("generated · {copies} copies") }
    }
}

fn actions(access: Access) -> Vec<&'static str> {
    let mut actions = Vec::new();
    if access == Access::Admin {
        return vec!["secretsmanager:*"];
    }
    if access.reads() {
        actions.push("secretsmanager:GetSecretValue");
    }
    if access.writes() {
        actions.push("secretsmanager:PutSecretValue");
    }
    actions.push("secretsmanager:DescribeSecret");
    actions
}
