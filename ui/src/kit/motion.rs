//! What moves: the camera to where it was sent, an amount to its new value. Nothing where a person wants it still.

use editor::Camera;
use engine::Decimal;
use leptos::prelude::*;

use super::moves;

/// Milliseconds of the camera's way, and of an amount's.
const FLIGHT: f64 = 240.0;
const COUNT: f64 = 400.0;

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Calls with the part of the way that is done, each frame until 1 or until it is told to stop.
fn each_frame(length: f64, step: impl FnMut(f64) -> bool + 'static) {
    fn next(begun: f64, length: f64, mut step: impl FnMut(f64) -> bool + 'static) {
        request_animation_frame(move || {
            let part = ((now() - begun) / length).min(1.0);
            if step(part) && part < 1.0 {
                next(begun, length, step);
            }
        });
    }
    next(now(), length, step);
}

/// Fast at first, slower towards the end.
fn eased(part: f64) -> f64 {
    1.0 - (1.0 - part).powi(3)
}

/// Takes the camera from one place to another. `step` is told the last place and the next, the first at once, and says
/// whether the flight goes on.
pub fn fly(from: Camera, to: Camera, step: impl Fn(Camera, Camera) -> bool + 'static) {
    if !moves() {
        return;
    }
    if !step(to, from) {
        return;
    }
    let mut last = from;
    each_frame(FLIGHT, move |part| {
        let part = eased(part);
        let next = if part >= 1.0 { to } else { between(from, to, part) };
        let goes_on = step(last, next);
        last = next;
        goes_on
    });
}

/// The zoom grows by factors, not by steps: that is how it is seen.
fn between(from: Camera, to: Camera, part: f64) -> Camera {
    let mix = |a: f64, b: f64| a + (b - a) * part;
    let zoom = from.zoom * (to.zoom / from.zoom).powf(part);
    // the middle of the way is where the picture is between, whatever the zoom
    let away = if (to.zoom - from.zoom).abs() < 1e-9 {
        part
    } else {
        (1.0 / zoom - 1.0 / from.zoom) / (1.0 / to.zoom - 1.0 / from.zoom)
    };
    let mix_by = |a: f64, b: f64| if away.is_finite() { a + (b - a) * away } else { mix(a, b) };
    Camera { x: mix_by(from.x, to.x), y: mix_by(from.y, to.y), zoom }
}

/// An amount that counts to its new value, and whether it is on its way.
pub fn counted(target: Signal<Option<Decimal>>) -> (Signal<Option<Decimal>>, Signal<bool>) {
    let shown = RwSignal::new(target.get_untracked());
    let counting = RwSignal::new(false);
    Effect::new(move |_| {
        let to = target.get();
        let from = shown.get_untracked();
        let (Some(begin), Some(end)) = (from, to) else { return shown.set(to) };
        if begin == end || !moves() {
            return shown.set(to);
        }
        counting.set(true);
        each_frame(COUNT, move |part| {
            // the panel is gone, or there is a newer amount to count to
            let Some(current) = target.try_get_untracked().filter(|current| *current == to) else {
                return false;
            };
            let part = Decimal::try_from(eased(part)).unwrap_or(Decimal::ONE);
            if part >= Decimal::ONE {
                shown.set(current);
                counting.set(false);
                return false;
            }
            shown.set(Some((begin + (end - begin) * part).round_dp(2)));
            true
        });
    });
    (shown.into(), counting.into())
}
