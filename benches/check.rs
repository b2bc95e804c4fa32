//! The throughput of the checker on plain drafts, all rules on one core: with nothing to find, with gaps that call for
//! the dictionary, on one line without end, and full of what only looks like a gap. `cargo bench --bench check` runs it.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fmt::Write;
use zhibi::check::{self, Draft, Selection};
use zhibi::diagnostic::Sink;
use zhibi::document;
use zhibi::markdown::Flavor;
use zhibi::source::SourceMap;

const CLEAN: &str = include_str!("../tests/drafts/clean/001_养老服务调研.txt");
/// What looks like a gap and is none stands in a report now and then; in this draft it stands everywhere.
const LOOKALIKE: &[char] = &['*', '×', 'X', 'x', '_', '某', '【', '□', '√', '＊'];

fn main() {
    divan::main();
}

/// About a megabyte of different paragraphs: the same words with other figures, so that nothing is said twice.
fn paragraphs(gap_every: usize, lookalikes: bool) -> String {
    let sentences = CLEAN.lines().map(str::trim).filter(|line| line.chars().count() > 60);
    let sentences: Vec<&str> = sentences.filter(|line| lookalikes || !line.contains(LOOKALIKE)).collect();
    let mut text = String::new();
    for number in 0.. {
        let sentence = sentences[number % sentences.len()];
        let gap = if gap_every > 0 && number % gap_every == 0 { "新建城市社区**个，" } else { "" };
        let _ = writeln!(text, "　　{gap}编号{number}：{sentence}");
        if text.len() > 1 << 20 {
            return text;
        }
    }
    text
}

fn bench(bencher: Bencher<'_, '_>, text: &str) {
    let mut sources = SourceMap::new();
    let id = sources.add("草稿.txt", text);
    let document = document::build(id, &sources, Flavor::Plain, &mut Sink::new());
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let draft = Draft { text: Some(id), document: Some(&document), ..Draft::new(&sources) };
        check::check(black_box(&draft), &Selection::default())
    });
}

#[divan::bench(sample_count = 5)]
fn a_without_gaps(bencher: Bencher<'_, '_>) {
    bench(bencher, &paragraphs(0, false));
}

#[divan::bench(sample_count = 5)]
fn b_with_gaps(bencher: Bencher<'_, '_>) {
    bench(bencher, &paragraphs(10, false));
}

#[divan::bench(sample_count = 3)]
fn c_one_line(bencher: Bencher<'_, '_>) {
    bench(bencher, &paragraphs(0, false).replace('\n', ""));
}

#[divan::bench(sample_count = 5)]
fn d_full_of_lookalikes(bencher: Bencher<'_, '_>) {
    bench(bencher, &paragraphs(0, true));
}
