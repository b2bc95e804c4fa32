//! Which data field would feed a gap in a text written by hand.

use crate::data::schema::{Field, Schema};

/// A field of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownField {
    /// Its path in the data.
    pub path: String,
    /// What it asks for, in words.
    pub title: String,
}

impl KnownField {
    /// All fields of a schema, groups and lists opened.
    pub fn of_schema(schema: &Schema) -> Vec<KnownField> {
        let mut known = Vec::new();
        collect(&schema.fields, "", &mut known);
        known
    }
}

fn collect(fields: &[Field], path: &str, known: &mut Vec<KnownField>) {
    for field in fields {
        let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
        collect(&field.fields, &path, known);
        known.push(KnownField { path, title: field.question.clone() });
    }
}

/// Below this likeness no field is named: a wrong name is worse than none.
const LIKELY: f64 = 0.6;

/// The field whose name or title is most like the phrase, if one is like enough.
pub(super) fn best<'f>(phrase: &str, fields: &'f [KnownField]) -> Option<&'f KnownField> {
    let phrase = phrase.replace('的', "");
    let score = |field: &KnownField| {
        let name = field.path.rsplit('.').next().unwrap_or_default();
        likeness(&phrase, &field.title.replace('的', "")).max(likeness(&phrase, name))
    };
    let scored = fields.iter().map(|field| (score(field), field));
    scored.filter(|(score, _)| *score >= LIKELY).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, field)| field)
}

/// Sørensen–Dice coefficient over pairs of characters. (strsim's divides by bytes, which makes Chinese unlike itself.)
fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (a, mut b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    if total == 0 {
        return 0.0;
    }
    let mut common = 0_u32;
    for pair in a {
        if let Some(at) = b.iter().position(|other| *other == pair) {
            b.swap_remove(at);
            common += 1;
        }
    }
    f64::from(2 * common) / f64::from(u32::try_from(total).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_like_field_is_named() {
        let field = |path: &str, title: &str| KnownField { path: path.into(), title: title.into() };
        let fields = [field("基本情况.镇数", "全县有几个镇"), field("经费.启动", "启动经费的金额")];
        assert_eq!(best("启动经费的金额", &fields).map(|f| f.path.as_str()), Some("经费.启动"));
        assert_eq!(best("网格员的人数", &fields), None);
    }
}
