//! Which face a letter is set in, and how wide it is there.

use std::collections::BTreeMap;

use krilla::text::Font;
use resvg::usvg::fontdb::{Family, ID, Query, Weight as Thickness};
use ttf_parser::Face as Parsed;

use crate::{ExportError, Fonts};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Regular,
    Bold,
}

struct Face {
    id: ID,
    font: Font,
}

/// The faces a document uses, in the order they came to be needed.
pub struct Faces<'a> {
    fonts: &'a Fonts,
    faces: Vec<Face>,
    /// Face and advance (in units of the size) of each letter met.
    letters: BTreeMap<(Weight, char), (usize, f32)>,
}

impl<'a> Faces<'a> {
    /// # Errors
    /// There is no font at all.
    pub fn new(fonts: &'a Fonts) -> Result<Faces<'a>, ExportError> {
        let mut faces = Faces { fonts, faces: Vec::new(), letters: BTreeMap::new() };
        for weight in [Weight::Regular, Weight::Bold] {
            let thickness = match weight {
                Weight::Regular => Thickness::NORMAL,
                Weight::Bold => Thickness::SEMIBOLD,
            };
            let families = [Family::Name("Inter"), Family::SansSerif];
            let query = Query { families: &families, weight: thickness, ..Query::default() };
            let id =
                fonts.database.query(&query).or_else(|| fonts.database.faces().next().map(|face| face.id));
            let face = id.and_then(|id| faces.read(id)).ok_or(ExportError::NoFont)?;
            faces.faces.push(face);
        }
        Ok(faces)
    }

    pub fn font(&self, face: usize) -> Option<Font> {
        self.faces.get(face).map(|face| face.font.clone())
    }

    /// How wide a text is, in points.
    pub fn width(&mut self, text: &str, weight: Weight, size: f32) -> f32 {
        text.chars().map(|letter| self.letter(letter, weight).1).sum::<f32>() * size
    }

    /// A text in pieces of one face each: face, piece and its width in points.
    pub fn pieces(&mut self, text: &str, weight: Weight, size: f32) -> Vec<(usize, String, f32)> {
        let mut pieces: Vec<(usize, String, f32)> = Vec::new();
        for letter in text.chars() {
            let (face, advance) = self.letter(letter, weight);
            match pieces.last_mut().filter(|(last, ..)| *last == face) {
                Some((_, piece, width)) => {
                    piece.push(letter);
                    *width += advance * size;
                }
                None => pieces.push((face, letter.to_string(), advance * size)),
            }
        }
        pieces
    }

    fn letter(&mut self, letter: char, weight: Weight) -> (usize, f32) {
        if let Some(known) = self.letters.get(&(weight, letter)) {
            return *known;
        }
        let own = weight as usize;
        let found = self
            .advance_in(own, letter)
            .map(|advance| (own, advance))
            .or_else(|| self.elsewhere(letter))
            // No font has it: the box that stands for a missing letter.
            .unwrap_or((own, 0.6));
        self.letters.insert((weight, letter), found);
        found
    }

    fn advance_in(&self, face: usize, letter: char) -> Option<f32> {
        let id = self.faces.get(face)?.id;
        self.fonts.database.with_face_data(id, |data, index| advance(data, index, letter)).flatten()
    }

    /// The first other face that has the letter.
    fn elsewhere(&mut self, letter: char) -> Option<(usize, f32)> {
        let there = (0..self.faces.len()).find_map(|at| Some((at, self.advance_in(at, letter)?)));
        if there.is_some() {
            return there;
        }
        let database = &self.fonts.database;
        let (id, advance) = database.faces().find_map(|face| {
            let found = database.with_face_data(face.id, |data, index| advance(data, index, letter));
            Some((face.id, found.flatten()?))
        })?;
        let face = self.read(id)?;
        self.faces.push(face);
        Some((self.faces.len() - 1, advance))
    }

    fn read(&self, id: ID) -> Option<Face> {
        let read = |data: &[u8], index| Font::new(data.to_vec().into(), index);
        Some(Face { id, font: self.fonts.database.with_face_data(id, read).flatten()? })
    }
}

/// Advance of a letter in units of the size; `None` where the face lacks it.
fn advance(data: &[u8], index: u32, letter: char) -> Option<f32> {
    let face = Parsed::parse(data, index).ok()?;
    let glyph = face.glyph_index(letter)?;
    Some(f32::from(face.glyph_hor_advance(glyph)?) / f32::from(face.units_per_em()))
}
