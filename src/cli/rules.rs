//! `zhibi explain`.

use super::Ending;
use super::arguments::Explain;
use super::misuse::Misuse;
use super::screen::Screen;
use crate::pipeline;

/// Explains a code.
pub(super) fn explain(arguments: &Explain, screen: &mut Screen) -> Result<Ending, Misuse> {
    let Some(found) = pipeline::explain(&arguments.rule) else {
        let remedy = match pipeline::nearest_code(&arguments.rule) {
            Some(name) => format!("是不是 {name}？"),
            None => "编号或者名字在检查结果的方括号里，例如 FS001 或者 missing-file".to_owned(),
        };
        return Err(Misuse::new("explain", format!("没有“{}”这条规则", arguments.rule), remedy));
    };
    screen.out.line(&format!("{} {}", found.id, found.slug));
    screen.out.line(&format!("  {}", found.meaning));
    screen.out.line(&format!("依据：{}", found.basis));
    screen.out.line(&format!("办法：{}", found.remedy));
    Ok(Ending::Clean)
}
