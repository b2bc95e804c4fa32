//! The outline of centred lines: a trapezium or a rhombus (GB/T 9704—2012, 7.3.1), never a rectangle or an hourglass.

/// Lines whose widths differ by less than this, in tenths of a character, look equal.
const EQUAL: i64 = 10;

/// What the ends of the lines draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One line.
    Line,
    /// 倒梯形: every line shorter than the one above.
    Narrowing,
    /// 正梯形: every line longer than the one above.
    Widening,
    /// 菱形: longer and longer, then shorter and shorter.
    Rhombus,
    /// Anything else.
    Formless,
}

impl Shape {
    /// The shape of lines of these widths, in tenths of a character.
    pub(super) fn of(widths: &[i64]) -> Shape {
        if widths.len() < 2 {
            return Shape::Line;
        }
        let steps: Vec<i64> = widths.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let growing = steps.iter().take_while(|step| **step >= EQUAL).count();
        let falling = steps[growing..].iter().take_while(|step| **step <= -EQUAL).count();
        match (growing, falling) {
            _ if growing + falling < steps.len() => Shape::Formless,
            (_, 0) => Shape::Widening,
            (0, _) => Shape::Narrowing,
            _ => Shape::Rhombus,
        }
    }

    /// Its name to the reader.
    pub(super) fn name(self) -> &'static str {
        match self {
            Shape::Line => "一行",
            Shape::Narrowing => "倒梯形",
            Shape::Widening => "正梯形",
            Shape::Rhombus => "菱形",
            Shape::Formless => "不成梯形或菱形",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_and_hourglasses_are_no_shape() {
        for (widths, shape) in [
            (&[100][..], Shape::Line),
            (&[180, 120], Shape::Narrowing),
            (&[120, 180], Shape::Widening),
            (&[150, 150], Shape::Formless),
            (&[150, 155], Shape::Formless),
            (&[100, 180, 100], Shape::Rhombus),
            (&[100, 140, 180], Shape::Widening),
            (&[180, 140, 100], Shape::Narrowing),
            (&[180, 100, 180], Shape::Formless),
            (&[180, 180, 100], Shape::Formless),
            (&[80, 120, 160, 100], Shape::Rhombus),
            (&[80, 160, 120, 160], Shape::Formless),
        ] {
            assert_eq!(Shape::of(widths), shape, "{widths:?}");
        }
    }
}
