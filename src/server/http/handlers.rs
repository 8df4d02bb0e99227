//! What each route does: reads, asks the service on a thread of its own, answers.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

use super::app::App;
use super::body::{Answer, Bounds, Received, accepted};
use super::failure::Failure;
use crate::protocol::accounts::{LoginRequest, PasswordRequest};
use crate::protocol::problem::ProblemCode;
use crate::server::service::Caller;

type Answered = Result<Response, Failure>;

/// Asks the service for someone who is logged in.
async fn ask<A: Serialize>(
    app: &App,
    headers: &HeaderMap,
    job: impl FnOnce(&App, Caller) -> Result<A, Failure> + Send + 'static,
) -> Answered {
    let caller = app.caller(headers)?;
    ask_for(app, caller, headers, job).await
}

/// [`ask`] for a caller whose token was looked at.
async fn ask_for<A: Serialize>(
    app: &App,
    caller: Caller,
    headers: &HeaderMap,
    job: impl FnOnce(&App, Caller) -> Result<A, Failure> + Send + 'static,
) -> Answered {
    let encoding = accepted(headers);
    let answer = app
        .work(move |app| {
            app.accounts.check_device(caller)?;
            Answer::new(&job(app, caller)?, encoding)
        })
        .await?;
    Ok(answer.with_status(StatusCode::OK))
}

/// [`ask_for`] with a body within bounds. The token is looked at before: not a byte is read for who has none.
async fn ask_with<T: DeserializeOwned, A: Serialize>(
    app: &App,
    caller: Caller,
    headers: &HeaderMap,
    body: Body,
    bounds: Bounds,
    job: impl FnOnce(&App, Caller, T) -> Result<A, Failure> + Send + 'static,
) -> Answered {
    let received = Received::read(headers, body, bounds, &app.options).await?;
    ask_for(app, caller, headers, move |app, caller| job(app, caller, received.decode()?)).await
}

/// The id in a path.
fn id_in(path: &str) -> Result<Uuid, Failure> {
    path.parse().map_err(|_| Failure::new(ProblemCode::NotFound, "there is no such thing for this account"))
}

pub async fn login(State(app): State<App>, headers: HeaderMap, body: Body) -> Answered {
    let received = Received::read(&headers, body, Bounds::SMALL, &app.options).await?;
    let request: LoginRequest = received.decode()?;
    // Only now: who sends slowly holds no place.
    let _place = app.begin_login()?;
    let encoding = accepted(&headers);
    let answer = app
        .work_on_password(move |app| Answer::new(&app.accounts.login(&request, app.now_ms())?, encoding))
        .await?;
    Ok(answer.with_status(StatusCode::OK))
}

pub async fn token(State(app): State<App>, headers: HeaderMap, body: Body) -> Answered {
    let received = Received::read(&headers, body, Bounds::SMALL, &app.options).await?;
    let encoding = accepted(&headers);
    let answer = app
        .work(move |app| {
            let request = received.decode()?;
            let token = app.accounts.token(&request, app.now_ms()).map_err(|error| {
                let server = (error.code == ProblemCode::Unauthorised).then(|| app.service.server());
                Failure { server, ..error.into() }
            })?;
            Answer::new(&token, encoding)
        })
        .await?;
    Ok(answer.with_status(StatusCode::OK))
}

pub async fn logout(State(app): State<App>, headers: HeaderMap) -> Answered {
    ask(&app, &headers, |app, caller| {
        app.accounts.revoke(caller, caller.device, app.now_ms())?;
        Ok(json!({}))
    })
    .await
}

pub async fn password(State(app): State<App>, headers: HeaderMap, body: Body) -> Answered {
    let caller = app.caller(&headers)?;
    let received = Received::read(&headers, body, Bounds::SMALL, &app.options).await?;
    let request: PasswordRequest = received.decode()?;
    let _place = app.begin_login()?;
    let answer = app
        .work_on_password(move |app| {
            app.accounts.check_device(caller)?;
            app.accounts.change_password(caller, &request)?;
            Answer::new(&json!({}), crate::protocol::encoding::Encoding::Identity)
        })
        .await?;
    Ok(answer.with_status(StatusCode::OK))
}

pub async fn devices(State(app): State<App>, headers: HeaderMap) -> Answered {
    ask(&app, &headers, |app, caller| Ok(app.accounts.devices(caller)?)).await
}

pub async fn revoke(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>) -> Answered {
    let caller = app.caller(&headers)?;
    let device = id_in(&id)?;
    ask_for(&app, caller, &headers, move |app, caller| {
        app.accounts.revoke(caller, device, app.now_ms())?;
        Ok(json!({}))
    })
    .await
}

pub async fn ledgers(State(app): State<App>, headers: HeaderMap) -> Answered {
    ask(&app, &headers, |app, caller| Ok(app.service.ledgers(caller)?)).await
}

pub async fn create_ledger(State(app): State<App>, headers: HeaderMap, body: Body) -> Answered {
    let caller = app.caller(&headers)?;
    ask_with(&app, caller, &headers, body, Bounds::SMALL, |app, caller, request| {
        Ok(app.service.create_ledger(caller, &request)?)
    })
    .await
}

pub async fn sync(
    State(app): State<App>,
    headers: HeaderMap,
    Path(ledger): Path<String>,
    body: Body,
) -> Answered {
    let caller = app.caller(&headers)?;
    let ledger = id_in(&ledger)?;
    ask_with(&app, caller, &headers, body, Bounds::of_sync(&app.options), move |app, caller, request| {
        Ok(app.service.sync(caller, ledger, &Arc::new(request), app.now_ms())?)
    })
    .await
}

pub async fn common(
    State(app): State<App>,
    headers: HeaderMap,
    Path(ledger): Path<String>,
    body: Body,
) -> Answered {
    let caller = app.caller(&headers)?;
    let ledger = id_in(&ledger)?;
    ask_with(&app, caller, &headers, body, Bounds::SMALL, move |app, caller, request| {
        Ok(app.service.common(caller, ledger, &request)?)
    })
    .await
}

/// Whether the process lives.
pub async fn healthz() -> Answered {
    let answer = Answer::new(&json!({"status": "ok"}), crate::protocol::encoding::Encoding::Identity)?;
    Ok(answer.with_status(StatusCode::OK))
}

/// Whether the storage answers.
pub async fn readyz(State(app): State<App>) -> Answered {
    let checked = app.work(|app| Ok(app.service.check()?)).await;
    if let Err(failure) = checked {
        tracing::error!(detail = %failure.detail, "the storage does not answer");
        return Err(Failure::new(ProblemCode::Unavailable, "the storage does not answer"));
    }
    healthz().await
}

pub async fn unknown_route() -> Response {
    Failure::new(ProblemCode::NotFound, "there is no such route").into_response()
}

pub async fn wrong_method() -> Response {
    let mut failure = Failure::new(ProblemCode::BadRequest, "this route has no such method");
    failure.status = Some(StatusCode::METHOD_NOT_ALLOWED);
    failure.into_response()
}
