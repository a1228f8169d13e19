//! `cargo xtask bench`: how long the engine takes, natively and as WebAssembly, into docs/benchmarks.md.

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{install, machine, markers, process, product, project};

const PROGRAM: &str = "groundplan-bench";

const TASKS: [&str; 4] = ["resolve", "validate", "estimate", "synthesize"];

/// What the generated designs are called, and the two that growth is taken between. Of all but the last, networks stand
/// for themselves; there, all databases share one key.
const DESIGNS: [&str; 5] = ["reference", "100", "1000", "10000", "linked"];
const GROWTH: [&str; 2] = ["1000", "10000"];

/// Rules after an edit, in all environments.
const JUDGED_AGAIN: &str = "validate after edit";

/// Every pair of elements, asked for all ports that are declared; not of the largest design.
const PAIRS: &str = "reach";

/// What lenses say; of the one over security the findings are known.
const LENSES: [&str; 3] = ["network lens", "security lens", "cost lens"];

/// Of all environments together.
const EXPECTED: &str = "expectations after edit";

/// Tells the allocator to keep freed memory, for so many milliseconds.
const KEEP: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "60000");

/// Runs of the whole program, a few seconds each.
const RUNS: usize = 5;

/// Starts of each whole process.
const STARTS: usize = 15;

/// The criterion benchmarks, by package. Each is named, so that their arguments do not reach the unit tests.
const CRITERION: [(&str, &str); 2] = [("design", "load"), ("engine", "engine")];

/// Runs the criterion benchmarks; arguments go to them (a filter, `--quick`).
pub fn criterion(arguments: &[String]) -> Result<()> {
    for (package, bench) in CRITERION {
        let file = project::root().join(format!("crates/{package}/benches/{bench}.rs"));
        ensure!(file.is_file(), "there is no benchmark {}", project::shown(&file));
        let package = format!("groundplan-{package}");
        let mut command =
            process::cargo(&["bench", "--locked", "--package", &package, "--bench", bench, "--"]);
        process::run(command.args(arguments))?;
    }
    Ok(())
}

/// Builds everything first, so that nothing is compiled while something is timed.
pub fn run() -> Result<()> {
    let native = native()?;
    let module = if process::exists("node") { Some(module()?) } else { None };
    let groundplan = product::build(true)?;

    let taken = machine::now()?;
    let native = Figures::taken(process::command(native).env(KEEP.0, KEEP.1))?;
    let wasm = module.map(|module| Figures::taken(process::command("node").arg(module))).transpose()?;
    let processes = processes(&groundplan)?;

    let mut text = format!(
        "Taken {taken}, by `cargo xtask bench`. Native: profile `release`; WebAssembly: profile `wasm-release`, the \
         one of the page, run by {}. Medians in milliseconds of 5 to 200 calls in half a second, the first left out; \
         of {RUNS} runs the one least disturbed. From scratch: one environment (`prod`). After one edit: a property \
         changes in the base, and all four environments are asked again; synthesize one. Besides the reference \
         topology the designs are generated: networks of twenty nodes side by side, at last with one key for all their \
         databases, so that links join everything; of five databases of each it is expected that the internet does not \
         reach them. \
         Memory that was freed is kept ({}={}), as WebAssembly keeps it: the engine is timed, not the system's \
         clearing of pages.\n",
        node_version()?,
        KEEP.0,
        KEEP.1
    );
    native.table("Native", &mut text)?;
    match &wasm {
        Some(wasm) => wasm.table("WebAssembly", &mut text)?,
        None => text.push_str("\nWebAssembly is not measured: there was no `node`.\n"),
    }
    text.push_str("\n| whole process, reference | median, ms |\n|---|---|\n");
    for (line, ms) in &processes {
        writeln!(text, "| `groundplan {line}` | {} |", shown(*ms))?;
    }
    goals(&native, wasm.as_ref(), &processes, &mut text)?;
    println!("\n{text}");
    markers::write("docs/benchmarks.md", "engine", &text)
}

fn node_version() -> Result<String> {
    if !process::exists("node") {
        return Ok("nobody".to_owned());
    }
    let version = process::output(process::command("node").arg("--version"))?;
    Ok(format!("node {}", version.trim()))
}

fn native() -> Result<PathBuf> {
    process::run(&mut process::cargo(&["build", "--locked", "--release", "--package", PROGRAM]))?;
    Ok(project::target_dir().join("release").join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX)))
}

