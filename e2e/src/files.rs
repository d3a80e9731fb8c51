//! A folder's files over HTTP, on loopback, for pages that need no relay.

use std::path::PathBuf;

use anyhow::Result;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

/// Serves a folder until the runtime ends; the address.
///
/// # Errors
/// Where no port can be had.
pub async fn serve(folder: PathBuf) -> Result<String> {
    serve_with(folder, None).await
}

/// The same, with a second folder behind a name, so that both have one origin: `beside` as `/name/`.
///
/// # Errors
/// Where no port can be had.
pub async fn serve_with(folder: PathBuf, beside: Option<(&str, PathBuf)>) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let mut router = Router::new().fallback(file).with_state(folder);
    if let Some((name, beside)) = beside {
        router = router.nest(&format!("/{name}"), Router::new().fallback(file).with_state(beside));
    }
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

async fn file(State(folder): State<PathBuf>, request: Request) -> Response {
    let name = request.uri().path().trim_start_matches('/');
    let name = if name.is_empty() { "index.html" } else { name };
    let mime = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    };
    // Nothing above the folder is one of its files.
    let is_within = name.split('/').all(|part| !part.is_empty() && part != "..");
    match std::fs::read(folder.join(name)) {
        Ok(bytes) if is_within => ([(header::CONTENT_TYPE, mime)], bytes).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
