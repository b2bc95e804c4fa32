//! The two output streams. A closed pipe is no error: the reader has seen enough.

use std::io::{self, BufWriter, IsTerminal, Write};

/// Standard output and standard error.
pub(super) struct Screen {
    pub(super) out: Stream,
    pub(super) err: Stream,
    /// Whether the command does nothing but list, so that a reader who leaves has what he wanted.
    pub(super) only_lists: bool,
}

/// One stream.
pub(super) struct Stream {
    writer: Box<dyn Write>,
    /// Whether colours may be used.
    pub(super) color: bool,
    terminal: bool,
    /// Whether a passing line stands on the terminal now.
    passing: bool,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// The reader went away.
    Closed,
    /// Writing failed otherwise, say on a full disk.
    Failed,
}

impl Screen {
    /// The streams of the process. `plain` forbids colour (`NO_COLOR`).
    pub(super) fn of_process(plain: bool) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        Screen {
            out: Stream::new(out.is_terminal(), plain, Box::new(BufWriter::new(out.lock()))),
            err: Stream::new(err.is_terminal(), plain, Box::new(BufWriter::new(err.lock()))),
            only_lists: false,
        }
    }

    /// Writes out what is held back. Returns whether everything reached standard output or its reader left early.
    pub(super) fn finish(&mut self) -> bool {
        self.out.flush();
        if self.out.state == State::Failed {
            self.err.line("写标准输出时出错：磁盘可能已满");
        }
        self.err.flush();
        self.out.state != State::Failed
    }

    /// Writes out what is held back, and goes on.
    pub(super) fn flush(&mut self) {
        self.err.flush();
        self.out.flush();
    }

    /// Whether the reader of a list left early, having seen enough.
    pub(super) fn was_enough(&self) -> bool {
        self.only_lists && self.out.state == State::Closed
    }
}

impl Stream {
    fn new(terminal: bool, plain: bool, writer: Box<dyn Write>) -> Self {
        Stream { writer, color: terminal && !plain, terminal, passing: false, state: State::Open }
    }

    /// Shows a line that the next one replaces, at once; only on a terminal.
    pub(super) fn passing(&mut self, line: &str) {
        if self.terminal {
            self.text(&format!("\r{line}\u{1b}[K"));
            self.flush();
            self.passing = true;
        }
    }

    /// Takes the passing line away.
    pub(super) fn passed(&mut self) {
        if std::mem::take(&mut self.passing) {
            self.text("\r\u{1b}[K");
            self.flush();
        }
    }

    /// Writes a line; an empty one too.
    pub(super) fn line(&mut self, line: &str) {
        self.text(line);
        self.text("\n");
    }

    /// Writes text as it is.
    pub(super) fn text(&mut self, text: &str) {
        if self.state == State::Open {
            let result = self.writer.write_all(text.as_bytes());
            self.note(result);
        }
    }

    /// Whether somebody still reads.
    pub(super) fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Writes out what is held back.
    pub(super) fn flush(&mut self) {
        if self.state == State::Open {
            let result = self.writer.flush();
            self.note(result);
        }
    }

    fn note(&mut self, result: io::Result<()>) {
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.state = State::Closed,
            Err(_) => self.state = State::Failed,
        }
    }
}
