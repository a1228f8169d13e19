//! What the shell says without being asked.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

use super::call::ask;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback, catch)]
    fn handler(callback: &JsValue) -> Result<f64, JsValue>;
}

#[derive(Serialize)]
struct Listening<'a> {
    event: &'a str,
    target: Target,
    handler: f64,
}

#[derive(Serialize)]
struct Target {
    kind: &'static str,
}

#[derive(Deserialize)]
struct Event<T> {
    payload: T,
}

/// Calls back for each event of a name, as long as the window lives.
pub async fn listen<T: DeserializeOwned + 'static>(event: &str, heard: impl Fn(T) + 'static) {
    let callback = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        if let Ok(Event { payload }) = serde_wasm_bindgen::from_value(event) {
            heard(payload);
        }
    });
    let Ok(handler) = handler(callback.as_ref()) else { return };
    // it is called until the page goes
    callback.forget();
    let listening = Listening { event, target: Target { kind: "Any" }, handler };
    let _ = ask::<f64>("plugin:event|listen", &listening).await;
}
