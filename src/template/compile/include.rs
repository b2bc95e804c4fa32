//! Included files.

use super::Compiler;
use crate::data::schema::nearest;
use crate::template::codes;
use std::ops::Range;

/// Deepest nesting of includes.
const MAX_DEPTH: usize = 16;

impl Compiler<'_> {
    /// Compiles the file called `name`, which stands at `range`, in the place of `tag`.
    pub(super) fn include(&mut self, name: &str, range: Range<usize>, tag: Range<usize>) {
        let Some(file) = self.folder.get(name).copied() else {
            let hint = match nearest(name, self.folder.keys().map(String::as_str)) {
                Some(near) => format!("是不是想写“{near}”？"),
                None => "被引用的文件要放在同一个模板文件夹里".to_owned(),
            };
            return self.fail(codes::INCLUDE, range, format!("没有名为“{name}”的模板文件"), hint);
        };
        if self.files.contains(&file) || self.files.len() > MAX_DEPTH {
            return self.fail(codes::INCLUDE, tag, format!("“{name}”又引用了它自己"), "去掉其中一处引用");
        }
        self.files.push(file);
        self.file();
        self.files.pop();
    }
}
