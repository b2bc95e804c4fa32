//! What each character may do on a line: GB/T 15834—2011, 5.1, and the "GB" level of CLREQ.
//!
//! A character comes in, its class goes out, and pairs of classes say where a line may be broken. Widths and fonts are
//! not the concern of this file.

/// The part a character plays in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A Han character or any other that stands in a cell of its own.
    Han,
    /// A digit, half or full width.
    Digit,
    /// A letter of a Western script.
    Letter,
    /// Any other ASCII sign.
    Sign,
    /// A space.
    Space,
    /// An opening quote or bracket: not at a line's end.
    Open,
    /// A closing quote or bracket: not at a line's start.
    Close,
    /// ，、；： and their narrow forms: not at a line's start.
    Pause,
    /// 。？！ and their narrow forms: not at a line's start.
    Stop,
    /// 间隔号: half a cell, not at a line's start.
    Middle,
    /// —, alone a connector, in pairs 破折号.
    Dash,
    /// …, in pairs 省略号.
    Ellipsis,
    /// Hyphens and wave dashes: not at a line's start.
    Connector,
    /// / : neither at a line's start nor at its end.
    Slash,
    /// %‰℃: belongs to the number before it.
    Suffix,
    /// ￥±: belongs to the number after it.
    Prefix,
    /// Combining or invisible: belongs to the character before it.
    Mark,
}

impl Class {
    /// The class of a character.
    pub(super) fn of(c: char) -> Class {
        match c {
            '\u{4E00}'..='\u{9FFF}' => Class::Han,
            ' ' | '\t' | '\n' | '\r' | '\u{3000}' => Class::Space,
            '0'..='9' | '０'..='９' => Class::Digit,
            'a'..='z' | 'A'..='Z' => Class::Letter,
            '“' | '‘' | '「' | '『' | '（' | '(' | '〔' | '［' | '[' | '｛' | '{' | '《' | '〈' | '【' | '〖' => {
                Class::Open
            }
            '”' | '’' | '」' | '』' | '）' | ')' | '〕' | '］' | ']' | '｝' | '}' | '》' | '〉' | '】' | '〗' => {
                Class::Close
            }
            '，' | '、' | '；' | '：' | ',' | ';' | ':' => Class::Pause,
            '。' | '．' | '！' | '？' | '.' | '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' => Class::Stop,
            '·' | '・' | '‧' => Class::Middle,
            '—' | '―' => Class::Dash,
            '…' | '⋯' => Class::Ellipsis,
            '–' | '－' | '-' | '～' | '~' | '〜' => Class::Connector,
            '/' | '／' => Class::Slash,
            '%' | '％' | '‰' | '°' | '℃' | '℉' => Class::Suffix,
            '¥' | '￥' | '$' | '＄' | '+' | '＋' | '−' | '±' => Class::Prefix,
            '!'..='~' => Class::Sign,
            _ if is_mark(c) => Class::Mark,
            _ if is_wide(c) => Class::Han,
            _ if c.is_alphanumeric() || c == '\u{A0}' => Class::Letter,
            _ => Class::Han,
        }
    }

    /// Whether the mark may not start a line, whatever stands before it.
    pub(super) fn forbidden_at_start(self) -> bool {
        matches!(
            self,
            Class::Close | Class::Pause | Class::Stop | Class::Middle | Class::Connector | Class::Slash | Class::Mark
        )
    }

    /// Whether the mark may not end a line, whatever follows it.
    pub(super) fn forbidden_at_end(self) -> bool {
        matches!(self, Class::Open | Class::Slash)
    }

    /// Whether a full-width mark of this class has its ink in the left half of its cell and may lose the right half.
    pub(super) fn trims_right(self) -> bool {
        matches!(self, Class::Close | Class::Pause | Class::Stop)
    }
}

/// Zero-width: combining marks, variation selectors, format and control characters.
fn is_mark(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// East Asian wide, roughly.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a line may be broken at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Never, unless nothing else is left.
    No,
    /// Inside an address, behind one of its signs: only if the line would otherwise be torn open, and then the line is
    /// left short rather than spread.
    Part,
    /// Only if the line would otherwise be torn wide open: a number and its measure word.
    Soft,
    /// Freely.
    Free,
}

/// Walks over a paragraph and says before each character whether a line may be broken there.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    prev: Option<(char, Class)>,
    /// Digits in a row that end at `prev`.
    digits: u32,
    /// Equal dashes or dots in a row that end at `prev`.
    strokes: u32,
    /// Within 第…届, before its measure word.
    ordinal: bool,
    /// `prev` closes 〔2012〕.
    year_bracket: bool,
    /// `prev` joins the number before it to what follows: 2021—2025.
    range: bool,
}

impl Breaker {
    /// Whether a line may be broken before `c`; `after` is the character behind it.
    pub(super) fn before(&mut self, c: char, class: Class, after: Option<char>) -> Break {
        if class == Class::Mark {
            return Break::No;
        }
        let verdict = match self.prev {
            None => Break::No,
            Some((prev, prev_class)) => self.judge(prev, prev_class, c, class, after),
        };
        self.advance(c, class);
        verdict
    }

