//! Where a mark stands: in code, in a form, in a case report, or spoken of as a mark.
//!
//! In comes a text with a range, out goes a yes or no. Only the neighbourhood is read, so that a long line costs no
//! more than its length; what concerns the whole draft is in [`Facts`].

use super::{Draft, prose};
use std::cell::OnceCell;
use std::ops::Range;

/// Bytes looked at on either side.
const WINDOW: usize = 180;

/// Words of reports on cases, in which parties go by 张某 and 某公司.
const CASE: &[&str] = &[
    "案件",
    "一案",
    "涉嫌",
    "被告",
    "原告",
    "当事人",
    "嫌疑",
    "判处",
    "判决",
    "起诉",
    "处罚",
    "罚款",
    "查处",
    "立案",
    "违法",
    "违纪",
    "犯罪",
    "诈骗",
    "举报",
    "投诉",
    "纠纷",
    "调解",
    "患者",
    "受害",
    "被害",
    "典型案例",
    "案例",
    "拘留",
    "行贿",
    "受贿",
    "通报批评",
    "问责",
    "申诉",
    "上访",
    "信访",
    "肇事",
    "侵占",
    "盗窃",
    "曝光",
    "查明",
    "仲裁",
];

/// Words by which a text says that it hides names on purpose.
const HIDDEN: &[&str] =
    &["化名", "匿名", "隐去", "代称", "代号", "代替", "代指", "称为", "简称", "分别以", "字母表示", "不具名"];

/// The line around a range, at most [`WINDOW`] bytes on either side.
pub(super) fn line<'t>(text: &'t str, range: &Range<usize>) -> (&'t str, &'t str) {
    let from = text.floor_char_boundary(range.start.saturating_sub(WINDOW));
    let to = text.floor_char_boundary((range.end + WINDOW).min(text.len()));
    let left = text[from..range.start].rsplit('\n').next().unwrap_or_default();
    let right = text[range.end..to.max(range.end)].split(['\n', '\r']).next().unwrap_or_default();
    (left, right)
}

/// Between backquotes, or a part of an address or of a Latin expression.
pub(super) fn in_code(text: &str, range: &Range<usize>) -> bool {
    let (left, right) = line(text, range);
    if left.matches('`').count() % 2 == 1 && right.contains('`') {
        return true;
    }
    let part = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>');
    let before = &left[left.trim_end_matches(part).len()..];
    let after = &right[..right.len() - right.trim_start_matches(part).len()];
    ["://", "www.", ".com", ".cn", ".gov", ".org", ".net"].iter().any(|mark| before.contains(mark))
        || (before.contains("//") && after.contains('/'))
}

/// A line of labels with room to write: `姓名：　　性别：`, `负责人（签字）：　　年　月　日`.
pub(super) fn in_form(text: &str, range: &Range<usize>) -> bool {
    let (left, right) = line(text, range);
    let parts = [left, &text[range.clone()], right];
    let prose = parts.iter().any(|part| part.contains(['，', '。', '；', ',']));
    let signed =
        parts.iter().any(|part| ["签字", "签名", "盖章", "公章", "填表"].iter().any(|word| part.contains(word)));
    let labels = parts.iter().map(|part| part.matches(['：', ':']).count()).sum::<usize>();
    let words: usize = parts.iter().flat_map(|part| part.chars()).filter(|c| !c.is_whitespace()).count();
    !prose && (signed || (labels >= 1 && words <= 40))
}

/// Spoken of as a mark, not used as one: 不得出现“XX”字样, 以“*”代替.
pub(super) fn is_spoken_of(text: &str, range: &Range<usize>) -> bool {
    let (left, right) = line(text, range);
    let quote = |c: char| matches!(c, '“' | '"' | '‘' | '「' | '`' | '”' | '’' | '」' | '、');
    let quoted = left.ends_with(quote) && right.starts_with(quote);
    let words = [
        "字样", "占位", "符号", "标记", "记号", "代替", "留空", "空格", "未填", "错漏", "空白", "字符", "打码", "表示",
        "待填", "模板", "套话", "漏填",
    ];
    let near = |part: &str| words.iter().any(|word| part.contains(word));
    let clause = |part: &str| part.split(['。', '；']).next().map(near).unwrap_or_default();
    quoted && (clause(right) || left.rsplit(['。', '；']).next().is_some_and(near))
}

/// Whether the sentences around tell of a case.
pub(super) fn in_case(text: &str, range: &Range<usize>) -> bool {
    let (left, right) = line(text, range);
    CASE.iter().any(|word| left.contains(word) || right.contains(word))
}

/// What is known of the whole draft, found when first asked.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    hides_names: OnceCell<bool>,
    tells_cases: OnceCell<bool>,
}

impl Facts {
    /// Whether the draft says that it calls places or people by other names.
    pub(super) fn hides_names(&self, draft: &Draft<'_>) -> bool {
        *self.hides_names.get_or_init(|| count(draft, HIDDEN) > 0)
    }

    /// Whether the draft is a report on cases.
    pub(super) fn tells_cases(&self, draft: &Draft<'_>) -> bool {
        *self.tells_cases.get_or_init(|| count(draft, CASE) >= 4)
    }
}

fn count(draft: &Draft<'_>, words: &[&str]) -> usize {
    let Ok(automaton) = aho_corasick::AhoCorasick::new(words) else { return 0 };
    prose::printed(draft).iter().map(|prose| automaton.find_iter(prose.text()).count()).sum()
}
