//! Deployment beside a window: one piece of work at a time, on a thread of its own, followed by whoever asks.
//!
//! The window never waits for AWS and can be closed, reloaded or killed: what it shows is the latest [`Watch`], and
//! what AWS was sent is in the record.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use engine::{Document, Project, canonical};
use tokio::sync::{oneshot, watch};

use super::{
    Access, Deployer, Deployment, Plan, Progress, Scope, Stage, Target, Watch,
    journal::{Journal, Work},
};
use crate::{
    Failure, Live,
    beside::{self, lock},
};

/// A design, and which of its environments is worked on.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its file, which says where deployments are recorded.
    pub path: PathBuf,
    pub document: Document,
    pub environment: String,
    pub access: Access,
    /// Values for parameters that the design leaves open.
    pub parameters: BTreeMap<String, String>,
}

impl Site {
    /// An environment of an open design.
    pub fn of(
        live: &Live,
        environment: String,
        access: Access,
        parameters: BTreeMap<String, String>,
    ) -> Site {
        Site {
            path: live.path().to_owned(),
            document: live.document().clone(),
            environment,
            access,
            parameters,
        }
    }
}

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// What deploying, or destroying, would do.
    Plan(Work),
    /// Do what the last plan shows; data of these nodes may go.
    Execute(BTreeSet<String>),
    /// Go on with what was interrupted, as it was allowed then.
    Resume,
    /// What stands in the account.
    Look,
}

/// A plan that was shown, and what it is of.
#[derive(Debug, Clone)]
struct Shown {
    work: Work,
    plan: Plan,
    hash: String,
    environment: String,
    access: Access,
    parameters: BTreeMap<String, String>,
}

/// The one place where a window's deployments are worked on.
#[derive(Debug)]
pub struct Desk {
    watch: watch::Sender<Watch>,
    shown: Arc<Mutex<Option<Shown>>>,
    /// Ends the following of what is under way.
    stop: Mutex<Option<oneshot::Sender<()>>>,
}

impl Default for Desk {
    fn default() -> Self {
        Desk { watch: watch::Sender::new(Watch::default()), shown: Arc::default(), stop: Mutex::default() }
    }
}

impl Desk {
    /// What there is to see now.
    pub fn now(&self) -> Watch {
        self.watch.borrow().clone()
    }

    /// What there is to see once it is not what was seen; without news, the same after the time has passed.
    pub async fn after(&self, revision: u32, patience: Duration) -> Watch {
        beside::after(&self.watch, |watch| watch.revision != revision, patience).await
    }

    /// Begins what a person asks for, and returns at once.
    ///
    /// # Errors
    /// [`Failure::Refused`] while something is under way; [`Failure::Stale`] when the plan is of another design.
    pub fn begin(&self, site: Site, order: Order) -> Result<(), Failure> {
        let hash = canonical::hash(&site.document);
        let shown = match &order {
            Order::Execute(_) => Some(self.approved(&site, &hash)?),
            _ => None,
        };
        let mut busy = false;
        self.watch.send_modify(|watch| {
            busy = watch.stage.busy();
            if busy {
                return;
            }
            match &shown {
                Some(shown) => {
                    // the plan stays in sight while it is carried out
                    watch.stage = Stage::Connecting;
                    watch.work = Some(shown.work);
                }
                None => {
                    let work = if let Order::Plan(work) = order { Some(work) } else { None };
                    watch.begin(&site.environment, work, &hash);
                }
            }
            watch.revision += 1;
        });
        if busy {
            return Err(Failure::Refused(
                "a deployment is under way in this window; wait until it is through, or stop following it"
                    .to_owned(),
            ));
        }
        lock(&self.shown).take();
        let (stop, stopped) = oneshot::channel();
        *lock(&self.stop) = Some(stop);
        let (told, kept) = (self.watch.clone(), Arc::clone(&self.shown));
        let work = move || {
            let keep = |shown| *lock(&kept) = Some(shown);
            let run = Run { site, hash, told: told.clone() };
            let result = run.carry_out(order, shown, stopped, keep);
            if let Err(failure) = result {
                tell(&told, |watch| watch.ended(Err(failure)));
            }
        };
        beside::begin("deployment", work).inspect_err(|failure| {
            tell(&self.watch, |watch| watch.ended(Err(Failure::World(failure.to_string()))));
        })
    }

    /// The plan that a person looked at, if it is of this design.
    fn approved(&self, site: &Site, hash: &str) -> Result<Shown, Failure> {
        let shown = lock(&self.shown).clone();
        let shown = shown.filter(|shown| {
            shown.hash == hash
                && shown.environment == site.environment
                && shown.access == site.access
                && shown.parameters == site.parameters
        });
        shown.ok_or_else(|| {
            Failure::Stale(
                "the design, the environment or the access has changed since the plan was made; plan again"
                    .to_owned(),
            )
        })
    }

    /// Stops following what is under way; in AWS it goes on, and can be taken up again.
    pub fn stop(&self) {
        if let Some(stop) = lock(&self.stop).take() {
            // it may just have ended
            let _ = stop.send(());
        }
    }

    /// Forgets what was shown: another design is open. What is under way goes on and is seen to its end.
    pub fn forget(&self) {
        lock(&self.shown).take();
        self.watch.send_if_modified(|watch| {
            let quiet = !watch.stage.busy();
            if quiet {
                watch.clear();
                watch.revision += 1;
            }
            quiet
        });
    }
}

