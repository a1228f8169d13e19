//! Taking an environment down: its stacks backwards, what the templates say to keep stays.

use std::collections::BTreeSet;

use super::{
    deployer::Deployer, execute::Ended, journal::Work, outcome::Outcome, plan::Plan, planning::deletion,
};
use crate::Failure;

impl Deployer<'_> {
    /// What destroying would do.
    ///
    /// # Errors
    /// AWS cannot be reached.
    pub async fn plan_destroy(&mut self) -> Result<Plan, Failure> {
        self.settle().await?;
        let survey = self.survey().await?;
        let order = self.in_order(&survey);
        let place = &self.target.place;
        Ok(Plan {
            environment: place.environment.clone(),
            account: place.account.clone(),
            region: place.region.clone(),
            stacks: order.iter().rev().filter_map(|id| deletion(survey.get(id)?)).collect(),
        })
    }

    /// Does what a plan to destroy shows.
    ///
    /// # Errors
    /// AWS cannot be reached; whatever is under way there goes on, and the next run takes it up.
    pub async fn destroy(&mut self, plan: &Plan, confirmed: &BTreeSet<String>) -> Result<Outcome, Failure> {
        let confirmed = self.begin(Work::Destroy, plan, confirmed)?;
        let ended = self.backwards(plan, &confirmed).await;
        self.finish(ended).await
    }

    async fn backwards(&mut self, plan: &Plan, confirmed: &BTreeSet<String>) -> Result<Ended, Failure> {
        let mut survey = self.survey().await?;
        for id in self.in_order(&survey).into_iter().rev() {
            let approved = plan.stack(&id.name, &id.region);
            let ended = self.take_down(&id, &mut survey, approved, confirmed).await?;
            if !matches!(ended, Ended::Well) {
                return Ok(ended);
            }
        }
        Ok(Ended::Well)
    }
}
