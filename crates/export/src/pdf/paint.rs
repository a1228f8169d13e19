//! What stands on the pages, painted.

use engine::{
    Language,
    scene::theme::{Rgb, Token},
};
use krilla::{
    Document,
    action::LinkAction,
    annotation::{Annotation, LinkAnnotation, Target},
    color::rgb,
    destination::XyzDestination,
    error::KrillaError,
    geom::{PathBuilder, Point, Rect, Size, Transform},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    text::TextDirection,
};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::{
    SMALL,
    sheet::{Leaf, MARGIN, Plate, Sheet, Style, ink},
};
use crate::ExportError;

/// What a document says of itself.
pub struct About {
    pub title: String,
    pub language: Language,
    /// Stands at the foot of each page.
    pub foot: String,
    /// A line of colour along the top of each page.
    pub band: Option<Rgb>,
}

/// Height of that line.
const BAND: f32 = 6.0;

/// # Errors
/// A font cannot be embedded.
pub fn paint(mut sheet: Sheet<'_>, about: &About) -> Result<Vec<u8>, ExportError> {
    sheet.feet(Style { ink: ink(Token::Ink3), ..SMALL }, &about.foot);
    let failed = || ExportError::Pdf("a page has no size".to_owned());
    let mut document = Document::new();
    for leaf in &sheet.leaves {
        let (width, height) = leaf.size();
        let mut page = document.start_page_with(PageSettings::from_wh(width, height).ok_or_else(failed)?);
        let mut surface = page.surface();
        if let Some(colour) = about.band {
            bar(&mut surface, Rect::from_xywh(0.0, 0.0, width, BAND), colour);
        }
        draw(&mut surface, &sheet, leaf);
        surface.finish();
        for link in &leaf.links {
            let area = link.area;
            if let Some(area) = Rect::from_xywh(area.x, area.y, area.width, area.height) {
                let target = Target::Action(LinkAction::new(link.url.clone()).into());
                page.add_annotation(Annotation::new_link(LinkAnnotation::new(area, target), None));
            }
        }
        page.finish();
    }
    let mut outline = Outline::new();
    for mark in &sheet.marks {
        let place = XyzDestination::new(mark.page, Point::from_xy(MARGIN, mark.y));
        outline.push_child(OutlineNode::new(mark.text.clone(), place));
    }
    document.set_outline(outline);
    document.set_metadata(
        Metadata::new()
            .title(about.title.clone())
            .language(about.language.code().to_owned())
            .creator("Groundplan".to_owned()),
    );
    document.finish().map_err(|error| match error {
        KrillaError::Image(..) => ExportError::Logo,
        error => ExportError::Pdf(format!("{error:?}")),
    })
}

fn draw(surface: &mut Surface<'_>, sheet: &Sheet<'_>, leaf: &Leaf) {
    for one in &leaf.bars {
        bar(surface, Rect::from_xywh(one.x, one.y, one.width, one.height), one.fill);
    }
    for one in &leaf.plates {
        plate(surface, one);
    }
    for run in &leaf.runs {
        let Some(font) = sheet.faces().font(run.face) else { continue };
        surface.set_fill(Some(fill(run.ink)));
        let start = Point::from_xy(run.x, run.baseline);
        surface.draw_text(start, font, run.size, &run.text, false, TextDirection::Auto);
    }
}

fn bar(surface: &mut Surface<'_>, area: Option<Rect>, colour: Rgb) {
    let Some(area) = area else { return };
    let mut path = PathBuilder::new();
    path.push_rect(area);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
}

/// A drawing in the top left of its place.
fn plate(surface: &mut Surface<'_>, plate: &Plate) {
    let size = plate.tree.size();
    let scale = (plate.width / size.width()).min(plate.height / size.height());
    if let Some(size) = Size::from_wh(size.width() * scale, size.height() * scale) {
        surface.push_transform(&Transform::from_translate(plate.x, plate.y));
        surface.draw_svg(&plate.tree, size, SvgSettings::default());
        surface.pop();
    }
}

fn fill(colour: Rgb) -> Fill {
    Fill { paint: rgb::Color::new(colour.0, colour.1, colour.2).into(), ..Fill::default() }
}
