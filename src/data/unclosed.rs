//! Where a quotation mark or bracket opens that is never closed. The parser finds out only much further on, at the next
//! mark of the kind or at the end of the file; the user must be shown the line to mend.

/// Offset and character of the first mark before `until` that swallows what follows it.
pub(super) fn first(text: &str, until: usize) -> Option<(usize, char)> {
    let mut lines = Lines { text, at: 0 };
    while lines.at < until.min(text.len()) {
        let (start, line) = lines.next()?;
        let indent = line.len() - line.trim_start_matches(' ').len();
        let value = value_of(line);
        let opener = line[value..].chars().next().map(|c| (start + value, c));
        match opener {
            Some((_, '|' | '>')) => lines.skip_deeper(indent),
            Some((at, mark @ ('"' | '\''))) => match end_of_quote(text, at, mark) {
                Some(end) if stands_alone(text, end) => lines.at = lines.at.max(next_line(text, end)),
                _ => return Some((at, mark)),
            },
            Some((at, mark @ ('[' | '{'))) => match end_of_brackets(text, at, indent) {
                Ok(end) => lines.at = lines.at.max(next_line(text, end)),
                Err(inner) => return Some(inner.unwrap_or((at, mark))),
            },
            _ => {}
        }
    }
    None
}

/// Lines with their offsets.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let start = self.at;
        let line = self.text.get(start..)?.lines().next()?;
        self.at = next_line(self.text, start);
        Some((start, line))
    }

    /// Passes over the text of a block that belongs to a key with this indent.
    fn skip_deeper(&mut self, indent: usize) {
        while let Some(line) = self.text.get(self.at..).and_then(|rest| rest.lines().next()) {
            let deeper = line.len() - line.trim_start_matches(' ').len() > indent;
            if !deeper && !line.trim().is_empty() {
                return;
            }
            self.at = next_line(self.text, self.at);
            if self.at >= self.text.len() {
                return;
            }
        }
    }
}

fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Where the value of a line begins: behind `- ` and behind `字段: `.
fn value_of(line: &str) -> usize {
    let mut at = line.len() - line.trim_start_matches(' ').len();
    while let Some(rest) = line[at..].strip_prefix("- ") {
        at = line.len() - rest.trim_start_matches(' ').len();
    }
    let rest = &line[at..];
    if rest.starts_with(['"', '\'', '[', '{', '#']) {
        return at;
    }
    match rest.find(": ") {
        Some(colon) => line.len() - rest[colon + 2..].trim_start_matches(' ').len(),
        None => at,
    }
}

/// One past the mark that closes the one at `open`.
fn end_of_quote(text: &str, open: usize, mark: char) -> Option<usize> {
    let mut characters = text[open + 1..].char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if mark == '"' => drop(characters.next()),
            c if c == mark => {
                if mark == '\'' && characters.next_if(|(_, next)| *next == '\'').is_some() {
                    continue;
                }
                return Some(open + 1 + at + 1);
            }
            _ => {}
        }
    }
    None
}

/// Whether nothing but a comment, a mark of a list or a colon follows on the line.
fn stands_alone(text: &str, end: usize) -> bool {
    let rest = text[end..].lines().next().unwrap_or_default();
    let words = rest.trim_start();
    words.is_empty() || words.starts_with([',', ']', '}', ':']) || (words.starts_with('#') && words.len() < rest.len())
}

/// One past the bracket that closes the one at `open`; else the mark inside that is not closed, or nothing if it is the
/// bracket itself. A further field that stands no deeper than the line of the bracket shows that it was forgotten.
fn end_of_brackets(text: &str, open: usize, indent: usize) -> Result<usize, Option<(usize, char)>> {
    let mut depth = 0_usize;
    let mut at = open;
    let mut fresh = true;
    while let Some(c) = text[at..].chars().next() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            '"' | '\'' if fresh => match end_of_quote(text, at, c) {
                Some(end) if stands_alone(text, end) => {
                    at = end;
                    fresh = false;
                    continue;
                }
                _ => return Err(Some((at, c))),
            },
            '\n' if is_field(text[at + 1..].lines().next().unwrap_or_default(), indent) => return Err(None),
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            return Ok(at);
        }
        fresh = matches!(c, '[' | '{' | ',' | ':' | '\n') || (fresh && c == ' ');
    }
    Err(None)
}

/// Whether a line is a field no deeper than `indent`.
fn is_field(line: &str, indent: usize) -> bool {
    let words = line.trim_start_matches(' ');
    let shallow = line.len() - words.len() <= indent && !words.starts_with(['[', '{', '#', '"', '\'', ']', '}']);
    shallow && words.find(':').is_some_and(|colon| matches!(words[colon + 1..].chars().next(), None | Some(' ')))
}

#[cfg(test)]
mod tests {
    use super::first;

    /// The line, from 1, and the mark.
    fn found(text: &str) -> Option<(usize, char)> {
        first(text, text.len()).map(|(at, mark)| (text[..at].matches('\n').count() + 1, mark))
    }

    #[test]
    fn an_unclosed_quotation_mark_is_found_where_it_opens() {
        assert_eq!(found("甲: 1\n乙: \"青禾县\n丙: 2\n丁: {单位: \"%\", 值: 3}\n"), Some((2, '"')));
        assert_eq!(found("甲: '青禾县\n乙: 1\n"), Some((1, '\'')));
        assert_eq!(found("- 题: 一\n- \"二\n- 三\n"), Some((2, '"')));
    }

    #[test]
    fn an_unclosed_bracket_is_found_where_it_opens() {
        assert_eq!(found("甲: [一, 二\n乙: 1\n丙: [三]\n"), Some((1, '[')));
        assert_eq!(found("甲:\n  - {题: 一, 文: 二\n  - {题: 三, 文: 四}\n乙: 1\n"), Some((2, '{')));
        assert_eq!(found("甲: [一, \"二, 三]\n乙: 1\n"), Some((1, '"')));
    }

    #[test]
    fn what_is_closed_is_let_be() {
        let text = "甲: \"一\n  二\"\n乙: '它''们' # 说明\n丙: [一,\n  \"二: 三\",\n  {四: 五}]\n丁: |\n  \"没有关\n  [也没有\n戊: 说\"好\n";
        assert_eq!(found(text), None);
        assert_eq!(found("\"甲\": 1\n{乙: 2}\n"), None);
    }
}
