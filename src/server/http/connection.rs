//! Connections: how many there may be, and for how long one may carry nothing.
//!
//! Owns the defence against clients that connect and say little: a connection that carries no request for a while is
//! closed, whether it is silent, sends a header byte by byte, or does not read its answer.

use std::future::Future as _;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep};

/// What happens on a connection.
#[derive(Debug, Clone, Default)]
pub struct Activity(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    running: AtomicUsize,
    events: AtomicU64,
}

/// A request that runs, until it is dropped.
#[derive(Debug)]
pub struct Running(Arc<Counts>);

impl Activity {
    /// Notes that a request runs.
    pub fn begin(&self) -> Running {
        self.0.running.fetch_add(1, Ordering::AcqRel);
        self.0.events.fetch_add(1, Ordering::AcqRel);
        Running(Arc::clone(&self.0))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.events.fetch_add(1, Ordering::AcqRel);
        self.0.running.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Connected<IncomingStream<'_, Limited>> for Activity {
    fn connect_info(stream: IncomingStream<'_, Limited>) -> Self {
        stream.io().activity.clone()
    }
}

/// A listener that takes so many connections at once; further ones wait in the system's queue.
#[derive(Debug)]
pub struct Limited {
    listener: TcpListener,
    places: Arc<Semaphore>,
    idle_time: Duration,
}

impl Limited {
    /// A listener with at most `connections`, each closed after `idle_time` without a request.
    pub fn new(listener: TcpListener, connections: usize, idle_time: Duration) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(connections)), idle_time }
    }
}

impl Listener for Limited {
    type Io = Watched;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Watched, SocketAddr) {
        let place = Arc::clone(&self.places).acquire_owned().await.ok();
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Answers are written in one piece: waiting for more only delays them.
        let _ = stream.set_nodelay(true);
        let watched = Watched {
            stream,
            activity: Activity::default(),
            seen: 0,
            idle_time: self.idle_time,
            idle: Box::pin(sleep(self.idle_time)),
            _place: place,
        };
        (watched, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that is closed if nothing comes of it.
#[derive(Debug)]
pub struct Watched {
    stream: TcpStream,
    activity: Activity,
    seen: u64,
    idle_time: Duration,
    idle: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Watched {
    /// Ready with an error once no request has run, begun or ended for too long.
    fn poll_idle(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let counts = &self.activity.0;
        let events = counts.events.load(Ordering::Acquire);
        if events != self.seen {
            self.seen = events;
            self.rest();
        }
        if self.activity.0.running.load(Ordering::Acquire) > 0 {
            // A request has a time limit of its own.
            return Poll::Pending;
        }
        ready!(self.idle.as_mut().poll(cx));
        Poll::Ready(io::ErrorKind::TimedOut.into())
    }

    fn rest(&mut self) {
        let idle_time = self.idle_time;
        self.idle.set(sleep(idle_time));
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_read(cx, buf) {
            Poll::Pending => self.poll_idle(cx).map(Err),
            Poll::Ready(read) => Poll::Ready(read),
        }
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(cx, buf) {
            Poll::Pending => self.poll_idle(cx).map(Err),
            Poll::Ready(written) => {
                self.rest();
                Poll::Ready(written)
            }
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write_vectored(cx, bufs) {
            Poll::Pending => self.poll_idle(cx).map(Err),
            Poll::Ready(written) => {
                self.rest();
                Poll::Ready(written)
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
