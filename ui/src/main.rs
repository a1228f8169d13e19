//! The window's page: paints what `editor` answers and forwards what a person does. It decides nothing, reads no file
//! and no clock.

mod canvas;
mod kit;
mod panels;
mod shell;
mod state;

use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    kit::theme::start();
    mount_to_body(panels::Window);
}
