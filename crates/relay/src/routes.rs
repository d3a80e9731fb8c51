//! What the relay answers over HTTP: `/relay`, the WebSocket, and `/healthz`, whether it works.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::time::timeout;
use wire::{Audience, MESSAGE_MAX, Nonce};

use crate::connection::Connection;
use crate::server::{Relay, Shared};

/// How long the store may take to show that it works.
const HEALTH_WITHIN: Duration = Duration::from_secs(5);

/// The relay's routes, to be served as they are or merged with others:
///
/// * `GET /relay` — the WebSocket that speaks [`wire`]. Status 400 without a usable `Host`, 503 when there is no room or the
///   relay is stopping.
/// * `GET /healthz` — `{"status":"ok","version":"…","store":"ok"}` with status 200, or with status 503 `status` is `failing` or
///   `stopping` and `store` says whether the store answers.
///
/// Whoever serves them must limit how long a client may take to send its request (hyper's `header_read_timeout`): before that nothing
/// reaches the relay. A proxy in front must pass on `Host` unchanged.
pub fn router(relay: Relay) -> Router {
    Router::new().route("/relay", get(connect)).route("/healthz", get(health)).with_state(relay.shared)
}

async fn connect(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let Some(audience) = host(&headers) else { return StatusCode::BAD_REQUEST.into_response() };
    let mut nonce = Nonce([0; Nonce::LENGTH]);
    let (Ok(()), Ok(seat), false) =
        (getrandom::fill(&mut nonce.0), Arc::clone(&shared.seats).try_acquire_owned(), shared.is_stopping())
    else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "10")]).into_response();
    };
    // Buffers as small as they get: most connections are idle most of the time, and there are many.
    upgrade
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_write_buffer_size(2 * MESSAGE_MAX)
        .max_message_size(MESSAGE_MAX)
        .max_frame_size(MESSAGE_MAX)
        .on_upgrade(async move |socket| {
            let stage = shared.stage.subscribe();
            let mut connection = Box::new(Connection::new(shared, socket, audience, nonce));
            connection.serve(stage).await;
            // Only now: who waits for the last seat waits for the last word.
            drop((connection, seat));
        })
}

fn host(headers: &HeaderMap) -> Option<Audience> {
    Audience::new(headers.get(HOST)?.to_str().ok()?).ok()
}

async fn health(State(shared): State<Arc<Shared>>) -> Response {
    let store_works = matches!(timeout(HEALTH_WITHIN, shared.check()).await, Ok(Ok(())));
    let (code, status) = match (shared.is_stopping(), store_works) {
        (true, _) => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
        (false, false) => (StatusCode::SERVICE_UNAVAILABLE, "failing"),
        (false, true) => (StatusCode::OK, "ok"),
    };
    let store = if store_works { "ok" } else { "failing" };
    let version = env!("CARGO_PKG_VERSION");
    // All three are words of our own, nothing in them needs escaping.
    let body = format!(r#"{{"status":"{status}","version":"{version}","store":"{store}"}}"#);
    (code, [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], body).into_response()
}
