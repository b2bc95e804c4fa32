//! Writes the list of bundled kinds from the folder `report-templates`, so that a further kind is files only.
//!
//! A folder with `schema.yaml` and `template.md` is a kind; its other `.md` files, and those of the folder `共用`, are
//! parts that templates include, and the other `.yaml` files parts that schemas take in.

#![expect(clippy::print_stdout, reason = "so a build script speaks to cargo")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const SHARED: &str = "共用";

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("report-templates");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut list = String::from("&[\n");
    for kind in names(&root)? {
        let folder = root.join(&kind);
        println!("cargo::rerun-if-changed={}", folder.display());
        if kind == SHARED || !folder.join("template.md").is_file() || !folder.join("schema.yaml").is_file() {
            continue;
        }
        let text = |name: &str| format!("include_str!({:?})", folder.join(name).display().to_string());
        let _ = write!(list, "    Bundled {{ name: {kind:?}, schema: {}, ", text("schema.yaml"));
        let _ = writeln!(list, "template: {}, parts: &[{}] }},", text("template.md"), parts(&folder)?);
    }
    list.push_str("]\n");
    let shared = root.join(SHARED);
    let shared = if shared.is_dir() { parts(&shared)? } else { String::new() };
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("kinds.rs"), list)?;
    fs::write(out.join("parts.rs"), format!("&[{shared}]\n"))
}

/// The names of the entries of a folder, sorted, so that the same files give the same program.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<String> = entries.iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// The texts of a folder that templates may include and schemas take in.
fn parts(folder: &Path) -> io::Result<String> {
    let mut list = String::new();
    let is_part = |name: &&String| match name.rsplit_once('.') {
        Some((stem, "md")) => stem != "template",
        Some((stem, "yaml")) => stem != "schema",
        _ => false,
    };
    for name in names(folder)?.iter().filter(is_part) {
        let path = folder.join(name).display().to_string();
        println!("cargo::rerun-if-changed={path}");
        let _ = write!(list, "({name:?}, include_str!({path:?})), ");
    }
    Ok(list)
}
