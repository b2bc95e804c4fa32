//! What has the shape of a gap and is none: dimensions, products, masked numbers, rules, notes, addresses, forms.
//!
//! In comes a text and a [`Blank`] in it, out goes a yes or no. Only the neighbourhood is read (a few dozen
//! characters), so that a long line costs no more than its length.

use super::blank::{Blank, Shape};
use super::{measure, suffix, zone};

/// Bytes looked at on either side for addresses, forms and formulas.
const WINDOW: usize = 200;

/// Surnames that a star may follow in a list of winners (`张*、李*明`).
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈姜崔钟谭陆汪范廖石贾韦夏傅邹熊孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤";

/// Whether a blank is something else than a gap.
pub fn is_lookalike(text: &str, blank: &Blank) -> bool {
    if blank.shape == Shape::Note {
        return false;
    }
    let place = Surroundings::new(text, blank);
    super::mask(text, blank).is_some()
        || place.is_product()
        || place.is_masked_number()
        || place.is_rule_or_bullet()
        || match blank.shape {
            Shape::Star => place.is_note_mark() || place.is_code() || place.is_masked_name(),
            Shape::Cross => place.is_letter_or_check(),
            Shape::Underscore => place.is_identifier() || place.is_form_field(),
            Shape::Note => false,
        }
        // These read the whole line.
        || zone::is_spoken_of(text, &blank.range)
        || zone::in_code(text, &blank.range)
}

struct Surroundings<'t> {
    blank: &'t Blank,
    mark: &'t str,
    /// The line before the blank, at most [`WINDOW`] bytes.
    left: &'t str,
    /// The line after it, likewise.
    right: &'t str,
    before: Option<char>,
    after: Option<char>,
}

impl<'t> Surroundings<'t> {
    fn new(text: &'t str, blank: &'t Blank) -> Self {
        let from = floor(text, blank.range.start.saturating_sub(WINDOW));
        let to = floor(text, (blank.range.end + WINDOW).min(text.len()));
        let left = &text[from..blank.range.start];
        let right = &text[blank.range.end..to];
        let left = left.rsplit('\n').next().unwrap_or_default();
        let right = right.split(['\n', '\r']).next().unwrap_or_default();
        let mark = &text[blank.range.clone()];
        Surroundings { blank, mark, left, right, before: left.chars().next_back(), after: right.chars().next() }
    }

    fn line(&self) -> [&'t str; 3] {
        [self.left, self.mark, self.right]
    }

    fn alone(&self) -> bool {
        self.left.trim().is_empty() && self.right.trim().is_empty()
    }

    /// `1366*768`, `3×4`, `2 * 3`, `长6米*宽4米`, `单价×数量=金额`.
    fn is_product(&self) -> bool {
        if self.blank.count != 1 || self.blank.shape == Shape::Underscore {
            return false;
        }
        let (left, right) = (self.left.trim_end(), self.right.trim_start());
        let number_right = right.starts_with(|c: char| c.is_ascii_digit());
        if left.ends_with(|c: char| c.is_ascii_digit()) && number_right {
            // 2*3户: people and houses are counted in no two directions.
            let unit = right.trim_start_matches(|c: char| c.is_ascii_digit());
            let counted = ["户", "人", "名", "家", "件"].iter().any(|word| unit.starts_with(word));
            // 20×2年: a year with a digit masked.
            let year = left.ends_with("20") && unit.starts_with('年')
                || left.ends_with('2') && right.len() > unit.len() + 1 && unit.starts_with('年');
            return !(counted && self.blank.shape == Shape::Star || year);
        }
        let unit_left = {
            let bare = left.trim_end_matches(|c: char| !c.is_ascii_digit());
            !bare.is_empty() && left[bare.len()..].chars().count() <= 3 && measure(&left[bare.len()..]).is_some()
        };
        if unit_left && (number_right || right.starts_with(['宽', '高', '长', '厚', '深'])) {
            return true;
        }
        let formula = self.line().iter().any(|part| part.contains(['=', '＝', '÷']));
        if formula && !left.is_empty() && measure(right).is_none() {
            return true;
        }
        // 基数+系数×人数: words on both sides, and a sign or 每 beside them.
        let times = matches!(self.mark, "×" | "✕");
        let term = |part: &str| part.starts_with(is_han) || part.ends_with(is_han);
        let clause = |c: char| "，。；：、“”（）".contains(c);
        let before = left.rsplit(clause).next().unwrap_or_default();
        let after = right.split(clause).next().unwrap_or_default();
        let sign = before.contains(['+', '＋', '-', '－', '/']) || after.contains(['+', '＋', '-', '－', '/', '×']);
        let filled = is_date_part(right) || measure(right).is_some() && !sign || suffix(right).is_some();
        times && !filled && term(before) && term(after) && (sign || after.starts_with('每') || before.contains('×'))
    }

