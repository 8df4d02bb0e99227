//! What every handler gets: the service, the accounts, the clock, and the way to threads that may block.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::Failure;
use super::options::{LOGINS_MAX, Options, PASSWORDS_MAX, REQUESTS_MAX, WORKERS_MAX};
use crate::clock::Clock;
use crate::protocol::problem::ProblemCode;
use crate::server::accounts::Accounts;
use crate::server::service::{Caller, Service, ServiceError};

/// The state of the server.
#[derive(Debug, Clone)]
pub struct App {
    /// The service.
    pub service: Service,
    /// The accounts.
    pub accounts: Accounts,
    /// The limits.
    pub options: Options,
    /// The requests that may still begin.
    pub requests: Arc<Semaphore>,
    clock: Clock,
    workers: Arc<Semaphore>,
    passwords: Arc<Semaphore>,
    logins: Arc<Semaphore>,
}

impl App {
    /// The state of a server with this service.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn new(service: Service, options: Options, clock: Clock) -> Result<Self, ServiceError> {
        Ok(Self {
            accounts: Accounts::new(service.clone())?,
            service,
            options,
            clock,
            requests: Arc::new(Semaphore::new(REQUESTS_MAX)),
            workers: Arc::new(Semaphore::new(WORKERS_MAX)),
            passwords: Arc::new(Semaphore::new(PASSWORDS_MAX)),
            logins: Arc::new(Semaphore::new(LOGINS_MAX)),
        })
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// Who sends a request.
    ///
    /// # Errors
    /// A token that is missing, not one of this server, or expired.
    pub fn caller(&self, headers: &HeaderMap) -> Result<Caller, Failure> {
        let token = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        let token =
            token.ok_or_else(|| Failure::new(ProblemCode::Unauthorised, "an access token is missing"))?;
        Ok(self.accounts.verify(token, self.now_ms())?)
    }

    /// A place among the requests that look at a password, for as long as it is held.
    ///
    /// # Errors
    /// None is free: the client may come again.
    pub fn begin_login(&self) -> Result<OwnedSemaphorePermit, Failure> {
        let place = Arc::clone(&self.logins).try_acquire_owned();
        place.map_err(|_| Failure::new(ProblemCode::Unavailable, "too many logins wait"))
    }

    /// Runs something that blocks, when one of few threads is free for it.
    ///
    /// # Errors
    /// Its own; a panic in it is an internal one.
    pub async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Self) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.on_thread(&self.workers, job).await
    }

    /// [`App::work`] for what looks at passwords: a few at a time, in slots of their own, so that a login takes none of those that syncs run in.
    ///
    /// # Errors
    /// As [`App::work`].
    pub async fn work_on_password<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Self) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.on_thread(&self.passwords, job).await
    }

    async fn on_thread<T: Send + 'static>(
        &self,
        places: &Arc<Semaphore>,
        job: impl FnOnce(&Self) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let place = Arc::clone(places).acquire_owned().await;
        let place = place.map_err(|_| Failure::new(ProblemCode::Unavailable, "the server is stopping"))?;
        let app = self.clone();
        let running = tokio::task::spawn_blocking(move || {
            // Held until the job is done, even if nobody waits for it any more.
            let _place = place;
            job(&app)
        });
        running.await.map_err(|error| Failure::ended(&error))?
    }
}
