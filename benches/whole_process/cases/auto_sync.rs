//! `add` with `auto_sync` and a server that takes connections and never answers, beside `add` without.

use std::fs::{self, File, TryLockError};
use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::quick;
use crate::args::Args;
use crate::place::{Place, expect, output};
use crate::server::Stages;
use crate::table::{Line, Target};
use crate::timing::{Job, compare};

const ADD: [&str; 4] = ["add", "12.50", "food:groceries", "lunch"];
const OURS: &str = "auto-sync.db";
const PEER: &str = "auto-sync-off.db";
/// How long a sync in the background may take to notice that its connection was cut.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that reads and is silent.
struct Silent {
    address: SocketAddr,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Silent {
    fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let silent = Self { address: listener.local_addr()?, open: Arc::default() };
        let open = Arc::clone(&silent.open);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if let Ok(kept) = stream.try_clone() {
                    open.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
                }
                thread::spawn(move || drop((&stream).read_to_end(&mut Vec::new())));
            }
        });
        Ok(silent)
    }

    /// Cuts every connection; says how many there were.
    fn cut(&self) -> usize {
        let open = std::mem::take(&mut *self.open.lock().unwrap_or_else(PoisonError::into_inner));
        open.iter().filter(|stream| stream.shutdown(std::net::Shutdown::Both).is_ok()).count()
    }
}

/// Each `add` starts a sync, which sends its request and waits; before the next one its connection is cut, and it has ended.
pub fn run(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let rows = args.rows_min();
    let stages = Stages::of(place, rows)?;
    place.copy(&stages.pushed, OURS)?;
    place.copy(&stages.pushed, PEER)?;
    fs::write(place.path("on.toml"), "auto_sync = \"on\"\n")?;
    fs::write(place.path("off.toml"), "auto_sync = \"off\"\n")?;
    let silent = Silent::start()?;
    let add = |database: &str, config: &str| -> Command {
        let mut command = place.outlay(database, ADD);
        command.env("OUTLAY_CONFIG", place.path(config));
        command.env("OUTLAY_SERVER", format!("http://{}", silent.address));
        command
    };
    output(&mut add(OURS, "on.toml"))?;
    output(&mut add(PEER, "off.toml"))?;
    wait_for(|| Ok(silent.cut() > 0), "`add` started no sync")?;
    let rest = || {
        wait_for(|| is_quiet(place, &silent), "a sync in the background does not end")?;
        // The failure that was just caused must not keep the next one from being started.
        output(
            &mut place.sqlite(OURS, "PRAGMA busy_timeout = 5000; UPDATE operations SET next_attempt_at = NULL WHERE next_attempt_at > 0"),
        )
        .map(drop)
    };
    let mut ours = Job::new("outlay", || Ok(add(OURS, "on.toml"))).prepared(rest);
    let mut peer = Job::new("outlay", || Ok(add(PEER, "off.toml"))).prepared(rest);
    let found = compare(place, quick(args), &mut ours, &mut peer)?;
    rest()?;
    let count = |database: &str| place.sql_number(database, "SELECT count(*) FROM expenses");
    expect("expenses", count(OURS)?, count(PEER)?)?;
    let tried = place.sql_number(OURS, "SELECT count(*) FROM operations WHERE attempts > 0")?;
    if tried == 0 {
        bail!("no sync ever sent anything");
    }
    lines.push(Line::times(
        "`add`, auto_sync, silent server",
        Some(rows),
        "outlay, auto_sync off",
        &found,
        Some(Target::RatioPpm(1_100_000)),
    ));
    place.remove_database(OURS)?;
    place.remove_database(PEER)
}

/// Whether no sync runs, after every connection was cut.
fn is_quiet(place: &Place, silent: &Silent) -> Result<bool> {
    silent.cut();
    for entry in fs::read_dir(place.path("state/outlay"))? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("sync-")
            && path.extension().is_some_and(|extension| extension == "lock")
            && matches!(File::open(&path)?.try_lock(), Err(TryLockError::WouldBlock))
        {
            return Ok(false);
        }
    }
    Ok(true)
}

fn wait_for(mut condition: impl FnMut() -> Result<bool>, otherwise: &str) -> Result<()> {
    let begun = Instant::now();
    while !condition()? {
        if begun.elapsed() > PATIENCE {
            bail!("{otherwise}");
        }
        thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}
