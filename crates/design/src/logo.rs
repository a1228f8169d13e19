//! A company's sign: a small picture that a document carries as a `data:` URL.

use base64::{Engine, engine::general_purpose::STANDARD};
use thiserror::Error;

/// Bytes of a picture at most: a document is read and written whole.
pub const MOST_BYTES: usize = 256 * 1024;

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    Png,
    Jpeg,
    Svg,
}

/// A picture that was looked at as far as its first bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    pub media: Media,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LogoError {
    #[error("a logo is a PNG, JPEG or SVG picture, and this is none")]
    NoPicture,
    #[error("a logo has at most {} KiB, and this one has {} KiB; make it smaller, or take an SVG", MOST_BYTES / 1024, .bytes.div_ceil(1024))]
    TooLarge { bytes: usize },
    #[error("a logo is written as data:image/png;base64,… (or image/jpeg, image/svg+xml)")]
    NoUrl,
}

impl Media {
    const ALL: [Media; 3] = [Media::Png, Media::Jpeg, Media::Svg];

    /// As MIME names it.
    pub fn word(self) -> &'static str {
        match self {
            Media::Png => "image/png",
            Media::Jpeg => "image/jpeg",
            Media::Svg => "image/svg+xml",
        }
    }

    /// What a file is, by how it begins.
    fn of(bytes: &[u8]) -> Option<Media> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Media::Png);
        }
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(Media::Jpeg);
        }
        let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
        (text.starts_with('<') && text.contains("<svg")).then_some(Media::Svg)
    }
}

impl Logo {
    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// They are no picture of a kind that is read, or too many.
    pub fn of(bytes: Vec<u8>) -> Result<Logo, LogoError> {
        if bytes.len() > MOST_BYTES {
            return Err(LogoError::TooLarge { bytes: bytes.len() });
        }
        let media = Media::of(&bytes).ok_or(LogoError::NoPicture)?;
        Ok(Logo { media, bytes })
    }

    /// Reads what a document carries.
    ///
    /// # Errors
    /// It is no `data:` URL of a picture that is read, or too large.
    pub fn parse(url: &str) -> Result<Logo, LogoError> {
        let (media, data) = Media::ALL
            .into_iter()
            .find_map(|media| {
                let rest = url.strip_prefix("data:")?.strip_prefix(media.word())?;
                Some((media, rest.strip_prefix(";base64,")?))
            })
            .ok_or(LogoError::NoUrl)?;
        // Before anything is decoded: three bytes are four letters.
        if data.len() / 4 * 3 > MOST_BYTES + 3 {
            return Err(LogoError::TooLarge { bytes: data.len() / 4 * 3 });
        }
        let logo = Logo::of(STANDARD.decode(data).map_err(|_| LogoError::NoUrl)?)?;
        // The word and the bytes say the same.
        if logo.media == media { Ok(logo) } else { Err(LogoError::NoPicture) }
    }

    /// As a document carries it.
    pub fn url(&self) -> String {
        format!("data:{};base64,{}", self.media.word(), STANDARD.encode(&self.bytes))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_goes_into_a_url_and_back() {
        for (bytes, media) in [
            (b"\x89PNG\r\n\x1a\n....".to_vec(), Media::Png),
            (b"\xff\xd8\xff\xe0....".to_vec(), Media::Jpeg),
            (b"<?xml version='1.0'?>\n<svg/>".to_vec(), Media::Svg),
        ] {
            let logo = Logo::of(bytes).unwrap();
            assert_eq!(logo.media, media);
            assert_eq!(Logo::parse(&logo.url()), Ok(logo));
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        assert_eq!(Logo::of(b"%PDF-1.7".to_vec()), Err(LogoError::NoPicture));
        assert_eq!(Logo::of(b"<html>".to_vec()), Err(LogoError::NoPicture));
        let large = vec![0x20; MOST_BYTES + 1];
        assert_eq!(Logo::of(large.clone()), Err(LogoError::TooLarge { bytes: MOST_BYTES + 1 }));
        let url = format!("data:image/png;base64,{}", STANDARD.encode(large));
        assert!(matches!(Logo::parse(&url), Err(LogoError::TooLarge { .. })));
        assert_eq!(Logo::parse("https://example.com/logo.png"), Err(LogoError::NoUrl));
        assert_eq!(Logo::parse("data:image/png;base64,%%%"), Err(LogoError::NoUrl));
        assert_eq!(Logo::parse("data:image/png;base64,PHN2Zy8+"), Err(LogoError::NoPicture));
    }
}
