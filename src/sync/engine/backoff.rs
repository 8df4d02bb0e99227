//! How long a failed request waits before a scheduled run tries again.
//!
//! Owns the figures. Must not keep them: that is the store's.

use crate::id::random_id;

/// The first wait after a failure, in seconds (DESIGN, section 4).
const BACKOFF_MIN_S: u64 = 1;
/// The longest wait, in seconds.
const BACKOFF_MAX_S: u64 = 300;

/// Exponential backoff with full jitter: anything up to twice as much after each attempt.
pub(super) fn backoff_s(attempts: i64) -> u64 {
    let doublings = u32::try_from(attempts.clamp(0, 16)).unwrap_or(0);
    let most = (BACKOFF_MIN_S << doublings).min(BACKOFF_MAX_S);
    let random = random_id().as_u128() % u128::from(most);
    u64::try_from(random).unwrap_or(0) + BACKOFF_MIN_S
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_within_five_minutes() {
        for attempts in 0..100 {
            let wait = backoff_s(attempts);
            assert!((BACKOFF_MIN_S..=BACKOFF_MAX_S + BACKOFF_MIN_S).contains(&wait), "{wait}");
        }
        assert!(backoff_s(1) <= 3);
    }
}