    /// `138****1234`, `4301**********0012`, `浙A*****`.
    fn is_masked_number(&self) -> bool {
        let digits_left = self.left.chars().rev().take_while(|c| c.is_ascii_digit() || *c == '-').count();
        let digits_right = self.right.chars().take_while(char::is_ascii_digit).count();
        let tail = matches!(self.right.as_bytes().get(digits_right), Some(b'X' | b'x'));
        if self.blank.count >= 2 && digits_left >= 3 && (digits_right >= 2 || tail || self.blank.count >= 6) {
            return true;
        }
        let star = self.blank.shape == Shape::Star;
        if self.blank.count >= 3 && (digits_left >= 1 && digits_right >= 2 || star && digits_right >= 3) {
            return true;
        }
        self.is_plate() && self.blank.count >= 2
    }

    /// `浙A*****`, `苏A·1XXX5`: province, letter, and at most five signs.
    fn is_plate(&self) -> bool {
        let sign = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '·' | '•' | '-' | ' ');
        let tail = self.left.chars().rev().take(6).take_while(sign).collect::<Vec<_>>();
        let letter = tail.iter().rev().take(1).any(char::is_ascii_uppercase);
        let province = self.left.chars().rev().nth(tail.len());
        letter && province.is_some_and(|c| "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".contains(c))
    }

    /// `***` or `____` alone on a line; `* ` before an item.
    fn is_rule_or_bullet(&self) -> bool {
        let rule_mark = |part: &str| part.chars().all(|c| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '＿'));
        if self.blank.shape != Shape::Cross && rule_mark(self.left) && rule_mark(self.right) {
            let marks = self.line().iter().flat_map(|part| part.chars()).filter(|c| !c.is_whitespace()).count();
            return marks >= 3 && self.left.len() + self.right.len() < WINDOW;
        }
        let first = self.left.trim().is_empty();
        first
            && self.mark == "*"
            && self.right.starts_with([' ', '\t'])
            && !self.right.trim_start().starts_with(['个', '名', '县', '市', '镇', '年', '月'])
    }

    /// `*注：…` at the start of a line; `数据*` is not one, for it is far more often a gap.
    fn is_note_mark(&self) -> bool {
        // 4.87**, an asterisk of significance; a star behind the last mark of a line.
        let decimals = self.left.trim_end_matches(|c: char| c.is_ascii_digit());
        let stop = |c: char| matches!(c, '。' | '；' | '，' | '|' | '）' | ')' | ' ');
        let significant = decimals.len() < self.left.len() && decimals.ends_with('.');
        if significant && (self.right.is_empty() || self.right.starts_with(stop)) {
            return true;
        }
        if self.mark == "*" && self.right.trim().is_empty() && self.left.ends_with(['。', '）']) {
            return true;
        }
        let right = self.right.trim_start();
        let note = ["注：", "注:", "备注", "说明：", "说明:", "为必填", "号为", "号项"];
        self.left.trim().is_empty() && note.iter().any(|word| right.starts_with(word))
    }

    /// `*.docx`, `a*b`, `SELECT *`, `A*`.
    fn is_code(&self) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let spaced = self.left.ends_with(' ') && self.right.starts_with(' ');
        if spaced && self.left.trim_end().ends_with(|c: char| c.is_ascii_alphabetic()) {
            return true;
        }
        let glob = self.right.starts_with('.') && letter(self.right.chars().nth(1));
        let named = letter(self.after) && measure(self.right).is_none();
        let graded = letter(self.before) && measure(self.right).is_none() && suffix(self.right).is_none();
        glob || self.mark.contains("*.*") && !self.after.is_some_and(is_unit_start) || named || graded
    }

    /// `张*、李*明、王**` in a list of names: at least two surnames are followed by stars.
    fn is_masked_name(&self) -> bool {
        let masked = |text: &str| {
            let mut pairs = text.chars().zip(text.chars().skip(1));
            let mut edge = true;
            let mut count = 0;
            for (first, second) in pairs.by_ref() {
                count += usize::from(edge && second == '*' && SURNAMES.contains(first));
                edge = first.is_whitespace() || matches!(first, '、' | '，' | ',' | '：' | ':' | '；' | '（' | '(');
            }
            count
        };
        let own = self.before.is_some_and(|c| SURNAMES.contains(c)) && self.blank.count <= 2;
        let follows = self.right.trim_start_matches(|c: char| is_han(c) && measure(self.right).is_none());
        let ends = follows.is_empty() || follows.starts_with(['、', '，', '。', '；', ' ', '\t', '|', '（', ')', '）']);
        let spoken = ["脱敏", "隐去", "打码", "遮盖", "匿名", "保护隐私"];
        let hidden = self.line().iter().any(|part| spoken.iter().any(|word| part.contains(word)));
        own && (hidden || ends && masked(self.left) + masked(&[self.left, self.mark, self.right].concat()) >= 2)
    }

    /// `X光`, `1+X`, roman numerals, check marks, and any lone x that no unit or name follows.
    fn is_letter_or_check(&self) -> bool {
        if self.blank.count >= 2 {
            let roman = self.mark == "XX" && matches!(self.before, Some('Ⅰ'..='Ⅿ'));
            let gene = self.right.split(['，', '。']).next().is_some_and(|clause| clause.contains("染色体"));
            return roman || gene;
        }
        let right = self.right.trim_start();
        let times = matches!(self.mark, "×" | "✕" | "╳");
        // “数据要素×”行动 is the name of a plan.
        let quoted =
            self.left.rfind('“').is_some_and(|open| !self.left[open..].contains('”') && open + 3 < self.left.len());
        if times
            && quoted
            && (right.starts_with('”')
                || right.starts_with(is_han)
                    && !is_date_part(right)
                    && measure(right).is_none()
                    && suffix(right).is_none())
        {
            return true;
        }
        let listed = matches!(self.before, Some('、' | '（' | '(' | '/')) || right.starts_with(['、', '）', ')', '/']);
        if times && (self.alone() || (listed && !right.starts_with(is_han))) {
            return true;
        }
        let terms = [
            "光",
            "射线",
            "线",
            "轴",
            "染色体",
            "档案",
            "型",
            "形",
            "档",
            "级",
            "类",
            "片",
            "展架",
            "证书",
            "先生",
            "女士",
            "同学",
        ];
        if terms.iter().any(|term| right.starts_with(term)) && !times {
            return true;
        }
        // 9X%, 1×所: one digit of a number is masked.
        let digit = matches!(self.before, Some('0'..='9'));
        if digit && self.right.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('年') {
            return false;
        }
        if digit
            && measure(self.right)
                .is_some_and(|unit| !matches!(unit.word, "级" | "倍" | "层" | "号" | "型" | "米" | "m" | "分"))
        {
            return false;
        }
        if digit || matches!(self.before, Some('+' | '＋' | '-' | '=')) || right.starts_with(['+', '＋', '=', '-']) {
            return !is_date_part(right);
        }
        if times && right.starts_with('起') {
            return false;
        }
        if times {
            let han = |c: Option<char>| c.is_some_and(|c| is_han(c) || matches!(c, '%' | '％' | '“' | '”'));
            return !(han(self.before) || han(self.after));
        }
        // X政办函〔2026〕: the head of a document's number.
        let scaled = right.starts_with(['万', '亿', '千', '百'])
            || right.starts_with('起') && right[3..].starts_with(['、', '，', '。', '；']);
        if scaled && !matches!(self.before, Some('0'..='9')) {
            return false;
        }
        let numbered = right.chars().take(8).any(|c| c == '〔') && right.starts_with(is_han);
        !(is_date_part(right) || numbered || measure(right).is_some_and(|m| !m.weak) || suffix(right).is_some())
    }

    /// `snake_case`, `file_1`, `_id`.
    fn is_identifier(&self) -> bool {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        if self.blank.count <= 2 && (word(self.before) || word(self.after)) {
            return !(self.right.starts_with(['x', 'X']) && self.right.chars().nth(1).is_some_and(is_han));
        }
        // 乡镇_姓名_日期.xlsx
        let name = |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let tail = &self.right[..self.right.len() - self.right.trim_start_matches(name).len()];
        let ending = tail.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty() && (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if ending && self.blank.count <= 2 {
            return true;
        }
        let near = |c: Option<char>| c.is_some_and(|c| is_han(c) || "“”，。、；：（）《》%％".contains(c));
        self.blank.count == 1 && !(near(self.before) || near(self.after)) && (ascii(self.before) || ascii(self.after))
    }

    /// `姓名：____ 性别：____`, `日期：____年____月____日`, `负责人（签字）：______`: a line of labels with room to write.
    fn is_form_field(&self) -> bool {
        let is_room = |c: char| c.is_whitespace() || matches!(c, '_' | '＿' | '﹍');
        let line = self.line();
        let prose = line.iter().any(|part| part.contains(['，', '。', '；', ',', ';']));
        let label = self.left.trim_end_matches(is_room).ends_with(['：', ':']);
        let signed = line.iter().any(|part| part.contains("签字") || part.contains("签名") || part.contains("盖章"));
        let labels: usize = line.iter().map(|part| part.matches(['：', ':']).count()).sum();
        let rooms = line.iter().map(|part| part.matches("__").count() + part.matches("＿＿").count()).sum::<usize>();
        let words: usize = line.iter().flat_map(|part| part.chars()).filter(|c| !is_room(*c)).count();
        // Several rooms behind one label are parts of a date or an address.
        let parts = labels >= 1 && rooms >= 3;
        if prose || words > 60 || !(label || signed || parts) {
            return false;
        }
        let rest = self.right.trim_start_matches(is_room);
        let dated = rest.starts_with(['年', '月', '日']);
        signed || parts || rest.is_empty() || rest.contains(['：', ':']) || (dated && words <= 20)
    }
}

