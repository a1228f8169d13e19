//! How long frames take in the real window: 2,000 elements and as many connections, panned, zoomed, dragged and selected by a marquee.
//!
//! Prints a Markdown section; `cargo xtask bench window` runs it on the release program.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::{
    path::Path,
    time::{Duration, Instant},
};

use groundplan_window_tests::{Driver, Page, app};
use serde_json::{Value, json};

/// Elements, and connections at least.
const ELEMENTS: usize = 2_000;
/// Frames of a gesture.
const FRAMES: usize = 120;

/// As the app does it on a machine without a graphics device.
const DIRECTLY: [(&str, &str); 1] = [("WEBKIT_DISABLE_COMPOSITING_MODE", "1")];

/// Does a gesture frame by frame and returns, in ms, the time from frame to frame, the page's own time in each, and
/// its own time in the frames of the crisp repaint after it.
const GESTURE: &str = r#"
const [kind, frames, done] = arguments;
const canvas = document.querySelector("main.stage canvas");
const bounds = canvas.getBoundingClientRect();
const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
if (!window.measured) {
    const asked = window.requestAnimationFrame.bind(window);
    window.measured = { own: 0, frame: asked };
    // what the page does in a frame
    window.requestAnimationFrame = (paint) => asked((time) => {
        const begun = performance.now();
        paint(time);
        window.measured.own += performance.now() - begun;
    });
}
const measured = window.measured;
const pointer = (type, at) => {
    const target = type === "pointerdown" ? canvas : window;
    target.dispatchEvent(new PointerEvent(type, {
        bubbles: true, cancelable: true, clientX: at.x, clientY: at.y, button: 0, detail: 1 }));
};
const within = (outer, rect) => rect !== outer && rect.x >= outer.x && rect.right <= outer.right
    && rect.y >= outer.y && rect.bottom <= outer.bottom;
// the card nearest to the middle is dragged; a marquee begins in the container nearest to it
const near = (cards) => [...document.querySelectorAll("[data-element]")]
    .map((element) => element.getBoundingClientRect())
    .filter((rect, _, all) => cards !== all.some((other) => within(rect, other)))
    .filter((rect) => rect.width > 2 && rect.width < 300 && rect.x > bounds.x + 80 && rect.right < bounds.right - 80
        && rect.y > bounds.y + 60 && rect.bottom < bounds.bottom - 60)
    .map((rect) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }))
    .sort((a, b) => Math.hypot(a.x - middle.x, a.y - middle.y) - Math.hypot(b.x - middle.x, b.y - middle.y))[0];
const start = kind === "drag" || kind === "marquee" ? near(kind === "drag") : middle;
if (!start) { done(null); return; }
const step = (at) => {
    if (kind === "drag" || kind === "marquee") {
        if (at === 0) pointer("pointerdown", start);
        const turn = at / 12;
        pointer("pointermove", { x: start.x + 60 * Math.sin(turn), y: start.y + 40 * (1 - Math.cos(turn)) });
    } else {
        const turned = kind === "pan"
            ? { deltaX: 18 * Math.sin(at / 20), deltaY: 12 * Math.cos(at / 15) }
            : { deltaX: 0, deltaY: Math.floor(at / 20) % 2 ? -14 : 14, ctrlKey: true };
        canvas.dispatchEvent(new WheelEvent("wheel", {
            bubbles: true, cancelable: true, clientX: middle.x, clientY: middle.y, ...turned }));
    }
};
// effects run as microtasks that make more of them
const settled = async () => { for (let round = 0; round < 12; round += 1) await null; };
const intervals = [], own = [];
let last = null, at = 0;
const frame = async (time) => {
    if (last !== null) { intervals.push(time - last); own.push(measured.own); }
    last = time;
    measured.own = 0;
    const begun = performance.now();
    if (at < frames) step(at);
    await settled();
    measured.own += performance.now() - begun;
    at += 1;
    if (at <= frames) { measured.frame(frame); return; }
    if (kind === "drag" || kind === "marquee") window.dispatchEvent(new PointerEvent("pointercancel", { bubbles: true }));
    measured.own = 0;
    setTimeout(() => done({ intervals, own, repaint: measured.own }), 900);
};
measured.frame(frame);
"#;

