//! Where a mark stands: in code, in a form, in a case report, or spoken of as a mark.
//!
//! In comes a text with a range, out goes a yes or no. Only the neighbourhood is read, so that a long line costs no
//! more than its length; what concerns a whole draft is not asked here.

use std::ops::Range;

/// Bytes looked at on either side.
const WINDOW: usize = 180;

/// Words of reports on cases, in which parties go by 张某 and 某公司.
pub const CASE: &[&str] = &[
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

/// The line around a range, at most [`WINDOW`] bytes on either side.
pub fn line<'t>(text: &'t str, range: &Range<usize>) -> (&'t str, &'t str) {
    let from = text.floor_char_boundary(range.start.saturating_sub(WINDOW));
    let to = text.floor_char_boundary((range.end + WINDOW).min(text.len()));
    let left = text[from..range.start].rsplit('\n').next().unwrap_or_default();
    // A single character is looked for many bytes at a time, two are not.
    let right = &text[range.end..to.max(range.end)];
    let right = right.split('\n').next().unwrap_or_default();
    let right = right.split('\r').next().unwrap_or_default();
    (left, right)
}

/// Between backquotes, in a web or mail address, or on a line of a program.
pub fn in_code(text: &str, range: &Range<usize>) -> bool {
    let (left, right) = line(text, range);
    if left.matches('`').count() % 2 == 1 && right.contains('`') {
        return true;
    }
    let part = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>');
    let before = &left[left.trim_end_matches(part).len()..];
    let after = &right[..right.len() - right.trim_start_matches(part).len()];
    let letters = |text: &str| text.bytes().any(|b| b.is_ascii_alphabetic());
    let mail = (before.contains('@') || after.contains('@')) && (letters(before) || letters(after));
    let marks = ["://", "www.", ".com", ".cn", ".gov", ".org", ".net"];
    mail || marks.iter().any(|mark| before.contains(mark) || after.contains(mark)) || is_program(&[left, right])
}

/// Far more Latin than Han, with signs that only programs use.
fn is_program(parts: &[&str]) -> bool {
    let bytes = || parts.iter().flat_map(|part| part.bytes());
    let letters = bytes().filter(u8::is_ascii_alphabetic).count();
    let signs = bytes().filter(|b| b"{}[]=;\"_#()".contains(b)).count();
    // Three bytes to a Han character.
    let han = bytes().filter(|b| !b.is_ascii()).count() / 3;
    letters >= 4 && signs >= 2 && letters + signs > 2 * han
}

/// A line of labels with room to write: `姓名：　　性别：`, `负责人（签字）：　　年　月　日`.
pub fn in_form(text: &str, range: &Range<usize>) -> bool {
    let (left, right) = line(text, range);
    let parts = [left, &text[range.clone()], right];
    let prose = parts.iter().any(|part| part.contains(['，', '。', '；', ',']));
    let signed =
        parts.iter().any(|part| ["签字", "签名", "盖章", "公章", "填表"].iter().any(|word| part.contains(word)));
    let labels = parts.iter().map(|part| part.matches(['：', ':']).count()).sum::<usize>();
    let words: usize = parts.iter().flat_map(|part| part.chars()).filter(|c| !c.is_whitespace()).count();
    !prose && (signed || (labels >= 1 && words <= 40))
}

/// Spoken of as a mark, not used as one: 不得出现“XX”字样, 带“*”的为必填项, 标*号.
pub fn is_spoken_of(text: &str, range: &Range<usize>) -> bool {
    const WORDS: &[&str] = &[
        "字样",
        "占位",
        "符号",
        "标记",
        "记号",
        "代替",
        "留空",
        "空格",
        "未填",
        "错漏",
        "空白",
        "字符",
        "打码",
        "待填",
        "套话",
        "漏填",
        "脱敏",
        "星号",
        "叉号",
        "下划线",
        "问号",
        "方框",
        "残留",
        "隐去",
        "不得出现",
        "不能出现",
        "不应出现",
        "出现过",
    ];
    const VERBS: &[&str] =
        &["带", "标有", "标注", "标", "加注", "打", "画", "划", "注有", "带有", "用", "以", "显示为", "出现", "写成"];
    let (left, right) = line(text, range);
    let open = |c: char| matches!(c, '“' | '"' | '‘' | '「' | '（' | '(' | '`' | '、' | '”' | '’' | '」');
    let close = |c: char| matches!(c, '”' | '"' | '’' | '」' | '）' | ')' | '`' | '、' | '“' | '‘' | '「');
    let (before, after) = (left.trim_end_matches(open), right.trim_start_matches(close));
    let quoted = before.len() < left.len() && after.len() < right.len();
    let verb = VERBS.iter().any(|verb| before.ends_with(verb));
    let sign =
        after.starts_with('号') && !["号文", "号楼", "号公告", "号令"].iter().any(|word| after.starts_with(word));
    if verb && (sign || quoted && (after.starts_with(['的', '为', '是']) || after.is_empty())) {
        return true;
    }
    let said = ["表示", "代表", "处为", "处是", "处填", "处应", "处的"].iter().any(|word| after.starts_with(word));
    let near = |part: &str| WORDS.iter().any(|word| part.contains(word));
    let sentence = |c: char| matches!(c, '。' | '；');
    let defined = !text[range.clone()].is_empty()
        && ["代表", "表示", "代指"].iter().any(|word| left.contains(&format!("{}{word}", &text[range.clone()])));
    if defined || is_quoted_example(left, right) {
        return true;
    }
    quoted
        && (sign
            || said
            || after.split(sentence).next().is_some_and(near)
            || before.rsplit(sentence).next().is_some_and(near))
}

/// Inside a quotation that shows what was written somewhere: 正文里写着“参会XX人”“投入**万元”.
fn is_quoted_example(left: &str, right: &str) -> bool {
    const SHOWS: &[&str] = &[
        "写着",
        "写的是",
        "写成",
        "写有",
        "写作",
        "写为",
        "印着",
        "印有",
        "印成",
        "显示",
        "出现",
        "如",
        "例如",
        "比如",
        "诸如",
        "标着",
        "竟有",
        "甚至有",
        "甚至是",
        "还有",
        "通篇",
        "误写",
        "错写",
        "误为",
        "原文",
        "原句",
        "残留",
        "留有",
        "留着",
        "列为",
    ];
    let Some(open) = left.rfind('“').filter(|open| !left[*open..].contains('”')) else { return false };
    if !right.contains('”') {
        return false;
    }
    // A chain of quotations is led by what stands before the first.
    let mut before = left[..open].trim_end();
    while let Some(inner) = before.strip_suffix(['、', '，']).unwrap_or(before).strip_suffix('”') {
        let Some(start) = inner.rfind('“') else { break };
        before = inner[..start].trim_end();
    }
    SHOWS.iter().any(|word| before.ends_with(word))
}

/// Whether the sentences around tell of a case.
pub fn in_case(text: &str, range: &Range<usize>) -> bool {
    let (left, right) = line(text, range);
    CASE.iter().any(|word| left.contains(word) || right.contains(word))
}
