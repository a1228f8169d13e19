//! Dialogs: the platform's own, which keep the focus inside, close with Esc and give the focus back.

use leptos::{ev, html, prelude::*};

/// Something to be answered before anything else. `close` is Esc: nothing is done.
#[component]
pub fn Dialog(
    title: String,
    /// For tests and styles.
    name: &'static str,
    close: impl Fn() + Copy + 'static,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let before = document().active_element();
    dialog.on_load(|dialog| {
        // the first field or button has the focus
        request_animation_frame(move || drop(dialog.show_modal()));
    });
    on_cleanup({
        let before = StoredValue::new_local(before);
        move || {
            use wasm_bindgen::JsCast;
            let element =
                before.get_value().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
            element.map(|element| element.focus());
        }
    });
    let cancel = move |event: ev::Event| {
        event.prevent_default();
        close();
    };
    // keys in a dialog are not the drawing's
    let keys = |event: ev::KeyboardEvent| event.stop_propagation();
    let label = title.clone();
    view! {
        <dialog class="dialog" data-dialog=name role="dialog" aria-label=label node_ref=dialog on:cancel=cancel on:keydown=keys>
            <h2>{title}</h2>
            {children()}
        </dialog>
    }
}
