//! One type for every finding and error: YAML, templates, Markdown, rules, layout, fonts, files.
//!
//! A diagnostic says what is wrong (`message`), why it matters (`basis`) and what to do (`hints`, `fix`), and
//! where (`span`). Stages push into a [`Sink`]; [`Reported`] proves that a failure has been told, so that `?`
//! neither loses nor doubles a message. Rendering lives in the sub-modules and only reads.

mod columns;
mod concise;
mod digest;
mod full;
mod jsonl;
mod sarif;

pub use columns::{Column, columns};
pub use concise::concise;
pub use digest::{digest, in_context};
pub use full::full;
pub use jsonl::jsonl;
pub use sarif::{RuleText, Sarif};

use crate::source::Span;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 提示: worth knowing.
    Info,
    /// 疑似: probably wrong, a person decides.
    Warning,
    /// 必改: must not leave the office.
    Error,
}

impl Level {
    /// The word users read.
    pub fn name(self) -> &'static str {
        match self {
            Level::Info => "提示",
            Level::Warning => "疑似",
            Level::Error => "必改",
        }
    }

    /// The word machines read.
    pub fn id(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Something is not filled in.
    Placeholder,
    /// A mark of haste or of copying.
    Defect,
    /// Figures that do not agree.
    Numeric,
    /// The data file.
    Data,
    /// The template.
    Template,
    /// The laid-out page.
    Layout,
    /// A file could not be read or written.
    File,
}

impl Kind {
    /// The word machines read.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Placeholder => "placeholder",
            Kind::Defect => "defect",
            Kind::Numeric => "numeric",
            Kind::Data => "data",
            Kind::Template => "template",
            Kind::Layout => "layout",
            Kind::File => "file",
        }
    }
}

/// A stable code with its readable name; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    /// Two letters and three digits, grouped by subject.
    pub id: &'static str,
    /// The same in words.
    pub slug: &'static str,
}

impl Code {
    /// A code.
    pub const fn new(id: &'static str, slug: &'static str) -> Self {
        Code { id, slug }
    }
}

/// A second place with a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// What a placeholder stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Class of what is missing: `place`, `org`, `person`, `count`, `amount`, `percent`, `measure`, `date-year`,
    /// `date-month`, `date-day`, `range-bound`, `name-fragment`, `slogan`, `other`.
    pub class: &'static str,
    /// A phrase in plain Chinese: 城市社区的个数.
    pub phrase: String,
    /// The data field that feeds it, or would.
    pub field: Option<String>,
    /// What another sentence of the text already says: 27. An offer, to be checked by a person.
    pub known: Option<String>,
}

/// A replacement that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

/// One finding or error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code.
    pub code: Code,
    /// Gravity.
    pub level: Level,
    /// Subject.
    pub kind: Kind,
    /// What is wrong, one sentence without final mark.
    pub message: String,
    /// Where, if it has a place in a text.
    pub span: Option<Span>,
    /// The file, if it has no place in a text.
    pub file: Option<String>,
    /// Words under the carets of `span`.
    pub label: String,
    /// Further places.
    pub labels: Vec<Label>,
    /// Why: the rule or clause behind it.
    pub basis: Option<String>,
    /// What to do.
    pub hints: Vec<String>,
    /// A ready-made change.
    pub fix: Option<Fix>,
    /// For placeholders.
    pub missing: Option<Missing>,
}

