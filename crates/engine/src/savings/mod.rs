//! What would make an environment cheaper: edits that were tried, with what each saves and what it costs otherwise.

mod types;

use design::{Command, Id, Property, Settings, Tier, Words};
use pricing::{Book, Estimate};
use rules::{Finding, Pillar};
use rust_decimal::Decimal;
use serde_json::Value;
use services::{
    Site, cluster_nodes,
    kinds::{
        auto_scaling_group, ec2_instance, eks_node_group, eks_workers, nat_gateway, opensearch_domain,
        rds_instance, subnet,
    },
};
use text::Message;

use crate::{EngineError, Session};

/// Hours of a working week: five days of twelve.
const OFFICE_WEEK: u16 = 60;

/// An edit that makes an environment cheaper.
#[derive(Debug, Clone, PartialEq)]
pub struct Saving {
    /// The same for the same edit of a design.
    pub key: String,
    /// The element it changes; `None` for the environment.
    pub node: Option<Id>,
    pub title: Message,
    /// What is given up, or to be looked at first; of the fix of a finding, why it is one.
    pub trade_off: Words,
    pub command: Command,
    /// Typical US dollars a month, over 0.
    pub monthly: Decimal,
}

/// An edit that may save something.
struct Candidate {
    key: String,
    node: Option<Id>,
    title: Message,
    trade_off: Words,
    command: Command,
}

impl Session<'_> {
    /// What would make an environment cheaper, the largest saving first. Each edit is tried on its own; those that leave
    /// something unpriced or cannot be made are left out.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn savings(&mut self, environment: &str) -> Result<Vec<Saving>, EngineError> {
        let before = self.estimate(environment)?.clone();
        let mut savings = Vec::new();
        let mut tried = Vec::new();
        for candidate in self.candidates(environment)? {
            // a finding may offer what is offered anyway
            if tried.contains(&candidate.command) {
                continue;
            }
            tried.push(candidate.command.clone());
            let Ok(mut after) = self.tried(candidate.command.clone()) else { continue };
            let after: &Estimate = after.estimate(environment)?;
            let monthly = before.monthly.typical - after.monthly.typical;
            if monthly > Decimal::ZERO && after.unpriced.len() <= before.unpriced.len() {
                let Candidate { key, node, title, trade_off, command } = candidate;
                savings.push(Saving { key, node, title, trade_off, command, monthly });
            }
        }
        savings.sort_by(|a, b| b.monthly.cmp(&a.monthly).then_with(|| a.key.cmp(&b.key)));
        Ok(savings)
    }

    fn candidates(&mut self, environment: &str) -> Result<Vec<Candidate>, EngineError> {
        let book = self.book();
        let architecture = self.shared_architecture(environment)?;
        let id = architecture.environment.clone();
        let mut all = Vec::new();
        if architecture.tier == Tier::NonProduction {
            all.extend(self.office_hours(&id));
        }
        for (ix, _) in architecture.own() {
            let site = Site::new(&architecture, ix);
            match site.kind.name {
                ec2_instance::KIND | auto_scaling_group::KIND => {
                    other_types(&site, &id, &ec2_instance::INSTANCE_TYPE, "ec2/linux/", book, &mut all);
                }
                eks_node_group::KIND | eks_workers::KIND => {
                    other_types(&site, &id, &cluster_nodes::INSTANCE_TYPE, "ec2/linux/", book, &mut all);
                }
                opensearch_domain::KIND => {
                    other_types(&site, &id, &opensearch_domain::INSTANCE_TYPE, "opensearch/", book, &mut all);
                }
                rds_instance::KIND => database(&site, &id, book, &mut all),
                nat_gateway::KIND if architecture.tier == Tier::NonProduction => {
                    all.extend(shared_gateway(&site, &id))
                }
                _ => {}
            }
        }
        all.extend(self.mends(environment, &id)?);
        Ok(all)
    }

    /// What fixes of findings about costs change in this environment.
    fn mends(&mut self, environment: &str, id: &Id) -> Result<Vec<Candidate>, EngineError> {
        let about_costs = |finding: &&Finding| finding.open() && finding.pillar() == Pillar::CostOptimization;
        let mends = self.findings(environment)?.iter().filter(about_costs).filter_map(|finding| {
            let fix = finding.fix.as_ref()?;
            let mut commands = Vec::new();
            fix.edits.iter().for_each(|edit| edit.in_environment(id, &mut commands));
            let command = if commands.len() == 1 { commands.pop()? } else { Command::Batch { commands } };
            let key = match finding.part.as_str() {
                "" => format!("{}/{}", finding.node, finding.rule.id),
                part => format!("{}/{}/{part}", finding.node, finding.rule.id),
            };
            let (title, trade_off) = (fix.title.clone(), finding.rule.rationale);
            Some(Candidate { key, node: Some(finding.node.clone()), title, trade_off, command })
        });
        Ok(mends.collect())
    }

    /// Nights and weekends off.
    fn office_hours(&self, environment: &Id) -> Option<Candidate> {
        let mut settings = Settings::of(self.document().environments.get(environment)?);
        settings.workload.get_or_insert_default().hours_on_per_week = Some(OFFICE_WEEK);
        Some(Candidate {
            key: "office-hours".to_owned(),
            node: None,
            title: Message::say(
                "Stop it at night and on weekends: on 60 of 168 hours",
                "Detenerlo de noche y en fines de semana: en marcha 60 de 168 horas",
            ),
            trade_off: Words::new(
                "Nobody can use it outside these hours; starting takes minutes. Disks, addresses, load balancers and control planes go on costing.",
                "Nadie puede usarlo fuera de esas horas; arrancar toma minutos. Discos, direcciones, balanceadores y planos de control siguen costando.",
            ),
            command: Command::ChangeEnvironment { id: environment.clone(), settings },
        })
    }
}

