//! Which part of the world the screen shows, and how large.

use crate::space::{Area, Position, position};

/// Smallest and largest zoom.
pub const ZOOM: (f64, f64) = (0.05, 4.0);

/// Room on the screen that a fitted drawing leaves to what floats over the canvas, between it and the drawing too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reserve {
    pub top: f64,
    pub bottom: f64,
    pub left: f64,
    pub right: f64,
}

impl Reserve {
    /// Tools at the left; status, lenses, zoom and the small map at the bottom.
    pub const BARS: Reserve = Reserve { top: 8.0, bottom: 60.0, left: 66.0, right: 12.0 };
}

/// Size of the canvas on the screen, in CSS px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    pub width: f64,
    pub height: f64,
}

impl Viewport {
    pub fn center(self) -> Position {
        position(self.width / 2.0, self.height / 2.0)
    }

    pub fn has(self, screen: Position) -> bool {
        (0.0..=self.width).contains(&screen.x) && (0.0..=self.height).contains(&screen.y)
    }
}

impl Default for Viewport {
    fn default() -> Viewport {
        Viewport { width: 1280.0, height: 800.0 }
    }
}

/// The world point at the canvas's top left corner, and CSS px per world px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    pub x: f64,
    pub y: f64,
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Camera {
        Camera { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

impl Camera {
    pub fn to_screen(self, world: Position) -> Position {
        position((world.x - self.x) * self.zoom, (world.y - self.y) * self.zoom)
    }

    pub fn to_world(self, screen: Position) -> Position {
        position(screen.x / self.zoom + self.x, screen.y / self.zoom + self.y)
    }

    /// The world length of a length on the screen.
    pub fn length(self, screen: f64) -> f64 {
        screen / self.zoom
    }

    /// What of the world is visible.
    pub fn visible(self, viewport: Viewport) -> Area {
        Area {
            x: self.x,
            y: self.y,
            width: self.length(viewport.width),
            height: self.length(viewport.height),
        }
    }

    /// Moved so that the picture follows a finger by this many CSS px.
    pub fn pan(self, dx: f64, dy: f64) -> Camera {
        Camera { x: self.x - self.length(dx), y: self.y - self.length(dy), ..self }
    }

    /// Zoomed by a factor within the limits; the world point under `screen` stays where it is.
    pub fn zoom_at(self, screen: Position, factor: f64) -> Camera {
        self.zoomed_to(screen, self.zoom * factor)
    }

    /// Zoomed to a value within the limits; the world point under `screen` stays where it is.
    pub fn zoomed_to(self, screen: Position, zoom: f64) -> Camera {
        let zoom = if zoom.is_finite() { zoom.clamp(ZOOM.0, ZOOM.1) } else { self.zoom };
        let world = self.to_world(screen);
        Camera { x: world.x - screen.x / zoom, y: world.y - screen.y / zoom, zoom }
    }

    /// Shows all of an area, never above 100 %, in the middle of what nothing floats over.
    pub fn fit(area: Area, viewport: Viewport, reserve: Reserve) -> Camera {
        let Reserve { top, bottom, left, right } = reserve;
        let room = Area {
            x: left,
            y: top,
            width: (viewport.width - left - right).max(1.0),
            height: (viewport.height - top - bottom).max(1.0),
        };
        let zoom = (room.width / area.width.max(1.0)).min(room.height / area.height.max(1.0));
        let zoom = zoom.clamp(ZOOM.0, 1.0);
        let (world, screen) = (area.center(), room.center());
        Camera { x: world.x - screen.x / zoom, y: world.y - screen.y / zoom, zoom }
    }

    /// Moved as little as needed to show an area, its top left corner first.
    pub fn reveal(self, area: Area, viewport: Viewport) -> Camera {
        let margin = self.length(24.0);
        let seen = self.visible(viewport).grown(-margin);
        let shift = |low: f64, high: f64, from: f64, to: f64| {
            let at = if high > to { (high - to).min(low - from) } else { 0.0 };
            if low < from { low - from } else { at }
        };
        Camera {
            x: self.x + shift(area.x, area.right(), seen.x, seen.right()),
            y: self.y + shift(area.y, area.bottom(), seen.y, seen.bottom()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SCREEN: Viewport = Viewport { width: 1200.0, height: 800.0 };

    #[test]
    fn a_fitted_area_lies_between_the_floating_bars() {
        let area = Area { x: -50.0, y: 300.0, width: 4000.0, height: 900.0 };
        let camera = Camera::fit(area, SCREEN, Reserve::BARS);
        let (from, to) = (
            camera.to_screen(position(area.x, area.y)),
            camera.to_screen(position(area.right(), area.bottom())),
        );
        assert!((from.x - 66.0).abs() < 1e-9 && (to.x - 1188.0).abs() < 1e-9, "{from:?} {to:?}");
        assert!(from.y >= 8.0 && to.y <= 740.0);
    }

    #[test]
    fn a_small_area_is_not_blown_up_and_a_huge_one_is_not_shrunk_below_the_limit() {
        assert_eq!(Camera::fit(Area::default(), SCREEN, Reserve::BARS).zoom, 1.0);
        let huge = Area { width: 1e6, height: 1e6, ..Area::default() };
        assert_eq!(Camera::fit(huge, SCREEN, Reserve::BARS).zoom, ZOOM.0);
        let closed = Viewport { width: 0.0, height: 0.0 };
        assert!(Camera::fit(huge, closed, Reserve::BARS).x.is_finite());
    }

    #[test]
    fn revealing_moves_no_more_than_it_must() {
        let camera = Camera::default();
        let inside = Area { x: 100.0, y: 100.0, width: 50.0, height: 50.0 };
        assert_eq!(camera.reveal(inside, SCREEN), camera);
        let right = Area { x: 1300.0, y: 100.0, width: 50.0, height: 50.0 };
        assert_eq!(camera.reveal(right, SCREEN), Camera { x: 174.0, ..camera });
        let above = Area { x: 100.0, y: -400.0, width: 50.0, height: 2000.0 };
        assert_eq!(camera.reveal(above, SCREEN).y, -424.0, "too large: its top is shown");
    }

    proptest! {
        #[test]
        fn the_world_point_under_the_cursor_stays(
            (x, y, zoom) in (-1e4..1e4, -1e4..1e4, 0.05..4.0f64),
            (cx, cy) in (0.0..1200.0, 0.0..800.0f64),
            factors in proptest::collection::vec(0.2..5.0f64, 1..8),
        ) {
            let cursor = position(cx, cy);
            let mut camera = Camera { x, y, zoom };
            let under = camera.to_world(cursor);
            for factor in factors {
                camera = camera.zoom_at(cursor, factor);
                prop_assert!((ZOOM.0..=ZOOM.1).contains(&camera.zoom));
                prop_assert!(camera.to_screen(under).distance(cursor) < 0.01);
            }
        }

        #[test]
        fn screen_and_world_are_inverse((x, y, zoom) in (-1e4..1e4, -1e4..1e4, 0.05..4.0f64), (px, py) in (-1e3..1e3, -1e3..1e3f64)) {
            let camera = Camera { x, y, zoom };
            let there = camera.to_world(position(px, py));
            prop_assert!(camera.to_screen(there).distance(position(px, py)) < 1e-6);
            let panned = camera.pan(12.0, -5.0);
            prop_assert!(panned.to_screen(there).distance(position(px + 12.0, py - 5.0)) < 1e-6);
        }
    }
}
