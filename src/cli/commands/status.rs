//! `outlay status`: the arguments.

use clap::Args;

/// Show how the database and the queue stand
///
/// With --check the exit status tells a monitor whether all is well.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay status
  outlay status --check --max-age 48h || notify-send \"outlay does not sync\"
  outlay status --format prometheus > /var/lib/node_exporter/outlay.prom

With --format json it prints {server, account, device, queue, …, database, warnings}. With --check: exit 0 where all is
well, 4 where something needs a person, 5 where the last success is too old.")]
pub struct StatusArgs {
    /// Answer by the exit status
    #[arg(long)]
    pub check: bool,
    /// With --check, how old the last successful sync may be
    #[arg(long, value_name = "AGE", default_value = "24h", requires = "check")]
    pub max_age: String,
    /// With --check, how often an operation may have been tried
    #[arg(long, value_name = "N", default_value_t = 10, requires = "check")]
    pub max_attempts: u32,
}
