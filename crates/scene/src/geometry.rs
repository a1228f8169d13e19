//! Integer geometry in px at zoom 100 %, y downwards.

use serde::Serialize;

/// A place, in px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Point {
    /// From the left, px.
    pub x: i32,
    /// From the top, px.
    pub y: i32,
}

/// A shorthand for [`Point`].
pub const fn point(x: i32, y: i32) -> Point {
    Point { x, y }
}

/// An axis-parallel rectangle, in px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width, never negative.
    pub w: i32,
    /// Height, never negative.
    pub h: i32,
}

/// A shorthand for [`Rect`].
pub const fn rect(x: i32, y: i32, w: i32, h: i32) -> Rect {
    Rect { x, y, w, h }
}

impl Rect {
    /// The one that an axis-parallel piece between two points spans.
    pub fn spanning(a: Point, b: Point) -> Rect {
        rect(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }
    /// Right edge.
    pub const fn right(self) -> i32 {
        self.x + self.w
    }
    /// Bottom edge.
    pub const fn bottom(self) -> i32 {
        self.y + self.h
    }
    /// Middle, rounded towards the top left.
    pub const fn center(self) -> Point {
        point(self.x + self.w / 2, self.y + self.h / 2)
    }
    /// Grown by `by` on all four sides (shrunk when negative).
    pub fn inflate(self, by: i32) -> Rect {
        rect(self.x - by, self.y - by, (self.w + 2 * by).max(0), (self.h + 2 * by).max(0))
    }
    /// Moved.
    pub const fn offset(self, dx: i32, dy: i32) -> Rect {
        rect(self.x + dx, self.y + dy, self.w, self.h)
    }
    /// Whether the two share more than an edge.
    pub const fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
    /// Whether `other` lies within, edges included.
    pub const fn contains(self, other: Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }
    /// The smallest rectangle around both.
    pub fn union(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        rect(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }
    /// Whether the axis-parallel piece between two points passes through the inside.
    pub fn cuts(self, a: Point, b: Point) -> bool {
        self.overlaps(Rect::spanning(a, b))
    }
}

/// A side of a rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Upwards.
    Top,
    /// To the right.
    Right,
    /// Downwards.
    Bottom,
    /// To the left.
    Left,
}

impl Side {
    /// All four, clockwise from the top.
    pub const ALL: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

    /// The unit step that leaves a rectangle on this side.
    pub const fn outward(self) -> (i32, i32) {
        match self {
            Side::Top => (0, -1),
            Side::Right => (1, 0),
            Side::Bottom => (0, 1),
            Side::Left => (-1, 0),
        }
    }
    /// Whether wires leave this side up or down.
    pub const fn is_vertical(self) -> bool {
        matches!(self, Side::Top | Side::Bottom)
    }
}

/// Rounds up to the 2 px grid.
pub const fn even(value: i32) -> i32 {
    value + value.rem_euclid(2)
}

/// Rounds up to the 4 px grid that cards snap to.
pub const fn snap4(value: i32) -> i32 {
    value + (4 - value.rem_euclid(4)) % 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_rectangles_do_not_overlap() {
        let a = rect(0, 0, 10, 10);
        assert!(!a.overlaps(rect(10, 0, 5, 5)));
        assert!(a.overlaps(rect(9, 9, 5, 5)));
    }

    #[test]
    fn a_piece_cuts_only_the_inside() {
        let card = rect(10, 10, 20, 20);
        assert!(card.cuts(point(0, 20), point(40, 20)));
        assert!(card.cuts(point(20, 0), point(20, 40)));
        assert!(!card.cuts(point(0, 10), point(40, 10)), "along the edge");
        assert!(!card.cuts(point(0, 20), point(10, 20)), "up to the edge");
    }

    #[test]
    fn snapping_rounds_up() {
        assert_eq!((snap4(1), snap4(4), snap4(-3), even(3)), (4, 4, 0, 4));
    }
}