/// The program as a module that node runs.
fn module() -> Result<PathBuf> {
    install::wasm_target()?;
    let profile = "wasm-release";
    let arguments =
        ["build", "--locked", "--package", PROGRAM, "--target", install::WASM, "--profile", profile];
    process::run(&mut process::cargo(&arguments))?;
    let target = project::target_dir();
    let bound = target.join("bench");
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(target.join(install::WASM).join(profile).join(format!("{PROGRAM}.wasm")))
        .nodejs(true)?
        .typescript(false)
        .out_name("bench")
        .generate(&bound)
        .context("wasm-bindgen could not read the module of the benchmark")?;
    // CommonJS, whatever a package.json further up says
    let script = bound.join("bench.cjs");
    fs::rename(bound.join("bench.js"), &script)?;
    Ok(script)
}

/// Milliseconds by design and task.
struct Figures {
    ms: BTreeMap<(String, String), f64>,
    nodes: BTreeMap<String, u64>,
}

impl Figures {
    /// Of each figure the run that was least disturbed: what else the machine (or its host) does only adds.
    fn taken(command: &mut Command) -> Result<Figures> {
        let mut least = Figures { ms: BTreeMap::new(), nodes: BTreeMap::new() };
        for _ in 0..RUNS {
            let recorded = process::record(command)?;
            ensure!(recorded.success, "`{}` failed", process::line(command));
            let run = Figures::read(&recorded.text)?;
            for (of, ms) in run.ms {
                least.ms.entry(of).and_modify(|least| *least = least.min(ms)).or_insert(ms);
            }
            least.nodes = run.nodes;
        }
        Ok(least)
    }

    fn read(text: &str) -> Result<Figures> {
        let mut figures = Figures { ms: BTreeMap::new(), nodes: BTreeMap::new() };
        for line in text.lines() {
            let value: Value = serde_json::from_str(line).with_context(|| format!("no figure: {line}"))?;
            let word = |key: &str| value[key].as_str().map(str::to_owned);
            let (Some(design), Some(task)) = (word("design"), word("task")) else { continue };
            if let Some(count) = value["count"].as_u64() {
                figures.nodes.insert(design, count);
            } else if let Some(ms) = value["ms"].as_f64() {
                figures.ms.insert((design, task), ms);
            }
        }
        Ok(figures)
    }

    fn of(&self, design: &str, task: &str) -> Result<f64> {
        let figure = self.ms.get(&(design.to_owned(), task.to_owned())).copied();
        figure.with_context(|| format!("`{task}` of the design {design} was not timed"))
    }

    fn sum(&self, design: &str, tasks: &[&str]) -> Result<f64> {
        tasks.iter().map(|task| self.of(design, task)).sum()
    }

    /// How the time grows with the nodes: 1 is linear.
    fn growth(&self, task: &str) -> Result<f64> {
        let [small, large] = GROWTH;
        let nodes = |design: &str| self.nodes.get(design).map_or(f64::NAN, |count| *count as f64);
        let ratio = self.of(large, task)? / self.of(small, task)?;
        Ok(ratio.ln() / (nodes(large) / nodes(small)).ln())
    }

    fn table(&self, title: &str, text: &mut String) -> Result<()> {
        let edited = TASKS.map(|task| format!("{task} after edit"));
        let whole = ["load", "edit everywhere", "edit of one environment"];
        let tasks: Vec<&str> =
            TASKS.into_iter().chain(edited.iter().map(String::as_str)).chain(whole).collect();
        let row = |name: &str, cells: Vec<String>| format!("| {name} | {} |\n", cells.join(" | "));
        writeln!(text, "\n**{title}**\n")?;
        let names = DESIGNS.iter().map(|design| {
            let nodes = self.nodes.get(*design).copied().unwrap_or_default();
            match *design {
                "reference" => format!("reference ({nodes} nodes)"),
                "linked" => format!("{nodes} nodes, one key"),
                _ => format!("{nodes} nodes"),
            }
        });
        text.push_str(&row("ms", names.chain(["growth exponent".to_owned()]).collect()));
        text.push_str(&row("---", vec!["--:".to_owned(); DESIGNS.len() + 1]));
        for task in tasks.into_iter().chain(LENSES).chain([EXPECTED, PAIRS]) {
            let mut cells = Vec::new();
            for design in DESIGNS {
                let timed = task != PAIRS || design != GROWTH[1];
                cells.push(if timed { shown(self.of(design, task)?) } else { "–".to_owned() });
            }
            cells.push(if task == PAIRS { "–".to_owned() } else { format!("{:.2}", self.growth(task)?) });
            let said = match task {
                "load" => "reading the document",
                "edit everywhere" => "edit of the base, all environments together",
                "edit of one environment" => "edit of `dev`, all environments together",
                PAIRS => "who reaches whom: all declared ports, all pairs of elements",
                task => task,
            };
            text.push_str(&row(said, cells));
        }
        Ok(())
    }
}