impl Diagnostic {
    /// A diagnostic with the given essentials.
    pub fn new(code: Code, level: Level, kind: Kind, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            level,
            kind,
            message: message.into(),
            span: None,
            file: None,
            label: String::new(),
            labels: Vec::new(),
            basis: None,
            hints: Vec::new(),
            fix: None,
            missing: None,
        }
    }

    /// The word before its code: the level, or 出错 where a file could not be worked with, which is no fault of the
    /// text.
    pub fn title(&self) -> &'static str {
        match (self.kind, self.level) {
            (Kind::File, Level::Error) => "出错",
            _ => self.level.name(),
        }
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds words under the carets.
    #[must_use]
    pub fn says(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds the file, where there is no span.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds the reason.
    #[must_use]
    pub fn because(mut self, basis: impl Into<String>) -> Self {
        self.basis = Some(basis.into());
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a ready-made change.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// Says what is missing.
    #[must_use]
    pub fn missing(mut self, missing: Missing) -> Self {
        self.missing = Some(missing);
        self
    }
}

/// Proof that a failure has been pushed into a [`Sink`]; only the sink makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(());

/// Collects the diagnostics of a run.
#[derive(Debug, Default)]
pub struct Sink {
    items: Vec<Diagnostic>,
}

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Takes a failure and returns its proof: `return Err(sink.fail(…))`.
    pub fn fail(&mut self, diagnostic: Diagnostic) -> Reported {
        self.items.push(diagnostic);
        Reported(())
    }

    /// Proof of a failure, if one of level 必改 was pushed since `mark` (a former [`Sink::len`]).
    ///
    /// # Errors
    /// [`Reported`] if there was one.
    pub fn ok_since(&self, mark: usize) -> Result<(), Reported> {
        if self.items[mark..].iter().any(|d| d.level == Level::Error) { Err(Reported(())) } else { Ok(()) }
    }

    /// Number of diagnostics so far.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing was pushed.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All diagnostics so far.
    pub fn items(&self) -> &[Diagnostic] {
        &self.items
    }

    /// All diagnostics, by value.
    pub fn into_items(self) -> Vec<Diagnostic> {
        self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceMap, Span};

    fn finding() -> (SourceMap, Diagnostic) {
        let mut sources = SourceMap::new();
        let text = "县名: 青禾县\n镇数: 全县共有*个镇，其中城关镇“示范”*个\n";
        let id = sources.add("甲.yaml", text);
        let at = text.find('*').expect("star");
        let diagnostic =
            Diagnostic::new(Code::new("PH001", "unfilled-asterisk"), Level::Error, Kind::Placeholder, "这里有空没有填")
                .at(Span::new(id, at, at + 1))
                .says("镇的个数")
                .because("星号是留空的记号")
                .hint("填上数字")
                .missing(Missing {
                    class: "count",
                    phrase: "镇的个数".to_owned(),
                    field: Some("镇数".to_owned()),
                    known: None,
                });
        (sources, diagnostic)
    }

    #[test]
    fn carets_stand_under_the_place_and_every_word_is_chinese() {
        let (sources, diagnostic) = finding();
        let text = full(&diagnostic, &sources, false);
        let expected = "\
必改[PH001 unfilled-asterisk]: 这里有空没有填
 --> 甲.yaml:2:9
  |
2 | 镇数: 全县共有*个镇，其中城关镇“示范”*个
  |               ^ 镇的个数
  |
  = 依据: 星号是留空的记号
  = 办法: 填上数字";
        assert_eq!(text, expected, "\n{text}");
    }

    #[test]
    fn long_lines_are_cut_around_the_place_but_keep_the_true_column() {
        let mut sources = SourceMap::new();
        let text = format!("{}*{}", "前".repeat(5000), "后".repeat(5000));
        let id = sources.add("乙.txt", text);
        let diagnostic = Diagnostic::new(Code::new("PH001", "x"), Level::Error, Kind::Placeholder, "空")
            .at(Span::new(id, 15_000, 15_001));
        let text = full(&diagnostic, &sources, false);
        assert!(text.chars().count() < 600 && text.contains("--> 乙.txt:1:5001\n"), "{text}");
        assert_eq!(concise(&diagnostic, &sources), "乙.txt:1:5001: 必改[PH001 x] 空");
    }

    #[test]
    fn json_counts_bytes_and_characters_of_the_decoded_text() {
        let (sources, diagnostic) = finding();
        let value: serde_json::Value = serde_json::from_str(&jsonl(&diagnostic, &sources)).expect("json");
        assert_eq!((value["line"].as_u64(), value["column"].as_u64()), (Some(2), Some(9)));
        assert_eq!((value["byte_start"].as_u64(), value["char_start"].as_u64()), (Some(38), Some(16)));
        assert_eq!((value["cls"].as_str(), value["field"].as_str()), (Some("count"), Some("镇数")));
    }

    #[test]
    fn what_the_text_already_says_shows_in_every_form() {
        let (sources, mut diagnostic) = finding();
        diagnostic.missing.as_mut().expect("missing").known = Some("12".to_owned());
        assert!(concise(&diagnostic, &sources).ends_with("这里有空没有填（别处写的是12）"));
        assert!(jsonl(&diagnostic, &sources).contains("\"known\":\"12\""));
    }
}