/// One piece of work, on its thread.
struct Run {
    site: Site,
    hash: String,
    told: watch::Sender<Watch>,
}

impl Run {
    fn carry_out(
        &self,
        order: Order,
        shown: Option<Shown>,
        stopped: oneshot::Receiver<()>,
        keep: impl FnOnce(Shown),
    ) -> Result<(), Failure> {
        let site = &self.site;
        let project = Project::new(site.document.clone());
        let environment = site.environment.as_str();
        let destroys = match (&order, &shown) {
            (Order::Plan(work), _) => *work == Work::Destroy,
            (_, Some(shown)) => shown.work == Work::Destroy,
            // what cannot be built any more can still be looked at
            _ => order == Order::Look,
        };
        let mut target = match destroys {
            true => Target::standing(&project, environment)?,
            false => Target::of(&project, environment)?,
        };
        let scope = Scope::of(&target, &site.access);
        let mut journal = match order {
            Order::Look => super::journal_to_read(&site.path, scope)?,
            _ => super::journal(&site.path, scope)?,
        };
        if order == Order::Resume && interrupted(&*journal)?.is_some_and(|it| it.begin.work == Work::Destroy)
        {
            target = Target::standing(&project, environment)?;
        }
        let told = self.told.clone();
        let mut observer = move |progress: &Progress| tell(&told, |watch| watch.see(progress));
        beside::wait(async {
            let work = self.work(order, shown, &target, &mut *journal, &mut observer, keep);
            tokio::select! {
                biased;
                done = work => done,
                Ok(()) = stopped => {
                    tell(&self.told, Watch::left);
                    Ok(())
                }
            }
        })
    }

    /// The design as it was last deployed, in canonical JSON.
    fn before(&self, target: &Target) -> Result<Option<String>, Failure> {
        let scope = Scope::of(target, &self.site.access);
        let before = super::deployed(&self.site.path, scope)?;
        Ok(before.as_ref().map(canonical::print))
    }

    async fn work(
        &self,
        order: Order,
        shown: Option<Shown>,
        target: &Target,
        journal: &mut dyn Journal,
        observer: &mut (dyn FnMut(&Progress) + Send),
        keep: impl FnOnce(Shown),
    ) -> Result<(), Failure> {
        let before = interrupted(journal)?;
        let (access, parameters) = (self.site.access.clone(), self.site.parameters.clone());
        let mut observer = |progress: &Progress| observer(progress);
        let mut deployer = Deployer::connect(target, access, parameters, journal, &mut observer).await?;
        let (work, approved, confirmed) = match (order, shown, before) {
            (Order::Look, ..) => {
                let status = deployer.status().await?;
                tell(&self.told, |watch| watch.looked(status));
                return Ok(());
            }
            (Order::Plan(work), ..) => {
                tell(&self.told, |watch| watch.stage = Stage::Planning);
                let plan = match work {
                    Work::Deploy => deployer.plan().await?,
                    Work::Destroy => deployer.plan_destroy().await?,
                };
                let site = &self.site;
                keep(Shown {
                    work,
                    plan: plan.clone(),
                    hash: self.hash.clone(),
                    environment: site.environment.clone(),
                    access: site.access.clone(),
                    parameters: site.parameters.clone(),
                });
                let before = self.before(target)?;
                tell(&self.told, |watch| {
                    watch.planned(plan, target);
                    watch.before = before.filter(|_| watch.removes());
                });
                return Ok(());
            }
            (Order::Execute(confirmed), Some(shown), _) => (shown.work, shown.plan, confirmed),
            (Order::Resume, _, Some(Deployment { begin, .. })) if begin.hash != self.hash => {
                return Err(Failure::Refused(format!(
                    "the design has changed since the {} of {} began; plan again, which waits for what is under way",
                    begin.work.word(),
                    begin.time
                )));
            }
            (Order::Resume, _, Some(open)) => {
                let begin = &open.begin;
                tell(&self.told, |watch| {
                    watch.work = Some(begin.work);
                    watch.planned(begin.plan.clone(), target);
                    open.events().for_each(|event| watch.see(&Progress::Event(event.clone())));
                    watch.run();
                });
                let (work, plan, confirmed) = (begin.work, begin.plan.clone(), begin.confirmed.clone());
                // what is under way is waited for first; only then is it known what is left
                match work {
                    Work::Deploy => deployer.plan().await.map(drop)?,
                    Work::Destroy => deployer.plan_destroy().await.map(drop)?,
                }
                (work, plan, confirmed)
            }
            (Order::Execute(_) | Order::Resume, ..) => {
                return Err(Failure::Refused("there is nothing to go on with; plan again".to_owned()));
            }
        };
        tell(&self.told, Watch::run);
        let outcome = match work {
            Work::Deploy => deployer.deploy(&approved, &confirmed).await?,
            Work::Destroy => deployer.destroy(&approved, &confirmed).await?,
        };
        tell(&self.told, |watch| watch.ended(Ok(outcome)));
        Ok(())
    }
}

/// The deployment that did not come to its end.
fn interrupted(journal: &dyn Journal) -> Result<Option<Deployment>, Failure> {
    Ok(journal.deployments()?.pop().filter(|last| last.outcome().is_none()))
}

fn tell(told: &watch::Sender<Watch>, change: impl FnOnce(&mut Watch)) {
    told.send_modify(|watch| {
        change(watch);
        watch.revision += 1;
    });
}
