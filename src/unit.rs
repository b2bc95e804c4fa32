//! Lengths as integers, so that every machine computes the same page.
//!
//! One unit is one EMU (English Metric Unit): 1 mm = 36 000, 1 pt = 12 700, 1 twip = 635. Millimetres of
//! GB/T 9704, points of the font sizes and Word's twips are therefore all exact. Floats appear only in the
//! PDF writer.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A signed length in EMU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

impl Length {
    /// The zero length.
    pub const ZERO: Length = Length(0);

    /// A length from raw EMU.
    pub const fn emu(emu: i64) -> Self {
        Length(emu)
    }

    /// A length from whole millimetres.
    pub const fn mm(mm: i64) -> Self {
        Length(mm * 36_000)
    }

    /// A length from hundredths of a millimetre.
    pub const fn mm_100(hundredths: i64) -> Self {
        Length(hundredths * 360)
    }

    /// A length from whole points.
    pub const fn pt(pt: i64) -> Self {
        Length(pt * 12_700)
    }

    /// A length from tenths of a point.
    pub const fn pt_10(tenths: i64) -> Self {
        Length(tenths * 1_270)
    }

    /// This length in EMU.
    pub const fn to_emu(self) -> i64 {
        self.0
    }

    /// This length in points; only writers may ask.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / 12_700.0
    }

    /// `self * numerator / denominator`, rounded towards zero, without overflow for page-sized values.
    pub const fn mul_div(self, numerator: i64, denominator: i64) -> Self {
        Length((self.0 as i128 * numerator as i128 / denominator as i128) as i64)
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        Length(self.0 / divisor)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl std::iter::Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

/// A place on a page, measured from the top left corner, downwards and to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Point {
    /// Distance from the left paper edge.
    pub x: Length,
    /// Distance from the top paper edge.
    pub y: Length,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Horizontal extent.
    pub width: Length,
    /// Vertical extent.
    pub height: Length,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_points_and_twips_are_exact() {
        assert_eq!(Length::mm(156).to_emu(), 5_616_000);
        assert_eq!(Length::pt(16).to_emu(), 203_200);
        assert_eq!(Length::pt_10(5).to_emu() / 635, 10);
        assert_eq!(Length::mm(156).mul_div(28, 28), Length::mm(156));
    }
}
