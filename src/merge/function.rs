//! What templates can compute. Every function returns a gap unchanged; figures are exact decimals.

use super::change::{Change, change};
use super::value::{computed, derived, gap_number, is_gap};
use crate::numeral::{self, Date};
use crate::source::marks;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Loop turns one report may take, a turn of a long loop counted as many times as its [weight](crate::template).
const FUEL: usize = 1_000_000;
/// Most text one report may put together by `~` and 顿号, in bytes: a name that is twice the one before, forty times
/// over, is a million million characters.
const MAX_JOINED: usize = 16 << 20;

/// Most columns of dashes that `横线` writes, three each.
const MOST_DASHES: u32 = 40;

/// Why rendering was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Too many loop turns.
    Fuel,
    /// Too much text put together.
    Joined,
}

/// What functions remember during one rendering.
#[derive(Debug, Default)]
pub(super) struct Runtime {
    turns: usize,
    joined: usize,
    /// Sites that compared a gap.
    pub(super) compared: Vec<usize>,
    /// Set when rendering was stopped.
    pub(super) stopped: Option<Stop>,
}

type Shared = Arc<Mutex<Runtime>>;

/// The state after rendering.
pub(super) fn take(shared: &Shared) -> Runtime {
    std::mem::take(&mut *shared.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Registers all functions and filters. `unknown` says by number which gaps stand for a whole list; `spare` are the
/// gaps for items that the template names and the data may not have.
pub(super) fn register(tera: &mut Tera, runtime: &Shared, unknown: &Arc<[bool]>, spare: &Arc<[Value]>) {
    register_functions(tera, runtime, spare);
    tera.register_filter("f_ordinal", |v: &Value, _: Kwargs, _: &State<'_>| whole(v, numeral::chinese));
    tera.register_filter("f_count", |v: &Value, _: Kwargs, _: &State<'_>| whole(v, count_word));
    tera.register_filter("f_date", |v: &Value, k: Kwargs, _: &State<'_>| {
        let after = k.get::<Value>("after")?.and_then(|start| Date::parse(&start.to_string()));
        date(v, |d| match after {
            Some(start) if start.year == d.year => d.month_and_day(),
            _ => d.to_string(),
        })
    });
    tera.register_filter("f_month", |v: &Value, _: Kwargs, _: &State<'_>| date(v, Date::to_month));
    tera.register_filter("f_month_day", |v: &Value, _: Kwargs, _: &State<'_>| date(v, Date::month_and_day));
    tera.register_filter("f_year", |v: &Value, _: Kwargs, _: &State<'_>| date(v, Date::to_year));
    tera.register_filter("f_wan", |v: &Value, k: Kwargs, _: &State<'_>| scaled(v, &k, 4, "万元"));
    tera.register_filter("f_yi", |v: &Value, k: Kwargs, _: &State<'_>| scaled(v, &k, 8, "亿元"));
    tera.register_filter("f_percent", |v: &Value, k: Kwargs, _: &State<'_>| {
        figure(v, "%", |d| numeral::percent(d, places(&k)?).ok_or_else(too_large))
    });
    tera.register_filter("f_share", |v: &Value, k: Kwargs, _: &State<'_>| share(v, &k));
    for (name, told) in [("f_growth", Change::Rate), ("f_points", Change::Points)] {
        tera.register_filter(name, move |v: &Value, k: Kwargs, _: &State<'_>| change(v, &k, told));
    }
    // Three dashes are the fewest that open a column of a Markdown table.
    let dashes = |n: u32| "-".repeat(3 * n.min(MOST_DASHES) as usize);
    tera.register_filter("f_dashes", move |v: &Value, _: Kwargs, _: &State<'_>| whole(v, dashes));
    tera.register_filter("f_grouped", |v: &Value, _: Kwargs, _: &State<'_>| {
        if is_gap(v) || v.is_none() {
            Ok(v.clone())
        } else {
            numeral::grouped(&v.to_string()).map(Value::from).ok_or_else(|| not_a_number(v))
        }
    });
    tera.register_filter("f_fixed", |v: &Value, k: Kwargs, _: &State<'_>| {
        figure(v, "", |d| Ok(numeral::fixed(d, places(&k)?.unwrap_or(0))))
    });
    for (name, op) in [("f_add", "+"), ("f_subtract", "-"), ("f_multiply", "*"), ("f_divide", "/")] {
        tera.register_filter(name, move |v: &Value, k: Kwargs, _: &State<'_>| {
            arithmetic(op, v, &k.must_get::<Value>("n")?)
        });
    }
    let shared = Arc::clone(runtime);
    tera.register_filter("f_enumerate", move |v: &Value, k: Kwargs, _: &State<'_>| {
        let by = k.get::<Value>("by")?.unwrap_or_else(|| Value::from("、"));
        let mut joined = String::new();
        for (index, item) in v.as_array().unwrap_or_default().iter().enumerate() {
            let by = (index > 0).then_some(&by);
            for part in by.into_iter().chain([item]) {
                append(&shared, &mut joined, part)?;
            }
        }
        Ok::<Value, Error>(Value::from(joined))
    });
    let whole = Arc::clone(unknown);
    tera.register_filter("f_length", move |v: &Value, _: Kwargs, _: &State<'_>| length(v, &whole));
    let whole = Arc::clone(unknown);
    tera.register_filter("f_sum", move |v: &Value, k: Kwargs, _: &State<'_>| {
        sum(v, k.get::<String>("key")?.as_deref(), &whole)
    });
    let whole = Arc::clone(unknown);
    tera.register_filter("f_mean", move |v: &Value, k: Kwargs, _: &State<'_>| {
        mean(v, k.get::<String>("key")?.as_deref(), places(&k)?.unwrap_or(1), &whole)
    });
}

fn register_functions(tera: &mut Tera, runtime: &Shared, spare: &Arc<[Value]>) {
    let shared = Arc::clone(runtime);
    tera.register_function("z_items", move |k: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let list = k.must_get::<Value>("v")?;
        if list.is_none() {
            return Ok(Value::from(Vec::<Value>::new()));
        }
        let turns = list.as_array().map_or(1, <[Value]>::len);
        burn(&shared, turns.saturating_mul(k.must_get::<usize>("w")?))?;
        Ok(if list.as_array().is_some() { list } else { Value::from(vec![list]) })
    });
    let shared = Arc::clone(runtime);
    tera.register_function("z_range", move |k: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let bound = |name: &str| -> TeraResult<Option<i64>> {
            Ok(k.get::<Value>(name)?.and_then(|v| number(&v)).and_then(|d| d.to_i64()))
        };
        let (start, end) = (bound("start")?.unwrap_or(0), bound("end")?.unwrap_or(0));
        let turns = usize::try_from(end.saturating_sub(start)).unwrap_or(0);
        burn(&shared, turns)?;
        Ok(Value::from((start..end).map(|n| n.to_string()).collect::<Vec<String>>()))
    });
    let spare = Arc::clone(spare);
    tera.register_function("z_item", move |k: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let (list, index) = (k.must_get::<Value>("v")?, k.must_get::<usize>("i")?);
        let missing = || k.get::<usize>("missing").ok().flatten().and_then(|number| spare.get(number));
        let item = list.as_array().and_then(|items| items.get(index)).or_else(missing);
        Ok(item.cloned().unwrap_or_else(Value::none))
    });
    tera.register_function("z_member", |k: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let (group, name) = (k.must_get::<Value>("v")?, k.must_get::<String>("k")?);
        let found = group.as_map().and_then(|map| map.get(&tera::value::Key::Str(&name))).cloned();
        Ok(found.unwrap_or_else(Value::none))
    });
    tera.register_function("z_present", |k: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        Ok(Value::from(k.must_get::<Value>("v")?.is_none() != k.must_get::<bool>("wanted")?))
    });
    let shared = Arc::clone(runtime);
    tera.register_function("z_join", move |k: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let mut joined = String::new();
        for name in ["a", "b"] {
            append(&shared, &mut joined, &k.must_get::<Value>(name)?)?;
        }
        Ok(Value::from(joined))
    });
    tera.register_function("z_arithmetic", |k: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let op = k.must_get::<String>("op")?;
        arithmetic(&op, &k.must_get::<Value>("a")?, &k.must_get::<Value>("b")?)
    });
    let shared = Arc::clone(runtime);
    tera.register_function("z_compare", move |k: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let (a, b) = (k.must_get::<Value>("a")?, k.must_get::<Value>("b")?);
        if is_gap(&a) || is_gap(&b) {
            shared.lock().unwrap_or_else(PoisonError::into_inner).compared.push(k.must_get::<usize>("site")?);
            return Ok(Value::from(false));
        }
        compare(&k.must_get::<String>("op")?, &a, &b).map(Value::from)
    });
}