fn set(site: &Site<'_>, environment: &Id, property: &str, value: impl Into<Value>) -> Command {
    Command::SetProperty {
        id: site.element().id.clone(),
        environment: Some(environment.clone()),
        path: vec![property.to_owned()],
        value: value.into(),
    }
}

fn candidate(site: &Site<'_>, what: &str, title: Message, trade_off: Words, command: Command) -> Candidate {
    let id = site.element().id.clone();
    Candidate { key: format!("{id}/{what}"), node: Some(id), title, trade_off, command }
}

/// The same size on Graviton, and the next smaller size, of the type that is stated or that its kind takes.
fn other_types(
    site: &Site<'_>,
    environment: &Id,
    property: &'static Property,
    slug: &str,
    book: &Book,
    all: &mut Vec<Candidate>,
) {
    let priced = |name: &str| book.fact(&site.architecture.region, &format!("{slug}{name}")).is_some();
    types_of(site, environment, property.name, site.text(property), &priced, all);
}

fn types_of(
    site: &Site<'_>,
    environment: &Id,
    property: &'static str,
    now: &str,
    priced: &dyn Fn(&str) -> bool,
    all: &mut Vec<Candidate>,
) {
    if let Some(arm) = types::graviton(now).find(|name| priced(name)) {
        let title = Message::say("Run “{0}” on Graviton: {1}", "Usar Graviton en «{0}»: {1}");
        all.push(candidate(
            site,
            "graviton",
            title.with(site.name.clone()).with(arm.clone()),
            Words::new(
                "Its software must be built for Arm (arm64); managed databases and search need nothing.",
                "Su software debe estar compilado para Arm (arm64); las bases de datos y búsquedas administradas no requieren nada.",
            ),
            set(site, environment, property, arm),
        ));
    }
    if let Some(smaller) = types::smaller(now).filter(|name| priced(name)) {
        let title = Message::say("Make “{0}” smaller: {1}", "Reducir «{0}»: {1}");
        all.push(candidate(
            site,
            "smaller",
            title.with(site.name.clone()).with(smaller.clone()),
            Words::new(
                "Half the processor and memory: only if its metrics show that it is not needed.",
                "La mitad de procesador y memoria: solo si sus métricas muestran que no hacen falta.",
            ),
            set(site, environment, property, smaller),
        ));
    }
}

fn database(site: &Site<'_>, environment: &Id, book: &Book, all: &mut Vec<Candidate>) {
    let engine = site.text(&rds_instance::ENGINE);
    let multi_az = site.flag(&rds_instance::MULTI_AZ);
    let deployment = if multi_az { "multi-az" } else { "single-az" };
    let priced = |name: &str| {
        book.fact(&site.architecture.region, &format!("rds/{engine}/{deployment}/{name}")).is_some()
    };
    types_of(site, environment, rds_instance::INSTANCE_CLASS.name, rds_instance::class(site), &priced, all);
    if site.text(&rds_instance::STORAGE_TYPE) == "gp2" {
        let title = Message::say("Keep “{0}” on gp3", "Guardar «{0}» en gp3").with(site.name.clone());
        let trade_off = Words::new(
            "Nothing: gp3 is not slower and is changed while the database runs.",
            "Nada: gp3 no es más lento y se cambia con la base de datos en marcha.",
        );
        let command = set(site, environment, rds_instance::STORAGE_TYPE.name, "gp3");
        all.push(candidate(site, "gp3", title, trade_off, command));
    }
    if multi_az && site.architecture.tier == Tier::NonProduction {
        let title =
            Message::say("Keep “{0}” in one zone", "Mantener «{0}» en una zona").with(site.name.clone());
        let trade_off = Words::new(
            "It stands still while its zone does, and during maintenance.",
            "Se detiene cuando lo hace su zona, y durante el mantenimiento.",
        );
        let command = set(site, environment, rds_instance::MULTI_AZ.name, false);
        all.push(candidate(site, "single-zone", title, trade_off, command));
    }
}

/// Leaves a gateway out of an environment in which another one of the VPC stays.
fn shared_gateway(site: &Site<'_>, environment: &Id) -> Option<Candidate> {
    let vpc = site.vpc()?;
    let gateways: Vec<Site<'_>> =
        vpc.children(subnet::KIND).flat_map(|tier| tier.children(nat_gateway::KIND)).collect();
    // The first one stays.
    let others = gateways.iter().any(|other| other.node() < site.node());
    let command = Command::SetPresent {
        id: site.element().id.clone(),
        environment: environment.clone(),
        present: false,
    };
    let title = Message::say(
        "Leave “{0}” out: one NAT gateway serves all zones",
        "Quitar «{0}»: un NAT gateway sirve a todas las zonas",
    );
    others.then(|| {
        candidate(
            site,
            "one-nat-gateway",
            title.with(site.name.clone()),
            Words::new(
                "Private tiers lose the internet while the other gateway's zone is down, and data between zones is charged.",
                "Las capas privadas pierden internet si cae la zona del otro gateway, y se cobran los datos entre zonas.",
            ),
            command,
        )
    })
}