struct Row {
    view: &'static str,
    gesture: &'static str,
    frame: [f64; 2],
    own: [f64; 2],
    repaint: f64,
}

#[tokio::main]
async fn main() {
    let Some(app) = app() else { return };
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("large.json");
    let document = large();
    let connections = document["connections"].as_object().map_or(0, serde_json::Map::len);
    std::fs::write(&design, document.to_string()).unwrap();
    println!(
        "{ELEMENTS} elements, {connections} connections, {FRAMES} frames a gesture; ms, median and 95th percentile."
    );
    let small = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/reference/design.json");
    println!(
        "\nFrom the start of the driver's session to the reference topology on the screen, best of 5: {:.2} s",
        start(&app, Path::new(small)).await
    );
    for (name, variables) in [
        (
            "painted at once (`WEBKIT_DISABLE_COMPOSITING_MODE=1`, which the app chooses without a graphics device)",
            &DIRECTLY[..],
        ),
        ("composited in software (WebKit's default)", &[]),
    ] {
        println!(
            "\n**{name}**\n\n| view | gesture | frame | own code | crisp repaint |\n|---|---|---|---|---|"
        );
        for row in measure(&app, &design, variables).await {
            let Row { view, gesture, frame, own, repaint } = row;
            println!(
                "| {view} | {gesture} | {:.0} / {:.0} | {:.0} / {:.0} | {repaint:.0} |",
                frame[0], frame[1], own[0], own[1]
            );
        }
    }
}

/// Generated networks of twenty elements, with as many connections as elements.
fn large() -> Value {
    let mut document = engine::generated::design(ELEMENTS);
    let connections = document["connections"].as_object_mut().expect("the design has connections");
    for at in 0..ELEMENTS / 20 {
        for (from, to) in [
            ("worker-1", "assets"),
            ("worker-2", "assets"),
            ("worker-3", "assets"),
            ("worker-4", "assets"),
            ("web", "topic"),
            ("worker-1", "topic"),
            ("worker-2", "topic"),
            ("worker-3", "topic"),
        ] {
            connections.insert(
                format!("net-{at}-{from}-{to}"),
                json!({ "from": format!("net-{at}-{from}"), "kind": "uses", "to": format!("net-{at}-{to}"),
                        "properties": { "access": "write" } }),
            );
        }
    }
    document
}

/// Seconds until the design is there, the best of some runs.
async fn start(app: &Path, design: &Path) -> f64 {
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let driver = Driver::start(&DIRECTLY);
        driver.ready().await;
        let begun = Instant::now();
        let page = driver.open(app, &[design.to_str().unwrap()]).await;
        page.see("[data-element]").await;
        best = best.min(begun.elapsed());
        Driver::close(page).await;
    }
    best.as_secs_f64()
}

async fn measure(app: &Path, design: &Path, variables: &[(&str, &str)]) -> Vec<Row> {
    let driver = Driver::start(variables);
    let page = driver.open(app, &[design.to_str().unwrap()]).await;
    page.see_within("[data-element]", Duration::from_secs(180)).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut rows = Vec::new();
    for (view, selector) in [("fit", "[aria-label=Fit]"), ("100 %", "[aria-label='Actual size']")] {
        page.click(selector).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        for gesture in ["pan", "zoom", "drag", "marquee"] {
            if let Some(row) = once(&page, view, gesture).await {
                rows.push(row);
            }
        }
    }
    Driver::close(page).await;
    rows
}

async fn once(page: &Page, view: &'static str, gesture: &'static str) -> Option<Row> {
    let told = page.run_async(GESTURE, vec![gesture.into(), FRAMES.into()]).await;
    let list =
        |name: &str| -> Option<Vec<f64>> { told.get(name)?.as_array()?.iter().map(Value::as_f64).collect() };
    Some(Row {
        view,
        gesture,
        frame: both(list("intervals")?),
        own: both(list("own")?),
        repaint: told.get("repaint")?.as_f64()?,
    })
}

/// Median and 95th percentile.
fn both(mut all: Vec<f64>) -> [f64; 2] {
    all.sort_by(f64::total_cmp);
    let at = |part: usize| {
        all.get((all.len() * part / 100).min(all.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    };
    [at(50), at(95)]
}
