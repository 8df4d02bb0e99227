//! A lossy network: a proxy on loopback between a client process and a server that does to each request what it is told.
//!
//! It reads whole requests and whole answers (HTTP/1.1), so that what the server has and what the client got is
//! certain, whatever the buffers between them hold. Connections are kept alive as client and server ask for it.

use std::collections::VecDeque;
use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

pub use self::plan::{Fault, Hold, Plan, Returned};

mod http;
mod plan;
mod tests;

/// How long a test waits for what must happen before it fails. Nothing waits so long that works.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Connections that clients opened, refused ones included.
    pub connections: u32,
    /// Requests that were read whole.
    pub requests: u32,
    /// Requests that the server was given whole, each time counted.
    pub forwarded: u32,
    /// Nothing was done to them.
    pub passed: u32,
    pub refused: u32,
    pub requests_dropped: u32,
    pub requests_cut: u32,
    pub answers_dropped: u32,
    pub answers_truncated: u32,
    pub delayed: u32,
    pub repeated: u32,
    /// The proxy answered by itself.
    pub answered: u32,
    pub held: u32,
    /// The server could not be reached or broke off by itself.
    pub unreachable: u32,
}

impl Counts {
    /// How many faults were injected.
    pub fn injected(&self) -> u32 {
        self.refused
            + self.requests_dropped
            + self.requests_cut
            + self.answers_dropped
            + self.answers_truncated
            + self.delayed
            + self.repeated
            + self.answered
            + self.held
    }
}

struct State {
    server: SocketAddr,
    plan: Plan,
    counts: Counts,
    /// Requests being held now.
    holding: u32,
    /// How often everything held was let go.
    releases: u32,
    stopped: bool,
    /// Every open stream, to break off what waits when the proxy stops.
    open: VecDeque<(u64, TcpStream)>,
    streams: u64,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn count(&self, add: impl FnOnce(&mut Counts)) {
        add(&mut self.state().counts);
    }

    /// Waits until that is so, until the proxy stops, or so long; says whether it is so.
    fn wait(&self, longest: Duration, so: impl Fn(&State) -> bool) -> bool {
        let unless = |state: &mut State| !so(state) && !state.stopped;
        let (state, _) = self.changed.wait_timeout_while(self.state(), longest, unless).unwrap();
        so(&state)
    }

    /// Holds a request until [`Proxy::release`]; false if the proxy stopped instead.
    fn hold(&self) -> bool {
        let mut state = self.state();
        state.counts.held += 1;
        state.holding += 1;
        let before = state.releases;
        self.changed.notify_all();
        let held = |state: &mut State| state.releases == before && !state.stopped;
        let mut state = self.changed.wait_while(state, held).unwrap();
        state.holding -= 1;
        !state.stopped
    }

    fn register(self: &Arc<Self>, stream: &TcpStream) -> io::Result<Registered> {
        let copy = stream.try_clone()?;
        let mut state = self.state();
        if state.stopped {
            return Err(io::ErrorKind::Interrupted.into());
        }
        state.streams += 1;
        let number = state.streams;
        state.open.push_back((number, copy));
        Ok(Registered { shared: Arc::clone(self), number })
    }
}

/// An open stream's entry; gone with it.
struct Registered {
    shared: Arc<Shared>,
    number: u64,
}

impl Drop for Registered {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        if let Some(place) = state.open.iter().position(|(number, _)| *number == self.number)
            && let Some((_, stream)) = state.open.remove(place)
        {
            let _ = stream.shutdown(Shutdown::Both); // the other side may be gone already
        }
    }
}

/// The proxy. Stops when it goes: every connection breaks off, and every thread has ended.
pub struct Proxy {
    shared: Arc<Shared>,
    addr: SocketAddr,
    listener: Option<JoinHandle<()>>,
}

impl Proxy {
    /// Listens on a free port of loopback.
    pub fn start(server: SocketAddr, plan: Plan) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let addr = listener.local_addr().unwrap();
        let state = State {
            server,
            plan,
            counts: Counts::default(),
            holding: 0,
            releases: 0,
            stopped: false,
            open: VecDeque::new(),
            streams: 0,
            workers: Vec::new(),
        };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let listener = thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(&shared, &listener)
        });
        Self { shared, addr, listener: Some(listener) }
    }

    /// Where clients connect.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// As [`Proxy::addr`], for a configuration.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The server is somewhere else from now on: it was started again.
    pub fn lead_to(&self, server: SocketAddr) {
        self.shared.state().server = server;
    }

    /// What is done to requests from now on.
    pub fn set_plan(&self, plan: Plan) {
        self.shared.state().plan = plan;
    }

    /// What was done so far.
    pub fn counts(&self) -> Counts {
        self.shared.state().counts
    }

    /// Waits until so many requests are held at once.
    pub fn await_held(&self, requests: u32) {
        let reached = self.shared.wait(PATIENCE, |state| state.holding >= requests);
        assert!(reached, "{requests} requests should be held: {:?}", self.counts());
    }

    /// Lets everything go that is held now.
    pub fn release(&self) {
        self.shared.state().releases += 1;
        self.shared.changed.notify_all();
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        {
            let mut state = self.shared.state();
            state.stopped = true;
            for (_, stream) in &state.open {
                let _ = stream.shutdown(Shutdown::Both); // the other side may be gone already
            }
        }
        self.shared.changed.notify_all();
        let _ = TcpStream::connect(self.addr); // wakes the listener
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
        let workers = std::mem::take(&mut self.shared.state().workers);
        for worker in workers {
            let _ = worker.join();
        }
    }
}