/// Whole processes on the reference topology: command line and median.
fn processes(groundplan: &Path) -> Result<Vec<(&'static str, f64)>> {
    let designs = product::designs()?;
    let reference = designs.iter().find(|design| design.name == "reference");
    let reference = reference.context("there is no templates/reference")?;
    let out = project::target_dir().join("bench");
    fs::create_dir_all(&out)?;
    let mut timed = Vec::new();
    for line in ["check", "cost", "synth --env prod --out stacks", "render --env prod --out picture.svg"] {
        let mut command = product::command(groundplan);
        for (at, word) in line.split(' ').enumerate() {
            match word {
                "stacks" | "picture.svg" => command.arg(out.join(word)),
                word => command.arg(word),
            };
            if at == 0 {
                command.arg(&reference.path);
            }
        }
        let mut samples = Vec::new();
        for _ in 0..=STARTS {
            let began = Instant::now();
            product::expect_answer(&mut command)?;
            samples.push(began.elapsed().as_secs_f64() * 1e3);
        }
        // the first start reads the program from the disk
        samples.remove(0);
        samples.sort_by(f64::total_cmp);
        timed.push((line, samples.get(STARTS / 2).copied().unwrap_or(f64::NAN)));
    }
    Ok(timed)
}

fn goals(
    native: &Figures,
    wasm: Option<&Figures>,
    processes: &[(&str, f64)],
    text: &mut String,
) -> Result<()> {
    let three = ["resolve", "validate", "estimate"];
    let of_wasm = |take: &dyn Fn(&Figures) -> Result<f64>| wasm.map(take).transpose();
    let mut goals = vec![
        ("reference, all four from scratch, native", Some(native.sum("reference", &TASKS)?), 2.0, " ms"),
        (
            "1,000 nodes, WebAssembly: resolve, validate and estimate from scratch, an environment",
            of_wasm(&|wasm| wasm.sum("1000", &three))?,
            50.0,
            " ms",
        ),
        (
            "1,000 nodes, WebAssembly: the same after one edit of the base, all environments together",
            of_wasm(&|wasm| wasm.of("1000", "edit everywhere"))?,
            8.0,
            " ms",
        ),
        (
            "reference: all rules on an environment, reachability too, native",
            Some(native.of("reference", "validate")?),
            0.5,
            " ms",
        ),
        (
            "1,000 nodes, WebAssembly: rules after one edit of the base, all environments together",
            of_wasm(&|wasm| wasm.of("1000", JUDGED_AGAIN))?,
            5.0,
            " ms",
        ),
        (
            "1,000 nodes that share one key, WebAssembly: the same",
            of_wasm(&|wasm| wasm.of("linked", JUDGED_AGAIN))?,
            5.0,
            " ms",
        ),
        (
            "reference: all declared ports between all pairs, native",
            Some(native.of("reference", PAIRS)?),
            50.0,
            " ms",
        ),
        ("1,000 nodes: the same, native", Some(native.of("1000", PAIRS)?), 1000.0, " ms"),
        ("`groundplan check` as a whole process", processes.first().map(|(_, ms)| *ms), 50.0, " ms"),
        ("10,000 nodes: reading the document, native", Some(native.of("10000", "load")?), 150.0, " ms"),
    ];
    let growths = TASKS.map(|task| format!("growth exponent of {task}, native"));
    for (words, task) in growths.iter().zip(TASKS) {
        goals.push((words, Some(native.growth(task)?), 1.2, ""));
    }
    text.push_str("\n| goal | measured | met |\n|---|---|---|\n");
    for (words, measured, limit, unit) in goals {
        let met = measured.map_or("open", |figure| if figure <= limit { "yes" } else { "no" });
        let figure = measured.map_or("not measured".to_owned(), |figure| shown(figure) + unit);
        writeln!(text, "| {words} ≤ {limit}{unit} | {figure} | {met} |")?;
    }
    Ok(())
}

fn shown(ms: f64) -> String {
    match ms {
        ms if ms < 1.0 => format!("{ms:.3}"),
        ms if ms < 100.0 => format!("{ms:.2}"),
        ms => format!("{ms:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_one_where_the_time_grows_as_the_nodes_do() {
        let said = r#"{"design":"1000","task":"nodes","count":1000}
{"design":"10000","task":"nodes","count":10000}
{"design":"1000","task":"resolve","ms":2.0}
{"design":"10000","task":"resolve","ms":20.0}
{"design":"1000","task":"validate","ms":2.0}
{"design":"10000","task":"validate","ms":200.0}"#;
        let figures = Figures::read(said).expect("figures");
        let growth = |task: &str| format!("{:.2}", figures.growth(task).unwrap_or(f64::NAN));
        assert_eq!((growth("resolve"), growth("validate")), ("1.00".to_owned(), "2.00".to_owned()));
        assert!(figures.of("1000", "estimate").is_err(), "what was not timed is said");
        assert!(Figures::read("thread panicked").is_err());
    }
}
