//! Changes in words: 增长 or 下降 by the sign of the figure, so that no report says 增长-3.2%.

use super::function::{blame, not_a_number, number, places, too_large};
use super::value::{computed, is_gap};
use crate::numeral;
use rust_decimal::Decimal;
use tera::{Kwargs, TeraResult, Value};

/// How a change is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// In per cent of what was before: 增长5.2%.
    Rate,
    /// In percentage points: 提高5.2个百分点.
    Points,
}

impl Change {
    /// The words for more, for less and for a change whose direction nobody knows yet; the unit.
    fn words(self) -> [&'static str; 4] {
        match self {
            Change::Rate => ["增长", "下降", "增减", "%"],
            Change::Points => ["提高", "下降", "升降", "个百分点"],
        }
    }
}

/// The change to `value` from the argument `from`, or `value` itself as a change if there is none.
pub(super) fn change(value: &Value, kwargs: &Kwargs, told: Change) -> TeraResult<Value> {
    let from = kwargs.get::<Value>("from")?;
    let [more, less, either, unit] = told.words();
    if let Some(gap) = [Some(value), from.as_ref()].into_iter().flatten().find(|value| is_gap(value)) {
        return Ok(Value::from(format!("{either}{}", computed(gap, unit))));
    }
    if let Some(absent) = [Some(value), from.as_ref()].into_iter().flatten().find(|value| value.is_none()) {
        return Ok(absent.clone());
    }
    let read = |value: &Value| number(value).ok_or_else(|| not_a_number(value));
    let change = match (&from, told) {
        (None, _) => read(value)?,
        (Some(from), Change::Points) => read(value)?.checked_sub(read(from)?).ok_or_else(too_large)?,
        (Some(from), Change::Rate) => rate(read(value)?, read(from)?, from)?,
    };
    let size = match places(kwargs)? {
        Some(places) => numeral::fixed(change.abs(), places),
        None if from.is_some() && told == Change::Rate => numeral::fixed(change.abs(), 1),
        None => numeral::plain(change.abs()),
    };
    Ok(Value::from(if change.is_zero() {
        "持平".to_owned()
    } else if size.bytes().all(|c| matches!(c, b'0' | b'.')) {
        "基本持平".to_owned()
    } else {
        format!("{}{size}{unit}", if change.is_sign_negative() { less } else { more })
    }))
}

/// Growth in per cent; `written` is what was before as the data has it.
fn rate(now: Decimal, before: Decimal, written: &Value) -> TeraResult<Decimal> {
    if before <= Decimal::ZERO {
        return Err(blame(written, &format!("基期是 {before}，算不出增幅")));
    }
    let growth = now.checked_sub(before).and_then(|growth| growth.checked_div(before));
    growth.and_then(|growth| growth.checked_mul(Decimal::ONE_HUNDRED)).ok_or_else(too_large)
}
