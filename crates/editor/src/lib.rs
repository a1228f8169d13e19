//! The drawing program without a screen: what a person can do to an open design, and what is shown of it.
//!
//! A shell forwards what a person did and paints what [`Editor`] answers; it decides nothing itself. No DOM, no clock,
//! no I/O. Every change of the document goes through [`Editor::edit`] and comes out of [`Editor::take_operations`] to
//! be written.

mod actions;
mod add;
mod arrange;
mod camera;
mod change;
mod clipboard;
mod connect;
mod containment;
mod differences;
mod editor;
mod event;
mod fuzzy;
mod gone;
mod history;
mod keys;
mod lens;
mod menu;
pub mod models;
mod overlay;
mod palette;
mod picture;
mod response;
mod shelf;
mod space;
mod tool;
mod tree;
mod unsaved;
mod view;
mod words;

pub(crate) use engine::design::ids;

pub use actions::{ACTIONS, Action, Menu, action};
pub use add::AddRefusal;
pub use camera::{Camera, Reserve, Viewport, ZOOM};
pub use clipboard::PasteRefusal;
pub use connect::{Choice, End, Offer};
pub use differences::{Difference, Sort, differences};
pub use editor::{Editor, Operation};
pub use event::{Button, KeyEvent, Modifiers, PointerEvent, PointerKind, WheelEvent};
pub use keys::{KeyGroup, KeyLine, Keyboard, caps, key_sheet};
pub use lens::{Data, Lens, Seen, Touched};
pub use overlay::{Band, DropTarget, Overlay, Renaming, Ring, Trail};
pub use palette::{Aim, Choosable, Palette};
pub use picture::{Container, Hit, Picture, REACH, Reading, Target, ports};
pub use response::{Cursor, Panel, Request, Response};
pub use shelf::{ShelfEntry, ShelfGroup, shelf, symbol};
pub use space::{Area, Position, position};
pub use tool::Tool;
pub use tree::TreeItem;
pub use unsaved::Unsaved;
pub use words::{connection_title, expects, title};

/// A design with the usual environments and nothing in them; accounts are to be filled in.
pub const EMPTY: &str = include_str!("empty.json");
