//! How dates are written: no leading zero, 日 and not 号, one kind of figures.

use super::dates::{self, Figure, WrittenDate};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};

/// 2026年09月08日, 5月1号, 二〇二六年9月.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("DT003", "date-form"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Norm("GB/T 9704—2012的7.3.5.4：成文日期用阿拉伯数字标全年、月、日，月、日不编虚位"),
    page: include_str!("date_form.md"),
    target: Target::Text(&["月"], examine),
}];

fn examine(rule: &Rule, _: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some(date) = dates::date_at(text, at) else { return Seen::Nothing };
    // A data value that is a date is printed in the right form, however it is typed.
    if prose.field().is_some() && text.trim().len() == date.range.len() {
        return Seen::Nothing;
    }
    let finding = padded(rule, text, &date).or_else(|| mixed(rule, text, &date)).or_else(|| spoken(rule, text, &date));
    match finding {
        Some(finding) => {
            let right = plain(&date);
            let finding = finding.hint(format!("写作“{right}”")).fix(prose.span(date.range.clone()), right);
            Seen::Found(date.range, Box::new(finding))
        }
        None => Seen::Nothing,
    }
}

fn figures(date: &WrittenDate) -> impl Iterator<Item = &Figure> {
    date.year.iter().chain([&date.month]).chain(&date.day)
}

/// 09月08日.
fn padded(rule: &Rule, text: &str, date: &WrittenDate) -> Option<Diagnostic> {
    let padded = |figure: &Figure| figure.value > 0 && text[figure.range.clone()].starts_with('0');
    let found = padded(&date.month) || date.day.as_ref().is_some_and(padded);
    found.then(|| rule.finding(format!("“{}”的月、日前面不加0", &text[date.range.clone()])))
}

/// 二〇二六年9月.
fn mixed(rule: &Rule, text: &str, date: &WrittenDate) -> Option<Diagnostic> {
    let han = figures(date).filter(|figure| figure.han).count();
    let all = figures(date).count();
    // 2026年三月三 is the name of a festival.
    let festival =
        date.day.is_none() && text[date.range.end..].starts_with(|c: char| "一二三四五六七八九十".contains(c));
    let found = han > 0 && han < all && !festival;
    found.then(|| {
        let finding = rule.finding(format!("“{}”里汉字数字和阿拉伯数字混用", &text[date.range.clone()]));
        finding.because("GB/T 15835—2011：同一个日期里，汉字数字和阿拉伯数字不混用")
    })
}

/// 5月1号, outside quotes.
fn spoken(rule: &Rule, text: &str, date: &WrittenDate) -> Option<Diagnostic> {
    const NAMES: [&str; 8] = ["文", "令", "公", "线", "楼", "院", "台", "通"];
    let rest = text[date.range.clone()].ends_with('号').then(|| &text[date.range.end..])?;
    let before = &text[super::promise::near(text, date.range.start).start..date.range.start];
    let quoted = before.rfind('“').is_some_and(|open| !before[open..].contains('”'));
    let named =
        quoted || date.day.as_ref().is_none_or(|day| day.han) || NAMES.iter().any(|name| rest.starts_with(name));
    let mut finding = (!named).then(|| rule.finding(format!("“{}”是口语的写法", &text[date.range.clone()])))?;
    finding.level = Level::Info;
    Some(finding.because("书面材料里的日期写“日”，不写“号”；这是惯例，不是规定"))
}

/// The date in Arabic figures.
fn plain(date: &WrittenDate) -> String {
    let year = date.year.as_ref().map(|year| format!("{}年", year.value)).unwrap_or_default();
    let day = date.day.as_ref().map(|day| format!("{}日", day.value)).unwrap_or_default();
    format!("{year}{}月{day}", date.month.value)
}
