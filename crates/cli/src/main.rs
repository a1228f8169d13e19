//! `groundplan`: the command line. Reads files and the clock, asks the engine, writes answers.
#![allow(clippy::print_stdout)]

mod commands;
mod deployment;
mod failure;
mod files;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use failure::Outcome;
use studio::clock;

/// Documents and answers are many small pieces: this allocator takes a third less time over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "groundplan",
    version,
    about = "Designs AWS environments: one document, many views.",
    long_about = "Designs AWS environments. A design is one document, in a JSON file or with its history in a project file \
                  (.groundplan); findings, prices, CloudFormation and the diagram of each environment are computed from it.",
    after_help = "Exit codes: 0 fine · 1 findings at or over --fail-on, blockers, over a budget, a refused plan or answer, a place that is not reached, a broken expectation, a file that is not sound, prices that could not be read · 2 bad usage or input · 3 disk, network or AWS failed\n\n\
                  Start with:\n  groundplan new --template reference -o design.json\n  groundplan check design.json\n  groundplan cost design.json\n  \
                  groundplan synth design.json --env prod --out templates/\n  groundplan render design.json --env prod --out prod.svg"
)]
struct Arguments {
    /// Language of messages
    #[arg(long, global = true, value_enum, default_value_t = Tongue::En)]
    language: Tongue,
    /// The date suppressions, versions and the age of prices are judged by (YYYY-MM-DD); today when left out
    #[arg(long, global = true, value_name = "DATE", value_parser = clock::parse_date)]
    date: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum Tongue {
    En,
    Es,
}

#[derive(Subcommand)]
enum Command {
    /// Starts a design from a template
    New(commands::new::Arguments),
    /// Opens a design in the desktop app
    Open(commands::open::Arguments),
    /// Lists the templates to start from
    Templates(commands::templates::Arguments),
    /// Says what a design does against best practice, and what cannot be built
    Check(commands::check::Arguments),
    /// Writes a report of a design, or what a client is offered, as HTML, Markdown, PDF, XLSX or JSON
    Report(commands::report::Arguments),
    /// Accepts a finding for a reason until a day, lists what is accepted, or takes it back
    Accept(commands::accept::Arguments),
    /// Records what a person answers to a question that a design cannot
    Answer(commands::answer::Arguments),
    /// Judges or states what must hold of who reaches whom
    Expect(commands::expect::Arguments),
    /// Lists, adds, changes and removes rules of the organisation that a design is held to
    Organisation(commands::organisation::Arguments),
    /// Prices environments side by side, each line with quantity, unit price, source and date
    Cost(commands::cost::Arguments),
    /// Lists the exchange rates of a design, or states one
    Rate(commands::rate::Arguments),
    /// Says how prices are offered to a client, or states it
    Proposal(commands::proposal::Arguments),
    /// Says what prices rest on and what each number moves, or states one
    Usage(commands::usage::Arguments),
    /// Writes an environment's CloudFormation stacks
    Synth(commands::synth::Arguments),
    /// Shows what an environment's deployment would change, and deploys it
    Deploy(commands::deploy::Arguments),
    /// Says what of an environment stands
    Status(commands::status::Arguments),
    /// Takes an environment down
    Destroy(commands::destroy::Arguments),
    /// Draws an environment as SVG or PNG
    Render(commands::render::Arguments),
    /// Says whether one place can reach another, by which way, or what stops it first
    Reach(commands::reach::Arguments),
    /// Sends a version to be read, commented and approved in a browser; takes the answers
    Review(commands::review::Arguments),
    /// Lists, shows, names and restores what a project file remembers; verifies it, saves what is left of a damaged one
    History(commands::history::Arguments),
    /// Prints the JSON Schema of documents
    Schema(commands::schema::Arguments),
    /// Lists the rules
    Rules(commands::rules::Arguments),
    /// Shows price books, chooses one, and asks AWS for new prices
    Prices(commands::prices::Arguments),
    /// Prints completions for a shell
    Completions(commands::completions::Arguments),
}

/// What every command needs to know.
struct Context {
    language: engine::Language,
    date: Option<String>,
}

impl Context {
    /// The date asked for, or today (UTC).
    fn today(&self) -> String {
        self.date.clone().unwrap_or_else(clock::today)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let context = Context {
        language: match arguments.language {
            Tongue::En => engine::Language::English,
            Tongue::Es => engine::Language::Spanish,
        },
        date: arguments.date,
    };
    let outcome = match arguments.command {
        Command::New(arguments) => commands::new::run(&arguments),
        Command::Open(arguments) => commands::open::run(&arguments),
        Command::Templates(arguments) => commands::templates::run(&arguments, &context),
        Command::Check(arguments) => commands::check::run(&arguments, &context),
        Command::Report(arguments) => commands::report::run(&arguments, &context),
        Command::Accept(arguments) => commands::accept::run(&arguments, &context),
        Command::Answer(arguments) => commands::answer::run(&arguments, &context),
        Command::Expect(arguments) => commands::expect::run(&arguments, &context),
        Command::Organisation(arguments) => commands::organisation::run(&arguments, &context),
        Command::Rate(arguments) => commands::rate::run(&arguments, &context),
        Command::Proposal(arguments) => commands::proposal::run(&arguments, &context),
        Command::Usage(arguments) => commands::usage::run(&arguments, &context),
        Command::Cost(arguments) => commands::cost::run(&arguments, &context),
        Command::Synth(arguments) => commands::synth::run(&arguments),
        Command::Deploy(arguments) => commands::deploy::run(&arguments, &context),
        Command::Status(arguments) => commands::status::run(&arguments, &context),
        Command::Destroy(arguments) => commands::destroy::run(&arguments, &context),
        Command::Render(arguments) => commands::render::run(&arguments, &context),
        Command::Reach(arguments) => commands::reach::run(&arguments, &context),
        Command::Review(arguments) => commands::review::run(&arguments, &context),
        Command::History(arguments) => commands::history::run(&arguments, &context),
        Command::Schema(arguments) => commands::schema::run(&arguments),
        Command::Rules(arguments) => commands::rules::run(&arguments, &context),
        Command::Prices(arguments) => commands::prices::run(&arguments, &context),
        Command::Completions(arguments) => commands::completions::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Attention) => ExitCode::from(1),
        Err(failure) => failure::report(&failure),
    }
}
