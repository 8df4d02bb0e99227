//! A sync in the background after a change (`auto_sync`).
//!
//! Owns when one is started and how it is let go. It never delays the command: nothing is opened, nothing is waited for,
//! and what goes wrong is left to the next sync. Must not synchronise itself.

use std::process::{Command, Stdio};

use super::context::Context;
use super::session::{TOKEN_VARIABLE, Tokens};
use super::sync_lock::SyncLock;
use super::variable;

/// Starts `outlay sync --quiet --scheduled` where the configuration wants it, this user is logged in anywhere, and no sync
/// runs at this moment: that one takes the change along, or the next one does.
pub fn start(ctx: &Context) {
    let logged_in = || variable(TOKEN_VARIABLE).is_some() || Tokens::in_folder(&ctx.paths.state_dir).exist();
    if !ctx.settings.auto_sync()
        || !logged_in()
        || SyncLock::is_taken(&ctx.paths.state_dir, &ctx.paths.database)
    {
        return;
    }
    let (Ok(program), Ok(database)) = (std::env::current_exe(), std::path::absolute(&ctx.paths.database))
    else {
        return;
    };
    let mut command = Command::new(program);
    command
        .arg("--db")
        .arg(database)
        .args(["sync", "--quiet", "--scheduled", "--no-input"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // A group of its own: an interrupt meant for the next command of the terminal does not end it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    // Not waited for: this process ends first, and the system takes the other one over.
    drop(command.spawn());
}
