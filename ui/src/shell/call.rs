//! One call to the shell.

use contract::{Failure, FailureCode};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], catch)]
    async fn invoke(command: &str, arguments: JsValue) -> Result<JsValue, JsValue>;
}

/// No arguments.
#[derive(Serialize)]
pub struct Nothing {}

/// Calls a command and reads its answer; what cannot be read is a failure too.
pub async fn ask<T: DeserializeOwned>(command: &str, arguments: &impl Serialize) -> Result<T, Failure> {
    let foreign = |what: String| Failure {
        code: FailureCode::World,
        message: format!("the shell's `{command}`: {what}"),
    };
    // Maps as objects: that is what the shell reads.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let arguments = arguments.serialize(&serializer).map_err(|error| foreign(error.to_string()))?;
    match invoke(command, arguments).await {
        Ok(answer) => serde_wasm_bindgen::from_value(answer).map_err(|error| foreign(error.to_string())),
        Err(refused) => Err(match serde_wasm_bindgen::from_value::<Failure>(refused.clone()) {
            Ok(failure) => failure,
            Err(_) => foreign(refused.as_string().unwrap_or_else(|| format!("{refused:?}"))),
        }),
    }
}
