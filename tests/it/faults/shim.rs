//! The library that stands between the program and the C library (`tests/faults/shim.c`): building it, and running a
//! command under it.

use std::env;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const SIGKILL: i32 = 9;
/// Steps are independent of each other, so they run side by side.
const THREADS: usize = 2;
/// No program of these tests makes so many durable calls: one that does never ends.
const CALLS_MAX: usize = 5_000;

/// What happens at the chosen durable call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The program dies instead of making it.
    KillBefore,
    /// Half of it is written, then the program dies; what is no write is made first.
    Torn,
    /// It fails with an input/output error, and so does every later one.
    Eio,
    /// It alone fails with an input/output error.
    EioOnce,
    /// The disk is full from it on.
    Enospc,
    /// The disk cannot be written at all, from the first call on.
    Erofs,
}

impl Mode {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KillBefore => "kill-before",
            Self::Torn => "torn",
            Self::Eio => "eio",
            Self::EioOnce => "eio-once",
            Self::Enospc => "enospc",
            Self::Erofs => "erofs",
        }
    }

    /// Whether the program dies.
    pub fn kills(self) -> bool {
        matches!(self, Self::KillBefore | Self::Torn)
    }
}

/// What a command under the shim came to.
pub struct Faulted {
    /// What it printed and how it ended.
    pub output: Output,
    /// Its durable calls in order, as `call file`; after a kill the last one is where it died.
    pub calls: Vec<String>,
}

impl Faulted {
    /// Whether it was killed.
    pub fn was_killed(&self) -> bool {
        self.output.status.signal() == Some(SIGKILL)
    }
}

/// The library, built by the first test that needs it.
pub fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        // Built under a name of its own and renamed, so that two runs at once do not build over each other.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (library, built_as) =
            (folder.join("shim.so"), folder.join(format!("shim-{}.so", std::process::id())));
        let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/shim.c");
        let built = Command::new(&compiler)
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o"])
            .arg(&built_as)
            .args([source, "-ldl"])
            .output()
            .unwrap_or_else(|error| panic!("no C compiler `{}`: {error}", compiler.display()));
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        fs::rename(built_as, &library).unwrap();
        library
    })
}

/// Runs a command, counting the durable calls below `watched`, with a fault at the given one.
pub fn run(mut command: Command, watched: &Path, fault: Option<(usize, Mode)>) -> Faulted {
    let log = watched.with_extension("calls");
    command.env("LD_PRELOAD", library()).env("SHIM_DIR", watched).env("SHIM_LOG", &log);
    if let Some((at, mode)) = fault {
        command.env("SHIM_AT", at.to_string()).env("SHIM_MODE", mode.as_str());
    }
    let output = command.output().unwrap();
    let calls = fs::read_to_string(&log).unwrap_or_default().lines().map(str::to_owned).collect();
    let _ = fs::remove_file(&log);
    Faulted { output, calls }
}

/// Takes steps 1, 2, 3 … in every mode, until one says that its call was not reached any more.
pub fn sweep(modes: &[Mode], step: impl Fn(usize, Mode) -> bool + Sync) {
    for &mode in modes {
        let (next, reached, ended) = (AtomicUsize::new(1), AtomicUsize::new(0), AtomicUsize::new(CALLS_MAX));
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= ended.load(Ordering::Relaxed) {
                    break;
                }
                if step(at, mode) {
                    reached.fetch_add(1, Ordering::Relaxed);
                } else {
                    ended.fetch_min(at, Ordering::Relaxed);
                }
            }
        };
        thread::scope(|scope| (0..THREADS).for_each(|_| drop(scope.spawn(work))));
        assert!(ended.into_inner() < CALLS_MAX, "the program makes no end");
        assert!(reached.into_inner() > 1, "the program made no durable calls: nothing was tested");
    }
}
