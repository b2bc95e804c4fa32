//! Files the user names, standard input (`-`) among them.

use crate::diagnostic::Diagnostic;
use crate::pipeline::{Input, InputKind};
use crate::workspace::{ReadError, TEXT_LIMIT, Workspace};
use std::io::{self, Read};
use std::path::Path;

/// Whether a file name stands for standard input.
pub(super) fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

/// The input behind a file name; standard input is read up to the limit of a text.
pub(super) fn open(file: &Path, kind: Option<InputKind>, workspace: &Workspace) -> Result<Input, Box<Diagnostic>> {
    if !is_stdin(file) {
        return Ok(Input::File(file.to_path_buf(), kind));
    }
    let mut bytes = Vec::new();
    let failure = match io::stdin().lock().take(TEXT_LIMIT + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 <= TEXT_LIMIT => return Ok(Input::Bytes(bytes, kind)),
        Ok(_) => ReadError::TooLarge { limit: TEXT_LIMIT },
        Err(error) => ReadError::Failed(error.raw_os_error()),
    };
    Err(Box::new(workspace.explain(file, &failure)))
}
