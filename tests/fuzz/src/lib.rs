//! What the fuzz targets run, and what the fuzzer is given to start with.

pub mod material;
pub mod targets;

use std::fs;
use std::path::Path;

/// Names the folder into which [`prepare`] puts a dictionary and seeds.
const MATERIAL: &str = "ZHIBI_FUZZ_MATERIAL";

/// Writes `dictionary` and `seeds/` where the variable `ZHIBI_FUZZ_MATERIAL` says, before libFuzzer reads them. The
/// strings that rules look for are known only to the program.
///
/// # Panics
/// If they cannot be written.
pub fn prepare() {
    let Some(folder) = std::env::var_os(MATERIAL) else { return };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("seeds")).expect("a folder for seeds");
    for (number, page) in material::pages().enumerate() {
        fs::write(folder.join("seeds").join(format!("page-{number}")), page).expect("a seed");
    }
    let entry = |token: Vec<u8>| -> String {
        let bytes: String = token.iter().map(|byte| format!("\\x{byte:02x}")).collect();
        format!("\"{bytes}\"\n")
    };
    let dictionary: String = material::tokens().into_iter().map(entry).collect();
    fs::write(folder.join("dictionary"), dictionary).expect("a dictionary");
}
