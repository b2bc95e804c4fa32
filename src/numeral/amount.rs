//! Exact decimal figures: reading, rounding half up, grouping.

use rust_decimal::{Decimal, RoundingStrategy};

/// Most decimals a figure may ask for.
const MAX_PLACES: u32 = 10;

/// A figure as typed: digits with an optional sign, decimal point and grouping commas (12,500).
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    let whole = unsigned.split('.').next().unwrap_or(unsigned);
    let shaped = unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && whole.starts_with(|c: char| c.is_ascii_digit())
        && !unsigned.ends_with('.')
        && groups_are_sound(whole)
        && !unsigned[whole.len()..].contains(',');
    if !shaped {
        return None;
    }
    Decimal::from_str_exact(&text.replace(',', "").replace('−', "-")).ok()
}

fn groups_are_sound(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    (!grouped || (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

/// The figure without trailing zeros behind the point.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The figure with exactly `places` decimals, rounded half away from zero as people round.
pub fn fixed(value: Decimal, places: u32) -> String {
    let places = places.min(MAX_PLACES);
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    format!("{rounded:.*}", places as usize)
}

/// The figure with `places` decimals, or plain if none are asked for.
fn shown(value: Decimal, places: Option<u32>) -> String {
    places.map_or_else(|| plain(value), |places| fixed(value, places))
}

/// A figure in another unit: 38500000 → 3850 (万元) with `power` 4.
pub fn scaled(value: Decimal, power: u32, places: Option<u32>) -> Option<String> {
    value.checked_div(Decimal::from(10u64.checked_pow(power)?)).map(|value| shown(value, places))
}

/// A ratio as a percentage: 0.853 → 85.3%.
pub fn percent(ratio: Decimal, places: Option<u32>) -> Option<String> {
    ratio.checked_mul(Decimal::ONE_HUNDRED).map(|value| format!("{}%", shown(value, places)))
}

/// Thousands separated by commas; decimals keep their digits.
pub fn grouped(text: &str) -> Option<String> {
    decimal(text)?;
    let bare = text.trim().replace(',', "");
    let (sign, unsigned) = bare.strip_prefix(['-', '−']).map_or(("", bare.as_str()), |rest| ("-", rest));
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (index, digit) in whole.trim_start_matches('+').char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        decimal(text).expect(text)
    }

    #[test]
    fn figures_are_read_strictly() {
        for good in ["0.10", "012", "1,200", "12,345,678.90", "-3", "12345678901234567890"] {
            assert!(decimal(good).is_some(), "{good}");
        }
        for bad in ["", "12,34", "1.", ".5", "1.2.3", "十二", "3万", "1e5", "--1", "1,2345"] {
            assert!(decimal(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn rounding_and_units_are_exact() {
        assert_eq!(fixed(d("81.925"), 2), "81.93");
        assert_eq!(fixed(d("0.1") + d("0.2"), 1), "0.3");
        assert_eq!(scaled(d("38500000"), 4, None).as_deref(), Some("3850"));
        assert_eq!(scaled(d("128000000"), 8, Some(2)).as_deref(), Some("1.28"));
        assert_eq!(percent(d("0.8534"), Some(1)).as_deref(), Some("85.3%"));
        assert_eq!(plain(d("2160.00")), "2160");
    }

    #[test]
    fn grouping_keeps_the_decimals_as_written() {
        assert_eq!(grouped("1234567.80").as_deref(), Some("1,234,567.80"));
        assert_eq!(grouped("123").as_deref(), Some("123"));
        assert_eq!(grouped("三"), None);
    }
}
