//! A quotation: a line that begins with `>`.

/// Length of the sign and the space behind it, if a line is a quotation. `>60%` and `>= 3` are text; a sign alone
/// parts two paragraphs.
pub(super) fn lead(line: &str) -> Option<usize> {
    let rest = line.strip_prefix('>')?;
    let bare = rest.trim_start();
    let is_sign = bare.is_empty() || bare.len() < rest.len() || bare.starts_with(|c: char| !c.is_ascii());
    is_sign.then(|| line.len() - bare.len())
}

/// Whether a line would be read as a quotation.
pub fn is_quotation(line: &str) -> bool {
    lead(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_told_from_a_comparison() {
        assert_eq!((lead("> 引文"), lead(">“引文”"), lead(">  甲")), (Some(2), Some(1), Some(3)));
        assert_eq!(lead(">"), Some(1));
        for line in [">60%的户", ">= 3", "甲> 乙", "＞ 甲"] {
            assert_eq!(lead(line), None, "{line}");
        }
    }
}