    fn judge(&self, prev: char, prev_class: Class, c: char, class: Class, after: Option<char>) -> Break {
        let after_class = after.map(Class::of);
        if class == Class::Space || class.forbidden_at_start() || prev_class.forbidden_at_end() {
            return Break::No;
        }
        match (prev_class, class) {
            (Class::Space, _) => Break::Free,
            (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) => {
                if self.strokes % 2 == 1 {
                    Break::No
                } else {
                    Break::Free
                }
            }
            (_, Class::Dash) if after_class != Some(Class::Dash) => Break::No,
            (Class::Digit | Class::Sign | Class::Letter | Class::Suffix, Class::Suffix) => Break::No,
            (Class::Prefix, Class::Digit | Class::Sign | Class::Prefix) => Break::No,
            (Class::Digit, Class::Digit) => Break::No,
            _ if is_narrow(prev, prev_class) && is_narrow(c, class) => Break::No,
            (Class::Close, Class::Digit) if self.year_bracket => Break::No,
            (_, Class::Digit) if self.range => Break::Soft,
            (Class::Digit, Class::Han) => self.measure_word(c),
            (Class::Han, Class::Digit) if prev == '第' => Break::Soft,
            (Class::Han, Class::Open) if c == '〔' && after_class == Some(Class::Digit) => Break::Soft,
            (Class::Han, Class::Han) if self.ordinal && (is_numeral(c) || is_ordinal_noun(c)) => Break::Soft,
            _ => Break::Free,
        }
    }

    /// A number keeps 年, 月, 日 and 号; other measure words it keeps if it can.
    fn measure_word(&self, c: char) -> Break {
        match c {
            '年' if self.digits == 4 => Break::No,
            '月' | '日' if self.digits <= 2 => Break::No,
            '号' => Break::No,
            _ if is_measure_word(c) => Break::Soft,
            _ => Break::Free,
        }
    }

    fn advance(&mut self, c: char, class: Class) {
        let prev_class = self.prev.map(|(_, class)| class);
        self.year_bracket = c == '〕' && self.digits == 4;
        self.range = matches!(class, Class::Dash | Class::Connector) && self.digits > 0;
        self.digits = if class == Class::Digit { self.digits + 1 } else { 0 };
        let stroke = matches!(class, Class::Dash | Class::Ellipsis);
        self.strokes = match (stroke, prev_class == Some(class)) {
            (true, true) => self.strokes + 1,
            (true, false) => 1,
            _ => 0,
        };
        self.ordinal = c == '第' || (self.ordinal && is_numeral(c));
        self.prev = Some((c, class));
    }
}

/// Letters, digits and signs in a row that are as long as this count as an address, whatever they are.
const ADDRESS_LENGTH: usize = 40;

/// Whether ASCII characters in a row are a web or mail address, or as unwieldy as one.
pub(super) fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains('@') || word.len() >= ADDRESS_LENGTH
}

/// Whether an address may be broken between two of its characters: behind a sign, but not between signs.
pub(super) fn parts_address(prev: char, c: char) -> bool {
    let is_sign =
        |c: char| matches!(c, '/' | '.' | '?' | '&' | '=' | '-' | '_' | '#' | ':' | '@' | ',' | ';' | '%' | '+');
    is_sign(prev) && !is_sign(c)
}

/// ASCII signs and Western letters run together into one word, number or address.
fn is_narrow(c: char, class: Class) -> bool {
    c.is_ascii_graphic() || class == Class::Letter
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '〇')
}

fn is_ordinal_noun(c: char) -> bool {
    matches!(c, '届' | '次' | '条' | '款' | '项' | '章' | '节' | '号' | '季' | '名' | '位' | '批' | '期')
}

fn is_measure_word(c: char) -> bool {
    "年月日时分秒个万亿千百元人户名家所条款项次届位件座处台辆间栋套张份批期轮级类种层股村镇乡县区市岁倍度米里吨亩"
        .contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` at free places and `¦` at soft ones.
    fn marked(text: &str) -> String {
        let mut breaker = Breaker::default();
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::new();
        for (i, &c) in chars.iter().enumerate() {
            match breaker.before(c, Class::of(c), chars.get(i + 1).copied()) {
                Break::No | Break::Part => {}
                Break::Soft => out.push('¦'),
                Break::Free => out.push('|'),
            }
            out.push(c);
        }
        out
    }

    #[test]
    fn marks_stay_where_the_standard_wants_them() {
        assert_eq!(marked("（甲）、“乙”。"), "（甲）、|“乙”。");
        assert_eq!(marked("甲——乙"), "甲|——|乙");
        assert_eq!(marked("甲……乙"), "甲|……|乙");
        assert_eq!(marked("甲—乙/丙·丁"), "甲—|乙/丙·|丁");
    }

    #[test]
    fn numbers_are_not_torn() {
        assert_eq!(marked("达12.5%、"), "达|12.5%、");
        assert_eq!(marked("约1,234.5万元"), "约|1,234.5¦万|元");
        assert_eq!(marked("2026年9月18日"), "2026年|9月|18日");
        assert_eq!(marked("国发〔2012〕14号"), "国|发¦〔2012〕14号");
        assert_eq!(marked("第十四届第3次"), "第¦十¦四¦届|第¦3¦次");
        assert_eq!(marked("零下−5℃"), "零|下|−5℃");
        assert_eq!(marked("在2021—2025年"), "在|2021—¦2025年");
    }

    #[test]
    fn words_and_addresses_are_not_torn() {
        assert_eq!(marked("见https://a.cn/b?c=1。"), "见|https://a.cn/b?c=1。");
        assert_eq!(marked("GDP is up"), "GDP |is |up");
        assert_eq!(marked("辖**个"), "辖|**|个");
    }

    #[test]
    fn invisible_characters_belong_to_the_one_before() {
        assert_eq!(marked("葛\u{E0101}城"), "葛\u{E0101}|城");
    }
}
