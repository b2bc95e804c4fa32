//! The parser's complaints in Chinese, with the remedy.

use super::unclosed;
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::source::Span;
use granit_parser::{ErrorKind, ScanError};

const SYNTAX: Code = Code::new("DA001", "yaml-syntax");

/// A syntax error as a diagnostic; `text` is the file, `span` the place the parser names.
pub(super) fn explain(error: &ScanError, text: &str, span: Span) -> Diagnostic {
    let (message, hint) = words(error.kind(), text);
    Diagnostic::new(SYNTAX, Level::Error, Kind::Data, message).at(span).hint(hint)
}

/// The complaint about a mark that opens before the place the parser names and is never closed; `whole` is the file.
pub(super) fn unclosed(text: &str, whole: Span, at: Option<Span>) -> Option<Diagnostic> {
    let until = at.map_or(text.len(), |at| (at.start - whole.start) as usize + 1);
    let (open, mark) = unclosed::first(text, until)?;
    let (message, hint) = match mark {
        '[' | '{' => {
            let close = if mark == '[' { ']' } else { '}' };
            (format!("这里的“{mark}”没有配对"), format!("补上右边的“{close}”；内容本身以“{mark}”开头的，整个加引号"))
        }
        _ => (format!("这里的引号（{mark}）没有配对"), "补上右引号；内容里要用引号的，改用中文引号“”".to_owned()),
    };
    Some(Diagnostic::new(SYNTAX, Level::Error, Kind::Data, message).at(whole.slice(open, open + 1)).hint(hint))
}

fn words(kind: &ErrorKind, text: &str) -> (String, &'static str) {
    use ErrorKind as K;
    let quote = "给整个值加上英文引号，例如 '…'";
    let (message, hint) = match kind {
        K::UnexpectedCharacter { character } => return (format!("值不能以“{character}”开头"), quote),
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabInPlainScalar
        | K::TabAtBlockScalarStart => (super::trap::TAB_FOUND, "改用空格，每一层缩进两个空格"),
        K::RecursionLimitExceeded => ("嵌套太深", "检查缩进和括号；报告数据一般不超过五层"),
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            ("引号没有配对", "补上右引号；内容里的英文引号要写两个")
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            ("右引号后面还有文字", "把整个值放进一对引号里；引用文字请用中文引号“”")
        }
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape
        | K::InvalidLowSurrogateHexEscape
        | K::InvalidLowSurrogate
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate => ("双引号里的“\\”写法不对", "改用单引号，其中的“\\”就是它自己"),
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::ExpectedFlowSequenceSeparator
        | K::ExpectedFlowMappingSeparator
        | K::MisplacedFlowCollectionEnd
        | K::MismatchedFlowCollectionEnd { .. } => {
            ("英文方括号或花括号没有配对", "以“[”或“{”开头的内容要加引号；列表各项用英文逗号隔开并以“]”结束")
        }
        K::MappingValueNotAllowed | K::InvalidColonPlacement | K::MappingKeyNotAllowed => {
            ("这里不能再出现“字段: 内容”", "检查上一行缩进是否一致；内容里有英文冒号加空格时，给整个值加引号")
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey | K::ExpectedBlockMappingKey => {
            ("这一行不是“字段: 内容”", "补上英文冒号和空格；如果是上一个值的续行，请比上一行多缩进两格")
        }
        K::BlockSequenceEntryNotAllowed | K::ExpectedBlockSequenceEntry | K::InvalidBlockEntryWhitespace => {
            ("列表的“- ”位置不对", "列表每项另起一行，以“- ”开头，并与同列各项对齐")
        }
        K::InvalidIndentation
        | K::InvalidBlockScalarIndent
        | K::InvalidQuotedScalarIndent
        | K::InvalidFlowScalarIndent => ("缩进不一致", "同一层的各行用同样多的空格开头"),
        K::CommentInterceptedScalar | K::CommentNotSeparated => ("“#”把一段文字截断了", quote),
        K::UndeclaredTagHandle | K::MissingTagUri | K::InvalidGlobalTagCharacter | K::InvalidTagTerminator => {
            ("值不能以“!”开头", quote)
        }
        K::MissingAnchorOrAliasName | K::UnknownAnchor => ("“&”或“*”后面缺少名称", quote),
        K::BomInsideDocument => ("文件中间有一个看不见的标记（BOM）", "删去这一处，重新输入这一行"),
        K::PlainScalarStartsWithDashFlowIndicator => ("值的开头写法不对", quote),
        _ if text.contains('\t') => ("YAML 写法有误", "检查这一行附近的缩进、冒号和引号；缩进只用空格"),
        _ => ("YAML 写法有误", "检查这一行附近的缩进、冒号和引号"),
    };
    (message.to_owned(), hint)
}
