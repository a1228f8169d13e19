//! How long the engine takes, natively and as WebAssembly: the same designs, edits and sampling in both.
//!
//! Prints one line of JSON a figure; `cargo xtask bench` runs it twice and makes the table of docs/benchmarks.md.

mod host;

use std::hint::black_box;

use anyhow::{Context, Result, anyhow};
use engine::{
    Answer, Architecture, Book, Command, Currency, Document, Id, Language, Network, Place, Project, Services,
    Session, TEMPLATES,
    design::{Demand, End, Expectation},
    generated, load,
};
use serde_json::json;

/// Decides which suppressions and versions still hold.
const TODAY: &str = "2026-11-23";

/// The environment asked where one is enough.
const ENVIRONMENT: &str = "prod";

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// Nodes of the design in which an edit of one element is one of them all.
const LINKED: usize = 1_000;

/// Ten times the elements are a hundred times the pairs: more nodes than these are not asked who reaches whom.
const MOST_PAIRED: usize = 1_000;

/// What is expected of who reaches whom where a design states nothing: so many databases are closed.
const EXPECTATIONS: usize = 5;

fn main() -> Result<()> {
    let reference = TEMPLATES.first().context("there is no template")?;
    time("reference", reference.document)?;
    for nodes in SIZES {
        time(&nodes.to_string(), &generated::design(nodes).to_string())?;
    }
    time("linked", &generated::linked(LINKED).to_string())
}

/// All figures of one design.
fn time(design: &str, text: &str) -> Result<()> {
    let read = || load(text.as_bytes(), &Services).map_err(|problems| anyhow!("{design}: {problems:?}"));
    let say = |task: &str, samples: Vec<f64>| {
        let count = samples.len();
        let line = json!({ "design": design, "task": task, "ms": median(samples), "samples": count });
        host::say(&line.to_string());
    };
    let book = Book::embedded();
    let document = read()?;
    let nodes = json!({ "design": design, "task": "nodes", "count": document.nodes.len() });
    host::say(&nodes.to_string());
    let project = Project::new(document.clone());
    let architecture = project.resolve(ENVIRONMENT)?;
    // what cannot be answered would be answered soon
    project.synthesize(&architecture)?;
    say("load", sampled(read));
    say("resolve", sampled(|| project.resolve(ENVIRONMENT)));
    say("validate", sampled(|| project.validate(&architecture, TODAY)));
    say("estimate", sampled(|| project.estimate(&architecture, book, TODAY)));
    say("synthesize", sampled(|| project.synthesize(&architecture)));
    if document.nodes.len() <= MOST_PAIRED {
        say("reach", sampled(|| pairs(&architecture)));
    }
    let language = Language::English;
    let internet = project.network_lens(&architecture, language);
    say("network lens", sampled(|| project.network_lens(&architecture, language)));
    let mut looked_at = Session::new(document.clone(), book, TODAY);
    let mut security = || looked_at.security_lens(ENVIRONMENT, Some(&internet), language);
    security()?;
    say("security lens", sampled(security));
    let mut cost = || looked_at.cost_lens(ENVIRONMENT, language, &Currency::usd());
    cost()?;
    say("cost lens", sampled(cost));

    let mut edits = Edits::new(document, book)?;
    let dev = Id::new("dev");
    let everywhere = edits.sampled(None)?;
    for (task, at) in [("resolve", 0), ("validate", 1), ("estimate", 2)] {
        say(&format!("{task} after edit"), everywhere.iter().map(|parts| parts[at]).collect());
    }
    let whole = |samples: &[[f64; 3]]| samples.iter().map(|parts| parts.iter().sum()).collect();
    say("edit everywhere", whole(&everywhere));
    say("edit of one environment", whole(&edits.sampled(dev)?));
    say("synthesize after edit", edits.synthesized()?);
    say("expectations after edit", edits.expected()?);
    Ok(())
}

/// The internet must not reach an element.
fn closed(id: Id) -> Expectation {
    Expectation {
        demand: Demand::MustNotReach,
        from: vec![End::Internet],
        to: vec![End::Node(id)],
        port: None,
        protocol: None,
        reason: None,
        environments: None,
    }
}

