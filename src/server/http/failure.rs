//! Errors as problem documents (RFC 9457).
//!
//! Owns what a stranger gets to see: of a bug, nothing but the id of the request.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use crate::protocol::problem::{Problem, ProblemCode};
use crate::server::service::ServiceError;

/// Seconds after which a client may come again when the server is full.
const RETRY_SECONDS: &str = "1";

/// A request that fails.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The reason, for programs.
    pub code: ProblemCode,
    /// The reason, for people; of an internal error, for the log alone.
    pub detail: String,
    /// The status where it is not the code's own.
    pub status: Option<StatusCode>,
    /// The server, where its identity explains the failure.
    pub server: Option<Uuid>,
}

impl Failure {
    /// A failure with a code.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), status: None, server: None }
    }

    /// That of a task that ended by a panic. What the panic said may be of a person (the hook writes down where it was), so
    /// it goes nowhere.
    pub fn ended(_: &tokio::task::JoinError) -> Self {
        Self::new(ProblemCode::Internal, "a task ended by a panic")
    }

    /// The answer, once the request's id is known.
    pub fn answer(&self, request_id: &str) -> Response {
        let is_internal = matches!(self.code, ProblemCode::Internal | ProblemCode::Other);
        if is_internal {
            tracing::error!(request_id, detail = %self.detail, "a request failed");
        }
        let detail = if is_internal { "the server failed" } else { self.detail.as_str() };
        let mut problem = Problem::new(self.code, detail);
        problem.request_id = Some(request_id.to_owned());
        problem.server = self.server;
        let status = self.status.or_else(|| StatusCode::from_u16(problem.status).ok());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        problem.status = status.as_u16();
        let mut answer = Response::new(Body::from(serde_json::to_vec(&problem).unwrap_or_default()));
        *answer.status_mut() = status;
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if matches!(self.code, ProblemCode::Unavailable | ProblemCode::RateLimited) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_SECONDS));
        }
        answer
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        Self::new(error.code, error.detail)
    }
}

impl IntoResponse for Failure {
    /// Carries the failure to where the request's id is known.
    fn into_response(self) -> Response {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        answer.extensions_mut().insert(self);
        answer
    }
}
