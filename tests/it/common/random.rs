//! Numbers that are the same in every run, for tests that act at random, and how much they do.

/// xorshift64* (Marsaglia; Vigna 2016).
pub struct Random(u64);

impl Random {
    /// Numbers that follow from a seed.
    pub fn new(seed: u64) -> Self {
        // A state of zero would stay zero, and small seeds begin alike.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`, which is at least 1.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit
    }

    /// A place in something of so many.
    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(u64::try_from(length).unwrap())).unwrap()
    }
}

/// A number from the environment, by which someone asks for more rounds or for another seed.
pub fn asked_for(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Runs something that follows from a seed; a failure says with which seed it can be had again.
pub fn with_seed<T>(usual: u64, run: impl FnOnce(u64) -> T) -> T {
    let seed = asked_for("OUTLAY_SEED", usual);
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(seed))) {
        Ok(done) => done,
        Err(panic) => {
            eprintln!("it failed with OUTLAY_SEED={seed}");
            std::panic::resume_unwind(panic)
        }
    }
}
