use super::*;
use proptest::prelude::*;

/// A file of one kind of pixels, all alike.
fn png_of(color: ::png::ColorType, pixel: &[u8], (width, height): (u32, u32), per_metre: Option<u32>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_pixel_dims(per_metre.map(|n| ::png::PixelDimensions { xppu: n, yppu: n, unit: ::png::Unit::Meter }));
    let mut writer = encoder.write_header().expect("head");
    writer.write_image_data(&pixel.repeat((width * height) as usize)).expect("samples");
    writer.finish().expect("end");
    bytes
}

/// The head of a JPEG file with these segments before its frame.
fn jpeg_of(segments: &[(u8, &[u8])], (width, height): (u16, u16), components: u8) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    let mut frame = vec![8];
    frame.extend(height.to_be_bytes());
    frame.extend(width.to_be_bytes());
    frame.push(components);
    frame.extend(vec![0; 3 * usize::from(components)]);
    for (marker, content) in segments.iter().copied().chain([(0xC0, frame.as_slice())]) {
        bytes.extend([0xFF, marker]);
        bytes.extend((content.len() as u16 + 2).to_be_bytes());
        bytes.extend(content);
    }
    bytes.extend([0xFF, 0xD9]);
    bytes
}

#[test]
fn what_is_transparent_becomes_white() {
    let image =
        Image::read(png_of(::png::ColorType::Rgba, &[200, 0, 100, 128], (2, 1), Some(11811))).expect("a picture");
    assert_eq!((image.width, image.height, image.is_gray), (2, 1, false));
    assert_eq!(image.density.map(|d| d.round() as u32), Some(300));
    assert_eq!(image.samples, Samples::Plain([227, 127, 177].repeat(2)));
    let image = Image::read(png_of(::png::ColorType::Grayscale, &[9], (3, 2), None)).expect("a picture");
    assert_eq!((image.is_gray, image.density, image.samples), (true, None, Samples::Plain(vec![9; 6])));
}

#[test]
fn a_photograph_is_held_as_the_camera_was() {
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let jfif = b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0";
    let bytes = jpeg_of(&[(0xE0, jfif), (0xE1, exif)], (40, 30), 3);
    let image = Image::read(bytes.clone()).expect("a picture");
    assert_eq!((image.width, image.height, image.seen(), image.density), (40, 30, (30, 40), Some(72.0)));
    assert_eq!(image.hold, Hold { is_turned: true, row_is_last: true, column_is_last: false });
    assert_eq!(image.samples, Samples::Jpeg(bytes), "not a byte is changed");
}

#[test]
fn files_that_cannot_be_printed_say_why() {
    let error = |bytes: Vec<u8>| Image::read(bytes).expect_err("no picture");
    assert_eq!(error(b"GIF89a".to_vec()), ImageError::Format);
    assert_eq!(error(jpeg_of(&[], (8, 8), 4)), ImageError::FourInks);
    assert_eq!(error(jpeg_of(&[], (0, 8), 3)), ImageError::Damaged);
    assert_eq!(error(jpeg_of(&[(0xC9, &[0; 4])], (8, 8), 3)), ImageError::Coding);
    assert_eq!(error(vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 99]), ImageError::Damaged);
    let png = png_of(::png::ColorType::Rgb, &[1, 2, 3], (9, 9), None);
    assert_eq!(error(png[..png.len() / 2].to_vec()), ImageError::Damaged);
    let mut vast = png_of(::png::ColorType::Grayscale, &[0], (1, 1), None);
    vast[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    assert!(matches!(error(vast), ImageError::Damaged | ImageError::TooLarge));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), jpeg in any::<bool>()) {
        let mut file = if jpeg { vec![0xFF, 0xD8, 0xFF] } else { b"\x89PNG\r\n\x1a\n".to_vec() };
        file.extend(bytes);
        let _ = Image::read(file);
    }
}
