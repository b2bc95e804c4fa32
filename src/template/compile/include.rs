//! Included files.

use super::Compiler;
use crate::data::schema::nearest;
use crate::template::codes;
use std::ops::Range;

/// Deepest nesting of includes.
const MAX_DEPTH: usize = 16;
/// Most inclusions of one template, those of included files counted: two in each of twenty files are a million.
const MAX_INCLUSIONS: usize = 500;

impl Compiler<'_> {
    /// Compiles the file called `name`, which stands at `range`, in the place of `tag`.
    pub(super) fn include(&mut self, name: &str, range: Range<usize>, tag: Range<usize>) {
        let Some(file) = self.folder.get(name).copied() else {
            let hint = match nearest(name, self.folder.keys().map(String::as_str).take(MAX_INCLUSIONS)) {
                Some(near) => format!("是不是想写“{near}”？"),
                None => "被引用的文件要放在同一个模板文件夹里，或者旁边的“共用”文件夹里".to_owned(),
            };
            return self.fail(codes::INCLUDE, range, format!("没有名为“{name}”的模板文件"), hint);
        };
        if self.files.contains(&file) {
            return self.fail(codes::INCLUDE, tag, format!("“{name}”又引用了它自己"), "去掉其中一处引用");
        }
        if self.files.len() > MAX_DEPTH {
            let hint = "把里层几个文件的内容合到一个文件里";
            return self.stop(tag, format!("引用套了 {MAX_DEPTH} 层以上"), hint);
        }
        self.inclusions += 1;
        if self.inclusions > MAX_INCLUSIONS {
            let hint = "同一段内容只引用一次；看看这些文件是不是你引我、我引你，层层加倍";
            return self.stop(tag, format!("引用的文件一共超过 {MAX_INCLUSIONS} 次"), hint);
        }
        self.files.push(file);
        self.file(Some(tag));
        self.files.pop();
    }
}
