//! Clients and servers that are killed while they synchronise, at moments that nobody chose.

use std::process::{Child, Output};
use std::time::{Duration, Instant};

use super::household::Household;
use crate::common::device::synced;
use crate::common::proxy::{Fault, Hold, Plan};
use crate::common::random::{asked_for, with_seed};

/// Rounds with a kill in each.
const ROUNDS: u64 = 30;
/// Everything is looked at after so many.
const CHECK_EVERY: u64 = 10;

/// The longest moment that is let pass before a kill: longer after a process that was hit and shorter after one that had
/// ended, so that about half of them are hit on any machine.
struct Moment(u64);

impl Moment {
    fn noted(&mut self, was_hit: bool) {
        let step = self.0 / 8;
        self.0 = if was_hit { self.0 + step } else { self.0 - step };
    }
}

/// Waits for the end of a process, or kills it after a time. Says whether it was killed.
fn end_or_kill(mut child: Child, after: Duration) -> (Output, bool) {
    let start = Instant::now();
    while start.elapsed() < after {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::yield_now();
    }
    let _ = child.kill(); // it may have ended
    let output = child.wait_with_output().unwrap();
    let was_killed = output.status.code().is_none();
    (output, was_killed)
}

#[test]
fn a_client_that_is_killed_anywhere_in_a_sync_loses_nothing_and_doubles_nothing() {
    with_seed(2, |seed| {
        let mut household = Household::new(seed);
        let rounds = asked_for("OUTLAY_ROUNDS", ROUNDS);
        let started = Instant::now();
        household.devices[0].synced();
        let mut longest = Moment(u64::try_from(started.elapsed().as_micros()).unwrap());
        let (mut killed, mut held) = (0, 0);
        for round in 1..=rounds {
            let at = household.random.index(2);
            household.act(at);
            household.act(1 - at);
            let hold = match household.random.below(4) {
                0 => Some(Hold::Request),
                1 => Some(Hold::Answer),
                _ => None,
            };
            if let Some(hold) = hold {
                household.proxy.set_plan(Plan::script([Fault::Hold(hold)]));
                let mut syncing = household.devices[at].start_sync();
                household.proxy.await_held(1);
                syncing.kill().unwrap();
                syncing.wait().unwrap();
                household.proxy.release();
                (killed, held) = (killed + 1, held + 1);
            } else {
                let moment = Duration::from_micros(household.random.below(longest.0));
                let (output, was_killed) = end_or_kill(household.devices[at].start_sync(), moment);
                longest.noted(was_killed);
                killed += u64::from(was_killed);
                if !was_killed {
                    assert_eq!(synced(output).code, 0, "round {round}");
                }
            }
            if round % CHECK_EVERY == 0 {
                household.check();
            }
        }
        household.check();
        eprintln!(
            "{killed} of {rounds} clients killed, {held} of them held; {} operations",
            household.operations()
        );
        assert!(killed > rounds / 4, "only {killed} of {rounds} were killed: nothing was tested");
    });
}

#[test]
fn a_server_that_is_killed_under_two_clients_loses_nothing_that_it_answered() {
    with_seed(3, |seed| {
        let mut household = Household::new(seed);
        let rounds = asked_for("OUTLAY_ROUNDS", ROUNDS / 2);
        let started = Instant::now();
        household.devices[0].synced();
        let mut longest = Moment(u64::try_from(started.elapsed().as_micros()).unwrap());
        let (mut failed, mut ended) = (0, 0);
        for round in 1..=rounds {
            for at in [0, 1, 0, 1] {
                household.act(at);
            }
            let moment = Duration::from_micros(household.random.below(longest.0));
            let syncing = household.devices.each_ref().map(|device| device.start_sync());
            let started = Instant::now();
            while started.elapsed() < moment {
                std::thread::yield_now();
            }
            household.server.kill();
            let codes = syncing.map(|child| synced(child.wait_with_output().unwrap()).code);
            assert!(codes.iter().all(|code| matches!(code, 0 | 5)), "round {round}: {codes:?}");
            let hits = codes.iter().filter(|code| **code == 5).count();
            longest.noted(hits == 2);
            (failed, ended) = (failed + hits, ended + 2 - hits);
            household.server.restart();
            if round % (CHECK_EVERY / 2) == 0 {
                household.check();
            }
        }
        household.check();
        eprintln!("{rounds} servers killed under {failed} syncs that failed and {ended} that had ended");
        assert!(failed > 0, "no sync was hit: nothing was tested");
    });
}
