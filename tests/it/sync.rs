//! Sync: the real engine against the real service, in one process, under seeded schedules; and real processes over
//! loopback.

mod at_once;
mod failures;
mod household;
mod kills;
mod lossy;
mod simulation;
mod through_proxy;
mod two_devices;
mod versions;
