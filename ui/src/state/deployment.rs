//! Deployment: what the shell tells of it, and what is asked of the shell.

use std::collections::BTreeMap;

use contract::{
    Deployment, DeploymentAccess, DeploymentRecord, Failure, Work,
    deployment::{Action, Fate, Light, Parameter, Stage},
};
use editor::{Data, Lens, Touched};
use engine::{Id, Services, scene::draw::MarkLook};
use leptos::{prelude::*, task::spawn_local};

use super::App;
use crate::shell;

/// Handles to what is seen of deployments.
#[derive(Clone, Copy)]
pub struct Desk {
    pub seen: RwSignal<Deployment>,
    pub record: RwSignal<Option<DeploymentRecord>>,
    /// Instead of the profile of the environment, and of AWS; empty for neither.
    pub profile: RwSignal<String>,
    pub endpoint: RwSignal<String>,
    /// Values for parameters that the design leaves open.
    pub values: RwSignal<BTreeMap<String, String>>,
}

impl Desk {
    pub fn new() -> Desk {
        Desk {
            seen: RwSignal::new(Deployment::default()),
            record: RwSignal::new(None),
            profile: RwSignal::new(String::new()),
            endpoint: RwSignal::new(String::new()),
            values: RwSignal::new(BTreeMap::new()),
        }
    }
}

impl App {
    /// Follows the news as long as the page is there; a page that comes later sees at once where things stand.
    pub fn follow_deployment(self) {
        spawn_local(async move {
            let mut seen = u32::MAX;
            while let Ok(news) = shell::deployment_news(seen).await {
                if news.revision != seen {
                    seen = news.revision;
                    self.deployment_seen(news);
                }
            }
        });
    }

    fn deployment_seen(self, news: Deployment) {
        let before = self.desk.seen.with_untracked(|seen| seen.stage);
        let ended = matches!(news.stage, Stage::Complete | Stage::Failed | Stage::Stopped | Stage::Left);
        // the last steps may be told together, so that the page never saw it run
        let ran_unseen =
            ended && before != Stage::Running && news.elements.iter().any(|it| it.light.is_some());
        let environment = news.environment.as_deref().and_then(Id::new);
        let touched = news.elements.iter().filter_map(touched).collect();
        let lens = match (before, news.stage) {
            (before, now) if before == now => None,
            (_, Stage::Planned) => Some(Lens::Changes),
            (_, Stage::Running) => Some(Lens::Deployment),
            _ if ran_unseen => Some(Lens::Deployment),
            (_, Stage::Idle) => Some(Lens::Architecture),
            _ => None,
        };
        let other = self.desk.seen.with_untracked(|seen| seen.before != news.before);
        let earlier = || engine::load(news.before.as_ref()?.as_bytes(), &Services).ok();
        self.peek(|editor| {
            if other {
                editor.deployed_before(earlier());
            }
            editor.touch(environment, touched);
            if let Some(lens) = lens {
                editor.look_through(lens);
            }
        });
        if before != news.stage {
            self.note_stage(news.stage, news.environment.as_deref().unwrap_or_default());
        }
        self.desk.seen.set(news);
        self.revision.update(|revision| *revision += 1);
        if ended {
            self.read_record();
        }
    }

    fn access(self) -> Option<DeploymentAccess> {
        let environment = self.peek(|editor| editor.environment().map(Id::to_string)).flatten()?;
        let stated =
            |field: RwSignal<String>| Some(field.get_untracked()).filter(|text| !text.trim().is_empty());
        let (profile, endpoint) = (stated(self.desk.profile), stated(self.desk.endpoint));
        // what another environment or an earlier design left open is not asked for here
        let open = self.desk.record.with_untracked(|record| {
            let open = record.as_ref().filter(|record| record.environment == environment);
            open.map(|record| record.open.clone()).unwrap_or_default()
        });
        let parameters = self.desk.values.with_untracked(|values| {
            let given = |open: Parameter| {
                let text = values.get(&open.name).filter(|text| !text.trim().is_empty())?.clone();
                Some(Parameter { name: open.name, text })
            };
            open.into_iter().filter_map(given).collect()
        });
        Some(DeploymentAccess { environment, profile, endpoint, parameters })
    }

    /// Reads what was deployed before in the environment shown.
    pub fn read_record(self) {
        let Some(access) = self.access() else { return self.desk.record.set(None) };
        spawn_local(async move {
            match shell::deployment_record(access).await {
                Ok(record) => self.desk.record.set(Some(record)),
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    pub fn plan(self, work: Work) {
        self.ask(move |access| shell::deployment_plan(access, work));
    }

    /// Carries out the plan that is shown; data of the nodes named may go.
    pub fn execute(self, confirmed: Vec<String>) {
        self.ask(move |access| shell::deployment_execute(access, confirmed));
    }

    pub fn resume(self) {
        self.ask(shell::deployment_resume);
    }

    pub fn look_up(self) {
        self.ask(shell::deployment_status);
    }

    pub fn leave(self) {
        self.ask(|_| shell::deployment_leave());
    }

    fn ask<F>(self, question: impl FnOnce(DeploymentAccess) -> F + 'static)
    where
        F: Future<Output = Result<(), Failure>> + 'static,
    {
        let Some(access) = self.access() else { return };
        spawn_local(async move {
            if let Err(failure) = question(access).await {
                self.notice.set(Some(failure.message));
            }
        });
    }

    /// Looks at the drawing through a lens.
    pub fn look_through(self, lens: Lens) {
        self.peek(|editor| editor.look_through(lens));
        self.revision.update(|revision| *revision += 1);
    }
}

fn touched(element: &contract::deployment::Element) -> Option<Touched> {
    Some(Touched {
        id: Id::new(&element.node)?,
        change: element.action.map(action_look),
        data: element.data.map(|fate| match fate {
            Fate::Kept => Data::Kept,
            Fate::Snapshot => Data::Snapshot,
            Fate::Deleted => Data::Deleted,
        }),
        progress: element.light.map(light_look),
    })
}

pub fn action_look(action: Action) -> MarkLook {
    match action {
        Action::Added => MarkLook::Added,
        Action::Changed => MarkLook::Changed,
        Action::Replaced => MarkLook::Replaced,
        Action::Removed => MarkLook::Removed,
    }
}

pub fn light_look(light: Light) -> MarkLook {
    match light {
        Light::Pending => MarkLook::Pending,
        Light::Working => MarkLook::Working,
        Light::Waiting => MarkLook::Waiting,
        Light::Done => MarkLook::Done,
        Light::Undone => MarkLook::Undone,
        Light::Failed => MarkLook::Failed,
    }
}
