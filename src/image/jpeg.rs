//! What stands in the head of a JPEG file (ITU-T T.81, JFIF 1.02, Exif 2.3).

use super::{Hold, Image, ImageError, Samples, believed};

pub(super) fn read(bytes: Vec<u8>) -> Result<Image, ImageError> {
    let (mut density, mut hold) = (None, Hold::default());
    let mut at = 2;
    let (width, height, components) = loop {
        let (marker, start, end) = segment(&bytes, at).ok_or(ImageError::Damaged)?;
        let content = &bytes[start..end];
        match marker {
            // Baseline, extended, progressive: what DCTDecode takes (ISO 32000-1, 7.4.8).
            0xC0..=0xC2 => break frame(content).ok_or(ImageError::Damaged)?,
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Err(ImageError::Coding),
            0xE0 if content.starts_with(b"JFIF\0") => density = jfif_density(content).or(density),
            0xE1 => {
                if let Some(tiff) = content.strip_prefix(b"Exif\0\0") {
                    hold = orientation(tiff).map_or(hold, Hold::from_exif);
                }
            }
            // Without a frame there is nothing to scan.
            0xDA | 0xD9 => return Err(ImageError::Damaged),
            _ => {}
        }
        at = end;
    };
    let is_gray = match components {
        1 => true,
        3 => false,
        4 => return Err(ImageError::FourInks),
        _ => return Err(ImageError::Coding),
    };
    if width == 0 || height == 0 {
        return Err(ImageError::Damaged);
    }
    Ok(Image { width, height, density, is_gray, hold, samples: Samples::Jpeg(bytes) })
}

/// The marker from `at` on, and where its content begins and ends.
fn segment(bytes: &[u8], at: usize) -> Option<(u8, usize, usize)> {
    let mut at = at;
    if *bytes.get(at)? != 0xFF {
        return None;
    }
    while *bytes.get(at)? == 0xFF {
        at += 1;
    }
    let marker = bytes[at];
    if marker == 0xD9 {
        return Some((marker, at + 1, at + 1));
    }
    let length = usize::from(u16::from_be_bytes([*bytes.get(at + 1)?, *bytes.get(at + 2)?]));
    let (start, end) = (at + 3, at + 1 + length);
    (length >= 2 && end <= bytes.len()).then_some((marker, start, end))
}

/// Width, height and number of components; only samples of 8 bits can be shown.
fn frame(content: &[u8]) -> Option<(u32, u32, u8)> {
    let [8, h1, h0, w1, w0, components, ..] = *content else { return None };
    Some((u32::from(u16::from_be_bytes([w1, w0])), u32::from(u16::from_be_bytes([h1, h0])), components))
}

fn jfif_density(content: &[u8]) -> Option<f64> {
    let [unit, x1, x0, ..] = *content.get(7..)? else { return None };
    let density = f64::from(u16::from_be_bytes([x1, x0]));
    match unit {
        1 => believed(density),
        2 => believed(density * 2.54),
        _ => None,
    }
}

/// The orientation in the first directory of a TIFF block.
fn orientation(tiff: &[u8]) -> Option<u16> {
    const ORIENTATION: u16 = 0x0112;
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if is_little { second << 16 | first } else { first << 16 | second })
    };
    let directory = usize::try_from(long(4)?).ok().filter(|at| *at < tiff.len())?;
    let entries = usize::from(short(directory)?);
    let entry = (0..entries).map(|index| directory + 2 + 12 * index).find(|at| short(*at) == Some(ORIENTATION))?;
    short(entry + 8)
}
