//! Rust source as words with line numbers: no comments, no literals, no test code.

/// A source file, split up.
pub(crate) struct SourceFile {
    /// Path from the root of the repository.
    pub name: String,
    /// Module path: `src/a/b.rs` and `src/a/b/mod.rs` are `[a, b]`, `src/lib.rs` is empty.
    pub module: Vec<String>,
    words: Vec<Word>,
}

#[derive(Clone, PartialEq, Debug)]
struct Word {
    text: String,
    line: usize,
}

/// A path into this crate.
pub(crate) struct CratePath {
    /// Line of its last word.
    pub line: usize,
    /// Its words below the crate.
    pub segments: Vec<String>,
}

/// A place where some words follow each other.
pub(crate) struct Call<'a> {
    /// Line of the first word.
    pub line: usize,
    before: Option<&'a Word>,
    words: &'a [Word],
}

impl Call<'_> {
    /// Whether exactly these words start here, not as a method or field of something.
    pub(crate) fn is(&self, words: &[&str]) -> bool {
        self.before.is_none_or(|before| before.text != ".")
            && words.len() <= self.words.len()
            && words.iter().zip(self.words).all(|(wanted, found)| found.text == *wanted)
            && (words.len() > 1 || self.is_path())
    }

    /// Whether a path into this package starts here: `package::…`, `::package::…`, `use package;`.
    pub(crate) fn enters(&self, package: &str) -> bool {
        self.words[0].text == package && self.is_path()
    }

    /// A lone name counts only as part of a path or an import, so a variable called `fs` is no offence.
    fn is_path(&self) -> bool {
        let before = self.before.map_or("", |word| word.text.as_str());
        let after = self.words.get(1).map_or("", |word| word.text.as_str());
        before != "."
            && (after == "::" || ["::", "{", ",", "use"].contains(&before) && [",", ";", "}", "as"].contains(&after))
    }
}

impl SourceFile {
    /// Splits the text of a file. The name decides the module path.
    pub(crate) fn read(name: &str, text: &str) -> SourceFile {
        let stem = name.trim_start_matches("src/").trim_end_matches(".rs");
        let stem = stem.strip_suffix("/mod").unwrap_or(stem);
        let module = match stem {
            "lib" | "main" => Vec::new(),
            _ => stem.split('/').map(str::to_owned).collect(),
        };
        let is_test_file = module.iter().any(|part| part == "tests");
        let words = if is_test_file { Vec::new() } else { without_tests(words(&blanked(text))) };
        SourceFile { name: name.to_owned(), module, words }
    }
}

/// The text with comments and literals turned to spaces; line breaks stay.
fn blanked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => line_end(&chars, at),
            '/' if chars.get(at + 1) == Some(&'*') => block_comment_end(&chars, at),
            '"' => string_end(&chars, at),
            'r' if !follows_word(&chars, at) => raw_string_end(&chars, at).unwrap_or(at),
            '\'' => char_end(&chars, at).unwrap_or(at),
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

fn follows_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_') && chars[at - 1] != 'b'
}

fn line_end(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |length| at + length)
}

fn block_comment_end(chars: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

fn raw_string_end(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(start + 1 + hashes) != Some(&'"') {
        return None;
    }
    let body = start + 2 + hashes;
    let closes =
        |at: usize| chars[at] == '"' && chars[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    Some((body..chars.len()).find(|at| closes(*at)).map_or(chars.len(), |at| at + 1 + hashes))
}

/// The end of a character literal; `None` for a lifetime.
fn char_end(chars: &[char], start: usize) -> Option<usize> {
    if chars.get(start + 1) == Some(&'\\') {
        let close = chars[start + 3..].iter().position(|c| *c == '\'')?;
        return Some(start + 3 + close + 1);
    }
    (chars.get(start + 2) == Some(&'\'')).then_some(start + 3)
}

/// Identifiers, `::`, and single marks.
fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let name = |c: char| c.is_alphanumeric() || c == '_';
            let length = if name(first) {
                rest.find(|c| !name(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            found.push(Word { text: rest[..length].to_owned(), line: index + 1 });
            rest = rest[length..].trim_start();
        }
    }
    found
}

/// Leaves out every item under `#[cfg(test)]`.
fn without_tests(words: Vec<Word>) -> Vec<Word> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let marked =
            words[at..].len() >= MARK.len() && words[at..].iter().zip(MARK).all(|(word, mark)| word.text == mark);
        if marked {
            at = item_end(&words, at + MARK.len());
        } else {
            kept.push(words[at].clone());
            at += 1;
        }
    }
    kept
}

/// One past the item that starts at `start`: its `;` outside braces, or the closing brace of its body.
fn item_end(words: &[Word], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut import = false;
    for (index, word) in words.iter().enumerate().skip(start) {
        match word.text.as_str() {
            "use" if depth == 0 => import = true,
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !import {
                    return index + 1;
                }
            }
            ";" if depth == 0 => return index + 1,
            _ => {}
        }
    }
    words.len()
}

/// Every path that starts at `crate`, `super` or (in `main.rs`) the crate's name, with groups taken apart.
pub(crate) fn paths(file: &SourceFile) -> Vec<CratePath> {
    let mut found = Vec::new();
    let words = &file.words;
    for at in 0..words.len() {
        let continues = at > 0 && ["::", "."].contains(&words[at - 1].text.as_str());
        if continues || words.get(at + 1).is_none_or(|next| next.text != "::") {
            continue;
        }
        let mut base = file.module.clone();
        let mut next = at;
        match words[at].text.as_str() {
            "crate" | "zhibi" => (base, next) = (Vec::new(), at + 2),
            "super" => {
                while words.get(next).is_some_and(|word| word.text == "super") {
                    base.pop();
                    next += 2;
                }
            }
            _ => continue,
        }
        branch(words, next, &base, &mut found);
    }
    found
}

/// Reads a use-tree from `at`, adding a path for each leaf; gives the index after it.
fn branch(words: &[Word], mut at: usize, base: &[String], found: &mut Vec<CratePath>) -> usize {
    let mut segments = base.to_vec();
    let mut line = words.get(at).map_or(0, |word| word.line);
    while let Some(word) = words.get(at) {
        if word.text == "{" {
            at += 1;
            while words.get(at).is_some_and(|word| word.text != "}") {
                at = branch(words, at, &segments, found);
                if words.get(at).is_some_and(|word| word.text == ",") {
                    at += 1;
                }
            }
            return at + 1;
        }
        line = word.line;
        segments.push(word.text.clone());
        at += 1;
        if words.get(at).is_some_and(|word| word.text == "::") {
            at += 1;
            continue;
        }
        if words.get(at).is_some_and(|word| word.text == "as") {
            at += 2;
        }
        break;
    }
    if segments.last().is_some_and(|last| last == "self") {
        segments.pop();
    }
    found.push(CratePath { line, segments });
    at.max(1)
}

/// Every word with what stands around it.
pub(crate) fn calls(file: &SourceFile) -> Vec<Call<'_>> {
    let words = &file.words;
    (0..words.len())
        .map(|at| Call { line: words[at].line, before: at.checked_sub(1).map(|b| &words[b]), words: &words[at..] })
        .collect()
}
