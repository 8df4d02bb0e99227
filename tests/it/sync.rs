//! Sync: the real engine against the real service, in one process, under seeded schedules.

mod simulation;
mod two_devices;
