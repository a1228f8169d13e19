//! `groundplan prices books` and `groundplan prices use`

use serde_json::json;
use studio::prices::{Shelf, Standing};

use crate::{
    commands::Listing,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Books {
    /// How to print them
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

#[derive(clap::Args)]
pub struct Use {
    /// Id of a book, or `embedded` for the one that came with the program
    #[arg(value_name = "ID")]
    book: String,
}

pub fn list(arguments: &Books) -> Result<Outcome, Failure> {
    let shelf = Shelf::find()?;
    // those that can be taken are listed also where the one in use cannot be told
    let present = shelf.present();
    let books = shelf.books(present.as_deref().unwrap_or_default())?;
    arguments.format.print(
        || books.iter().map(line).collect(),
        || json!({ "folder": shelf.folder().display().to_string(), "books": books }),
    )?;
    present.map(|_| Outcome::Fine)
}

fn line(book: &Standing) -> String {
    let sign = if book.in_use { '*' } else { ' ' };
    let id = &book.id;
    match &book.problem {
        Some(problem) => format!("{sign} {id:<20} {problem}\n"),
        None => {
            format!("{sign} {id:<20} as of {}, {} prices  {}\n", book.as_of, book.prices, book.digest)
        }
    }
}

pub fn take(arguments: &Use) -> Result<Outcome, Failure> {
    let held = Shelf::find()?.choose(&arguments.book)?;
    let book = held.book();
    files::print(&format!(
        "{} is in use: prices as of {} ({})\n",
        arguments.book,
        book.as_of(),
        book.digest()
    ))?;
    Ok(Outcome::Fine)
}
