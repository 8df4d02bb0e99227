//! Around every request: its id, its time, its line in the log, and what becomes of a panic.

use std::sync::Arc;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::app::App;
use super::connection::Activity;
use super::failure::Failure;
use crate::clock::Stopwatch;
use crate::id::random_id;
use crate::protocol::problem::ProblemCode;

/// Runs a request and answers for whatever it does.
pub async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let watch = Stopwatch::start();
    let request_id = random_id().simple().to_string();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().cloned();
    // The template, for a path may hold what somebody typed.
    let route = path.as_ref().map_or("-", MatchedPath::as_str);
    let activity = request.extensions().get::<ConnectInfo<Activity>>().cloned();
    let running = activity.as_ref().map(|ConnectInfo(activity)| activity.begin());
    let mut answer = run(&app, request, next).await;
    drop(running);
    if let Some(failure) = answer.extensions_mut().remove::<Failure>() {
        let allow = answer.headers_mut().remove(header::ALLOW);
        answer = failure.answer(&request_id);
        if let Some(allow) = allow {
            answer.headers_mut().insert(header::ALLOW, allow);
        }
    }
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        headers.insert("x-request-id", id);
    }
    tracing::info!(
        method = method.as_str(),
        route,
        status = answer.status().as_u16(),
        duration_ms = watch.elapsed_ms(),
        request_id,
        "request"
    );
    answer
}

/// A task of its own: a panic in it ends nothing else, and a client that hangs up does not stop it halfway.
async fn run(app: &App, request: Request, next: Next) -> Response {
    let Ok(place) = Arc::clone(&app.requests).try_acquire_owned() else {
        return Failure::new(ProblemCode::Unavailable, "too many requests run").into_response();
    };
    let limit = app.options.request_time;
    let task = tokio::spawn(async move {
        let _place = place;
        tokio::time::timeout(limit, next.run(request)).await
    });
    match task.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Failure::new(ProblemCode::Unavailable, "the request took too long").into_response(),
        Err(error) => Failure::ended(&error).into_response(),
    }
}
