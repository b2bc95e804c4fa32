//! Where a row of numbers leaves its order, one finding for each break.

/// What happened at a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// The row does not begin with 1.
    Start,
    /// Numbers are left out.
    Gap,
    /// The number before comes again.
    Repeat,
    /// This and the next have changed places.
    Swap,
    /// An earlier number comes again.
    Back,
    /// The row begins anew.
    Restart,
}

/// A place where the row leaves its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Break {
    /// Index of the number.
    pub(super) at: usize,
    /// What happened.
    pub(super) slip: Slip,
    /// The number that would be right.
    pub(super) expected: u32,
    /// What follows shows that only this number is wrong.
    pub(super) typo: bool,
}

/// The breaks of a row of numbers; after each the count goes on from what is written.
pub(super) fn breaks(numbers: &[u32]) -> Vec<Break> {
    let (mut found, mut expected, mut at): (Vec<Break>, u32, usize) = (Vec::new(), 1, 0);
    while let Some(&number) = numbers.get(at) {
        if number == expected {
            expected += 1;
            at += 1;
            continue;
        }
        let next = numbers.get(at + 1).copied();
        let slip = if number == expected + 1 && next == Some(expected) {
            Slip::Swap
        } else if number > expected {
            if at == 0 { Slip::Start } else { Slip::Gap }
        } else if number == 1 && expected > 2 {
            Slip::Restart
        } else if number + 1 == expected {
            Slip::Repeat
        } else {
            Slip::Back
        };
        let typo = slip != Slip::Restart && number != expected + 1 && next == Some(expected + 1);
        found.push(Break { at, slip, expected, typo });
        at += if slip == Slip::Swap { 2 } else { 1 };
        // The count goes on from the right number, or from a swapped pair.
        expected = if typo { expected } else { number } + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(numbers: &[u32]) -> Vec<(usize, Slip)> {
        breaks(numbers).into_iter().map(|found| (found.at, found.slip)).collect()
    }

    #[test]
    fn one_break_is_one_finding() {
        assert_eq!(slips(&[1, 2, 3]), []);
        assert_eq!(slips(&[1, 2, 4, 5, 6]), [(2, Slip::Gap)]);
        assert_eq!(slips(&[1, 2, 2, 3]), [(2, Slip::Repeat)]);
        assert_eq!(slips(&[1, 2, 2, 4]), [(2, Slip::Repeat)]);
        assert_eq!(slips(&[1, 3, 2, 4]), [(1, Slip::Swap)]);
        assert_eq!(slips(&[1, 2, 7, 4, 5]), [(2, Slip::Gap)]);
        assert_eq!(slips(&[2, 3]), [(0, Slip::Start)]);
        assert_eq!(slips(&[1, 2, 3, 1, 2]), [(3, Slip::Restart)]);
        assert_eq!(slips(&[1, 2, 3, 4, 2, 6]), [(4, Slip::Back)]);
        assert_eq!(slips(&[1, 2, 3, 4, 2, 3]), [(4, Slip::Back)]);
        assert!(breaks(&[1, 2, 7, 4])[0].typo);
    }
}
