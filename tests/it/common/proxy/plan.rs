//! What the proxy does to which request.

use std::collections::VecDeque;
use std::time::Duration;

/// What is done to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    Pass,
    /// The connection is closed as soon as it is there, or, if it was there already, as soon as a request comes.
    Refuse,
    /// The request is read and never reaches the server.
    DropRequest,
    /// The server gets so many bytes of it and then the end.
    CutRequest(usize),
    /// The server has answered, and the answer is lost.
    DropAnswer,
    /// The client gets so many bytes of the answer, its head included, and then the end.
    TruncateAnswer(usize),
    /// The server gets it late.
    DelayRequest(Duration),
    /// The client gets the answer late.
    DelayAnswer(Duration),
    /// The server gets it twice, one after the other.
    Twice(Returned),
    /// The proxy answers, and the server never sees it.
    Answer {
        status: u16,
        /// In seconds.
        retry_after: Option<u64>,
    },
    /// It stands still until it is let go.
    Hold(Hold),
}

/// Which of two answers the client gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    First,
    Second,
}

/// Where a request stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Before the server has it.
    Request,
    /// After the server has answered.
    Answer,
}

#[derive(Debug)]
enum Source {
    /// These, and then everything passes.
    Script(VecDeque<Fault>),
    /// This, always.
    Always(Fault),
    /// So many of a hundred requests, at random.
    Seeded { seed: u64, percent: u64 },
}

/// What is done to the requests, in the order in which they come.
#[derive(Debug)]
pub struct Plan {
    source: Source,
    only: Option<&'static str>,
}

impl Plan {
    /// Lets everything pass.
    pub fn pass() -> Self {
        Self::script([])
    }

    /// Does these things, one to each request, and then lets everything pass.
    pub fn script(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { source: Source::Script(faults.into_iter().collect()), only: None }
    }

    /// Does the same to every request.
    pub fn always(fault: Fault) -> Self {
        Self { source: Source::Always(fault), only: None }
    }

    /// Does something other than [`Fault::Hold`] to so many of a hundred requests. The same seed does the same.
    pub fn seeded(seed: u64, percent: u64) -> Self {
        Self { source: Source::Seeded { seed, percent }, only: None }
    }

    /// Keeps to requests whose target has this in it; others pass and do not count.
    #[must_use]
    pub fn only(mut self, part: &'static str) -> Self {
        self.only = Some(part);
        self
    }

    /// Takes what is next if that is to refuse the connection, and requests need not be told apart.
    pub fn refuses_next(&mut self) -> bool {
        if self.only.is_some() {
            return false;
        }
        let refuses = self.peek() == Fault::Refuse;
        if refuses {
            self.take();
        }
        refuses
    }

    /// What to do to the next request.
    pub fn next(&mut self, target: &str) -> Fault {
        if self.only.is_some_and(|part| !target.contains(part)) {
            return Fault::Pass;
        }
        let fault = self.peek();
        self.take();
        fault
    }

    fn peek(&self) -> Fault {
        match &self.source {
            Source::Script(faults) => faults.front().copied().unwrap_or(Fault::Pass),
            Source::Always(fault) => *fault,
            Source::Seeded { seed, percent } => random_fault(*seed, *percent),
        }
    }

    fn take(&mut self) {
        match &mut self.source {
            Source::Script(faults) => drop(faults.pop_front()),
            Source::Always(_) => {}
            Source::Seeded { seed, .. } => *seed = seed.wrapping_add(1),
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014), from any point of its sequence.
fn scatter(seed: u64, draw: u64) -> u64 {
    let mut z = seed.wrapping_mul(8).wrapping_add(draw).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn random_fault(seed: u64, percent: u64) -> Fault {
    if scatter(seed, 0) % 100 >= percent {
        return Fault::Pass;
    }
    let size = scatter(seed, 1);
    let bytes = usize::try_from(size % 600).unwrap();
    let delay = Duration::from_millis(size % 20);
    let seconds = |seconds| Some(seconds).filter(|_| size.is_multiple_of(2));
    match scatter(seed, 2) % 13 {
        0 => Fault::Refuse,
        1 => Fault::DropRequest,
        2 => Fault::CutRequest(bytes),
        3 | 4 => Fault::DropAnswer,
        5 => Fault::TruncateAnswer(bytes),
        6 => Fault::DelayRequest(delay),
        7 => Fault::DelayAnswer(delay),
        8 => Fault::Twice(Returned::First),
        9 => Fault::Twice(Returned::Second),
        10 => Fault::Answer { status: 429, retry_after: seconds(1) },
        11 => Fault::Answer { status: 503, retry_after: seconds(1) },
        _ => Fault::Answer { status: 500, retry_after: None },
    }
}