fn is_date_part(text: &str) -> bool {
    text.starts_with(['年', '月', '日', '号', '届', '次', '期', '时', '分', '大', '中'])
}

fn is_unit_start(c: char) -> bool {
    is_han(c) || matches!(c, '%' | '％' | '㎡')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// The largest character boundary not above `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::blank;

    fn gaps(text: &str) -> Vec<&str> {
        blank::find(text).map(|b| &text[b.range]).collect()
    }

    #[test]
    fn look_alikes_are_silent() {
        for text in [
            "屏幕为1920*1080像素",
            "3×4米的展板",
            "2 * 3等于6",
            "场地长6米*宽4米",
            "得分=权重×系数",
            "联系电话138****5678",
            "证件号43010219********12",
            "车牌湘A*****",
            "***",
            "* 第一项",
            "________",
            "带“*”的为必填项",
            "*注：数据截至6月底",
            "上传*.docx文件",
            "执行SELECT * FROM表",
            "获奖者：张*、李*、王*明",
            "胸部X光检查",
            "1+X证书制度",
            "变量a_b与file_name",
            "见https://gov.example/a_b*c",
            "姓名：____　性别：____",
            "负责人（签字）：________",
            "完成情况（×）",
            "7×24小时值守",
        ] {
            assert_eq!(gaps(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn gaps_are_not_taken_for_look_alikes() {
        for (text, count) in [
            ("*县辖*个镇*，共有*个社区", 4),
            ("达**万元，其他达**万元", 2),
            ("配备了*-*名干部", 2),
            ("X月X日，X县召开会议", 3),
            ("增长X%，投资X亿元", 2),
            ("××县××局", 2),
            ("投入____万元，覆盖_%的村", 2),
            ("赴*、**等地学习", 2),
            ("构建“*****”体系", 1),
            ("县长×××作报告", 1),
            ("XX年XX月XX日", 3),
        ] {
            assert_eq!(gaps(text).len(), count, "{text}");
        }
    }
}
