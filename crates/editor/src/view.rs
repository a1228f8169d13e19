//! What the canvas shows: the camera over the drawing. Never part of undo.

use engine::Id;

use crate::{
    camera::{Camera, Reserve, Viewport},
    editor::Editor,
    space::{Area, Position},
};

impl Editor {
    pub fn camera(&self) -> Camera {
        self.camera
    }

    pub fn set_camera(&mut self, camera: Camera) {
        self.camera = camera;
    }

    pub fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// The size of the canvas on the screen, in CSS px.
    pub fn set_viewport(&mut self, width: f64, height: f64) {
        self.viewport = Viewport { width: width.max(0.0), height: height.max(0.0) };
    }

    /// Moves the picture by this many CSS px.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        self.camera = self.camera.pan(dx, dy);
    }

    /// Zooms by a factor towards a point on the screen.
    pub fn zoom_at(&mut self, screen: Position, factor: f64) {
        self.camera = self.camera.zoom_at(screen, factor);
    }

    /// Zooms to a value towards the middle of the canvas.
    pub fn zoom_to(&mut self, zoom: f64) {
        self.camera = self.camera.zoomed_to(self.viewport.center(), zoom);
    }

    /// Shows all of the drawing.
    pub fn fit(&mut self) {
        let area = self.picture().content();
        self.camera = Camera::fit(area, self.viewport, Reserve::BARS);
    }

    /// Whether all of the drawing is shown, as [`Editor::fit`] shows it.
    pub fn is_fitted(&mut self) -> bool {
        let fitted = Camera::fit(self.picture().content(), self.viewport, Reserve::BARS);
        let (x, y) = (self.camera.x - fitted.x, self.camera.y - fitted.y);
        x.hypot(y) < 1.0 && (self.camera.zoom / fitted.zoom - 1.0).abs() < 1e-6
    }

    /// Shows what is selected, or all where nothing that is drawn is selected.
    pub fn fit_selection(&mut self) {
        let picture = self.picture();
        let rects = self.selection().iter().filter_map(|id| picture.bounds(id));
        let around = rects.map(Area::from).reduce(Area::union);
        let area = around.unwrap_or_else(|| picture.content());
        self.camera = Camera::fit(area, self.viewport, Reserve::BARS);
    }

    /// Moves the camera as little as needed to show an element.
    pub fn reveal(&mut self, id: &Id) {
        if let Some(rect) = self.picture().bounds(id) {
            self.camera = self.camera.reveal(rect.into(), self.viewport);
        }
    }
}
