//! The fuzz targets on a few hundred inputs made by chance, the same ones every time, so that they keep working where
//! no fuzzer runs. `tests/fuzz/README.md` tells how to run them in earnest.
//!
//! `ZHIBI_FUZZ_ROUNDS` makes more inputs of each target, `ZHIBI_FUZZ_SEED` others.

#[expect(unreachable_pub, reason = "also a module of the fuzz crate")]
#[path = "fuzz/src/material.rs"]
mod material;
#[expect(unreachable_pub, reason = "also a module of the fuzz crate")]
#[path = "fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Largest input; what is wrong with a large one is mostly wrong with a small one too.
const LARGEST: usize = 3_000;

/// Pseudo-random numbers (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 if there is none.
    fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }

    fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// What inputs are made of.
struct Maker {
    chance: Chance,
    seeds: Vec<Vec<u8>>,
    tokens: Vec<Vec<u8>>,
}

impl Maker {
    fn new(seed: u64, seeds: Vec<Vec<u8>>) -> Self {
        Maker { chance: Chance(seed), seeds, tokens: material::tokens() }
    }

    fn input(&mut self) -> Vec<u8> {
        let mut input = self.chance.one_of(&self.seeds).clone();
        if input.len() > LARGEST {
            let lines: Vec<&[u8]> = input.split_inclusive(|byte| *byte == b'\n').collect();
            let start = if self.chance.below(2) == 0 { 0 } else { self.chance.below(lines.len()) };
            input = lines[start..].concat();
            input.truncate(whole(&input, LARGEST));
        }
        for _ in 0..1 + self.chance.below(4) {
            self.change(&mut input);
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = whole(input, self.chance.below(input.len() + 1));
        let length = whole(input, at + self.chance.below(40).min(input.len() - at)) - at;
        match self.chance.below(8) {
            0 => drop(input.drain(at..at + length)),
            1 => {
                let piece = input[at..at + length].to_vec();
                let times = 1 + self.chance.below(20);
                input.splice(at..at, piece.repeat(times));
            }
            2 => {
                let other = self.chance.one_of(&self.seeds);
                let from = other.len() / 3;
                input.splice(at..at + length, other[from..].iter().copied().take(200).collect::<Vec<_>>());
            }
            3 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.chance.below(8);
                }
            }
            4 => {
                let token = self.chance.one_of(&self.tokens).repeat(1 + self.chance.below(60));
                input.splice(at..at, token);
            }
            _ => {
                let token = self.chance.one_of(&self.tokens).clone();
                input.splice(at..at + length.min(3), token);
            }
        }
    }
}

/// The beginning of the character a place lies in: a broken one refuses the whole input.
fn whole(input: &[u8], mut at: usize) -> usize {
    while input.get(at).is_some_and(|byte| (0x80..0xC0).contains(byte)) && at > 0 {
        at -= 1;
    }
    at
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder with one of the endings, in order.
fn files(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder of the repository");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let wanted =
        |path: &PathBuf| path.extension().and_then(|ending| ending.to_str()).is_some_and(|e| endings.contains(&e));
    paths.iter().filter(|path| wanted(path)).map(|path| fs::read(path).expect("a seed")).collect()
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let pages = || material::pages().map(|page| page.as_bytes().to_vec());
    match target {
        "check_text" | "check_markdown" => {
            files("tests/drafts/gaps", &["txt", "md"]).into_iter().chain(pages()).collect()
        }
        "template" => {
            // The target merges the data of this kind: another kind's template would fail at its first field.
            files("report-templates/政协提案", &["md"])
        }
        _ => files("data", &["yaml"]),
    }
}

/// Runs one target on inputs made by chance; one on which it fails is kept in the folder for temporary files.
fn smoke(name: &str, rounds: usize) {
    let number = |variable: &str| std::env::var(variable).ok().and_then(|value| value.parse::<u64>().ok());
    let rounds = number("ZHIBI_FUZZ_ROUNDS").map_or(rounds, |rounds| rounds as usize);
    let target = targets::ALL.iter().find(|(of, _)| *of == name).expect("a target").1;
    let mut maker = Maker::new(number("ZHIBI_FUZZ_SEED").unwrap_or(9_704), seeds(name));
    for round in 0..rounds {
        let input = maker.input();
        if catch_unwind(|| target(&input)).is_err() {
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}-{round}"));
            fs::write(&kept, &input).expect("the input can be kept");
            panic!("{name} fails on {}", kept.display());
        }
    }
}

#[test]
fn any_bytes_as_plain_text_can_be_checked() {
    smoke("check_text", 400);
}

#[test]
fn any_bytes_as_markdown_can_be_checked() {
    smoke("check_markdown", 400);
}

#[test]
fn any_bytes_as_data_can_be_checked() {
    smoke("check_data", 150);
}

#[test]
fn any_bytes_as_data_can_be_built() {
    smoke("build_data", 30);
}

#[test]
fn any_bytes_as_a_template_can_be_merged() {
    smoke("template", 60);
}
