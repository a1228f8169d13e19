//! Deployment of the open design: asked here, worked on at the desk, followed by its news. No command waits for AWS.

use contract::{Deployment, DeploymentAccess, DeploymentRecord, Work};
use studio::deploy::{Access, Order, Record, Site};
use tauri::State;

use super::{Answer, PATIENCE, deployment_view as view, failure, nothing_open};
use crate::state::Shell;

/// The open design as it is now; its lock is given back before anything is done with it.
fn site(shell: &Shell, asked: DeploymentAccess) -> Answer<Site> {
    let open = shell.open();
    let live = open.as_ref().ok_or_else(nothing_open)?;
    let parameters = asked.parameters.into_iter().map(|given| (given.name, given.text)).collect();
    Ok(Site::of(live, asked.environment, Access::found(asked.profile, asked.endpoint), parameters))
}

fn begin(shell: &Shell, asked: DeploymentAccess, order: Order) -> Answer<()> {
    let site = site(shell, asked)?;
    shell.desk.begin(site, order).map_err(failure)
}

/// Where an environment is, and what was deployed there before; nothing is asked of AWS.
#[tauri::command]
#[specta::specta]
pub async fn deployment_record(
    shell: State<'_, Shell>,
    access: DeploymentAccess,
) -> Answer<DeploymentRecord> {
    let site = site(&shell, access)?;
    Record::read(&site).map(view::record).map_err(failure)
}

/// Begins to find out what deploying or destroying would do.
#[tauri::command]
#[specta::specta]
pub async fn deployment_plan(shell: State<'_, Shell>, access: DeploymentAccess, work: Work) -> Answer<()> {
    begin(&shell, access, Order::Plan(view::work(work)))
}

/// Begins to do what the plan shows; data of the nodes named may go.
#[tauri::command]
#[specta::specta]
pub async fn deployment_execute(
    shell: State<'_, Shell>,
    access: DeploymentAccess,
    confirmed: Vec<String>,
) -> Answer<()> {
    begin(&shell, access, Order::Execute(confirmed.into_iter().collect()))
}

/// Goes on with what was interrupted.
#[tauri::command]
#[specta::specta]
pub async fn deployment_resume(shell: State<'_, Shell>, access: DeploymentAccess) -> Answer<()> {
    begin(&shell, access, Order::Resume)
}

/// Begins to look up what stands in the account.
#[tauri::command]
#[specta::specta]
pub async fn deployment_status(shell: State<'_, Shell>, access: DeploymentAccess) -> Answer<()> {
    begin(&shell, access, Order::Look)
}

/// Stops following what is under way; in AWS it goes on.
#[tauri::command]
#[specta::specta]
pub async fn deployment_leave(shell: State<'_, Shell>) -> Answer<()> {
    shell.desk.stop();
    Ok(())
}

/// What there is to see, once it is not what the page saw last.
#[tauri::command]
#[specta::specta]
pub async fn deployment_news(shell: State<'_, Shell>, seen: u32) -> Answer<Deployment> {
    Ok(view::deployment(shell.desk.after(seen, PATIENCE).await))
}
