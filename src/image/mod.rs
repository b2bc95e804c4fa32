//! Pictures: PNG and JPEG files as the page needs them.
//!
//! Bytes of a file come in, an [`Image`] goes out: its size, its resolution, which way it is held, and its samples.
//! JPEG samples are passed on byte for byte, so that no quality is lost; PNG is unpacked, and what is transparent
//! becomes white, as on paper. Where a picture stands is not decided here.

mod jpeg;
mod png;

/// Most pixels of a picture that is unpacked: 40 million take 120 MB.
pub const MOST_PIXELS: u64 = 40_000_000;

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Pixels of a row as stored.
    pub width: u32,
    /// Rows as stored.
    pub height: u32,
    /// Pixels per inch, if the file says so.
    pub density: Option<f64>,
    /// Whether a pixel is one grey sample, else red, green and blue.
    pub is_gray: bool,
    /// How it is to be held to be looked at.
    pub hold: Hold,
    /// The samples.
    pub samples: Samples,
}

/// The samples of a picture, 8 bits each.
#[derive(Clone, PartialEq, Eq)]
pub enum Samples {
    /// A whole JPEG file.
    Jpeg(Vec<u8>),
    /// Row by row from the top, nothing between.
    Plain(Vec<u8>),
}

impl std::fmt::Debug for Samples {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Samples::Jpeg(bytes) => write!(f, "Jpeg({} bytes)", bytes.len()),
            Samples::Plain(bytes) => write!(f, "Plain({} bytes)", bytes.len()),
        }
    }
}

/// Orientation (Exif 2.3, 4.6.4 A): where the first stored row and the first stored column are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hold {
    /// The first row is seen at a side, so that width and height change places.
    pub is_turned: bool,
    /// The first row is seen at the bottom, or at the right if it is seen at a side.
    pub row_is_last: bool,
    /// The first column is seen at the right, or at the bottom if rows are seen at a side.
    pub column_is_last: bool,
}

impl Hold {
    /// From the number in the file; what is no number of the standard means upright.
    fn from_exif(number: u16) -> Hold {
        let (is_turned, row_is_last, column_is_last) = match number {
            2 => (false, false, true),
            3 => (false, true, true),
            4 => (false, true, false),
            5 => (true, false, false),
            6 => (true, true, false),
            7 => (true, true, true),
            8 => (true, false, true),
            _ => (false, false, false),
        };
        Hold { is_turned, row_is_last, column_is_last }
    }
}

/// Why a file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageError {
    /// Neither PNG nor JPEG.
    Format,
    /// Damaged, or not whole.
    Damaged,
    /// More than [`MOST_PIXELS`].
    TooLarge,
    /// A JPEG of four inks: only print shops can show its colours.
    FourInks,
    /// A JPEG of a coding that PDF does not have.
    Coding,
}

impl Image {
    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// [`ImageError`], if they are no picture that can be printed.
    pub fn read(bytes: Vec<u8>) -> Result<Image, ImageError> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            jpeg::read(bytes)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            png::read(&bytes)
        } else {
            Err(ImageError::Format)
        }
    }

    /// Bytes that its samples take.
    pub fn bytes(&self) -> usize {
        let (Samples::Jpeg(bytes) | Samples::Plain(bytes)) = &self.samples;
        bytes.len()
    }

    /// Pixels across and down as it is looked at.
    pub fn seen(&self) -> (u32, u32) {
        if self.hold.is_turned { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// Pixels per inch as far as they are worth a belief.
fn believed(density: f64) -> Option<f64> {
    (20.0..=5000.0).contains(&density).then_some(density)
}

#[cfg(test)]
mod tests;
