//! The throughput of the checker on plain drafts, all rules on one core: with nothing to find, with gaps that call for
//! the dictionary, and on one line without end. `cargo bench --bench check` runs it.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fmt::Write;
use zhibi::check::{self, Draft, Selection};
use zhibi::diagnostic::Sink;
use zhibi::document;
use zhibi::markdown::Flavor;
use zhibi::source::SourceMap;

const CLEAN: &str = include_str!("../tests/drafts/clean/001_养老服务调研.txt");

fn main() {
    divan::main();
}

/// About a megabyte of different paragraphs: the same words with other figures, so that nothing is said twice.
fn paragraphs(gap_every: usize) -> String {
    let sentences: Vec<&str> = CLEAN.lines().map(str::trim).filter(|line| line.chars().count() > 60).collect();
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
    bench(bencher, &paragraphs(0));
}

#[divan::bench(sample_count = 5)]
fn b_with_gaps(bencher: Bencher<'_, '_>) {
    bench(bencher, &paragraphs(10));
}

#[divan::bench(sample_count = 3)]
fn c_one_line(bencher: Bencher<'_, '_>) {
    bench(bencher, &paragraphs(0).replace('\n', ""));
}
