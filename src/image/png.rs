//! PNG files to samples (ISO/IEC 15948).

use super::{Hold, Image, ImageError, MOST_PIXELS, Samples, believed};
use png::{BitDepth, ColorType, Decoder, Limits, Transformations, Unit};
use std::io::Cursor;

pub(super) fn read(bytes: &[u8]) -> Result<Image, ImageError> {
    // The row buffers of the decoder; the samples are ours and counted below.
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: 64 << 20 });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| ImageError::Damaged)?;
    let (width, height) = reader.info().size();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(ImageError::TooLarge);
    }
    let density = reader.info().pixel_dims.filter(|dims| dims.unit == Unit::Meter);
    let density = density.and_then(|dims| believed(f64::from(dims.xppu) * 0.0254));
    let mut samples = vec![0; reader.output_buffer_size().ok_or(ImageError::TooLarge)?];
    let frame = reader.next_frame(&mut samples).map_err(|_| ImageError::Damaged)?;
    samples.truncate(frame.buffer_size());
    if frame.bit_depth != BitDepth::Eight {
        return Err(ImageError::Damaged);
    }
    let (is_gray, samples) = match frame.color_type {
        ColorType::Grayscale => (true, samples),
        ColorType::Rgb => (false, samples),
        ColorType::GrayscaleAlpha => (true, on_white::<2>(&samples)),
        ColorType::Rgba => (false, on_white::<4>(&samples)),
        // Expanded by the decoder.
        ColorType::Indexed => return Err(ImageError::Damaged),
    };
    Ok(Image { width, height, density, is_gray, hold: Hold::default(), samples: Samples::Plain(samples) })
}

/// Pixels whose last sample is their opacity, as they look on white paper.
fn on_white<const N: usize>(samples: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() / N * (N - 1));
    for pixel in samples.as_chunks::<N>().0 {
        let opacity = u32::from(pixel[N - 1]);
        out.extend(pixel[..N - 1].iter().map(|sample| {
            let blended = (u32::from(*sample) * opacity + 255 * (255 - opacity) + 127) / 255;
            blended as u8
        }));
    }
    out
}
