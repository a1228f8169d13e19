//! The drawing as a tree of elements: what a screen reader tells and what tests read. It lies over the canvas and
//! moves with it as one.

use leptos::prelude::*;

use crate::state::App;

/// Elements of the tree that are there at once: those in view, up to this many.
const MOST: usize = 400;

#[component]
pub fn Reading(app: App) -> impl IntoView {
    let place = move || {
        app.camera.track();
        let camera = app.peek(|editor| editor.camera()).unwrap_or_default();
        let (x, y) = (-camera.x * camera.zoom, -camera.y * camera.zoom);
        format!("translate({x}px,{y}px) scale({})", camera.zoom)
    };
    let items = move || {
        app.rested.track();
        app.read(|editor| {
            let (camera, viewport) = (editor.camera(), editor.viewport());
            let seen = camera.visible(viewport);
            let mut tree = editor.tree();
            if tree.len() > MOST {
                tree.retain(|item| item.selected || seen.meets(item.rect.into()));
                tree.truncate(MOST);
            }
            tree
        })
        .unwrap_or_default()
    };
    // the tree has the focus, the selected element is where it stands
    let active = move || {
        let first = app.read(|editor| editor.selection().first().cloned()).flatten();
        first.map(|id| drawn(&id))
    };
    view! {
        <div class="reading" id="diagram" role="tree" tabindex="0" aria-label="Diagram" aria-multiselectable="true" aria-activedescendant=active
            style:transform=place>
            <For each=items key=|item| (item.id.clone(), place_of(item), item.selected, item.label.clone(), item.state) let:item>
                <div role="treeitem" id=drawn(&item.id) attr:aria-level=item.level.to_string() aria-posinset=item.position.to_string()
                    aria-setsize=item.siblings.to_string() aria-label=item.label aria-selected=item.selected.to_string()
                    data-element=item.id.to_string() data-state=item.state
                    style:left=format!("{}px", item.rect.x) style:top=format!("{}px", item.rect.y)
                    style:width=format!("{}px", item.rect.w) style:height=format!("{}px", item.rect.h)></div>
            </For>
        </div>
    }
}

fn place_of(item: &editor::TreeItem) -> [i32; 4] {
    [item.rect.x, item.rect.y, item.rect.w, item.rect.h]
}

fn drawn(id: &engine::Id) -> String {
    format!("drawn-{id}")
}