fn listen(shared: &Arc<Shared>, listener: &TcpListener) {
    for client in listener.incoming() {
        let mut state = shared.state();
        if state.stopped {
            return;
        }
        let Ok(client) = client else { continue };
        state.counts.connections += 1;
        if state.plan.refuses_next() {
            state.counts.refused += 1;
            continue;
        }
        let worker = thread::spawn({
            let shared = Arc::clone(shared);
            move || drop(converse(&shared, client))
        });
        state.workers.push(worker);
    }
}

/// Whether the connection goes on.
type GoesOn = bool;

/// Serves one client's connection until either side or a fault ends it.
fn converse(shared: &Arc<Shared>, client: TcpStream) -> io::Result<()> {
    let _registered = shared.register(&client)?;
    client.set_nodelay(true)?;
    let mut reader = BufReader::new(client.try_clone()?);
    while let Some(request) = http::read_request(&mut reader, &client)? {
        let fault = {
            let mut state = shared.state();
            state.counts.requests += 1;
            state.plan.next(request.target())
        };
        if !treat(shared, &client, &request, fault)? {
            break;
        }
    }
    Ok(())
}

fn treat(
    shared: &Arc<Shared>,
    mut client: &TcpStream,
    request: &http::Message,
    fault: Fault,
) -> io::Result<GoesOn> {
    let begun = Instant::now();
    let rest_of = |delay: Duration| delay.saturating_sub(begun.elapsed());
    match fault {
        Fault::Pass => shared.count(|counts| counts.passed += 1),
        Fault::Refuse => {
            shared.count(|counts| counts.refused += 1);
            return Ok(false);
        }
        Fault::DropRequest => {
            shared.count(|counts| counts.requests_dropped += 1);
            return Ok(false);
        }
        Fault::CutRequest(bytes) => {
            shared.count(|counts| counts.requests_cut += 1);
            let part = &request.bytes[..bytes.min(request.bytes.len().saturating_sub(1))];
            let server = connect(shared)?;
            (&server.0).write_all(part)?;
            return Ok(false);
        }
        Fault::Answer { status, retry_after } => {
            shared.count(|counts| counts.answered += 1);
            client.write_all(&http::answer(status, retry_after))?;
            return Ok(true);
        }
        Fault::DelayRequest(delay) => {
            shared.count(|counts| counts.delayed += 1);
            shared.wait(rest_of(delay), |_| false);
        }
        Fault::Hold(Hold::Request) => {
            if !shared.hold() {
                return Ok(false);
            }
        }
        Fault::DropAnswer
        | Fault::TruncateAnswer(_)
        | Fault::DelayAnswer(_)
        | Fault::Twice(_)
        | Fault::Hold(Hold::Answer) => {}
    }
    let mut answer = forward(shared, request)?;
    match fault {
        Fault::DropAnswer => {
            shared.count(|counts| counts.answers_dropped += 1);
            return Ok(false);
        }
        Fault::TruncateAnswer(bytes) => {
            shared.count(|counts| counts.answers_truncated += 1);
            // At least one byte is missing, or it would not be truncated.
            client.write_all(&answer.bytes[..bytes.min(answer.bytes.len().saturating_sub(1))])?;
            return Ok(false);
        }
        Fault::DelayAnswer(delay) => {
            shared.count(|counts| counts.delayed += 1);
            shared.wait(rest_of(delay), |_| false);
        }
        Fault::Twice(returned) => {
            shared.count(|counts| counts.repeated += 1);
            let second = forward(shared, request)?;
            if returned == Returned::Second {
                answer = second;
            }
        }
        Fault::Hold(Hold::Answer) if !shared.hold() => return Ok(false),
        _ => {}
    }
    client.write_all(&answer.bytes)?;
    Ok(!request.closes() && !answer.closes())
}

fn connect(shared: &Arc<Shared>) -> io::Result<(TcpStream, Registered)> {
    let server = shared.state().server;
    let connected = TcpStream::connect(server).and_then(|stream| {
        stream.set_nodelay(true)?;
        let registered = shared.register(&stream)?;
        Ok((stream, registered))
    });
    connected.inspect_err(|_| shared.count(|counts| counts.unreachable += 1))
}

/// Gives the server a whole request and reads its whole answer, over a connection of their own.
fn forward(shared: &Arc<Shared>, request: &http::Message) -> io::Result<http::Message> {
    let (server, _registered) = connect(shared)?;
    let exchanged = (&server).write_all(&request.bytes).and_then(|()| {
        shared.count(|counts| counts.forwarded += 1);
        http::read_answer(&mut BufReader::new(&server), request.is_head())
    });
    exchanged.inspect_err(|_| shared.count(|counts| counts.unreachable += 1))
}
