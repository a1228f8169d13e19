//! WebKitGTK, the web view on Linux: how it paints and runs the page, and how it is known that the page's process ended.

use std::path::Path;

use tauri::{Manager, WebviewWindow};
use webkit2gtk::WebViewExt;

use crate::revival;

/// Read by WebKit: paint at once. Without a graphics device it composites in software, which takes several times as
/// long.
const PAINTING: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
/// Read by JavaScriptCore: a function of the page that is interpreted is not left for its compiled form in the middle of
/// a loop. Of those that were, some went on with other values (docs/decisions/0008).
const LOOPS: &str = "JSC_useWasmIPIntLoopOSR";
/// Read by JavaScriptCore: compiled code that a better form has replaced is not freed while the page lives. In versions of
/// before 2026-06 calls are patched in code that is gone, and what has its place since is broken (docs/decisions/0008).
const RETIRED: &str = "JSC_freeRetiredWasmCode";

/// Chooses how the page is painted and run, where the environment does not say. To be called first in `main`.
pub fn prepare() {
    let mut chosen = vec![(LOOPS, "0"), (RETIRED, "0")];
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

/// Loads the page of a window again whenever its process has ended: by a fault of the web view or of a graphics driver,
/// or for too little memory.
///
/// # Errors
/// When the window has no web view any more.
pub fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    let app = window.app_handle().clone();
    let address = window.url()?;
    window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |view, reason| {
            if revival::ended(&app, &format!("its process has {reason:?}")) {
                // not `reload`: the process may end before it has loaded anything
                view.load_uri(address.as_str());
            }
        });
    })
}
