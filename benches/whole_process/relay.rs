//! A relay on loopback that counts what goes through it.
//!
//! Owns the counting: bytes as they are on the wire, HTTP's own included. Must not look at them.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use anyhow::Result;

/// What went through, in bytes.
#[derive(Debug, Default)]
struct Counts {
    sent: AtomicU64,
    received: AtomicU64,
}

/// A relay; it lives as long as the process.
pub struct Relay {
    address: SocketAddr,
    counts: Arc<Counts>,
}

impl Relay {
    /// Starts one before a server.
    ///
    /// # Errors
    /// If there is no free port.
    pub fn start(server: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let relay = Self { address: listener.local_addr()?, counts: Arc::default() };
        let counts = Arc::clone(&relay.counts);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                // A connection that fails is one that the client under measurement reports.
                let _ = relay_one(client, server, &counts);
            }
        });
        Ok(relay)
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Bytes from clients to the server, and back.
    pub fn bytes(&self) -> (u64, u64) {
        (self.counts.sent.load(Ordering::SeqCst), self.counts.received.load(Ordering::SeqCst))
    }
}

fn relay_one(client: TcpStream, server: SocketAddr, counts: &Arc<Counts>) -> io::Result<()> {
    let server = TcpStream::connect(server)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (client_back, server_back) = (client.try_clone()?, server.try_clone()?);
    let (there, back) = (Arc::clone(counts), Arc::clone(counts));
    thread::spawn(move || pass_on(client, server, &there.sent));
    thread::spawn(move || pass_on(server_back, client_back, &back.received));
    Ok(())
}

/// Until one side ends. Counted before it is passed on, so that whoever has an answer finds it counted.
fn pass_on(mut from: TcpStream, mut to: TcpStream, count: &AtomicU64) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length) = from.read(&mut buffer) {
        count.fetch_add(u64::try_from(length).unwrap_or(0), Ordering::SeqCst);
        if length == 0 || to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