/// How many ports, of all that elements declare, the others get to: every pair of elements is asked.
fn pairs(architecture: &Architecture) -> usize {
    let network = Network::of(architecture);
    let all = || (0..architecture.elements.len()).map(Place::Element);
    let callers = |(to, port)| {
        let passes = |from: &Place| matches!(network.flow(*from, to, port), Answer::Passes(_));
        all().filter(|from| *from != to).filter(passes).count()
    };
    let ports = |at: usize| network.ports(at).into_iter().map(move |port| (Place::Element(at), port));
    (0..architecture.elements.len()).flat_map(ports).map(callers).sum()
}

/// A design whose database keeps its backups longer or shorter with every edit.
struct Edits<'b> {
    session: Session<'b>,
    environments: Vec<Id>,
    database: Id,
    days: u32,
}

impl<'b> Edits<'b> {
    fn new(mut document: Document, book: &'b Book) -> Result<Edits<'b>> {
        let databases = document.nodes.iter().filter(|(_, node)| node.kind == "rds_instance");
        let databases: Vec<Id> = databases.map(|(id, _)| id.clone()).take(EXPECTATIONS).collect();
        let database = databases.first().context("the design has no database to edit")?.clone();
        if document.expectations.is_empty() {
            document.expectations = databases.into_iter().map(|id| (id.clone(), closed(id))).collect();
        }
        let environments = document.environments.keys().cloned().collect();
        let session = Session::new(document, book, TODAY);
        Ok(Edits { session, environments, database, days: 0 })
    }

    fn edit(&mut self, environment: Option<Id>) -> Result<()> {
        self.days = (self.days + 1) % 20;
        let edit = Command::SetProperty {
            id: self.database.clone(),
            environment,
            path: vec!["backup_retention_days".to_owned()],
            value: (7 + self.days).into(),
        };
        self.session.edit(edit).map(|_| ()).map_err(|refusal| anyhow!("the edit was refused: {refusal}"))
    }

    /// Edit and architectures, findings, estimates of all environments: milliseconds of each edit.
    fn once(&mut self, environment: Option<Id>) -> Result<[f64; 3]> {
        let began = host::now();
        self.edit(environment)?;
        for environment in &self.environments {
            black_box(self.session.architecture(environment.as_str())?);
        }
        let resolved = host::now();
        for environment in &self.environments {
            black_box(self.session.findings(environment.as_str())?);
        }
        let validated = host::now();
        for environment in &self.environments {
            black_box(self.session.estimate(environment.as_str())?);
        }
        Ok([resolved - began, validated - resolved, host::now() - validated])
    }

    fn sampled(&mut self, environment: Option<Id>) -> Result<Vec<[f64; 3]>> {
        self.once(environment.clone())?;
        let (mut samples, began) = (Vec::new(), host::now());
        while more(samples.len(), began) {
            samples.push(self.once(environment.clone())?);
        }
        Ok(samples)
    }

    /// The expectations of all environments after an edit; what the edit costs besides is not counted.
    fn expected(&mut self) -> Result<Vec<f64>> {
        let (mut samples, start) = (Vec::new(), host::now());
        while more(samples.len(), start) {
            self.edit(None)?;
            for environment in &self.environments {
                self.session.architecture(environment.as_str())?;
            }
            let began = host::now();
            for environment in &self.environments {
                black_box(self.session.expectations(environment.as_str())?);
            }
            samples.push(host::now() - began);
        }
        Ok(samples)
    }

    /// The stacks of one environment after an edit; what the edit costs besides is not counted.
    fn synthesized(&mut self) -> Result<Vec<f64>> {
        let (mut samples, start) = (Vec::new(), host::now());
        while more(samples.len(), start) {
            self.edit(None)?;
            let project = Project::new(self.session.document().clone());
            let architecture = self.session.architecture(ENVIRONMENT)?;
            let began = host::now();
            black_box(project.synthesize(architecture)?);
            samples.push(host::now() - began);
        }
        Ok(samples)
    }
}

/// Milliseconds of each call, the first (cold) left out.
fn sampled<T>(mut call: impl FnMut() -> T) -> Vec<f64> {
    black_box(call());
    let (mut samples, start) = (Vec::new(), host::now());
    while more(samples.len(), start) {
        let began = host::now();
        black_box(call());
        samples.push(host::now() - began);
    }
    samples
}

/// At least five samples, then as many as fit into half a second, at most 200.
fn more(samples: usize, began: f64) -> bool {
    samples < 5 || (samples < 200 && host::now() - began < 500.0)
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}
