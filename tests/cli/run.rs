//! Runs the real program in a folder of its own and keeps what it said.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Longest time any command may take, bad input included; generous, because test machines are slow.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// A folder that vanishes with the test.
pub(crate) struct Folder {
    path: PathBuf,
}

/// What one run said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("zhibi-cli-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder { path }
    }

    /// A folder with one file.
    pub(crate) fn with(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = Folder::new();
        folder.write(name, bytes);
        folder
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folder made");
        fs::write(path, bytes).expect("file written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path.join(name).exists()
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Every file below the folder, sorted, `/` between names.
    pub(crate) fn files(&self) -> Vec<String> {
        fn below(folder: &Path, root: &Path, found: &mut Vec<String>) {
            for entry in fs::read_dir(folder).expect("listed").map(|entry| entry.expect("entry").path()) {
                if entry.is_dir() {
                    below(&entry, root, found);
                } else {
                    let name = entry.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
                    found.push(name);
                }
            }
        }
        let mut found = Vec::new();
        below(&self.path, &self.path, &mut found);
        found.sort();
        found
    }

    /// Runs zhibi here.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    /// Runs zhibi here with something on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.start(arguments);
        let mut stdin = child.stdin.take().expect("stdin");
        let input = input.to_vec();
        // The program may end before it has read everything; that is its right.
        let feeder = thread::spawn(move || drop(stdin.write_all(&input)));
        let out = drain(child.stdout.take().expect("stdout"));
        let err = drain(child.stderr.take().expect("stderr"));
        let code = wait(&mut child, arguments);
        feeder.join().expect("fed");
        let run = Run { code, out: out.join().expect("out"), err: err.join().expect("err") };
        assert!(!run.err.contains("panicked"), "{arguments:?} panicked:\n{}", run.err);
        run
    }

    /// Starts zhibi here.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_zhibi"))
            .args(arguments)
            .current_dir(&self.path)
            .env_remove("NO_COLOR")
            .env("LANG", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("zhibi starts")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Run {
    /// Holds the exit code.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\nstdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Holds that every one of these stands on standard error.
    #[track_caller]
    pub(crate) fn complains(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "stderr lacks “{word}”:\n{}\nstdout:\n{}", self.err, self.out);
        }
        self
    }

    /// Holds that every one of these stands on standard output.
    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.out.contains(word), "stdout lacks “{word}”:\n{}\nstderr:\n{}", self.out, self.err);
        }
        self
    }

    /// Everything on the screen.
    pub(crate) fn screen(&self) -> String {
        format!("{}\n{}", self.out, self.err)
    }
}

fn drain(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("read");
        String::from_utf8(bytes).expect("the screen is UTF-8")
    })
}

/// Waits for the end; kills what takes too long.
pub(crate) fn wait(child: &mut Child, arguments: &[&str]) -> i32 {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("waited") {
            return status.code().unwrap_or_else(|| panic!("{arguments:?} was killed: {status}"));
        }
        if started.elapsed() > TIME_LIMIT {
            child.kill().expect("killed");
            panic!("{arguments:?} took longer than {TIME_LIMIT:?}");
        }
        thread::sleep(Duration::from_millis(5));
    }
}
