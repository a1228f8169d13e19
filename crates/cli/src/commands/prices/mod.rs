//! `groundplan prices`

mod books;
mod refresh;
mod show;
mod told;

use clap::Subcommand;

use crate::{
    Context,
    failure::{Failure, Outcome},
};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Prices,
}

#[derive(Subcommand)]
enum Prices {
    /// Prints facts of a price book with date, source and confidence
    Show(show::Arguments),
    /// Lists the price books on this machine, and which is in use
    Books(books::Books),
    /// Takes a price book into use, from now on: on the command line, and in windows that are opened later
    Use(books::Use),
    /// Asks AWS what things cost now, and puts a new book beside the old ones
    #[command(
        long_about = "Asks the AWS Price List API what things cost now, and makes a new price book of the one in use. The \
                      old books stay, and which is in use is not changed. The credentials need pricing:GetProducts; the \
                      calls are free. An interrupted refresh goes on where it stopped when the same command is run again."
    )]
    Refresh(refresh::Arguments),
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    match &arguments.command {
        Prices::Show(arguments) => show::run(arguments, context),
        Prices::Books(arguments) => books::list(arguments),
        Prices::Use(arguments) => books::take(arguments),
        Prices::Refresh(arguments) => refresh::run(arguments),
    }
}
