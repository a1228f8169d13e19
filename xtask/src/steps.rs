//! A run of steps: each is announced, timed, and the first red one ends the run.

use std::time::{Duration, Instant};

use anyhow::{Error, Result, bail};

/// One finished step.
struct Done {
    name: &'static str,
    took: Duration,
    green: bool,
    note: String,
}

/// The steps so far.
pub struct Steps {
    begun: Instant,
    /// The one step to run, where not all are asked for.
    only: Option<String>,
    done: Vec<Done>,
    failure: Option<Error>,
}

impl Steps {
    pub fn new(only: Option<&str>) -> Steps {
        Steps { begun: Instant::now(), only: only.map(str::to_owned), done: Vec::new(), failure: None }
    }

    /// Runs a step, unless an earlier one was red. The step returns a short note for the table.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<String>) {
        if self.failure.is_some() || self.only.as_ref().is_some_and(|only| only != name) {
            return;
        }
        println!("\n== {name}");
        let begun = Instant::now();
        let result = work();
        let (green, note) = match result {
            Ok(note) => (true, note),
            Err(error) => {
                let note = format!("{error:#}").lines().next().unwrap_or_default().to_owned();
                self.failure = Some(error);
                (false, note)
            }
        };
        self.done.push(Done { name, took: begun.elapsed(), green, note });
    }

    /// Prints the table and hands back the error of the red step, if there was one.
    pub fn finish(self) -> Result<()> {
        if let (Some(only), true) = (&self.only, self.done.is_empty()) {
            bail!("there is no step “{only}”");
        }
        println!("\n{}", self.table());
        match self.failure {
            Some(error) => {
                let name = self.done.last().map_or("a step", |last| last.name);
                Err(error.context(format!("step “{name}” failed")))
            }
            None => Ok(()),
        }
    }

    fn table(&self) -> String {
        let width = self.done.iter().map(|done| done.name.chars().count()).max().unwrap_or(0).max(5);
        let mut table = format!("{:width$}  minutes\n", "step");
        for done in &self.done {
            let sign = if done.green { "ok" } else { "RED" };
            table += &format!("{:width$}  {:7.2}  {sign:3}  {}\n", done.name, minutes(done.took), done.note);
        }
        table += &format!("{:width$}  {:7.2}", "total", minutes(self.begun.elapsed()));
        table
    }
}

fn minutes(took: Duration) -> f64 {
    took.as_secs_f64() / 60.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_red_step_ends_the_run_and_is_named() {
        let mut ran = Vec::new();
        let mut steps = Steps::new(None);
        steps.step("one", || {
            ran.push(1);
            Ok(String::new())
        });
        steps.step("two", || bail!("broken"));
        steps.step("three", || {
            ran.push(3);
            Ok(String::new())
        });
        let table = steps.table();
        assert!(table.contains("RED") && table.contains("broken"), "{table}");
        assert!(!table.contains("three"), "{table}");
        let message = format!("{:#}", steps.finish().unwrap_err());
        assert_eq!(message, "step “two” failed: broken");
        assert_eq!(ran, [1]);
    }

    #[test]
    fn one_step_can_be_run_alone_and_must_exist() {
        let mut steps = Steps::new(Some("two"));
        steps.step("one", || bail!("not asked for"));
        steps.step("two", || Ok(String::new()));
        assert!(steps.finish().is_ok());
        assert!(Steps::new(Some("three")).finish().is_err());
    }
}
