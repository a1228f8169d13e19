//! The desktop shell: one window and typed commands into `studio`. It decides nothing; the page learns everything
//! through `contract`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

#[cfg(test)]
mod client;
mod commands;
mod embedded;
mod revival;
mod state;
#[cfg(target_os = "linux")]
mod webkit;

use std::{process::ExitCode, sync::atomic::Ordering};

use tauri::{Emitter, Manager};
use tauri_specta::{Builder, collect_commands};

use state::Shell;

/// Everything the page can ask for.
fn commands() -> Builder<tauri::Wry> {
    Builder::new().commands(collect_commands![
        commands::files::start,
        commands::files::page_failed,
        commands::files::open,
        commands::files::begin,
        commands::files::create,
        commands::files::pick,
        commands::files::choose_other,
        commands::files::other_design,
        commands::files::save_as,
        commands::files::close,
        commands::files::commit,
        commands::files::reload,
        commands::files::keep_mine,
        commands::files::claim,
        commands::files::news,
        commands::files::forget,
        commands::files::hold,
        commands::files::entitle,
        commands::files::quit,
        commands::export::export,
        commands::report::choose_report,
        commands::report::export_report,
        commands::proposal::choose_proposal,
        commands::proposal::export_proposal,
        commands::proposal::choose_logo,
        commands::history::history,
        commands::history::document_at,
        commands::history::way_back,
        commands::history::name_version,
        commands::organisation::judge,
        commands::deployment::deployment_record,
        commands::deployment::deployment_plan,
        commands::deployment::deployment_execute,
        commands::deployment::deployment_resume,
        commands::deployment::deployment_status,
        commands::deployment::deployment_leave,
        commands::deployment::deployment_news,
        commands::prices::price_books,
        commands::prices::price_book,
        commands::prices::use_price_book,
        commands::prices::refresh_prices,
        commands::prices::stop_refresh,
        commands::prices::refresh_news,
        commands::review::reviews,
        commands::review::choose_review_page,
        commands::review::choose_review_answer,
        commands::review::is_answer,
        commands::review::export_review,
        commands::review::import_answer,
        commands::review::answer_comment,
        commands::review::resolve_comment,
    ])
}

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    webkit::prepare();
    let commands = commands();
    let shell = Shell::new(std::env::args_os().nth(1).map(Into::into));
    let run = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(shell)
        .setup(|app| {
            #[cfg(target_os = "linux")]
            if let Some(window) = app.get_webview_window("main") {
                webkit::watch(&window)?;
            }
            Ok(())
        })
        .on_window_event(|window, event| {
            // edits on their way are waited for, and those that cannot be written asked about, by the page
            if let tauri::WindowEvent::CloseRequested { api, .. } = event
                && window.state::<Shell>().unsaved.load(Ordering::SeqCst)
            {
                api.prevent_close();
                let _ = window.emit("leaving", ());
            }
        })
        .invoke_handler(commands.invoke_handler())
        .run(tauri::generate_context!());
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("groundplan: the window cannot be opened: {error}");
            ExitCode::from(3)
        }
    }
}
