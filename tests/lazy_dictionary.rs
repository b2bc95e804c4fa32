//! A draft without gaps is checked without the dictionary, which costs more than all checking.

use zhibi::check::{Draft, Selection, check};
use zhibi::lexicon::is_loaded;
use zhibi::source::SourceMap;

#[test]
fn only_a_gap_loads_the_dictionary() {
    let run = |text: &str| {
        let mut sources = SourceMap::new();
        let id = sources.add("草稿.txt", text);
        check(&Draft { text: Some(id), ..Draft::new(&sources) }, &Selection::default()).len()
    };
    let clean = "全县辖12个镇，屏幕为1920*1080，推行1+X证书，完成投资3.2亿元。\n".repeat(120);
    assert_eq!((run(&clean), is_loaded()), (0, false));
    assert_eq!((run("建成城市社区*个"), is_loaded()), (1, true));
}
