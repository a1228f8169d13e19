//! Rules of an organisation in the CloudFormation Guard language, judged on an environment's templates.
//!
//! The interpreter is a program of its own, `groundplan-guard`, started once for each rule file: what breaks it takes
//! no other file with it (docs/decisions/0010-guard-in-its-own-program.md).

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use ::guard::{Answer, Fault, Request, Source, Violation};
pub use engine::Judged;
use engine::{
    Document, Environments, OrganisationFinding, Project, RuleFault, Synthesis,
    cloudformation::template_to_json, design::rule_set::rule_id,
};

use crate::{Failure, files, outputs};

/// Names the program when it does not lie beside this one.
pub const PROGRAM: &str = "GROUNDPLAN_GUARD";

/// The rule sets of a design, each known by its id.
pub fn sources(document: &Document) -> Vec<Source> {
    let source = |(id, set): (&engine::Id, &engine::design::RuleSet)| Source {
        name: id.to_string(),
        text: set.text.to_string(),
    };
    document.organisation_rules.iter().map(source).collect()
}

/// Judges the environments that can be built; nothing is started where there are no rules.
///
/// # Errors
/// An environment's templates cannot be written, or the interpreter is not there or cannot be started.
pub fn judge(project: &Project, environments: &Environments, rules: &[Source]) -> Result<Judged, Failure> {
    if rules.is_empty() {
        return Ok(Judged::default());
    }
    let program = program()?;
    let mut built = BTreeMap::new();
    // One that cannot be built has blockers, which are reported.
    for (id, architecture) in environments.iter().filter(|(_, one)| one.blockers.is_empty()) {
        built.insert(id.to_string(), project.synthesize(architecture).map_err(outputs::refused)?);
    }
    judge_by(&program, rules, &built)
}

/// Judges a document, as its canonical text, by the rule sets it holds.
///
/// # Errors
/// It is no sound document, or as [`judge`].
pub fn judge_text(document: &str) -> Result<Judged, Failure> {
    let document = files::parse(Path::new("the design"), document.as_bytes())?;
    let rules = sources(&document);
    let project = Project::new(document);
    let environments = project.environments(None).map_err(outputs::refused)?;
    judge(&project, &environments, &rules)
}

/// Where the interpreter is: what `GROUNDPLAN_GUARD` names, else beside this program.
///
/// # Errors
/// It is not there.
fn program() -> Result<PathBuf, Failure> {
    let beside = || {
        Some(env::current_exe().ok()?.with_file_name(format!("groundplan-guard{}", env::consts::EXE_SUFFIX)))
    };
    let program = env::var_os(PROGRAM).filter(|name| !name.is_empty()).map(PathBuf::from).or_else(beside);
    let program = program.unwrap_or_default();
    match program.is_file() {
        true => Ok(program),
        false => Err(Failure::World(format!(
            "{}: the interpreter of Guard rules is not there; install it beside groundplan, or name it in {PROGRAM}",
            program.display()
        ))),
    }
}

/// Reads rule files; of a folder all that end in `.guard`, by name.
///
/// # Errors
/// A file cannot be read, or a folder has no rule file.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for path in paths {
        for file in rule_files(path)? {
            let name = file.to_string_lossy().replace('\\', "/");
            sources.push(Source { name, text: files::read_text(&file)? });
        }
    }
    Ok(sources)
}

fn rule_files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let entries = fs::read_dir(path).map_err(|error| Failure::disk(path, "cannot be listed", &error))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|ending| ending == "guard"))
        .collect();
    found.sort();
    match found.is_empty() {
        true => Err(Failure::Input(format!("{}: has no file that ends in .guard", path.display()))),
        false => Ok(found),
    }
}

/// As many rule files at once as there are cores.
fn judge_by(
    program: &Path,
    rules: &[Source],
    environments: &BTreeMap<String, Synthesis>,
) -> Result<Judged, Failure> {
    let mut templates = Vec::new();
    for (environment, synthesis) in environments {
        for stack in &synthesis.stacks {
            let text = template_to_json(&stack.template)
                .map_err(|error| Failure::Refused(format!("{}: {error}", stack.name)))?;
            templates.push(Source { name: format!("{environment}/{}", stack.name), text });
        }
    }
    let mut judged = Judged::default();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    for some in rules.chunks(cores) {
        let answers: Vec<Result<Answer, Failure>> = thread::scope(|scope| {
            let ask = |rules: &Source| {
                let request = Request { rules: rules.clone(), templates: templates.clone() };
                scope.spawn(move || ask(program, &request))
            };
            let running: Vec<_> = some.iter().map(ask).collect();
            running
                .into_iter()
                .map(|one| one.join().unwrap_or_else(|_| Err(Failure::World("a thread was lost".to_owned()))))
                .collect()
        });
        for (rules, answer) in some.iter().zip(answers) {
            let answer = answer?;
            judged.faults.extend(answer.faults.into_iter().map(|fault| placed(&rules.name, fault)));
            judged.findings.extend(
                answer.violations.into_iter().map(|violation| finding(&rules.name, violation, environments)),
            );
        }
    }
    judged.findings.sort();
    judged.findings.dedup();
    Ok(judged)
}

/// Runs the interpreter on one rule file. When it breaks, that is a fault of the file, not of the run.
fn ask(program: &Path, request: &Request) -> Result<Answer, Failure> {
    let not_started =
        |error: &dyn std::fmt::Display| Failure::World(format!("{}: {error}", program.display()));
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(&error))?;
    let text = serde_json::to_vec(request).map_err(|error| not_started(&error))?;
    write_all(&mut child, &text);
    let output = child.wait_with_output().map_err(|error| not_started(&error))?;
    let answer = output.status.success().then(|| serde_json::from_slice(&output.stdout).ok()).flatten();
    Ok(answer.unwrap_or_else(|| {
        let said = String::from_utf8_lossy(&output.stderr);
        let why = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it said nothing");
        let message = format!("the interpreter broke on these rules ({}): {why}", output.status);
        let fault = Fault { line: None, column: None, template: None, message };
        Answer { violations: Vec::new(), faults: vec![fault] }
    }))
}

/// An interpreter that ends early does not read everything; what it answers tells.
fn write_all(child: &mut Child, text: &[u8]) {
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(text).ok();
    }
}

/// A violation mapped back from the template to the element that made the resource.
fn finding(
    file: &str,
    violation: Violation,
    environments: &BTreeMap<String, Synthesis>,
) -> OrganisationFinding {
    let (environment, stack) = violation.template.split_once('/').unwrap_or_default();
    let part = || {
        let stacks = &environments.get(environment)?.stacks;
        let stack = stacks.iter().find(|one| one.name == stack)?;
        stack.template.resources.get(violation.resource.as_deref()?)?.part.as_ref()
    };
    let (node, part) = part().map(|part| (part.node.clone(), part.part.clone())).unwrap_or_default();
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let property = violation.path.map(|path| match path.strip_prefix("Properties.") {
        Some(property) => property.to_owned(),
        None => path,
    });
    OrganisationFinding {
        environment: environment.to_owned(),
        rule: rule_id(&stem, &violation.rule),
        node,
        part,
        property,
        message: violation.message,
        suppressed: None,
    }
}

fn placed(rules: &str, fault: Fault) -> RuleFault {
    let Fault { line, column, template, message } = fault;
    RuleFault { rules: rules.to_owned(), line, column, template, message }
}
