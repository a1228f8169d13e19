//! Clock and output of the machine the program runs on: the operating system, or node.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::{sync::OnceLock, time::Instant};

    /// The one of `groundplan`.
    #[global_allocator]
    static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

    static START: OnceLock<Instant> = OnceLock::new();

    /// Milliseconds since the first call.
    pub fn now() -> f64 {
        START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
    }

    #[allow(clippy::print_stdout)] // What it prints is what it is for.
    pub fn say(line: &str) {
        println!("{line}");
    }
}

#[cfg(target_arch = "wasm32")]
mod node {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        /// Milliseconds since the process began.
        #[wasm_bindgen(js_namespace = performance)]
        pub fn now() -> f64;

        #[wasm_bindgen(js_namespace = console, js_name = log)]
        pub fn say(line: &str);
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use native::{now, say};
#[cfg(target_arch = "wasm32")]
pub use node::{now, say};
