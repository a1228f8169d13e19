//! Positions and areas that need not be whole: on the screen in CSS px, in the world in px at zoom 100 %.

use engine::scene::geometry::{Point, Rect};

/// A point on the screen or in the world.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Position {
    pub x: f64,
    pub y: f64,
}

/// A shorthand for [`Position`].
pub const fn position(x: f64, y: f64) -> Position {
    Position { x, y }
}

impl Position {
    pub fn minus(self, other: Position) -> Position {
        position(self.x - other.x, self.y - other.y)
    }

    pub fn plus(self, other: Position) -> Position {
        position(self.x + other.x, self.y + other.y)
    }

    pub fn distance(self, other: Position) -> f64 {
        let apart = self.minus(other);
        apart.x.hypot(apart.y)
    }
}

impl From<Point> for Position {
    fn from(point: Point) -> Position {
        position(point.x.into(), point.y.into())
    }
}

/// An axis-parallel rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    /// The area between two corners, whichever they are.
    pub fn between(a: Position, b: Position) -> Area {
        Area { x: a.x.min(b.x), y: a.y.min(b.y), width: (a.x - b.x).abs(), height: (a.y - b.y).abs() }
    }

    /// The square around a point that reaches this far.
    pub fn around(at: Position, reach: f64) -> Area {
        Area { x: at.x - reach, y: at.y - reach, width: 2.0 * reach, height: 2.0 * reach }
    }

    pub fn right(self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    pub fn center(self) -> Position {
        position(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub fn grown(self, by: f64) -> Area {
        Area { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }

    pub fn has(self, at: Position) -> bool {
        (self.x..=self.right()).contains(&at.x) && (self.y..=self.bottom()).contains(&at.y)
    }

    pub fn contains(self, other: Area) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }

    /// Whether the two share a point, edges included.
    pub fn meets(self, other: Area) -> bool {
        self.x <= other.right()
            && other.x <= self.right()
            && self.y <= other.bottom()
            && other.y <= self.bottom()
    }

    /// The smallest area around both.
    pub fn union(self, other: Area) -> Area {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Area { x, y, width: right - x, height: bottom - y }
    }
}

impl From<Rect> for Area {
    fn from(rect: Rect) -> Area {
        Area { x: rect.x.into(), y: rect.y.into(), width: rect.w.into(), height: rect.h.into() }
    }
}
