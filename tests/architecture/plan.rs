//! The plan: who may use whom, what may be called where. Changing a line here is changing the architecture.

/// One room of the house.
pub(crate) struct Room {
    /// Module path below the crate; the longest match speaks.
    pub name: &'static str,
    /// Module paths it may use besides itself.
    pub may_use: &'static [&'static str],
}

const fn room(name: &'static str, may_use: &'static [&'static str]) -> Room {
    Room { name, may_use }
}

/// Lowest first; every room uses only what stands above its own line.
pub(crate) const PLAN: &[Room] = &[
    // Foundation.
    room("unit", &[]),
    room("numeral", &[]),
    room("source", &[]),
    room("diagnostic", &["source"]),
    room("workspace", &["source", "diagnostic"]),
    room("lexicon", &["numeral"]),
    room("style", &["unit"]),
    room("font", &["unit"]),
    room("image", &[]),
    room("suppression", &["source"]),
    // From data to meaning.
    room("data", &["source", "diagnostic", "workspace", "numeral", "lexicon"]),
    room("template", &["source", "diagnostic", "workspace", "numeral", "lexicon", "data"]),
    room("merge", &["source", "diagnostic", "workspace", "numeral", "lexicon", "data", "template"]),
    room("markdown", &["source", "diagnostic", "numeral", "lexicon", "suppression"]),
    room("document", &["source", "diagnostic", "numeral", "lexicon", "data", "markdown"]),
    // From meaning to paper, and to findings.
    room("layout::page", &["unit", "font", "image"]),
    room("layout", &["source", "diagnostic", "numeral", "lexicon", "unit", "style", "font", "image", "document"]),
    room("check", &["source", "diagnostic", "numeral", "lexicon", "data", "template", "document", "suppression"]),
    room("writer::pdf", &["unit", "font", "image", "layout::page"]),
    room("writer::markdown", &["source", "numeral", "markdown", "document", "suppression"]),
    room("writer", &[]),
    // The composer and the only voice.
    room(
        "pipeline",
        &[
            "source",
            "diagnostic",
            "workspace",
            "lexicon",
            "numeral",
            "unit",
            "style",
            "font",
            "image",
            "data",
            "template",
            "merge",
            "markdown",
            "document",
            "layout",
            "check",
            "writer",
            "suppression",
        ],
    ),
    room("cli", &["source", "diagnostic", "workspace", "pipeline"]),
];

/// Words that may stand only in some rooms.
pub(crate) struct Forbidden {
    /// Consecutive words of the source, as the reader splits it.
    pub words: &'static [&'static str],
    /// Where they are at home; `main` is `src/main.rs` and `src/lib.rs`.
    pub homes: &'static [&'static str],
    /// Why.
    pub reason: &'static str,
}

const fn only(words: &'static [&'static str], homes: &'static [&'static str], reason: &'static str) -> Forbidden {
    Forbidden { words, homes, reason }
}

const VOICE: &[&str] = &["cli", "main"];
const PRINTS: &str = "only cli and main print";
const CLOCK: &str = "only cli reads the clock; take the time as an argument";

/// Calls with a home.
pub(crate) const FORBIDDEN: &[Forbidden] = &[
    only(&["fs"], &["workspace"], "only workspace touches the file system"),
    only(&["File", "::", "open"], &["workspace"], "only workspace touches the file system"),
    only(&["File", "::", "create"], &["workspace"], "only workspace touches the file system"),
    only(&["println", "!"], VOICE, PRINTS),
    only(&["eprintln", "!"], VOICE, PRINTS),
    only(&["print", "!"], VOICE, PRINTS),
    only(&["eprint", "!"], VOICE, PRINTS),
    only(&["stdout", "("], VOICE, PRINTS),
    only(&["stderr", "("], VOICE, PRINTS),
    only(&["process", "::", "exit"], VOICE, "only cli and main may exit"),
    only(&["process", "::", "abort"], &[], "nothing aborts"),
    only(&["process", "::", "Command"], &[], "no other program is started"),
    only(&["SystemTime"], &["cli"], CLOCK),
    only(&["Instant"], &["cli"], CLOCK),
    only(&["std", "::", "env"], VOICE, "only cli reads the environment"),
    only(&["env", "::", "var"], VOICE, "only cli reads the environment"),
    only(&["std", "::", "net"], &[], "zhibi works offline"),
    only(&["todo", "!"], &[], "todo! is unfinished work"),
    only(&["unimplemented", "!"], &[], "unimplemented! is unfinished work"),
    only(&["dbg", "!"], &[], "dbg! is a tool of the workbench"),
];

/// A package that may be named only in some rooms, so that it can be replaced there.
pub(crate) struct Guarded {
    /// Its name in paths.
    pub package: &'static str,
    /// The rooms.
    pub homes: &'static [&'static str],
}

const fn guarded(package: &'static str, homes: &'static [&'static str]) -> Guarded {
    Guarded { package, homes }
}

/// Packages behind a seam.
pub(crate) const GUARDED: &[Guarded] = &[
    guarded("printpdf", &["writer::pdf"]),
    guarded("lopdf", &["writer::pdf"]),
    guarded("subsetter", &["writer::pdf"]),
    guarded("skrifa", &["font"]),
    guarded("png", &["image"]),
    guarded("tera", &["template", "merge"]),
    guarded("granit_parser", &["data"]),
    guarded("pulldown_cmark", &["markdown"]),
    guarded("jieba_rs", &["lexicon"]),
    guarded("encoding_rs", &["source"]),
    guarded("annotate_snippets", &["diagnostic"]),
    guarded("clap", &["cli"]),
];

/// Names that say nothing.
pub(crate) const VAGUE_NAMES: &[&str] =
    &["utils", "util", "common", "helpers", "helper", "misc", "shared", "base", "core"];

/// Beginnings of paths that exist on one machine only, cut in two so that this file does not contain them.
pub(crate) const WORKPLACES: &[(&str, &str)] =
    &[("/", "work/"), ("/", "root/"), ("/", "home/"), ("/", "tmp/"), ("/", "Users/")];

/// Marks of unfinished work, cut in two for the same reason.
pub(crate) const LEFTOVERS: &[(&str, &str)] = &[("TO", "DO"), ("FIX", "ME"), ("HA", "CK:")];

/// What may stand beside the dot-files at the top of the repository; `target` and `out` are never committed.
pub(crate) const TOP_LEVEL: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "README.md",
    "benches",
    "data",
    "fonts",
    "out",
    "report-templates",
    "src",
    "target",
    "tests",
];
