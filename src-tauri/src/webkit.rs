//! WebKitGTK, the web view on Linux: how it paints and runs the page, and what is done when the page's process ends.

use std::{
    cell::RefCell,
    collections::VecDeque,
    path::Path,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use tauri::{Manager, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use webkit2gtk::WebViewExt;

use crate::state::Shell;

/// Read by WebKit: paint at once. Without a graphics device it composites in software, which takes several times as
/// long.
const PAINTING: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
/// Read by JavaScriptCore: which interpreter runs the page's WebAssembly first. The newer one loses its place after
/// some calls, so that about one page in a hundred died or never answered (docs/decisions/0008).
const INTERPRETER: &str = "JSC_useWasmIPInt";

/// A page that ends more often than this within [`WHILE`] would end for ever.
const TIMES: usize = 3;
const WHILE: Duration = Duration::from_secs(60);

/// Chooses how the page is painted and run, where the environment does not say. To be called first in `main`.
pub fn prepare() {
    let mut chosen = vec![(INTERPRETER, "0")];
    if !Path::new("/dev/dri").exists() {
        chosen.push((PAINTING, "1"));
    }
    for (name, value) in chosen {
        if std::env::var_os(name).is_none() {
            // SAFETY: called first in `main`, when this is the only thread, so nothing reads the environment meanwhile.
            #[allow(unsafe_code)]
            unsafe {
                std::env::set_var(name, value);
            }
        }
    }
}

/// Loads the page of a window again whenever its process has ended (a fault of the web view or of a graphics driver,
/// too little memory). The shell holds everything that was acknowledged, so the page goes on from there.
///
/// # Errors
/// When the window has no web view any more.
pub fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    let app = window.app_handle().clone();
    let address = window.url()?;
    let ended = RefCell::new(VecDeque::new());
    window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |view, reason| {
            eprintln!("groundplan: the page's process ended ({reason:?})");
            let mut ended = ended.borrow_mut();
            let now = Instant::now();
            ended.retain(|earlier| now.duration_since(*earlier) < WHILE);
            ended.push_back(now);
            if ended.len() > TIMES {
                give_up(&app);
                return;
            }
            app.state::<Shell>().reborn.store(true, Ordering::SeqCst);
            // not `reload`: the process may end before it has loaded anything
            view.load_uri(address.as_str());
        });
    })
}

/// Tells a person and ends: everything that was acknowledged is on disk.
fn give_up(app: &tauri::AppHandle) {
    let end = app.clone();
    app.dialog()
        .message(
            "The window's page keeps ending unexpectedly, so Groundplan closes. Everything that was said to be saved \
             is on disk.",
        )
        .title("Groundplan")
        .kind(MessageDialogKind::Error)
        .show(move |_| end.exit(3));
}
