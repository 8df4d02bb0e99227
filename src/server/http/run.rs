//! The life of the server: listens, serves, and stops when it is told to.

use std::future::IntoFuture as _;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::Listener as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::app::App;
use super::connection::{Activity, Limited};
use super::options::Options;
use super::router::router;
use crate::clock::Clock;
use crate::server::service::{Service, ServiceError};

/// How often what nobody needs any more is removed.
const PURGE_EVERY: Duration = Duration::from_secs(86_400);
/// How long threads that still work when everything else has ended are waited for.
const THREADS_TIME: Duration = Duration::from_secs(5);

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no threads or signals.
    #[error("the server cannot start: {0}")]
    System(#[from] io::Error),
    /// The storage fails.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// Takes an address to listen on; connections wait until [`run`] takes them.
///
/// # Errors
/// [`RunError::Listen`].
pub fn bind(address: SocketAddr) -> Result<std::net::TcpListener, RunError> {
    std::net::TcpListener::bind(address).map_err(|source| RunError::Listen { address, source })
}

/// Serves until SIGTERM or SIGINT, then lets what runs finish. `listening` is told the address once connections are
/// taken.
///
/// # Errors
/// The cases of [`RunError`].
pub fn run(
    service: Service,
    listener: std::net::TcpListener,
    options: Options,
    clock: Clock,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), RunError> {
    let app = App::new(service, options, clock)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(serve(app, listener, listening));
    runtime.shutdown_timeout(THREADS_TIME);
    result
}

async fn serve(
    app: App,
    listener: std::net::TcpListener,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), RunError> {
    let mut stops = Stops::new()?;
    listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(listener)?;
    let listener = Limited::new(listener, app.options.connections, app.options.idle_time);
    listening(listener.local_addr()?);
    let purge = tokio::spawn(purge(app.clone()));
    let (stop, mut stopped) = watch::channel(false);
    let shutdown_time = app.options.shutdown_time;
    let service = router(app).into_make_service_with_connect_info::<Activity>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        // The sender lives as long as this function.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    });
    let serving = tokio::spawn(serving.into_future());
    stops.next().await;
    tracing::info!("stopping: no more connections are taken");
    stop.send_replace(true);
    tokio::select! {
        _ = serving => tracing::info!("stopped"),
        () = tokio::time::sleep(shutdown_time) => tracing::warn!("stopped with requests that did not finish"),
        () = stops.next() => tracing::warn!("stopped at once, as told a second time"),
    }
    purge.abort();
    Ok(())
}

/// The signals that mean: stop.
struct Stops {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Stops {
    fn new() -> io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Removes what no device needs any more, now and then once a day.
async fn purge(app: App) {
    let mut days = tokio::time::interval(PURGE_EVERY);
    loop {
        days.tick().await;
        match app.work(|app| Ok(app.service.purge(app.now_ms())?)).await {
            Ok(removed) => tracing::info!(removed, "tombstones purged"),
            Err(failure) => tracing::error!(detail = %failure.detail, "the purge failed"),
        }
    }
}