fn burn(shared: &Shared, turns: usize) -> TeraResult<()> {
    let mut runtime = shared.lock().unwrap_or_else(PoisonError::into_inner);
    runtime.turns = runtime.turns.saturating_add(turns.max(1));
    if runtime.turns > FUEL {
        runtime.stopped = Some(Stop::Fuel);
        return Err(Error::message("循环次数太多"));
    }
    Ok(())
}

/// Adds a value to a text that is being put together.
fn append(shared: &Shared, joined: &mut String, value: &Value) -> TeraResult<()> {
    let written;
    let text = match value.as_str() {
        Some(text) => text,
        None => {
            written = value.to_string();
            &written
        }
    };
    let mut runtime = shared.lock().unwrap_or_else(PoisonError::into_inner);
    runtime.joined += text.len();
    if runtime.joined > MAX_JOINED {
        runtime.stopped = Some(Stop::Joined);
        return Err(Error::message("拼起来的文字太长"));
    }
    joined.push_str(text);
    Ok(())
}

pub(super) fn number(value: &Value) -> Option<Decimal> {
    numeral::decimal(&value.to_string())
}

fn shorten(value: &Value) -> String {
    let text = value.to_string();
    let short: String = text.chars().take(12).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// An error that a value of the data is to blame for; [`accused`] takes the message apart again.
pub(super) fn blame(value: &Value, message: &str) -> Error {
    Error::message(format!("{message}{}{value}", marks::SEPARATOR))
}

/// The words of an error, and the value that is to blame.
pub(super) fn accused(message: &str) -> (&str, Option<&str>) {
    message.split_once(marks::SEPARATOR).map_or((message, None), |(words, value)| (words, Some(value)))
}

pub(super) fn not_a_number(value: &Value) -> Error {
    blame(value, &format!("“{}”不是数字，不能计算", shorten(value)))
}

pub(super) fn too_large() -> Error {
    Error::message("数字太大，算不了")
}

/// A figure computed from a value; a gap becomes a gap in `unit`.
fn figure(value: &Value, unit: &str, compute: impl Fn(Decimal) -> TeraResult<String>) -> TeraResult<Value> {
    if is_gap(value) {
        return Ok(derived(value, unit));
    }
    if value.is_none() {
        return Ok(value.clone());
    }
    compute(number(value).ok_or_else(|| not_a_number(value))?).map(Value::from)
}

pub(super) fn places(kwargs: &Kwargs) -> TeraResult<Option<u32>> {
    let Some(value) = kwargs.get::<Value>("places")? else { return Ok(None) };
    number(&value)
        .and_then(|d| d.to_u32())
        .filter(|p| *p <= 10)
        .map(Some)
        .ok_or_else(|| Error::message("“位”应当是 0 到 10 的整数"))
}

fn whole(value: &Value, write: impl Fn(u32) -> String) -> TeraResult<Value> {
    figure(value, "", |d| {
        let whole = d.to_u32().filter(|n| Decimal::from(*n) == d);
        whole.map(&write).ok_or_else(|| blame(value, &format!("“{d}”不是整数，写不成汉字")))
    })
}

/// 两 before a measure word, else the numeral (现代汉语八百词).
fn count_word(number: u32) -> String {
    if number == 2 { "两".to_owned() } else { numeral::chinese(number) }
}

fn date<D: Display>(value: &Value, cut: impl Fn(Date) -> D) -> TeraResult<Value> {
    if is_gap(value) || value.is_none() {
        return Ok(value.clone());
    }
    let date = Date::parse(&value.to_string());
    date.map(|d| Value::from(cut(d).to_string())).ok_or_else(|| blame(value, &format!("“{}”不是日期", shorten(value))))
}

fn scaled(value: &Value, kwargs: &Kwargs, power: u32, unit: &str) -> TeraResult<Value> {
    figure(value, unit, |d| {
        numeral::scaled(d, power, places(kwargs)?).map(|text| format!("{text}{unit}")).ok_or_else(too_large)
    })
}

fn share(value: &Value, kwargs: &Kwargs) -> TeraResult<Value> {
    let total = kwargs.must_get::<Value>("total")?;
    if total.is_none() {
        return Ok(total);
    }
    if let Some(gap) = [value, &total].into_iter().find(|value| is_gap(value)) {
        return Ok(computed(gap, "%"));
    }
    figure(value, "%", |part| {
        let whole = number(&total).ok_or_else(|| not_a_number(&total))?;
        if whole.is_zero() {
            return Err(blame(&total, "总数是 0，算不出占比"));
        }
        let ratio = part.checked_div(whole).ok_or_else(too_large)?;
        numeral::percent(ratio, Some(places(kwargs)?.unwrap_or(1))).ok_or_else(too_large)
    })
}

fn arithmetic(op: &str, a: &Value, b: &Value) -> TeraResult<Value> {
    if let Some(gap) = [a, b].into_iter().find(|v| is_gap(v)) {
        return Ok(computed(gap, ""));
    }
    // What an optional field that is not there adds up to is not there either.
    if let Some(absent) = [a, b].into_iter().find(|v| v.is_none()) {
        return Ok(absent.clone());
    }
    let (x, y) = (number(a).ok_or_else(|| not_a_number(a))?, number(b).ok_or_else(|| not_a_number(b))?);
    if matches!(op, "/" | "%") && y.is_zero() {
        return Err(blame(b, "除数是 0"));
    }
    let result = match op {
        "+" => x.checked_add(y),
        "-" => x.checked_sub(y),
        "*" => x.checked_mul(y),
        "/" => x.checked_div(y),
        _ => x.checked_rem(y),
    };
    result.map(|d| Value::from(numeral::plain(d))).ok_or_else(too_large)
}

fn compare(op: &str, a: &Value, b: &Value) -> TeraResult<bool> {
    if a.is_none() || b.is_none() {
        let same = a.is_none() && b.is_none();
        return Ok(if op == "!=" { !same } else { op == "==" && same });
    }
    if op == "in" {
        let needle = a.to_string();
        return Ok(match b.as_array() {
            Some(items) => items.iter().any(|item| item.to_string() == needle),
            None => b.to_string().contains(&needle),
        });
    }
    let order = match (number(a), number(b)) {
        (Some(x), Some(y)) => x.cmp(&y),
        _ if matches!(op, "==" | "!=") => a.to_string().cmp(&b.to_string()),
        (None, _) => return Err(not_a_number(a)),
        (_, None) => return Err(not_a_number(b)),
    };
    Ok(match op {
        "==" => order.is_eq(),
        "!=" => order.is_ne(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    })
}

fn length(value: &Value, unknown: &[bool]) -> TeraResult<Value> {
    if let Some(gap) = whole_gap(value, unknown) {
        return Ok(computed(&gap, ""));
    }
    Ok(Value::from(value.as_array().map_or(0, <[Value]>::len).to_string()))
}

/// The gap that a list is as a whole: nobody knows how many items it has.
fn whole_gap(value: &Value, unknown: &[bool]) -> Option<Value> {
    let [only] = value.as_array()? else { return None };
    // The rows of a table are lists themselves.
    let only = only.as_array().and_then(<[Value]>::first).unwrap_or(only);
    let is_whole = |value: &Value| gap_number(value).is_some_and(|number| unknown.get(number) == Some(&true));
    match only.as_map() {
        Some(map) => map.values().find(|value| is_whole(value)).cloned(),
        None => Some(only.clone()).filter(is_whole),
    }
}

fn sum(value: &Value, key: Option<&str>, unknown: &[bool]) -> TeraResult<Value> {
    if let Some(gap) = whole_gap(value, unknown) {
        return Ok(computed(&gap, ""));
    }
    let mut total = Value::from("0");
    for part in figures(value, key) {
        total = arithmetic("+", &total, &part)?;
        if is_gap(&total) {
            break;
        }
    }
    Ok(total)
}

/// Rounded half away from zero. What a list may leave out and does is not counted.
fn mean(value: &Value, key: Option<&str>, places: u32, unknown: &[bool]) -> TeraResult<Value> {
    let total = sum(value, key, unknown)?;
    let count = figures(value, key).count();
    if is_gap(&total) || count == 0 {
        return Ok(if count == 0 { Value::none() } else { total });
    }
    let quotient = arithmetic("/", &total, &Value::from(count.to_string()))?;
    figure(&quotient, "", |mean| Ok(numeral::fixed(mean, places)))
}

/// The figures of a list, or that field of each of its groups; those that are not there are left out.
fn figures<'a>(value: &'a Value, key: Option<&'a str>) -> impl Iterator<Item = Value> + 'a {
    let of = move |item: &Value| match key {
        Some(key) => {
            item.as_map().and_then(|map| map.get(&tera::value::Key::Str(key))).cloned().unwrap_or_else(Value::none)
        }
        None => item.clone(),
    };
    value.as_array().unwrap_or_default().iter().map(of).filter(|part| !part.is_none())
}
