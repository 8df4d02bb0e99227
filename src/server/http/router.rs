//! Every route.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post};

use super::app::App;
use super::{handlers, observe};

/// The routes over a server's state.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/v1/auth/login", post(handlers::login))
        .route("/v1/auth/token", post(handlers::token))
        .route("/v1/auth/logout", post(handlers::logout))
        .route("/v1/auth/password", post(handlers::password))
        .route("/v1/devices", get(handlers::devices))
        .route("/v1/devices/{id}", delete(handlers::revoke))
        .route("/v1/ledgers", get(handlers::ledgers).post(handlers::create_ledger))
        .route("/v1/ledgers/{ledger}/sync", post(handlers::sync))
        .route("/v1/ledgers/{ledger}/common", post(handlers::common))
        .route("/healthz", get(handlers::healthz))
        .route("/readyz", get(handlers::readyz))
        .fallback(handlers::unknown_route)
        .method_not_allowed_fallback(handlers::wrong_method)
        .layer(from_fn_with_state(app.clone(), observe::observe))
        .with_state(app)
}
