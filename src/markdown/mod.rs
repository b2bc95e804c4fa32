//! Text of the Markdown dialect to blocks with inline runs.
//!
//! In comes a registered source: a merged report, a Markdown file of the user, or plain text. Out comes a
//! [`BlockTree`]: headings, paragraphs and tables in order, every run of characters with its place, and where the
//! front matter stands. The dialect is a rewrite into a small part of CommonMark, so that pulldown-cmark, which
//! parses the blocks and the bold stretches, sees no syntax that the dialect does not have. This module does not
//! know what a block means: labels, captions, titles and numbers are read by [`document`](crate::document).

mod emphasis;
mod event;
mod head;
mod line;
mod shield;
mod table;

pub use emphasis::{Emphasis, emphasis};
pub use head::{FRONT_MATTER_KEYS, is_entry};
pub use line::{heading_marks, is_rule};
pub use table::{column_widths, is_delimiter_row};

use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::source::{SourceId, SourceMap, Span};

const UNCLOSED: Code = Code::new("MD001", "unclosed-front-matter");
const DOUBTFUL_BOLD: Code = Code::new("MD002", "doubtful-bold");
const RULE: Code = Code::new("MD003", "rule-line");
const RAGGED: Code = Code::new("MD004", "ragged-table");
const VAST: Code = Code::new("MD005", "vast-table");

/// Says in a title where a new line is to start: 青禾县人民政府｜关于……. It is not printed.
pub const BREAK_MARK: char = '｜';

/// What kind of text a source holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavor {
    /// Markdown made from data and template; the characters of values are twins (see [`crate::source::marks`]).
    Merged,
    /// Markdown written or edited by hand.
    Markdown,
    /// Text without any markup.
    Plain,
}

/// A parsed text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlockTree {
    /// The YAML between the two `---` lines at the head, if there is any.
    pub front_matter: Option<Span>,
    /// Everything else, in order.
    pub blocks: Vec<Block>,
    /// Lines that are comments for the checker ([`suppression`](crate::suppression)), in no block.
    pub comments: Vec<Span>,
}

/// A block with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its source, surrounding white space excluded.
    pub span: Span,
    /// Whether it follows the block before it without an empty line between them.
    pub adjoins: bool,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A line that begins with `#`: how many of them, and the words.
    Heading(u8, Inline),
    /// A line of text.
    Paragraph(Inline),
    /// A pipe table.
    Table(Grid),
}

/// A table; every row is as long as `columns`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// How the columns stand, as far as the delimiter row says.
    pub columns: Vec<Column>,
    /// The heads.
    pub head: Vec<Inline>,
    /// The rows below.
    pub rows: Vec<Vec<Inline>>,
}

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// Not said.
    #[default]
    Unset,
    /// `:---`
    Left,
    /// `:---:`
    Center,
    /// `---:`
    Right,
}

/// Characters with bold stretches, marks and escapes undone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inline {
    /// What the reader reads.
    pub text: String,
    /// Stretches of `text`, in order and without holes.
    pub runs: Vec<Run>,
}

/// A stretch of an [`Inline`], from where the run before it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// One past its last byte in `text`.
    pub end: usize,
    /// Where it stands in the source.
    pub span: Span,
    /// Whether it stands there byte for byte.
    pub exact: bool,
    /// Whether it is bold.
    pub bold: bool,
}

/// Parses a source.
///
/// Nothing in the text is an error: what cannot be read as markup is text. Findings tell where the writer may have
/// meant something else.
pub fn parse(source: SourceId, sources: &SourceMap, flavor: Flavor, sink: &mut Sink) -> BlockTree {
    let text = sources.get(source).text();
    if flavor == Flavor::Plain {
        let blocks = line::plain_blocks(source, text);
        return BlockTree { front_matter: None, blocks, comments: line::comments(source, text, None) };
    }
    let (yaml, rest) = match head::head(text, flavor == Flavor::Markdown) {
        head::Head::Found { yaml, rest } => (Some(yaml), rest),
        head::Head::Damaged { yaml, rest, missed } => {
            sink.push(unclosed(source, text, &missed));
            (Some(yaml), rest)
        }
        head::Head::None => (None, 0),
    };
    let blocks = parse_from(source, text, rest, sink);
    let front_matter = yaml.clone().map(|yaml| Span::new(source, yaml.start, yaml.end));
    BlockTree { front_matter, blocks, comments: line::comments(source, text, yaml) }
}

/// What is said of a fence that is missing. The front matter is known by its lines and not printed as body.
fn unclosed(source: SourceId, text: &str, missed: &head::Missed) -> Diagnostic {
    /// Most characters quoted of the line below which the fence belongs.
    const QUOTED: usize = 16;
    let (message, place, hint) = match missed {
        head::Missed::Opening(place) => {
            ("题头信息前面没有“---”", place, "在题头信息的第一项上面单独写一行“---”（三个半角减号）".to_owned())
        }
        head::Missed::Closing(fence, last) => {
            let line = text[last.clone()].trim();
            let short: String = line.chars().take(QUOTED).collect();
            let more = if short.len() < line.len() { "…" } else { "" };
            let hint = format!("在“{short}{more}”的下面单独写一行“---”（三个半角减号）");
            ("开头的“---”没有与之成对的另一行“---”", fence, hint)
        }
    };
    Diagnostic::new(UNCLOSED, Level::Error, Kind::Defect, message)
        .at(Span::new(source, place.start, place.end))
        .because("题头信息（种类、署名、日期等）写在两行“---”之间；缺了一行，就分不清它和正文")
        .hint(hint)
}

fn parse_from(source: SourceId, text: &str, start: usize, sink: &mut Sink) -> Vec<Block> {
    let rewrite = shield::shield(source, text, start, sink);
    event::read(source, text, &rewrite)
}

#[cfg(test)]
mod tests;
