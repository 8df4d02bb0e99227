//! Two devices and a server over a network that loses, cuts, delays and repeats, and a server that is often too busy.

use super::household::Household;
use crate::common::proxy::Plan;
use crate::common::random::{asked_for, with_seed};

/// Rounds of entering and synchronising on both devices.
const ROUNDS: u64 = 25;
/// Of so many of a hundred requests the network makes something else.
const FAULTS_PERCENT: u64 = 60;

#[test]
fn whatever_the_network_does_both_devices_end_equal_with_everything_once() {
    with_seed(1, |seed| {
        let mut household = Household::new(seed);
        household.proxy.set_plan(Plan::seeded(seed.wrapping_mul(1_000_000), FAULTS_PERCENT));
        let (mut failed, rounds) = (0, asked_for("OUTLAY_ROUNDS", ROUNDS));
        for _ in 0..rounds {
            for at in 0..2 {
                household.act(at);
                let synced = household.devices[at].sync();
                assert!(matches!(synced.code, 0 | 5), "{synced:?}");
                failed += u64::from(synced.code == 5);
            }
        }
        household.check();
        let counts = household.proxy.counts();
        eprintln!(
            "{rounds} rounds, {} operations, {} faults, {failed} syncs failed: {counts:?}",
            household.operations(),
            counts.injected()
        );
        assert!(
            u64::from(counts.injected()) > rounds / 2 && failed > rounds / 4,
            "nothing was tested: {counts:?}"
        );
    });
}
