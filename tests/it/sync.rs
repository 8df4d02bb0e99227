//! Sync: the real engine against the real service, in one process, under seeded schedules; and real processes over
//! loopback.

mod at_once;
#[cfg(target_os = "linux")]
mod auto_sync;
mod budgets;
mod decide;
mod failures;
mod foreign_forms;
mod hostile;
mod household;
#[cfg(target_os = "linux")]
mod kill_points;
mod kills;
mod lossy;
mod mishaps;
mod simulation;
mod through_proxy;
mod tokens;
mod two_devices;
mod versions;
mod watch;
