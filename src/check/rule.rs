//! What a rule is, and the registry of all rules.

use super::{Draft, Prose};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::lexicon::Wordlist;
use std::ops::Range;
use std::sync::OnceLock;

/// Where a rule takes its authority from; only a norm may say 规定.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// A standard or regulation, with its clause.
    Norm(&'static str),
    /// What offices do, without a written norm.
    Practice(&'static str),
}

impl Authority {
    /// The sentence users read.
    pub fn text(self) -> &'static str {
        match self {
            Authority::Norm(text) | Authority::Practice(text) => text,
        }
    }
}

/// What a text rule makes of a candidate.
#[derive(Debug)]
pub enum Seen {
    /// Not its business; look on at the next candidate.
    Nothing,
    /// A look-alike that ends here; candidates inside are settled.
    Lookalike(usize),
    /// A finding over this byte range of the prose. Its span is set by the scanner.
    Found(Range<usize>, Box<Diagnostic>),
}

/// Looks at the candidate that begins at a byte offset of a prose.
pub type Examine = fn(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen;

/// What a rule reads.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// Running text of every origin: the strings that call for a look, and the look.
    Text(&'static [&'static str], Examine),
    /// Running text likewise, where the strings are the words of a list.
    Words(Wordlist, Examine),
    /// The same with a list of site names, to which the user may add ([`Words`](super::Words)).
    Sites(Wordlist, Examine),
    /// The data tree.
    Data(ExamineWhole),
    /// The template's own text, its variables and loops.
    Template(ExamineWhole),
    /// The document as a whole.
    Document(ExamineWhole),
}

/// Looks at the whole draft and returns findings with their spans; empty where the draft lacks the rule's target.
pub type ExamineWhole = fn(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic>;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Stable code with slug.
    pub code: Code,
    /// Gravity of its findings.
    pub level: Level,
    /// Subject of its findings.
    pub kind: Kind,
    /// Why it may speak.
    pub authority: Authority,
    /// Explanation in Markdown; its blocks 错例 and 正例 are run as tests, line by line.
    pub page: &'static str,
    /// What it reads.
    pub target: Target,
}

impl Rule {
    /// A finding of this rule.
    pub fn finding(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.level, self.kind, message).because(self.authority.text())
    }
}

/// All rules, by code.
pub fn rules() -> &'static [&'static Rule] {
    static SORTED: OnceLock<Vec<&'static Rule>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let mut all: Vec<&'static Rule> = super::rules::FAMILIES.iter().copied().flatten().collect();
        all.sort_by_key(|rule| rule.code.id);
        all
    })
}

/// The rule with a code or slug, in any case.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    let same = |rule: &&&'static Rule| {
        rule.code.id.eq_ignore_ascii_case(name.trim()) || rule.code.slug.eq_ignore_ascii_case(name.trim())
    };
    rules().iter().find(same).copied()
}
